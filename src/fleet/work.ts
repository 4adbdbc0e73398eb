import { type SharedBudget, sharedBudget } from './budget.ts';
import { collectTarget } from './collect-target.ts';
import { whileItRestarts } from './database.ts';
import { findTargets } from './discover.ts';
import { redactedFailure } from './failure.ts';
import { targetId } from './fleet-file.ts';
import { givenOf } from './given.ts';
import {
  type CollectJob,
  collectQueue,
  deadQueue,
  dueTargets,
  enqueue,
  partQueue,
  planQueue,
  takeDeadLetters,
  waitingCount,
} from './queue.ts';
import { schema } from './tables.ts';
import { clockAhead, failed, succeeded, targetStates } from './targets.ts';
import type { Fleet } from './world.ts';

export interface WorkOptions {
  /** Targets that this process collects at once. */
  readonly concurrency: number;
  /** Ends when nothing waits any more; absent: when told. */
  readonly untilEmpty?: boolean;
  readonly signal: AbortSignal;
  /** Seconds between two looks for work. */
  readonly pollSeconds?: number;
  readonly storePatience?: readonly number[];
}

export interface Worked {
  readonly collected: number;
  readonly failed: number;
}

interface KnownTarget {
  readonly source: string;
  readonly id: string | null;
  readonly isGone: boolean;
}

const targetOf = async ({ database }: Fleet, key: string): Promise<KnownTarget | undefined> =>
  (
    await database.rows<KnownTarget>(
      `SELECT source, id, gone_at IS NOT NULL AS "isGone" FROM ${schema}.target WHERE key = $1`,
      [key],
    )
  )[0];

/** What the database says is only looked up: which flags a target has, this worker's own configuration says. */
const collectOne = async (
  fleet: Fleet,
  key: string,
  signal: AbortSignal,
  storePatience: readonly number[] | undefined,
  budgets: ReadonlyMap<string, SharedBudget>,
): Promise<'collected' | 'gone'> => {
  const { database, file, connectors } = fleet;
  const target = await targetOf(fleet, key);
  if (target === undefined || target.isGone) return 'gone';
  const source = file.sources.find(({ name }) => name === target.source);
  const connector = source === undefined ? undefined : connectors.get(source.provider);
  if (source === undefined || connector === undefined)
    throw new Error(`the configuration of this worker has no source ${JSON.stringify(target.source)}`);
  const id = target.id === null ? undefined : targetId.parse(target.id);
  const ahead = await clockAhead(database, fleet.now);
  const snapshot = await collectTarget(fleet, {
    connector,
    given: givenOf(source, connector, id),
    signal,
    now: () => new Date(fleet.now().getTime() + ahead),
    ...(storePatience === undefined ? {} : { storePatience }),
    budget: source.budget === undefined ? undefined : budgets.get(source.budget),
  });
  await succeeded(database, key, snapshot);
  return 'collected';
};

/** Puts what is due into the queue, after a look at what there is. @returns how many */
export const planRound = async (fleet: Fleet): Promise<number> => {
  await findTargets(fleet);
  await takeDeadLetters(fleet.database);
  const ahead = await clockAhead(fleet.database, fleet.now);
  const states = await targetStates(fleet.database);
  return enqueue(fleet.database, dueTargets(states, fleet.file, fleet.now().getTime() + ahead));
};

/** Takes target after target until there is none, or it is told to end: what it has begun then goes back to the queue. */
export const work = async (fleet: Fleet, options: WorkOptions): Promise<Worked> => {
  const { database, note } = fleet;
  const { boss } = database;
  const { concurrency, untilEmpty = false, signal, pollSeconds = 2, storePatience } = options;
  let [collected, failures] = [0, 0];
  // One for all targets of this process: what one does not use is the next one's.
  const budgets = new Map(
    Object.entries(fleet.file.budgets).map(([name, perMinute]) => [
      name,
      sharedBudget(database, { name, perMinute }),
    ]),
  );
  const polling = { pollingIntervalSeconds: pollSeconds };
  await boss.work<CollectJob>(
    collectQueue,
    { ...polling, localConcurrency: concurrency, burstWhenReadyExceeds: 1 },
    async (jobs) => {
      for (const job of jobs) {
        const key = job.data.target;
        try {
          const ended = await collectOne(
            fleet,
            key,
            AbortSignal.any([job.signal, signal]),
            storePatience,
            budgets,
          );
          if (ended === 'collected') collected += 1;
          note(`${key}: ${ended}`);
        } catch (error) {
          const says = redactedFailure(error);
          failures += 1;
          note(`${key}: ${says}`);
          // One that was told to end has not failed.
          if (!signal.aborted) await failed(database, key, says);
          // The queue keeps what is thrown: neither a stack nor a cause.
          throw Object.assign(new Error(says), { stack: '' });
        }
      }
    },
  );
  if (!untilEmpty) {
    const { workOnParts } = await import('./parts/report.ts');
    await workOnParts(fleet, { signal, pollSeconds });
  }
  await boss.work(deadQueue, polling, async (jobs) => {
    const { givenUp } = await import('./targets.ts');
    await givenUp(
      database,
      (jobs as readonly { readonly data: CollectJob }[]).map(({ data }) => data.target),
    );
  });
  if (!untilEmpty) {
    await boss.work(planQueue, polling, async () => {
      note(`a round begins: ${await planRound(fleet)} targets are due`);
    });
  }
  await new Promise<void>((resolve, reject) => {
    const look = async (): Promise<void> => {
      if (signal.aborted) return resolve();
      if (untilEmpty && (await whileItRestarts(() => waitingCount(database))) === 0) return resolve();
      setTimeout(() => look().catch(reject), pollSeconds * 1000);
    };
    signal.addEventListener('abort', () => resolve(), { once: true });
    look().catch(reject);
  });
  await boss.offWork(collectQueue, { wait: true });
  if (!untilEmpty) await boss.offWork(partQueue, { wait: true });
  return { collected, failed: failures };
};
