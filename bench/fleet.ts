/**
 * `node bench/fleet.ts [targets] [identities of each] [milliseconds of each]`: a fleet with a collector that asks nobody, on a real
 * Postgres (test/postgres). Prints throughput, queue lag, sizes and memory, which docs/fleet.md shows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openFleetDatabase } from '../src/fleet/database.ts';
import { fleetEstate } from '../src/fleet/estate.ts';
import { targetStates } from '../src/fleet/targets.ts';
import { planRound, work } from '../src/fleet/work.ts';
import type { SnapshotRecord } from '../src/model/snapshot.ts';
import { auditSources } from '../src/pipeline/audit.ts';
import { fakeFleet, readOf, roleOf } from '../test/fleet/fake.ts';
import { startPostgres } from '../test/postgres/server.ts';

const [targets = 10_000, identities = 20, milliseconds = 50] = process.argv.slice(2).map(Number);
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const memory = (): string => megabytes(process.memoryUsage().rss);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const timed = async <Result>(what: string, run: () => Promise<Result>): Promise<Result> => {
  const begun = performance.now();
  const result = await run();
  say(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${memory()} resident`);
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

const accounts = Array.from({ length: targets }, (_, index) => String(100_000_000_000 + index));
const postgres = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-fleet-'));
const database = await openFleetDatabase({
  url: postgres.url,
  supervise: true,
  note: () => undefined,
  watchSeconds: 5,
});
try {
  const fleet = await fakeFleet({
    database,
    folder,
    accounts: () => accounts,
    answer: async function* (account) {
      await wait(milliseconds);
      for (let each = 0; each < identities; each += 1) yield usualRole(account, each);
      yield readOf(account);
    },
  });
  say(`${targets} targets of ${identities} roles, ${milliseconds} ms each; started: ${memory()} resident`);
  await timed('schedule', () => planRound(fleet));
  await timed('work, 32 at once in one process', () =>
    work(fleet, {
      concurrency: 32,
      untilEmpty: true,
      pollSeconds: 0.5,
      signal: new AbortController().signal,
    }),
  );
  const [lag] = await database.rows<{ readonly median: string; readonly most: string }>(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_on - started_on)) AS median,
       max(extract(epoch FROM started_on - created_on)) AS most FROM nhi_audit_queue.job WHERE name = 'nhi-audit-collect'`,
  );
  say(
    `a job takes ${Number(lag?.median).toFixed(2)} s (median); the last waited ${Number(lag?.most).toFixed(1)} s`,
  );
  const [size] = await database.rows<{ readonly all: string; readonly own: string }>(
    `SELECT pg_database_size(current_database()) AS all,
       sum(pg_total_relation_size(c.oid)) FILTER (WHERE n.nspname = 'nhi_audit_fleet') AS own
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r'`,
  );
  const [stored] = await database.rows<{ readonly bytes: string }>(
    'SELECT sum(bytes) AS bytes FROM nhi_audit_fleet.snapshot',
  );
  say(
    `database ${megabytes(Number(size?.all))}, the fleet's own tables ${megabytes(Number(size?.own))}; store ${megabytes(Number(stored?.bytes))}`,
  );
  const states = await timed('states', () => targetStates(database));
  const estate = await timed('newest snapshots, checked', () =>
    fleetEstate(fleet, states, join(folder, 'out')),
  );
  const result = await timed('analysis', () => auditSources(estate.sources, fleet.settings));
  say(`${result.estate.identities.length} identities, ${result.findings.length} findings`);
} finally {
  await database.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
