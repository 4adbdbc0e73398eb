import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../connectors/github/facts/records.ts';
import { interpretGitHub } from '../../../connectors/github/interpret.ts';
import { demoGitHubRecords } from '../../../scripts/demo-estate/github.ts';
import type { Estate } from '../../../src/model/estate.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { standingOf } from '../../../src/model/standing.ts';
import { reachOf } from '../../../src/reach/index.ts';
import { lawRuns } from '../../support/law-runs.ts';
import {
  api,
  identityAt as at,
  collectedAt,
  estateOf as estateOfAll,
  nodeName,
  organizationRecord,
  record,
  repository as repositoryRecord,
  reviewed,
  wayBetween,
  web,
  workflow,
} from './support.ts';

const repository = (reference: typeof web, guarded = false): SnapshotRecord =>
  repositoryRecord(reference, { protection: guarded ? reviewed : null });

const base = [organizationRecord(), repository(web), repository(api)];

const environment = (changes: Partial<GitHubRecordInput<'github.environment'>>): SnapshotRecord =>
  record('github.environment', 'acme/web/production', {
    name: 'production',
    repository: web,
    reviewers: [],
    deployment_branch_policy: null,
    ...changes,
  });

const deploying = `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    permissions: { contents: read, id-token: write }
    steps: [{ run: make }]
`;

const estateOf = (...records: readonly SnapshotRecord[]): Estate => estateOfAll([...base, ...records]);

const told = (estate: Estate, id: string) => {
  const index = at(estate, id);
  const { grants, credentials, kind } = estate.identities[index]!;
  const { admin, adminIf } = reachOf(estate, defaultSettings).radius(index);
  const named = (scope: number): string => estate.scopes[scope]!.id;
  return {
    kind,
    standing: standingOf(grants, credentials, Date.parse(collectedAt), 30),
    admin: admin.map(named),
    adminIf: adminIf.map(({ scope }) => named(scope)),
  };
};

const app = (permissions: Record<string, string>, changes: object = {}): SnapshotRecord =>
  record('github.app-installation', '7', {
    id: 7,
    app_slug: 'helper',
    permissions,
    repository_selection: 'all',
    ...changes,
  });

const token = (permissions: Record<string, string>, changes: object = {}): SnapshotRecord =>
  record('github.pat-grant', '9', {
    id: 9,
    owner: { id: 5, login: 'ada', type: 'User' },
    repository_selection: 'all',
    permissions: { repository: permissions },
    token_expired: false,
    token_expires_at: null,
    ...changes,
  });

const authorization = (type: string, scopes: readonly string[]): readonly SnapshotRecord[] => [
  record('github.member', 'ada', { id: 5, login: 'ada', role: 'ADMIN' }),
  record('github.credential-authorization', '11', {
    login: 'ada',
    credential_id: 11,
    credential_type: type,
    scopes: [...scopes],
  }),
];

const all = ['acme', 'acme/api', 'acme/web'];
const installation = 'orgs/acme/installations/7';
const pat = 'orgs/acme/personal-access-tokens/9';
const sso = 'orgs/acme/credential-authorizations/11';
const key = 'repos/acme/web/keys/4';

const deployKey = (readOnly: boolean, enabled = true): SnapshotRecord =>
  record('github.deploy-key', '4', { id: 4, repository: web, title: 'key', read_only: readOnly, enabled });

