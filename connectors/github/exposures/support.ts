import { shellQuote } from '../../../src/model/command-line.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import type { GitHubRecordData, GitHubRecordKind } from '../facts/records.ts';
import type { Step } from '../workflows/file.ts';

/** A record as an exposure points at it. */
export interface Read<Kind extends GitHubRecordKind> {
  readonly id: string;
  readonly data: GitHubRecordData<Kind>;
}

const day = 86_400_000;

/** Whole days from one time to a later one; negative when it is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / day);

/** `YYYY-MM-DD` */
export const dayOf = (time: string): string => time.slice(0, 10);

export const evidence = <Kind extends GitHubRecordKind>(
  record: Kind,
  { id }: { readonly id: string },
  says: string,
  pointer?: string,
): Evidence => ({ record, id, ...(pointer === undefined ? {} : { pointer }), says });

/** A sentence, and on a line of its own each command that does it. */
export const fixBy = (sentence: string, ...commands: readonly string[]): string =>
  [sentence, ...commands].join('\n');

/** The lines of a document where it is known, else the one that is to be put into it. */
export const orElse = (lines: readonly string[], line: string): readonly string[] =>
  lines.length > 0 ? lines : [line];

/** For a shell, one word; what no command line should hold is for the reader to fill in. */
export const quoted = (word: string): string => shellQuote(word) ?? 'NAME';

/** Names are other people's text: one line of printable characters, and not without end. */
export const plain = (text: string): string => {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  return clean.length > 160 ? `${clean.slice(0, 159).replace(/[\ud800-\udbff]$/, '')}…` : clean;
};

/** `a, b and c`; more than five are counted. */
export const listed = (items: readonly string[]): string => {
  const parts = (items.length > 5 ? items.slice(0, 4) : items).map(plain);
  if (items.length > 5) parts.push(`${items.length - 4} more`);
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
};

/** `step 2`; of an action of the repository `step 2 of ./.github/actions/deploy`. */
export const placeOfStep = ({ number, within }: Pick<Step, 'number' | 'within'>): string =>
  `step ${number}${within === undefined ? '' : ` of ${plain(within)}`}`;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
