/**
 * `node bench/fleet.ts [targets] [identities of each] [milliseconds of each] [workers]`: a fleet with a collector that asks nobody, on
 * a real Postgres (test/postgres): a coordinator, which puts targets into the queue and looks after it, workers, and `fleet report` as
 * people run it, each a process of its own. Prints throughput, queue lag, sizes and memory, which docs/fleet.md shows.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type FleetDatabase, openFleetDatabase } from '../src/fleet/database.ts';
import { waitingCount } from '../src/fleet/queue.ts';
import { planRound, work } from '../src/fleet/work.ts';
import type { SnapshotRecord } from '../src/model/snapshot.ts';
import { fakeFleet, readOf, roleOf } from '../test/fleet/fake.ts';
import { startPostgres } from '../test/postgres/server.ts';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const used = (): string => {
  const { user, system } = process.cpuUsage();
  return `${((user + system) / 1e6).toFixed(1)} s of processor time, ${megabytes(process.resourceUsage().maxRSS * 1024)} at most`;
};
const sayUsed = `import{isMainThread}from'node:worker_threads';if(isMainThread)process.on('exit',()=>{const{user,system}=process.cpuUsage();console.error(((user+system)/1e6).toFixed(1)+' s of processor time, '+Math.round(process.resourceUsage().maxRSS*1024/1e6)+' MB at most')})`;
const timed = async <Result>(what: string, run: () => Promise<Result>): Promise<Result> => {
  const begun = performance.now();
  const result = await run();
  say(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return result;
};

/** One in ten is an administrator; the others write to a bucket and a table of their own. */
const usualRole = (account: string, each: number): SnapshotRecord => {
  const role = roleOf(account, `role-${each}`);
  if (each % 10 === 0) return role;
  const own = `app-${account}-${each}`;
  return {
    ...role,
    data: {
      ...(role.data as object),
      AttachedManagedPolicies: [],
      RolePolicyList: [
        {
          PolicyName: 'own',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: ['s3:GetObject', 's3:PutObject'],
                Resource: `arn:aws:s3:::${own}/*`,
              },
              {
                Effect: 'Allow',
                Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
                Resource: `arn:aws:dynamodb:eu-west-1:${account}:table/${own}`,
              },
            ],
          },
        },
      ],
    },
  };
};

const fleetOf = (
  database: FleetDatabase,
  folder: string,
  [targets = 0, identities = 0, milliseconds = 0]: readonly number[],
  isFirst: boolean,
) => {
  const accounts = Array.from({ length: targets }, (_, index) => String(100_000_000_000 + index));
  return fakeFleet({
    database,
    folder,
    isFirst,
    accounts: () => accounts,
    answer: async function* (account) {
      await wait(milliseconds);
      for (let each = 0; each < identities; each += 1) yield usualRole(account, each);
      yield readOf(account);
    },
  });
};

const opened = (url: string, supervise: boolean): Promise<FleetDatabase> =>
  openFleetDatabase({ url, supervise, note: () => undefined, watchSeconds: 30 });

const atOnce = 16;

const worker = async (url: string, folder: string, sizes: readonly number[]): Promise<void> => {
  const database = await opened(url, false);
  const { collected, failed } = await work(await fleetOf(database, folder, sizes, false), {
    concurrency: atOnce,
    untilEmpty: true,
    pollSeconds: 0.5,
    signal: new AbortController().signal,
  });
  await database.close();
  say(`a worker, ${atOnce} at once: ${collected} targets, ${failed} failed; ${used()}`);
};

const child = async (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  stdout: 'inherit' | 'ignore' = 'inherit',
): Promise<void> => {
  const started = spawn(process.execPath, args, {
    stdio: ['ignore', stdout, 'inherit'],
    env: { ...process.env, ...env },
  });
  const [code] = (await once(started, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
};

/** What the queue and the tables say when all is collected. */
const sayQueue = async (database: FleetDatabase): Promise<void> => {
  const [lag] = await database.rows<{
    readonly median: string;
    readonly most: string;
    readonly again: string;
  }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_on - started_on)) AS median,
       max(extract(epoch FROM started_on - created_on)) AS most, sum(retry_count) AS again
     FROM nhi_audit_queue.job WHERE name = 'nhi-audit-collect'`,
  );
  say(
    `a job takes ${Number(lag?.median).toFixed(2)} s (median); the last waited ${Number(lag?.most).toFixed(1)} s; tried again: ${lag?.again}`,
  );
  const [size] = await database.rows<{ readonly all: string; readonly own: string }>(
    `SELECT pg_database_size(current_database()) AS all,
       sum(pg_total_relation_size(c.oid)) FILTER (WHERE n.nspname = 'nhi_audit_fleet') AS own
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r'`,
  );
  const [stored] = await database.rows<{ readonly bytes: string; readonly many: string }>(
    'SELECT sum(bytes) AS bytes, count(*) AS many FROM nhi_audit_fleet.snapshot',
  );
  say(
    `database ${megabytes(Number(size?.all))}, the fleet's own tables ${megabytes(Number(size?.own))}; store: ${stored?.many} snapshots, ${megabytes(Number(stored?.bytes))}`,
  );
};

const fleetYaml = (folder: string): string => `version: 1
store: file://${folder}
sources:
  - { name: production, provider: aws, targets: discover, each: { aws-role-arn: 'arn:aws:iam::{target}:role/nhi-audit' } }
`;

const coordinate = async (sizes: readonly number[], workers: number): Promise<void> => {
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-fleet-'));
  const store = join(folder, 'store');
  const database = await opened(postgres.url, true);
  try {
    const fleet = await fleetOf(database, store, sizes, true);
    const [targets, identities, milliseconds] = sizes;
    say(`${targets} targets of ${identities} roles, ${milliseconds} ms each; ${workers} workers`);
    await timed('into the queue', () => planRound(fleet));
    await timed('collected and stored', async () => {
      const self = fileURLToPath(import.meta.url);
      const all = Array.from({ length: workers }, () =>
        child([self, 'worker', postgres.url, store, ...sizes.map(String)]),
      );
      while ((await waitingCount(database)) > 0) await wait(2000);
      await Promise.all(all);
    });
    await sayQueue(database);
    say(`the coordinator: ${used()}`);
    const file = join(folder, 'fleet.yaml');
    writeFileSync(file, fleetYaml(store));
    const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
    const report = (...more: readonly string[]) =>
      timed(`fleet report ${more.join(' ')}`, () =>
        child(
          [
            '--import',
            `data:text/javascript,${encodeURIComponent(sayUsed)}`,
            main,
            'fleet',
            'report',
            '--fleet',
            file,
            '--out',
            join(folder, `report${more.join('')}`),
            ...more,
          ],
          { NHI_AUDIT_FLEET_DATABASE: postgres.url },
          'ignore',
        ),
      );
    for (const parts of [[], ['--parts']])
      for (const formats of [['--out-formats', 'json'], []]) await report(...parts, ...formats);
  } finally {
    await database.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const [first = '10000', ...rest] = process.argv.slice(2);
if (first === 'worker') {
  const [url = '', folder = '', ...sizes] = rest;
  await worker(url, folder, sizes.map(Number));
} else {
  const [identities = 20, milliseconds = 50, workers = 2] = rest.map(Number);
  await coordinate([Number(first), identities, milliseconds], workers);
}
