import { scanHistory } from '../history/finding-history.ts';
import { observationOf } from '../history/observation.ts';
import { endedAt, historyScans } from '../history/read.ts';
import { recordScan } from '../history/record.ts';
import type { HistoryStore } from '../history/store.ts';
import { trendOf } from '../history/trend.ts';
import type { AuditResult } from '../model/report.ts';
import { isAnswered } from './facts.ts';

/**
 * Adds a scan to a history.
 * @param result all of it: filters are about what is shown
 * @param isStale whether a scope is known from old facts alone: what was found there was not seen now
 * @returns the result with what the history says of its findings, and of its scans; undefined: nothing was read, so that there is nothing to add
 */
export const addToHistory = async (
  store: HistoryStore,
  result: AuditResult,
  isStale: (scope: string) => boolean = () => false,
): Promise<AuditResult | undefined> => {
  if (!isAnswered(result.coverage) || result.estate.identities.length === 0) return undefined;
  const seen = result.findings.filter(({ scope }) => !isStale(scope));
  const observation = observationOf({ ...result, findings: seen });
  const { lives } = await recordScan(store.engine, observation, store.target.shown);
  const trend = trendOf(await historyScans(store.engine.db));
  const scan = { findings: result.findings, at: observation.collectedAt };
  const history = scanHistory(lives, scan, result.settings.deadlines);
  const ended = await endedAt(store.engine.db, scan.at, result.settings.deadlines);
  // A scan that comes late has fixed what newer ones have found again: then the number is all that is said.
  const known = ended.length === history.fixed ? { ended } : {};
  return { ...result, history: { ...history, ...known }, trend };
};
