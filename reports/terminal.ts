import { inputsTold } from '../src/audit/assessments.ts';
import { isOpen, sortedAssessments, sortedCoverage } from '../src/audit/order.ts';
import { rank, workList } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import type { JudgedException } from '../src/model/exception.ts';
import { severities } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Assessment } from '../src/model/rule.ts';
import type { Standing } from '../src/model/standing.ts';
import { historySentence } from './finding-history.ts';
import { filterWords, nothingReached } from './in-force.ts';
import { inForceLines } from './in-force-terminal.ts';
import { shellWord } from './inert-text.ts';
import type { Style } from './layout.ts';
import { counted, grouped, hanging, layoutWidth, left, painter, shorten, tableWidth } from './layout.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat, TextOptions } from './report-format.ts';
import { groupLines } from './terminal-changes.ts';
import { gap, note, type Page, percent } from './terminal-page.ts';
import { displayName, rankedLines } from './terminal-ranking.ts';

const listedIdentities = 10;
/** Lines of coverage by status: what is left out is counted. */
const listedGaps = 10;

/** `critical 2, high 5`: names with how often each occurs, in the order given. */
const tally = (names: Iterable<string>, order?: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const keys = order?.filter((key) => counts.has(key)) ?? [...counts.keys()].sort(byText);
  return keys.map((key) => `${key} ${grouped(counts.get(key)!)}`).join(', ');
};

const mostSevereFirst = severities.toReversed();

const findingsLine = ({ ranking: { findings } }: Page): string => {
  const open = findings.filter(isOpen);
  if (findings.length === 0) return 'none';
  const parts = [
    open.length === 0
      ? 'none open'
      : `${grouped(open.length)} open: ${tally(
          open.map(({ severity }) => severity),
          mostSevereFirst,
        )}`,
  ];
  const accepted = findings.length - open.length;
  if (accepted > 0) parts.push(`${grouped(accepted)} accepted by an exception`);
  const expired = findings.filter(({ status }) => status === 'expired-exception').length;
  if (expired > 0) parts.push(`${grouped(expired)} of the open ones with an expired exception`);
  return parts.join('; ');
};

const historyLine = ({ result }: Page): string | undefined => historySentence(result);

const standingLine = ({ result: { standings } }: Page): string => {
  const count = (wanted: Standing): number => standings.filter((standing) => standing === wanted).length;
  const privileged = standings.length - count('none');
  if (privileged === 0) return 'no identity has permissions in force';
  const lasting = count('standing');
  const shortLived = count('short-lived credential on a standing grant');
  const unseen = count('unknown credential on a standing grant');
  const standing = lasting + shortLived + unseen;
  const share = percent((100 * standing) / privileged);
  const unknown = count('unknown');
  return (
    `${grouped(standing)} of ${counted(privileged, 'identity', 'identities')} with privileges (${share}%): ` +
    `${grouped(lasting)} with a lasting credential, ${grouped(shortLived)} behind a short-lived one` +
    (unseen === 0 ? '' : `, ${grouped(unseen)} with credentials that are not known`) +
    (unknown === 0 ? '' : `; ${grouped(unknown)} more cannot be told`)
  );
};

const worstLine = ({ top, result }: Page): string =>
  top === undefined || top.radius.score === 0
    ? nothingReached(result)
    : `${shorten(displayName(top), 200)}: ${percent(top.radius.score)}% of the estate is compromised if its credential leaks`;

const scopesLine = ({ result: { estate } }: Page): string => {
  const environments = tally(estate.scopes.map(({ environment }) => environment));
  return `${grouped(estate.scopes.length)}: ${tally(estate.scopes.map(({ kind }) => kind))} (environment: ${environments})`;
};

const identitiesLine = ({ result: { estate } }: Page): string =>
  `${grouped(estate.identities.length)}: ${tally(estate.identities.map(({ nature }) => nature.is))}`;

const summary: readonly { readonly label: string; readonly text: (page: Page) => string | undefined }[] = [
  { label: 'Scopes', text: scopesLine },
  { label: 'Identities', text: identitiesLine },
  { label: 'Findings', text: findingsLine },
  { label: 'History', text: historyLine },
  { label: 'Standing', text: standingLine },
  { label: 'Worst', text: worstLine },
];

