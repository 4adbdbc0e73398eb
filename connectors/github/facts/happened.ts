import type { GitHubRecordKind } from './records.ts';

/** Members that say when something happened, by kind of record: of the files of GitHub, what a log of use covers. */
export const happened = {
  'github.use-window': ['To'],
} as const satisfies Readonly<Partial<Record<GitHubRecordKind, readonly string[]>>>;
