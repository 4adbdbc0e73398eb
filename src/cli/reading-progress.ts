import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { visible } from '../../reports/inert-text.ts';
import type { OnRead } from '../exports/source-file.ts';

const mebibyte = 1024 * 1024;

/** Smaller files are read before anybody has seen the line. Bytes on the disk. */
const shownFrom = 64 * mebibyte;

const inMebibytes = (bytes: number): string => Math.floor(bytes / mebibyte).toLocaleString('en-US');

const sizeOf = (path: string): number => {
  try {
    const stats = statSync(path);
    return stats.isFile() ? stats.size : 0;
  } catch {
    // What is wrong with it is said where it is read.
    return 0;
  }
};

const bytesOf = (paths: readonly string[]): number => paths.reduce((sum, path) => sum + sizeOf(path), 0);

/**
 * A line for the person at the terminal while a large file is read, or one of several that are large together; it goes when
 * the file is read.
 * @param paths what is read one after the other
 */
export const readingProgress = (progress: (line: string) => void, paths: readonly string[] = []): OnRead => {
  const together = paths.length > 1 ? bytesOf(paths) : 0;
  return ({ name, read, size, ended }) => {
    if (Math.max(size, together) < shownFrom) return;
    progress(
      ended
        ? ''
        : `reading ${visible(basename(name))}: ${inMebibytes(read)} of ${inMebibytes(size)} MiB (${Math.floor((read / size) * 100)} %)`,
    );
  };
};
