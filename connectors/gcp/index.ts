import type { Interpretation } from '../connector.ts';
import { gcpInstead } from './instead.ts';

export const gcpInterpretation: Interpretation = { id: 'gcp', formats: [], instead: gcpInstead };
