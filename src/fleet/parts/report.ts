import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../model/clock.ts';
import type { Settings } from '../../model/settings.ts';
import { clockOf } from '../../pipeline/clock.ts';
import { whileItRestarts } from '../database.ts';
import { estateOfTargets, type NewestFacts } from '../estate.ts';
import { redactedFailure } from '../failure.ts';
import { partQueue } from '../queue.ts';
import type { Fleet } from '../world.ts';
import { allScopes } from './part.ts';
import { type PartDone, type PartJob, runPart } from './run.ts';
import { fetchFile, putText, readScopes, scopesText, specOf } from './spec.ts';
import { readTargets, type Split, splitTargets } from './split.ts';

export interface PartsOptions {
  /** Facts that a part may have, if it is not one thing. */
  readonly most: number;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** Seconds between two looks for what was done. */
  readonly pollSeconds?: number;
}

export interface AnalysedParts {
  /** What each adds to the report, for `joinedReport`. */
  readonly paths: readonly string[];
  readonly clock: Clock;
  readonly split: Split;
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
  const split = splitTargets(known.targets, options.most);
  fleet.note(
    split.whole === undefined
      ? `${split.parts.length} ${split.parts.length === 1 ? 'part' : 'parts'} of ${targets.length} targets, which no trust joins`
      : `the estate is one part: ${split.whole}`,
  );
  const clock = clockOf(estateOfTargets({ targets, collectedAt }).sources);
  const report = randomUUID();
  const objects: string[] = [];
  const remember = (some: readonly string[]): readonly string[] => {
    for (const object of some) objects.push(object);
    return some;
  };
  await workOnParts(fleet, options);
  try {
    const specs: string[] = [];
    for (const part of split.parts) {
      const spec = specOf(known, targets, part, { report, clock, settings: options.settings });
      specs.push(await putText(store, JSON.stringify(spec), join(folder, 'spec.json')));
    }
    remember(specs);
    const weighed = remember(
      await allDone(
        fleet,
        specs.map((spec) => ({ spec })),
        options,
      ),
    );
    const scopes = allScopes(
      await Promise.all(
        weighed.map(async (object, n) =>
          readScopes(await fetchFile(store, object, folder, join(folder, `weighed-${n}`))),
        ),
      ),
    );
    const all = await putText(store, scopesText(report, scopes), join(folder, 'scopes.json'));
    remember([all]);
    const judged = remember(
      await allDone(
        fleet,
        specs.map((spec) => ({ spec, scopes: all })),
        options,
      ),
    );
    const paths: string[] = [];
    for (const [n, object] of judged.entries())
      paths.push(await fetchFile(store, object, folder, join(folder, `part-${n}`)));
    return { paths, clock, split };
  } finally {
    await database.boss.offWork(partQueue, { wait: true });
    for (const object of objects) await store.remove(object);
  }
};