describe('what each kind of identity is and reaches', () => {
  test.each<[string, readonly SnapshotRecord[], string, object]>([
    [
      'a deploy key is static and lasts',
      [deployKey(true)],
      key,
      { kind: 'deploy-key', standing: 'standing', admin: [] },
    ],
    [
      'a key that was switched off has nothing',
      [deployKey(false, false)],
      key,
      { standing: 'none', admin: [] },
    ],
    [
      'an app holds a standing grant with short tokens',
      [app({ contents: 'read' })],
      installation,
      { standing: 'short-lived credential on a standing grant', admin: [] },
    ],
    [
      'an app that administers repositories controls each',
      [app({ administration: 'write' })],
      installation,
      { admin: ['acme/api', 'acme/web'] },
    ],
    [
      'of selected ones these',
      [app({ administration: 'write' }, { repository_selection: 'selected', repositories: [web] })],
      installation,
      { admin: ['acme/web'] },
    ],
    [
      'of selected ones that nobody told perhaps all',
      [app({ administration: 'write' }, { repository_selection: 'selected' })],
      installation,
      { admin: [], adminIf: ['acme/api', 'acme/web'] },
    ],
    [
      'an app that writes members owns the organisation',
      [app({ members: 'write' })],
      installation,
      { admin: all },
    ],
    [
      'one that reads them does not',
      [app({ members: 'read', administration: 'read' })],
      installation,
      { admin: [], adminIf: [] },
    ],
    [
      'a suspended app has nothing',
      [app({ members: 'write' }, { suspended_at: '2026-01-01T00:00:00Z' })],
      installation,
      { standing: 'none', admin: [] },
    ],
    ['a token without an end stands', [token({ contents: 'write' })], pat, { standing: 'standing' }],
    [
      'one that ends soon does not',
      [token({ contents: 'write' }, { token_expires_at: '2026-09-20T00:00:00Z' })],
      pat,
      { standing: 'time-bound' },
    ],
    [
      'one that has ended has nothing',
      [token({ administration: 'write' }, { token_expires_at: '2026-08-20T00:00:00Z' })],
      pat,
      { standing: 'none', admin: [] },
    ],
    [
      'a classic token of an owner with admin:org is the owner',
      authorization('personal access token', ['repo', 'admin:org']),
      sso,
      { kind: 'classic-personal-access-token', admin: all },
    ],
    [
      'with repo alone it administers the repositories',
      authorization('personal access token', ['repo']),
      sso,
      { admin: ['acme/api', 'acme/web'] },
    ],
    [
      'with read:org it does nothing',
      authorization('personal access token', ['read:org']),
      sso,
      { standing: 'none', admin: [] },
    ],
    [
      "an owner's SSH key pushes, and administers nothing",
      authorization('SSH key', []),
      sso,
      { kind: 'ssh-key', standing: 'standing', admin: [] },
    ],
    [
      'an owner controls everything',
      authorization('SSH key', []),
      'orgs/acme/members/ada',
      { kind: 'user', admin: all },
    ],
    [
      'a job has its token for the time of the job',
      [workflow(deploying)],
      'repos/acme/web/.github/workflows/ci.yml#environment=production',
      { kind: 'workflow', standing: 'task-scoped' },
    ],
  ])('%s', (_, records, id, expected) => {
    expect(told(estateOf(...records), id)).toMatchObject(expected);
  });
});

