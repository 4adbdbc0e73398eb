import type { FileFormat, SourceFile } from '../../src/model/connector.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';

export interface Reading {
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
}

/** All that a format makes of a file, records sorted: their order is no part of the meaning. */
export const readWith = (format: FileFormat, file: SourceFile): Reading => {
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  for (const entry of format.read(file)) {
    if ('record' in entry) records.push(entry);
    else coverage.push(entry);
  }
  const key = ({ record, scope, id }: SnapshotRecord): string => `${record} ${scope} ${id}`;
  return { records: records.sort((a, b) => (key(a) < key(b) ? -1 : 1)), coverage };
};

export const inputErrorOf = (act: () => unknown): InputError => {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('no InputError was thrown');
};
