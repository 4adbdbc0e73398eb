import { describe, expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/github/facts/inventory.ts';
import type { Draft } from '../../../../connectors/github/identities/draft.ts';
import { jobGroupsOf } from '../../../../connectors/github/identities/job-groups.ts';
import { jobDrafts, unreadDefaults } from '../../../../connectors/github/identities/jobs.ts';
import { peopleOf } from '../../../../connectors/github/identities/people.ts';
import {
  agentDrafts,
  dependabotDrafts,
  runnerDrafts,
} from '../../../../connectors/github/identities/runners-and-agents.ts';
import { tokenDrafts } from '../../../../connectors/github/identities/tokens.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { undefinedIn } from '../../../support/holdings.ts';
import {
  access,
  api,
  collectedAt,
  member,
  organizationRecord,
  record,
  repository,
  shared,
  web,
  workflow,
} from '../support.ts';

const read = (...records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of [
    organizationRecord({ default_repository_permission: 'none' }),
    repository(web),
    repository(api),
    ...records,
  ])
    reader.add(each);
  return reader.finish();
};
const tokens = (...records: readonly SnapshotRecord[]): readonly Draft[] => {
  const inventory = read(...records);
  return tokenDrafts(inventory, peopleOf(inventory), collectedAt);
};
/** What one can do with code, as whom it approves, what it is granted where. */
const told = (drafts: readonly Draft[]): readonly string[] => {
  expect(undefinedIn(drafts)).toEqual([]);
  return drafts.flatMap(({ name, holds, approvesAs, grants }) => [
    ...holds.map(
      ({ place, strength, assumes }) =>
        `${name}: ${strength} ${place}${assumes.length === 0 ? '' : ` if ${assumes.join('; ')}`}`,
    ),
    ...(approvesAs === undefined ? [] : [`${name} approves as ${approvesAs}`]),
    ...grants.map(({ scope, name: grant, duration, until, conditions = [] }) =>
      [
        `${name} has ${grant} in ${scope}`,
        duration,
        ...(until === undefined ? [] : [until]),
        ...conditions.map(({ operator, key, values }) => `if ${operator} ${key} ${values.join()}`),
      ].join(', '),
    ),
  ]);
};

const app = (permissions: Readonly<Record<string, string>>, part: object = {}): SnapshotRecord =>
  record('github.app-installation', '7', {
    id: 7,
    app_slug: 'app',
    permissions,
    repository_selection: 'all',
    ...part,
  } as never);
const token = (permissions: object, part: object = {}): SnapshotRecord =>
  record('github.pat-grant', '9', {
    id: 9,
    owner: { id: 5, login: 'ada' },
    token_name: 'token',
    repository_selection: 'all',
    permissions,
    ...part,
  } as never);
const request = (permissions: object, part: object = {}): SnapshotRecord =>
  record('github.pat-request', '8', {
    id: 8,
    owner: { id: 5, login: 'ada' },
    token_name: 'request',
    repository_selection: 'all',
    permissions,
    ...part,
  } as never);
const sso = (type: string, scopes: readonly string[] | undefined, part: object = {}): SnapshotRecord =>
  record('github.credential-authorization', '11', {
    login: 'ada',
    credential_id: 11,
    credential_type: type,
    authorized_credential_note: 'sso',
    ...(scopes === undefined ? {} : { scopes }),
    ...part,
  } as never);
const key = (part: object): SnapshotRecord =>
  record('github.deploy-key', '4', {
    id: 4,
    repository: web,
    title: 'key',
    read_only: false,
    ...part,
  } as never);

const classic = 'personal access token';
const chosen = { repository_selection: 'selected', repositories: [web] };
const among = 'its selected repositories are among these: GitHub did not tell which';
const perhaps = 'if StringEquals repository one of those that were selected';
const approved = 'the request is approved';

