import { firstChokePoints } from '../src/audit/choke-points.ts';
import { firstGroups } from '../src/audit/groups.ts';
import { isOpen } from '../src/audit/order.ts';
import type { RankedIdentity, Ranking } from '../src/audit/ranking.ts';
import { rank, workList } from '../src/audit/ranking.ts';
import type { Severity } from '../src/model/finding.ts';
import { severities } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import { isWithoutEnd } from '../src/model/standing.ts';
import { coverageGaps, hasVerdict, isComplete, unjudgedRules } from './completeness.ts';
import { historySentence, sinceText } from './finding-history.ts';
import { filterWords, inForceSentences, nothingListed } from './in-force.ts';
import { exceptionTable, listed, summaryBytes } from './markdown-parts.ts';
import { code, prose, table, withinBytes } from './markdown-text.ts';
import { mermaidPaths } from './mermaid.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat, TextOptions } from './report-format.ts';
import { cutWords, namesOf } from './terminal-changes.ts';
import { percent } from './terminal-page.ts';

/** Identities, rules and gaps that a summary lists; the other reports hold all. */
const longest = {
  identities: 10,
  groups: 10,
  chokePoints: 3,
  gaps: 20,
  exceptions: 20,
  inForce: 30,
} as const;

const mostSevereFirst: readonly Severity[] = severities.toReversed();

const verdict = (result: AuditResult, ranking: Ranking): string => {
  if (!hasVerdict(result)) return '**No verdict: nothing could be read from any source.**';
  const open = ranking.findings.filter(isOpen).length;
  const whole = isComplete(result)
    ? 'Everything that was asked for was read.'
    : '**Not everything could be seen**: what is missing is listed below.';
  return `**${open === 0 ? 'No open finding' : `${open} open findings`}** at ${result.estate.identities.length} identities. ${whole}`;
};

const counts = (result: AuditResult, { findings }: Ranking): string => {
  const count = (severity: Severity, wanted: (status: string) => boolean): string =>
    String(findings.filter((finding) => finding.severity === severity && wanted(finding.status)).length);
  const rows = mostSevereFirst.map((severity) => [
    severity,
    count(severity, (status) => status !== 'accepted'),
    count(severity, (status) => status === 'expired-exception'),
    count(severity, (status) => status === 'accepted'),
  ]);
  const standing = result.standings.filter(isWithoutEnd).length;
  return `${table(['Severity', 'Open', 'of them with an ended exception', 'Accepted'], rows)}

${standing} of ${result.estate.identities.length} identities hold privileges without expiry.
`;
};

const identityName = ({ identity }: RankedIdentity): string => identity.name || identity.id;

function* identities(result: AuditResult, ranking: Ranking, options: TextOptions): Generator<string> {
  const top = options.top ?? longest.identities;
  const scopeNames = new Map(result.estate.scopes.map(({ id, name }) => [id, name || id]));
  const rows: string[][] = [];
  const { listed: work, people } = workList(ranking, top, options);
  for (const ranked of work) {
    const { identity, radius, standing, worst } = ranked;
    rows.push([
      String(ranked.rank),
      `${percent(radius.score)}%`,
      code(identityName(ranked), 120),
      prose(identity.kind, 60),
      code(scopeNames.get(identity.scope) ?? identity.scope, 60),
      prose(standing),
      worst === undefined ? '-' : `${worst.severity}: ${code(worst.rule, 80)}`,
    ]);
  }
  yield '\n## By blast radius: the share of the estate compromised if it leaks\n\n';
  if (rows.length === 0) {
    yield `${nothingListed(result, 'None')}\n`;
    return;
  }
  yield `${table(['#', 'Blast radius', 'Identity', 'Kind', 'Scope', 'Standing', 'Worst finding'], rows)}\n`;
  const rest = result.estate.identities.length - (result.filter?.identities ?? 0) - rows.length;
  if (rest > 0)
    yield `\n${rest} more in the other reports${people === 0 ? '' : `, ${people} people among them`}.\n`;
  const picture = mermaidPaths(result, work);
  if (picture.length === 0) return;
  yield '\nThe shortest paths of the worst of them (dashed: rests on an assumption; thick: a choke point):\n\n';
  yield `\`\`\`mermaid\n${picture.join('\n')}\n\`\`\`\n`;
}

