import { isUtf8 } from 'node:buffer';
import type { SourceFile } from '../../../src/model/connector.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { deepestNesting } from '../../../src/model/nesting.ts';

/**
 * Splits the JSON output of AWS commands into the elements of its top-level lists, straight from the bytes: an export
 * may be larger than a JavaScript string can be (512 MiB), and most of what is parsed whole would be thrown away.
 *
 * A file holds one or more pages, each a JSON object: on its own, one after the other (a shell loop), or in one list
 * (pages gathered with `--no-paginate`). Only the bytes of wanted values are ever decoded.
 */
export type JsonPiece =
  /** A list starts, empty or not. */
  | { readonly kind: 'list'; readonly list: string }
  | {
      readonly kind: 'element';
      readonly list: string;
      /** Position in the list, from 0. */
      readonly index: number;
      /** Of the first byte, in the file. */
      readonly offset: number;
      readonly text: string;
    }
  | { readonly kind: 'value'; readonly key: string; readonly offset: number; readonly text: string }
  | { readonly kind: 'page-end' };

/** One element must fit into a string with room to spare. */
const largestValue = 128 * 1024 * 1024;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openList = 0x5b;
const letterN = 0x6e;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const endOfFile = -1;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** What a byte means outside a string: 0 nothing, 1 a quote, 2 one level down, 3 one level up. */
const meaning = new Uint8Array(256);
meaning[quote] = 1;
meaning[openList] = meaning[openObject] = 2;
meaning[closeList] = meaning[closeObject] = 3;

const remake = 'Make the export again and give the file as the AWS CLI wrote it (--output json).';

/** A place in the bytes that moves forward only, across chunks. */
const openCursor = (file: SourceFile) => {
  const chunks = file.chunks()[Symbol.iterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  let at = 0;
  /** Bytes before the current chunk. */
  let before = 0;
  /** While a value is kept: its pieces from earlier chunks, and where it starts in this one. */
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let keepFrom = -1;

  const fail = (what: string, offset = before + at): never => {
    throw new InputError(what, `${file.name}, byte ${offset}`, remake);
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
    const offset = before + at;
    kept = [];
    keptBytes = 0;
    keepFrom = at;
    skipValue();
    const last = chunk.subarray(keepFrom, at);
    keepFrom = -1;
    const bytes =
      kept.length === 0
        ? Buffer.from(last.buffer, last.byteOffset, last.length)
        : Buffer.concat([...kept, last]);
    if (!isUtf8(bytes)) {
      throw new InputError(
        'the text is not UTF-8',
        `${file.name}, byte ${offset}`,
        'Save the file as UTF-8.',
      );
    }
    return { offset, text: bytes.toString('utf8') };
  };

  return {
    peekToken,
    skipValue,
    readValue,
    fail,
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

type Cursor = ReturnType<typeof openCursor>;

function* listElements(cursor: Cursor, list: string): Generator<JsonPiece> {
  if (cursor.peekToken() === letterN) {
    const { text, offset } = cursor.readValue();
    return text === 'null' ? undefined : cursor.fail('the text is not JSON', offset);
  }
  yield { kind: 'list', list };
  cursor.expect(openList);
  if (cursor.peekToken() === closeList) return cursor.expect(closeList);
  let index = 0;
  do {
    yield { kind: 'element', list, index, ...cursor.readValue() };
    index += 1;
  } while (cursor.another(closeList));
}

const parseKey = (cursor: Cursor): string => {
  if (cursor.peekToken() !== quote) cursor.expect(quote);
  const { offset, text } = cursor.readValue();
  try {
    return JSON.parse(text) as string;
  } catch {
    return cursor.fail('the text is not JSON', offset);
  }
};

/** Top-level members that are given; the others are passed over. */
interface Wanted {
  readonly lists: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

function* pageMembers(cursor: Cursor, wanted: Wanted): Generator<JsonPiece> {
  cursor.expect(openObject);
  if (cursor.peekToken() === closeObject) cursor.expect(closeObject);
  else {
    do {
      const key = parseKey(cursor);
      cursor.expect(colon);
      if (wanted.lists.has(key)) yield* listElements(cursor, key);
      else if (wanted.values.has(key)) yield { kind: 'value', key, ...cursor.readValue() };
      else cursor.skipValue();
    } while (cursor.another(closeObject));
  }
  yield { kind: 'page-end' };
}

function* pageList(cursor: Cursor, wanted: Wanted): Generator<JsonPiece> {
  cursor.expect(openList);
  if (cursor.peekToken() === closeList) return cursor.expect(closeList);
  do yield* pageMembers(cursor, wanted);
  while (cursor.another(closeList));
}

/**
 * @param lists top-level members that are lists: given element by element; `null` is taken for a missing one
 * @param values top-level members that are given whole
 * @throws InputError with the byte offset where the file is cut short or is not made of such pages
 */
export function* splitJson(
  file: SourceFile,
  lists: ReadonlySet<string>,
  values: ReadonlySet<string>,
): Generator<JsonPiece> {
  const cursor = openCursor(file);
  const wanted = { lists, values };
  try {
    cursor.skipByteOrderMark();
    if (cursor.peekToken() === endOfFile) cursor.fail('there is nothing in the file');
    while (cursor.peekToken() !== endOfFile) {
      if (cursor.peekToken() !== openList) yield* pageMembers(cursor, wanted);
      else yield* pageList(cursor, wanted);
    }
  } finally {
    cursor.close();
  }
}
