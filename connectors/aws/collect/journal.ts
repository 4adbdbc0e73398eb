import { type JournalKind, journalStartOf } from '../../../src/collection/journal.ts';

export const awsJournals: JournalKind = {
  schema: 'nhi-audit/aws-journal/v1',
  title: 'AWS',
  differs: 'another caller, other roles or another choice of accounts',
};

/** The same collection: anything else must not be mixed into it. */
export interface JournalOf {
  /** Without the name of its session, which a renewed credential has anew. */
  readonly caller: string;
  readonly roles: readonly string[];
  readonly organization: boolean;
  readonly organizationRole: string | null;
}

/** Start of the collection that a journal is of; `undefined` where there is none to go on from. */
export const journalStart = (path: string): string | undefined => journalStartOf(path, awsJournals);