/** Steps without which the most lose all their ways to control. */
function* chokeLines(result: AuditResult): Generator<string> {
  const points = firstChokePoints(result, longest.chokePoints);
  if (points.length === 0) return;
  const names = namesOf(result, new Set(points.flatMap(({ step }) => [step.from, step.to])));
  const nameOf = (end: string): string => code(names.get(end) ?? end, 120);
  yield 'Choke points: steps that most paths to full control share:\n\n';
  for (const { step, origins, identities, identitiesProven } of points) {
    const others = origins === 1 ? '' : ` and ${origins - 1} more`;
    yield `- ${nameOf(step.from)}${others}: ${prose(step.by)} (${nameOf(step.to)}): ${cutWords({ identities, identitiesProven })}\n`;
  }
  yield '\n';
}

/** What one change ends, in the order of findings.csv. */
function* groups(result: AuditResult, ranking: Ranking): Generator<string> {
  const { listed: first, rest } = firstGroups(ranking.groups, longest.groups);
  if (first.length === 0) return;
  const names = namesOf(result, new Set(first.map(({ worst }) => worst.identity)));
  yield '\n## What to end first\n\n';
  yield* chokeLines(result);
  yield 'One change each, in the order of `findings.csv`: by blast radius, then by the tie-breakers of `docs/ranking.md`.\n\n';
  for (const { worst, open, title, rules } of first) {
    const [change = ''] = worst.fix.split('\n', 1);
    const since = sinceText(result.history?.findings.get(worst.fingerprint));
    const whole = `${code(names.get(worst.identity) ?? worst.identity, 120)} (${percent(worst.blastRadius)}%): ${prose(worst.title)}`;
    yield `- **${worst.severity}** ${open.length === 1 ? whole : `${prose(title)}\n  - Worst: ${whole}`}
  - Fix: ${prose(change)}
  - ${rules.length === 1 ? 'Rule' : 'Rules'} ${rules.map((rule) => code(rule, 80)).join(', ')}, ${open.length} open
${since === '' ? '' : `  - History: ${prose(since)}\n`}`;
  }
  if (rest.groups > 0)
    yield `\n${rest.findings} more open findings, which ${rest.groups} changes end, in the other reports.\n`;
}

function* summary(result: AuditResult, options: TextOptions): Generator<string> {
  const ranking = rank(result);
  yield `# ${prose(result.tool.name)}: non-human identities\n\n`;
  yield `${verdict(result, ranking)} Data as of ${code(result.estate.collectedAt, 40)}.\n\n`;
  const left = filterWords(result);
  if (left !== undefined) yield `${prose(left)}\n\n`;
  yield counts(result, ranking);
  const history = historySentence(result);
  if (history !== undefined) yield `\nHistory: ${prose(history)}.\n`;
  yield* identities(result, ranking, options);
  yield* groups(result, ranking);
  yield* listed('Configuration in force', inForceSentences(result), longest.inForce);
  yield* listed('What could not be read', coverageGaps(result), longest.gaps);
  yield* listed('What could not be judged', unjudgedRules(result), longest.gaps);
  yield* exceptionTable(result.exceptions, longest.exceptions);
}

/** A summary for the page of a CI job: GitHub's `GITHUB_STEP_SUMMARY`, a comment, a wiki. */
export const markdownFormat: ReportFormat = {
  id: 'markdown',
  title: 'a summary in Markdown, for CI jobs',
  files: (result, options) => [
    { name: 'summary.md', text: inPieces(() => [withinBytes(summary(result, options), summaryBytes)]) },
  ],
};
