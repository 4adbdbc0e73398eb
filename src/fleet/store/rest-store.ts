import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../model/input-error.ts';
import { receive, watched } from './received.ts';
import {
  checkedName,
  checkedSize,
  listedObject,
  missingObject,
  oncePerPage,
  type SnapshotStore,
  storeAway,
} from './store.ts';

export interface RestRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ListedPage {
  readonly objects: readonly { readonly key: string; readonly changedAt: string }[];
  /** Of the next page. */
  readonly next?: string | undefined;
}

/** How a store is asked over HTTP. Keys have no character that would mean anything in an address. */
export interface Dialect {
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Refused where the key is there already, or where what came has another digest. @param md5 base64 */
  readonly put: (key: string, md5: string) => RestRequest;
  readonly get: (key: string) => RestRequest;
  readonly remove: (key: string) => RestRequest;
  readonly list: (prefix: string, next: string | undefined) => RestRequest;
  /** @throws Error where it is no list */
  readonly page: (text: string) => ListedPage;
  /** Of an answer that something is not there: it is the object, and not all that holds it. */
  readonly isObjectGone: (text: string) => boolean;
}

export interface RestPatience {
  /** Of one request; the worker itself tries again for longer. */
  readonly attempts: number;
  /** Milliseconds in which nothing comes. */
  readonly idle: number;
  /** Milliseconds before the second attempt, twice as many before each further one. */
  readonly pause: number;
}

const usualPatience: RestPatience = { attempts: 5, idle: 60_000, pause: 500 };

/** Both take as much by one request, which is whole or not at all. */
const largestObject = 5 * 1000 ** 3;
const mostText = 64 * 1024 ** 2;
/** Bytes in a millisecond: what is sent more slowly is taken for stuck. */
const slowest = 50;

const isSoon = (status: number): boolean => status === 408 || status === 429 || status >= 500;
/** It is there already, or another puts it at this moment. */
const isThere = (status: number): boolean => status === 412 || status === 409;

const textOf = async (response: Response, idle: number): Promise<string> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body === null ? [] : watched(response.body, idle)) {
    bytes += piece.length;
    if (bytes > mostText) throw new Error('the answer is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};

interface Refusal {
  readonly status: number;
  readonly text: string;
}

const refused = (refusal: Refusal): Error =>
  Object.assign(new Error(`HTTP ${refusal.status}: ${refusal.text.slice(0, 500)}`), { refusal });

const refusalOf = (error: unknown): Refusal | undefined =>
  error instanceof Error && 'refusal' in error ? (error.refusal as Refusal) : undefined;

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // What `fetch` throws says no more than that it failed.
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

/** What is answered, as what a store says. A token is in no message: it is in no address. */
const answered = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw storeAway(reasonOf(error), error);
  }
};

const md5Of = async (path: string): Promise<string> => {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('base64');
};

/** How requests are made: one, and one that is made again where it may be answered otherwise at once. */
const askingWith = (
  own: Readonly<Record<string, string>>,
  token: () => Promise<string>,
  { attempts, idle, pause }: RestPatience,
) => {
  /** No redirect is followed: the token would go with it. */
  const once = async (
    { method, url, headers = {} }: RestRequest,
    body?: { readonly file: string; readonly size: number },
    signal?: AbortSignal,
  ): Promise<Response> => {
    const silence = new AbortController();
    // Of a body that is sent the answer comes last.
    const longest = idle + (body?.size ?? 0) / slowest;
    const timer = setTimeout(
      () => silence.abort(new Error(`no answer came for ${Math.round(longest / 1000)} seconds`)),
      longest,
    );
    const sent: RequestInit & { readonly duplex?: 'half' } = {
      method,
      redirect: 'error',
      headers: {
        ...own,
        ...headers,
        authorization: `Bearer ${await token()}`,
        ...(body === undefined ? {} : { 'content-length': String(body.size) }),
      },
      signal: AbortSignal.any([silence.signal, ...(signal === undefined ? [] : [signal])]),
      ...(body === undefined
        ? {}
        : { body: Readable.toWeb(createReadStream(body.file)) as ReadableStream, duplex: 'half' }),
    };
    const response = await fetch(url, sent).finally(() => clearTimeout(timer));
    if (response.ok) return response;
    throw refused({ status: response.status, text: await textOf(response, idle) });
  };

  /** What may be otherwise at once is tried again. */
  const again = async <Result>(ask: () => Promise<Result>, signal?: AbortSignal): Promise<Result> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        const { status } = refusalOf(error) ?? {};
        const isFinal = error instanceof InputError || (status !== undefined && !isSoon(status));
        if (attempt >= attempts || isFinal || signal?.aborted === true) throw error;
        await wait(pause * 2 ** (attempt - 1), undefined, signal === undefined ? {} : { signal });
      }
    }
  };
  return { once, again };
};

/**
 * A store that is asked over HTTP, in the words of a dialect.
 * @param prefix with a slash at its end, or empty
 * @param token asked for before each request; whoever gives it keeps it for as long as it holds
 */
export const restStore = (
  { put, get, remove, list, page, isObjectGone, headers = {} }: Dialect,
  prefix: string,
  token: () => Promise<string>,
  patience: RestPatience = usualPatience,
): SnapshotStore => {
  const { idle } = patience;
  const { once, again } = askingWith(headers, token, patience);
  const keyOf = (object: string): string => `${prefix}${checkedName(object).slice(0, 2)}/${object}`;

  const getOnce = async (object: string, path: string): Promise<void> => {
    try {
      const { body, headers: told } = await once(get(keyOf(object)));
      if (Number(told.get('content-length') ?? 0) > largestObject)
        throw new Error('the answer is larger than any snapshot');
      await receive(body ?? Readable.from([]), object, path, idle);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.status === 404 && isObjectGone(refusal.text)) throw missingObject(object);
      throw error;
    }
  };

  return {
    put: async (object, file, signal) => {
      const size = await checkedSize(file, object, largestObject);
      const md5 = await md5Of(file);
      const drained = async (): Promise<void> => {
        await textOf(await once(put(keyOf(object), md5), { file, size }, signal), idle);
      };
      await answered(() =>
        again(async () => {
          try {
            await drained();
          } catch (error) {
            if (!isThere(refusalOf(error)?.status ?? 0)) throw error;
            // Names are made of what is in them: what is there is the same, once it is there.
            await (await once(get(keyOf(object)), undefined, signal)).body?.cancel();
          }
        }, signal),
      );
    },
    get: async (object, folder) => {
      const path = join(folder, checkedName(object));
      await answered(() => again(() => getOnce(object, path)));
      return path;
    },
    list: async function* () {
      const onward = oncePerPage();
      for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
        const from = next;
        const { objects, next: following } = await answered(async () =>
          page(await again(async () => textOf(await once(list(prefix, from)), idle))),
        );
        for (const { key, changedAt } of objects) {
          const object = listedObject(key, keyOf);
          const changed = new Date(changedAt);
          if (object !== undefined && !Number.isNaN(changed.getTime())) yield { object, changedAt: changed };
        }
        next = following === undefined ? undefined : onward(following);
      }
    },
    remove: async (object) => {
      await answered(async () => {
        try {
          await again(async () => textOf(await once(remove(keyOf(object))), idle));
        } catch (error) {
          const refusal = refusalOf(error);
          if (refusal?.status !== 404 || !isObjectGone(refusal.text)) throw error;
        }
      });
    },
  };
};
