import type { Interpretation } from '../../connectors/connector.ts';
import type { Clock } from '../model/clock.ts';
import type { Coverage } from '../model/coverage.ts';
import type { SnapshotRecord } from '../model/snapshot.ts';
import { isCoverage } from '../snapshot/read.ts';
import { joinUsage } from '../usage/join.ts';
import { clockOf, type TimedSource } from './clock.ts';
import { interpretationsOf, providerOf } from './interpretations.ts';
import { factRedaction, redactCoverage } from './redaction.ts';

type Entries = Iterable<SnapshotRecord | Coverage> | AsyncIterable<SnapshotRecord | Coverage>;

/** Something that gives facts: a file, or a provider's API. Nothing is read before `entries` is called. */
export interface Source extends TimedSource {
  /** ISO 8601, UTC. A snapshot's own time, the start of a live collection, an export's last change. */
  readonly collectedAt: string;
  readonly entries: () => Entries | Promise<Entries>;
  /** End of the collection, ISO 8601, UTC; known once all entries were read, and only of a snapshot. */
  readonly completedAt?: () => string | undefined;
}

/** What was collected, from whatever source, before anything is concluded from it. */
export interface Facts {
  /** The clock of everything after collection. ISO 8601, UTC. */
  readonly collectedAt: string;
  /** What `collectedAt` rests on; absent: the caller says it. */
  readonly clock?: Clock;
  readonly records: readonly SnapshotRecord[];
  readonly coverage: readonly Coverage[];
  /** What the records mean. */
  readonly interpretations: readonly Interpretation[];
}

/** End of the collection of several sources, once all were read; `undefined` where one does not tell. */
export const endOf = (sources: readonly Source[]): string | undefined => {
  const ends = sources.map(({ completedAt }) => completedAt?.());
  return ends.every((end) => end !== undefined) ? ends.toSorted().at(-1) : undefined;
};

/** Reads all sources to their end, one after the other, without secrets. */
export async function* readAll(sources: readonly Source[]): AsyncGenerator<SnapshotRecord | Coverage> {
  const redact = factRedaction();
  const uses = joinUsage();
  for (const { entries } of sources) {
    for await (const entry of await entries()) {
      if (isCoverage(entry)) yield redactCoverage(entry);
      else {
        const redacted = await redact(entry);
        if (!uses.take(redacted)) yield redacted;
      }
    }
  }
  yield* uses.records();
}

/** Reads all sources to their end, and hands every entry, without secrets, to one of the two. */
export const takeIn = async (
  sources: readonly Source[],
  /** What it gives is waited for; mostly there is nothing to wait for. */
  record: (record: SnapshotRecord) => Promise<void> | undefined,
  coverage: (entry: Coverage) => void,
): Promise<void> => {
  const redact = factRedaction();
  const uses = joinUsage();
  const pass = (each: SnapshotRecord): Promise<void> | undefined =>
    uses.take(each) ? undefined : record(each);
  const take = (entry: SnapshotRecord | Coverage): Promise<void> | undefined => {
    if (isCoverage(entry)) {
      coverage(redactCoverage(entry));
      return undefined;
    }
    const redacted = redact(entry);
    return redacted instanceof Promise ? redacted.then(pass) : pass(redacted);
  };
  for (const { entries } of sources) {
    const each = await entries();
    // Not one loop for both: awaiting each record of a file costs more than reading it.
    if (Symbol.iterator in each) {
      for (const entry of each) {
        const waiting = take(entry);
        if (waiting !== undefined) await waiting;
      }
    } else for await (const entry of each) await take(entry);
  }
  for (const each of uses.records()) await record(each);
};

/**
 * All sources as one estate.
 * @param collectedAt when the files were exported, where somebody says so
 * @throws InputError when a file holds a date after it
 */
export const gather = async (sources: readonly Source[], collectedAt?: string): Promise<Facts> => {
  const records: SnapshotRecord[] = [];
  const coverage: Coverage[] = [];
  await takeIn(
    sources,
    (record) => {
      records.push(record);
      return undefined;
    },
    (entry) => coverage.push(entry),
  );
  const clock = clockOf(sources, collectedAt);
  return {
    collectedAt: clock.time,
    clock,
    records,
    coverage,
    interpretations: await interpretationsOf(records.map(providerOf)),
  };
};

const tells = ({ gives }: Coverage): boolean => gives.some((kind) => kind !== 'scanner');

/** Whether some call of more than whom the scan is run as came to anything, if only in part. */
export const isAnswered = (coverage: readonly Coverage[]): boolean =>
  coverage.some((entry) => (entry.status === 'complete' || entry.status === 'partial') && tells(entry));

/** Whom the scan is run as: said by whoever asks, and nothing of the estate. */
const ofCaller = /\.caller$/;

/**
 * Told each entry, whether anything at all could be read: without it there is no verdict, not even a good one. Knowing who asked
 * is not knowing anything of the estate; and of what was read in part something has to be there: a call of which no answer
 * came, as the connection failed, is partial as well.
 */
export const readingWatch = () => {
  let [whole, part, facts] = [false, false, false];
  return {
    note: (entry: SnapshotRecord | Coverage): void => {
      if (!isCoverage(entry)) facts ||= !ofCaller.test(entry.record);
      else if (tells(entry)) {
        whole ||= entry.status === 'complete';
        part ||= entry.status === 'partial';
      }
    },
    couldRead: (): boolean => whole || (part && facts),
  };
};

/** The same of facts that are together. */
export const couldRead = ({ records, coverage }: Pick<Facts, 'records' | 'coverage'>): boolean => {
  const watch = readingWatch();
  for (const entry of coverage) watch.note(entry);
  for (const record of records) watch.note(record);
  return watch.couldRead();
};
