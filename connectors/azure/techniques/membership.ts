import { membershipTechnique, type Technique } from '../../../src/model/takeover.ts';

export const membership: Technique = {
  id: membershipTechnique,
  mechanism: 'control',
  does: 'act with what the group or the role holds',
  source: 'https://learn.microsoft.com/azure/role-based-access-control/overview',
};
