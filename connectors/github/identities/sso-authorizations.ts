import type { FactRef } from '../../../src/model/evidence.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { authorizationId } from '../facts/identity-keys.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import type { Draft, DraftGrant, Hold } from './draft.ts';
import { at, used } from './draft-fields.ts';
import type { Person } from './people.ts';
import {
  fullControl,
  mayAdministerOrganization,
  mayChangeWorkflows,
  mayPush,
  type Right,
  rightsOfRole,
} from './rights.ts';
import { holderTrusts } from './trusts.ts';

const authorizationKinds: Readonly<
  Record<string, { readonly kind: string; readonly binding: 'shared-secret' | 'certificate' }>
> = {
  'personal access token': { kind: 'classic-personal-access-token', binding: 'shared-secret' },
  'SSH key': { kind: 'ssh-key', binding: 'certificate' },
  'OAuth app token': { kind: 'oauth-authorization', binding: 'shared-secret' },
  'GitHub app token': { kind: 'app-user-token', binding: 'shared-secret' },
};

/** What people hold; the finer permissions of an organisation are of Apps and of fine-grained tokens. */
type OfPerson = Hold & { readonly strength: Exclude<Hold['strength'], 'requests' | 'secrets'> };

/** What a person can do with the code, for a key or a token that acts as the person. */
export const holdsOfPerson = (person: Person): readonly OfPerson[] => {
  if (person.owner) return [{ place: person.organization, strength: 'control', assumes: [] }];
  const hold = (place: string, rank: number): readonly OfPerson[] =>
    rank < 3 ? [] : [{ place, strength: rank >= 5 ? 'administer' : 'workflows', assumes: [] }];
  return [
    ...hold(person.organization, person.base),
    ...[...person.roles].flatMap(([place, rank]) => hold(place, rank)),
  ];
};

export const grantsOfPerson = (person: Person, source: FactRef, via: string): readonly DraftGrant[] => {
  const grant = { via, duration: 'permanent' as const, source };
  const { organization } = person;
  if (person.owner)
    return [
      {
        ...grant,
        scope: organization,
        name: 'owner',
        rights: [...fullControl('organization'), ...fullControl('repository')],
      },
    ];
  const base = rightsOfRole(person.base);
  return [
    ...(base.length === 0 ? [] : [{ ...grant, scope: organization, name: 'base permission', rights: base }]),
    ...[...person.roles].map(([scope, rank]) => ({
      ...grant,
      scope,
      name: 'repository role',
      rights: rightsOfRole(rank),
    })),
  ].filter(({ rights }) => rights.length > 0);
};

/** A classic token is its user, within its scopes. */
const withinScopes = (
  holds: readonly OfPerson[],
  scopes: readonly string[],
  organization: string,
): readonly OfPerson[] => {
  const owns = holds.some(({ strength }) => strength === 'control');
  const runners: readonly OfPerson[] =
    owns && scopes.includes('manage_runners:org') && !mayAdministerOrganization(scopes)
      ? [{ place: organization, strength: 'runners', assumes: [] }]
      : [];
  if (!mayPush(scopes)) return runners;
  const own = holds.map((hold): OfPerson => {
    // "repo" is all that the user may in a repository, its settings too, but for its workflow files.
    if (hold.strength === 'administer') return hold;
    if (hold.strength === 'control')
      return mayAdministerOrganization(scopes) ? hold : { ...hold, strength: 'administer' };
    return mayChangeWorkflows(scopes) ? hold : { ...hold, strength: 'push' };
  });
  return [...own, ...runners];
};

const rightsOfHold = (place: string, strength: OfPerson['strength']): readonly Right[] => {
  if (strength === 'runners') return [{ place: 'organization', service: 'runners', level: 3 }];
  if (strength === 'administer') return fullControl('repository');
  if (strength === 'control')
    return place.includes('/')
      ? fullControl('repository')
      : [...fullControl('organization'), ...fullControl('repository')];
  return rightsOfRole(3).filter(({ service }) => strength === 'workflows' || service !== 'workflows');
};

/** https://docs.github.com/en/enterprise-cloud@latest/rest/orgs/orgs#list-saml-sso-authorizations-for-an-organization */
export const authorizations = (
  inventory: GitHubInventory,
  people: ReadonlyMap<string, Person>,
  now: string,
): readonly Draft[] =>
  inventory.of('github.credential-authorization').map(({ id, scope, data }): Draft => {
    const source: FactRef = { record: 'github.credential-authorization', id };
    const { kind, binding } = ownMember(authorizationKinds, data.credential_type) ?? {
      kind: 'credential-authorization',
      binding: 'shared-secret' as const,
    };
    const until = data.authorized_credential_expires_at ?? undefined;
    const expired = until !== undefined && until <= now;
    const person = people.get(`${scope} ${data.login}`);
    const ssh = kind === 'ssh-key';
    const holds = person === undefined ? [] : holdsOfPerson(person);
    const own = ssh
      ? holds.map((hold): OfPerson => (hold.strength === 'push' ? hold : { ...hold, strength: 'workflows' }))
      : withinScopes(holds, data.scopes ?? [], scope);
    const reach = expired ? [] : own;
    return {
      id: authorizationId(scope, data.credential_id),
      kind,
      nature: person?.nature ?? { is: 'unknown', reason: 'who uses it was not read' },
      name:
        data.authorized_credential_title ??
        data.authorized_credential_note ??
        `${data.credential_type} ${data.credential_id} of ${data.login}`,
      scope,
      owner: data.login,
      ...at('createdAt', data.credential_authorized_at),
      ...used(data.credential_accessed_at),
      credentials: [
        {
          id: `${kind} ${data.authorized_credential_id ?? data.credential_id}`,
          kind,
          lifetime: until === undefined ? 'static' : 'expiring',
          binding,
          status: expired ? 'expired' : 'active',
          ...at('createdAt', data.credential_authorized_at),
          ...(until === undefined ? {} : { expiresAt: until }),
          ...used(data.credential_accessed_at),
        },
      ],
      grants: reach.map(({ place, strength }) => ({
        scope: place,
        name: ssh ? 'push as its user' : `scopes ${(data.scopes ?? []).join(', ')}`,
        via: 'user',
        duration: until === undefined ? ('permanent' as const) : ('time-bound' as const),
        ...(until === undefined ? {} : { until }),
        rights: rightsOfHold(place, strength),
        source,
      })),
      holds: reach,
      // Keys push and cannot review.
      ...(ssh || expired || !mayPush(data.scopes ?? []) ? {} : { approvesAs: data.login }),
      trusts: holderTrusts(inventory, scope, data.login, source),
      source,
    };
  });