function* summaryLines(page: Page): Generator<string> {
  const { tool, estate } = page.result;
  yield page.paint('bold', shorten(`${tool.name} ${tool.version}`, page.width));
  yield page.paint('dim', shorten(`data as of ${estate.collectedAt}`, page.width));
  if (estate.clock !== undefined && estate.clock.basis !== 'collection')
    for (const line of hanging('', `clock: ${estate.clock.says}`, page.width)) yield page.paint('dim', line);
  yield '';
  const left = filterWords(page.result);
  if (left !== undefined) yield* hanging('Filtered'.padEnd(12), left, page.width);
  for (const { label, text } of summary) {
    const line = text(page);
    if (line !== undefined) yield* hanging(label.padEnd(12), line || 'none', page.width);
  }
}

function* configurationLines({ result, width, paint }: Page): Generator<string> {
  yield* inForceLines(result, { width, paint, more: 'configuration.csv and report.json' });
}

interface Gap {
  readonly status: string;
  readonly what: string;
  readonly why: string;
  readonly scope: string;
}

/** The calls of a group: all of a few, else the first and how many more. */
const callsText = (whats: readonly string[]): string =>
  whats.length < 3 ? whats.join(', ') : `${whats[0]} and ${whats.length - 1} more`;

/** One cause is one line: the same gap in many scopes, and what was not asked for one reason. */
function* gapLines(page: Page, gaps: readonly Gap[], style: Style): Generator<string> {
  const groups = [
    ...Map.groupBy(gaps, ({ status, what, why }) =>
      JSON.stringify([status, status === 'skipped' ? '' : what, why]),
    ).values(),
  ];
  for (const same of groups.slice(0, listedGaps)) {
    const { status, why, scope } = same[0]!;
    const what = callsText([...new Set(same.map((each) => each.what))]);
    const scopes = new Set(same.map((each) => each.scope));
    const place =
      scopes.size === 1
        ? scope === '*'
          ? ''
          : ` in ${shorten(scope, 200)}`
        : ` in ${counted(scopes.size, 'scope')}`;
    const lead = `${gap}${left(status, 12)}${gap}`;
    const [first, ...further] = hanging(
      lead,
      `${shorten(what, 200)}${place}: ${shorten(why, 600)}`,
      page.width,
    );
    yield page.paint(style, lead) + first!.slice(lead.length);
    yield* further;
  }
  const rest = groups.length - listedGaps;
  if (rest > 0) yield* note(page, gap, `${counted(rest, 'more cause')} in coverage.csv and report.json`);
}

/** Not simply valid, the worst first: who made it should see it. */
export const exceptionStyle: ReadonlyMap<JudgedException['status'], Style> = new Map<
  JudgedException['status'],
  Style
>([
  ['invalid', 'red'],
  ['expired', 'red'],
  ['review-overdue', 'red'],
  ['rotation-overdue', 'red'],
  ['expires-soon', 'yellow'],
  ['unmatched', 'yellow'],
]);

function* exceptionLines(page: Page): Generator<string> {
  const { exceptions } = page.result;
  if (exceptions === undefined || exceptions.length === 0) return;
  yield '';
  yield page.paint('bold', 'Exceptions: what was accepted, by whom, until when');
  yield* hanging(
    'Entries'.padEnd(12),
    `${grouped(exceptions.length)}: ${tally(
      exceptions.map(({ status }) => status),
      [...exceptionStyle.keys(), 'valid'],
    )}`,
    page.width,
  );
  const told = [...exceptionStyle].flatMap(([wanted, style]) =>
    exceptions.filter(({ status }) => status === wanted).map((judged) => ({ judged, style })),
  );
  for (const { judged, style } of told.slice(0, listedGaps)) {
    const lead = `${gap}${left(judged.status, 16)}${gap}`;
    const { file, line } = judged.location;
    const [first, ...further] = hanging(
      lead,
      `${shorten(judged.id, 100)} (${shorten(file, 200)}:${line}): ${shorten(judged.problems.join('; '), 300)}`,
      page.width,
    );
    yield page.paint(style, lead) + first!.slice(lead.length);
    yield* further;
  }
  const rest = told.length - listedGaps;
  if (rest > 0) yield* note(page, gap, `${grouped(rest)} more in exceptions.csv and report.json`);
}

