import { byText } from '../model/by-text.ts';
import type { Coverage, CoverageStatus } from '../model/coverage.ts';
import type { Finding } from '../model/finding.ts';
import { severityRank } from '../model/finding.ts';
import type { Assessment } from '../model/rule.ts';

/** What failed comes before what was therefore not asked, and both before what was read. */
const coverageOrder: readonly CoverageStatus[] = ['denied', 'partial', 'unsupported', 'skipped', 'complete'];

/** What a status is sorted by. */
export const coverageRank = (status: CoverageStatus): number => coverageOrder.indexOf(status);

/** Causes first: by status, then connector, scope and source. */
export const sortedCoverage = (coverage: readonly Coverage[]): readonly Coverage[] =>
  coverage.toSorted(
    (a, b) =>
      coverageRank(a.status) - coverageRank(b.status) ||
      byText(a.connector, b.connector) ||
      byText(a.scope, b.scope) ||
      byText(a.source, b.source) ||
      byText(a.detail, b.detail),
  );

export const sortedAssessments = (assessments: readonly Assessment[]): readonly Assessment[] =>
  assessments.toSorted((a, b) => byText(a.rule, b.rule) || byText(a.scope, b.scope));

export const isOpen = (finding: Pick<Finding, 'status'>): boolean => finding.status !== 'accepted';

/** The most severe; of equally severe ones the first. */
export const mostSevere = <Item extends Pick<Finding, 'severity'>>(
  findings: readonly Item[],
): Item | undefined => {
  let worst = findings[0];
  for (const finding of findings) {
    if (severityRank(finding.severity) > severityRank(worst!.severity)) worst = finding;
  }
  return worst;
};
