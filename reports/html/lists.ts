import { chokePoints } from '../../src/audit/choke-points.ts';
import type { FindingGroup } from '../../src/audit/groups.ts';
import { isOpen, sortedCoverage } from '../../src/audit/order.ts';
import type { Ranking } from '../../src/audit/ranking.ts';
import { byText } from '../../src/model/by-text.ts';
import type { JudgedException } from '../../src/model/exception.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { coverText } from '../exception-list.ts';
import type { ChokeRow, CoverageRow, ExceptionRow, GroupRow, RuleRow } from './page-data.ts';

/** Members that a group tells; the findings of the others are in findings.csv. */
const listedMembers = 50;

/** What one change ends. */
export const groupRow = ({
  id,
  title,
  cause,
  rules,
  identities,
  open,
  worst,
  members,
}: FindingGroup): GroupRow => {
  const shown = worst ?? members[0]!;
  return {
    id,
    title,
    change: cause?.label ?? '',
    severity: shown.severity,
    radius: members[0]!.blastRadius,
    rules,
    identities,
    open: open.length,
    accepted: members.length - open.length,
    fix: shown.fix.split('\n'),
    members: [...new Set(members.flatMap(({ identity, about }) => about ?? [identity]))].slice(
      0,
      listedMembers,
    ),
  };
};

export const coverageRows = ({ coverage }: AuditResult): readonly CoverageRow[] =>
  sortedCoverage(coverage).map(({ connector, scope, source, status, detail, gives }) => ({
    provider: connector,
    scope,
    source,
    status,
    detail,
    gives: [...gives].sort(byText),
  }));

/** Every rule, in how many scopes it could be judged, and why not in the others. */
export const ruleRows = ({ rules, assessments }: AuditResult, { findings }: Ranking): readonly RuleRow[] => {
  const byRule = Map.groupBy(assessments, ({ rule }) => rule);
  const open = Map.groupBy(findings.filter(isOpen), ({ rule }) => rule);
  return rules
    .filter(({ id }) => byRule.has(id) || open.has(id))
    .map(({ id, title, severity }) => {
      const of = byRule.get(id) ?? [];
      const count = (wanted: string): number => of.filter(({ status }) => status === wanted).length;
      return {
        id,
        title,
        severity,
        open: open.get(id)?.length ?? 0,
        assessed: count('assessed'),
        partly: count('partial'),
        notAssessed: count('not-assessed'),
        reasons: [...new Set(of.map(({ reason }) => reason))].filter((reason) => reason !== '').sort(byText),
      };
    })
    .sort((a, b) => byText(a.id, b.id));
};

export const exceptionRow = ({
  id,
  status,
  problems,
  exception,
  covered,
  location,
}: JudgedException): ExceptionRow => ({
  id,
  status,
  problems,
  covers: exception === undefined ? '' : coverText(exception.covers),
  reason: exception?.reason ?? '',
  owner: exception?.owner ?? '',
  approver: exception?.approver ?? '',
  created: exception?.created ?? '',
  expires: exception?.expires ?? '',
  controls: exception?.compensatingControls ?? [],
  findings: covered.length,
  place: `${location.file}:${location.line}`,
});

export const chokeRows = (result: AuditResult): readonly ChokeRow[] =>
  chokePoints(result).map(({ step, origins, identities, identitiesProven }) => ({
    from: step.from,
    to: step.to,
    by: step.by,
    technique: step.technique,
    origins,
    identities,
    proven: identitiesProven,
  }));