describe('who gets into a job that deploys', () => {
  const job = 'repos/acme/web/.github/workflows/ci.yml#environment=production';
  const way = (from: string, ...records: readonly SnapshotRecord[]): string =>
    wayBetween(estateOf(workflow(deploying), ...records), from, job);
  const reviewers = [{ type: 'User', name: 'bob', id: 6 }];

  test.each<[string, string, readonly SnapshotRecord[], string]>([
    ['a key that writes', key, [deployKey(false)], 'surely'],
    ['a key that reads', key, [deployKey(true)], 'no way'],
    [
      'an environment with reviewers',
      key,
      [deployKey(false), environment({ reviewers })],
      'a reviewer of environment production approves',
    ],
    [
      'an environment for protected branches',
      key,
      [
        deployKey(false),
        environment({
          deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
        }),
      ],
      'the branch may deploy to environment production',
    ],
    [
      'a custom policy that lets every branch in',
      key,
      [
        deployKey(false),
        environment({
          deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
          branch_policies: [{ name: '*' }],
        }),
      ],
      'surely',
    ],
    ['an app without workflows, on an open branch', installation, [app({ contents: 'write' })], 'surely'],
    [
      'an app without workflows, on a protected branch',
      installation,
      [app({ contents: 'write' }), repository(web, true)],
      'a change of the protected branch main is let in',
    ],
    [
      'an app with workflows writes a job of its own',
      installation,
      [app({ contents: 'write', workflows: 'write' }), repository(web, true)],
      'surely',
    ],
    [
      'who administers the repository takes protections away',
      installation,
      [app({ administration: 'write' }), environment({ reviewers })],
      'surely',
    ],
    ['an app that reads', installation, [app({ contents: 'read' })], 'no way'],
  ])('%s', (_, from, records, expected) => {
    expect(way(from, ...records)).toBe(expected);
  });

  test('a reviewer who writes approves what is his own, unless the environment forbids it', () => {
    const bob = [
      record('github.member', 'bob', { id: 6, login: 'bob', role: 'MEMBER' }),
      record('github.repository-access', 'bob web', { repository: web, login: 'bob', permission: 'WRITE' }),
    ];
    const id = 'orgs/acme/members/bob';
    expect(way(id, ...bob, environment({ reviewers }))).toBe('surely');
    expect(way(id, ...bob, environment({ reviewers, prevent_self_review: true }))).toBe(
      'a reviewer of environment production approves',
    );
  });

  test('a runner that keeps its state leads from one repository into the jobs of another', () => {
    const own = deploying.replace('ubuntu-latest', '[self-hosted, linux]');
    const runner = (ephemeral: boolean): SnapshotRecord =>
      record('github.runner', '8', {
        id: 8,
        level: 'organization',
        name: 'box',
        ephemeral,
        runner_group_id: 1,
        labels: ['self-hosted', 'linux'],
      });
    const group = record('github.runner-group', '1', { id: 1, name: 'Default', visibility: 'all' });
    const other = record('github.deploy-key', '4', {
      id: 4,
      repository: api,
      title: 'key',
      read_only: false,
    });
    const from = (ephemeral: boolean): boolean => {
      const estate = estateOf(workflow(own), runner(ephemeral), group, other);
      const paths = reachOf(estate, defaultSettings).pathsToAny({
        identities: [at(estate, job)],
        scopes: [],
      });
      return paths(at(estate, 'repos/acme/api/keys/4')).length > 0;
    };
    expect([from(false), from(true)]).toEqual([true, false]);
  });
});

test('a job whose environment an expression names gets into a reviewed one if that is approved', () => {
  const dispatched = workflow(
    'on: workflow_dispatch\njobs: { a: { runs-on: x, environment: "${{ inputs.where }}", permissions: { id-token: write }, steps: [] } }',
  );
  const estate = estateOf(
    dispatched,
    environment({ reviewers: [{ type: 'User', name: 'bob' }] }),
    repository(web),
  );
  const node = at(estate, 'repos/acme/web/.github/workflows/ci.yml#environment=${{ inputs.where }}');
  const offers = estate.tokenOffers!.filter((offer) => offer.node === node);
  expect(offers.map(({ claims, assumes }) => [claims.sub, assumes])).toEqual([
    [{ like: ['repo:acme/web:environment:*'], except: ['repo:acme/web:environment:production'] }, []],
    [{ like: ['repo:acme/web:environment:production'] }, ['a reviewer of environment production approves']],
  ]);
});

