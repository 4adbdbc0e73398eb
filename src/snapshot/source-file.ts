import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SourceFile } from '../model/connector.ts';
import { InputError } from '../model/input-error.ts';

const headBytes = 64 * 1024;
const chunkBytes = 4 * 1024 * 1024;

/** What the operating system's answer means to whoever named the file. */
const openFailures: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'Check the path.'],
  ENOTDIR: ['a part of the path is not a folder', 'Check the path.'],
  EACCES: ['the file may not be read', 'Run as a user that may read it, or change its permissions.'],
  EPERM: ['the file may not be read', 'Run as a user that may read it, or change its permissions.'],
  EISDIR: ['this is a folder, not a file', 'Name the files in it one by one.'],
  EMFILE: ['too many files are open', 'Give fewer files at once, or raise the limit (ulimit -n).'],
  ELOOP: ['the path goes round in circles', 'Check the symbolic links in it.'],
  ENAMETOOLONG: ['the path is too long', 'Check the path.'],
};

/** Contents that are common by mistake, told by their first bytes. */
const mistakenContents: readonly {
  readonly magic: readonly number[];
  readonly what: string;
  readonly remedy: string;
}[] = [
  {
    magic: [0xff, 0xfe],
    what: 'the file is UTF-16 text',
    remedy: 'Save it as UTF-8. In Windows PowerShell: … | Out-File -Encoding utf8 FILE',
  },
  {
    magic: [0xfe, 0xff],
    what: 'the file is UTF-16 text',
    remedy: 'Save it as UTF-8.',
  },
  { magic: [0x1f, 0x8b], what: 'the file is compressed (gzip)', remedy: 'Unpack it first: gunzip FILE' },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    what: 'the file is a ZIP archive',
    remedy: 'Unpack it first: unzip FILE',
  },
];

const inputErrorOf = (code: string, path: string): InputError => {
  const [what, remedy] = openFailures[code] ?? [
    `the file cannot be read (${code})`,
    'Check the file and the disk that it is on.',
  ];
  return new InputError(what, path, remedy);
};

/** A fault of the file system as the user should see it; any other error as it is. */
const explained = (error: unknown, path: string): unknown =>
  error instanceof Error && 'code' in error ? inputErrorOf(String(error.code), path) : error;

/** Reads until the buffer is full or the file ends: one `read` may give less than was asked for. */
const fill = (descriptor: number, buffer: Uint8Array): number => {
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
};

function* readChunks(path: string, size: number): Generator<Uint8Array> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(Math.max(1, Math.min(chunkBytes, size - total + 1)));
      const count = fill(descriptor, chunk);
      total += count;
      if (total > size || (count < chunk.length && total < size)) {
        throw new InputError(
          'the file changed while it was being read',
          path,
          'Wait until it is written to the end, then try again.',
        );
      }
      if (count > 0) yield count === chunk.length ? chunk : chunk.subarray(0, count);
      if (count < chunk.length) return;
    }
  } catch (error) {
    throw explained(error, path);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Opens a regular file for reading in pieces of 4 MiB. Throws `InputError` when it is missing, a folder, unreadable,
 * empty, not a regular file, compressed or UTF-16.
 */
export const openSourceFile = (path: string): SourceFile => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw inputErrorOf('EISDIR', path);
    if (!stat.isFile()) {
      throw new InputError(
        'this is not a regular file',
        path,
        'A file is read more than once: save the output to a file first.',
      );
    }
    const buffer = Buffer.alloc(Math.min(headBytes, stat.size));
    const head = buffer.subarray(0, fill(descriptor, buffer));
    if (head.length === 0) {
      throw new InputError('the file is empty', path, 'Make the export again, and look at its error output.');
    }
    const mistake = mistakenContents.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
    if (mistake !== undefined) throw new InputError(mistake.what, path, mistake.remedy);
    return {
      name: path,
      size: stat.size,
      modifiedAt: stat.mtime.toISOString(),
      // Streaming, so that a character cut at the end of the head is left out and not replaced.
      head: new TextDecoder().decode(head, { stream: true }),
      chunks: () => readChunks(path, stat.size),
    };
  } catch (error) {
    throw explained(error, path);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};
