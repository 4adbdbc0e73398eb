import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { furtherControls, rules } from '../rules/index.ts';
import { allIdentities } from '../rules/knowledge/frameworks/scopes.ts';
import type { Controls, OwaspRisk } from '../src/model/finding.ts';
import { owaspRisks, severityRank } from '../src/model/finding.ts';
import type { Rule } from '../src/model/rule.ts';

/** `npm run docs`: writes docs/rules/ from the rules. A test fails when a page differs from what this gives. */

const owasp = (risks: readonly OwaspRisk[]): string =>
  risks.map((risk) => `${risk} ${owaspRisks[risk]}`).join(', ');

const controlLines = (rule: Rule): string[] => {
  const further = furtherControls.flatMap(({ title, byRisk, byRule }) => {
    const merged: Record<string, string[]> = {};
    for (const controls of [...rule.owasp.map((risk) => byRisk[risk]), byRule?.[rule.id]]) {
      for (const [framework, ids] of Object.entries(controls ?? {})) {
        merged[framework] = [...new Set([...(merged[framework] ?? []), ...ids])].sort();
      }
    }
    return Object.keys(merged).length === 0 ? [] : [[title, merged] as const];
  });
  const lines = (controls: Controls, only: string): string[] =>
    Object.entries(controls).map(([framework, ids]) => `- ${framework}${only}: ${ids.join(', ')}`);
  const everyones = further.find(([title]) => title === allIdentities.title)?.[1] ?? {};
  const own = Object.fromEntries(
    Object.entries({ ...everyones, ...rule.controls }).map(([framework, ids]) => [
      framework,
      [...new Set([...ids, ...(everyones[framework] ?? [])])].sort(),
    ]),
  );
  return [
    ...lines(own, ''),
    ...further
      .filter(([title]) => title !== allIdentities.title)
      .flatMap(([title, controls]) => lines(controls, ` (${title})`)),
  ];
};

const page = (
  rule: Rule,
): string => `<!-- Written by scripts/write-rule-pages.ts from rules/${rule.id}.ts: change the rule, then run "npm run docs". -->
# ${rule.id}

**${rule.title}**

| | |
|---|---|
| Severity | ${rule.severity} (a finding may differ, see below) |
| Confidence | ${rule.confidence} |
| OWASP NHI 2025 | ${owasp(rule.owasp)} |
| Facets | ${rule.facets.join(', ')} |
| Needs | ${rule.needs.join(', ')}; \`not-assessed\` where one of these was not read |${rule.needsOfIdentity === undefined ? '' : `\n| Needs of an identity | ${rule.needsOfIdentity.join(', ')}; \`not-assessed\` where it is known of none |`}${rule.about === undefined ? '' : `\n| About | ${rule.about.join(', ')} |`}

## Why it matters

${rule.why}

## How to fix it

${rule.remedy}

## Limits of this check

${rule.limits}

## Controls

A finding supports evidence for these; it does not decide whether one is met.

${controlLines(rule).join('\n')}

## Configuration

\`\`\`yaml
rules:
  ${rule.id}:
    enabled: true # false: the rule is not run
    severity: ${rule.severity} # for all its findings; leave it out to keep what each finding says
\`\`\`

## Sources

${rule.sources.map((source) => `- <${source}>`).join('\n')}
`;

const index = (
  sorted: readonly Rule[],
): string => `<!-- Written by scripts/write-rule-pages.ts: change the rules, then run "npm run docs". -->
# Rules

${sorted.length} rules. Each page says why it matters, how to end it, and what the rule cannot know.

| Rule | What it reports | Severity | OWASP NHI 2025 |
|---|---|---|---|
${sorted
  .map(
    ({ id, title, severity, owasp: risks }) =>
      `| [${id}](${id}.md) | ${title} | ${severity} | ${risks.join(', ')} |`,
  )
  .join('\n')}
`;

/** File name in docs/rules/ → text. */
export const rulePages = (all: readonly Rule[] = rules): ReadonlyMap<string, string> => {
  const sorted = all.toSorted(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || (a.id < b.id ? -1 : 1),
  );
  return new Map([
    ['README.md', index(sorted)],
    ...all.map((rule): [string, string] => [`${rule.id}.md`, page(rule)]),
  ]);
};

export const rulePagesFolder = join(import.meta.dirname, '..', 'docs', 'rules');

if (import.meta.main) {
  const pages = rulePages();
  mkdirSync(rulePagesFolder, { recursive: true });
  for (const name of readdirSync(rulePagesFolder)) {
    if (name.endsWith('.md') && !pages.has(name)) rmSync(join(rulePagesFolder, name));
  }
  for (const [name, text] of pages) writeFileSync(join(rulePagesFolder, name), text);
}
