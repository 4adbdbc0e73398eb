import type { Interpretation } from '../connector.ts';

export const gcpInterpretation: Interpretation = { id: 'gcp', formats: [] };
