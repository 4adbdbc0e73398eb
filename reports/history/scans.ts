import type { HistoryScan, TrendPoint } from '../../src/model/history.ts';
import { grouped } from '../layout.ts';
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

const days = (value: number | undefined): string => (value === undefined ? '-' : String(value));

const share = ({ standing, privileged }: TrendPoint): string =>
  privileged === 0 ? '-' : `${((100 * standing) / privileged).toFixed(1)}%`;

/** At most so many, evenly spread, the newest among them. */
export const spread = <Item>(items: readonly Item[], most: number): readonly Item[] =>
  items.length <= most
    ? items
    : Array.from({ length: most }, (_, index) => items[Math.round(((index + 1) * items.length) / most) - 1]!);

/** Whether it gets better: a line a scan, the oldest first. @param most lines at most */
export const trendPage = (
  points: readonly TrendPoint[],
  most: number,
  options: TextOptions,
): Iterable<string> =>
  pageOf(options, function* (page) {
    const shown = spread(points, most);
    yield* table(
      page,
      [
        left('collected (UTC)', 16),
        right('standing', 8),
        right('radius', 6),
        right('critical', 8),
        right('high', 4),
        right('medium', 6),
        right('low', 3),
        right('unseen', 6),
        right('age', 3),
        right('to fix', 6),
      ],
      shown.map((point) => [
        minute(point.at),
        share(point),
        `${point.worstBlastRadius}%`,
        ...['critical', 'high', 'medium', 'low'].map((severity) => grouped(point.open[severity] ?? 0)),
        grouped(point.unseen),
        days(point.meanAge),
        days(point.meanTimeToFix),
      ]),
    );
    yield '';
    yield page.paint('dim', 'standing: of the identities with privileges; radius: the largest blast radius;');
    yield page.paint('dim', 'age: days open on average; to fix: days on average over the last 90 days');
    if (shown.length < points.length)
      yield page.paint('dim', `${shown.length} of ${grouped(points.length)} scans (--points)`);
  });
