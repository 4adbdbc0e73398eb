import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import type { Trust } from '../../../../src/model/trust.ts';
import {
  api,
  estateOf,
  identityAt,
  member,
  organizationRecord,
  record,
  repository,
  web,
  workflow,
} from '../support.ts';

const base = [organizationRecord(), repository(web, { visibility: 'public' }), repository(api)];
const told = ({ mechanism, party, principal, external, conditions }: Trust): string =>
  [
    `${mechanism} ${party} ${principal}${external === 'no' ? '' : ` (${external})`}`,
    ...conditions.map(({ operator, key, values }) => `${operator} ${[key, ...values].join(' ')}`),
  ].join(', ');
const trustsOf = (id: string, ...records: readonly SnapshotRecord[]): readonly string[] => {
  const estate = estateOf([...base, ...records]);
  return estate.identities[identityAt(estate, id)]!.trusts.map(told).sort();
};

describe('who starts a job or changes what it runs', () => {
  const job = (on: string, more = '', reference = web): SnapshotRecord =>
    workflow(`on: ${on}\njobs: { one: { runs-on: x, ${more} steps: [] } }`, reference);
  const writers = 'write-code scope whoever may write to acme/web';
  test.each<[string, SnapshotRecord, readonly string[]]>([
    ['a push', job('push'), ['start scope whoever may write to acme/web', writers]],
    ['a dispatch', job('workflow_dispatch'), ['start scope whoever may write to acme/web', writers]],
    ['the clock', job('{ schedule: [{ cron: "0 5 * * *" }] }'), [writers]],
    ['a pull request, which gives outsiders nothing', job('pull_request'), [writers]],
    [
      'a comment',
      job('{ issue_comment: { types: [created] } }'),
      ['start everyone whoever causes issue_comment (yes), StringLike types created', writers],
    ],
    [
      'a comment, if a condition holds',
      job('issue_comment', `if: "github.actor == 'ada'",`),
      ["start everyone whoever causes issue_comment (yes), If github.actor == 'ada' true", writers],
    ],
    [
      'a pull request whose code it takes',
      workflow(
        'on: pull_request_target\njobs: { one: { steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.head_ref }}" } }] } }',
      ),
      [
        'start everyone whoever causes pull_request_target (yes)',
        'write-code everyone whoever opens a pull request (yes)',
        writers,
      ],
    ],
    [
      'code of others',
      workflow('on: push\njobs: { one: { steps: [{ uses: other/do@v1 }, { uses: acme/api/do@v1 }] } }'),
      [
        'start scope whoever may write to acme/web',
        'write-code identity acme/api/do',
        'write-code identity other/do (yes)',
        writers,
      ],
    ],
  ])('%s', (_, file, expected) => {
    expect(trustsOf('repos/acme/web/.github/workflows/ci.yml', file)).toEqual(expected);
  });

  test('of a private repository those who read it are the outsiders', () => {
    expect(trustsOf('repos/acme/api/.github/workflows/ci.yml', job('issues', '', api))).toEqual([
      'start scope whoever may read acme/api',
      'write-code scope whoever may write to acme/api',
    ]);
  });

  test('what stands before an environment stands before changed code', () => {
    const guarded = record('github.environment', 'acme/web/live', {
      name: 'live',
      repository: web,
      reviewers: [{ type: 'Team', name: 'ops' }],
    });
    expect(
      trustsOf(
        'repos/acme/web/.github/workflows/ci.yml#environment=live',
        job('push', 'environment: live,'),
        guarded,
      ),
    ).toEqual([
      'start scope whoever may write to acme/web',
      `${writers}, If a reviewer of environment live approves`,
    ]);
  });
});

