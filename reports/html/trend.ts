import { severities } from '../../src/model/finding.ts';
import type { TrendPoint } from '../../src/model/history.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { spread } from '../history/scans.ts';
import type { PageTrend, TrendRow } from './page-data.ts';

/** More than a curve shows; of more they are spread evenly, the newest among them. */
const mostPoints = 400;

const row = (point: TrendPoint): TrendRow => {
  const open = new Map(Object.entries(point.open));
  return {
    at: point.at,
    series: point.series,
    standing: point.standing,
    privileged: point.privileged,
    worst: point.worstBlastRadius,
    open: severities.map((severity) => open.get(severity) ?? 0),
    unseen: point.unseen,
    accepted: point.accepted,
    age: point.meanAge ?? null,
    fix: point.meanTimeToFix ?? null,
  };
};

/** How things went, scan by scan; null: there is no history. */
export const pageTrend = ({ trend }: Pick<AuditResult, 'trend'>): PageTrend | null => {
  if (trend === undefined) return null;
  const points = spread(trend, mostPoints);
  return { points: points.map(row), left: trend.length - points.length };
};
