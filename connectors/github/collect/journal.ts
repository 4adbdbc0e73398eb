import { type JournalKind, journalStartOf } from '../../../src/collection/journal.ts';

export const githubJournals: JournalKind = {
  schema: 'nhi-audit/github-journal/v2',
  title: 'GitHub',
  differs: 'other organisations, another API or another caller',
};

/** The same collection: anything else must not be mixed into it. */
export interface JournalOf {
  readonly api: string;
  readonly organizations: readonly string[];
  readonly enterprise: string | null;
  readonly caller: string;
}

/** Start of the collection that a journal is of; `undefined` where there is none to go on from. */
export const journalStart = (path: string): string | undefined => journalStartOf(path, githubJournals);