describe('who gets the token of a protected branch', () => {
  const branchJob = (on: string): SnapshotRecord =>
    workflow(`on: ${on}\njobs: { a: { runs-on: x, permissions: { id-token: write }, steps: [] } }`);
  const job = 'repos/acme/web/.github/workflows/ci.yml';
  const pusher = app({ contents: 'write' });
  const writer = app({ contents: 'write', workflows: 'write' });
  const merged = 'a change of the protected branch main is let in';
  test.each<[string, SnapshotRecord, string, boolean, string]>([
    ['who writes workflows, where nothing is protected', writer, 'push', false, 'surely'],
    ['who writes workflows', writer, '{ push: { branches: [main] } }', true, merged],
    ['who writes workflows, of a job of all branches', writer, 'push', true, merged],
    ['who pushes, of a job of all branches', pusher, 'push', true, merged],
  ])('%s', (_, who, on, guarded, expected) => {
    expect(wayBetween(estateOf(who, branchJob(on), repository(web, guarded)), installation, job)).toBe(
      expected,
    );
  });

  test('who pushes has those of other branches by the job that runs there', () => {
    const subjects = (on: string) => {
      const estate = estateOf(branchJob(on), repository(web, true));
      return (estate.tokenOffers ?? [])
        .filter(({ node }) => nodeName(estate, node) === 'whoever can push a branch to acme/web')
        .map(({ claims }) => claims.sub);
    };
    expect(subjects('push')).toContainEqual({
      like: ['repo:acme/web:ref:refs/heads/*'],
      except: ['repo:acme/web:ref:refs/heads/main'],
    });
    expect(subjects('{ push: { branches: [main] } }')).toEqual([]);
  });
});

describe('where the organisation allows Actions in selected repositories', () => {
  const policy = (...enabled: (typeof web)[]): SnapshotRecord =>
    record('github.actions-policy', 'acme', {
      level: 'organization',
      enabled_repositories: 'selected',
      enabled_repository_list: enabled,
    });
  const offers = (...records: readonly SnapshotRecord[]): number =>
    (estateOf(workflow(deploying), ...records).tokenOffers ?? []).filter(({ claims }) =>
      claims.sub?.like[0]?.startsWith('repo:acme/web:'),
    ).length;

  test('jobs of the others run nowhere and get no tokens', () => {
    expect(offers(policy(web))).toBe(offers());
    expect(offers(policy(web))).toBeGreaterThan(1);
    // What is left is what the job itself would be given.
    expect(offers(policy(api))).toBe(1);
  });
});

test("a runner of the enterprise is not the organisation's of the same number", () => {
  const box = { id: 8, level: 'organization', name: 'box', ephemeral: false } as const;
  const estate = estateOf(
    record('github.runner', 'acme/runners/8', { ...box, runner_group_id: 1 }),
    record('github.runner', 'acme/runner-groups/3/runners/8', {
      ...box,
      runner_group_id: 3,
      inherited: true,
    }),
    record('github.runner-group', '3', { id: 3, name: 'Corp', visibility: 'all', inherited: true }),
  );
  const runners = estate.identities.filter(({ kind }) => kind === 'runner').map(({ id }) => id);
  expect(runners).toEqual(['orgs/acme/actions/runner-groups/3/runners/8', 'orgs/acme/actions/runners/8']);
});

test('members and collaborators carry when they last called the API', () => {
  const last_request_at = '2026-08-20T00:00:00.000Z';
  const estate = estateOf(
    record('github.member', '6', {
      id: 6,
      login: 'bot',
      created_at: '2024-01-01T00:00:00Z',
      last_request_at,
    }),
    record('github.outside-collaborator', '7', { id: 7, login: 'ext', last_request_at }),
  );
  expect(estate.identities[at(estate, 'orgs/acme/members/bot')]).toMatchObject({
    createdAt: '2024-01-01T00:00:00.000Z',
    lastUsedAt: last_request_at,
  });
  expect(estate.identities[at(estate, 'orgs/acme/outside_collaborators/ext')]).toMatchObject({
    lastUsedAt: last_request_at,
  });
});

