const dayMs = 86_400_000;

/** Days since 1970, UTC. @param time milliseconds */
export const dayOf = (time: number): number => Math.floor(time / dayMs);

const text = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Longest span of a log that is believed: a century. */
const mostDays = 36_525;

/** Days as ISO 8601 intervals, both ends included: `2026-01-01/2026-03-31`. */
export const intervalsOf = (days: ReadonlySet<number>): string[] => {
  const intervals: string[] = [];
  let start: number | undefined;
  let before: number | undefined;
  for (const day of [...days].sort((a, b) => a - b)) {
    if (start !== undefined && before !== undefined && day > before + 1) {
      intervals.push(`${text(start)}/${text(before)}`);
      start = day;
    }
    start ??= day;
    before = day;
  }
  if (start !== undefined && before !== undefined) intervals.push(`${text(start)}/${text(before)}`);
  return intervals;
};

/** And back. */
export function* daysOf(intervals: readonly string[]): Generator<number> {
  for (const interval of intervals) {
    const [first, last] = interval.split('/').map((day) => dayOf(Date.parse(`${day}T00:00:00Z`)));
    if (first === undefined || last === undefined || !(last - first >= 0 && last - first <= mostDays))
      continue;
    for (let day = first; day <= last; day += 1) yield day;
  }
}

/** Of days as intervals: how many between the first and the last are missing, and since when none is. */
export const gapsOf = (
  intervals: readonly string[],
): { readonly emptyDays: number; readonly unbrokenSince: string } => {
  const ends = intervals.map((interval) => interval.split('/') as [string, string]);
  let emptyDays = 0;
  for (const [index, [first]] of ends.entries()) {
    const before = ends[index - 1]?.[1];
    if (before === undefined) continue;
    emptyDays += dayOf(Date.parse(first)) - dayOf(Date.parse(before)) - 1;
  }
  return { emptyDays, unbrokenSince: `${ends.at(-1)?.[0] ?? '1970-01-01'}T00:00:00.000Z` };
};
