/**
 * A plugin of Stryker's: runs a room's tests in one process that stays. Lives in a process of Stryker's, in the copy of the
 * project whose code is changed; vitest and its one worker, a thread, live and end with it.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { startVitest } from 'vitest/node';
import { type Answer, type Command, channelName, filesVariable } from './warm-protocol.ts';

/** Environment of the runner: globs of test files as JSON. */
export const testsVariable = 'NHI_AUDIT_MUTATION_TESTS';

/** As much as is used of what Stryker hands over. */
interface MutantRunOptions {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly mutantActivation: 'static' | 'runtime';
  readonly hitLimit?: number;
}

const warmRunner = () => {
  const channel = new BroadcastChannel(channelName);
  let waiting = Promise.withResolvers<Answer>();
  channel.onmessage = (event) => waiting.resolve((event as { data: Answer }).data);

  const answerOf = async <Kind extends Answer['kind']>(
    kind: Kind,
  ): Promise<Extract<Answer, { readonly kind: Kind }>> => {
    const answer = await waiting.promise;
    if (answer.kind !== kind) throw new Error(answer.kind === 'failed' ? answer.says : `told ${answer.kind}`);
    return answer as Extract<Answer, { readonly kind: Kind }>;
  };
  const say = (command: Command): void => {
    waiting = Promise.withResolvers<Answer>();
    channel.postMessage(command);
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      process.env.NODE_ENV = 'test';
      const globs = JSON.parse(process.env[testsVariable]!) as readonly string[];
      process.env[filesVariable] = JSON.stringify(globSync(globs).map((file) => resolve(file)));
      startVitest('test', [], {
        root: process.cwd(),
        config: 'test/mutation/vitest.config.ts',
        watch: false,
        reporters: [{}],
      }).catch((error: unknown) => waiting.resolve({ kind: 'failed', says: String(error) }));
      await answerOf('ready');
    },
    dryRun: async () => {
      say({ kind: 'dry' });
      const { results, coverage } = await answerOf('dry');
      return {
        status: 'complete',
        tests: results.map(({ id, timeSpentMs, failure }) => ({
          ...{ id, name: id, timeSpentMs },
          ...(failure === undefined ? { status: 0 } : { status: 1, failureMessage: failure }),
        })),
        mutantCoverage: coverage,
      };
    },
    mutantRun: async ({ activeMutant, testFilter, mutantActivation, hitLimit }: MutantRunOptions) => {
      say({
        kind: 'mutant',
        mutant: activeMutant.id,
        tests: testFilter,
        isStatic: mutantActivation === 'static',
        hitLimit,
      });
      return (await answerOf('mutant')).outcome;
    },
    dispose: async () => {
      channel.postMessage({ kind: 'end' } satisfies Command);
      channel.close();
    },
  };
};

/** Stryker looks for this name. */
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'warm', factory: Object.assign(warmRunner, { inject: [] as const }) },
];
