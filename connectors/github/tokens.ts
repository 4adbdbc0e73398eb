import type { CredentialStatus } from '../../src/model/credential.ts';
import type { FactRef } from '../../src/model/evidence.ts';
import type { Draft, DraftGrant, Hold } from './draft.ts';
import { authorizationId, deployKeyId, installationId, tokenId } from './identity-keys.ts';
import type { GitHubInventory } from './inventory.ts';
import type { Person } from './people.ts';
import {
  fullControl,
  mayAdministerOrganization,
  mayChangeWorkflows,
  mayPush,
  type Right,
  rightsOfPermissions,
  rightsOfRole,
} from './permissions.ts';

/** `null` is GitHub's word for "never used, as far as we know". */
const used = (at: string | null | undefined): { lastUsedAt?: string } =>
  at === undefined ? {} : { lastUsedAt: at ?? 'never' };
const at = <Key extends string>(key: Key, value: string | null | undefined): { [name in Key]?: string } =>
  (value == null ? {} : { [key]: value }) as { [name in Key]?: string };

const machine = (reason: string): Draft['nature'] => ({ is: 'machine', reason });

/** https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys#deploy-keys */
const deployKeys = (inventory: GitHubInventory): readonly Draft[] =>
  inventory.of('github.deploy-key').map(({ id, data }): Draft => {
    const repository = data.repository.full_name;
    const source: FactRef = { record: 'github.deploy-key', id };
    const inForce = data.enabled !== false;
    return {
      id: deployKeyId(repository, data.id),
      kind: 'deploy-key',
      nature: machine('a deploy key belongs to a repository, not to a person'),
      name: data.title ?? `deploy key ${data.id}`,
      scope: repository,
      ...(data.added_by == null ? {} : { owner: data.added_by }),
      ...at('createdAt', data.created_at),
      ...used(data.last_used),
      credentials: [
        {
          id: `${repository}/keys/${data.id}`,
          kind: 'deploy-key',
          lifetime: 'static',
          binding: 'certificate',
          status: inForce ? 'active' : 'inactive',
          ...at('createdAt', data.created_at),
          ...used(data.last_used),
        },
      ],
      grants: inForce
        ? [
            {
              scope: repository,
              name: data.read_only ? 'read access' : 'write access',
              via: 'deploy key',
              duration: 'permanent',
              rights: [
                { place: 'repository', service: 'contents', level: data.read_only ? 2 : 3 },
                ...(data.read_only
                  ? []
                  : [{ place: 'repository', service: 'workflows', level: 3 } satisfies Right]),
              ],
              source,
            },
          ]
        : [],
      holds: inForce && !data.read_only ? [{ place: repository, strength: 'workflows', assumes: [] }] : [],
      source,
    };
  });

/** Of permissions on repositories: what can be done with the code. */
const holdsOf = (
  permissions: Readonly<Record<string, string>>,
  places: readonly string[],
): readonly Hold[] => {
  const writes = (name: string): boolean => permissions[name] === 'write' || permissions[name] === 'admin';
  const strength = writes('administration')
    ? 'administer'
    : writes('contents')
      ? writes('workflows')
        ? 'workflows'
        : 'push'
      : undefined;
  return strength === undefined ? [] : places.map((place) => ({ place, strength, assumes: [] }));
};

const controlling = [
  'organization_administration',
  'members',
  'organization_custom_org_roles',
  'organization_custom_roles',
];
const organizationHolds = (
  permissions: Readonly<Record<string, string>>,
  organization: string,
): readonly Hold[] =>
  controlling.some((name) => permissions[name] === 'write' || permissions[name] === 'admin')
    ? [{ place: organization, strength: 'control', assumes: [] }]
    : [];

interface Selection {
  readonly organization: string;
  readonly all: boolean;
  /** Undefined: not known which. */
  readonly selected: readonly string[] | undefined;
}

