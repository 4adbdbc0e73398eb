import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { loadOptional } from '../collection/optional-packages.ts';
import { lockFile } from '../files/file-lock.ts';
import { InputError } from '../model/input-error.ts';
import { assertVersion, createTables, type Rows } from './tables.ts';

/** The database of a fleet: its own tables, and the queue beside them. */
export interface FleetDatabase {
  readonly boss: PgBoss;
  readonly rows: Rows;
  readonly close: () => Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`, or `pglite:FOLDER` for one process at a time without a server; `pglite:` alone: in memory. */
  readonly url: string;
  /** Whether this process looks after the queue: jobs whose worker died, schedules. */
  readonly supervise: boolean;
  /** Of the queue, which goes on by itself: for whoever watches. */
  readonly note: (line: string) => void;
  /** Seconds between two looks at jobs whose worker fell silent. */
  readonly watchSeconds?: number;
}

const purpose = 'a fleet';

/** Schema of the queue; that of the fleet's own tables is in `tables.ts`. */
export const queueSchema = 'nhi_audit_queue';

/**
 * What tells that a server is going, gone or coming back, and a later try may do.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: classes 08 and 57P
 */
const passing = /^(?:08|57P0|53300|ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)/;

export const isConnectionLost = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    passing.test(code) || /connection (?:terminated|ended)|timeout (?:exceeded|expired)/i.test(error.message)
  );
};

/** Waits between tries, in milliseconds: a server that restarts is back within a minute. */
const patience = [200, 500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** Tries again what needs the database while its server restarts. The statement must do no harm when it is sent twice. */
export const whileItRestarts = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  for (const pause of patience) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await wait(pause);
    }
  }
  return attempt();
};

/** How long whoever has it may take to end, in milliseconds. */
const lockPatience = 1000;

/** Two processes in one folder of PGlite destroy it. @returns what lets it go */
const lockFolder = async (folder: string): Promise<() => void> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = resolve(dirname(resolve(folder)), `${resolve(folder).split(/[\\/]/).at(-1)!}.lock`);
  const release = await lockFile(path, lockPatience).catch((error: unknown) => {
    if (error instanceof InputError) throw error;
    throw new InputError(
      `the database of the fleet cannot be locked: ${String((error as NodeJS.ErrnoException).code)}`,
      path,
      'Check what is there and its permissions. It must lie where files can be locked.',
    );
  });
  if (release !== undefined) return release;
  throw new InputError(
    'another process uses the database of the fleet',
    path,
    'PGlite serves one process at a time: wait for the other, or give a server (postgres://…).',
  );
};

interface Opened {
  readonly boss: PgBoss;
  readonly release: () => Promise<void>;
}

const sharedOptions = ({ supervise, watchSeconds }: DatabaseOptions) => ({
  schema: queueSchema,
  supervise,
  schedule: supervise,
  registerInstance: false,
  ...(watchSeconds === undefined
    ? {}
    : {
        superviseIntervalSeconds: watchSeconds,
        monitorIntervalSeconds: watchSeconds,
        queueCacheIntervalSeconds: watchSeconds,
      }),
});

const openEmbedded = async (folder: string, options: DatabaseOptions): Promise<Opened> => {
  const { PgBoss, fromPglite } = await loadOptional(purpose, () => import('pg-boss'));
  const { PGlite } = await loadOptional('a fleet without a server', () => import('@electric-sql/pglite'));
  const release = folder === '' ? () => undefined : await lockFolder(folder);
  try {
    const embedded = folder === '' ? new PGlite() : new PGlite(folder);
    await embedded.waitReady;
    const boss = new PgBoss({ ...sharedOptions(options), db: fromPglite(embedded), backend: 'pglite' });
    return {
      boss,
      release: async () => {
        await embedded.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
};

/** A server that is gone without a word is known by it within a minute: connections of the queue are those of `pg`. */
const watched = { keepAlive: true, keepAliveInitialDelayMillis: 30_000 };

const openServer = async (options: DatabaseOptions): Promise<Opened> => {
  const { PgBoss } = await loadOptional(purpose, () => import('pg-boss'));
  const boss = new PgBoss({
    ...sharedOptions(options),
    connectionString: options.url,
    application_name: 'nhi-audit',
    connectionTimeoutMillis: 10_000,
    ...watched,
    max: 8,
  });
  return { boss, release: async () => undefined };
};

/** Its address is not repeated: there may be a password in it. */
const unknownDatabase = (): InputError =>
  new InputError(
    'this is no address of a database',
    'the environment variable NHI_AUDIT_FLEET_DATABASE',
    'Give postgres://USER@HOST/DATABASE, with the password in PGPASSWORD or a file (PGPASSFILE); or pglite:FOLDER for one process.',
  );

/**
 * Opens the database and makes or checks its tables. @throws InputError where its address is none, a package is missing, it is
 * of a newer version, or another process has it
 */
export const openFleetDatabase = async (options: DatabaseOptions): Promise<FleetDatabase> => {
  const { url } = options;
  const isServer = /^postgres(?:ql)?:\/\//.test(url);
  if (!isServer && !url.startsWith('pglite:')) throw unknownDatabase();
  const { boss, release } = isServer
    ? await openServer(options)
    : await openEmbedded(url.slice('pglite:'.length).replace(/^\/\/(?=\/)/, ''), options);
  // The queue tries again by itself: what it met is told, and ends nothing.
  boss.on('error', (error) => options.note(`the queue: ${error.message}`));
  const close = async (): Promise<void> => {
    await boss.stop({ graceful: true, timeout: 30_000 });
    await release();
  };
  try {
    await boss.start();
    const database = boss.getDb();
    const rows: Rows = async (text, values = []) =>
      whileItRestarts(async () => (await database.executeSql(text, [...values])).rows);
    await whileItRestarts(() => database.executeSql(createTables));
    await assertVersion(rows);
    return { boss, rows, close };
  } catch (error) {
    await close();
    throw error;
  }
};
