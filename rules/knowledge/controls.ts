import type { Controls, OwaspRisk } from '../../src/model/finding.ts';
import { owaspRisks } from '../../src/model/finding.ts';
import type { Framework } from '../../src/model/framework.ts';
import type { FurtherControls } from '../../src/model/rule.ts';
import { frameworks, owaspNhi2025 } from './frameworks/index.ts';

/** Findings carry the risks of the OWASP list apart, as `owasp`. */
const mapped = frameworks.filter((framework) => framework !== owaspNhi2025);

const isForAll = ({ scope }: Framework): boolean => scope.providers === undefined && scope.agents !== true;

const risks = Object.keys(owaspRisks) as OwaspRisk[];

const controlsOfRisk = (chosen: readonly Framework[], risk: OwaspRisk): Controls =>
  Object.fromEntries(
    chosen.flatMap(({ name, byRisk }) => (byRisk[risk] === undefined ? [] : [[name, byRisk[risk]]])),
  );

/** Control ids that a finding supports evidence for, by OWASP NHI 2025 risk, whoever it is about. */
export const controlsByRisk = Object.fromEntries(
  risks.map((risk) => [risk, controlsOfRisk(mapped.filter(isForAll), risk)]),
) as Readonly<Record<OwaspRisk, Controls>>;

const byRuleOf = (same: readonly Framework[]): Readonly<Record<string, Controls>> => {
  const merged: Record<string, Record<string, readonly string[]>> = {};
  for (const { name, byRule = {} } of same) {
    for (const [rule, ids] of Object.entries(byRule)) {
      merged[rule] ??= {};
      merged[rule][name] = ids;
    }
  }
  return merged;
};

/** What is added to a finding for the identity or the rule it is about. */
export const furtherControls: readonly FurtherControls[] = [
  ...Map.groupBy(
    mapped.filter(
      (framework) => !isForAll(framework) || framework.byRule !== undefined || framework.focus !== undefined,
    ),
    ({ scope }) => scope,
  ),
].map(([scope, same]) => ({
  title: scope.title,
  appliesTo: ({ provider, agent }) =>
    (scope.providers === undefined || scope.providers.includes(provider)) && (scope.agents !== true || agent),
  // Those for all stand at the rule already.
  byRisk: Object.fromEntries(
    risks.map((risk) => [
      risk,
      controlsOfRisk(
        same.filter((each) => !isForAll(each)),
        risk,
      ),
    ]),
  ),
  byRule: byRuleOf(same),
  focus: Object.fromEntries(same.flatMap(({ name, focus }) => (focus === undefined ? [] : [[name, focus]]))),
}));

/** Those that a rule's findings do not show, though its risk is theirs. */
const isClaimed = (framework: string, id: string, rule: string | undefined): boolean =>
  rule === undefined ||
  mapped.find(({ name }) => name === framework)?.notByRule?.[rule]?.includes(id) !== true;

/**
 * The controls of all risks together, ids sorted and each once.
 * @param rule whose `notByRule` is left out
 */
export const controlsOf = (ofRisks: readonly OwaspRisk[], rule?: string): Controls => {
  const merged: Record<string, string[]> = {};
  for (const risk of ofRisks) {
    for (const [framework, ids] of Object.entries(controlsByRisk[risk])) {
      const claimed = ids.filter((id) => isClaimed(framework, id, rule));
      if (claimed.length > 0)
        merged[framework] = [...new Set([...(merged[framework] ?? []), ...claimed])].sort();
    }
  }
  return merged;
};
