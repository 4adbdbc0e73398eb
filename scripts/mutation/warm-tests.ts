/**
 * The one "test" that vitest runs for ./warm-runner.ts: it loads the room's tests once and runs them for each change, in the
 * same process. Starting a worker and loading everything for each took ten times as long as running the tests.
 *
 * What an earlier change left behind (a table that was made with it, and kept) must not decide about a later one. So a test
 * that fails has to pass without the change in the same state; and a change that nobody noticed is tried once more with
 * everything loaded anew.
 */
import { BroadcastChannel } from 'node:worker_threads';
import { test, vi } from 'vitest';
import { notedTests } from './test-registry.ts';
import {
  type Answer,
  type Command,
  channelName,
  filesVariable,
  type MutantCommand,
  type Outcome,
} from './warm-protocol.ts';

/** What Stryker's instrumented code looks at. */
interface Switch {
  activeMutant?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: unknown;
}

type Run = () => Promise<void>;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const failureOf = async (run: Run): Promise<string | undefined> => {
  try {
    await run();
    return undefined;
  } catch (error) {
    return messageOf(error) || 'failed';
  }
};

const serve = (files: readonly string[], place: Switch) => {
  let tests: ReadonlyMap<string, Run> = new Map();
  /** In milliseconds; unknown in a process that took the place of one that never answered. */
  const times = new Map<string, number>();

  const load = async (): Promise<void> => {
    vi.resetModules();
    const noted = await notedTests(files, (file) => import(/* @vite-ignore */ file));
    tests = new Map(noted.map(({ id, run }) => [id, run]));
  };

  const without = (): void => {
    place.activeMutant = undefined;
    place.hitCount = undefined;
  };

  const withChange = ({ mutant, hitLimit }: MutantCommand): void => {
    place.hitLimit = hitLimit;
    place.hitCount = hitLimit === undefined ? undefined : 0;
    place.activeMutant = mutant;
  };

  /** Until one fails; quick ones first. */
  const tried = async (command: MutantCommand): Promise<Outcome> => {
    const chosen = [...(command.tests ?? tests.keys())].sort(
      (a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0),
    );
    for (const [index, id] of chosen.entries()) {
      const failure = await failureOf(tests.get(id)!);
      if (command.hitLimit !== undefined && place.hitCount! > command.hitLimit) return { status: 'timeout' };
      if (failure !== undefined)
        return { status: 'killed', killedBy: [id], failureMessage: failure, nrOfTests: index + 1 };
    }
    return { status: 'survived', nrOfTests: chosen.length };
  };

  const warm = async (command: MutantCommand): Promise<Outcome | undefined> => {
    withChange(command);
    const outcome = await tried(command);
    without();
    if (outcome.status !== 'killed') return undefined;
    return (await failureOf(tests.get(outcome.killedBy[0]!)!)) === undefined ? outcome : undefined;
  };

  const anew = async (command: MutantCommand): Promise<Outcome> => {
    without();
    if (command.isStatic) withChange(command);
    const failure = await failureOf(load);
    if (failure !== undefined) return { status: 'error', errorMessage: failure };
    withChange(command);
    const outcome = await tried(command);
    without();
    return outcome;
  };

  let isReady = false;
  return {
    dry: async (): Promise<Answer> => {
      place.mutantCoverage = { static: {}, perTest: {} };
      await load();
      isReady = true;
      const results = [];
      for (const [id, run] of tests) {
        place.currentTestId = id;
        const start = performance.now();
        const failure = await failureOf(run);
        place.currentTestId = undefined;
        times.set(id, performance.now() - start);
        results.push({ id, timeSpentMs: times.get(id)!, failure });
      }
      return { kind: 'dry', results, coverage: place.mutantCoverage };
    },
    mutant: async (command: MutantCommand): Promise<Answer> => {
      const known = command.isStatic || !isReady ? undefined : await warm(command);
      // What was loaded with a change is no good for another.
      if (known === undefined) isReady = !command.isStatic;
      return { kind: 'mutant', outcome: known ?? (await anew(command)) };
    },
  };
};

test('answers', async () => {
  const channel = new BroadcastChannel(channelName);
  const shared = globalThis as unknown as Record<string, Switch>;
  shared.__stryker__ ??= {};
  const place = shared.__stryker__;
  const done = Promise.withResolvers<void>();
  const server = serve(JSON.parse(process.env[filesVariable]!) as readonly string[], place);
  const answer = async (command: Command): Promise<void> => {
    if (command.kind === 'end') return done.resolve();
    channel.postMessage(command.kind === 'dry' ? await server.dry() : await server.mutant(command));
  };
  channel.onmessage = (event) => {
    answer((event as { data: Command }).data).catch((error: unknown) =>
      channel.postMessage({ kind: 'failed', says: messageOf(error) } satisfies Answer),
    );
  };
  channel.postMessage({ kind: 'ready' } satisfies Answer);
  await done.promise;
  channel.close();
}, 0);
