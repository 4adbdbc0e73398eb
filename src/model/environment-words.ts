import type { Environment } from './scope.ts';
import type { Settings } from './settings.ts';

/** The environment that one word of a text names; whole words between separators only. */
export const environmentIn = (text: string, settings: Settings): Environment | undefined => {
  const words = new Set(text.toLowerCase().split(/[^a-z0-9]+/));
  for (const [environment, names] of Object.entries(settings.environments.words)) {
    if (names.some((name) => words.has(name.toLowerCase()))) return environment as Environment;
  }
  return undefined;
};
