import type { Interpretation } from '../connector.ts';
import { azureInstead } from './instead.ts';
import { concerns, namesResources, usedBy } from './weights.ts';

export const azureInterpretation: Interpretation = {
  id: 'azure',
  formats: [],
  instead: azureInstead,
  concerns,
  namesResources,
  usedBy,
};
