import type { SourceFile } from '../../../src/model/connector.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { nestsTooDeep } from '../../../src/model/nesting.ts';
import {
  type Cursor,
  closeList,
  closeObject,
  colon,
  endOfFile,
  letterN,
  openCursor,
  openList,
  openObject,
  quote,
  type Run,
} from './json-cursor.ts';

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
  | JsonElement
  | { readonly kind: 'value'; readonly key: string; readonly offset: number; readonly text: string }
  | { readonly kind: 'page-end' };

export interface JsonElement {
  readonly kind: 'element';
  readonly list: string;
  /** Position in the list, from 0. */
  readonly index: number;
  /** Parsed; nests no deeper than `deepestNesting`. */
  readonly value: unknown;
  /** Of the first byte, in the file. */
  readonly offset: () => number;
}

export const damaged =
  'Give the file as the AWS CLI wrote it (--output json); if it was edited, make the export again.';

/** `FILE, RoleDetailList element 3, byte 512`, counted from 0. */
export const placeOf = (
  file: SourceFile,
  { list, index, offset }: Pick<JsonElement, 'list' | 'index' | 'offset'>,
): string => `${file.name}, ${list} element ${index}, byte ${offset()}`;

/** `undefined` where the text is not JSON: no JSON text gives that. */
const parseText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Elements that stand one after the other, parsed at once. To look for the end of each one takes nearly as long as to
 * parse it, while the last separator as the AWS CLI writes it (`},` between the same white space) is found by one search
 * from the end. It may also stand inside an element: what comes before it is no list of values then, as the parser tells.
 */
const parseRun = ({ text }: Run): readonly unknown[] | undefined => {
  const values = parseText(`[${text}]`);
  return Array.isArray(values) && !values.some(nestsTooDeep) ? values : undefined;
};

/** First byte of a value in a list without its brackets. */
const offsetWithin = (bytes: Uint8Array, index: number): number => {
  const cursor = openCursor({ name: '', chunks: () => [bytes] });
  for (let before = 0; before < index; before += 1) {
    cursor.skipValue();
    cursor.another(closeList);
  }
  cursor.peekToken();
  return cursor.offset();
};

function* listElements(file: SourceFile, cursor: Cursor, list: string): Generator<JsonPiece> {
  if (cursor.peekToken() === letterN) {
    const { text, offset } = cursor.readValue();
    return text === 'null' ? undefined : cursor.fail('the text is not JSON', offset);
  }
  yield { kind: 'list', list };
  cursor.expect(openList);
  let space = cursor.readSpace();
  if (cursor.peekToken() === closeList) return cursor.expect(closeList);
  let index = 0;
  do {
    const run = space === '' ? undefined : cursor.peekRun(`${space}}`, `,${space}{`);
    const values = run === undefined ? undefined : parseRun(run);
    if (run !== undefined && values !== undefined) {
      cursor.take(run);
      for (const [position, value] of values.entries()) {
        const offset = (): number => run.offset + offsetWithin(run.bytes, position);
        yield { kind: 'element', list, index, value, offset };
        index += 1;
      }
      continue;
    }
    // Separators stand inside elements as well, or an element is damaged, which shows at that one.
    if (run !== undefined) space = '';
    const { text, offset } = cursor.readValue();
    const value = parseText(text);
    const element: JsonElement = { kind: 'element', list, index, value, offset: () => offset };
    // The parser's own message is left out: it repeats the text, which may hold a secret.
    if (value === undefined)
      throw new InputError('the element is not valid JSON', placeOf(file, element), damaged);
    yield element;
    index += 1;
  } while (cursor.another(closeList));
}

const parseKey = (cursor: Cursor): string => {
  if (cursor.peekToken() !== quote) cursor.expect(quote);
  const { offset, text } = cursor.readValue();
  const key = parseText(text);
  return typeof key === 'string' ? key : cursor.fail('the text is not JSON', offset);
};

/** Top-level members that are given; the others are passed over. */
interface Wanted {
  readonly lists: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

function* pageMembers(file: SourceFile, cursor: Cursor, wanted: Wanted): Generator<JsonPiece> {
  cursor.expect(openObject);
  if (cursor.peekToken() === closeObject) cursor.expect(closeObject);
  else {
    do {
      const key = parseKey(cursor);
      cursor.expect(colon);
      if (wanted.lists.has(key)) yield* listElements(file, cursor, key);
      else if (wanted.values.has(key)) yield { kind: 'value', key, ...cursor.readValue() };
      else cursor.skipValue();
    } while (cursor.another(closeObject));
  }
  yield { kind: 'page-end' };
}

function* pageList(file: SourceFile, cursor: Cursor, wanted: Wanted): Generator<JsonPiece> {
  cursor.expect(openList);
  if (cursor.peekToken() === closeList) return cursor.expect(closeList);
  do yield* pageMembers(file, cursor, wanted);
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
      if (cursor.peekToken() !== openList) yield* pageMembers(file, cursor, wanted);
      else yield* pageList(file, cursor, wanted);
    }
  } finally {
    cursor.close();
  }
}
