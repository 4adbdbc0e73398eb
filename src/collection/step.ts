import type { SnapshotRecord } from '../model/snapshot.ts';
import { withoutSecrets } from '../redaction/text.ts';
import { type Failure, mayPass } from './failure.ts';
import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';

/**
 * One step of a collection: what it reads is kept together, or asked again together. This is how a collection that goes
 * list by list is resumed; one with answers that stand alone uses `answers.ts`.
 */
export interface StepEntry {
  readonly records: readonly SnapshotRecord[];
  readonly events: readonly LedgerEvent[];
  /** What later steps need of it. */
  readonly value: unknown;
}

/** What one step said to the ledger: method and arguments. */
type LedgerEvent = readonly [string, ...unknown[]];

const told = ['answered', 'malformed', 'failed', 'skipped', 'remark'] as const;

/** Keeps what is told to the ledger, to tell it again after an interruption. */
const recording = (ledger: Ledger, events: LedgerEvent[], onFailure: (failure: Failure) => void): Ledger => {
  const noted =
    <Given extends readonly unknown[]>(method: string, tell: (...given: Given) => void) =>
    (...given: Given): void => {
      events.push([method, ...given]);
      tell(...given);
    };
  return {
    ...ledger,
    answered: noted('answered', ledger.answered),
    malformed: noted('malformed', ledger.malformed),
    failed: noted('failed', (call, failure, where) => {
      onFailure(failure);
      ledger.failed(call, failure, where);
    }),
    skipped: noted('skipped', ledger.skipped),
    remark: noted('remark', ledger.remark),
  };
};

const replay = (ledger: Ledger, [method, ...given]: LedgerEvent): void => {
  const known = told.find((each) => each === method);
  if (known !== undefined) (ledger[known] as (...all: readonly unknown[]) => void)(...given);
};

export interface StepPlace {
  readonly ledger: Ledger;
  readonly journal: Journal<StepEntry>;
  readonly emit: (record: SnapshotRecord) => Promise<void>;
  /** A record of the journal is looked at like an answer: the file may have been changed. */
  readonly checked: (record: SnapshotRecord) => SnapshotRecord | undefined;
}

/** What the work of a step tells. */
export interface StepNotes {
  /** Everything that is told to it is told again after an interruption. */
  readonly ledger: Ledger;
  readonly put: (record: SnapshotRecord) => void;
}

/**
 * Makes one step, or takes it from the journal of an interrupted collection. A step in which something failed that may
 * pass is not kept. `work` gives what later steps need; it must survive JSON.
 */
export const keptStep = async <Value>(
  { ledger, journal, emit, checked }: StepPlace,
  key: string,
  work: (notes: StepNotes) => Promise<Value>,
): Promise<Value> => {
  const done = journal.entry(key);
  if (done !== undefined) {
    for (const event of done.events) replay(ledger, event);
    for (const record of done.records) {
      const good = checked(record);
      if (good !== undefined) await emit(good);
    }
    return done.value as Value;
  }
  const records: SnapshotRecord[] = [];
  const events: LedgerEvent[] = [];
  let whole = true;
  const value = await work({
    ledger: recording(ledger, events, (failure) => {
      if (mayPass(failure)) whole = false;
    }),
    put: (record) => records.push(record),
  });
  // What servers say of failures may quote anything.
  if (whole) journal.write(key, { records, events: withoutSecrets(events), value: value ?? null });
  for (const record of records) await emit(record);
  return value;
};
