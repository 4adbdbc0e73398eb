import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleAccount } from '../support/aws-account.ts';
import { startLoopback } from '../support/aws-loopback.ts';
import { cli, temporaryFolder } from '../support/cli.ts';

const fleetFile = (store: string): string => `version: 1
store: file://${store}
sources:
  - name: all
    provider: aws
    targets: discover
    each: { aws-role-arn: 'arn:aws:iam::{target}:role/nhi-audit' }
`;

test.each([
  ['no configuration', '', {}, 'No such file'],
  ['no database', fleetFile('/x'), {}, 'it is not said where the database of the fleet is'],
  [
    'an address that is none, with a password that is not repeated',
    fleetFile('/x'),
    { NHI_AUDIT_FLEET_DATABASE: 'mysql://nhi:hunter2secret@db/x' },
    'this is no address of a database',
  ],
  ['a key that there is not', `${fleetFile('/x')}password: x\n`, {}, 'password: unknown key'],
])('%s ends in 2 and says what to do', async (_, text, env, says) => {
  const cwd = temporaryFolder();
  if (text !== '') writeFileSync(join(cwd, 'nhi-audit.fleet.yaml'), text);
  const { code, stderr } = await cli(['fleet', 'status'], { cwd, env });
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  expect(stderr).not.toContain('hunter2secret');
});

test('a database that is away is no verdict', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'nhi-audit.fleet.yaml'), fleetFile(join(cwd, 'store')));
  const env = { NHI_AUDIT_FLEET_DATABASE: 'postgres://nhi:hunter2secret@127.0.0.1:9/x' };
  const { code, stderr } = await cli(['fleet', 'status'], { cwd, env });
  expect(code).toBe(3);
  expect(stderr).toContain('nhi-audit: the database of the fleet cannot be reached: ECONNREFUSED');
  expect(stderr).not.toContain('hunter2secret');
});

interface Told {
  readonly findings: readonly { readonly fingerprint: string; readonly state: string | null }[];
  readonly coverage: readonly { readonly source: string; readonly scope: string; readonly status: string }[];
}

test('schedule, work and report without a server: history, snapshot and verdict are those of a scan', async () => {
  const cwd = temporaryFolder();
  const id = '111111111111';
  // Without a report of credentials a collection waits for one for a minute.
  const aws = await startLoopback({ accounts: [sampleAccount(id)] });
  writeFileSync(
    join(cwd, 'nhi-audit.fleet.yaml'),
    fleetFile(join(cwd, 'store')).replace('discover', `['${id}']`),
  );
  const env = {
    NHI_AUDIT_FLEET_DATABASE: `pglite:${join(cwd, 'database')}`,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: `AKIA${id}`,
    AWS_SECRET_ACCESS_KEY: 'loopback',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const run = (...args: readonly string[]) => cli(args, { cwd, env });
  try {
    expect(await run('fleet', 'schedule')).toMatchObject({
      code: 0,
      stdout: '1 targets put into the queue\n',
    });
    const worked = await run('fleet', 'work', '--until-empty');
    expect(worked.stderr).toContain('1 targets collected, 0 tries failed');
    const format = ['--format', 'json'];
    const kept = ['--history', 'history.db', '--snapshot', 'all.ndjson'];
    const first = await run('fleet', 'report', ...format, ...kept, '--fail-on', 'low');
    expect(first.code).toBe(1);
    const told = JSON.parse(first.stdout) as Told;
    expect(told.findings.length).toBeGreaterThan(0);
    expect(new Set(told.findings.map(({ state }) => state))).toEqual(new Set(['new']));
    expect(told.coverage.filter(({ source }) => source === 'fleet: newest snapshot')).toMatchObject([
      { scope: id, status: 'complete' },
    ]);
    const analyzed = JSON.parse((await run('analyze', 'all.ndjson', ...format)).stdout) as Told;
    const prints = ({ findings }: Told) => findings.map(({ fingerprint }) => fingerprint);
    expect(prints(analyzed)).toEqual(prints(told));
  } finally {
    await aws.close();
  }
}, 180_000);
