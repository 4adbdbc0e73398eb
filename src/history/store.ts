import { InputError } from '../model/input-error.ts';
import type { Engine } from './database.ts';
import { migrate } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { type HistoryTarget, withoutSecrets } from './target.ts';

/** An open history. */
export interface HistoryStore {
  readonly engine: Engine;
  readonly target: HistoryTarget;
  /** Where what an older version had made is kept; absent: nothing was older. */
  readonly copy?: string;
}

/** What went wrong, in words for people, without what an address may hold. */
export const failureWords = (error: unknown, target: HistoryTarget): string => {
  const {
    message = '',
    code,
    errcode,
  } = (error instanceof Error ? error : new Error(String(error))) as Error & {
    readonly code?: unknown;
    readonly errcode?: unknown;
  };
  const known = typeof errcode === 'number' ? sqliteWords.get(errcode & 0xff) : undefined;
  // A refused connection is several errors without a message of their own.
  return withoutSecrets(known ?? (message || String(code ?? 'no reason is given')), target);
};

/** Primary result codes: https://www.sqlite.org/rescode.html */
const sqliteWords: ReadonlyMap<number, string> = new Map([
  [5, 'another process has been writing to it for a minute'],
  [8, 'it may not be written'],
  [10, 'the disk could not be read or written'],
  [11, 'the file is damaged'],
  [13, 'the disk is full'],
  [14, 'the file cannot be opened'],
]);

/**
 * Opens a history and brings it to the version of this program.
 * @param make whether to begin one where there is none
 * @throws InputError where it is none, or of a newer version; others where it cannot be reached
 */
export const openHistory = async (target: HistoryTarget, make: boolean): Promise<HistoryStore> => {
  const engine =
    target.kind === 'sqlite' ? await openSqlite(target.path, make) : await openPostgres(target.url, make);
  try {
    if (!make && (await engine.isEmpty(engine.db)))
      throw new InputError(
        'there is no history here yet',
        target.shown,
        '`nhi-audit scan --history …` begins one.',
      );
    const copy = await migrate(engine, target.shown);
    return { engine, target, ...(copy === undefined ? {} : { copy }) };
  } catch (error) {
    await engine.close();
    throw error;
  }
};
