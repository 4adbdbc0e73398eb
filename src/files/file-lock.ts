import { accessSync, closeSync, constants, lstatSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../model/input-error.ts';
import { irregular, linked } from './file-faults.ts';
import { loadSqlite } from './load-sqlite.ts';

/** Between two looks, in milliseconds. */
const pause = 100;

const sqliteCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;

/** As the file system would say it. SQLITE_READONLY and SQLITE_CANTOPEN: somebody else's file. */
const faultOf = (error: unknown): Error =>
  Object.assign(new Error('the file cannot be locked', { cause: error }), {
    code: [8, 14].includes(sqliteCode(error) ?? 0) ? 'EACCES' : 'ENOLCK',
  });

/**
 * Made beforehand, for its owner alone and behind no link. One that is there is not opened here: to close it would let go what
 * this process has locked in it. https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
const makeFile = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) throw linked(path);
    if (!stat.isFile()) throw irregular(stat, path);
    // What may only be read is locked for reading, by as many as like.
    accessSync(path, constants.R_OK | constants.W_OK);
  }
};

const attempt = (database: DatabaseSync, path: string): boolean => {
  try {
    database.exec('begin exclusive');
    return true;
  } catch (error) {
    // SQLITE_BUSY
    if (sqliteCode(error) === 5) return false;
    // SQLITE_NOTADB: somebody put something else there. https://www.sqlite.org/rescode.html
    if (sqliteCode(error) === 26)
      throw new InputError('this file is no lock', path, 'Move it away if you know what it is.');
    throw sqliteCode(error) === undefined ? error : faultOf(error);
  }
};

/**
 * A lock that lasts as long as its process: the operating system lets it go, however the process ends, and it holds between
 * containers that share a folder, which know nothing of each other's process ids. The file is an empty database of SQLite, which
 * knows how each system locks; it stays.
 * @param patience how long to wait for whoever has it, in milliseconds
 * @returns what lets it go; `undefined`: somebody else has it
 * @throws InputError where something else is in its place
 */
export const lockFile = async (path: string, patience: number): Promise<(() => void) | undefined> => {
  const { DatabaseSync } = await loadSqlite();
  makeFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  const end = Date.now() + patience;
  try {
    while (!attempt(database, path)) {
      if (Date.now() >= end) {
        database.close();
        return undefined;
      }
      await sleep(pause);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return () => {
    if (database.isOpen) database.close();
  };
};
