import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inputKinds } from '../../src/model/coverage.ts';
import { snapshotSchema } from '../../src/model/snapshot.ts';
import { snapshotText } from '../../src/snapshot/write.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const collectedAt = '2026-01-01T00:00:00.000Z';

const account = (id: string, inhabited: boolean) => ({
  records: [
    { record: 'aws.account', scope: id, id, data: { Id: id } },
    ...(inhabited
      ? [
          {
            record: 'aws.role',
            scope: id,
            id: `arn:aws:iam::${id}:role/app`,
            data: { RoleName: 'app', Arn: `arn:aws:iam::${id}:role/app`, RolePolicyList: [] },
          },
        ]
      : []),
  ],
  coverage: [
    {
      connector: 'aws',
      scope: id,
      source: 'all',
      status: 'complete' as const,
      detail: '',
      gives: inputKinds,
    },
  ],
});

const snapshot = (name: string, ...accounts: readonly ReturnType<typeof account>[]): string => {
  const path = join(folder, name);
  const header = {
    record: 'header',
    schema: snapshotSchema,
    tool: { name: 'x', version: '1' },
    collectedAt,
  } as const;
  const facts = {
    records: accounts.flatMap(({ records }) => records),
    coverage: accounts.flatMap(({ coverage }) => coverage),
  };
  writeFileSync(path, [...snapshotText(header, facts, collectedAt)].join(''));
  return path;
};

const full = snapshot('full.ndjson', account('111111111111', true), account('222222222222', true));
const half = snapshot('half.ndjson', account('111111111111', true), account('222222222222', false));

describe('a scope that could be entered, and in which nobody was found', () => {
  test('is a gap in every report', async () => {
    const { code, stdout } = await cli(['scan', half, '--format', 'json']);
    expect(code).toBe(0);
    const { coverage } = JSON.parse(stdout) as { coverage: readonly { scope: string; source: string }[] };
    expect(coverage.filter(({ source }) => source === 'identities')).toMatchObject([
      { scope: '222222222222', status: 'partial', detail: expect.stringContaining('not one identity') },
    ]);
  });

  test('is no pass', async () => {
    const { code, stderr } = await cli(['scan', half, '--fail-on', 'critical']);
    expect(stderr).toContain('no identity was found in 222222222222');
    expect(code).toBe(3);
    expect((await cli(['scan', full, '--fail-on', 'critical'])).code).toBe(0);
  });

  test('makes no baseline, and no verdict of the gate', async () => {
    const out = join(folder, 'half.baseline.json');
    expect((await cli(['baseline', 'write', half, '--out', out])).code).toBe(3);
    const sound = join(folder, 'full.baseline.json');
    expect((await cli(['baseline', 'write', full, '--out', sound])).code).toBe(0);
    expect((await cli(['gate', full, '--baseline', sound])).code).toBe(0);
    const { code, stdout, stderr } = await cli(['gate', half, '--baseline', sound]);
    expect(code).toBe(3);
    expect(stdout + stderr).toContain('o identity was found in 222222222222');
  });
});

describe('a scope that was not entered', () => {
  const entry = (source: string, status: 'complete' | 'partial') => ({
    connector: 'aws',
    scope: '333333333333',
    source,
    status: status as 'complete',
    detail: status === 'complete' ? '' : 'ECONNREFUSED: the connection failed',
    gives: inputKinds,
  });
  const [users, caller] = ['iam:GetAccountAuthorizationDetails', 'sts:GetCallerIdentity'] as const;
  const scanOf = (name: string, ...coverage: readonly ReturnType<typeof entry>[]) =>
    cli(['scan', snapshot(name, { records: [], coverage: [...coverage] }), '--format', 'json']);

  test('is not told as one without anybody, and the cause is told once', async () => {
    const { stdout, stderr } = await scanOf('lost.ndjson', entry(users, 'partial'), entry(caller, 'partial'));
    expect(stdout + stderr).not.toContain('could be entered');
    expect(stderr.split('ECONNREFUSED')).toHaveLength(2);
    expect(stderr).toContain(
      'the connection failed [iam:GetAccountAuthorizationDetails, sts:GetCallerIdentity]',
    );
  });

  test('is told apart from one of which something was read', async () => {
    const { stdout } = await scanOf('cut.ndjson', entry(users, 'partial'), entry(caller, 'complete'));
    expect(stdout).toContain('could be entered');
  });
});
