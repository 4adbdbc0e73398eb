import type { Estate } from '../model/estate.ts';
import type { Identity } from '../model/identity.ts';
import type { Scope } from '../model/scope.ts';
import { withParents } from '../model/scope.ts';
import type { Settings } from '../model/settings.ts';
import { fitsName } from './name-pattern.ts';

type Named = Pick<Identity, 'id' | 'name'>;

/** The owner that the configuration names by pattern, of a name or an id: the first that fits. */
const configuredOwner = ({ id, name }: Named, owners: Settings['owners']): string | undefined =>
  owners.find(({ pattern }) => fitsName(pattern, name) || fitsName(pattern, id))?.owner;

/**
 * Who answers for each identity that is no person: what the configuration says of it, what the provider or a tag says, and
 * else the owner of the nearest scope that has one (an account's tag, a repository's file, the configuration). Nothing to say:
 * the estate as it is.
 */
export const withOwners = (estate: Estate, { owners }: Pick<Settings, 'owners'>): Estate => {
  if (owners.length === 0 && estate.scopes.every(({ owner }) => owner === undefined)) return estate;
  const scopes = estate.scopes.map((scope): Scope => {
    const owner = configuredOwner(scope, owners) ?? scope.owner;
    return owner === undefined || owner === scope.owner ? scope : { ...scope, owner };
  });
  const ownerOfScope = ownerByScope(scopes);
  const identities = estate.identities.map((identity): Identity => {
    if (identity.nature.is === 'human') return identity;
    const ofScope = ownerOfScope(identity.scope);
    // That it belongs to where it lives says less than who answers for that.
    const own = identity.owner === identity.scope ? (ofScope ?? identity.owner) : identity.owner;
    const owner = configuredOwner(identity, owners) ?? own ?? ofScope;
    return owner === undefined || owner === identity.owner ? identity : { ...identity, owner };
  });
  return { ...estate, scopes, identities };
};

const ownerByScope = (scopes: readonly Scope[]): ((scope: string) => string | undefined) => {
  const own = new Map(scopes.map(({ id, owner }) => [id, owner]));
  const parentsOf = withParents(scopes);
  const known = new Map<string, string | undefined>();
  return (scope) => {
    if (!known.has(scope)) {
      const nearest = [...parentsOf(scope)].find((id) => own.get(id) !== undefined);
      known.set(scope, nearest === undefined ? undefined : own.get(nearest));
    }
    return known.get(scope);
  };
};
