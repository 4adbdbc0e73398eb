import { lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ExceptionEntry } from '../model/exception.ts';
import type { FileInForce } from '../model/in-force.ts';
import type { Context } from './context.ts';
import { fileInForce } from './in-force.ts';
import { exceptionsFileName } from './own-files.ts';

export interface ExceptionsOptions {
  readonly exceptions?: string;
  readonly demo?: boolean;
}

export interface OpenExceptions {
  /** Absent: there is no file. */
  readonly entries?: readonly ExceptionEntry[];
  readonly files: readonly FileInForce[];
  /** Flags after which `nhi-audit explain` reads the same file. */
  readonly arguments: readonly string[];
}

/**
 * The exceptions in force for a run: from `--exceptions`, else those of the sample estate with `--demo`, else from the
 * file in the working directory.
 * @throws InputError when the file cannot be read as a whole
 */
export const openExceptions = async (
  { exceptions, demo }: ExceptionsOptions,
  context: Context,
  ruleIds: readonly string[],
): Promise<OpenExceptions> => {
  const here = join(context.workingDirectory, exceptionsFileName);
  const none =
    exceptions === undefined && demo !== true && lstatSync(here, { throwIfNoEntry: false }) === undefined;
  if (none) return { files: [], arguments: [] };
  const { loadExceptions, parseExceptions, readExceptionsText } = await import('./exceptions-file.ts');
  if (exceptions === undefined && demo === true) {
    const { demoParts } = await import('../pipeline/demo.ts');
    const sample = (await demoParts()).flatMap(({ exceptions: file }) => {
      const read = file === undefined ? undefined : readExceptionsText(file);
      // By a name that is the same on every machine.
      return read === undefined ? [] : [{ ...read, name: `demo/${basename(file!)}` }];
    });
    return {
      entries: sample.flatMap(({ text, name }) => parseExceptions(text, name, ruleIds)),
      files: sample.map(({ bytes, name }) => ({
        ...fileInForce('exceptions', name, name, context.workingDirectory, bytes),
        foundBy: 'sample',
      })),
      arguments: [],
    };
  }
  const loaded = loadExceptions(exceptions, context.workingDirectory, ruleIds);
  return {
    ...(loaded === undefined ? {} : { entries: loaded.entries }),
    files: loaded === undefined ? [] : [loaded.inForce],
    arguments: exceptions === undefined ? [] : ['--exceptions', exceptions],
  };
};
