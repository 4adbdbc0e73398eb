import type { FindingState, HistoryScan, TrendPoint } from '../model/history.ts';
import { greatest } from '../model/many.ts';

/** Days over which the time that fixes take is averaged. */
const fixWindow = 90;
const day = 86_400_000;

const openStates: ReadonlySet<FindingState> = new Set(['new', 'open', 'reopened']);

const sum = <Item>(items: Iterable<Item>, of: (item: Item) => number): number => {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

/**
 * What becomes of the figures, a point a scan. Where several things are scanned in turn, each counts as it was last seen. Pure: a page
 * draws what this gives.
 * @param scans in the order of their times
 */
export const trendOf = (scans: readonly HistoryScan[]): readonly TrendPoint[] => {
  const last = new Map<string, HistoryScan>();
  let first = 0;
  return scans.map((scan, index) => {
    last.set(JSON.stringify(scan.roots), scan);
    const estate = [...last.values()];
    while (Date.parse(scan.collectedAt) - Date.parse(scans[first]!.collectedAt) > fixWindow * day) first += 1;
    const window = scans.slice(first, index + 1);
    const fixed = sum(window, (each) => each.fixed);
    const open = scan.figures.filter(({ state }) => openStates.has(state));
    const bySeverity: Record<string, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
    for (const { severity, findings } of open)
      if (Object.hasOwn(bySeverity, severity)) bySeverity[severity]! += findings;
    const count = (wanted: FindingState): number =>
      sum(
        scan.figures.filter(({ state }) => state === wanted),
        ({ findings }) => findings,
      );
    const openFindings = sum(open, ({ findings }) => findings);
    return {
      scan: scan.id,
      at: scan.collectedAt,
      series: last.size,
      standing: sum(estate, (each) => each.standing),
      privileged: sum(estate, (each) => each.privileged),
      worstBlastRadius: greatest(estate.map((each) => each.worstBlastRadius)),
      open: bySeverity,
      unseen: count('unseen'),
      accepted: count('accepted'),
      ...(openFindings === 0 ? {} : { meanAge: rounded(sum(open, ({ age }) => age) / openFindings) }),
      ...(fixed === 0 ? {} : { meanTimeToFix: rounded(sum(window, (each) => each.fixDays) / fixed) }),
    };
  });
};