describe('which tokens can be had', () => {
  const offersAt = (estate: Estate, label: string) => {
    const node =
      estate.identities.length + estate.takeover.groups.findIndex((group) => group.label === label);
    return (estate.tokenOffers ?? []).filter((offer) => offer.node === node);
  };
  const writers = 'whoever can push workflow files to acme/web';

  test('a protected branch is taken out of the subject, of the ref and of the file', () => {
    const [branches] = offersAt(estateOf(repository(web, true)), writers);
    expect(branches!.claims).toMatchObject({
      sub: { like: ['repo:acme/web:ref:refs/heads/*'], except: ['repo:acme/web:ref:refs/heads/main'] },
      ref: { like: ['refs/heads/*'], except: ['refs/heads/main'] },
      job_workflow_ref: { except: ['acme/web/.github/workflows/*@refs/heads/main'] },
    });
  });

  test('a template without a context takes it out as well', () => {
    const template = record('github.oidc-subject', 'acme/web', {
      level: 'repository',
      repository: web,
      use_default: false,
      include_claim_keys: ['repo', 'ref'],
    });
    for (const { claims } of offersAt(estateOf(repository(web, true), template), writers)) {
      const { like, except = [] } = claims.sub!;
      if (like[0]!.endsWith('refs/*') || like[0]!.endsWith('heads/*'))
        expect(except).toContain('repo:acme/web:ref:refs/heads/main');
    }
  });

  test('an archived repository gives none', () => {
    const archived = record('github.repository', 'acme/web', {
      ...web,
      name: 'web',
      owner: { id: 1, login: 'acme' },
      archived: true,
      default_branch: 'main',
    });
    expect(offersAt(estateOf(archived), writers)).toEqual([]);
  });

  test('a job of a called workflow has the file that was called', () => {
    const calling = `on: push
jobs:
  deploy:
    uses: acme/shared/.github/workflows/deploy.yml@v1
    permissions: { id-token: write }
`;
    const estate = estateOf(workflow(calling));
    const node = at(estate, 'repos/acme/web/.github/workflows/ci.yml');
    const files = (estate.tokenOffers ?? [])
      .filter((offer) => offer.node === node)
      .flatMap(({ claims }) => claims.job_workflow_ref!.like);
    expect(new Set(files)).toEqual(new Set(['acme/shared/.github/workflows/deploy.yml@*']));
  });
});

describe('which secrets are taken for keys of a cloud', () => {
  test.each([
    ['AWS_SECRET_ACCESS_KEY', 'aws'],
    ['PROD_AWS_SECRET_KEY', 'aws'],
    ['AWS_ACCESS_KEY_ID', undefined],
    ['AZURE_CREDENTIALS', 'azure'],
    ['ARM_CLIENT_SECRET', 'azure'],
    ['ALARM_PASSWORD', undefined],
    ['GCP_SA_KEY', 'gcp'],
    ['GOOGLE_CREDENTIALS', 'gcp'],
    ['GOOGLE_MAPS_API_KEY', undefined],
  ])('%s: %s', (name, provider) => {
    const secret = record('github.secret', name, {
      level: 'repository',
      kind: 'actions',
      name,
      repository: web,
    });
    expect(estateOf(secret).storedKeys?.[0]?.provider).toBe(provider);
  });
});

