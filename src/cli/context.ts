import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';

/** The world as the commands see it; handed in, so that nothing below `main.ts` touches `process`. */
export interface Context {
  /** Results. Resolves when all is handed over: a slow reader is waited for. */
  readonly write: (text: Iterable<string | Uint8Array>) => Promise<void>;
  /** A line for the person at the terminal; never part of a result. */
  readonly note: (line: string) => void;
  /** A line that replaces the one before; nothing where nobody watches. Empty: clears it. */
  readonly progress: (line: string) => void;
  /** Whether results go to a terminal that shows colour. */
  readonly colour: boolean;
  /** Width of that terminal in characters. */
  readonly columns: number;
  readonly workingDirectory: string;
  /** Whether a CI job runs this (`CI=true`): decides exit codes, and no byte of a report. */
  readonly isCi: boolean;
  /** Wall clock: the start and the end of a collection, and today for exceptions without facts; nothing else. */
  readonly now: () => Date;
  /** What the environment says: addresses that hold a password have no place on a command line. */
  readonly environment?: (name: string) => string | undefined;
  /** Told once the code of a command is loaded and its work begins. */
  readonly begins?: () => void;
  /** From this call on, SIGINT and SIGTERM end what is at work and not the process; a second one does. */
  readonly interrupts?: () => AbortSignal;
}

/** One command: translates flags to a call of the library, and its result to an exit code. */
export type DefineCommand = (context: Context, end: (code: ExitCode) => void) => Command;
