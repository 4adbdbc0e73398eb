import { createAsking, type Listing } from '../../../src/collection/asking.ts';
import { keptStep, type StepNotes, type StepPlace } from '../../../src/collection/step.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type GcpRecordKind, gcpRecords, wholeEstate } from '../facts/records.ts';
import { redactGcp } from '../facts/redaction.ts';
import { type Element, type Made, text } from '../import/element.ts';
import type { Answer, GcpClient, Parameters } from './client.ts';
import { asApiError, describeFailure } from './failure.ts';
import { isEntry, unreachedIn } from './shapes.ts';

/** One organisation, folder or project that was asked for, and what is found in it. */
export interface Place extends Omit<StepPlace, 'checked'> {
  /** `organizations/N`, `folders/N`, `projects/P`. */
  readonly node: string;
  readonly client: GcpClient;
  readonly progress: (call: string, count: number) => void;
  /** Calls that are made here, or would be if something led to them: each gets its line of coverage. */
  readonly due: (...calls: readonly string[]) => void;
}

export interface Step {
  /** Keeps records; those without the form of the API are left out, and coverage says so. */
  readonly put: (call: string, made: readonly Made[]) => void;
  /** The answer; `undefined`: none, and coverage says why. `where`: what was asked about. */
  readonly ask: (call: string, parameters: Parameters, where?: string) => Promise<Answer | undefined>;
  readonly list: (call: string, parameters: Parameters, where?: string) => Promise<Listing>;
  readonly remark: (call: string, remark: string, partial: boolean) => void;
  readonly skipped: (call: string, why: string) => void;
}

/**
 * Asks for a list and keeps what its entries say.
 * @returns the names of the entries, for what is asked of each
 */
export const keepList = async (
  step: Step,
  call: string,
  make: (entry: Element) => Made,
  parameters: Parameters,
  where: string,
): Promise<readonly string[]> => {
  const { entries } = await step.list(call, parameters, where);
  step.put(
    call,
    entries.map((entry) => make(entry as Element)),
  );
  return entries.map((entry) => text((entry as Element).name));
};

const projectOf = (parameters: Parameters): string | undefined =>
  Object.entries(parameters)
    .map(([name, value]) =>
      name === 'project' ? String(value) : /projects\/([^/]+)/.exec(String(value))?.[1],
    )
    .find((each) => each !== undefined);

/** Such a name would lead to another address. */
const isNoName = (value: string | readonly string[]): boolean =>
  String(value)
    .split('/')
    .some((part) => part === '.' || part === '..');

const recordBy = ({ kind, id, data }: Made): SnapshotRecord | undefined => {
  const parsed = gcpRecords[kind].schema.safeParse(data);
  return parsed.success && id !== ''
    ? redactGcp({ record: kind, scope: wholeEstate, id, data: parsed.data })
    : undefined;
};

/** A record of the journal is looked at like an answer. */
const checked = ({ record, id, data }: SnapshotRecord): SnapshotRecord | undefined =>
  Object.hasOwn(gcpRecords, record)
    ? recordBy({ kind: record as GcpRecordKind, id, data: data as Made['data'] })
    : undefined;

const stepOf = ({ client, progress }: Place, { ledger, put }: StepNotes): Step => {
  /** The project that is being asked about. */
  let asking: string | undefined;
  const { ask, list } = createAsking<Parameters, Answer>({
    client,
    ledger,
    progress,
    whyNot: (_, parameters = {}) =>
      Object.values(parameters).some(isNoName)
        ? { failure: { status: 'unsupported', reason: 'a name of dots alone has no address in the API' } }
        : undefined,
    failureOf: (error, call) => {
      const known = asApiError(error);
      return known && describeFailure(known, call, asking);
    },
    isEntry,
    onAnswer: (call, answer) => {
      const unreached = unreachedIn(answer);
      if (unreached.length > 0)
        ledger.remark(
          call,
          `${unreached.length} places did not answer: ${unreached.slice(0, 3).join(', ')}`,
          true,
        );
    },
  });
  return {
    ask: (call, parameters, where) => {
      asking = projectOf(parameters);
      return ask(call, parameters, where);
    },
    list: (call, parameters, where) => {
      asking = projectOf(parameters);
      return list(call, parameters, where);
    },
    remark: ledger.remark,
    skipped: ledger.skipped,
    put: (call, made) => {
      for (const each of made) {
        const record = recordBy(each);
        if (record === undefined) ledger.malformed(call);
        else put(record);
      }
    },
  };
};

/** Makes one step, or takes it from the journal. `work` gives what later steps need; it must survive JSON. */
export const makeStep = <Value>(
  place: Place,
  key: string,
  work: (step: Step) => Promise<Value>,
): Promise<Value> =>
  keptStep({ ...place, checked }, `${place.node} ${key}`, (notes) => work(stepOf(place, notes)));
