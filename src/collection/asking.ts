import type { Failure } from './failure.ts';
import type { Ledger } from './ledger.ts';

/** A provider's client, as far as reading needs it. `call`: id of the table of calls. */
export interface ReadingClient<Parameters, Answer> {
  readonly get: (call: string, parameters: Parameters) => Promise<Answer>;
  /** Pages of a list, as they come. */
  readonly pages: (
    call: string,
    parameters: Parameters,
  ) => AsyncIterable<{ readonly entries: readonly unknown[]; readonly answer: Answer }>;
}

export interface AskingOptions<Parameters, Answer> {
  readonly client: ReadingClient<Parameters, Answer>;
  readonly ledger: Ledger;
  readonly progress: (call: string, count: number) => void;
  /** Why it is known without asking that there is no answer. `where`: default is the place asked about. */
  readonly whyNot: (
    call: string,
    parameters: Parameters | undefined,
  ) => { readonly failure: Failure; readonly where?: string } | undefined;
  /** `undefined`: a fault of ours, or an interruption, and not the provider's. */
  readonly failureOf: (error: unknown, call: string) => Failure | undefined;
  /** Whether an entry of a list has the form that is documented: others are left out, and counted. */
  readonly isEntry: (call: string, entry: unknown) => boolean;
  /** Looks at each answer: it may leave something out, or tell of a right. */
  readonly onAnswer: (call: string, answer: Answer) => void;
}

export interface Listing {
  readonly entries: readonly unknown[];
  /** Whether the list came to its end. */
  readonly whole: boolean;
}

export interface Asking<Parameters, Answer> {
  /** The answer; `undefined`: none, and the ledger knows why. `where`: the thing asked about, for coverage. */
  readonly ask: (call: string, parameters: Parameters, where?: string) => Promise<Answer | undefined>;
  readonly list: (call: string, parameters: Parameters, where?: string) => Promise<Listing>;
  /** For what is neither: `true` where it is known to have no answer, which is then told to the ledger. */
  readonly isVain: (call: string, parameters: Parameters | undefined, where: string) => boolean;
  readonly answered: (call: string, entries: number) => void;
  /** Tells a failure to the ledger; a fault of ours, or an interruption, is thrown on. */
  readonly told: (error: unknown, call: string, where: string) => void;
}

/** Asks, and tells the ledger what came of it, so that each call has its line in coverage. */
export const createAsking = <Parameters, Answer>({
  client,
  ledger,
  progress,
  whyNot,
  failureOf,
  isEntry,
  onAnswer,
}: AskingOptions<Parameters, Answer>): Asking<Parameters, Answer> => {
  const isVain = (call: string, parameters: Parameters | undefined, where: string): boolean => {
    const end = ledger.ended();
    const known = end === undefined ? whyNot(call, parameters) : { failure: end };
    if (known === undefined) return ledger.hopeless(call);
    ledger.failed(call, known.failure, known.where ?? where);
    return true;
  };
  const answered = (call: string, entries: number): void => {
    ledger.answered(call, entries);
    progress(call, ledger.entries(call));
  };
  const failureBy = (error: unknown, call: string): Failure => {
    const failure = failureOf(error, call);
    if (failure === undefined) throw error;
    return failure;
  };
  const told = (error: unknown, call: string, where: string): void =>
    ledger.failed(call, failureBy(error, call), where);
  return {
    isVain,
    answered,
    told,
    ask: async (call, parameters, where = '') => {
      if (isVain(call, parameters, where)) return;
      try {
        const answer = await client.get(call, parameters);
        onAnswer(call, answer);
        answered(call, 1);
        return answer;
      } catch (error) {
        told(error, call, where);
        return;
      }
    },
    list: async (call, parameters, where = '') => {
      if (isVain(call, parameters, where)) return { entries: [], whole: false };
      const entries: unknown[] = [];
      let pages = 0;
      let whole = true;
      try {
        for await (const page of client.pages(call, parameters)) {
          onAnswer(call, page.answer);
          pages += 1;
          for (const entry of page.entries) {
            if (isEntry(call, entry)) entries.push(entry);
            else {
              whole = false;
              ledger.malformed(call);
            }
          }
          progress(call, ledger.entries(call) + entries.length);
        }
        ledger.answered(call, entries.length);
        return { entries, whole };
      } catch (error) {
        const failure = failureBy(error, call);
        const read = `${entries.length} entries read, then no more: ${failure.reason}`;
        if (pages > 0) ledger.answered(call, entries.length);
        ledger.failed(call, pages === 0 ? failure : { status: 'partial', reason: read }, where);
        return { entries, whole: false };
      }
    },
  };
};
