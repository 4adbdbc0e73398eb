import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../model/input-error.ts';
import type { ReportFile } from '../model/report.ts';

/** The part of the file system that writing needs; handed in by tests of a full disk. */
export type ReportFileSystem = Pick<
  typeof fs,
  | 'closeSync'
  | 'existsSync'
  | 'fsyncSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'renameSync'
  | 'rmSync'
  | 'writeSync'
>;

const failures: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: ['The disk is full', 'Free some space or write elsewhere.'],
  EDQUOT: ['The disk quota is used up', 'Free some space or write elsewhere.'],
  EACCES: ['The folder may not be written', 'Write to a folder of your own or change the permissions.'],
  EPERM: ['The folder may not be written', 'Write to a folder of your own or change the permissions.'],
  EROFS: ['The disk is read-only', 'Write elsewhere.'],
  ENOENT: ['The folder above it does not exist', 'Make it first.'],
  ENOTDIR: ['A part of the path is not a folder', 'Check the path.'],
  EBUSY: ['The folder is in use', 'It may be a mount point: write to a folder inside it.'],
};

const explained = (error: unknown, folder: string): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const [what, remedy] = failures[String(error.code)] ?? [
    `The reports cannot be written (${String(error.code)})`,
    'Write elsewhere.',
  ];
  return new InputError(what, folder, `${remedy} What stood there before is unchanged.`);
};

const sync = (system: ReportFileSystem, path: string): void => {
  const handle = system.openSync(path, 'r');
  try {
    system.fsyncSync(handle);
  } finally {
    system.closeSync(handle);
  }
};

/** File systems that cannot sync a folder say so in one of these ways; the files in it are synced all the same. */
const folderSyncUnsupported = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES']);

/** A rename outlasts a power cut only when the folder is written too. */
const syncFolder = (system: ReportFileSystem, path: string): void => {
  // Windows cannot open folders and needs no such thing.
  if (process.platform === 'win32') return;
  try {
    sync(system, path);
  } catch (error) {
    if (!folderSyncUnsupported.has(String((error as NodeJS.ErrnoException).code))) throw error;
  }
};

const writeFile = (system: ReportFileSystem, path: string, text: ReportFile['text']): void => {
  // Findings are a map of weaknesses: for their owner's eyes.
  const handle = system.openSync(path, 'wx', 0o600);
  try {
    for (const piece of text) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
      for (let written = 0; written < bytes.length; ) {
        written += system.writeSync(handle, bytes, written, bytes.length - written);
      }
    }
    system.fsyncSync(handle);
  } finally {
    system.closeSync(handle);
  }
};

const previousSuffix = '.previous';

/** Stands in a folder that holds none of the documents below: others write `junit.xml`, `report.sarif` and `plan.json` too. */
const mark = '.nhi-audit';
/** Every folder that is written here holds one of these. */
const marks = ['report.json', 'gate.json', mark];
const markFile: ReportFile = {
  name: mark,
  text: ['This folder was written by nhi-audit, which replaces it as a whole.\n'],
};

/** Only what an earlier run wrote may be replaced. Without `isOwn`: as far as it can be told without them. */
const checkReplaceable = (
  folder: string,
  isOwn: ((name: string) => boolean) | undefined,
  system: ReportFileSystem,
): void => {
  let entries: readonly string[];
  try {
    entries = system.readdirSync(folder);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOTDIR'
      ? new InputError('This is a file, not a folder', folder, 'Name a new folder.')
      : explained(error, folder);
  }
  const foreign = isOwn === undefined ? [] : entries.filter((entry) => !isOwn(entry)).sort();
  // One that is being removed may have lost its first file already.
  const ours = marks.some((name) => entries.includes(name)) || basename(folder).endsWith(previousSuffix);
  if (entries.length === 0 || (foreign.length === 0 && ours)) return;
  throw new InputError(
    `The folder holds something that is not a report of nhi-audit (${JSON.stringify(foreign[0] ?? entries[0])})`,
    folder,
    'Name a new folder, or move what is there: the reports replace the whole folder.',
  );
};

/** Whether reports may be written there: said now and not after an hour of collecting. */
export const checkReportFolder = (path: string): void => {
  if (fs.existsSync(path)) checkReplaceable(path, undefined, fs);
};

export interface FolderOptions {
  readonly system?: ReportFileSystem;
  /** What else an earlier run may have written there: files of formats that are not wanted now, or names that look so. */
  readonly mayHold?: readonly string[] | RegExp;
}

/**
 * Writes all files or none, each piece as it is made. They are written to a hidden folder beside `path`, which then takes its name; a report
 * that stood there before is moved aside first and removed last. A killed run leaves at most hidden folders,
 * `.<name>.<random>.partial` (not whole) and `.<name>.previous` (the whole report of before), and the next run
 * puts `.previous` back before it begins.
 * @throws InputError when the folder is not one of ours, or cannot be written
 */
export const writeReportFolder = (
  path: string,
  wanted: readonly ReportFile[],
  { system = fs, mayHold = [] }: FolderOptions = {},
): void => {
  const folder = resolve(path);
  const parent = dirname(folder);
  const files = wanted.some(({ name }) => marks.includes(name)) ? wanted : [...wanted, markFile];
  const [earlier, looksOwn] = mayHold instanceof RegExp ? [[], mayHold] : [mayHold, undefined];
  const names = new Set([...files.map(({ name }) => name), ...earlier, mark]);
  const isOwn = (name: string): boolean => names.has(name) || looksOwn?.test(name) === true;
  const previous = join(parent, `.${basename(folder)}${previousSuffix}`);
  const partial = join(parent, `.${basename(folder)}.${randomBytes(6).toString('hex')}.partial`);
  try {
    if (system.existsSync(previous)) {
      checkReplaceable(previous, isOwn, system);
      if (system.existsSync(folder)) system.rmSync(previous, { recursive: true });
      else system.renameSync(previous, folder);
    }
    const replaces = system.existsSync(folder);
    if (replaces) checkReplaceable(folder, isOwn, system);
    system.mkdirSync(parent, { recursive: true });
    try {
      system.mkdirSync(partial, { mode: 0o700 });
      for (const { name, text } of files) writeFile(system, join(partial, name), text);
      syncFolder(system, partial);
      if (replaces) system.renameSync(folder, previous);
      try {
        system.renameSync(partial, folder);
      } catch (error) {
        if (replaces) system.renameSync(previous, folder);
        throw error;
      }
    } catch (error) {
      system.rmSync(partial, { recursive: true, force: true });
      throw error;
    }
    syncFolder(system, parent);
  } catch (error) {
    throw explained(error, path);
  }
  system.rmSync(previous, { recursive: true, force: true });
};
