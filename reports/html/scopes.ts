import { sortedAssessments } from '../../src/audit/order.ts';
import { assessmentsByScope } from '../../src/model/assessment.ts';
import type { AuditResult } from '../../src/model/report.ts';
import type { PageData } from './page-data.ts';

/** Scopes with what could not be judged in them. */
export const scopesOf = ({ estate, assessments }: AuditResult): Pick<PageData, 'scopes' | 'unjudged'> => {
  const assessmentOf = assessmentsByScope(assessments, estate.scopes);
  const rules = [...new Set(assessments.map(({ rule }) => rule))];
  const lists = new Map<string, number>();
  const unjudged: string[][] = [];
  const unjudgedIn = (scope: string): number => {
    const told = sortedAssessments(rules.flatMap((rule) => assessmentOf(rule, scope) ?? []))
      .filter(({ status }) => status !== 'assessed')
      .map(({ rule, status, reason }) => `${rule}: ${status}, ${reason}`);
    const key = JSON.stringify(told);
    const place = lists.get(key) ?? unjudged.push(told) - 1;
    lists.set(key, place);
    return place;
  };
  return {
    scopes: estate.scopes.map(({ id, name, provider, kind, environment }) => ({
      id,
      name: name === id ? '' : name,
      provider,
      kind,
      environment,
      unjudged: unjudgedIn(id),
    })),
    unjudged,
  };
};
