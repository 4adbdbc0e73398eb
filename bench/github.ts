/**
 * `node bench/github.ts [repositories] [tokens] [calm|limits|killed]`: calls, time and memory of a collection from the
 * fake GitHub of the tests, which runs in a process of its own, as the collection does. The least time between two
 * requests is left out: it is what a live collection waits for.
 *
 * `limits`: the budget ends every 1,500 calls, until 45 seconds after its beginning, and every 1,000th request is refused
 * for a secondary limit. `killed`: the collection is killed (SIGKILL) after 40 and after 75 in a hundred of its calls, and
 * goes on from its journal. Both print whether the facts are those of a calm collection.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, memoryUsage, resourceUsage } from 'node:process';
import { collectGitHub } from '../connectors/github/collect/index.ts';
import { githubPermissions } from '../connectors/github/collect/permissions.ts';
import { largeOrganization } from '../test/support/github-estate.ts';
import { leastCalls, sumOf } from '../test/support/github-least.ts';
import { type Said, type Seen, startGitHub } from '../test/support/github-loopback.ts';

const [, path = '', repositories = '3000', tokens = '400', scenario = 'calm', role, url = '', journal = ''] =
  argv;
const organization = () => largeOrganization(Number(repositories), Number(tokens));

/** What a collection says of itself. */
interface Told {
  readonly calls: readonly (readonly [call: string, times: number])[];
  readonly entries: number;
  /** Digest of all records and coverage, in an order of their own. */
  readonly facts: string;
  readonly seconds: number;
  readonly megabytes: readonly [most: number, heap: number];
  readonly waits: number;
}

const secondary = ({ number }: Seen): Said | undefined =>
  number % 1000 === 0
    ? {
        status: 403,
        headers: { 'retry-after': '1' },
        body: { message: 'You have exceeded a secondary rate limit.' },
      }
    : undefined;

const serve = async (): Promise<void> => {
  const permissions = Object.keys(githubPermissions().default_permissions);
  const limited = scenario === 'limits';
  const github = await startGitHub({
    organizations: [organization()],
    tokens: [{ token: 'ghs_bench', kind: 'app', permissions }],
    ...(limited ? { limit: 1500, period: 45, interject: secondary } : { limit: 1_000_000 }),
  });
  process.send?.(github.url);
};

const collect = async (): Promise<void> => {
  const counts = new Map<string, number>();
  const lines: string[] = [];
  const start = performance.now();
  let made = 0;
  let waits = 0;
  const all = collectGitHub({
    credential: { token: 'ghs_bench' },
    organizations: ['acme'],
    apiUrl: url,
    spacing: 0,
    ...(journal === '' ? {} : { journal }),
    now: () => new Date('2026-04-01T00:00:00Z'),
    onWait: () => {
      waits += 1;
    },
    onCall: (call) => {
      counts.set(call, (counts.get(call) ?? 0) + 1);
      made += 1;
      process.send?.(made);
    },
  });
  // Facts name the host, whose port is another one in each run.
  const line = (entry: unknown): string => JSON.stringify(entry).replaceAll(new URL(url).host, 'github.test');
  for await (const entry of all) lines.push(createHash('sha1').update(line(entry)).digest('hex'));
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  const told: Told = {
    calls: [...counts],
    entries: lines.length,
    facts: createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16),
    seconds: (performance.now() - start) / 1000,
    megabytes: [megabytes(resourceUsage().maxRSS * 1024), megabytes(memoryUsage().heapUsed)],
    waits,
  };
  process.send?.(told);
};

const started = (kind: string, ...more: readonly string[]): ChildProcess =>
  fork(path, [repositories, tokens, scenario, kind, ...more]);

/** One collection to its end, or until it has made so many calls and is killed. */
const run = (server: string, file = '', until = Number.POSITIVE_INFINITY): Promise<Told | number> =>
  new Promise((resolve, reject) => {
    const child = started('collect', server, file);
    let made = 0;
    let end: Told | undefined;
    child.on('message', (message) => {
      if (typeof message === 'number') {
        made = message;
        if (made >= until) child.kill('SIGKILL');
      } else end = message as Told;
    });
    child.once('exit', (code, signal) => {
      if (end !== undefined) resolve(end);
      else if (signal === 'SIGKILL') resolve(made);
      else reject(new Error(`the collection ended with ${code}`));
    });
  });

const sum = (calls: Told['calls']): number => calls.reduce((all, [, times]) => all + times, 0);

const report = (told: Told): readonly string[] => {
  const made = new Map(told.calls);
  const least = leastCalls(organization());
  const known = new Set(least.map(({ call }) => call));
  const calls = sum(told.calls);
  const row = (times: number | string, min: number | string, what: string): string =>
    `${String(times).padStart(8)} ${String(min).padStart(8)}  ${what}`;
  return [
    `${calls} calls, ${told.entries} entries, ${told.seconds.toFixed(1)} s, ${Math.round((told.seconds * 1000) / calls)} ms a call, ${told.waits} waits`,
    `${told.megabytes[0]} MiB at most, ${told.megabytes[1]} MiB heap at the end; facts ${told.facts}`,
    row('made', 'least', ''),
    ...least
      .filter(({ least: times }) => times > 0)
      .map(({ call, least: times, term }) =>
        row(
          call === undefined ? '' : (made.get(call) ?? 0),
          times,
          `${term}${call === undefined ? '' : `: ${call}`}`,
        ),
      ),
    ...told.calls
      .filter(([call, times]) => !known.has(call) && times > 1)
      .map(([call, times]) => row(times, '', call)),
    row(sum(told.calls.filter(([call, times]) => !known.has(call) && times === 1)), '', 'calls made once'),
    row(calls, sumOf(least), 'all'),
  ];
};

const print = (lines: readonly string[]): unknown => process.stdout.write(`${lines.join('\n')}\n`);

const measure = async (server: string): Promise<void> => {
  print([`${repositories} repositories, ${tokens} tokens, ${scenario}`]);
  if (scenario !== 'killed') {
    const told = await run(server);
    return void (typeof told === 'object' && print(report(told)));
  }
  const calm = (await run(server)) as Told;
  const whole = sum(calm.calls);
  const file = join(mkdtempSync(join(tmpdir(), 'nhi-audit-bench-')), 'journal.ndjson');
  const first = (await run(server, file, Math.round(whole * 0.4))) as number;
  const second = (await run(server, file, Math.round(whole * 0.35))) as number;
  const last = (await run(server, file)) as Told;
  const all = first + second + sum(last.calls);
  print([
    `${whole} calls without an interruption, ${calm.seconds.toFixed(1)} s`,
    `${first}, killed; ${second}, killed; ${sum(last.calls)} to the end: ${all} in all, ${all - whole} of them twice`,
    `the same ${last.entries} entries: ${last.facts === calm.facts ? 'yes' : 'NO'}`,
  ]);
};

if (role === 'serve') await serve();
else if (role === 'collect') await collect();
else {
  const server = started('serve');
  const address = await new Promise<string>((resolve) =>
    server.once('message', (message) => resolve(String(message))),
  );
  await measure(address);
  server.kill();
}
