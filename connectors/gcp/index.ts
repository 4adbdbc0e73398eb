import type { Interpretation } from '../connector.ts';
import { gcpInstead } from './instead.ts';
import { concerns, namesResources, usedBy } from './weights.ts';

export const gcpInterpretation: Interpretation = {
  id: 'gcp',
  formats: [],
  instead: gcpInstead,
  concerns,
  namesResources,
  usedBy,
};
