import { isUtf8 } from 'node:buffer';
import type { SourceFile } from '../model/connector.ts';
import { InputError } from '../model/input-error.ts';
import { deepestNesting } from '../model/nesting.ts';
import { type Placed, placeIn } from './place.ts';

/** One element must fit into a string with room to spare. */
const largestValue = 128 * 1024 * 1024;

export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
const backslash = 0x5c;
export const openList = 0x5b;
export const letterN = 0x6e;
export const closeList = 0x5d;
export const openObject = 0x7b;
export const closeObject = 0x7d;
export const endOfFile = -1;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** What a byte means outside a string: 0 nothing, 1 a quote, 2 one level down, 3 one level up. */
const meaning = new Uint8Array(256);
meaning[quote] = 1;
meaning[openList] = meaning[openObject] = 2;
meaning[closeList] = meaning[closeObject] = 3;

/** Some values that stand one after the other, with their commas. */
export interface Run {
  /** Of the first byte, in the file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Long enough that one search for it costs next to nothing, short enough that what it holds is soon let go. */
const longestRun = 128 * 1024;

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/**
 * A place in the bytes of JSON text that moves forward only, across chunks.
 * @param remake what to do about a file that is cut short, or is no JSON
 */
export const openCursor = (file: Placed & Pick<SourceFile, 'chunks'>, remake: string) => {
  const chunks = file.chunks()[Symbol.iterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  let at = 0;
  /** Bytes before the current chunk. */
  let before = 0;
  /** While a value is kept: its pieces from earlier chunks, and where it starts in this one. */
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let keepFrom = -1;

  const fail = (what: string, place = before + at): never => {
    throw new InputError(what, placeIn(file, place), remake);
  };
  const failAtEnd = (): never => fail('the file ends in the middle: it was cut short');

  const nextChunk = (): boolean => {
    if (keepFrom >= 0) {
      kept.push(chunk.subarray(keepFrom));
      keptBytes += chunk.length - keepFrom;
      if (keptBytes > largestValue) fail('one element is larger than 128 MiB');
      keepFrom = 0;
    }
    before += chunk.length;
    at = 0;
    do {
      const next = chunks.next();
      if (next.done === true) {
        chunk = new Uint8Array(0);
        return false;
      }
      chunk = next.value;
    } while (chunk.length === 0);
    return true;
  };

  const offset = (): number => before + at;

  const peek = (): number => (at < chunk.length || nextChunk() ? chunk[at]! : endOfFile);

  /** The next byte that is not white space; it is not consumed. */
  const peekToken = (): number => {
    let byte = peek();
    while (isSpace(byte)) {
      at += 1;
      byte = peek();
    }
    return byte;
  };

  const skipContainer = (): void => {
    let depth = 0;
    let inString = false;
    let escaped = false;
    for (;;) {
      // Locals, because the loop below runs once for each byte.
      const bytes = chunk;
      const end = bytes.length;
      let i = at;
      while (i < end) {
        if (inString) {
          if (escaped) {
            escaped = false;
            i += 1;
            continue;
          }
          let byte = 0;
          while (i < end) {
            byte = bytes[i]!;
            if (byte === quote || byte === backslash) break;
            i += 1;
          }
          if (i === end) break;
          if (byte === quote) inString = false;
          else escaped = true;
          i += 1;
          continue;
        }
        const means = meaning[bytes[i]!]!;
        i += 1;
        if (means === 0) continue;
        if (means === 1) {
          inString = true;
        } else if (means === 2) {
          depth += 1;
          if (depth > deepestNesting) {
            at = i;
            fail(`values nest deeper than ${deepestNesting} levels`);
          }
        } else {
          depth -= 1;
          if (depth === 0) {
            at = i;
            return;
          }
        }
      }
      at = end;
      if (!nextChunk()) failAtEnd();
    }
  };

  const skipString = (): void => {
    at += 1;
    for (;;) {
      const byte = peek();
      if (byte === endOfFile) failAtEnd();
      at += 1;
      if (byte === quote) return;
      if (byte === backslash) {
        if (peek() === endOfFile) failAtEnd();
        at += 1;
      }
    }
  };

  /** A number, `true`, `false` or `null`: whatever stands there until the next separator. */
  const skipPrimitive = (): void => {
    const start = before + at;
    for (;;) {
      const byte = peek();
      if (byte === endOfFile) failAtEnd();
      if (isSpace(byte) || byte === comma || byte === closeList || byte === closeObject) break;
      at += 1;
    }
    if (before + at === start) fail('a value is missing');
  };

  const skipValue = (): void => {
    const byte = peekToken();
    if (byte === openObject || byte === openList) skipContainer();
    else if (byte === quote) skipString();
    else skipPrimitive();
  };

  /** Consumes the next value and gives its text. */
  const readValue = (): { readonly offset: number; readonly text: string } => {
    peekToken();
    const start = offset();
    kept = [];
    keptBytes = 0;
    keepFrom = at;
    skipValue();
    const last = chunk.subarray(keepFrom, at);
    keepFrom = -1;
    const bytes = kept.length === 0 ? bufferOf(last) : Buffer.concat([...kept, last]);
    if (!isUtf8(bytes)) {
      throw new InputError('the text is not UTF-8', placeIn(file, start), 'Save the file as UTF-8.');
    }
    return { offset: start, text: bytes.toString('utf8') };
  };

  return {
    peekToken,
    skipValue,
    readValue,
    fail,
    offset,
    /** The white space that stands here; it is consumed. Of a space that chunks part only what the last one has. */
    readSpace: (): string => {
      peekToken();
      let start = at;
      while (start > 0 && isSpace(chunk[start - 1]!)) start -= 1;
      return bufferOf(chunk.subarray(start, at)).toString('latin1');
    },
    /**
     * What stands from here to the last place of this chunk, within a limit, where one text ends a value and another
     * begins the next; nothing is consumed. Absent where there is no such place, or the text is not UTF-8.
     */
    peekRun: (end: string, begin: string): Run | undefined => {
      const last = Math.min(chunk.length, at + longestRun) - end.length - begin.length;
      const found = last < at ? -1 : bufferOf(chunk).lastIndexOf(end + begin, last, 'latin1');
      if (found < at) return undefined;
      const bytes = bufferOf(chunk.subarray(at, found + end.length));
      return isUtf8(bytes) ? { offset: offset(), bytes, text: bytes.toString('utf8') } : undefined;
    },
    take: ({ bytes }: Run): void => {
      at += bytes.length;
    },
    /** Consumes one byte that must be there. */
    expect: (byte: number): void => {
      const found = peekToken();
      if (found === endOfFile) failAtEnd();
      if (found !== byte) fail(`"${String.fromCharCode(byte)}" was expected here`);
      at += 1;
    },
    /** After an element: whether a comma follows; otherwise consumes the closing byte. */
    another: (close: number): boolean => {
      const found = peekToken();
      if (found === endOfFile) failAtEnd();
      if (found !== comma && found !== close)
        fail(`"," or "${String.fromCharCode(close)}" was expected here`);
      at += 1;
      return found === comma;
    },
    /** Closes the file, also when it was not read to its end. */
    close: (): void => void chunks.return?.(),
    skipByteOrderMark: (): void => {
      if (peek() !== 0xef) return;
      for (const byte of [0xef, 0xbb, 0xbf]) {
        if (peek() !== byte) fail('the text is not JSON');
        at += 1;
      }
    },
  };
};

export type Cursor = ReturnType<typeof openCursor>;
