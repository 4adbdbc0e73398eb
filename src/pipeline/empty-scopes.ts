import { type Coverage, inputKinds, noIdentityFound } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import { withParents } from '../model/scope.ts';

/**
 * Scopes whose identities were read, and in which there is none: an answer that is empty is seldom the truth of an account
 * or an organisation. It is told as a gap, on which neither a baseline nor a pass can rest.
 */
export const emptyScopes = ({ coverage, identities, scopes }: Estate): readonly Coverage[] => {
  const chainOf = withParents(scopes);
  const inhabited = new Set(identities.flatMap(({ scope }) => [...chainOf(scope)]));
  const entered = new Set([
    ...scopes.map(({ id }) => id),
    ...coverage.flatMap(({ scope, status, gives }) =>
      status === 'complete' && gives.some((kind) => kind !== 'scanner') ? [scope] : [],
    ),
  ]);
  const read = new Map(
    coverage.flatMap(({ connector, scope, status, gives }): [string, Coverage['connector']][] =>
      // A connection that was lost at the door is in part as well, and nothing was entered.
      (status === 'complete' || (status === 'partial' && entered.has(scope))) &&
      gives.includes('inventory') &&
      scope !== '*'
        ? [[scope, connector]]
        : [],
    ),
  );
  return [...read]
    .filter(([scope]) => !inhabited.has(scope))
    .map(([scope, connector]) => ({
      connector,
      scope,
      source: noIdentityFound,
      status: 'partial',
      detail:
        'the scope could be entered, and not one identity was found in it: check that what was read is all of it',
      gives: inputKinds,
    }));
};
