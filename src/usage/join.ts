import type { SnapshotRecord } from '../model/snapshot.ts';
import { createUsageFold, recordsOf, type UsageFold } from './fold.ts';
import type { UseData, WindowData } from './record.ts';

/** Folds of many files as one: a folder of a trail has thousands, each with the same few identities. */
export interface UsageJoin {
  /** Whether it was a record of use, and is kept here. */
  readonly take: (record: SnapshotRecord) => boolean;
  /** After the last record: all of them, as if they had been one file. */
  readonly records: () => Iterable<SnapshotRecord>;
}

export const joinUsage = (): UsageJoin => {
  const folds = new Map<string, UsageFold>();
  const foldOf = (provider: string): UsageFold => {
    const known = folds.get(provider) ?? createUsageFold();
    folds.set(provider, known);
    return known;
  };
  return {
    take: ({ record, scope, data }) => {
      const [provider = '', kind] = record.split('.');
      // The schemas of `record.ts` were applied where the records came in.
      if (kind === 'use') foldOf(provider).addUse(scope, data as UseData);
      else if (kind === 'use-window') foldOf(provider).addWindow(scope, data as WindowData);
      else return false;
      return true;
    },
    *records() {
      for (const [provider, fold] of [...folds].sort(([a], [b]) => (a < b ? -1 : 1)))
        yield* recordsOf(provider, fold);
    },
  };
};
