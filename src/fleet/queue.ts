import { append } from '../model/many.ts';
import { tool } from '../version.ts';
import type { FleetDatabase } from './database.ts';
import type { FleetFile } from './fleet-file.ts';
import { schema } from './tables.ts';
import { givenUp, type TargetState } from './targets.ts';

/** One job for each target: its key, and nothing else. */
export interface CollectJob {
  readonly target: string;
}

export const collectQueue = 'nhi-audit-collect';
/** Jobs that were given up. */
export const deadQueue = 'nhi-audit-dead';
/**
 * One job for each part of a report that is analysed in parts. Of each version one: another one may judge otherwise, and would use up
 * the tries of what it cannot do.
 */
export const partQueue = `nhi-audit-part-${tool.version.replaceAll(/[^\w.-]/g, '_')}`;
/** One job a round: find what is due. */
export const planQueue = 'nhi-audit-plan';

/** Before the first further try, in seconds; twice as long each time after. */
const usualRetryDelay = 30;

/** Makes the queues, or brings them up to what the configuration says. */
export const prepareQueues = async (
  { boss }: FleetDatabase,
  { tries, longest, silence }: Pick<FleetFile, 'tries' | 'longest' | 'silence'>,
  retryDelay = usualRetryDelay,
): Promise<void> => {
  const asked = {
    retryLimit: tries - 1,
    retryDelay,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: longest,
    heartbeatSeconds: silence,
  };
  const kept = { retentionSeconds: 14 * 86_400, deleteAfterSeconds: 86_400 };
  await boss.createQueue(deadQueue, kept);
  // One job of a target at a time, waiting or at work.
  await boss.createQueue(collectQueue, { ...asked, ...kept, policy: 'exclusive', deadLetter: deadQueue });
  await boss.updateQueue(collectQueue, asked);
  const analysed = {
    retryLimit: 2,
    retryDelay: 1,
    expireInSeconds: longest,
    heartbeatSeconds: silence,
    retentionSeconds: 86_400,
    deleteAfterSeconds: 86_400,
  };
  await boss.createQueue(partQueue, { ...analysed, policy: 'standard' });
  await boss.updateQueue(partQueue, analysed);
  await boss.createQueue(planQueue, { ...kept, policy: 'exclusive', retryLimit: 3, retryDelay: 30 });
};

const jobsAtOnce = 1000;

/**
 * Puts targets into the queue. One that is there already is not put there twice.
 * @returns how many were put
 */
export const enqueue = async (
  database: FleetDatabase,
  targets: readonly Pick<TargetState, 'key'>[],
): Promise<number> => {
  let put = 0;
  for (let from = 0; from < targets.length; from += jobsAtOnce) {
    const some = targets.slice(from, from + jobsAtOnce).map(({ key }) => key);
    // Told first: should this process end between the two, the target is due again with the next round.
    await database.rows(
      `UPDATE ${schema}.target SET wanted_at = now() WHERE key = ANY($1::text[])
         AND (wanted_at IS NULL OR ended_at >= wanted_at)`,
      [some],
    );
    const ids = await database.boss.insert(
      collectQueue,
      some.map((target) => ({ data: { target } satisfies CollectJob, singletonKey: target })),
      { returnId: true },
    );
    put += ids?.length ?? 0;
  }
  return put;
};

/** Those whose last round began longer ago than `every`, and that are not at work. */
export const dueTargets = (
  targets: readonly TargetState[],
  { every }: Pick<FleetFile, 'every'>,
  now: number,
): readonly TargetState[] =>
  // A round that begins a little early is no round left out.
  targets.filter(({ wantedAt }) => wantedAt === undefined || Date.parse(wantedAt) + every * 950 <= now);

/** What the queue gave up is written down at its target, so that reports tell it. @returns the keys */
export const takeDeadLetters = async (database: FleetDatabase): Promise<readonly string[]> => {
  const keys: string[] = [];
  for (;;) {
    const jobs = await database.boss.fetch<CollectJob>(deadQueue, { batchSize: 500 });
    if (jobs.length === 0) return keys;
    const some = jobs.map(({ data }) => data.target);
    await givenUp(database, some);
    await database.boss.complete(
      deadQueue,
      jobs.map(({ id }) => id),
    );
    append(keys, some);
  }
};

/** Targets that were put into the queue and have come to no end yet. */
export const waitingCount = async ({ rows }: FleetDatabase): Promise<number> => {
  const [row] = await rows<{ readonly count: string }>(
    `SELECT count(*) AS count FROM ${schema}.target
     WHERE gone_at IS NULL AND wanted_at IS NOT NULL AND (ended_at IS NULL OR ended_at < wanted_at)`,
  );
  return Number(row?.count ?? 0);
};
