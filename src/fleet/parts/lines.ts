import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { inPieces } from '../../../reports/pieces.ts';

const chunk = 65_536;
const newline = 0x0a;

/** Lines of a file, one at a time: of a part no more is in memory than that. */
export function* linesOf(path: string): Generator<string> {
  const handle = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(chunk);
    let pending: Buffer[] = [];
    for (let length = readSync(handle, buffer); length > 0; length = readSync(handle, buffer)) {
      let start = 0;
      for (
        let end = buffer.indexOf(newline);
        end >= 0 && end < length;
        end = buffer.indexOf(newline, start)
      ) {
        yield Buffer.concat([...pending, buffer.subarray(start, end)]).toString('utf8');
        pending = [];
        start = end + 1;
      }
      if (start < length) pending.push(Buffer.from(buffer.subarray(start, length)));
    }
    if (pending.length > 0) throw new Error(`${path} does not end with its last line`);
  } finally {
    closeSync(handle);
  }
}

/** Writes a new file of lines, each with its end, that is on the disk when this returns. */
export const writeLines = (path: string, lines: () => Iterable<string>): void => {
  const handle = openSync(path, 'wx', 0o600);
  try {
    for (const piece of inPieces(lines)) writeSync(handle, piece);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
