import { sortedAssessments, sortedCoverage } from '../src/audit/order.ts';
import type { JudgedException } from '../src/model/exception.ts';
import type { AuditResult } from '../src/model/report.ts';

/** What a report could not see, in sentences that several formats share. Texts are as they came: writers make them inert. */

const inScopes = (scopes: readonly string[]): string => {
  if (scopes.length > 1) return ` in ${scopes.length} scopes`;
  const [scope = '*'] = scopes;
  return scope === '*' ? '' : ` in ${scope}`;
};

const grouped = <T>(items: readonly T[], key: (item: T) => readonly string[]): readonly (readonly T[])[] => [
  ...Map.groupBy(items, (item) => JSON.stringify(key(item))).values(),
];

/** One sentence for each source that was not read in full; the same gap in many scopes is one. */
export const coverageGaps = (result: AuditResult): readonly string[] =>
  grouped(
    sortedCoverage(result.coverage).filter(({ status }) => status !== 'complete'),
    ({ connector, source, status, detail }) => [connector, source, status, detail],
  ).map((same) => {
    const { connector, source, status, detail } = same[0]!;
    return `${connector} ${source}${inScopes(same.map(({ scope }) => scope))} was not read in full (${status}): ${detail}`;
  });

/** One sentence for each rule that could not be judged, or only in part. */
export const unjudgedRules = (result: AuditResult): readonly string[] =>
  grouped(
    sortedAssessments(result.assessments).filter(({ status }) => status !== 'assessed'),
    ({ rule, status, reason }) => [rule, status, reason],
  ).map((same) => {
    const { rule, status, reason } = same[0]!;
    return `${rule}${inScopes(same.map(({ scope }) => scope))}: ${status}, ${reason}`;
  });

/** Whether all was read and all was judged. */
export const isComplete = ({ coverage, assessments }: AuditResult): boolean =>
  coverage.every(({ status }) => status === 'complete') &&
  assessments.every(({ status }) => status === 'assessed');

/** Whether anything of the estate was read at all: without it no finding means nothing. */
export const hasVerdict = ({ coverage, estate }: AuditResult): boolean =>
  estate.identities.length > 0 &&
  coverage.some(({ status, gives }) => (status === 'complete' || status === 'partial') && gives.length > 0);

export const exceptionsById = ({
  exceptions,
}: Pick<AuditResult, 'exceptions'>): ReadonlyMap<string, JudgedException> =>
  new Map((exceptions ?? []).map((judged) => [judged.id, judged]));
