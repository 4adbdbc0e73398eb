/**
 * What the scans of a series say of a subject, kept as spells: from the first scan that says something until before the first one
 * that does not any more. A year of scans that say the same is one row. Which scans there are in which order alone decides what
 * the spells are, not the order in which they were added.
 */
export interface Spell {
  /** Number of a scan. */
  readonly from: number;
  /** Number of a scan; `undefined`: the newest of the series still says it. */
  readonly until: number | undefined;
  /** What is said, as text that can be compared. */
  readonly value: string;
}

/** Spells of one subject before and after. */
export interface SpellEdit {
  readonly removed: readonly Spell[];
  readonly added: readonly Spell[];
}

const unchanged: SpellEdit = { removed: [], added: [] };

/** The scans of a series in their order, the one that is added among them. */
export interface SeriesOrder {
  /** From 0; by number of the scan. */
  readonly position: ReadonlyMap<number, number>;
  /** Number of the scan that is added. */
  readonly added: number;
  /** The scan behind it; absent: it is the newest. */
  readonly next?: number;
}

/** @param scans numbers, in the order of their times */
export const seriesOrder = (scans: readonly number[], added: number): SeriesOrder => {
  const position = new Map(scans.map((scan, index) => [scan, index]));
  const next = scans[position.get(added)! + 1];
  return { position, added, ...(next === undefined ? {} : { next }) };
};

/**
 * How the spells of a subject change when a scan is added that says `value` of it, or nothing (`undefined`).
 * @param spells of the subject; where the scan is the newest, those that have an end may be left out
 */
export const withScan = (
  spells: readonly Spell[],
  value: string | undefined,
  { position, added, next }: SeriesOrder,
): SpellEdit => {
  const at = position.get(added)!;
  const place = (scan: number | undefined): number =>
    scan === undefined ? Number.POSITIVE_INFINITY : position.get(scan)!;
  const over = spells.find(({ from, until }) => place(from) < at && place(until) > at);
  if (over?.value === value) return unchanged;
  const removed: Spell[] = [];
  const parts: Spell[] = [];
  if (over !== undefined) {
    removed.push(over);
    parts.push({ ...over, until: added });
  }
  if (value !== undefined) parts.push({ from: added, until: next, value });
  // What held before the scan and behind it goes on behind it.
  if (over !== undefined && next !== undefined && over.until !== next) parts.push({ ...over, from: next });
  const behind = next === undefined ? undefined : spells.find(({ from }) => from === next);
  const last = parts.at(-1);
  if (behind !== undefined && last?.from === added && last.value === behind.value) {
    removed.push(behind);
    parts[parts.length - 1] = { ...last, until: behind.until };
  }
  return { removed, added: parts };
};

/**
 * How the spells of a subject change when a scan is taken out: they are what they would be without it.
 * @param spells all of the subject
 * @param order of the series, the scan among them
 */
export const withoutScan = (spells: readonly Spell[], { added: scan, next }: SeriesOrder): SpellEdit => {
  const before = spells.find(({ until }) => until === scan);
  const own = spells.find(({ from }) => from === scan);
  const removed = [before, own].filter((spell) => spell !== undefined);
  // What the scan itself began goes on with the next one, unless that is where it ended.
  const goesOn = own === undefined || own.until === next ? undefined : { ...own, from: next! };
  const added = goesOn === undefined ? [] : [goesOn];
  if (before === undefined) return { removed, added };
  const behind = goesOn ?? (next === undefined ? undefined : spells.find(({ from }) => from === next));
  if (behind === undefined || behind.value !== before.value)
    return { removed, added: [{ ...before, until: next }, ...added] };
  return {
    removed: goesOn === undefined ? [...removed, behind] : removed,
    added: [{ ...before, until: behind.until }],
  };
};
