/**
 * What stands where a secret was. Nothing of it is kept, nor how long it was.
 */
export const blank = '[blanked]';

/** A place of a text that looks like a secret. */
export interface Hit {
  /** What it looks like: `private-key`, `password-in-address`, or the form's name by the detector: `slack`. */
  readonly kind: string;
  /** Of the text, in UTF-16 units; `end` is behind it. */
  readonly start: number;
  readonly end: number;
  /** Host that the secret is shown to, where the text says so. */
  readonly host?: string | undefined;
  /** Where the secret itself begins, behind a user. Absent: at `start`. */
  readonly from?: number | undefined;
}

/** A text without its secrets, and what they were. */
export interface Redacted {
  readonly text: string;
  readonly hits: readonly Hit[];
}

/** In order; of those that overlap, one: the first, as long as all of them. */
export const merged = (hits: readonly Hit[]): readonly Hit[] => {
  const sorted = hits.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const apart: Hit[] = [];
  for (const hit of sorted) {
    const last = apart.at(-1);
    if (last === undefined || hit.start >= last.end) apart.push(hit);
    else if (hit.end > last.end) apart[apart.length - 1] = { ...last, end: hit.end };
  }
  return apart;
};

/** @param hits as `merged` gives them */
export const blanked = (text: string, hits: readonly Hit[]): string => {
  if (hits.length === 0) return text;
  let left = '';
  let at = 0;
  for (const { start, end } of hits) {
    left += text.slice(at, start) + blank;
    at = end;
  }
  return left + text.slice(at);
};
