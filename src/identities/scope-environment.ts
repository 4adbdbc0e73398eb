import { ownMember } from '../model/own-member.ts';
import type { Environment, Scope } from '../model/scope.ts';
import type { Settings } from '../model/settings.ts';

/**
 * The environment of a scope, and what it was read from: the configuration, else the first clue that tells one.
 * @param clues what each is called, and the environment that it names
 */
export const environmentOfScope = (
  id: string,
  settings: Settings,
  clues: readonly (readonly [reason: string, environment: Environment | undefined])[],
): Pick<Scope, 'environment' | 'environmentReason'> => {
  const configured = ownMember(settings.environments.scopes, id);
  if (configured !== undefined) return { environment: configured, environmentReason: 'configuration' };
  for (const [environmentReason, environment] of clues)
    if (environment !== undefined) return { environment, environmentReason };
  return { environment: 'unknown' };
};