describe('who holds a credential', () => {
  const app = (owner: { login: string; type: string } | null): SnapshotRecord =>
    record('github.app-installation', '7', {
      id: 7,
      app_slug: 'helper',
      permissions: {},
      repository_selection: 'all',
      owner,
    });
  const key = (added_by: string | null): SnapshotRecord =>
    record('github.deploy-key', '4', { id: 4, repository: web, read_only: true, added_by });
  const token = record('github.pat-grant', '9', {
    id: 9,
    owner: { login: 'ada' },
    repository_selection: 'none',
    permissions: {},
  });
  const outside = record('github.outside-collaborator', 'eve', { login: 'eve' });
  const installation = 'orgs/acme/installations/7';
  const deployKey = 'repos/acme/web/keys/4';
  test.each<[string, string, SnapshotRecord[], readonly string[]]>([
    [
      'of an app: its vendor',
      installation,
      [app({ login: 'vendor', type: 'Organization' })],
      ['hold scope vendor (yes)'],
    ],
    [
      'of an app: the organisation itself',
      installation,
      [app({ login: 'acme', type: 'Organization' })],
      ['hold scope acme'],
    ],
    [
      'of an app: a member',
      installation,
      [app({ login: 'ada', type: 'User' }), member('ada')],
      ['hold identity orgs/acme/members/ada'],
    ],
    ['of an app: somebody', installation, [app({ login: 'mel', type: 'User' })], ['hold identity mel (yes)']],
    ['of an app: not told', installation, [app(null)], ['hold scope the owner of app helper (unknown)']],
    [
      'of a key: who added it',
      deployKey,
      [key('ada'), member('ada')],
      ['hold identity orgs/acme/members/ada'],
    ],
    [
      'of a key: a collaborator from outside',
      deployKey,
      [key('eve'), outside],
      ['hold identity orgs/acme/outside_collaborators/eve (yes)'],
    ],
    ['of a key: who is no member any more', deployKey, [key('bob')], ['hold identity bob (unknown)']],
    ['of a key: not told', deployKey, [key(null)], []],
    [
      'of a token: whose it is',
      'orgs/acme/personal-access-tokens/9',
      [token, member('ada')],
      ['hold identity orgs/acme/members/ada'],
    ],
  ])('%s', (_, id, records, expected) => {
    expect(trustsOf(id, ...records)).toEqual(expected);
  });
});

describe('whose jobs a runner runs', () => {
  const runner = (level: 'organization' | 'repository'): SnapshotRecord =>
    record('github.runner', '8', {
      id: 8,
      level,
      name: 'box',
      runner_group_id: 1,
      ...(level === 'repository' ? { repository: api } : {}),
    });
  const group = (part: object): SnapshotRecord =>
    record('github.runner-group', '1', { id: 1, name: 'Builders', visibility: 'all', ...part });
  const outsiders =
    'write-code everyone whoever opens a pull request to acme/web (yes), If its run is approved, where the policy asks for that';
  test.each<[string, SnapshotRecord[], readonly string[]]>([
    [
      'of all repositories',
      [runner('organization'), group({})],
      ['write-code scope whoever may write to a repository of acme'],
    ],
    [
      'of selected ones',
      [runner('organization'), group({ visibility: 'selected', repositories: [api] })],
      ['write-code scope whoever may write to acme/api'],
    ],
    [
      'of public ones, and so of outsiders',
      [runner('organization'), group({ allows_public_repositories: true })],
      [outsiders, 'write-code scope whoever may write to a repository of acme'],
    ],
    [
      'of certain workflows',
      [
        runner('organization'),
        group({
          restricted_to_workflows: true,
          selected_workflows: ['acme/api/.github/workflows/x.yml@main'],
        }),
      ],
      [
        'write-code scope whoever may write to a repository of acme, If the workflow is one of acme/api/.github/workflows/x.yml@main',
      ],
    ],
  ])('%s', (_, records, expected) => {
    expect(trustsOf('orgs/acme/actions/runners/8', ...records)).toEqual([...expected].sort());
  });

  test('of the one that it belongs to', () => {
    expect(trustsOf('repos/acme/api/actions/runners/8', runner('repository'))).toEqual([
      'write-code scope whoever may write to acme/api',
    ]);
  });
});

test('who gives work to an agent', () => {
  const agent = (part: object): readonly string[] =>
    trustsOf(
      'repos/acme/web/copilot',
      record('github.copilot', 'acme/web', { level: 'repository', repository: web, ...part }),
    );
  expect(agent({})).toEqual(['start scope whoever may write to acme/web']);
  expect(
    agent({ is_automations_enabled: true, require_write_access_for_automation_triggers: false }),
  ).toEqual([
    'start everyone whoever sets off an automation (yes)',
    'start scope whoever may write to acme/web',
  ]);
});
