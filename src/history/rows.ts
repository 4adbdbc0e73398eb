import { type RawBuilder, sql } from 'kysely';
import type { Database, Write } from './database.ts';
import type { Cell } from './kinds.ts';
import type { Tables } from './schema.ts';

/** Values in one statement: SQLite takes 32,766, Postgres 65,535. */
const mostValues = 8_000;

export const inChunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

/** Rows of any table, its columns by name. */
export const insertRows = async (
  db: Write,
  table: keyof Tables,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> => {
  const names = sql.join(columns.map((name) => sql.ref(name)));
  for (const chunk of inChunks(rows, Math.floor(mostValues / columns.length))) {
    const values = sql.join(chunk.map((row) => sql`(${sql.join([...row])})`));
    await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(db);
  }
};

export type Row = Readonly<Record<string, Cell>>;

/** @param where beginning with `where`, or empty */
export const selectRows = async (
  db: Database | Write,
  table: keyof Tables,
  columns: readonly string[],
  where: RawBuilder<unknown> = sql``,
): Promise<readonly Row[]> =>
  (
    await sql<Row>`select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)} ${where}`.execute(
      db,
    )
  ).rows;

/** The same for rows whose column is one of many values. */
export const selectIn = async (
  db: Database | Write,
  table: keyof Tables,
  columns: readonly string[],
  column: string,
  values: readonly Cell[],
): Promise<readonly Row[]> => {
  const found: Row[] = [];
  for (const chunk of inChunks(values, mostValues))
    for (const row of await selectRows(
      db,
      table,
      columns,
      sql`where ${sql.ref(column)} in (${sql.join([...chunk])})`,
    ))
      found.push(row);
  return found;
};

/** Number for the next row of a table. Whoever asks is alone. */
export const nextNumber = async (db: Write, table: keyof Tables): Promise<number> =>
  Number(
    (
      await sql<{ next: number }>`select coalesce(max(no), 0) + 1 as next from ${sql.table(table)}`.execute(
        db,
      )
    ).rows[0]!.next,
  );
