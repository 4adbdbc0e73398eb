import { basename } from 'node:path';
import { visible } from '../../reports/inert-text.ts';
import type { OnRead } from '../exports/source-file.ts';

const mebibyte = 1024 * 1024;

/** Smaller files are read before anybody has seen the line. Bytes on the disk. */
const shownFrom = 64 * mebibyte;

const inMebibytes = (bytes: number): string => Math.floor(bytes / mebibyte).toLocaleString('en-US');

/** A line for the person at the terminal while a large file is read; it goes when the file is read. */
export const readingProgress =
  (progress: (line: string) => void): OnRead =>
  ({ name, read, size, ended }) => {
    if (size < shownFrom) return;
    progress(
      ended
        ? ''
        : `reading ${visible(basename(name))}: ${inMebibytes(read)} of ${inMebibytes(size)} MiB (${Math.floor((read / size) * 100)} %)`,
    );
  };
