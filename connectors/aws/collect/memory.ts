import { type Answers, noAnswers, openAnswers, type Refusal } from '../../../src/collection/answers.ts';
import { mayPass, oneLine } from '../../../src/collection/failure.ts';
import { asApiError, describeFailure } from './failure.ts';
import { awsJournals, type JournalOf } from './journal.ts';
import { isFinal, isKept, threadOf } from './kept.ts';

/** One call by one identity in one region. */
export interface Asked {
  readonly call: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The answer of the journal, or that of `ask`, which is then kept. */
export type Remember = (asked: Asked, ask: () => Promise<object>) => Promise<object>;

export interface Memory {
  /** @param who ARN of the identity that asks: another one may be shown other things */
  readonly of: (who: string) => Remember;
  /** The collection came to its end: the journal goes, unless a credential ran out before. */
  readonly close: () => void;
}

/** AWS has no report ready (yet). https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html */
const notReady = new Set([
  'ReportInProgress',
  'ReportNotPresent',
  'ReportExpired',
  'CredentialReportNotReadyException',
  'CredentialReportNotPresentException',
  'CredentialReportExpiredException',
]);

export const isNotReady = (error: unknown): boolean => error instanceof Error && notReady.has(error.name);

/** Half an answer, or that of something between, is asked for again. */
const passing = (error: unknown): boolean =>
  isNotReady(error) || (error instanceof Error && error.name === 'AnswerNotUnderstood');

const errorOf = ({ name, message, http, attempts }: Refusal): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: http, attempts } });

/** These are one for all regions. A region that is not enabled refuses every credential, and that ends nothing. */
const isGlobal = (call: string): boolean => /^(?:iam|organizations|sts):/.test(call);

const memoryOf = (answers: Answers): Memory => {
  let ended = false;
  const refusalOf = (error: unknown, call: string): Refusal | undefined => {
    const known = asApiError(error);
    if (known === undefined || passing(error)) return;
    const failure = describeFailure(known, call);
    ended ||= failure.ends === true && isGlobal(call);
    if (mayPass(failure) || !isKept(call)) return;
    const { name, message, http, attempts } = known;
    return { name, message: oneLine(message), http, attempts };
  };
  return {
    of:
      (who) =>
      ({ call, region, input }, ask) => {
        const place = `${who} ${region}`;
        return answers.get({
          key: `${place} ${call} ${JSON.stringify(input)}`,
          ask,
          isFinal: (answer) => isFinal(call, answer),
          threadOf: (answer) => {
            const thread = threadOf(call, input, answer);
            return thread === undefined ? undefined : { ...thread, id: `${place} ${thread.id}` };
          },
          refusalOf: (error) => refusalOf(error, call),
          errorOf,
        });
      },
    close: () => {
      if (!ended) answers.discard();
    },
  };
};

export const noMemory: Memory = memoryOf(noAnswers);

/** @throws InputError when the journal is of another collection, too old or damaged */
export const openMemory = (path: string, of: JournalOf, now: string): Memory =>
  memoryOf(openAnswers({ path, kind: awsJournals, of, now }));
