import type { CreateTableBuilder } from 'kysely';
import { InputError } from '../model/input-error.ts';
import type { Engine, Write } from './database.ts';
import { type Column, type TableShape, tables } from './schema.ts';

/** What makes a store of one version out of one of the version before; the first makes the tables. */
export type Migration = (db: Write) => Promise<void>;

const types = { text: 'text', integer: 'integer', real: 'double precision' } as const;

const makeTable = async (
  db: Write,
  { name, columns, key, unique, indexes = [] }: TableShape,
): Promise<void> => {
  const withColumn = (
    table: CreateTableBuilder<string, string>,
    { name: column, type }: Column,
  ): CreateTableBuilder<string, string> => {
    const plain = type.replace('?', '') as keyof typeof types;
    return table.addColumn(column, types[plain], (each) => (type.endsWith('?') ? each : each.notNull()));
  };
  const begun: CreateTableBuilder<string, string> = db.schema.createTable(name);
  const table = columns.reduce(withColumn, begun).addPrimaryKeyConstraint(`${name}_key`, [...key]);
  await (unique === undefined ? table : table.addUniqueConstraint(`${name}_unique`, [...unique])).execute();
  for (const index of indexes)
    await db.schema
      .createIndex(`${name}_by_${index.join('_')}`)
      .on(name)
      .columns([...index])
      .execute();
};

const makeTables = async (db: Write, version: number): Promise<void> => {
  for (const table of tables) if ((table.since ?? 1) === version) await makeTable(db, table);
};

/** In the order of the versions that they lead to, from 1. One that is released is never changed. */
export const migrations: readonly Migration[] = [
  async (db) => {
    await makeTables(db, 1);
    await db.insertInto('store').values({ version: 1, horizon: '' }).execute();
  },
  (db) => makeTables(db, 2),
];

const versionOf = async (db: Engine['db']): Promise<number> => {
  const row = await db.selectFrom('store').select('version').executeTakeFirst();
  return row?.version ?? 0;
};

/** Refuses what a newer version has made, and what is no history. @returns the version; 0: nothing is there yet */
const checkedVersion = async (engine: Engine, shown: string, newest: number): Promise<number> => {
  if (await engine.isEmpty(engine.db)) return 0;
  let version: number;
  try {
    version = await versionOf(engine.db);
  } catch (error) {
    if (!/no such table/.test(String((error as Error).message))) throw error;
    throw new InputError(
      'this database holds something else than a history',
      shown,
      'Name the file that --history made, or a new one.',
    );
  }
  if (version <= newest) return version;
  throw new InputError(
    `this history is of version ${version}, and this nhi-audit knows versions up to ${newest}`,
    shown,
    'Update nhi-audit: a newer one has written here. Nothing was changed.',
  );
};

/**
 * Brings a store to the newest version, in one transaction; what is older is kept beside it.
 * @returns where the copy is; undefined: none was needed
 * @throws InputError where a newer version has written
 */
export const migrate = async (
  engine: Engine,
  shown: string,
  steps: readonly Migration[] = migrations,
): Promise<string | undefined> => {
  const newest = steps.length;
  if ((await checkedVersion(engine, shown, newest)) === newest) return undefined;
  return engine.alone(async (db) => {
    // Others may have done it while this one waited.
    const version = (await engine.isEmpty(db)) ? 0 : await versionOf(db);
    if (version >= newest) return undefined;
    const copy = version === 0 ? undefined : await engine.keepCopy(db, version);
    for (const each of steps.slice(version)) await each(db);
    await db.updateTable('store').set({ version: newest }).execute();
    return copy;
  });
};
