import { type JournalKind, journalStartOf } from '../../../src/collection/journal.ts';

export const gcpJournals: JournalKind = {
  schema: 'nhi-audit/gcp-journal/v1',
  title: 'Google Cloud',
  differs: 'other organisations, folders or projects, another endpoint or another caller',
};

/** The same collection: anything else must not be mixed into it. */
export interface JournalOf {
  readonly endpoint: string;
  readonly nodes: readonly string[];
  readonly recommendations: boolean;
  readonly caller: string;
}

/** Start of the collection that a journal is of; `undefined` where there is none to go on from. */
export const journalStart = (path: string): string | undefined => journalStartOf(path, gcpJournals);
