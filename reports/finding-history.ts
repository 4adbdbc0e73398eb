import type { FindingHistory, FindingState } from '../src/model/history.ts';
import type { AuditResult } from '../src/model/report.ts';
import { counted, grouped } from './layout.ts';

/** What a history says of findings, as the reports have it. Nothing where no history was asked for. */

const day = (time: string): string => time.slice(0, 10);

/** `reopened, since 2026-01-02 (12 days), to be fixed by 2026-01-09: overdue`; empty: no history was asked. */
export const sinceText = (history: FindingHistory | undefined): string => {
  if (history === undefined) return '';
  const { state, firstSeen, openSince, age, due, overdue } = history;
  return [
    `${state}, since ${day(openSince)} (${counted(age, 'day')})`,
    ...(firstSeen === openSince ? [] : [`first seen ${day(firstSeen)}`]),
    ...(due === undefined ? [] : [`to be fixed by ${day(due)}${overdue ? ': overdue' : ''}`]),
  ].join(', ');
};

/** Whether the scan before had not found it: found for the first time, or again after it was fixed; accepted or not. */
export const isNewFinding = ({ openSince }: FindingHistory, collectedAt: string): boolean =>
  Date.parse(openSince) === Date.parse(collectedAt);

/** How many findings are new, back, gone, not looked at, and how old: one sentence for the whole scan. */
export const historySentence = ({ history }: Pick<AuditResult, 'history'>): string | undefined => {
  if (history === undefined) return undefined;
  const all = [...history.findings.values()];
  const overdue = all.filter((each) => each.overdue).length;
  const oldest = all.reduce((most, { state, age }) => (state === 'accepted' ? most : Math.max(most, age)), 0);
  const count = (state: FindingState): number => all.filter((each) => each.state === state).length;
  const parts = [
    `${grouped(count('new'))} new, ${grouped(count('reopened'))} reopened, ${grouped(history.fixed)} fixed since the scan before`,
    ...(history.unseen === 0 ? [] : [`${grouped(history.unseen)} could not be looked at`]),
    `the oldest open for ${counted(oldest, 'day')}`,
    ...(overdue === 0 ? [] : [`${grouped(overdue)} overdue`]),
  ];
  return parts.join('; ');
};
