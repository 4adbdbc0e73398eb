import { describe, expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/github/facts/inventory.ts';
import { mayWrite, peopleOf } from '../../../../connectors/github/identities/people.ts';
import {
  fullControl,
  mayAdministerOrganization,
  mayChangeWorkflows,
  mayPush,
  type Right,
  rankOfRole,
  rightsOfPermissions,
  rightsOfRole,
  strongest,
} from '../../../../connectors/github/identities/rights.ts';
import { scopesOf } from '../../../../connectors/github/identities/scopes.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { undefinedIn } from '../../../support/holdings.ts';
import { access, api, organizationRecord, record, repository, web } from '../support.ts';

const said = ({ place, service, level }: Right): string => `${place} ${service} ${level}`;

/** Reading and writing, by permission. https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps */
const permissions: Readonly<Record<string, readonly string[]>> = {
  'repository actions 1 3': ['actions', 'actions_variables'],
  'repository administration 1 4': ['administration'],
  'repository secrets 1 3': ['agent_secrets', 'codespaces_secrets', 'dependabot_secrets', 'secrets'],
  'repository packages 1 3': ['attestations'],
  'repository pull-requests 1 3': [
    ...[
      'checks',
      'discussions',
      'issues',
      'merge_queues',
      'pull_requests',
      'repository_projects',
      'statuses',
    ],
  ],
  'repository contents 1 3': ['codespaces', 'pages'],
  'repository contents 2 3': ['contents', 'single_file'],
  'repository environments 1 3': ['deployments', 'environments'],
  'repository metadata 1 1': ['metadata'],
  'repository packages 2 3': ['packages'],
  // What has no row too.
  'repository metadata 1 3': ['repository_custom_properties', 'something_new', 'constructor'],
  'repository webhooks 1 3': ['repository_hooks'],
  'repository security 2 3': ['secret_scanning_alerts', 'security_events', 'vulnerability_alerts'],
  'repository workflows 1 3': ['workflows'],
  'organization members 1 4': ['members'],
  'organization administration 1 4': [
    ...['organization_administration', 'organization_custom_org_roles', 'organization_custom_roles'],
  ],
  'organization secrets 1 3': [
    ...['organization_agent_secrets', 'organization_codespaces_secrets', 'organization_dependabot_secrets'],
    ...['organization_private_registries', 'organization_secrets'],
  ],
  'organization copilot 1 3': ['organization_copilot_agent_settings'],
  'organization webhooks 1 3': ['organization_hooks'],
  'organization packages 2 3': ['organization_packages'],
  'organization members 1 3': [
    ...['organization_personal_access_token_requests', 'organization_personal_access_tokens'],
  ],
  'organization runners 1 3': ['organization_self_hosted_runners'],
  'organization metadata 1 3': ['organization_something_new'],
};
test.each(Object.entries(permissions))('%s', (expected, names) => {
  const levels = names.map((name) => {
    const [read, write, admin] = ['read', 'write', 'admin'].map(
      (as) => rightsOfPermissions({ [name]: as })[0]!,
    );
    return [name, `${said(read!)} ${write!.level}`, admin!.level];
  });
  expect(levels).toEqual(names.map((name) => [name, expected, 4]));
});

test('the strongest of each part, in order', () => {
  const rights = rightsOfPermissions({
    workflows: 'write',
    issues: 'read',
    checks: 'write',
    statuses: 'read',
    members: 'read',
  });
  expect(rights.map(said)).toEqual([
    'organization members 1',
    'repository pull-requests 3',
    'repository workflows 3',
  ]);
  expect(strongest([{ place: 'repository', service: 'contents', level: 0 }])).toEqual([]);
  expect(
    fullControl('organization').every(({ level, place }) => level === 4 && place === 'organization'),
  ).toBe(true);
  expect([fullControl('organization').length, fullControl('repository').length]).toEqual([10, 12]);
});

/** https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
test.each<[string, number, readonly string[]]>([
  ['none', 0, []],
  ['custom', 0, []],
  ['read', 1, ['contents 2', 'pull-requests 2']],
  ['pull', 1, ['contents 2', 'pull-requests 2']],
  ['triage', 2, ['contents 2', 'pull-requests 2']],
  ['write', 3, ['actions 3', 'contents 3', 'packages 3', 'pull-requests 3', 'workflows 3']],
  ['push', 3, ['actions 3', 'contents 3', 'packages 3', 'pull-requests 3', 'workflows 3']],
  ['Maintain', 4, ['actions 3', 'contents 3', 'packages 3', 'pull-requests 3', 'workflows 3']],
])('role %s is of rank %i', (role, rank, rights) => {
  expect(rankOfRole(role)).toBe(rank);
  expect(rightsOfRole(rank).map(said)).toEqual(rights.map((each) => `repository ${each}`));
});
test('who administers controls', () => {
  expect(rightsOfRole(rankOfRole('ADMIN'))).toEqual(fullControl('repository'));
});

test.each([
  [[], false, false, false],
  [['repo'], true, false, false],
  [['public_repo'], true, false, false],
  [['workflow'], false, true, false],
  [['admin:org'], false, false, true],
  [['read:org', 'repo:status', 'write:org'], false, false, false],
])('scopes %j push, change workflows, administer: %s %s %s', (scopes, push, change, administer) => {
  expect([mayPush(scopes), mayChangeWorkflows(scopes), mayAdministerOrganization(scopes)]).toEqual([
    push,
    change,
    administer,
  ]);
});

const inventoryOf = (...records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of records) reader.add(each);
  return reader.finish();
};

describe('people', () => {
  const someone = (login: string, part: object = {}): SnapshotRecord =>
    record('github.member', login, { login, role: 'MEMBER', ...part } as never);
  const outsider = (login: string, part: object = {}): SnapshotRecord =>
    record('github.outside-collaborator', login, { login, ...part } as never);
  const only = (...records: readonly SnapshotRecord[]) => {
    const [person] = peopleOf(
      inventoryOf(
        organizationRecord({ default_repository_permission: 'READ' }),
        repository(web),
        repository(api),
        ...records,
      ),
    );
    expect(undefinedIn(person)).toEqual([]);
    return person!;
  };
  const machine = (login: string): string => `machine: the login ${login} is that of a machine user`;
  test.each<[SnapshotRecord, string]>([
    [someone('ada', { has_two_factor_enabled: true }), 'human: signs in with a second factor'],
    [
      someone('ada', { has_two_factor_enabled: false }),
      'unknown: GitHub does not tell machine users from people',
    ],
    [someone('ada'), 'unknown: GitHub does not tell machine users from people'],
    [outsider('ada', { type: 'Bot' }), 'machine: GitHub says that it is a bot'],
    [outsider('ada', { type: 'User' }), 'unknown: GitHub does not tell machine users from people'],
    ...[
      'bot',
      'acme-ci',
      'cd_acme',
      'x.svc',
      'service-x',
      'deploy',
      'deployer',
      'Automation',
      'machine',
      'robot',
      'jenkins',
      'build',
      'release',
      'sync',
      'ci2',
    ].map((login): [SnapshotRecord, string] => [
      someone(login, { has_two_factor_enabled: true }),
      machine(login),
    ]),
    ...['talbot', 'cindy', 'builder', 'services', 'xci', 'deployed'].map(
      (login): [SnapshotRecord, string] => [
        someone(login, { has_two_factor_enabled: true }),
        'human: signs in with a second factor',
      ],
    ),
  ])('%j', (who, nature) => {
    const { is, reason } = only(who).nature;
    expect(`${is}: ${reason}`).toBe(nature);
  });
  const team = (permission: string, ...logins: readonly string[]): SnapshotRecord =>
    record('github.team', 't', {
      slug: 't',
      name: 't',
      repositories: [{ repository: api, permission }],
      members: logins.map((login) => ({ login })),
    } as never);
  test.each<[string, readonly SnapshotRecord[], object]>([
    ['a member', [someone('ada')], { outside: false, owner: false, base: 1, roles: [] }],
    ['an owner', [someone('ada', { role: 'ADMIN' })], { outside: false, owner: true, base: 1, roles: [] }],
    [
      'no more than all have',
      [someone('ada'), access('ada', web, 'READ')],
      { outside: false, owner: false, base: 1, roles: [] },
    ],
    [
      'more than all have, the most of it, in order',
      [someone('ada'), access('ada', web, 'WRITE'), access('ada', api, 'ADMIN'), team('TRIAGE', 'ada', 'bo')],
      {
        outside: false,
        owner: false,
        base: 1,
        roles: [
          ['acme/api', 5],
          ['acme/web', 3],
        ],
      },
    ],
    [
      'by a team',
      [someone('ada'), access('ada', api, 'READ'), team('WRITE', 'bo', 'ada')],
      { outside: false, owner: false, base: 1, roles: [['acme/api', 3]] },
    ],
    [
      'by another’s team',
      [someone('ada'), team('WRITE', 'bo')],
      { outside: false, owner: false, base: 1, roles: [] },
    ],
    [
      'from outside',
      [outsider('ada'), access('ada', web, 'READ')],
      { outside: true, owner: false, base: 0, roles: [['acme/web', 1]] },
    ],
  ])('%s', (_, records, expected) => {
    const { outside, owner, base, roles } = only(...records);
    expect({ outside, owner, base, roles: [...roles] }).toEqual(expected);
  });
  test('who they are, and since when', () => {
    const { id, organization, login, createdAt, lastUsedAt, source } = only(
      someone('ada', { created_at: '2020-01-01T00:00:00Z', last_request_at: '2026-01-01T00:00:00Z' }),
    );
    expect([id, organization, login, createdAt, lastUsedAt, source]).toEqual([
      ...['orgs/acme/members/ada', 'acme', 'ada', '2020-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
      { record: 'github.member', id: 'ada' },
    ]);
    const other = only(outsider('bo', { last_request_at: '2026-01-01T00:00:00Z' }));
    expect([other.id, other.lastUsedAt, other.source]).toEqual([
      'orgs/acme/outside_collaborators/bo',
      '2026-01-01T00:00:00.000Z',
      { record: 'github.outside-collaborator', id: 'bo' },
    ]);
  });
  test('who can push where', () => {
    const may = (...records: readonly SnapshotRecord[]): readonly boolean[] =>
      ['acme/web', 'acme/api'].map((name) => mayWrite(only(...records), name));
    expect([
      may(someone('ada')),
      may(someone('ada', { role: 'ADMIN' })),
      may(someone('ada'), access('ada', web, 'WRITE')),
      may(someone('ada'), access('ada', web, 'TRIAGE')),
      may(someone('ada'), organizationRecord({ default_repository_permission: 'WRITE' })),
    ]).toEqual([
      [false, false],
      [true, true],
      [true, false],
      [false, false],
      [true, true],
    ]);
    const [nobody] = peopleOf(inventoryOf(someone('ada')));
    expect([nobody!.base, mayWrite(nobody!, 'acme/web')]).toEqual([0, false]);
  });
});

test('where they live: enterprise, organisations, repositories, each once, read or only named', () => {
  const inventory = inventoryOf(
    organizationRecord({ enterprise: 'corp' }),
    repository(web, { visibility: 'public' }),
    repository(api),
    record('github.codeowners', 'w', {
      repository: web,
      path: 'CODEOWNERS',
      owners: ['@acme/a', '@acme/b'],
    } as never),
    record('github.codeowners', 'a', { repository: api, path: 'CODEOWNERS', owners: [] } as never),
  );
  const scopes = scopesOf(inventory, defaultSettings, [
    'acme',
    'test-org',
    'acme/web',
    'test-org/prod-x',
    'gone/x',
  ]).list;
  expect(undefinedIn(scopes)).toEqual([]);
  expect(
    scopes.map(({ id, provider, kind, name, parent, environment, owner, services, ...more }) =>
      [
        id,
        provider,
        kind,
        name,
        parent ?? 'nowhere',
        environment,
        owner ?? 'nobody',
        more.public === true ? 'public' : 'closed',
        services.length,
      ].join(', '),
    ),
  ).toEqual([
    'acme, github, organization, acme, enterprises/corp, unknown, nobody, closed, 10',
    'acme/api, github, repository, acme/api, acme, unknown, nobody, closed, 12',
    'acme/web, github, repository, acme/web, acme, unknown, @acme/a @acme/b, public, 12',
    'enterprises/corp, github, enterprise, corp, nowhere, unknown, nobody, closed, 0',
    'gone/x, github, repository, gone/x, nowhere, unknown, nobody, closed, 12',
    'test-org, github, organization, test-org, nowhere, test, nobody, closed, 10',
    'test-org/prod-x, github, repository, test-org/prod-x, test-org, production, nobody, closed, 12',
  ]);
});