describe('what a key or a token can do', () => {
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    [
      'a key that writes',
      [key({})],
      ['key: workflows acme/web', 'key has write access in acme/web, permanent'],
    ],
    ['a key that reads', [key({ read_only: true })], ['key has read access in acme/web, permanent']],
    ['a key that is switched off', [key({ enabled: false })], []],
    ['an app that reads', [app({ contents: 'read' })], ['app has all repositories in acme, permanent']],
    [
      'an app that pushes',
      [app({ contents: 'write', workflows: 'read' })],
      ['app: push acme', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app that changes workflows',
      [app({ contents: 'write', workflows: 'write' })],
      ['app: workflows acme', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app that changes workflows without code',
      [app({ workflows: 'write' })],
      ['app has all repositories in acme, permanent'],
    ],
    [
      'an app that administers',
      [app({ administration: 'admin' })],
      ['app: administer acme', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app of one repository',
      [app({ contents: 'write' }, chosen)],
      ['app: push acme/web', 'app has repository permissions in acme/web, permanent'],
    ],
    [
      'an app of none',
      [app({ contents: 'write' }, { repository_selection: 'selected', repositories: [] })],
      [],
    ],
    [
      'an app of nobody knows which',
      [app({ contents: 'write' }, { repository_selection: 'selected' })],
      [
        `app: push acme if ${among}`,
        `app has selected repositories, not known which in acme, permanent, ${perhaps}`,
      ],
    ],
    [
      'an app that sleeps',
      [app({ contents: 'write', deployments: 'write' }, { suspended_at: '2026-01-01T00:00:00Z' })],
      [],
    ],
    [
      'an app that approves',
      [app({ deployments: 'write' })],
      ['app approves as app app', 'app has all repositories in acme, permanent'],
    ],
    [
      'an app that sees deployments',
      [app({ deployments: 'read' })],
      ['app has all repositories in acme, permanent'],
    ],
    ...[
      'members',
      'organization_administration',
      'organization_custom_org_roles',
      'organization_custom_roles',
    ].map((name): [string, readonly SnapshotRecord[], readonly string[]] => [
      `an app that writes ${name}`,
      [app({ [name]: 'write' }, chosen)],
      ['app: control acme', 'app has organization permissions in acme, permanent'],
    ]),
    ...(
      [
        ['organization_personal_access_token_requests', 'requests'],
        ['organization_secrets', 'secrets'],
        ['organization_self_hosted_runners', 'runners'],
      ] as const
    ).map(([name, strength]): [string, readonly SnapshotRecord[], readonly string[]] => [
      `an app that decides about ${strength}`,
      [app({ [name]: 'admin' })],
      [`app: ${strength} acme`, 'app has organization permissions in acme, permanent'],
    ]),
    [
      'an app of both, once',
      [
        app({
          members: 'write',
          organization_administration: 'write',
          organization_hooks: 'write',
          contents: 'write',
        }),
      ],
      [
        'app: control acme',
        'app: push acme',
        'app has organization permissions in acme, permanent',
        'app has all repositories in acme, permanent',
      ],
    ],
    [
      'a token',
      [
        token({
          repository: { contents: 'write', deployments: 'write' },
          organization: { members: 'write' },
        }),
      ],
      [
        'token: control acme',
        'token: push acme',
        'token approves as ada',
        'token has organization permissions in acme, permanent',
        'token has all repositories in acme, permanent',
      ],
    ],
    [
      'a token until an end',
      [
        token(
          { repository: { contents: 'write' } },
          { repository_selection: 'subset', repositories: [api], token_expires_at: '2026-10-01T00:00:00Z' },
        ),
      ],
      [
        'token: push acme/api',
        'token has repository permissions in acme/api, time-bound, 2026-10-01T00:00:00.000Z',
      ],
    ],
    [
      'a token of no repository',
      [token({ repository: { contents: 'write' } }, { repository_selection: 'none' })],
      [],
    ],
    [
      'a token that ended now',
      [token({ repository: { contents: 'write', deployments: 'write' } }, { token_expires_at: collectedAt })],
      [],
    ],
    [
      'a token that GitHub says ended',
      [token({ repository: { contents: 'write' } }, { token_expired: true })],
      [],
    ],
    [
      'one that is asked for',
      [request({ repository: { contents: 'write' }, organization: { members: 'write' } })],
      [
        `request: control acme if ${approved}`,
        `request: push acme if ${approved}`,
        'request has organization permissions in acme, eligible',
        'request has all repositories in acme, eligible',
      ],
    ],
    [
      'one that is asked for, for some',
      [request({ repository: { contents: 'write' } }, { repository_selection: 'subset' })],
      [
        `request: push acme if ${approved}; ${among}`,
        `request has selected repositories, not known which in acme, eligible, ${perhaps}`,
      ],
    ],
    [
      'one that is asked for, for none',
      [request({ repository: { contents: 'write' } }, { repository_selection: 'none' })],
      [],
    ],
    [
      'one that ended before it was let in',
      [request({ repository: { contents: 'write' } }, { token_expires_at: collectedAt })],
      [],
    ],
    // A classic token is its user, within its scopes.
    ['of nobody who was read', [sso(classic, ['repo'])], ['sso approves as ada']],
    [
      'of a reader',
      [member('ada'), access('ada', web, 'READ'), sso(classic, ['repo'])],
      ['sso approves as ada'],
    ],
    [
      'of a writer',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, ['repo'])],
      ['sso: push acme/web', 'sso approves as ada', 'sso has scopes repo in acme/web, permanent'],
    ],
    [
      'of a writer, with workflows',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, ['public_repo', 'workflow'])],
      [
        'sso: workflows acme/web',
        'sso approves as ada',
        'sso has scopes public_repo, workflow in acme/web, permanent',
      ],
    ],
    [
      'of a writer, without repositories',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, ['workflow', 'manage_runners:org'])],
      [],
    ],
    [
      'of a writer, without scopes',
      [member('ada'), access('ada', web, 'WRITE'), sso(classic, undefined)],
      [],
    ],
    [
      'of an administrator',
      [member('ada'), access('ada', web, 'ADMIN'), sso('OAuth app token', ['repo'])],
      ['sso: administer acme/web', 'sso approves as ada', 'sso has scopes repo in acme/web, permanent'],
    ],
    [
      'of an owner',
      [member('ada', 'ADMIN'), sso(classic, ['repo'])],
      ['sso: administer acme', 'sso approves as ada', 'sso has scopes repo in acme, permanent'],
    ],
    [
      'of an owner, with the organisation',
      [member('ada', 'ADMIN'), sso(classic, ['repo', 'admin:org', 'manage_runners:org'])],
      [
        'sso: control acme',
        'sso approves as ada',
        'sso has scopes repo, admin:org, manage_runners:org in acme, permanent',
      ],
    ],
    [
      'of an owner, for runners',
      [member('ada', 'ADMIN'), sso(classic, ['manage_runners:org'])],
      ['sso: runners acme', 'sso has scopes manage_runners:org in acme, permanent'],
    ],
    [
      'of an owner, until an end',
      [
        member('ada', 'ADMIN'),
        sso(classic, ['repo'], { authorized_credential_expires_at: '2026-10-01T00:00:00Z' }),
      ],
      [
        'sso: administer acme',
        'sso approves as ada',
        'sso has scopes repo in acme, time-bound, 2026-10-01T00:00:00.000Z',
      ],
    ],
    [
      'of an owner, ended',
      [member('ada', 'ADMIN'), sso(classic, ['repo'], { authorized_credential_expires_at: collectedAt })],
      [],
    ],
    [
      'an SSH key of a writer',
      [member('ada'), access('ada', web, 'WRITE'), sso('SSH key', undefined)],
      ['sso: workflows acme/web', 'sso has push as its user in acme/web, permanent'],
    ],
    [
      'an SSH key of an owner',
      [member('ada', 'ADMIN'), sso('SSH key', ['repo'])],
      ['sso: workflows acme', 'sso has push as its user in acme, permanent'],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(tokens(...records))).toEqual(expected);
  });

  test('names, owners and credentials, as far as they are told', () => {
    const said = (...records: readonly SnapshotRecord[]): string => {
      const [{ id, kind, name, owner, nature, createdAt, lastUsedAt, credentials, trusts = [] }] = tokens(
        ...records,
      ) as [Draft];
      const [{ id: own, lifetime, binding, status, maxSeconds, expiresAt }] = credentials as [
        Draft['credentials'][number],
      ];
      return [
        id,
        kind,
        name,
        owner ?? 'nobody',
        nature.is,
        createdAt ?? 'sometime',
        lastUsedAt ?? 'unseen',
        own,
        lifetime,
        binding,
        status,
        maxSeconds ?? 'no limit',
        expiresAt ?? 'no end',
        ...trusts.map(({ principal, external }) => `${principal} ${external}`),
      ].join(', ');
    };
    expect([
      said(
        key({
          title: null,
          added_by: 'acme',
          created_at: '2025-01-01T00:00:00Z',
          last_used: '2026-01-01T00:00:00Z',
        }),
      ),
      said(
        app(
          {},
          {
            owner: { login: 'other', id: 3, type: 'Organization' },
            created_at: '2025-01-01T00:00:00Z',
            last_request_at: '2026-01-01T00:00:00Z',
          },
        ),
      ),
      said(app({}, { suspended_at: '2026-01-01T00:00:00Z' })),
      said(
        token(
          {},
          {
            token_name: null,
            token_id: 52,
            access_granted_at: '2025-01-01T00:00:00Z',
            token_last_used_at: null,
          },
        ),
      ),
      said(token({}, { token_name: null, token_expires_at: '2026-10-01T00:00:00Z' }), member('ada')),
      said(request({}, { token_name: null, created_at: '2025-01-01T00:00:00Z' })),
      said(request({}, { token_id: 52, token_expires_at: '2026-01-01T00:00:00Z' })),
      said(sso('something new', [], { authorized_credential_note: null, authorized_credential_id: 99 })),
      said(
        sso('GitHub app token', [], {
          authorized_credential_title: 'titled',
          credential_authorized_at: '2025-01-01T00:00:00Z',
          credential_accessed_at: '2026-01-01T00:00:00Z',
        }),
      ),
    ]).toEqual([
      'repos/acme/web/keys/4, deploy-key, deploy key 4, acme, machine, 2025-01-01T00:00:00.000Z, 2026-01-01T00:00:00.000Z, acme/web/keys/4, static, certificate, active, no limit, no end, acme no',
      'orgs/acme/installations/7, app-installation, app, other, machine, 2025-01-01T00:00:00.000Z, 2026-01-01T00:00:00.000Z, installation-token of app, short-lived, shared-secret, active, 3600, no end, other yes',
      'orgs/acme/installations/7, app-installation, app, nobody, machine, sometime, unseen, installation-token of app, short-lived, shared-secret, inactive, 3600, no end, the owner of app app unknown',
      'orgs/acme/personal-access-tokens/9, personal-access-token, token 52 of ada, ada, unknown, 2025-01-01T00:00:00.000Z, never, personal-access-token 52, static, shared-secret, active, no limit, no end, ada unknown',
      'orgs/acme/personal-access-tokens/9, personal-access-token, token 9 of ada, ada, unknown, sometime, unseen, personal-access-token 9, expiring, shared-secret, active, no limit, 2026-10-01T00:00:00.000Z, orgs/acme/members/ada no',
      'orgs/acme/personal-access-token-requests/8, requested-token, token 8 of ada, ada, unknown, 2025-01-01T00:00:00.000Z, unseen, personal-access-token 8, static, shared-secret, inactive, no limit, no end, ada unknown',
      'orgs/acme/personal-access-token-requests/8, requested-token, request, ada, unknown, sometime, unseen, personal-access-token 52, expiring, shared-secret, expired, no limit, 2026-01-01T00:00:00.000Z, ada unknown',
      'orgs/acme/credential-authorizations/11, credential-authorization, something new 11 of ada, ada, unknown, sometime, unseen, credential-authorization 99, static, shared-secret, active, no limit, no end, ada unknown',
      'orgs/acme/credential-authorizations/11, app-user-token, titled, ada, unknown, 2025-01-01T00:00:00.000Z, 2026-01-01T00:00:00.000Z, app-user-token 11, static, shared-secret, active, no limit, no end, ada unknown',
    ]);
  });
});

