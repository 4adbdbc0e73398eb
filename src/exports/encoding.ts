import { InputError } from '../model/input-error.ts';

/**
 * Encodings of text files, told by their first bytes. UTF-8 is read as it is; UTF-16 with a byte order mark, as Windows
 * PowerShell writes it (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding),
 * becomes UTF-8; all others are refused.
 */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const saveAsUtf8 = 'Save it as UTF-8. In Windows PowerShell: … | Out-File -Encoding utf8 FILE';

/** The longer marks first: that of UTF-32 begins with that of UTF-16. */
const marks: readonly {
  readonly bytes: readonly number[];
  readonly is: Encoding | { readonly refused: string };
}[] = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], is: { refused: 'the file is UTF-32 text' } },
  { bytes: [0x00, 0x00, 0xfe, 0xff], is: { refused: 'the file is UTF-32 text' } },
  { bytes: [0xff, 0xfe], is: 'utf-16le' },
  { bytes: [0xfe, 0xff], is: 'utf-16be' },
];

/** Where zeros stand among the first four bytes of ASCII text in the wide encodings, when no mark tells. */
const unmarked: ReadonlySet<string> = new Set(['x0x0', '0x0x', 'x000', '000x']);

/** @throws InputError when the text is in an encoding that is not read */
export const encodingOf = (head: Uint8Array, path: string): Encoding => {
  const mark = marks.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (mark !== undefined) {
    if (typeof mark.is === 'string') return mark.is;
    throw new InputError(mark.is.refused, path, saveAsUtf8);
  }
  const zeros = [...head.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  if (unmarked.has(zeros)) {
    throw new InputError('the file is UTF-16 or UTF-32 text without a byte order mark', path, saveAsUtf8);
  }
  return 'utf-8';
};

const again = 'Make the file again, or fetch the whole of it.';

const unitBytes = 2;

/** Text of UTF-16 bytes, without the mark. Throws at half a pair of surrogates, and where the text ends in half a unit. */
function* decodeUtf16(
  chunks: Iterable<Uint8Array>,
  encoding: Exclude<Encoding, 'utf-8'>,
  path: string,
): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let before = 0;
  const decode = (bytes: Uint8Array, last: boolean): string => {
    try {
      return decoder.decode(bytes, { stream: !last });
    } catch {
      throw last
        ? new InputError('the text ends in the middle: it was cut short', `${path}, byte ${before}`, again)
        : new InputError('the text is not UTF-16', `${path}, byte ${before} or after`, saveAsUtf8);
    }
  };
  for (const chunk of chunks) {
    yield decode(chunk, false);
    before += chunk.length;
  }
  yield decode(new Uint8Array(0), true);
}

/** The same text as UTF-8, without a byte order mark where it was UTF-16. */
export function* toUtf8(
  chunks: Iterable<Uint8Array>,
  encoding: Encoding,
  path: string,
): Generator<Uint8Array> {
  if (encoding === 'utf-8') yield* chunks;
  else
    for (const text of decodeUtf16(chunks, encoding, path)) if (text !== '') yield Buffer.from(text, 'utf8');
}

/** Where a byte of the text in UTF-8 is in the text as it was. Reads it again: it is asked for in messages only. */
export const originalOffset = (
  chunks: Iterable<Uint8Array>,
  encoding: Encoding,
  path: string,
  offset: number,
): number => {
  if (encoding === 'utf-8') return offset;
  let left = offset;
  let units = 1; // The byte order mark.
  for (const text of decodeUtf16(chunks, encoding, path)) {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length > left) return (units + bytes.toString('utf8', 0, left).length) * unitBytes;
    left -= bytes.length;
    units += text.length;
  }
  return units * unitBytes;
};
