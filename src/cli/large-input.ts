import { constants, totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { unpackedSize } from '../exports/unpacked-size.ts';

const mebibyte = 1024 * 1024;

/** What a scan of an export needs at most, against its size; measured in docs/performance.md. */
const heapPerByte = 3;
/** Of the machine's memory: the rest is for what is not on the heap, and for others. */
const shareOfMemory = 0.75;

export interface Memory {
  /** Limit of the heap of this process, in bytes. */
  readonly limit: number;
  /** Of the machine, in bytes. */
  readonly total: number;
}

/**
 * The heap that a scan of so many bytes should have where it needs more than there is, in MiB; undefined: what there is does, or
 * the machine has no more. Node's own limit is about 4 GiB, whatever the machine has:
 * https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib
 */
export const heapFor = (bytes: number, { limit, total }: Memory): number | undefined => {
  const wanted = bytes * heapPerByte;
  const possible = total * shareOfMemory;
  if (wanted <= limit || possible <= limit) return undefined;
  return Math.floor(Math.min(wanted, possible) / mebibyte);
};

const heapOption = /--max[-_]old[-_]space[-_]size/;

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The status that a shell gives a command that a signal ended. */
const statusOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

/**
 * Starts this command again with a larger heap where the files that it is given need one: the limit is fixed when a process
 * starts. Whoever set the limit keeps it.
 * @returns its exit status; undefined: this process can do the work
 */
export const runWithLargerHeap = async (args: readonly string[]): Promise<number | undefined> => {
  if (heapOption.test(`${process.execArgv.join(' ')} ${process.env.NODE_OPTIONS ?? ''}`)) return undefined;
  const bytes = args.reduce((sum, argument) => sum + unpackedSize(argument), 0);
  const heap = heapFor(bytes, { limit: getHeapStatistics().heap_size_limit, total: totalmem() });
  const script = process.argv[1];
  if (heap === undefined || script === undefined) return undefined;
  const options = [...process.execArgv, `--max-old-space-size=${heap}`];
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [...options, script, ...args], { stdio: 'inherit' });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(statusOf(code, signal)));
  });
};