describe('jobs', () => {
  const jobs = (text: string, ...records: readonly SnapshotRecord[]): readonly Draft[] => {
    const inventory = read(workflow(text), ...records);
    return jobDrafts(inventory, jobGroupsOf(inventory));
  };
  const rights = (permissions: string): string =>
    jobs(`on: push\njobs: { a: { permissions: ${permissions} } }\n`)
      .flatMap(({ grants }) =>
        grants.flatMap((each) => each.rights.map(({ service, level }) => `${service} ${level}`)),
      )
      .join(', ');
  /** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions */
  test.each([
    ['actions', 'actions 1', 'actions 3'],
    ['checks', 'pull-requests 1', 'pull-requests 3'],
    ['contents', 'contents 2', 'contents 3'],
    ['deployments', 'environments 1', 'environments 3'],
    ['issues', 'pull-requests 1', 'pull-requests 3'],
    ['packages', 'packages 2', 'packages 3'],
    ['pages', 'contents 1', 'contents 3'],
    ['pull-requests', 'pull-requests 1', 'pull-requests 3'],
    ['security-events', 'security 2', 'security 3'],
    ['statuses', 'pull-requests 1', 'pull-requests 3'],
    ['id-token', '', ''],
    ['discussions', '', ''],
  ])('%s', (scope, reading, writing) => {
    expect(['read', 'write', 'none', 'admin'].map((access) => rights(`{ ${scope}: ${access} }`))).toEqual([
      reading,
      writing,
      '',
      '',
    ]);
  });

  const pushed = 'somebody else starts what it pushed: events of a job token start no workflow';
  const unread = 'tokens of jobs that ask for nothing may write, which was not read';
  const defaults = (permissions: string): SnapshotRecord =>
    record('github.actions-policy', 'acme', {
      level: 'organization',
      default_workflow_permissions: permissions,
    });
  test.each<[string, string, readonly SnapshotRecord[], readonly string[]]>([
    [
      'that ask for nothing',
      'on: push\njobs: { a: { runs-on: x } }\n',
      [],
      [
        `ci.yml: push acme/web if ${unread}; ${pushed}`,
        'ci.yml has default permissions of job tokens in acme/web, time-bound',
        'ci.yml has default permissions of job tokens, if they may write in acme/web, time-bound, if StringEquals default_workflow_permissions write',
      ],
    ],
    [
      'that read by default',
      'on: push\njobs: { a: { runs-on: x } }\n',
      [defaults('read')],
      ['ci.yml has default permissions of job tokens in acme/web, time-bound'],
    ],
    [
      'that write by default',
      'on: push\njobs: { a: { runs-on: x } }\n',
      [defaults('write')],
      [
        `ci.yml: push acme/web if ${pushed}`,
        'ci.yml has default permissions of job tokens in acme/web, time-bound',
      ],
    ],
    [
      'that ask for code',
      'on: push\njobs: { a: { permissions: { contents: write } } }\n',
      [],
      [`ci.yml: push acme/web if ${pushed}`, 'ci.yml has permissions of the job in acme/web, time-bound'],
    ],
    ['that ask for none', 'on: push\njobs: { a: { permissions: {} } }\n', [], []],
    [
      'with secrets',
      'on: push\njobs: { a: { permissions: {}, env: { K: "${{ secrets.K }}" } } }\n',
      [],
      ['ci.yml has permissions of the job in acme/web, time-bound'],
    ],
    [
      'of an environment',
      'on: push\njobs: { a: { permissions: { contents: read }, environment: live } }\n',
      [],
      ['ci.yml (live) has permissions of the job in acme/web, time-bound'],
    ],
    [
      'that only others call',
      'on: workflow_call\njobs: { a: { permissions: { contents: read } } }\n',
      [],
      [],
    ],
  ])('%s', (_, text, records, expected) => {
    expect(told(jobs(text, ...records))).toEqual(expected);
  });
  test('are one for each environment, with what is in it', () => {
    const inventory = read(
      workflow(
        `on: push\njobs:\n  a: { environment: Live, permissions: { id-token: write }, env: { K: "\${{ secrets.B }}" } }\n  b: { environment: Live, env: { K: "\${{ secrets.A }} \${{ secrets.B }}" } }\n  c: { permissions: { id-token: read } }\n`,
      ),
      record('github.environment', 'acme/web/live', {
        name: 'live',
        repository: web,
        reviewers: [],
        deployment_branch_policy: null,
      } as never),
    );
    expect(
      jobGroupsOf(inventory).map(({ id, jobs: own, environment, protection, idToken, secrets }) => [
        id.replace('repos/acme/web/.github/workflows/', ''),
        own.map(({ name }) => name).join(),
        environment,
        protection?.data.name,
        idToken,
        secrets.join(),
      ]),
    ).toEqual([
      ['ci.yml#environment=Live', 'a,b', 'Live', 'live', true, 'A,B'],
      ['ci.yml', 'c', undefined, undefined, false, ''],
    ]);
    expect(undefinedIn(jobGroupsOf(inventory).map(({ file: _, ...rest }) => rest))).toEqual([]);
  });
  test('whose default nobody told are counted, once for an organisation', () => {
    const gaps = (...records: readonly SnapshotRecord[]): readonly string[] => {
      const inventory = read(...records);
      return unreadDefaults(inventory, jobGroupsOf(inventory)).map(
        ({ scope, source, status, detail, gives }) =>
          [scope, source, status, detail!.split(' ask for')[0], gives?.join()].join(', '),
      );
    };
    const plain = 'on: push\njobs: { a: { runs-on: x }, b: { environment: y } }\n';
    const of = (what: string): string =>
      `acme, default permissions of job tokens, partial, jobs of ${what}, grants`;
    expect([
      gaps(),
      gaps(workflow(plain)),
      gaps(workflow(plain), workflow(plain, api)),
      gaps(workflow(plain), defaults('read')),
    ]).toEqual([[], [of('one workflow')], [of('2 workflows')], []]);
  });
});

