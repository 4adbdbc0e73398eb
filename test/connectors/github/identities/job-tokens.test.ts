import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  estateOf,
  exposuresIn,
  identityAt,
  organizationRecord,
  record,
  repository,
  wayBetween,
  web,
  workflow,
} from '../support.ts';

const ci = 'repos/acme/web/.github/workflows/ci.yml';
const deploy = 'repos/acme/web/.github/workflows/deploy.yml';
const base = [organizationRecord(), repository(web)];
const policy = (permissions: string): SnapshotRecord =>
  record('github.actions-policy', 'acme', {
    level: 'organization',
    default_workflow_permissions: permissions,
  });
const job = (permissions = ''): SnapshotRecord =>
  workflow(`on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n${permissions}    steps: [{ run: make }]\n`);
/** What a push changes. */
const other = workflow('on: push\njobs: { one: { runs-on: ubuntu-latest, steps: [] } }', web, 'deploy.yml');
const starts = 'somebody else starts what it pushed: events of a job token start no workflow';
const unread = 'tokens of jobs that ask for nothing may write, which was not read';

describe('a job that asks for no permissions', () => {
  test.each<[string, SnapshotRecord[], string, string[]]>([
    ['may write where that is the default', [policy('write')], starts, []],
    ['reads where that is the default', [policy('read')], 'no way', []],
    ['may write if that is the default, where it was not read', [], `${unread}; ${starts}`, ['write']],
  ])('%s', (_, records, way, conditions) => {
    const estate = estateOf([...base, job(), other, ...records]);
    expect(wayBetween(estate, ci, deploy)).toBe(way);
    const { grants } = estate.identities[identityAt(estate, ci)]!;
    expect(grants.flatMap((grant) => grant.conditions.flatMap(({ values }) => values))).toEqual(conditions);
    expect(
      estate.entitlements!(identityAt(estate, ci)).some(
        ({ service, level, conditions: own }) =>
          service === 'contents' && level === 'write' && own.length === 0,
      ),
    ).toBe(way === starts);
  });

  test('the gap is told once for the organisation, and not where nothing rests on it', () => {
    const told = (...records: readonly SnapshotRecord[]) =>
      estateOf([...base, ...records]).coverage.map(({ scope, status, detail }) => [
        scope,
        status,
        detail.slice(0, 24),
      ]);
    expect(told(job(), other)).toEqual([['acme', 'partial', 'jobs of 2 workflows ask ']]);
    expect(told(job('    permissions: { contents: write }\n'))).toEqual([]);
    expect(told(job(), policy('read'))).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    [
      'a title pasted into a script is told',
      '{ run: "echo ${{ github.event.issue.title }}" }',
      ['injection'],
    ],
    ['a start alone is not', '{ run: make }', []],
  ])('started by outsiders, the default not read: %s', (_, step, keys) => {
    const text = `on: issues\njobs: { one: { runs-on: ubuntu-latest, steps: [${step}] } }`;
    // A default that nobody read is told where code of others runs by a tag: here none does.
    expect(exposuresIn([...base, workflow(text)])).toEqual(
      keys.map((key) => `${ci} untrusted-code one ${key}`),
    );
  });
});
