import type { IntendedSurvivor } from './score.ts';

/** Changes that live on purpose, each with the reason why no test should notice it. */
export const intendedSurvivors: readonly IntendedSurvivor[] = [];
