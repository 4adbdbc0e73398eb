import type { HistoryScan, TrendPoint } from '../../src/model/history.ts';
import { grouped, hanging } from '../layout.ts';
import type { TextOptions } from '../report-format.ts';
import { left, minute, pageOf, right, table } from './page.ts';

/** First digits of a scan's id: enough to name it by. */
export const shortId = (id: string): string => id.slice(0, 8);

const among = ({ figures }: HistoryScan, states: readonly string[]): string =>
  grouped(
    figures.filter(({ state }) => states.includes(state)).reduce((sum, { findings }) => sum + findings, 0),
  );

const rootsText = (roots: readonly string[]): string =>
  roots.length < 3 ? roots.join(', ') : `${roots[0]} and ${roots.length - 1} more`;

/** Scans of a history, the newest first, with what was known of all findings after each. */
export const scanList = (scans: readonly HistoryScan[], options: TextOptions): Iterable<string> =>
  pageOf(options, (page) =>
    table(
      page,
      [
        left('scan', 8),
        left('collected (UTC)', 16),
        left('of', 12, true),
        right('identities', 6),
        right('gaps', 4),
        right('new', 3),
        right('open', 4),
        right('fixed', 5),
        right('unseen', 6),
        right('accepted', 8),
      ],
      scans
        .toReversed()
        .map((scan) => [
          shortId(scan.id),
          minute(scan.collectedAt),
          rootsText(scan.roots),
          grouped(scan.identities),
          grouped(scan.gaps),
          among(scan, ['new']),
          among(scan, ['new', 'open', 'reopened']),
          grouped(scan.fixed),
          among(scan, ['unseen']),
          among(scan, ['accepted']),
        ]),
    ),
  );

const days = (value: number | undefined): string => (value === undefined ? '-' : grouped(Math.round(value)));

const share = ({ standing, privileged }: TrendPoint): string =>
  privileged === 0 ? '-' : `${((100 * standing) / privileged).toFixed(1)}%`;

/** At most so many, evenly spread, the newest among them, and the oldest where there are two. */
export const spread = <Item>(items: readonly Item[], most: number): readonly Item[] => {
  if (items.length <= most) return items;
  if (most < 2) return items.slice(items.length - most);
  return Array.from(
    { length: most },
    (_, index) => items[Math.round((index * (items.length - 1)) / (most - 1))]!,
  );
};

const openOf = ({ open }: TrendPoint): number =>
  Object.values(open).reduce((sum, findings) => sum + findings, 0);

const fromTo = (from: string, to: string): string => (from === to ? `${to} as before` : `${from} → ${to}`);

/** What became of it from the first scan to the newest, in a sentence. */
const inShort = (first: TrendPoint, last: TrendPoint): string =>
  [
    `${first.at.slice(0, 10)} to ${last.at.slice(0, 10)}: standing ${fromTo(share(first), share(last))}`,
    `largest blast radius ${fromTo(`${first.worstBlastRadius}%`, `${last.worstBlastRadius}%`)}`,
    `open findings ${fromTo(grouped(openOf(first)), grouped(openOf(last)))}`,
    `critical ${fromTo(grouped(first.open.critical ?? 0), grouped(last.open.critical ?? 0))}`,
    ...(first.series === last.series
      ? []
      : [`things scanned ${fromTo(grouped(first.series), grouped(last.series))}`]),
    ...(last.unseen === 0 ? [] : [`${grouped(last.unseen)} not seen by the latest`]),
  ].join(', ');

/** Whether it gets better: a line a scan, the oldest first. @param most lines at most */
export const trendPage = (
  points: readonly TrendPoint[],
  most: number,
  options: TextOptions,
): Iterable<string> =>
  pageOf(options, function* (page) {
    const shown = spread(points, most);
    const dates = shown.map(({ at }) => at.slice(0, 10));
    // One a day needs no time, and leaves the room to the figures.
    const isDaily = new Set(dates).size === dates.length;
    yield* table(
      page,
      [
        isDaily ? left('collected', 10) : left('collected (UTC)', 16),
        right('standing', 8),
        right('radius', 6),
        right('critical', 8),
        right('high', 4),
        right('medium', 6),
        right('low', 3),
        right('unseen', 6),
        right('age', 3),
        right('fix', 3),
      ],
      shown.map((point) => [
        isDaily ? point.at.slice(0, 10) : minute(point.at),
        share(point),
        `${point.worstBlastRadius}%`,
        ...['critical', 'high', 'medium', 'low'].map((severity) => grouped(point.open[severity] ?? 0)),
        grouped(point.unseen),
        days(point.meanAge),
        days(point.meanTimeToFix),
      ]),
    );
    yield '';
    const [first, last] = [points[0], points.at(-1)];
    if (first !== undefined && last !== undefined && points.length > 1) {
      yield* hanging('', inShort(first, last), page.width);
      yield '';
    }
    yield page.paint('dim', 'standing: of the identities with privileges; radius: the largest blast radius;');
    yield page.paint('dim', 'age: days open on average; fix: days that fixes took, over the last 90 days');
    if (shown.length < points.length)
      yield page.paint('dim', `${shown.length} of ${grouped(points.length)} scans (--points)`);
  });
