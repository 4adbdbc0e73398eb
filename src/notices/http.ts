import { failed, later, type Outcome, refused, soon } from './outcome.ts';

/** A target that takes longer is taken for down. */
const longestAnswer = 15_000;
const mostBytes = 4_000_000;
/** Of a message, not of the way to the target: bad request, content too large, content that cannot be processed. */
const aboutTheMessage = new Set([400, 413, 422]);

export interface Reply {
  readonly status: number;
  /** Read only where it was asked for. */
  readonly text: string;
  readonly retryAfter?: number;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** All of the answer; or so much of it as a message of an error takes. */
  readonly reads?: 'all' | 'beginning';
}

/** Seconds, from either form of the header. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export const retryAfter = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = /^[A-Za-z]{3}/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
};

const textOf = async (response: Response): Promise<string> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) throw new Error('The answer is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};

const mostBeginning = 16_384;

/** An answer that breaks off, or has no end, has begun all the same. */
const beginningOf = async (response: Response): Promise<string> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > mostBeginning) break;
    }
  } catch {
    // The status has said that it was taken: asked again it would be told twice.
  }
  return Buffer.concat(pieces).subarray(0, mostBeginning).toString('utf8');
};

const textBy = {
  all: textOf,
  beginning: beginningOf,
  nothing: async (response: Response): Promise<string> => {
    await response.body?.cancel();
    return '';
  },
} as const;

/** One request: no redirect is followed, nothing is kept, and what fails fails within seconds. Throws what `fetch` throws. */
export const ask = async (url: URL, request: Request): Promise<Reply> => {
  const { method, headers, body, reads } = request;
  const response = await fetch(url, {
    method,
    headers: { 'user-agent': 'nhi-audit', ...headers },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(longestAnswer),
  });
  const wait = retryAfter(response.headers.get('retry-after'), Date.now());
  const text = await textBy[reads ?? 'nothing'](response);
  return { status: response.status, text, ...(wait === undefined ? {} : { retryAfter: wait }) };
};

/** What an answer means for a message that was sent. */
export const outcomeOf = ({ status, retryAfter: wait }: Reply): Outcome => {
  if (status >= 200 && status < 300) return { ok: true };
  if (status >= 300 && status < 400)
    return later(`it answered with a redirect (${status}), which is not followed`);
  const says = `it answered with status ${status}`;
  if (aboutTheMessage.has(status)) return refused(says);
  return status === 408 || status === 429 || status >= 500 ? soon(says, wait) : later(says);
};

/**
 * The same for all of it.
 * @param statusIn of a target that says yes and tells in its text that it means no: the status that it means
 */
export const post = async (
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  statusIn?: (text: string) => number | undefined,
): Promise<Outcome> => {
  try {
    const reply = await ask(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      ...(statusIn === undefined ? {} : { reads: 'beginning' }),
    });
    const isTaken = reply.status >= 200 && reply.status < 300;
    return outcomeOf({ ...reply, status: (isTaken ? statusIn?.(reply.text) : undefined) ?? reply.status });
  } catch (error) {
    return failed(error);
  }
};