describe('runners, agents and Dependabot', () => {
  const runner = (part: object = {}): SnapshotRecord =>
    record('github.runner', 'r', {
      id: 1,
      name: 'box',
      level: 'organization',
      status: 'online',
      ...part,
    } as never);
  const group = (part: object): SnapshotRecord =>
    record('github.runner-group', 'g', { id: 5, name: 'big', visibility: 'all', ...part } as never);
  const lets = (drafts: readonly Draft[]): readonly string[] =>
    drafts.flatMap(({ trusts = [] }) =>
      trusts.map(({ mechanism, party, principal, external, conditions }) =>
        [mechanism, party, principal, external, ...conditions.map(({ key }) => key)].join(', '),
      ),
    );
  const writes = (place: string, ...conditions: readonly string[]): string =>
    ['write-code', 'scope', `whoever may write to ${place}`, 'no', ...conditions].join(', ');
  const inGroup = { runner_group_id: 5 };
  test.each<[string, readonly SnapshotRecord[], readonly string[]]>([
    ['of an organisation', [runner()], [writes('a repository of acme')]],
    ['of a repository', [runner({ level: 'repository', repository: web })], [writes('acme/web')]],
    [
      'of a group for some',
      [runner(inGroup), group({ visibility: 'selected', repositories: [web, api] })],
      [writes('acme/api'), writes('acme/web')],
    ],
    [
      'of a group for nobody knows which',
      [runner(inGroup), group({ visibility: 'selected' })],
      [writes('a repository of acme')],
    ],
    [
      'of a group for what is not public',
      [runner(inGroup), group({ visibility: 'private' })],
      [writes('a repository of acme', 'the repository is not public')],
    ],
    [
      'of a group for some workflows',
      [
        runner(inGroup),
        group({
          restricted_to_workflows: true,
          selected_workflows: ['acme/web/.github/workflows/a.yml@main', 'x'],
        }),
      ],
      [writes('a repository of acme', 'the workflow is one of acme/web/.github/workflows/a.yml@main, x')],
    ],
    [
      'of a group for workflows that nobody told',
      [runner(inGroup), group({ restricted_to_workflows: true })],
      [writes('a repository of acme', 'the workflow is one of those of the group')],
    ],
  ])('%s run the jobs of those who write there', (_, records, expected) => {
    expect(lets(runnerDrafts(read(...records)))).toEqual(expected);
  });
  test('runners by what they are registered with', () => {
    const said = (part: object): string => {
      const [{ id, scope, credentials, grants }] = runnerDrafts(read(runner(part))) as [Draft];
      const [{ id: own, kind, lifetime, binding, status }] = credentials as [Draft['credentials'][number]];
      return [
        id,
        scope,
        own,
        kind,
        lifetime,
        binding,
        status,
        ...grants.map(
          ({ scope: on, name, via, rights }) =>
            `${name} ${via} ${on} ${rights.map((each) => `${each.place} ${each.service} ${each.level}`).join()}`,
        ),
      ].join(', ');
    };
    expect([
      said({}),
      said({ ephemeral: true, status: 'offline', level: 'repository', repository: web }),
    ]).toEqual([
      'orgs/acme/actions/runners/1, acme, registration of box, runner-registration, static, certificate, active, takes jobs registration acme organization runners 2',
      'repos/acme/web/actions/runners/1, acme/web, registration of box, runner-registration, short-lived, certificate, unknown, takes jobs registration acme/web repository actions 2',
    ]);
  });

  const copilot = (part: object): SnapshotRecord =>
    record('github.copilot', 'c', { level: 'organization', ...part } as never);
  const reads = 'what it reads makes it write that';
  const runs = 'somebody approves the workflow runs of its branch';
  test.each<[string, object, readonly string[], readonly string[]]>([
    [
      'everywhere',
      { enabled_repositories: 'all' },
      [`push acme if ${reads}; ${runs}`],
      ['start, scope, whoever may write to a repository of acme, no'],
    ],
    ['nowhere', { enabled_repositories: 'none' }, [], []],
    [
      'in some',
      { enabled_repositories: 'selected', repositories: [web, api] },
      [`push acme/web if ${reads}; ${runs}`, `push acme/api if ${reads}; ${runs}`],
      ['start, scope, whoever may write to a repository of acme, no'],
    ],
    [
      'in nobody knows which',
      { enabled_repositories: 'selected' },
      [],
      ['start, scope, whoever may write to a repository of acme, no'],
    ],
    [
      'in one, whose runs nobody approves',
      { level: 'repository', repository: web, require_actions_workflow_approval: false },
      [`push acme/web if ${reads}`],
      ['start, scope, whoever may write to acme/web, no'],
    ],
    [
      'in one that automations set off',
      {
        level: 'repository',
        repository: web,
        is_automations_enabled: true,
        require_write_access_for_automation_triggers: false,
      },
      [`push acme/web if ${reads}; ${runs}`],
      [
        'start, scope, whoever may write to acme/web, no',
        'start, everyone, whoever sets off an automation, yes',
      ],
    ],
    [
      'in one whose automations ask for access',
      {
        level: 'repository',
        repository: web,
        is_automations_enabled: true,
        require_write_access_for_automation_triggers: true,
      },
      [`push acme/web if ${reads}; ${runs}`],
      ['start, scope, whoever may write to acme/web, no'],
    ],
  ])('an agent works %s', (_, part, holds, trusts) => {
    const drafts = agentDrafts(read(copilot(part)));
    expect(
      drafts.flatMap((draft) =>
        draft.holds.map(({ place, strength, assumes }) => `${strength} ${place} if ${assumes.join('; ')}`),
      ),
    ).toEqual(holds);
    expect(lets(drafts)).toEqual(trusts);
    expect(
      drafts.every(({ agent, nature }) => agent === true && nature.reason === 'the Copilot cloud agent'),
    ).toBe(true);
  });

  test('Dependabot is known by what is kept for it, the first of each organisation', () => {
    const secret = (id: string, part: object): SnapshotRecord =>
      record('github.secret', id, { level: 'repository', kind: 'dependabot', name: id, ...part } as never);
    const drafts = dependabotDrafts(
      read(
        secret('A', { repository: web }),
        secret('B', { level: 'organization' }),
        secret('C', { repository: { id: 9, full_name: 'other/x' } }),
        secret('D', { repository: shared, kind: 'actions' }),
        record('github.private-registry', 'R', { name: 'R', visibility: 'all' } as never),
      ),
    );
    expect(
      drafts
        .map(({ id, owner, name, source }) => [id, owner, name, source.record, source.id].join(', '))
        .sort(),
    ).toEqual([
      'orgs/acme/dependabot, acme, Dependabot in acme, github.secret, A',
      'orgs/other/dependabot, other, Dependabot in other, github.secret, C',
    ]);
    expect(lets(drafts).toSorted()).toEqual([
      writes('a repository of acme'),
      writes('a repository of other'),
    ]);
    expect(
      dependabotDrafts(
        read(record('github.private-registry', 'R', { name: 'R', visibility: 'all' } as never)),
      ).map(({ source }) => source),
    ).toEqual([{ record: 'github.private-registry', id: 'R' }]);
  });
});
