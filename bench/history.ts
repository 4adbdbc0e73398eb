/**
 * `node bench/history.ts [identities] [days]`: a year of daily scans in SQLite. How large it becomes, what adding a scan takes, and what
 * `trend` and `history show` take then, in processor time: the machine may have other work. The estate is made up: each day a share of
 * it is another.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../src/audit/fingerprint.ts';
import type { Saying } from '../src/history/kinds.ts';
import type { Observation } from '../src/history/observation.ts';
import { findingsAfter, historyScans } from '../src/history/read.ts';
import { recordScan } from '../src/history/record.ts';
import { openHistory } from '../src/history/store.ts';
import { historyTarget } from '../src/history/target.ts';
import { trendOf } from '../src/history/trend.ts';

const [identities = 10_000, days = 365] = process.argv.slice(2).map(Number);
const scopes = Math.ceil(identities / 100);
const rules = 40;
/** Findings for each identity; of these a day brings some and ends some, and key figures of some identities move. */
const findingsPerIdentity = 1.2;
const dailyTurnover = 0.003;
const dailyMoves = 0.05;

/** The same in every run. https://en.wikipedia.org/wiki/Linear_congruential_generator */
let seed = 20261130;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const scopeOf = (identity: number): string => `1000000${String(identity % scopes).padStart(5, '0')}`;
const idOf = (identity: number): string => `arn:aws:iam::${scopeOf(identity)}:role/team/service-${identity}`;

interface Found {
  readonly no: number;
  readonly identity: number;
}

let made = 0;
const newFinding = (): Found => {
  made += 1;
  return { no: made, identity: Math.floor(random() * identities) };
};

let found: readonly Found[] = Array.from({ length: identities * findingsPerIdentity }, newFinding);
const scores = Array.from({ length: identities }, () => Math.round(random() * 400) / 10);

const findingSaying = ({ no, identity }: Found, day: number): Saying => ({
  key: digestOf(['finding', no]),
  fixed: [`rule-${no % rules}`, idOf(identity), scopeOf(identity)],
  // Many titles say how old something is.
  described: [no % 2 === 0 ? `The key is ${no % 300} days old` : `The key is ${day} days old`],
  values: ['open', ['critical', 'high', 'medium', 'low'][no % 4]!, '[]'],
});

const sorted = (sayings: readonly Saying[]): readonly Saying[] =>
  sayings.toSorted((a, b) => (a.key < b.key ? -1 : 1));

const scanOf = (day: number): Observation => {
  found = [
    ...found.filter(() => random() > dailyTurnover),
    ...Array.from({ length: Math.round(found.length * dailyTurnover) }, newFinding),
  ];
  for (let moves = identities * dailyMoves; moves > 0; moves -= 1)
    scores[Math.floor(random() * identities)] = Math.round(random() * 400) / 10;
  const roots = ['o-example'];
  const scan = {
    collectedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    series: digestOf(roots),
    roots,
    tool: '0.1.0',
    configuration: digestOf([]),
    identities,
    privileged: identities,
    standing: Math.round(identities / 2),
    worstBlastRadius: 60,
    gaps: 0,
    sources: scopes,
  };
  const sayings: Observation['sayings'] = {
    finding: sorted(found.map((each) => findingSaying(each, day))),
    identity: sorted(
      scores.map((score, identity) => ({
        key: JSON.stringify(['aws', idOf(identity)]),
        fixed: ['aws', idOf(identity)],
        described: ['role', 'machine', `service-${identity}`, scopeOf(identity), null],
        values: ['standing', score, score, 20, 0, '[]'],
      })),
    ),
    scope: sorted([
      {
        key: 'o-example',
        fixed: ['aws'],
        described: ['organization', 'example', 'unknown'],
        values: [null, 0, 0, 0, 0],
      },
      ...Array.from({ length: scopes }, (_, scope) => ({
        key: scopeOf(scope),
        fixed: ['aws'],
        described: ['account', `account-${scope}`, 'unknown'],
        values: ['o-example', 100, 50, 100 + Math.floor(random() * 3), 40],
      })),
    ]),
    source: sorted(
      Array.from({ length: scopes }, (_, scope) => ({
        key: JSON.stringify(['aws', scopeOf(scope), 'iam:GetAccountAuthorizationDetails']),
        fixed: ['aws', scopeOf(scope), 'iam:GetAccountAuthorizationDetails'],
        described: [],
        values: ['complete', ''],
      })),
    ),
    judgement: sorted(
      Array.from({ length: scopes * rules }, (_, index) => {
        const [rule, scope] = [`rule-${index % rules}`, scopeOf(Math.floor(index / rules))];
        return {
          key: JSON.stringify([rule, scope]),
          fixed: [rule, scope],
          described: [],
          values: ['assessed'],
        };
      }),
    ),
  };
  return { id: digestOf([scan.collectedAt, scan.series]), ...scan, sayings };
};

const timed = async <Result>(work: () => Promise<Result>): Promise<readonly [Result, number]> => {
  const begin = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(begin);
  return [result, (user + system) / 1000];
};
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-bench-'));
const path = join(folder, 'history.db');
const { engine } = await openHistory(historyTarget(path), true);
const times: number[] = [];
for (let day = 0; day < days; day += 1) {
  const scan = scanOf(day);
  times.push((await timed(() => recordScan(engine, scan, path)))[1]);
  if ((day + 1) % 73 === 0 || day === days - 1) {
    const recent = times.slice(-30).sort((a, b) => a - b);
    process.stdout.write(
      `${day + 1} scans: ${(statSync(path).size / 1e6).toFixed(1)} MB, first ${seconds(times[0]!)}, the last 30 in the middle ${seconds(recent[Math.floor(recent.length / 2)]!)}\n`,
    );
  }
}
const [scans, reading] = await timed(() => historyScans(engine.db));
const [points, trend] = await timed(async () => trendOf(scans));
process.stdout.write(`trend of ${points.length} points: ${seconds(reading + trend)}\n`);
const [latest, showing] = await timed(() => findingsAfter(engine.db, scans.at(-1)!, {}));
process.stdout.write(`history show of ${latest.length} findings: ${seconds(showing)}\n`);
const [, replaying] = await timed(() => findingsAfter(engine.db, scans[Math.floor(scans.length / 2)]!, {}));
process.stdout.write(`the same in the middle of the year: ${seconds(replaying)}\n`);
const [, late] = await timed(async () => {
  const scan = scanOf(days - 20);
  return recordScan(
    engine,
    { ...scan, collectedAt: scan.collectedAt.replace('T00', 'T12'), id: 'late' },
    path,
  );
});
process.stdout.write(`a scan that comes 20 days late: ${seconds(late)}\n`);
await engine.close();
process.stdout.write(`memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`);
rmSync(folder, { recursive: true });
