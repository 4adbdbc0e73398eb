import { createAsking, type Listing, type ReadingClient } from '../../../src/collection/asking.ts';
import type { Ledger } from '../../../src/collection/ledger.ts';
import { keptStep, type StepNotes, type StepPlace } from '../../../src/collection/step.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type AzureRecordKind, azureRecords } from '../facts/records.ts';
import { redactAzure } from '../facts/redaction.ts';
import type { Parameters } from './addresses.ts';
import type { Batch, Question } from './batch.ts';
import { asApiError, describeFailure } from './failure.ts';
import type { Answer } from './reading.ts';
import { isEntry } from './shapes.ts';

/** One step of a collection: what it reads is kept together, or asked again together. */
export interface Step {
  /** Keeps a record; `false`: it did not have the shape of the API, and coverage says so. */
  readonly put: (call: string, kind: AzureRecordKind, id: string, raw: unknown) => boolean;
  /** Facts that a later step makes a record of: the journal keeps them as the record would. */
  readonly redacted: <Data>(kind: AzureRecordKind, data: Data) => Data;
  readonly list: (call: string, parameters?: Parameters, where?: string) => Promise<Listing>;
  /** Of Graph, 20 in a request. */
  readonly lists: (questions: readonly Question[]) => Promise<readonly Listing[]>;
  readonly remark: Ledger['remark'];
  readonly skipped: Ledger['skipped'];
}

export interface Place extends Omit<StepPlace, 'checked'> {
  /** The tenant's id: scope of all records. */
  readonly scope: string;
  readonly reading: ReadingClient<Parameters, Answer>;
  readonly batch: Batch;
  readonly progress: (call: string, count: number) => void;
}

const checked = ({ record, scope, id, data }: SnapshotRecord): SnapshotRecord | undefined => {
  const parsed = ownMember(azureRecords, record)?.schema.safeParse(data);
  return parsed?.success ? redactAzure({ record, scope, id, data: parsed.data }) : undefined;
};

const stepOf = ({ scope, reading, batch, progress }: Place, { ledger, put }: StepNotes): Step => {
  const asking = createAsking<Parameters, Answer>({
    client: reading,
    ledger,
    progress,
    whyNot: () => undefined,
    failureOf: (error, call) => {
      const known = asApiError(error);
      return known && describeFailure(known, call);
    },
    isEntry,
    onAnswer: () => {},
  });
  return {
    remark: ledger.remark,
    skipped: ledger.skipped,
    put: (call, kind, id, raw) => {
      const parsed = azureRecords[kind].schema.safeParse(raw);
      if (parsed.success) put(redactAzure({ record: kind, scope, id, data: parsed.data }));
      else ledger.malformed(call);
      return parsed.success;
    },
    redacted: (kind, data) => redactAzure({ record: kind, scope, id: '', data }).data as typeof data,
    list: (call, parameters = {}, where = '') => asking.list(call, parameters, where),
    lists: (questions) => batch({ asking, ledger }, questions),
  };
};

/** Makes one step, or takes it from the journal. `work` gives what later steps need; it must survive JSON. */
export const makeStep = <Value>(
  place: Place,
  key: string,
  work: (step: Step) => Promise<Value>,
): Promise<Value> =>
  keptStep({ ...place, checked }, `${place.scope} ${key}`, (notes) => work(stepOf(place, notes)));
