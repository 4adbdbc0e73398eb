import { lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ExceptionEntry } from '../model/exception.ts';
import type { Context } from './context.ts';
import { exceptionsFileName } from './own-files.ts';

export interface ExceptionsOptions {
  readonly exceptions?: string;
  readonly demo?: boolean;
}

export interface OpenExceptions {
  /** Absent: there is no file. */
  readonly entries?: readonly ExceptionEntry[];
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
  if (none) return { arguments: [] };
  const { loadExceptions, parseExceptions, readExceptionsText } = await import('./exceptions-file.ts');
  if (exceptions === undefined && demo === true) {
    const { demoParts } = await import('../pipeline/demo.ts');
    const entries = (await demoParts()).flatMap(({ exceptions: file }) =>
      file === undefined
        ? []
        : // By a name that is the same on every machine.
          parseExceptions(readExceptionsText(file) ?? '', `demo/${basename(file)}`, ruleIds),
    );
    return { entries, arguments: [] };
  }
  const loaded = loadExceptions(exceptions, context.workingDirectory, ruleIds);
  return {
    ...(loaded === undefined ? {} : { entries: loaded.entries }),
    arguments: exceptions === undefined ? [] : ['--exceptions', exceptions],
  };
};
