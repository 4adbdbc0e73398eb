import type { Grant, PrivilegeProfile, ServicePrivilege } from '../model/grant.ts';
import type { Identity } from '../model/identity.ts';
import type { Provider, Scope, Service } from '../model/scope.ts';
import type { Draft, DraftGrant, Right } from './draft.ts';
import { createIdentities } from './identity.ts';
import type { Numbered } from './numbers.ts';
import { strongestPrivileges } from './privileges.ts';
import { createProfiles, type Held } from './profiles.ts';

/** Where some of the rights of a grant hold: on its scope, or on what lies below. */
export interface Place<OwnRight extends Right> {
  /** Ids. What is no scope of the estate is passed over. */
  readonly scopes: readonly string[];
  readonly rights: readonly OwnRight[];
}

export interface Numbering<OwnRight extends Right> {
  readonly provider: Provider;
  readonly scopes: Numbered<Scope>;
  readonly services: Numbered<Service>;
  /** Absent: rights hold where they were given. */
  readonly placesOf?: (grant: DraftGrant<OwnRight>) => readonly Place<OwnRight>[];
}

/** Each identity once, sorted by id; of two drafts of one identity the later one counts. */
export const distinctDrafts = <OwnDraft extends Pick<Draft, 'id'>>(
  drafts: readonly OwnDraft[],
): readonly OwnDraft[] =>
  [...new Map(drafts.map((draft) => [draft.id, draft])).values()].sort((a, b) =>
    a.id < b.id ? -1 : a.id > b.id ? 1 : 0,
  );

const privilegesOf = (rights: readonly Right[], services: Numbered<Service>): readonly ServicePrivilege[] =>
  strongestPrivileges(
    rights
      .filter(({ level }) => level > 0)
      .map(({ service, level, breadth = 1, full = level === 4 && breadth === 1 }) => ({
        service: services.indexOf(service),
        level,
        breadth,
        full,
      })),
  );

/**
 * Drafts in the numbers of an estate.
 * @param drafts each identity once, sorted: {@link distinctDrafts}
 */
export const numberDrafts = <OwnRight extends Right>(
  drafts: readonly Draft<OwnRight>[],
  {
    provider,
    scopes,
    services,
    placesOf = (grant) => [{ scopes: [grant.scope], rights: grant.rights }],
  }: Numbering<OwnRight>,
): { readonly identities: readonly Identity[]; readonly profiles: readonly PrivilegeProfile[] } => {
  const identityOf = createIdentities();
  const profiles = createProfiles(services.list.length);
  /** Rights that hold in a thousand places are put together once for all who have the same. */
  const known = new Map<string, number>();
  // A role's rights are one list for all who have it: they are read once. Of equal lists the number is the same.
  const privileges = new WeakMap<readonly OwnRight[], readonly ServicePrivilege[]>();
  const numbers = new WeakMap<readonly OwnRight[], number>();
  const numberOfText = new Map<string, number>();
  const privilegesIn = (rights: readonly OwnRight[]): readonly ServicePrivilege[] => {
    let found = privileges.get(rights);
    if (found === undefined) {
      found = privilegesOf(rights, services);
      privileges.set(rights, found);
    }
    return found;
  };
  const numberOf = (rights: readonly OwnRight[]): number => {
    let number = numbers.get(rights);
    if (number === undefined) {
      const text = JSON.stringify(rights);
      number = numberOfText.get(text) ?? numberOfText.size;
      numberOfText.set(text, number);
      numbers.set(rights, number);
    }
    return number;
  };

  /** What decides where a grant holds, and what: a connector may go by members of its own. */
  const placeKeyOf = (grant: DraftGrant<OwnRight>): string => {
    const { rights, source, conditions: _c, via: _v, name: _n, until: _u, ...place } = grant;
    return JSON.stringify([numberOf(rights), source.record, place]);
  };

  const heldBy = (grants: readonly DraftGrant<OwnRight>[]): readonly Held[] =>
    grants.flatMap(placesOf).flatMap(({ scopes: ids, rights }) => {
      const held = privilegesIn(rights);
      return ids.flatMap((id): readonly Held[] => {
        const scope = scopes.places.get(id);
        return scope === undefined ? [] : [{ scope, privileges: held }];
      });
    });

  const profileOf = (grants: readonly DraftGrant<OwnRight>[]): number => {
    // What comes to somebody by many ways counts once.
    const distinct = new Map(grants.map((grant) => [placeKeyOf(grant), grant]));
    const key = [...distinct.keys()].sort().join('\n');
    let profile = known.get(key);
    if (profile === undefined) {
      profile = profiles.of(heldBy([...distinct.values()]));
      known.set(key, profile);
    }
    return profile;
  };

  const grantOf = ({
    rights,
    conditions = [],
    providerManaged = false,
    ...grant
  }: DraftGrant<OwnRight>): Grant => ({
    ...grant,
    providerManaged,
    privileges: privilegesIn(rights),
    conditions,
  });

  const identities = drafts.map((draft) =>
    identityOf({
      ...draft,
      provider,
      environment: draft.environment ?? scopes.list[scopes.indexOf(draft.scope)]!.environment,
      grants: draft.grants.map(grantOf),
      profile: profileOf(draft.grants),
    }),
  );
  return { identities, profiles: profiles.list };
};
