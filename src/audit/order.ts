import { byText } from '../model/by-text.ts';
import type { Coverage } from '../model/coverage.ts';
import type { Finding } from '../model/finding.ts';
import { severityRank } from '../model/finding.ts';
import type { Assessment } from '../model/rule.ts';

export const sortedCoverage = (coverage: readonly Coverage[]): readonly Coverage[] =>
  coverage.toSorted(
    (a, b) =>
      byText(a.connector, b.connector) ||
      byText(a.scope, b.scope) ||
      byText(a.source, b.source) ||
      byText(a.status, b.status) ||
      byText(a.detail, b.detail),
  );

export const sortedAssessments = (assessments: readonly Assessment[]): readonly Assessment[] =>
  assessments.toSorted((a, b) => byText(a.rule, b.rule) || byText(a.scope, b.scope));

export const isOpen = (finding: Finding): boolean => finding.status !== 'accepted';

/** The most severe; of equally severe ones the first. */
export const mostSevere = (findings: readonly Finding[]): Finding | undefined => {
  let worst = findings[0];
  for (const finding of findings) {
    if (severityRank(finding.severity) > severityRank(worst!.severity)) worst = finding;
  }
  return worst;
};
