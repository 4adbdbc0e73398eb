import { connectors } from '../../connectors/index.ts';
import { furtherControls, rules } from '../../rules/index.ts';
import { runRules } from '../audit/run-rules.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import { reachOf } from '../reach/index.ts';
import { tool } from '../version.ts';
import type { Facts } from './facts.ts';

const [connector] = connectors;

/** What `rules:` of the configuration may name. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/** From facts to findings: interpret, reach, rules. Pure; the same facts and settings give the same result. */
export const audit = (facts: Facts, settings: Settings): AuditResult => {
  const { collectedAt, records, coverage } = facts;
  const estate = connector!.interpret(records, { collectedAt, coverage, settings });
  const reach = reachOf(estate, settings);
  const judged = runRules({ estate, reach, settings, rules, furtherControls });
  return { tool, estate, reach, ...judged, coverage: estate.coverage, rules, settings };
};
