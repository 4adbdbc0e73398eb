import { writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { snapshotSource } from '../../pipeline/file-source.ts';
import { judgePart, weigh } from './part.ts';
import { writePart } from './result.ts';
import { readScopes, readSpec, scopesText } from './spec.ts';

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
}

const run = async ({ spec, files, scopes, out }: ThreadTask): Promise<void> => {
  const { report, targets, toAll, elsewhere, clock, settings } = readSpec(spec);
  const part = {
    toAll,
    elsewhere,
    clock,
    settings,
    targets: targets.map(({ newest, ...target }) => ({
      ...target,
      ...(newest === undefined
        ? {}
        : { newest: { ...newest, source: snapshotSource(files.get(newest.object)!) } }),
    })),
  };
  if (scopes === undefined) writeFileSync(out, scopesText(report, await weigh(part)), { mode: 0o600 });
  else writePart(await judgePart(part, readScopes(scopes)), report, out);
};

await run(workerData as ThreadTask);
