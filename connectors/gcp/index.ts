import type { Interpretation } from '../connector.ts';
import { gcpInstead } from './instead.ts';
import { concerns, isEverybody, namesResources, usedBy } from './weights.ts';

export const gcpInterpretation: Interpretation = {
  id: 'gcp',
  formats: [],
  instead: gcpInstead,
  concerns,
  namesResources,
  isEverybody,
  usedBy,
};
