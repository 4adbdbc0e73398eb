import { furtherControls, rules } from '../../rules/index.ts';
import { invalidException } from '../../rules/invalid-exception.ts';
import { judgeExceptions } from '../audit/invalid-exceptions.ts';
import { runRules } from '../audit/run-rules.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import { reachOf } from '../reach/index.ts';
import { tool } from '../version.ts';
import { estateOf } from './estate.ts';
import type { Facts } from './facts.ts';

/** What `rules:` of the configuration may name. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/**
 * From facts to findings: interpret, reach, rules, exceptions. Pure; the same facts, settings and exceptions give the
 * same result.
 * @param entries of the exceptions file; absent: there is none
 */
export const audit = (facts: Facts, settings: Settings, entries?: readonly ExceptionEntry[]): AuditResult => {
  const { collectedAt, records, coverage } = facts;
  const estate = estateOf(records, { collectedAt, coverage, settings });
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
