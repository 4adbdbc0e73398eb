import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

export type Database = Kysely<Tables>;
export type Write = Transaction<Tables>;

/** What the kinds of databases do in their own ways. */
export interface Engine {
  readonly db: Database;
  /** Work that nobody else interrupts: one writer at a time, all of it or nothing. */
  readonly alone: <Result>(work: (db: Write) => Promise<Result>) => Promise<Result>;
  /** Whether there are tables of ours. */
  readonly isEmpty: (db: Database) => Promise<boolean>;
  /** Keeps what is there, before it is changed to a newer version. @returns where */
  readonly keepCopy: (db: Write, version: number) => Promise<string>;
  /** Gives back the room of what was removed. */
  readonly compact: () => Promise<void>;
  readonly close: () => Promise<void>;
}
