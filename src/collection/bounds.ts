import { answerFault, boundReached } from './failure.ts';

/** What a server may cost: past it the one call is told as partial, and the rest goes on. */
export interface Bounds {
  /** Bytes of one answer. */
  readonly answerBytes: number;
  /** Pages of one list. */
  readonly pages: number;
  /** Milliseconds in which nothing of an answer came. */
  readonly idle: number;
  /** Milliseconds until the very first answer of a provider, its log-in included. */
  readonly first: number;
  /** Milliseconds from the start, after which nothing more is asked. */
  readonly total: number;
}

const mebibyte = 1_048_576;
const minute = 60_000;

/** Far above what the largest estates need. */
export const defaultBounds: Bounds = {
  answerBytes: 128 * mebibyte,
  pages: 10_000,
  idle: 2 * minute,
  first: 8_000,
  total: 24 * 60 * minute,
};

/** As people give them; what is absent is as ever. */
export interface GivenBounds {
  readonly answerMebibytes?: number | undefined;
  readonly pages?: number | undefined;
  readonly idleSeconds?: number | undefined;
  readonly firstSeconds?: number | undefined;
  readonly minutes?: number | undefined;
}

export const boundsOf = ({
  answerMebibytes,
  pages,
  idleSeconds,
  firstSeconds,
  minutes,
}: GivenBounds): Bounds => ({
  answerBytes: answerMebibytes === undefined ? defaultBounds.answerBytes : answerMebibytes * mebibyte,
  pages: pages ?? defaultBounds.pages,
  idle: idleSeconds === undefined ? defaultBounds.idle : idleSeconds * 1000,
  first: firstSeconds === undefined ? defaultBounds.first : firstSeconds * 1000,
  total: minutes === undefined ? defaultBounds.total : minutes * minute,
});

/**
 * Whether there is time left.
 * @param what what does not happen where there is none; absent: nothing more is asked
 * @throws boundReached
 */
export type InTime = (what?: string) => void;

/**
 * All bytes of a body.
 * @param inTime asked with each piece: a body that comes byte by byte is never idle, and never ends
 * @throws boundReached past the bytes or the time, or where nothing came for so long; what the connection throws goes through
 */
export const boundedBytes = async (
  body: AsyncIterable<Uint8Array>,
  { answerBytes, idle }: Bounds,
  inTime: InTime,
): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = body[Symbol.asyncIterator]();
  const next = (): Promise<IteratorResult<Uint8Array>> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(boundReached(`nothing more of the answer came for ${idle / 1000} seconds`)),
        idle,
      );
      reader
        .next()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  try {
    for (let piece = await next(); piece.done !== true; piece = await next()) {
      inTime('the answer was left in the middle of it');
      length += piece.value.length;
      if (length > answerBytes)
        throw boundReached(`the answer is longer than ${Math.floor(answerBytes / mebibyte)} MiB`);
      pieces.push(piece.value);
    }
  } catch (error) {
    // Not waited for: a body that gives nothing may not end either.
    reader.return?.().catch(() => {});
    throw error;
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
};

/** When a collection has to end. */
export const deadlineOf = ({ total }: Bounds, now: () => number): InTime => {
  const end = now() + total;
  return (what = 'not asked') => {
    if (now() > end)
      throw boundReached(
        `${what}: the scan has taken ${Math.round(total / minute)} minutes, which is its limit`,
      );
  };
};

/** Follows the markers of one list. `next` gives the marker to ask with, `undefined` at the end. */
export interface Markers {
  /** @throws answerFault where the marker came before, boundReached past the pages */
  readonly next: (marker: string | undefined) => string | undefined;
}

export const createMarkers = ({ pages }: Pick<Bounds, 'pages'>): Markers => {
  const seen = new Set<string>();
  return {
    next: (marker) => {
      if (marker === undefined) return;
      if (seen.has(marker)) throw answerFault('the same marker came twice');
      seen.add(marker);
      if (seen.size >= pages) throw boundReached(`the list has more than ${pages} pages`);
      return marker;
    },
  };
};
