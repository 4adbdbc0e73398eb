import { chmodSync, closeSync, openSync, readSync, rmSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import { loadSqlite } from '../files/load-sqlite.ts';
import { openIfThere } from '../files/regular-file.ts';
import { InputError } from '../model/input-error.ts';
import type { Database, Engine } from './database.ts';
import type { Tables } from './schema.ts';

/** How long a writer waits for another, in milliseconds. */
const patience = 60_000;
/** A history is a map of weaknesses: for its owner's eyes. */
const ownerOnly = 0o600;

/** What the user can mend; a full disk is not among it, and keeps nobody from the report. */
const unusable = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG']);

/** https://www.sqlite.org/fileformat2.html#the_database_header */
const beginsAsSqlite = (descriptor: number): boolean => {
  const head = Buffer.alloc(16);
  return readSync(descriptor, head, 0, 16, 0) === 16 && head.toString('latin1') === 'SQLite format 3\0';
};

/** Made for its owner alone before SQLite opens it; SQLite gives the same mode to the files that it makes beside it. */
const makeFile = (path: string): void => {
  const there = openIfThere(path);
  if (there === undefined) {
    try {
      closeSync(openSync(path, 'wx', ownerOnly));
    } catch (error) {
      const code = String((error as NodeJS.ErrnoException).code);
      // Another process was faster.
      if (code === 'EEXIST') return;
      if (unusable.has(code))
        throw new InputError(
          `the history cannot be made (${code})`,
          path,
          'Check the folder and its permissions.',
        );
      throw error;
    }
    return;
  }
  const isOurs = there.stat.size === 0 || beginsAsSqlite(there.descriptor);
  closeSync(there.descriptor);
  // Something else, perhaps behind a link, keeps its mode: SQLite says that it is no database.
  if (isOurs && process.platform !== 'win32' && (there.stat.mode & 0o077) !== 0) chmodSync(path, ownerOnly);
};

/** The shape that the query builder wants a driver to have. */
const adapted = (database: DatabaseSync): SqliteDatabase => {
  const statements = new Map<string, StatementSync>();
  const prepared = (text: string): StatementSync => {
    const statement = statements.get(text) ?? database.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  return {
    close: () => database.close(),
    prepare: (text) => {
      // A transaction that reads before it writes would fail, not wait, where another writes in between.
      const statement = prepared(text === 'begin' ? 'begin immediate' : text);
      // A full disk ends the transaction by itself; that there is none to end must not hide why.
      const isOver = text === 'rollback' && !database.isTransaction;
      const values = (parameters: readonly unknown[]): SQLInputValue[] => [...parameters] as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) =>
          isOver ? { changes: 0, lastInsertRowid: 0 } : statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
      };
    },
  };
};

const isNoDatabase = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 26;

/** A file for a copy, beside no other: of an update that failed, or that was begun anew from a copy. @returns where it is */
const emptyCopy = (wanted: string): string => {
  for (let number = 1; ; number++) {
    const copy = number === 1 ? wanted : `${wanted}.${number}`;
    try {
      closeSync(openSync(copy, 'wx', ownerOnly));
      return copy;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};

/**
 * What was there before a transaction that is open. By SQLite itself: whoever else opens the file and closes it lets go what this
 * process has locked. https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
const copyBefore = ({ DatabaseSync }: typeof import('node:sqlite'), path: string, wanted: string): string => {
  const copy = emptyCopy(wanted);
  const reader = new DatabaseSync(path, { readOnly: true, timeout: patience });
  try {
    reader.prepare('vacuum into ?').run(copy);
    return copy;
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  } finally {
    reader.close();
  }
};

/** Opens a file, or makes one where `make` says so. @throws InputError where it is none of SQLite */
export const openSqlite = async (path: string, make: boolean): Promise<Engine> => {
  if (make) makeFile(path);
  else {
    const there = openIfThere(path);
    if (there === undefined)
      throw new InputError(
        'there is no such history',
        path,
        'Check the path; `nhi-audit scan --history FILE` begins one.',
      );
    closeSync(there.descriptor);
  }
  return sqliteEngine(path);
};

/** @param path of a file that is there, or `:memory:` */
export const sqliteEngine = async (path: string): Promise<Engine> => {
  const sqlite = await loadSqlite();
  const database = new sqlite.DatabaseSync(path, { timeout: patience });
  try {
    // Reads the first page: what is no database is known here.
    database.exec('pragma journal_mode = delete');
    database.exec('pragma synchronous = full');
  } catch (error) {
    database.close();
    if (!isNoDatabase(error)) throw error;
    throw new InputError('this is no history', path, 'Name the file that --history made, or a new one.');
  }
  const db: Database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapted(database) }) });
  return {
    db,
    alone: (work) => db.transaction().execute(work),
    isEmpty: async (within) =>
      (await sql<{ name: string }>`select name from sqlite_master limit 1`.execute(within)).rows.length === 0,
    // Within the transaction that is to change it: nobody writes, and nothing is written yet.
    keepCopy: async (_, version) => copyBefore(sqlite, path, `${path}.version-${version}`),
    compact: async () => database.exec('vacuum'),
    close: () => db.destroy(),
  };
};