describe('whatever is collected', () => {
  test.each<[string, readonly SnapshotRecord[], string, string]>([
    ['an app without its organisation', [repository(web), app({ contents: 'write' })], installation, 'acme'],
    ['a key without its repository', [base[0]!, deployKey(false)], key, 'acme/web'],
    [
      'a job without both',
      [workflow(deploying)],
      'repos/acme/web/.github/workflows/ci.yml#environment=production',
      'acme/web',
    ],
  ])('%s has a scope all the same', (_, records, id, scope) => {
    const estate = interpretGitHub(records, { collectedAt, coverage: [], settings: defaultSettings });
    expect(estate.identities[at(estate, id)]!.scope).toBe(scope);
    expect(estate.scopes.map((each) => each.id)).toContain(scope);
  });

  const whole = (records: readonly SnapshotRecord[]): string => {
    const { entitlements, ...estate } = interpretGitHub(records, {
      collectedAt,
      coverage: [],
      settings: defaultSettings,
    });
    return JSON.stringify([estate, estate.identities.map((_, index) => entitlements!(index))]);
  };
  /** Fields without which a record is none. */
  const needed = new Set([
    ...['id', 'full_name', 'name', 'login', 'repository', 'repository_selection', 'permissions', 'level'],
    ...['kind', 'path', 'owner', 'app_slug', 'read_only', 'has_secret', 'slug', 'members', 'repositories'],
    ...['visibility', 'credential_id', 'credential_type'],
  ]);

  /** Kinds that the demo has none of, and things that lead from one to another. */
  const further: readonly SnapshotRecord[] = [
    ...base,
    deployKey(false),
    app({ organization_self_hosted_runners: 'write', organization_personal_access_token_requests: 'write' }),
    record('github.pat-request', '5', {
      id: 5,
      owner: { login: 'ada' },
      repository_selection: 'all',
      permissions: { repository: { contents: 'write' } },
    }),
    ...(['dependabot', 'agents', 'codespaces'] as const).map((kind) =>
      record('github.secret', `${kind} key`, {
        level: 'organization',
        kind,
        name: 'AWS_SECRET_ACCESS_KEY',
        visibility: 'all',
      }),
    ),
    record('github.copilot', 'acme', { level: 'organization', enabled_repositories: 'all' }),
    record('github.private-registry', 'acme/registries/NPM', {
      name: 'NPM',
      visibility: 'all',
      auth_type: 'oidc_aws',
      account_id: '111122223333',
      role_name: 'packages',
    }),
    workflow(
      'on: workflow_call\njobs: { a: { runs-on: [self-hosted], steps: [{ uses: other/do@v1 }] } }',
      api,
      'do.yml',
    ),
    workflow('on: push\njobs: { a: { uses: acme/api/.github/workflows/do.yml@main } }'),
    environment({ reviewers: [{ type: 'Team', name: 'ops' }] }),
  ];
  const everything = [...demoGitHubRecords, ...further];

  test('the order of records never matters', () => {
    const expected = whole(everything);
    fc.assert(
      fc.property(fc.shuffledSubarray([...everything], { minLength: everything.length }), (records) => {
        expect(whole(records)).toBe(expected);
      }),
      { numRuns: lawRuns(10, 50) },
    );
  });

  test('of two records with one id the same one counts in whatever order', () => {
    const records = [
      ...demoGitHubRecords,
      // The same things as somebody else read them: some fields not told, some told differently.
      ...demoGitHubRecords.flatMap(({ data, ...rest }, index): SnapshotRecord[] => {
        const entries = Object.entries(data as Record<string, unknown>);
        const fewer = entries.filter(([key], place) => needed.has(key) || (index + place) % 2 === 0);
        const other = entries.map(([key, value]) => [key, typeof value === 'boolean' ? !value : value]);
        return [fewer, other].map((each) => ({ ...rest, data: Object.fromEntries(each) }));
      }),
    ];
    const expected = whole(records);
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
        expect(whole(shuffled)).toBe(expected);
      }),
      { numRuns: lawRuns(5, 20) },
    );
  });

  test('a further permission never lowers the blast radius', () => {
    const names = [
      'contents',
      'workflows',
      'administration',
      'members',
      'secrets',
      'actions',
      'organization_secrets',
    ];
    const draw = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('read', 'write'));
    const score = (permissions: Record<string, string>): number => {
      const estate = estateOf(workflow(deploying), app(permissions));
      return reachOf(estate, defaultSettings).radius(at(estate, installation)).score;
    };
    fc.assert(
      fc.property(draw, fc.constantFrom(...names), (permissions, name) => {
        expect(score({ ...permissions, [name]: 'write' })).toBeGreaterThanOrEqual(score(permissions));
      }),
      { numRuns: lawRuns(20, 100) },
    );
  });
});
