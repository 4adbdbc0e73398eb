import { statSync } from 'node:fs';
import { sortedCoverage } from '../audit/order.ts';
import { openSourceFile } from '../exports/source-file.ts';
import type { Clock } from '../model/clock.ts';
import type { Coverage } from '../model/coverage.ts';
import { InputError } from '../model/input-error.ts';
import { snapshotSchema } from '../model/snapshot.ts';
import type { Facts } from '../pipeline/facts.ts';
import { isCoverage, recognisesSnapshot } from '../snapshot/read.ts';
import { openSnapshotWriter, type SnapshotWriter, writeSnapshot } from '../snapshot/write.ts';
import { tool } from '../version.ts';
import type { Context } from './context.ts';

/** Only an earlier snapshot may be replaced: said before anything is collected. */
export const checkSnapshotTarget = (path: string): void => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || (stat.isFile() && stat.size === 0)) return;
  if (stat.isFile() && recognisesSnapshot(openSourceFile(path).head)) return;
  throw new InputError(
    'there is something there already that is not a snapshot',
    path,
    'Name a new file: only a snapshot is replaced by a snapshot.',
  );
};

/** Writes what a scan has collected, sorted: the same facts give the same bytes, the times apart. */
export const keepSnapshot = (path: string, facts: Facts, context: Context): void => {
  const { collectedAt, clock, records, coverage } = facts;
  const header = {
    record: 'header',
    schema: snapshotSchema,
    tool,
    collectedAt,
    ...(clock === undefined ? {} : { clock }),
  } as const;
  writeSnapshot(path, { header, records, coverage }, context.now().toISOString());
  context.note(`nhi-audit: snapshot written to ${path}`);
};

export interface SnapshotTarget extends SnapshotWriter {
  /** What could not be read in full, one line each, of what was added: causes before what follows from them. */
  readonly gaps: () => readonly string[];
}

/** A snapshot that is written as its entries come. */
export const openSnapshotTarget = (path: string, clock: Clock): SnapshotTarget => {
  const writer = openSnapshotWriter(path, { tool, collectedAt: clock.time, clock });
  const gaps: Coverage[] = [];
  return {
    ...writer,
    add: (entry) => {
      writer.add(entry);
      if (isCoverage(entry) && entry.status !== 'complete') {
        gaps.push(entry);
      }
    },
    gaps: () =>
      sortedCoverage(gaps).map(
        ({ status, source, scope, detail }) => `${status}: ${source} in ${scope}: ${detail}`,
      ),
  };
};