/** One grant for the organisation, and one for each repository that was chosen. */
const grantsOf = (
  { organization, all, selected }: Selection,
  permissions: Readonly<Record<string, string>>,
  grant: Omit<DraftGrant, 'scope' | 'rights' | 'name'>,
): readonly DraftGrant[] => {
  const rights = rightsOfPermissions(permissions);
  const ofOrganization = rights.filter(({ place }) => place === 'organization');
  const ofRepositories = rights.filter(({ place }) => place === 'repository');
  const given = (scope: string, name: string, own: readonly Right[]): readonly DraftGrant[] =>
    own.length === 0 ? [] : [{ ...grant, scope, name, rights: own }];
  return [
    ...given(organization, 'organization permissions', ofOrganization),
    // Where nobody tells which repositories it has, it may be all of them: unknown never lowers a number.
    ...(all || selected === undefined
      ? given(
          organization,
          all ? 'all repositories' : 'selected repositories, not known which',
          ofRepositories,
        )
      : selected.flatMap((name) => given(name, 'repository permissions', ofRepositories))),
  ];
};

const unknownSelection = 'its selected repositories are among these: GitHub did not tell which';

const placesOf = ({ organization, all, selected }: Selection): readonly string[] =>
  all || selected === undefined ? [organization] : selected;

const holdsFor = (selection: Selection, permissions: Readonly<Record<string, string>>): readonly Hold[] => [
  ...organizationHolds(permissions, selection.organization),
  ...holdsOf(permissions, placesOf(selection)).map((hold) =>
    selection.all || selection.selected !== undefined ? hold : { ...hold, assumes: [unknownSelection] },
  ),
];

/** https://docs.github.com/en/apps/using-github-apps/about-using-github-apps */
const installations = (inventory: GitHubInventory): readonly Draft[] =>
  inventory.of('github.app-installation').map(({ id, scope, data }): Draft => {
    const source: FactRef = { record: 'github.app-installation', id };
    const suspended = data.suspended_at != null;
    const selection: Selection = {
      organization: scope,
      all: data.repository_selection === 'all',
      selected: data.repositories?.map(({ full_name }) => full_name),
    };
    return {
      id: installationId(scope, data.id),
      kind: 'app-installation',
      nature: machine('a GitHub App acts by itself'),
      name: data.app_slug,
      scope,
      ...(data.owner == null ? {} : { owner: data.owner.login }),
      ...at('createdAt', data.created_at),
      ...at('lastUsedAt', data.last_request_at),
      credentials: [
        {
          id: `installation-token of ${data.app_slug}`,
          kind: 'installation-token',
          lifetime: 'short-lived',
          binding: 'shared-secret',
          status: suspended ? 'inactive' : 'active',
          maxSeconds: 3600,
        },
      ],
      grants: suspended
        ? []
        : grantsOf(selection, data.permissions, { via: 'installation', duration: 'permanent', source }),
      holds: suspended ? [] : holdsFor(selection, data.permissions),
      source,
    };
  });

/** https://docs.github.com/en/rest/orgs/personal-access-tokens */
const fineGrainedTokens = (inventory: GitHubInventory, now: string): readonly Draft[] =>
  inventory.of('github.pat-grant').map(({ id, scope, data }): Draft => {
    const source: FactRef = { record: 'github.pat-grant', id };
    const until = data.token_expires_at ?? undefined;
    const expired = data.token_expired === true || (until !== undefined && until <= now);
    const status: CredentialStatus = expired ? 'expired' : 'active';
    const permissions = { ...data.permissions.repository, ...data.permissions.organization };
    const selection: Selection = {
      organization: scope,
      all: data.repository_selection === 'all',
      selected:
        data.repository_selection === 'none' ? [] : data.repositories?.map(({ full_name }) => full_name),
    };
    return {
      id: tokenId(scope, data.id),
      kind: 'personal-access-token',
      nature: { is: 'unknown', reason: 'people and machines use personal access tokens alike' },
      name: data.token_name ?? `token ${data.token_id ?? data.id} of ${data.owner.login}`,
      scope,
      owner: data.owner.login,
      ...at('createdAt', data.access_granted_at),
      ...used(data.token_last_used_at),
      credentials: [
        {
          id: `personal-access-token ${data.token_id ?? data.id}`,
          kind: 'personal-access-token',
          lifetime: until === undefined ? 'static' : 'expiring',
          binding: 'shared-secret',
          status,
          // When it was let in: GitHub does not tell when it was made.
          ...at('createdAt', data.access_granted_at),
          ...(until === undefined ? {} : { expiresAt: until }),
          ...used(data.token_last_used_at),
        },
      ],
      grants: expired
        ? []
        : grantsOf(selection, permissions, {
            via: 'token',
            duration: until === undefined ? 'permanent' : 'time-bound',
            ...(until === undefined ? {} : { until }),
            source,
          }),
      holds: expired ? [] : holdsFor(selection, permissions),
      source,
    };
  });