/** What nobody provided, by what would provide it: that first which fills the gaps of most rules. */
const unprovidedGaps = (unjudged: readonly Assessment[]): readonly Gap[] => {
  const lacks = unjudged.flatMap(({ rule, scope, ...assessment }) =>
    inputsTold(assessment).flatMap(({ lacks: lack }) =>
      lack === undefined ? [] : [{ rule, scope, ...lack, help: /[;,] (.*)$/s.exec(lack.how)?.[1] }],
    ),
  );
  return [...Map.groupBy(lacks, ({ help, input }) => help ?? `${input}: none`).values()]
    .map((same) => ({ same, rules: new Set(same.map(({ rule }) => rule)).size }))
    .sort((a, b) => b.rules - a.rules || b.same.length - a.same.length)
    .flatMap(({ same, rules }) => {
      const inputs = [...new Set(same.map(({ input }) => input))].join('; ');
      return same.map(({ how, help, scope }) => ({
        status: 'not provided',
        what: `${inputs}, for ${counted(rules, 'rule')}`,
        why: help ?? how,
        scope,
      }));
    });
};

/** What else keeps rules from being judged. */
const otherGaps = (unjudged: readonly Assessment[]): readonly Gap[] =>
  unjudged.flatMap(({ rule, scope, status, ...assessment }) => {
    const others = inputsTold(assessment).filter(({ lacks }) => lacks === undefined);
    return others.length === 0
      ? []
      : [{ status, what: rule, why: others.map(({ reason }) => reason).join(' | '), scope }];
  });

function* coverageLines(page: Page): Generator<string> {
  const { result, width, paint } = page;
  const gaps = sortedCoverage(result.coverage).filter(({ status }) => status !== 'complete');
  const unjudged = sortedAssessments(result.assessments).filter(({ status }) => status !== 'assessed');
  const complete = result.coverage.length - gaps.length;
  yield '';
  yield paint('bold', 'Coverage: what this report could see');
  yield* hanging(
    'Sources'.padEnd(12),
    `${grouped(complete)} of ${grouped(result.coverage.length)} complete${gaps.length === 0 ? '' : `; ${tally(gaps.map(({ status }) => status))}`}`,
    width,
  );
  yield* gapLines(
    page,
    gaps.map(({ status, connector, source, detail, scope }) => ({
      status,
      what: `${connector} ${source}`,
      why: detail,
      scope,
    })),
    'yellow',
  );
  yield* hanging(
    'Rules'.padEnd(12),
    unjudged.length === 0
      ? `all judged in every scope (${grouped(result.assessments.length)} rule and scope pairs)`
      : `${grouped(result.assessments.length - unjudged.length)} of ${grouped(result.assessments.length)} rule and scope pairs judged; ${tally(unjudged.map(({ status }) => status))}`,
    width,
  );
  yield* gapLines(page, [...unprovidedGaps(unjudged), ...otherGaps(unjudged)], 'yellow');
}

const argumentWord = (word: string): string | undefined =>
  /^--[a-z][a-z-]*$/.test(word) ? word : shellWord(word);

/** A command to copy is never broken: it may be wider than the page. */
function* nextLines({ top, paint, sourceArguments }: Page): Generator<string> {
  if (top === undefined) return;
  // Flags are flags: an identity that begins with a dash stays quoted.
  const words = [shellWord(top.identity.id), ...sourceArguments.map(argumentWord)];
  yield '';
  yield paint('bold', 'Next: who can become it, its paths, and how to end them');
  yield `${gap}nhi-audit explain ${words.every((word) => word !== undefined) ? words.join(' ') : '<identity>'}`;
}

function* terminalText(result: AuditResult, options: TextOptions): Generator<string> {
  const ranking = rank(result);
  const work = workList(ranking, options.top ?? listedIdentities, options);
  const [top] = work.listed.length > 0 ? work.listed : ranking.identities();
  const page: Page = {
    result,
    ranking,
    width: layoutWidth(options.width),
    tableWidth: tableWidth(options.width),
    paint: painter(options.colour),
    scopeNames: new Map(result.estate.scopes.map(({ id, name }) => [id, name])),
    top,
    work,
    sourceArguments: options.sourceArguments ?? [],
  };
  for (const section of [
    summaryLines,
    rankedLines,
    groupLines,
    exceptionLines,
    configurationLines,
    coverageLines,
    nextLines,
  ]) {
    for (const line of section(page)) yield `${line.trimEnd()}\n`;
  }
}

/** The summary for people: what there is, what is worst, what to do, what could not be seen. */
export const terminalFormat: ReportFormat = {
  id: 'terminal',
  title: 'the summary, for people',
  files: (result, options) => [{ name: 'report.txt', text: inPieces(() => terminalText(result, options)) }],
};
