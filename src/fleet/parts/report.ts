import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../model/clock.ts';
import type { Settings } from '../../model/settings.ts';
import { clockOf } from '../../pipeline/clock.ts';
import type { Keeper } from '../../pipeline/keepers.ts';
import { whileItRestarts } from '../database.ts';
import { estateOfTargets, type NewestFacts } from '../estate.ts';
import { redactedFailure } from '../failure.ts';
import { partQueue } from '../queue.ts';
import type { Fleet } from '../world.ts';
import { allScopes, type Weighed } from './part.ts';
import { plannedParts } from './plan.ts';
import { type PartDone, type PartJob, runPart } from './run.ts';
import { fetchFile, putText, readWeighed, scopesText, specOf } from './spec.ts';
import { readTargets, type Split, splitTargets, staleScopesOf, type TargetSet } from './split.ts';

export interface PartsOptions {
  /** Facts that a part may have, if it is not one thing. */
  readonly most: number;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** All that is known of each part is handed over, for `joinedResult`. Absent: lines of `report.json`, for `joinedReport`. */
  readonly whole?: boolean;
  /** Seconds between two looks for what was done. */
  readonly pollSeconds?: number;
}

export interface AnalysedParts {
  /** What each adds to the report, for `joinedReport` or `joinedResult`. */
  readonly paths: readonly string[];
  readonly clock: Clock;
  /** How many there are. */
  readonly parts: number;
  /** Ids of the scopes of which nobody knows how they are now. */
  readonly stale: ReadonlySet<string>;
}

/** Takes parts from the queue, one at a time. */
export const workOnParts = async (
  fleet: Fleet,
  { signal, pollSeconds = 2 }: Pick<PartsOptions, 'signal' | 'pollSeconds'>,
): Promise<void> => {
  await fleet.database.boss.work<PartJob, PartDone>(
    partQueue,
    { pollingIntervalSeconds: pollSeconds },
    async (jobs) => {
      const [job] = jobs;
      if (job === undefined) throw new Error('the queue gave no job');
      try {
        return await runPart(fleet, job.data, AbortSignal.any([job.signal, signal]));
      } catch (error) {
        const says = redactedFailure(error);
        fleet.note(`a part of the report: ${says}`);
        // The queue keeps what is thrown: neither a stack nor a cause.
        throw Object.assign(new Error(says), { stack: '' });
      }
    },
  );
};

const partFailed = 'PartFailed';

/** A part could not be analysed, and its reason was told: there is no report, and no fault of ours. */
export const isPartFailed = (error: unknown): error is Error =>
  error instanceof Error && error.name === partFailed;

const messageOf = (output: object | null): string =>
  output !== null && 'message' in output ? String(output.message) : 'no reason was told';

/** Puts jobs into the queue, and waits until all are done. @returns what came of them, in order */
const allDone = async (
  { database: { boss } }: Fleet,
  jobs: readonly PartJob[],
  { signal, pollSeconds = 2 }: PartsOptions,
): Promise<readonly string[]> => {
  const ids = await boss.insert(
    partQueue,
    jobs.map((data) => ({ data })),
    { returnId: true },
  );
  if (ids?.length !== jobs.length) throw new Error('the queue did not take all parts');
  const objects = new Map<string, string>();
  while (objects.size < ids.length) {
    signal.throwIfAborted();
    for (const id of ids) {
      if (objects.has(id)) continue;
      const [job] = await whileItRestarts(() => boss.findJobs<PartJob>(partQueue, { id }));
      if (job === undefined) throw new Error('a part of the report is not in the queue any more');
      if (job.state === 'completed') objects.set(id, (job.output as PartDone).object);
      else if (job.state === 'failed' || job.state === 'cancelled')
        throw Object.assign(
          new Error(`a part of the report failed after all tries: ${messageOf(job.output)}`),
          { name: partFailed },
        );
    }
    if (objects.size < ids.length) await wait(pollSeconds * 1000);
  }
  return ids.map((id) => objects.get(id)!);
};

const told = (parts: number, targets: number, { whole, wholeOf }: Split): string => {
  const reasons = whole === undefined ? [...new Set(wholeOf.values())] : [whole];
  const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
  if (parts === 1) return `the estate is one part${why}`;
  const rest =
    wholeOf.size === 0 ? '' : `; all of ${[...wholeOf.keys()].join(' and ')} is in one of them${why}`;
  return `${parts} parts of ${targets} targets, which no trust joins${rest}`;
};

/**
 * Analyses the parts of an estate that no trust joins as jobs of the queue: first each is weighed, because blast radii are shares
 * of all that there is, then each is judged. This process takes part, one part at a time; so does every worker of the fleet.
 * @param folder for what came of them; not removed here
 */
export const analyseParts = async (
  fleet: Fleet,
  { targets, collectedAt }: NewestFacts,
  folder: string,
  options: PartsOptions,
): Promise<AnalysedParts> => {
  const { store, database } = fleet;
  const known = await readTargets(targets);
  const split = splitTargets(known.targets);
  const clock = clockOf(estateOfTargets({ targets, collectedAt }).sources);
  const report = randomUUID();
  const objects: string[] = [];
  const remember = (some: readonly string[]): readonly string[] => {
    for (const object of some) objects.push(object);
    return some;
  };
  await workOnParts(fleet, options);
  try {
    const put = async (sets: readonly TargetSet[], keepers?: readonly Keeper[]): Promise<string> => {
      const spec = specOf(known, targets, sets, { report, clock, settings: options.settings, keepers });
      const [object] = remember([await putText(store, JSON.stringify(spec), join(folder, 'spec.json'))]);
      return object!;
    };
    /** Of each job all that it weighed, in order. */
    const weighAll = async (jobs: readonly (readonly TargetSet[])[]): Promise<readonly Weighed[]> => {
      const specs: string[] = [];
      for (const sets of jobs) specs.push(await put(sets));
      const done = remember(
        await allDone(
          fleet,
          specs.map((spec) => ({ spec })),
          options,
        ),
      );
      const found: Weighed[] = [];
      for (const [n, object] of done.entries())
        for (const each of readWeighed(await fetchFile(store, object, folder, join(folder, `weighed-${n}`))))
          found.push(each);
      return found;
    };
    const { parts, weighed, keepers } = await plannedParts(known.targets, split, options.most, weighAll);
    fleet.note(told(parts.length, targets.length, split));
    const scopes = allScopes(weighed.map((each) => each.scopes));
    const specs: string[] = [];
    for (const part of parts) specs.push(await put([part], keepers));
    const all = await putText(store, scopesText(report, scopes), join(folder, 'scopes.json'));
    remember([all]);
    const judged = remember(
      await allDone(
        fleet,
        specs.map((spec) => ({ spec, scopes: all, ...(options.whole === true ? { whole: true } : {}) })),
        options,
      ),
    );
    const paths: string[] = [];
    for (const [n, object] of judged.entries())
      paths.push(await fetchFile(store, object, folder, join(folder, `part-${n}`)));
    return { paths, clock, parts: parts.length, stale: staleScopesOf(known.targets) };
  } finally {
    await database.boss.offWork(partQueue, { wait: true });
    for (const object of objects) await store.remove(object);
  }
};
