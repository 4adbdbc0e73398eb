import { sql } from 'kysely';
import type { Write } from './database.ts';
import type { Cell, Kind, Saying } from './kinds.ts';
import { insertRows, nextNumber, selectIn } from './rows.ts';

/** Columns of a row that says nothing yet. */
export type Unsaid = Readonly<Record<string, Cell>>;

/**
 * The rows of all that a scan says something of: made where they are not there, described anew where no newer scan has said
 * something of them.
 * @param describes whether the scan is the newest of those that say something of a subject, by number
 * @param unsaid further columns of new rows
 * @returns numbers by key
 */
export const keepSubjects = async (
  db: Write,
  kind: Kind,
  sayings: readonly Saying[],
  describes: (subject: number) => boolean,
  unsaid: Unsaid = {},
): Promise<ReadonlyMap<string, number>> => {
  const { table, key } = kind;
  const rows = await selectIn(
    db,
    table,
    ['no', key, ...kind.described],
    key,
    sayings.map((saying) => saying.key),
  );
  const known = new Map(rows.map((row) => [String(row[key]), row]));
  const numbers = new Map(rows.map((row) => [String(row[key]), Number(row.no)]));
  let next = await nextNumber(db, table);
  const added: Cell[][] = [];
  for (const saying of sayings) {
    const row = known.get(saying.key);
    if (row === undefined) {
      numbers.set(saying.key, next);
      added.push([next, saying.key, ...saying.fixed, ...saying.described, ...Object.values(unsaid)]);
      next += 1;
      continue;
    }
    const isSame = kind.described.every((column, index) => row[column] === saying.described[index]);
    if (isSame || !describes(Number(row.no))) continue;
    const changes = sql.join(
      kind.described.map((column, index) => sql`${sql.ref(column)} = ${saying.described[index]}`),
    );
    await sql`update ${sql.table(table)} set ${changes} where no = ${Number(row.no)}`.execute(db);
  }
  await insertRows(db, table, ['no', key, ...kind.fixed, ...kind.described, ...Object.keys(unsaid)], added);
  return numbers;
};
