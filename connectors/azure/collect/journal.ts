import { type JournalKind, journalStartOf } from '../../../src/collection/journal.ts';

export const azureJournals: JournalKind = {
  schema: 'nhi-audit/azure-journal/v1',
  title: 'Azure',
  differs: 'another tenant, cloud or caller, or other subscriptions',
};

/** The same collection: anything else must not be mixed into it. */
export interface JournalOf {
  readonly cloud: string;
  readonly tenant: string;
  readonly caller: string;
  readonly subscriptions: readonly string[] | null;
  readonly managementGroup: string | null;
}

/** Start of the collection that a journal is of; `undefined` where there is none to go on from. */
export const journalStart = (path: string): string | undefined => journalStartOf(path, azureJournals);
