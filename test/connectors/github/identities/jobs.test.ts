import { describe, expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/github/facts/inventory.ts';
import type { Draft } from '../../../../connectors/github/identities/draft.ts';
import { jobGroupsOf } from '../../../../connectors/github/identities/job-groups.ts';
import {
  expressionsPastReading,
  jobDrafts,
  unreadableWorkflows,
  unreadDefaults,
} from '../../../../connectors/github/identities/jobs.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { undefinedIn } from '../../../support/holdings.ts';
import { api, organizationRecord, record, repository, web, workflow } from '../support.ts';

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

const many = (count: number): readonly number[] => [...Array(count).keys()];

describe('expressions that are longer than is read', () => {
  const long = `\${{ ${'('.repeat(2_000)}1${')'.repeat(2_000)} }}`;
  const file = (...lines: readonly string[]): string =>
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${lines.map((each) => `      - run: "${each}"\n`).join('')}`;
  const said = 'an expression longer, deeper or of more parts than is read';
  const beyond = (...records: readonly SnapshotRecord[]) =>
    expressionsPastReading(read(...records)).map(({ scope, what }) => `${scope} | ${what}`);
  test('are told by the line that they stand in', () => {
    const path = 'acme | acme/web/.github/workflows/ci.yml, line';
    expect([
      beyond(workflow(file('make', '${{ 1 }}'))),
      beyond(workflow(file('make', long))),
      beyond(workflow(file(long, 'make', long))),
      beyond(workflow(file(`${long} ${long}`))),
      beyond(workflow(file(...many(5).map(() => long)))),
      beyond(workflow(file(...many(7).map(() => long)))),
    ]).toEqual([
      [],
      [`${path} 7: ${said}`],
      [`${path} 6, 8: ${said}`],
      [`${path} 6: ${said}`],
      [`${path} 6, 7, 8, 9, 10: ${said}`],
      [`${path} 6, 7, 8, 9, 10 and 2 more: ${said}`],
    ]);
  });
  test('of each file', () => {
    expect(
      beyond(workflow(file(long)), workflow(file(long), api, 'b.yml'), workflow(file('x'), api)),
    ).toEqual([
      `acme | acme/api/.github/workflows/b.yml, line 6: ${said}`,
      `acme | acme/web/.github/workflows/ci.yml, line 6: ${said}`,
    ]);
  });
});

describe('files in the place of workflows that nobody could read', () => {
  const unread = (...records: readonly SnapshotRecord[]) => unreadableWorkflows(read(...records));
  test('are told by scope, as what is not known', () => {
    expect(unread(workflow('on: push\njobs: { a: { runs-on: x } }\n'))).toEqual([]);
    expect(unread(workflow('on: push\njobs: [\n  SECRET: {\n'))).toEqual([
      {
        connector: 'github',
        scope: 'acme',
        source: 'workflow files',
        status: 'partial',
        detail: expect.stringMatching(
          /^acme\/web\/\.github\/workflows\/ci\.yml, line \d+: the file is no YAML$/,
        ),
        gives: ['inventory', 'workloads', 'trusts', 'grants'],
      },
    ]);
  });
  test('five are named', () => {
    const files = (count: number) =>
      many(count).map((at) => workflow('on: push\njobs: [\n', web, `f${at}.yml`));
    const named = (count: number) => unread(...files(count))[0]!.detail.split('; ');
    expect(named(2).map((each) => /f\d\.yml/.exec(each)?.[0] ?? each)).toEqual(['f0.yml', 'f1.yml']);
    expect(named(5)).toHaveLength(5);
    expect(named(7)).toHaveLength(6);
    expect(named(7).at(-1)).toBe('and 2 more');
  });
  test('sorted by scope', () => {
    const other = { ...workflow('on: [', web, 'x.yml'), scope: 'abba' };
    expect(unread(workflow('on: ['), other).map(({ scope }) => scope)).toEqual(['abba', 'acme']);
  });
});
