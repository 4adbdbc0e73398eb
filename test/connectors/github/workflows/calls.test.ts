import { describe, expect, test } from 'vitest';
import type { GitHubRecordInput } from '../../../../connectors/github/facts/records.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  estateOf,
  exposuresIn,
  identityAt,
  organizationRecord,
  type Reference,
  record,
  repository,
  reviewed,
  shared,
  wayBetween,
  web,
  workflow,
} from '../support.ts';

const called = (text: string, file = 'deploy.yml', reference = shared): SnapshotRecord =>
  workflow(text, reference, file);
const deploy = `on:
  workflow_call:
    inputs: { where: { type: string, default: staging } }
permissions: { contents: read, id-token: write }
jobs:
  deploy: { runs-on: [self-hosted, deploy], environment: "\${{ inputs.where }}", steps: [{ run: make deploy, env: { K: "\${{ secrets.AWS_SECRET_ACCESS_KEY }}" } }] }
`;
const calling = (
  uses: string,
  more = '',
  permissions = '{ contents: write, id-token: write }',
): SnapshotRecord =>
  workflow(`on: push
jobs:
  ship:
    uses: ${uses}
    permissions: ${permissions}
${more}`);
const base = [organizationRecord(), repository(web), repository(shared)];
const use = 'acme/shared/.github/workflows/deploy.yml@v1';
const ci = 'repos/acme/web/.github/workflows/ci.yml';

describe('the jobs of a called workflow are those of its caller', () => {
  const told = (...records: readonly SnapshotRecord[]) => {
    const estate = estateOf([...base, ...records]);
    const { identities } = estate;
    return identities
      .filter(({ kind }) => kind === 'workflow')
      .map(({ id }) => [
        id,
        [
          ...new Set(
            (estate.tokenOffers ?? [])
              .filter(({ node }) => node === identityAt(estate, id))
              .flatMap(({ claims, assumes }) => [
                [...claims.sub!.like, ...assumes].join(': '),
                ...claims.job_workflow_ref!.like,
              ]),
          ),
        ],
      ]);
  };
  const from = 'acme/shared/.github/workflows/deploy.yml@*';

  test.each<[string, readonly SnapshotRecord[], unknown]>([
    [
      'in the environment that the caller names',
      [called(deploy), calling(use, '    with: { where: production }')],
      [[`${ci}#environment=production`, ['repo:acme/web:environment:production', from]]],
    ],
    [
      'in the environment that is the default',
      [called(deploy), calling(use)],
      [[`${ci}#environment=staging`, ['repo:acme/web:environment:staging', from]]],
    ],
    [
      'with no more than the caller gives them',
      [called(deploy), calling(use, '', '{ contents: read }')],
      [[`${ci}#environment=staging`, []]],
    ],
    [
      'of the same repository',
      [called(deploy, 'deploy.yml', web), calling('./.github/workflows/deploy.yml')],
      [
        [
          `${ci}#environment=staging`,
          ['repo:acme/web:environment:staging', 'acme/web/.github/workflows/deploy.yml@refs/*'],
        ],
      ],
    ],
    [
      'through another one',
      [
        called('on: workflow_call\njobs: { next: { uses: ./.github/workflows/deploy.yml } }', 'outer.yml'),
        called(deploy),
        calling('acme/shared/.github/workflows/outer.yml@v1'),
      ],
      [[`${ci}#environment=staging`, ['repo:acme/web:environment:staging', from]]],
    ],
    [
      'by a name in another case',
      [called(deploy), calling(use.replace('acme/shared', 'Acme/Shared'))],
      [[`${ci}#environment=staging`, ['repo:acme/web:environment:staging', from]]],
    ],
    [
      'not where it was not read: it may deploy anywhere',
      [calling(use)],
      [
        [
          ci,
          [
            'repo:acme/web:ref:refs/heads/*',
            from,
            'repo:acme/web:ref:refs/tags/*',
            'repo:acme/web:environment:*: acme/shared/.github/workflows/deploy.yml@v1, which was not read, deploys to the environment',
          ],
        ],
      ],
    ],
    [
      'and once only where they call each other',
      [
        called('on: workflow_call\njobs: { a: { uses: ./.github/workflows/deploy.yml } }'),
        calling(use, '', '{}'),
      ],
      [[ci, []]],
    ],
  ])('%s', (_, records, expected) => {
    expect(told(...records)).toEqual(expected);
  });

  test('they run where the called one says, with the secrets that the caller gives', () => {
    const runner = record('github.runner', '8', {
      id: 8,
      level: 'organization',
      name: 'box',
      labels: ['self-hosted', 'deploy'],
    });
    const given = '    secrets: { key: "${{ secrets.MY_KEY }}" }';
    const estate = estateOf([...base, called(deploy), calling(use, given), runner]);
    expect(wayBetween(estate, 'orgs/acme/actions/runners/8', `${ci}#environment=staging`)).toBe('surely');
    const inside = estate.identities[identityAt(estate, `${ci}#environment=staging`)]!;
    expect(inside.grants.some(({ privileges }) => privileges.some(({ level }) => level === 2))).toBe(true);
  });

  test('code of outsiders is found in it, and what is unpinned where it is written', () => {
    const foreign = called(
      'on: workflow_call\njobs: { build: { runs-on: x, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.head_ref }}" } }, { uses: other/do@v1 }] } }',
      'build.yml',
    );
    const outside = workflow(
      'on: pull_request_target\njobs: { pr: { uses: acme/shared/.github/workflows/build.yml@v1, permissions: { contents: write } } }',
    );
    const policy = record('github.actions-policy', 'acme', {
      level: 'organization',
      default_workflow_permissions: 'write',
    });
    expect(exposuresIn([...base, foreign, outside, policy]).filter((each) => each.includes('-code'))).toEqual(
      [
        'repos/acme/shared/.github/workflows/build.yml unpinned-code other/do@v1',
        `${ci} untrusted-code pr / build checkout`,
      ],
    );
    expect(exposuresIn([...base, foreign, policy]).filter((each) => each.includes('untrusted'))).toEqual([]);
  });
});

