import { membershipTechnique, type Technique } from '../../../src/model/takeover.ts';

export const membership: Technique = {
  id: membershipTechnique,
  mechanism: 'control',
  does: 'is one of',
  source: 'https://cloud.google.com/iam/docs/principals-overview',
};
