import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Database, Engine } from './database.ts';
import type { Tables } from './schema.ts';
import { tables } from './schema.ts';

/** Tables stand in a schema of their own: a history may share a database with anything. */
const schema = 'nhi_audit';
/** Any number that no other program is likely to lock: "nhi-audit" in ASCII, shortened. */
const lock = 0x6e_68_69_61;
/** How long a connection may take to come about, in milliseconds. */
const patience = 30_000;

/** @param make whether to make the schema where there is none */
export const openPostgres = async (url: string, make: boolean): Promise<Engine> => {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: patience,
    // One that is gone without a word is known by it within a minute.
    keepAlive: true,
    keepAliveInitialDelayMillis: patience,
    application_name: 'nhi-audit',
  });
  // A connection that is lost while nobody uses it: the next query tells it.
  pool.on('error', () => {});
  const db: Database = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        await connection.executeQuery(sql.raw(`set search_path to ${schema}`).compile(db));
      },
    }),
  });
  const alone: Engine['alone'] = (work) =>
    db.transaction().execute(async (write) => {
      await sql`select pg_advisory_xact_lock(${lock})`.execute(write);
      return work(write);
    });
  const isThere = async (name: string): Promise<boolean> =>
    (await sql`select 1 from pg_namespace where nspname = ${name}`.execute(db)).rows.length > 0;
  try {
    // Making it needs a right that who only uses it may lack.
    if (make && !(await isThere(schema)))
      await alone((write) => sql.raw(`create schema if not exists ${schema}`).execute(write));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    alone,
    isEmpty: async (within) =>
      (
        await sql`select 1 from pg_tables where schemaname = ${schema} and tablename = 'store'`.execute(
          within,
        )
      ).rows.length === 0,
    keepCopy: async (write, version) => {
      // Over no other copy: of an update that was begun anew.
      const wanted = `${schema}_version_${version}`;
      const { rows } = await sql<{ nspname: string }>`select nspname from pg_namespace`.execute(write);
      const taken = new Set(rows.map(({ nspname }) => nspname));
      let copy = wanted;
      for (let number = 2; taken.has(copy); number++) copy = `${wanted}_${number}`;
      await sql.raw(`create schema ${copy}`).execute(write);
      for (const { name } of tables) {
        const found =
          await sql`select 1 from pg_tables where schemaname = ${schema} and tablename = ${name}`.execute(
            write,
          );
        if (found.rows.length > 0)
          await sql.raw(`create table ${copy}.${name} as table ${schema}.${name}`).execute(write);
      }
      return `schema ${copy}`;
    },
    // The server does it by itself.
    compact: async () => {},
    close: () => db.destroy(),
  };
};