describe('who can change what another repository calls', () => {
  const key = (id: number, reference: Reference): SnapshotRecord =>
    record('github.deploy-key', String(id), { id, repository: reference, read_only: false });
  const app = record('github.app-installation', '7', {
    id: 7,
    app_slug: 'helper',
    permissions: { contents: 'write' },
    repository_selection: 'selected',
    repositories: [shared],
  });
  const installation = 'orgs/acme/installations/7';
  const sharedKey = 'repos/acme/shared/keys/5';
  const simple = called('on: workflow_call\njobs: { a: { runs-on: x, steps: [] } }');
  const action = (ref: string): SnapshotRecord =>
    workflow(`on: push\njobs: { a: { runs-on: x, steps: [{ uses: acme/shared/tool@${ref} }] } }`);
  const guarded = (part: Partial<GitHubRecordInput<'github.repository'>> = {}) =>
    repository(shared, { protection: reviewed, ...part });
  const at = (ref: string): SnapshotRecord => calling(`acme/shared/.github/workflows/deploy.yml@${ref}`);
  const letIn = 'a change of the protected branch main of acme/shared is let in';

  test.each<[string, string, readonly SnapshotRecord[], string]>([
    ['a key of that repository', sharedKey, [at('v1')], 'surely'],
    ['a key of it, where the branch is protected', sharedKey, [at('main'), guarded()], letIn],
    [
      'a key of it, which the protection lets past',
      sharedKey,
      [at('main'), guarded({ protection: { ...reviewed, is_admin_enforced: false } })],
      'surely',
    ],
    ['a key of it, by a tag beside the protected branch', sharedKey, [at('v1'), guarded()], 'surely'],
    ['a key of it, where a commit is named', sharedKey, [at('a'.repeat(40))], 'no way'],
    ['a key of it, where it is archived', sharedKey, [at('v1'), guarded({ archived: true })], 'no way'],
    ['an app that may not change workflows', installation, [at('v1')], 'no way'],
    ['an app that may not, where an action is called', installation, [action('v1')], 'surely'],
    ['a key of it, where the action is named by its commit', sharedKey, [action('b'.repeat(40))], 'no way'],
  ])('%s', (_, from, records, expected) => {
    const estate = estateOf([...base, simple, key(5, shared), app, ...records]);
    expect(wayBetween(estate, from, ci)).toBe(expected);
  });
});
