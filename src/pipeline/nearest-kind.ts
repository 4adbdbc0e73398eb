import { endsOpen } from '../exports/json-head.ts';
import type { FileHead, FileKind, FileMarks } from '../model/connector.ts';

/** What a file nearly is, and what keeps it from being that: for whoever handed in one that is cut short or of another shape. */
export interface NearKind {
  readonly says: string;
  readonly remedy: string;
}

const shown = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]} is` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are`;

interface Likeness {
  readonly marks: FileMarks;
  readonly missing: readonly string[];
  readonly share: number;
}

/** Members that files of anything have: that they are there says nothing of a kind. */
const common: ReadonlySet<string> = new Set([
  'apiVersion',
  'id',
  'kind',
  'metadata',
  'name',
  'properties',
  'spec',
  'state',
  'type',
]);

/** The kind of whose members the most are there, half of those at least that tell it. */
const likest = (head: FileHead, kinds: readonly FileKind[]): Likeness | undefined => {
  let best: Likeness | undefined;
  for (const marks of kinds.flatMap(({ marks: own = [] }) => own)) {
    const isMissing = (name: string): boolean => !head.keys.has(name) && !head.elementKeys.has(name);
    const missing = marks.members.filter(isMissing);
    const telling = marks.members.filter((name) => !common.has(name));
    const share = telling.filter((name) => !isMissing(name)).length / telling.length;
    // Not where none tells it: that is no number.
    if (share >= 0.5 && (best === undefined || share > best.share)) best = { marks, missing, share };
  }
  return best;
};

/**
 * @param whole the head is all of the file
 * @returns undefined: it is like none
 */
export const nearestKind = (
  head: FileHead,
  kinds: readonly FileKind[],
  whole: boolean,
): NearKind | undefined => {
  const { text } = head;
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '' && whole)
    return { says: 'the file is empty', remedy: 'Make it again, and look whether the command failed.' };
  if (whole && /^(?:\[\s*\]|\{\s*"value"\s*:\s*\[\s*\]\s*\})$/.test(content))
    return {
      says: 'the file is an empty list, so its kind cannot be recognised',
      remedy: 'Leave it out: nothing would be read from it.',
    };
  const isCut = whole && endsOpen(text);
  const cut = `it is cut short at character ${text.length}`;
  const near = likest(head, kinds);
  if (near !== undefined) {
    const { marks, missing } = near;
    const lacks =
      missing.length === 0 ? 'it has members of something else beside them' : `${shown(missing)} not in it`;
    return {
      says: `the content is nearly ${marks.of}: ${isCut ? cut : lacks}`,
      remedy: `Make it again: ${marks.of}, with all members (no --query, no --filter on fields) and to its end.`,
    };
  }
  return isCut
    ? {
        says: `the content is JSON of no kind that is known here, and ${cut}`,
        remedy: 'Make it again, to its end.',
      }
    : undefined;
};
