import type { Interpretation } from '../connector.ts';
import { azureInstead } from './instead.ts';

export const azureInterpretation: Interpretation = { id: 'azure', formats: [], instead: azureInstead };
