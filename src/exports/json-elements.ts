import type { SourceFile } from '../model/connector.ts';
import { InputError } from '../model/input-error.ts';
import { isBeyondParsing } from '../model/json-bound.ts';
import { nestsTooDeep } from '../model/nesting.ts';
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
import { type Placed, placeIn } from './place.ts';

/**
 * Splits JSON into elements, straight from the bytes: an export may be larger than a JavaScript string can be (512 MiB),
 * and most of what is parsed whole would be thrown away. Only the bytes of wanted values are ever decoded.
 *
 * - `splitPages`: each document is a page, an object with lists among its members: on its own, several one after another
 *   (a shell loop), or in one list (pages gathered).
 * - `splitDocuments`: each document is an element, one a line or not; or a list of elements.
 */
export type JsonPiece =
  /** A list starts, empty or not. */
  | { readonly kind: 'list'; readonly list: string }
  | JsonElement
  | { readonly kind: 'value'; readonly key: string; readonly offset: number; readonly text: string }
  | { readonly kind: 'page-end' };

export interface JsonElement {
  readonly kind: 'element';
  /** Empty where the elements are no member's. */
  readonly list: string;
  /** Position in the list, from 0; where the elements are no member's, in the file. */
  readonly index: number;
  /** Parsed; nests no deeper than `deepestNesting`. */
  readonly value: unknown;
  /** Of the first byte, in the file. */
  readonly offset: () => number;
}

/** What to do when the file is not as it should be: in the words of whatever makes such files. */
export interface JsonRemedies {
  /** The file is cut short, or is no JSON. */
  readonly remake: string;
  /** One element is not as it should be. */
  readonly damaged: string;
}

/** `FILE, RoleDetailList element 3, byte 512`, counted from 0. */
export const placeOf = (
  file: Placed,
  { list, index, offset }: Pick<JsonElement, 'list' | 'index' | 'offset'>,
): string => placeIn(file, offset(), `${list === '' ? '' : `${list} `}element ${index}`);

/** `undefined` where the text is not JSON: no JSON text gives that. */
const parseText = (text: string): unknown => {
  if (isBeyondParsing(text)) return undefined;
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
  const cursor = openCursor({ name: '', chunks: () => [bytes] }, '');
  for (let before = 0; before < index; before += 1) {
    cursor.skipValue();
    cursor.another(closeList);
  }
  cursor.peekToken();
  return cursor.offset();
};

/** What all the parts of one reading share. */
interface Reading {
  readonly file: SourceFile;
  readonly cursor: Cursor;
  readonly remedies: JsonRemedies;
}

const readElement = ({ file, cursor, remedies }: Reading, list: string, index: number): JsonElement => {
  const { text, offset } = cursor.readValue();
  const value = parseText(text);
  const element: JsonElement = { kind: 'element', list, index, value, offset: () => offset };
  // The parser's own message is left out: it repeats the text, which may hold a secret.
  if (value === undefined)
    throw new InputError('the element is not valid JSON', placeOf(file, element), remedies.damaged);
  return element;
};

/** @param first the position of the list's first element */
function* listElements(reading: Reading, list: string, first: number): Generator<JsonElement, number> {
  const { cursor } = reading;
  cursor.expect(openList);
  let space = cursor.readSpace();
  let index = first;
  if (cursor.peekToken() === closeList) {
    cursor.expect(closeList);
    return index;
  }
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
    yield readElement(reading, list, index);
    index += 1;
  } while (cursor.another(closeList));
  return index;
}

function* memberList(reading: Reading, list: string): Generator<JsonPiece> {
  const { cursor } = reading;
  if (cursor.peekToken() === letterN) {
    const { text, offset } = cursor.readValue();
    return text === 'null' ? undefined : cursor.fail('the text is not JSON', offset);
  }
  yield { kind: 'list', list };
  yield* listElements(reading, list, 0);
}

const parseKey = (cursor: Cursor): string => {
  if (cursor.peekToken() !== quote) cursor.expect(quote);
  const { offset, text } = cursor.readValue();
  const key = parseText(text);
  return typeof key === 'string' ? key : cursor.fail('the text is not JSON', offset);
};

/** Members of pages that are given; the others are passed over. */
export interface Wanted {
  /** Given element by element; `null` is taken for a missing one. */
  readonly lists: ReadonlySet<string>;
  /** Given whole. */
  readonly values: ReadonlySet<string>;
}

function* pageMembers(reading: Reading, wanted: Wanted): Generator<JsonPiece> {
  const { cursor } = reading;
  cursor.expect(openObject);
  if (cursor.peekToken() === closeObject) cursor.expect(closeObject);
  else {
    do {
      const key = parseKey(cursor);
      cursor.expect(colon);
      if (wanted.lists.has(key)) yield* memberList(reading, key);
      else if (wanted.values.has(key)) yield { kind: 'value', key, ...cursor.readValue() };
      else cursor.skipValue();
    } while (cursor.another(closeObject));
  }
  yield { kind: 'page-end' };
}

function* pageList(reading: Reading, wanted: Wanted): Generator<JsonPiece> {
  const { cursor } = reading;
  cursor.expect(openList);
  if (cursor.peekToken() === closeList) return cursor.expect(closeList);
  do yield* pageMembers(reading, wanted);
  while (cursor.another(closeList));
}

/** Opens the file, stands before each of its documents in turn, and closes the file whatever happens. */
function* eachDocument<Piece>(
  file: SourceFile,
  remedies: JsonRemedies,
  read: (reading: Reading) => Iterable<Piece>,
): Generator<Piece> {
  const cursor = openCursor(file, remedies.remake);
  try {
    cursor.skipByteOrderMark();
    if (cursor.peekToken() === endOfFile) cursor.fail('there is nothing in the file');
    while (cursor.peekToken() !== endOfFile) yield* read({ file, cursor, remedies });
  } finally {
    cursor.close();
  }
}

/**
 * The elements of lists in pages, and members of the pages.
 * @throws InputError with the place where the file is cut short or is not made of such pages
 */
export const splitPages = (file: SourceFile, wanted: Wanted, remedies: JsonRemedies): Generator<JsonPiece> =>
  eachDocument(file, remedies, (reading) =>
    reading.cursor.peekToken() === openList ? pageList(reading, wanted) : pageMembers(reading, wanted),
  );

/**
 * The documents of a file, or the elements of those that are lists.
 * @throws InputError with the place where the file is cut short or is no JSON
 */
export const splitDocuments = (file: SourceFile, remedies: JsonRemedies): Generator<JsonElement> => {
  let index = 0;
  return eachDocument(file, remedies, function* (reading) {
    if (reading.cursor.peekToken() === openList) index = yield* listElements(reading, '', index);
    else yield readElement(reading, '', index++);
  });
};
