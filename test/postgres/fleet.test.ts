import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FleetDatabase, openFleetDatabase } from '../../src/fleet/database.ts';
import { type Moto, startMoto } from '../emulator/moto.ts';
import { seedOrganization } from './accounts.ts';
import { type Postgres, startPostgres } from './server.ts';

const cli = join(import.meta.dirname, '../../dist/src/cli/main.js');
const count = Number(process.env.FLEET_COUNT ?? 60);

interface Report {
  readonly identities: readonly { readonly id: string; readonly blastRadius: object }[];
  readonly findings: readonly { readonly fingerprint: string; readonly rule: string }[];
  readonly coverage: readonly { readonly source: string; readonly status: string; readonly scope: string }[];
}

let moto: Moto;
let postgres: Postgres;
let database: FleetDatabase;
let folder: string;
let store: string;
let room: ReturnType<typeof disk>;
let accounts: readonly string[];

beforeAll(async () => {
  [moto, postgres] = await Promise.all([startMoto(false), startPostgres()]);
  database = await openFleetDatabase({ url: postgres.url, supervise: false, note: () => undefined });
  folder = mkdtempSync(join(tmpdir(), 'nhi-audit-fleet-test-'));
  store = join(folder, 'store');
  room = disk();
  accounts = await seedOrganization(moto.url, count);

  writeFileSync(
    join(folder, 'nhi-audit.fleet.yaml'),
    `version: 1
store: file://${store}
silence: 10
budgets: { aws: 60000 }
sources:
  - name: all
    provider: aws
    targets: discover
    budget: aws
    each: { aws-role-arn: 'arn:aws:iam::{target}:role/nhi-audit' }
`,
  );
});

afterAll(async () => {
  await database?.close();
  await Promise.all([moto?.stop(), postgres?.stop()]);
  room?.end();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Where this user may mount: a disk of its own for the store, so that it can be filled to the last byte. Elsewhere the store is put
 * out of reach.
 */
const disk = () => {
  const mount = (options: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', store], { stdio: 'ignore' }).status === 0;
  mkdirSync(store, { mode: 0o700 });
  const isOwn = process.platform === 'linux' && mount('size=64m');
  return {
    isOwn,
    fill: (): void => {
      if (isOwn) {
        const { blocks, bfree, bsize } = statfsSync(store);
        expect(mount(`remount,size=${(blocks - bfree) * bsize}`)).toBe(true);
        return;
      }
      renameSync(store, `${store}.away`);
      writeFileSync(store, '');
    },
    empty: (): void => {
      if (isOwn) {
        expect(mount('remount,size=64m')).toBe(true);
        return;
      }
      rmSync(store);
      renameSync(`${store}.away`, store);
    },
    end: (): void => {
      if (isOwn) spawnSync('umount', [store]);
    },
  };
};

const start = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NHI_AUDIT_FLEET_DATABASE: postgres.url,
      AWS_ENDPOINT_URL: moto.url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'emulator-secret',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });

const outputOf = async (child: ChildProcess) => {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
};

const run = (...args: readonly string[]) => outputOf(start(...args));

const ask = <Row>(text: string): Promise<readonly Row[]> => database.rows<Row>(text);

const collectedCount = async (): Promise<number> =>
  Number(
    (await ask<{ n: string }>('SELECT count(DISTINCT target) AS n FROM nhi_audit_fleet.snapshot'))[0]?.n,
  );

const untilCollected = async (wanted: number): Promise<void> => {
  for (let tries = 0; (await collectedCount()) < wanted; tries += 1) {
    if (tries > 6000) throw new Error(`not ${wanted} targets after ten minutes`);
    await wait(100);
  }
};

/** Without what depends on when and how it was read. */
const essence = ({ identities, findings }: Report) => ({
  identities: identities.map(({ id, blastRadius }) => [id, blastRadius]),
  findings: findings.map(({ fingerprint, rule }) => `${rule} ${fingerprint}`).toSorted(),
});

test('four workers, two of them killed, the database crashed, the store full: the report of one process', async () => {
  const scanned = await run(
    'scan',
    '--aws-organization',
    '--aws-organization-role',
    'nhi-audit',
    '--format',
    'json',
  );
  const expected = JSON.parse(scanned.stdout) as Report;
  expect(expected.identities.length).toBeGreaterThan(count);

  expect(await run('fleet', 'schedule')).toMatchObject({
    code: 0,
    stdout: `${count} targets put into the queue\n`,
  });
  expect(await run('fleet', 'schedule')).toMatchObject({ code: 0, stdout: '0 targets put into the queue\n' });

  const begun = Date.now();
  const workers = Array.from({ length: 4 }, () =>
    start('fleet', 'work', '--until-empty', '--concurrency', '2'),
  );
  const outputs = workers.map(outputOf);
  await untilCollected(count * 0.1);
  workers[0]!.kill('SIGKILL');
  await untilCollected(count * 0.25);
  workers[1]!.kill('SIGKILL');
  await untilCollected(count * 0.4);
  await postgres.restart();
  await untilCollected(count * 0.55);
  // Nothing can be put there for a while.
  room.fill();
  await wait(4000);
  room.empty();
  const ended = await Promise.all(outputs);
  const seconds = Math.round((Date.now() - begun) / 1000);
  expect(ended.map(({ code }) => code)).toEqual([null, null, 0, 0]);
  expect(ended[2]!.stderr + ended[3]!.stderr).toMatch(
    room.isOwn ? /the store refuses: ENOSPC/ : /the store refuses/,
  );

  const rows = await ask<{ target: string; n: string }>(
    'SELECT target, count(*) AS n FROM nhi_audit_fleet.snapshot GROUP BY target',
  );
  expect(rows.map(({ target }) => target).toSorted()).toEqual(accounts.map((id) => `all/${id}`).toSorted());
  const repeated = rows.filter(({ n }) => Number(n) > 1).length;
  // Only what was at work when the database went may be collected again.
  expect(repeated).toBeLessThanOrEqual(8);

  const reported = await run('fleet', 'report', '--format', 'json');
  expect(reported.code).toBe(0);
  const report = JSON.parse(reported.stdout) as Report;
  expect(essence(report)).toEqual(essence(expected));
  const ages = report.coverage.filter(({ source }) => source === 'fleet: newest snapshot');
  expect(ages.map(({ status, scope }) => [status, scope])).toEqual(
    accounts.toSorted().map((account) => ['complete', account]),
  );
  const status = await run('fleet', 'status');
  expect(status.stdout).toBe(`${count} targets\n${String(count).padStart(8)}  fresh\n`);
  process.stderr.write(`${count} targets in ${seconds} s, ${repeated} collected twice\n`);
});
