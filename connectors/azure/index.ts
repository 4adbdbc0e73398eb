import type { Interpretation } from '../connector.ts';

export const azureInterpretation: Interpretation = { id: 'azure', formats: [] };
