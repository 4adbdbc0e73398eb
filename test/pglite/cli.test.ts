import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatIds } from '../../reports/formats.ts';
import { openFleetDatabase } from '../../src/fleet/database.ts';
import { schema } from '../../src/fleet/tables.ts';
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
  ['no database', fleetFile('/x'), {}, 'no database of the fleet was given'],
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

/** As if they had been lost. */
const removeSnapshots = async (url: string, target: string): Promise<void> => {
  const database = await openFleetDatabase({ url, supervise: false, note: () => undefined });
  await database.rows(`DELETE FROM ${schema}.snapshot WHERE target = $1`, [target]);
  await database.close();
};

interface Told {
  readonly findings: readonly { readonly fingerprint: string; readonly state: string | null }[];
  readonly coverage: readonly { readonly source: string; readonly scope: string; readonly status: string }[];
}

test('schedule, work and report without a server: history, snapshot and verdict are those of a scan', async () => {
  const cwd = temporaryFolder();
  const [id, second] = ['111111111111', '222222222222'];
  // Without a report of credentials a collection waits for one for a minute.
  const aws = await startLoopback({ accounts: [sampleAccount(id), sampleAccount(second)] });
  const heard: string[] = [];
  const target = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { port } = target.address() as AddressInfo;
  writeFileSync(
    join(cwd, 'notices.yaml'),
    'loopbackHttp: true\ntargets: {soc: {type: webhook, urlFrom: NHI_AUDIT_NOTIFY_URL, secretFrom: NHI_AUDIT_NOTIFY_SECRET}}\n',
  );
  writeFileSync(
    join(cwd, 'nhi-audit.fleet.yaml'),
    fleetFile(join(cwd, 'store')).replace('discover', `['${id}', '${second}']`),
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
    NHI_AUDIT_NOTIFY_URL: `http://127.0.0.1:${port}/`,
    NHI_AUDIT_NOTIFY_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  };
  const run = (...args: readonly string[]) => cli(args, { cwd, env });
  try {
    expect(await run('fleet', 'schedule')).toMatchObject({
      code: 0,
      stdout: '2 targets put into the queue\n',
    });
    const worked = await run('fleet', 'work', '--until-empty');
    expect(worked.stderr).toContain('2 targets collected, 0 tries failed');
    const format = ['--format', 'json'];
    const kept = ['--history', 'history.db', '--snapshot', 'all.ndjson'];
    const first = await run('fleet', 'report', ...format, ...kept, '--fail-on', 'low');
    expect(first.code).toBe(1);
    const told = JSON.parse(first.stdout) as Told;
    expect(told.findings.length).toBeGreaterThan(0);
    expect(new Set(told.findings.map(({ state }) => state))).toEqual(new Set(['new']));
    expect(told.coverage.filter(({ source }) => source === 'fleet: newest snapshot')).toMatchObject([
      { scope: id, status: 'complete' },
      { scope: second, status: 'complete' },
    ]);
    const analyzed = JSON.parse((await run('analyze', 'all.ndjson', ...format)).stdout) as Told;
    const prints = ({ findings }: Told) => findings.map(({ fingerprint }) => fingerprint);
    expect(prints(analyzed)).toEqual(prints(told));

    const noHistory = { state: null, firstSeen: null, openSince: null, age: null, due: null, overdue: null };
    const inParts = await run(
      ...['fleet', 'report', '--parts', '--out', 'parts', '--out-formats', 'json', '--fail-on', 'low'],
    );
    expect([inParts.code, inParts.stdout]).toEqual([
      1,
      expect.stringMatching(/^\d+ identities in 1 part\. Open: /),
    ]);
    expect(JSON.parse(readFileSync(join(cwd, 'parts', 'report.json'), 'utf8'))).toEqual({
      ...told,
      findings: told.findings.map((finding) => ({ ...finding, ...noHistory })),
    });
    const parts = ['fleet', 'report', '--parts', ...format];
    const withHistory = await run(...parts, '--history', 'parts.db', '--fail-on', 'low');
    expect([withHistory.code, JSON.parse(withHistory.stdout)]).toEqual([1, told]);
    const refused = await run(...parts, '--snapshot', 'x.ndjson', '--history', 'x.db');
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('a snapshot of all facts needs them in one process');
    expect([existsSync(join(cwd, 'x.ndjson')), existsSync(join(cwd, 'x.db'))]).toEqual([false, false]);

    // Without a history, which differs by its times, every format is the file of one process.
    const all = ['--out-formats', formatIds.join()];
    expect((await run('fleet', 'report', '--out', 'one', ...all)).code).toBe(0);
    expect((await run('fleet', 'report', '--parts', '--out', 'many', ...all)).code).toBe(0);
    const files = (folder: string) =>
      readdirSync(join(cwd, folder)).map((name) => [name, readFileSync(join(cwd, folder, name))]);
    expect(files('many')).toEqual(files('one'));
    expect(files('one').length).toBeGreaterThanOrEqual(formatIds.length);

    // The first look makes known; then one target is lost, which is told, and is no longer what it was.
    const notify = ['--notify', 'notices.yaml'];
    expect((await run('fleet', 'report', ...notify, '--compare-with', 'all.ndjson')).code).toBe(0);
    expect(heard).toEqual([]);
    await removeSnapshots(env.NHI_AUDIT_FLEET_DATABASE, `all/${second}`);
    const page = ['--out', 'page', '--out-formats', 'html'];
    const later = await run('fleet', 'report', ...notify, '--compare-with', 'all.ndjson', ...page);
    expect(later.code).toBe(0);
    expect(readFileSync(join(cwd, 'page', 'report.html'), 'utf8')).toContain(
      `aws ${second} fleet: newest snapshot: before complete, now denied`,
    );
    expect(heard.join('')).toContain('coverage-lost');
  } finally {
    await aws.close();
    target.close();
  }
}, 400_000);
