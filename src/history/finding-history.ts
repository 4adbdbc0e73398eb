import type { Finding } from '../model/finding.ts';
import type { Deadlines, FindingHistory, ScanHistory } from '../model/history.ts';
import { daysBetween, type Life } from './life.ts';

const day = 86_400_000;

/** What is said of a finding by its life, as of a scan. @param at time of the scan */
export const findingHistory = (
  { state, firstSeen, openSince, severity }: Life,
  at: string,
  deadlines: Deadlines,
): FindingHistory => {
  const limit = new Map<string, number | undefined>(Object.entries(deadlines)).get(severity);
  const bound = limit !== undefined && state !== 'accepted' && state !== 'fixed';
  const due = bound ? new Date(Date.parse(openSince) + limit * day).toISOString() : undefined;
  return {
    state,
    firstSeen,
    openSince,
    age: daysBetween(openSince, at),
    ...(due === undefined ? {} : { due }),
    overdue: due !== undefined && at > due,
  };
};

/** What a report says of the history of its findings. @param lives by fingerprint, as of the scan */
export const scanHistory = (
  lives: ReadonlyMap<string, Life>,
  { findings, at }: { readonly findings: readonly Finding[]; readonly at: string },
  deadlines: Deadlines,
): ScanHistory => {
  const all = [...lives.values()];
  return {
    findings: new Map(
      findings.flatMap(({ fingerprint }) => {
        const life = lives.get(fingerprint);
        return life === undefined ? [] : [[fingerprint, findingHistory(life, at, deadlines)] as const];
      }),
    ),
    fixed: all.filter(({ fixedAt }) => fixedAt === at).length,
    unseen: all.filter(({ state }) => state === 'unseen').length,
  };
};
