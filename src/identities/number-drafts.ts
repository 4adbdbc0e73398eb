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

  const heldBy = (grants: readonly DraftGrant<OwnRight>[]): readonly Held[] =>
    grants.flatMap(placesOf).flatMap(({ scopes: ids, rights }) => {
      const privileges = privilegesOf(rights, services);
      return ids.flatMap((id): readonly Held[] => {
        const scope = scopes.places.get(id);
        return scope === undefined ? [] : [{ scope, privileges }];
      });
    });

  /** Rights of one role are one list for all who have it, where a connector keeps it: it is written out once. */
  const texts = new WeakMap<readonly OwnRight[], string>();
  const textOf = (rights: readonly OwnRight[]): string => {
    let text = texts.get(rights);
    if (text === undefined) {
      text = JSON.stringify(rights);
      texts.set(rights, text);
    }
    return text;
  };

  const profileOf = (grants: readonly DraftGrant<OwnRight>[]): number => {
    const key = JSON.stringify(
      grants.map(({ scope, rights }) => `${JSON.stringify(scope)} ${textOf(rights)}`).sort(),
    );
    let profile = known.get(key);
    if (profile === undefined) {
      profile = profiles.of(heldBy(grants));
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
    privileges: privilegesOf(rights, services),
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
