import type { Asking, Listing } from '../../../src/collection/asking.ts';
import { type Bounds, createMarkers, type Markers } from '../../../src/collection/bounds.ts';
import { answerFault, isAnswerFault, isBoundReached } from '../../../src/collection/failure.ts';
import type { Ledger } from '../../../src/collection/ledger.ts';
import { greatest } from '../../../src/model/many.ts';
import { graphPathOf, type Parameters } from './addresses.ts';
import { type AzureCall, azureCall } from './calls.ts';
import type { Clients } from './clients.ts';
import type { Cloud } from './environment.ts';
import { type ApiError, asApiError, describeFailure, refusalOf } from './failure.ts';
import { leadsOn } from './guard.ts';
import type { Limits } from './limits.ts';
import type { Answer } from './reading.ts';
import { checkAnswer, entriesOf, isEntry, isObject, nextOf } from './shapes.ts';

/** One request of many. */
export interface Question {
  /** Id of the table of calls, of Graph. */
  readonly call: string;
  readonly parameters?: Parameters;
  /** The thing asked about, for coverage. */
  readonly where?: string;
}

export interface BatchOptions {
  readonly clients: Clients;
  readonly cloud: Cloud;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly bounds: Bounds;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly retryDelay: number;
}

export interface BatchPlace {
  readonly asking: Asking<Parameters, Answer>;
  readonly ledger: Ledger;
}

/** Lists of many questions, in their order; coverage is told of each. */
export type Batch = (place: BatchPlace, questions: readonly Question[]) => Promise<readonly Listing[]>;

interface Pending {
  readonly at: number;
  readonly call: AzureCall;
  readonly where: string;
  readonly markers: Markers;
  /** Relative to the version. */
  url: string;
  refused: number;
  readonly entries: unknown[];
  pages: number;
  whole: boolean;
}

interface Response {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: unknown;
}

const mostAtOnce = 20;
const attempts = 5;

const responseOf = (value: unknown): readonly [string, Response] | undefined => {
  if (!isObject(value) || typeof value.id !== 'string' || typeof value.status !== 'number') return;
  const headers = new Map(
    Object.entries(isObject(value.headers) ? value.headers : {}).map(([name, text]) => [
      name.toLowerCase(),
      String(text),
    ]),
  );
  return [value.id, { status: value.status, header: (name) => headers.get(name), body: value.body }];
};

const chunks = (pending: readonly Pending[]): readonly (readonly Pending[])[] =>
  [...Map.groupBy(pending, ({ call }) => call.version).values()].flatMap((same) =>
    Array.from({ length: Math.ceil(same.length / mostAtOnce) }, (_, at) =>
      same.slice(at * mostAtOnce, (at + 1) * mostAtOnce),
    ),
  );

/**
 * Asks Graph many things, 20 in a request. Each is answered, refused for a limit, or lost by itself: those are asked again in
 * the next round, as are further pages. https://learn.microsoft.com/graph/json-batching
 */
export const createBatch =
  ({ clients, cloud, limits, signal, bounds, sleep, retryDelay }: BatchOptions): Batch =>
  async ({ asking, ledger }, questions) => {
    const listings: Listing[] = questions.map(() => ({ entries: [], whole: false }));
    let pending = questions.flatMap(({ call: id, parameters = {}, where = '' }, at): Pending[] => {
      if (asking.isVain(id, parameters, where)) return [];
      const call = azureCall(id)!;
      return [
        {
          at,
          call,
          where,
          markers: createMarkers(bounds),
          url: graphPathOf(call, parameters),
          refused: 0,
          entries: [],
          pages: 0,
          whole: true,
        },
      ];
    });

    const end = ({ at, call, where, entries, pages, whole }: Pending, error?: ApiError): void => {
      listings[at] = { entries, whole: whole && error === undefined };
      if (error === undefined || pages > 0) asking.answered(call.id, entries.length);
      if (error === undefined) return;
      const failure = describeFailure(error, call.id);
      const read = `${entries.length} entries read, then no more: ${failure.reason}`;
      ledger.failed(call.id, pages === 0 ? failure : { status: 'partial', reason: read }, where);
    };

    /** `true`: more is to be asked. */
    const take = (each: Pending, answer: unknown): boolean => {
      const { call } = each;
      const page = checkAnswer(call, answer);
      each.pages += 1;
      for (const entry of call.single === true ? [page] : entriesOf(call, page)) {
        if (isEntry(call.id, entry)) each.entries.push(entry);
        else {
          each.whole = false;
          ledger.malformed(call.id);
        }
      }
      const next = call.single === true ? undefined : each.markers.next(nextOf(call, page));
      if (next === undefined) return false;
      if (!leadsOn(cloud, call, next))
        throw answerFault('the link to the next page leads to something else: not followed');
      each.url = next.slice(`${cloud.graph}/${call.version}`.length);
      return true;
    };

    /** `true`: it is asked again, or asked on. */
    const settle = (each: Pending, response: Response | undefined): boolean => {
      try {
        if (response === undefined) throw answerFault('the $batch came back without an answer to it');
        const { status, body } = response;
        const limited = limits.note('Microsoft Graph', response);
        if (limited || status >= 500) {
          each.refused += 1;
          if (each.refused < attempts) return true;
        }
        if (status === 200) {
          each.refused = 0;
          if (take(each, body)) return true;
          end(each);
        } else end(each, refusalOf(status, body));
        return false;
      } catch (error) {
        const known =
          error instanceof Error && (isAnswerFault(error) || isBoundReached(error))
            ? asApiError(error)
            : undefined;
        if (known === undefined) throw error;
        end(each, known);
        return false;
      }
    };

    const round = async (chunk: readonly Pending[]): Promise<readonly Pending[]> => {
      signal.throwIfAborted();
      let responses: ReadonlyMap<string, Response>;
      try {
        const answer = await clients.send('graph', {
          method: 'POST',
          url: `${cloud.graph}/${chunk[0]!.call.version}/$batch`,
          body: {
            requests: chunk.map(({ call, url }, at) => ({
              id: String(at),
              method: 'GET',
              url,
              ...(call.advanced === true ? { headers: { ConsistencyLevel: 'eventual' } } : {}),
            })),
          },
          signal,
        });
        const given = isObject(answer) && Array.isArray(answer.responses) ? answer.responses : [];
        responses = new Map(given.flatMap((each) => [responseOf(each) ?? []].filter(isPair)));
      } catch (error) {
        const known = asApiError(error);
        if (known === undefined) throw error;
        for (const each of chunk) end(each, known);
        return [];
      }
      return chunk.filter((each, at) => settle(each, responses.get(String(at))));
    };

    while (pending.length > 0) {
      const next: Pending[] = [];
      for (const chunk of chunks(pending)) {
        // What was learnt in between: the permission lacks, or the credential is gone.
        const worth = chunk.filter(({ call, where, pages }) =>
          pages > 0 ? true : !asking.isVain(call.id, undefined, where),
        );
        if (worth.length > 0) next.push(...(await round(worth)));
      }
      pending = next;
      const worst = greatest(
        pending.map(({ refused }) => refused),
        0,
      );
      if (worst > 0) await sleep(retryDelay * 2 ** (worst - 1));
    }
    return listings;
  };

const isPair = (value: readonly unknown[]): value is readonly [string, Response] => value.length === 2;
