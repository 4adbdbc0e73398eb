import type { Condition } from '../../../src/model/condition.ts';
import type { CredentialStatus } from '../../../src/model/credential.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import { deployKeyId, installationId, requestId, tokenId } from '../facts/identity-keys.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import type { Draft, DraftGrant, Hold } from './draft.ts';
import { at, used } from './draft-fields.ts';
import type { Person } from './people.ts';
import { type Right, rightsOfPermissions } from './rights.ts';
import { authorizations } from './sso-authorizations.ts';
import { appTrusts, holderTrusts } from './trusts.ts';

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
      trusts: holderTrusts(inventory, organizationOf(repository), data.added_by, source),
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

/**
 * Permissions of an organisation that lead to more than themselves.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const leading: Readonly<Record<string, Hold['strength']>> = {
  members: 'control',
  organization_administration: 'control',
  organization_custom_org_roles: 'control',
  organization_custom_roles: 'control',
  organization_personal_access_token_requests: 'requests',
  organization_secrets: 'secrets',
  organization_self_hosted_runners: 'runners',
};

const organizationHolds = (
  permissions: Readonly<Record<string, string>>,
  organization: string,
): readonly Hold[] =>
  [
    ...new Set(
      Object.entries(leading).flatMap(([name, strength]) =>
        permissions[name] === 'write' || permissions[name] === 'admin' ? [strength] : [],
      ),
    ),
  ].map((strength) => ({ place: organization, strength, assumes: [] }));

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
        ).map((each) => (all ? each : { ...each, conditions: [selectedOnly] }))
      : selected.flatMap((name) => given(name, 'repository permissions', ofRepositories))),
  ];
};

const selectedOnly: Condition = {
  class: 'other',
  operator: 'StringEquals',
  key: 'repository',
  values: ['one of those that were selected'],
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
  inventory.of('github.app-installation').map((installation): Draft => {
    const { id, scope, data } = installation;
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
      // Whoever has a private key of the App gets tokens: GitHub shows these to its owner alone.
      ...(suspended ? {} : { credentialsUnseen: true as const }),
      grants: suspended
        ? []
        : grantsOf(selection, data.permissions, { via: 'installation', duration: 'permanent', source }),
      holds: suspended ? [] : holdsFor(selection, data.permissions),
      ...(!suspended && data.permissions.deployments === 'write'
        ? { approvesAs: `app ${data.app_slug}` }
        : {}),
      trusts: appTrusts(inventory, installation),
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
      // https://docs.github.com/en/rest/actions/workflow-runs#review-pending-deployments-for-a-workflow-run
      ...(!expired && permissions.deployments === 'write' ? { approvesAs: data.owner.login } : {}),
      trusts: holderTrusts(inventory, scope, data.owner.login, source),
      source,
    };
  });

/**
 * A token that waits to be let in: somebody holds it, and it opens nothing here until an owner, or who stands in for one,
 * approves it.
 * https://docs.github.com/en/rest/orgs/personal-access-tokens#list-requests-to-access-organization-resources-with-fine-grained-personal-access-tokens
 */
const requestedTokens = (inventory: GitHubInventory, now: string): readonly Draft[] =>
  inventory.of('github.pat-request').map(({ id, scope, data }): Draft => {
    const source: FactRef = { record: 'github.pat-request', id };
    const until = data.token_expires_at ?? undefined;
    const expired = data.token_expired === true || (until !== undefined && until <= now);
    const permissions = { ...data.permissions.repository, ...data.permissions.organization };
    const selection: Selection = {
      organization: scope,
      all: data.repository_selection === 'all',
      selected: data.repository_selection === 'none' ? [] : undefined,
    };
    return {
      id: requestId(scope, data.id),
      kind: 'requested-token',
      nature: { is: 'unknown', reason: 'people and machines use personal access tokens alike' },
      name: data.token_name ?? `token ${data.token_id ?? data.id} of ${data.owner.login}`,
      scope,
      owner: data.owner.login,
      ...at('createdAt', data.created_at),
      credentials: [
        {
          id: `personal-access-token ${data.token_id ?? data.id}`,
          kind: 'personal-access-token',
          lifetime: until === undefined ? 'static' : 'expiring',
          binding: 'shared-secret',
          // It opens nothing here yet.
          status: expired ? 'expired' : 'inactive',
          ...(until === undefined ? {} : { expiresAt: until }),
        },
      ],
      grants: expired
        ? []
        : grantsOf(selection, permissions, { via: 'request', duration: 'eligible', source }),
      holds: expired
        ? []
        : holdsFor(selection, permissions).map((hold) => ({
            ...hold,
            assumes: ['the request is approved', ...hold.assumes],
          })),
      trusts: holderTrusts(inventory, scope, data.owner.login, source),
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
    ...requestedTokens(inventory, now),
    ...authorizations(inventory, byLogin, now),
  ];
};
