/** Sentences out of names and figures. Names come from outside: whatever could steer a terminal or a page is taken out. */

const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A name from outside as one line of printable text, cut at `longest` characters. */
export const plain = (text: string, longest = 160): string => {
  const clean = text.replace(unprintable, '\u{fffd}');
  if (clean.length <= longest) return clean;
  // Not through the middle of a character of two code units.
  return `${clean.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
};

/** `1 day`, `2 days`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `a, b and c`; more than `most` are counted: `a, b and 7 more`. */
export const listed = (items: readonly string[], most = 5): string => {
  const shown = items.length > most ? items.slice(0, most - 1) : items;
  const rest = items.length - shown.length;
  const parts = shown.map((item) => plain(item));
  if (rest > 0) parts.push(`${rest} more`);
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
};

const day = 86_400_000;

/** Whole days from an ISO 8601 time until `now` (milliseconds); negative: it lies ahead; NaN: not a date. */
export const daysSince = (time: string, now: number): number => Math.floor((now - Date.parse(time)) / day);

/** The calendar day of an ISO 8601 time. */
export const dayOf = (time: string): string => plain(time.slice(0, 10));