const authorizationKinds: Readonly<
  Record<string, { readonly kind: string; readonly binding: 'shared-secret' | 'certificate' }>
> = {
  'personal access token': { kind: 'classic-personal-access-token', binding: 'shared-secret' },
  'SSH key': { kind: 'ssh-key', binding: 'certificate' },
  'OAuth app token': { kind: 'oauth-authorization', binding: 'shared-secret' },
  'GitHub app token': { kind: 'app-user-token', binding: 'shared-secret' },
};

/** What a person can do with the code, for a key or a token that acts as the person. */
export const holdsOfPerson = (person: Person): readonly Hold[] => {
  if (person.owner) return [{ place: person.organization, strength: 'control', assumes: [] }];
  const hold = (place: string, rank: number): readonly Hold[] =>
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
const withinScopes = (holds: readonly Hold[], scopes: readonly string[]): readonly Hold[] => {
  if (!mayPush(scopes)) return [];
  return holds.map((hold) => {
    // "repo" is all that the user may in a repository, its settings too, but for its workflow files.
    if (hold.strength === 'administer') return hold;
    if (hold.strength === 'control')
      return mayAdministerOrganization(scopes) ? hold : { ...hold, strength: 'administer' };
    return mayChangeWorkflows(scopes) ? hold : { ...hold, strength: 'push' };
  });
};

const rightsOfHold = (place: string, strength: Hold['strength']): readonly Right[] => {
  if (strength === 'administer') return fullControl('repository');
  if (strength === 'control')
    return place.includes('/')
      ? fullControl('repository')
      : [...fullControl('organization'), ...fullControl('repository')];
  return rightsOfRole(3).filter(({ service }) => strength === 'workflows' || service !== 'workflows');
};

/** https://docs.github.com/en/enterprise-cloud@latest/rest/orgs/orgs#list-saml-sso-authorizations-for-an-organization */
const authorizations = (
  inventory: GitHubInventory,
  people: ReadonlyMap<string, Person>,
  now: string,
): readonly Draft[] =>
  inventory.of('github.credential-authorization').map(({ id, scope, data }): Draft => {
    const source: FactRef = { record: 'github.credential-authorization', id };
    const { kind, binding } = authorizationKinds[data.credential_type] ?? {
      kind: 'credential-authorization',
      binding: 'shared-secret' as const,
    };
    const until = data.authorized_credential_expires_at ?? undefined;
    const expired = until !== undefined && until <= now;
    const person = people.get(`${scope} ${data.login}`);
    const ssh = kind === 'ssh-key';
    const holds = person === undefined ? [] : holdsOfPerson(person);
    const own = ssh
      ? holds.map((hold): Hold => (hold.strength === 'push' ? hold : { ...hold, strength: 'workflows' }))
      : withinScopes(holds, data.scopes ?? []);
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
      source,
    };
  });

/** Everything that is a key or a token. */
export const tokenDrafts = (
  inventory: GitHubInventory,
  people: readonly Person[],
  now: string,
): readonly Draft[] => {
  const byLogin = new Map(people.map((person) => [`${person.organization} ${person.login}`, person]));
  return [
    ...deployKeys(inventory),
    ...installations(inventory),
    ...fineGrainedTokens(inventory, now),
    ...authorizations(inventory, byLogin, now),
  ];
};
