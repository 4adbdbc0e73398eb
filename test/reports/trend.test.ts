import { describe, expect, test } from 'vitest';
import { spread, trendPage } from '../../reports/history/scans.ts';
import type { TrendPoint } from '../../src/model/history.ts';

const hour = 3_600_000;
/** A scan each so many hours: fewer standing privileges from one to the next. */
const points = (scans: number, hours: number): readonly TrendPoint[] =>
  Array.from({ length: scans }, (_, n) => ({
    scan: String(n),
    series: n < 2 ? 1 : 2,
    at: new Date(Date.UTC(2026, 0, 1) + n * hours * hour).toISOString(),
    standing: 5000 - n,
    privileged: 10_000,
    worstBlastRadius: 60.4,
    open: { critical: 3500 - n, high: 3120, medium: 1234, low: 1200, info: 0 },
    unseen: n === scans - 1 ? 1234 : 0,
    accepted: 7,
    meanAge: 216.3 + n,
    meanTimeToFix: 159.75,
  }));
const linesOf = (scans: readonly TrendPoint[], most: number, width = 80): readonly string[] =>
  [...trendPage(scans, most, { width, colour: false })].join('').split('\n');

describe('the trend on a terminal', () => {
  test('a year on eighty columns: a line a scan, no number broken, the first scan and the newest, and all in a sentence', () => {
    const lines = linesOf(points(365, 24), 12);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.filter((line) => /^2026-\d\d-\d\d {2}/.test(line))).toHaveLength(12);
    expect(lines[1]).toBe('2026-01-01     50.0%   60.4%     3,500  3,120   1,234  1,200       0  216  160');
    expect(lines[12]).toContain('2026-12-31     46.4%   60.4%     3,136');
    expect(lines.join('\n').replaceAll('\n', ' ')).toContain(
      '2026-01-01 to 2026-12-31: standing 50.0% → 46.4%, largest blast radius 60.4% as before, open findings 9,054 → 8,690, critical 3,500 → 3,136, things scanned 1 → 2, 1,234 not seen by the latest',
    );
    expect(lines).toContain('12 of 365 scans (--points)');
  });

  test('several a day are told apart by the hour; one alone has come from nowhere', () => {
    expect(linesOf(points(3, 8), 12)[2]).toMatch(/^2026-01-01 08:00 /);
    expect(linesOf(points(1, 24), 12).join('\n')).not.toContain(' to 2026');
    expect(linesOf([], 12)[0]).toMatch(/^collected/);
  });

  test('of many the oldest and the newest are among those that are shown', () => {
    const items = Array.from({ length: 100 }, (_, n) => n);
    expect(spread(items, 3)).toEqual([0, 50, 99]);
    expect(spread(items, 1)).toEqual([99]);
    expect(spread(items, 0)).toEqual([]);
    expect(spread(items, 100)).toEqual(items);
  });
});
