import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { eachAtMost } from '../../collection/concurrency.ts';
import { tool } from '../../version.ts';
import { withFolder } from '../temporary.ts';
import type { Fleet } from '../world.ts';
import { fetchFile, putFile, readSpec } from './spec.ts';
import type { ThreadTask } from './thread.ts';

/** What is done with a part: weighed, or judged where all scopes are known. Names of objects in the store, and nothing else. */
export interface PartJob {
  readonly spec: string;
  readonly scopes?: string;
  /** All that is known of it is handed over, for reports of every kind. Absent: lines of `report.json`. */
  readonly whole?: boolean;
}

/** What came of it, as an object in the store. */
export interface PartDone {
  readonly object: string;
}

/** Objects that are fetched at once. */
const storeRequests = 16;

const inThread = (task: ThreadTask, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./thread.${extension}`, import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: getHeapStatistics().heap_size_limit / 1024 ** 2 },
    });
    const end = (): void => void worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    let failure: unknown;
    worker.once('error', (error) => {
      failure = error;
    });
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', end);
      if (failure !== undefined) reject(failure);
      else if (signal.aborted || code !== 0) reject(new Error('it was told to end before it was done'));
      else resolve();
    });
  });

/** Weighs or judges one part. @throws Error where another version of nhi-audit began the report */
export const runPart = (
  { store }: Pick<Fleet, 'store'>,
  job: PartJob,
  signal: AbortSignal,
): Promise<PartDone> =>
  withFolder(async (folder) => {
    const spec = await fetchFile(store, job.spec, folder, join(folder, 'spec.json'));
    const { tool: version, sets } = readSpec(spec);
    if (version !== tool.version)
      throw new Error(`the report was begun by nhi-audit ${version}, and this is ${tool.version}`);
    const objects = [
      ...new Set(sets.flatMap(({ targets }) => targets.flatMap(({ newest }) => newest?.object ?? []))),
    ];
    const files = new Map(
      await eachAtMost(
        storeRequests,
        objects,
        async (object) => [object, await store.get(object, folder)] as const,
      ),
    );
    const scopes =
      job.scopes === undefined
        ? undefined
        : await fetchFile(store, job.scopes, folder, join(folder, 'scopes.json'));
    const out = join(folder, 'out');
    await inThread({ spec, files, scopes, out, whole: job.whole === true }, signal);
    return { object: await putFile(store, out, signal) };
  });
