import type { FileFormat, SourceFile } from '../model/connector.ts';
import type { Coverage } from '../model/coverage.ts';
import type { UsageEntry } from './event.ts';
import { createUsageFold, recordsOf } from './fold.ts';

/** How one kind of log is read. */
export interface UsageLog {
  readonly provider: string;
  /** Id of the kind of file. */
  readonly id: string;
  /** As people call it: `CloudTrail`. */
  readonly log: string;
  /** The entries of a file, one after the other; none is kept. @throws InputError where the file is cut short or damaged */
  readonly entries: (file: SourceFile) => Iterable<UsageEntry>;
}

/** A file of a log as the records that its fold makes. What is no use of anything is said, by its kind. */
export const usageFormat = ({ provider, id, log, entries }: UsageLog): FileFormat => ({
  id,
  *read(file) {
    const fold = createUsageFold(() => file.name);
    const asides = new Map<string, number>();
    for (const entry of entries(file)) {
      if ('aside' in entry) asides.set(entry.aside, (asides.get(entry.aside) ?? 0) + 1);
      else fold.add(entry);
    }
    yield* recordsOf(provider, fold);
    for (const [aside, count] of [...asides].sort(([a], [b]) => (a < b ? -1 : 1)))
      yield asideCoverage(provider, log, aside, count);
  },
});

const asideCoverage = (connector: string, log: string, aside: string, count: number): Coverage => ({
  connector,
  scope: '*',
  source: log,
  status: 'skipped',
  detail: `${count} × ${aside}, left aside`,
  gives: [],
});
