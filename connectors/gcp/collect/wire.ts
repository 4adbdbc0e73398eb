import { type Bounds, boundedBytes, type InTime } from '../../../src/collection/bounds.ts';
import { answerFault, lastingCode } from '../../../src/collection/failure.ts';
import type { FirstAnswers } from '../../../src/collection/first-answer.ts';
import type { GcpCall } from './calls.ts';
import { apiError, asApiError, isPassing, isThrottled, refusalOf } from './failure.ts';
import type { Guard } from './guard.ts';
import type { Rates } from './rates.ts';

export interface WireOptions {
  readonly guard: Guard;
  readonly rates: Rates;
  /** Value of the Authorization header. */
  readonly authorization: () => Promise<string>;
  /** Whose quota is used. */
  readonly quotaProject: string | undefined;
  readonly signal: AbortSignal;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly bounds: Bounds;
  readonly first: FirstAnswers;
  /** Throws when the time of the whole collection is over. */
  readonly inTime: InTime;
  /** For each request that is sent, repeated ones included. */
  readonly onCall?: ((call: string) => unknown) | undefined;
  readonly onThrottled?: ((seconds: number) => void) | undefined;
  /** Length of a second, in milliseconds: shorter in tests. */
  readonly second: number;
}

/** Sends one request of the table, again where another attempt may be answered. */
export type Wire = (method: string, url: string, body: unknown) => Promise<unknown>;

/** Attempts of a request: Google's own clients do not repeat a POST; those of this scanner only read. */
const attempts = 5;
/** Seconds before an attempt, the first after a failure, where nobody says how long. */
const afterFailure = [1, 2, 4, 8] as const;
/** Quotas are counted by the minute. */
const afterLimit = [5, 15, 30, 60] as const;
const longestWait = 15 * 60;

const isPage = (type: string, text: string): boolean =>
  /\bx?html\b/i.test(type) || /^\s*<(?:!doctype\s+html|html)/i.test(text);

const textIn = async (response: Response, bounds: Bounds, inTime: InTime): Promise<string> =>
  response.body === null
    ? ''
    : Buffer.from(
        await boundedBytes(response.body as unknown as AsyncIterable<Uint8Array>, bounds, inTime),
      ).toString('utf8');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** In seconds or as a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const retryAfterOf = (header: string | null): number | undefined => {
  if (header === null) return;
  const seconds = /^\d{1,6}$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, longestWait) : undefined;
};

/** What Google would have answered. @throws answerFault, boundReached, apiError */
const answerIn = async (response: Response, bounds: Bounds, inTime: InTime): Promise<unknown> => {
  const { status, headers } = response;
  const text = await textIn(response, bounds, inTime);
  const type = headers.get('content-type') ?? '';
  const byProxy = 'a proxy or a sign-in page stands between';
  if (status >= 300 && status < 400) throw answerFault(`HTTP ${status} leads elsewhere: not followed`);
  if (status >= 400)
    throw apiError(refusalOf(status, parsed(text), retryAfterOf(headers.get('retry-after'))));
  const what = `HTTP ${status} with`;
  if (isPage(type, text)) throw answerFault(`${what} an HTML page: ${byProxy}`);
  if (text.trim() === '') throw answerFault(`${what} an empty body`);
  if (!/[/+]json\b/i.test(type)) throw answerFault(`${what} no JSON: ${byProxy}`);
  const data = parsed(text);
  if (data === undefined) throw answerFault(`${what} JSON that is cut off or broken`);
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw answerFault('the answer is no object, as all of Google are');
  return data;
};

export const createWire = ({
  guard,
  rates,
  authorization,
  quotaProject,
  signal,
  sleep,
  bounds,
  first,
  inTime,
  onCall,
  onThrottled,
  second,
}: WireOptions): Wire => {
  const send = async (call: GcpCall, url: string, body: string | undefined): Promise<unknown> => {
    inTime();
    signal.throwIfAborted();
    await rates.turn(call.bucket);
    const headers = {
      accept: 'application/json',
      authorization: await authorization(),
      'user-agent': 'nhi-audit',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(quotaProject === undefined ? {} : { 'x-goog-user-project': quotaProject }),
    };
    await onCall?.(call.id);
    const response = await first.attempt(new URL(url).origin, signal, (within) =>
      fetch(url, {
        method: call.method,
        headers,
        redirect: 'manual',
        signal: within,
        ...(body === undefined ? {} : { body }),
      }),
    );
    return await answerIn(response, bounds, inTime);
  };
  return async (method, url, given) => {
    const body = given === undefined ? undefined : JSON.stringify(given);
    const call = guard({ method, url, body });
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await send(call, url, body);
      } catch (error) {
        signal.throwIfAborted();
        const known = asApiError(error);
        const again = known !== undefined && (isThrottled(known) || isPassing(known));
        // Asked again it would be the same certificate.
        if (!again || lastingCode(error) !== undefined || attempt + 1 >= attempts) throw error;
        if (isThrottled(known)) {
          const seconds = known.retryAfter ?? afterLimit[attempt]!;
          onThrottled?.(seconds);
          rates.pause(call.bucket, seconds * second);
        } else await sleep((known.retryAfter ?? afterFailure[attempt]!) * second);
      }
    }
  };
};
