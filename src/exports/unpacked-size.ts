import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** `undefined` where the file is shorter. */
const bytesAt = (descriptor: number, position: number, length: number): Buffer | undefined => {
  const bytes = Buffer.alloc(length);
  return readSync(descriptor, bytes, 0, length, position) === length ? bytes : undefined;
};

/**
 * How many bytes a file holds, about: for gzip what its last four bytes say, which is the length modulo 4 GiB of the last
 * member alone. Good enough for how much memory to ask for, and no more. 0 where it is no readable file.
 * https://www.rfc-editor.org/rfc/rfc1952#page-5
 */
export const unpackedSize = (path: string): number => {
  let descriptor: number | undefined;
  try {
    // Asked before it is opened: to open a pipe waits for whoever writes to it.
    const stat = statSync(path);
    if (!stat.isFile()) return 0;
    descriptor = openSync(path, 'r');
    const [first, second] = bytesAt(descriptor, 0, 2) ?? [];
    const stated =
      first === 0x1f && second === 0x8b ? bytesAt(descriptor, Math.max(0, stat.size - 4), 4) : undefined;
    return Math.max(stat.size, stated?.readUInt32LE() ?? 0);
  } catch {
    // What is wrong with it is said where it is read.
    return 0;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};
