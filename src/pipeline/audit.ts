import { furtherControls, rules } from '../../rules/index.ts';
import { invalidException } from '../../rules/invalid-exception.ts';
import { judgeExceptions } from '../audit/invalid-exceptions.ts';
import { runRules } from '../audit/run-rules.ts';
import type { Coverage } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import { reachOf } from '../reach/index.ts';
import { tool } from '../version.ts';
import { estateOf, factReader } from './estate.ts';
import { clockOf, type Facts, type Source, takeIn } from './facts.ts';

/** What `rules:` of the configuration may name. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/**
 * From facts to findings: interpret, reach, rules, exceptions. Pure; the same facts, settings and exceptions give the
 * same result.
 * @param entries of the exceptions file; absent: there is none
 */
export const audit = (facts: Facts, settings: Settings, entries?: readonly ExceptionEntry[]): AuditResult => {
  const { collectedAt, records, coverage, interpretations } = facts;
  return judge(estateOf(records, interpretations, { collectedAt, coverage, settings }), settings, entries);
};

/**
 * The same from sources, taken in record by record: of a large file no more is kept than the audit needs.
 * @param onRead when all is read, before anything is concluded from it
 */
export const auditSources = async (
  sources: readonly Source[],
  settings: Settings,
  {
    collectedAt = clockOf(sources),
    entries,
    onRead,
  }: {
    readonly collectedAt?: string | undefined;
    readonly entries?: readonly ExceptionEntry[] | undefined;
    readonly onRead?: () => void;
  } = {},
): Promise<AuditResult> => {
  const reader = factReader();
  const coverage: Coverage[] = [];
  await takeIn(sources, reader.add, (entry) => coverage.push(entry));
  onRead?.();
  const { estate } = reader.finish({ collectedAt, coverage, settings });
  return judge(estate, settings, entries);
};

const judge = (
  estate: Estate,
  settings: Settings,
  entries: readonly ExceptionEntry[] | undefined,
): AuditResult => {
  const reach = reachOf(estate, settings);
  const judged = runRules({ estate, reach, settings, rules, furtherControls });
  const accepted =
    entries === undefined
      ? {}
      : judgeExceptions({
          entries,
          findings: judged.findings,
          estate,
          reach,
          settings,
          rule: invalidException,
        });
  return { tool, estate, reach, ...judged, ...accepted, coverage: estate.coverage, rules, settings };
};
