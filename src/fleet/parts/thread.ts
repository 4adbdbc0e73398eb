import { writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { snapshotSource } from '../../pipeline/file-source.ts';
import { writeHandOver } from './hand-over.ts';
import { judgePart, type Weighed, weigh } from './part.ts';
import { writePart } from './result.ts';
import { readScopes, readSpec, weighedText } from './spec.ts';

/**
 * Analysis in a thread of its own: the one that began it goes on telling the queue that it lives, and all that the part needed is
 * let go with the thread.
 */
export interface ThreadTask {
  readonly spec: string;
  /** Snapshots by object. */
  readonly files: ReadonlyMap<string, string>;
  /** Scopes of all parts: the part is judged. Absent: it is weighed. */
  readonly scopes?: string | undefined;
  readonly out: string;
  /** All that is known of a judged part is handed over. */
  readonly whole: boolean;
}

const run = async ({ spec, files, scopes, out, whole }: ThreadTask): Promise<void> => {
  const { report, sets, clock, settings, keepers } = readSpec(spec);
  const parts = sets.map(({ targets, ...more }) => ({
    ...more,
    clock,
    settings,
    keepers,
    targets: targets.map(({ newest, ...target }) => ({
      ...target,
      ...(newest === undefined
        ? {}
        : { newest: { ...newest, source: snapshotSource(files.get(newest.object)!) } }),
    })),
  }));
  if (scopes === undefined) {
    const weighed: Weighed[] = [];
    for (const part of parts) weighed.push(await weigh(part));
    writeFileSync(out, weighedText(report, weighed), { mode: 0o600 });
    return;
  }
  const [part, ...others] = parts;
  if (part === undefined || others.length > 0) throw new Error('one part is judged at a time');
  const write = whole ? writeHandOver : writePart;
  write(await judgePart(part, readScopes(scopes)), report, out);
};

await run(workerData as ThreadTask);
