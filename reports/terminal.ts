import { isOpen, sortedAssessments, sortedCoverage } from '../src/audit/order.ts';
import type { RankedIdentity } from '../src/audit/ranking.ts';
import { rank, workList } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import type { JudgedException } from '../src/model/exception.ts';
import { severities } from '../src/model/finding.ts';
import type { BlastRadius } from '../src/model/reach.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Standing } from '../src/model/standing.ts';
import { filterWords } from './in-force.ts';
import { inForceLines } from './in-force-terminal.ts';
import { shellWord } from './inert-text.ts';
import type { Style } from './layout.ts';
import { columns, counted, grouped, hanging, layoutWidth, left, painter, right, shorten } from './layout.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat, TextOptions } from './report-format.ts';
import { groupLines } from './terminal-changes.ts';
import { gap, note, type Page, percent, severityStyle } from './terminal-page.ts';

const listedIdentities = 10;
/** Lines of coverage by status: what is left out is counted. */
const listedGaps = 10;

/** Both axes in one column. */
const standingLabel: Readonly<Record<Standing, string>> = {
  standing: 'standing',
  'short-lived credential on a standing grant': 'standing, short-lived',
  'time-bound': 'time-bound',
  eligible: 'eligible',
  'task-scoped': 'task-scoped',
  none: 'none',
  unknown: 'unknown',
};

/** `critical 2, high 5`: names with how often each occurs, in the order given. */
const tally = (names: Iterable<string>, order?: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const keys = order?.filter((key) => counts.has(key)) ?? [...counts.keys()].sort(byText);
  return keys.map((key) => `${key} ${grouped(counts.get(key)!)}`).join(', ');
};

const mostSevereFirst = severities.toReversed();

const displayName = ({ identity }: RankedIdentity): string =>
  identity.name === '' ? identity.id : identity.name;

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

const standingLine = ({ result: { standings } }: Page): string => {
  const count = (wanted: Standing): number => standings.filter((standing) => standing === wanted).length;
  const privileged = standings.length - count('none');
  if (privileged === 0) return 'no identity has a grant in force';
  const lasting = count('standing');
  const shortLived = count('short-lived credential on a standing grant');
  const share = percent((100 * (lasting + shortLived)) / privileged);
  const unknown = count('unknown');
  return (
    `${grouped(lasting + shortLived)} of ${counted(privileged, 'identity', 'identities')} with privileges (${share}%): ` +
    `${grouped(lasting)} with a lasting credential, ${grouped(shortLived)} behind a short-lived one` +
    (unknown === 0 ? '' : `; ${grouped(unknown)} more cannot be told`)
  );
};

const worstLine = ({ top }: Page): string =>
  top === undefined || top.radius.score === 0
    ? 'no identity reaches anything'
    : `${shorten(displayName(top), 60)}: ${percent(top.radius.score)}% of the estate falls if it leaks`;

const scopesLine = ({ result: { estate } }: Page): string => {
  const environments = tally(estate.scopes.map(({ environment }) => environment));
  return `${grouped(estate.scopes.length)}: ${tally(estate.scopes.map(({ kind }) => kind))} (environment: ${environments})`;
};

const identitiesLine = ({ result: { estate } }: Page): string =>
  `${grouped(estate.identities.length)}: ${tally(estate.identities.map(({ nature }) => nature.is))}`;

const summary: readonly { readonly label: string; readonly text: (page: Page) => string }[] = [
  { label: 'Scopes', text: scopesLine },
  { label: 'Identities', text: identitiesLine },
  { label: 'Findings', text: findingsLine },
  { label: 'Standing', text: standingLine },
  { label: 'Worst', text: worstLine },
];

function* summaryLines(page: Page): Generator<string> {
  const { tool, estate } = page.result;
  yield page.paint('bold', shorten(`${tool.name} ${tool.version}`, page.width));
  yield page.paint('dim', shorten(`facts of ${estate.collectedAt}`, page.width));
  if (estate.clock !== undefined && estate.clock.basis !== 'collection')
    for (const line of hanging('', `clock: ${estate.clock.says}`, page.width)) yield page.paint('dim', line);
  yield '';
  const left = filterWords(page.result);
  if (left !== undefined) yield* hanging('Filtered'.padEnd(12), left, page.width);
  for (const { label, text } of summary) yield* hanging(label.padEnd(12), text(page) || 'none', page.width);
}

/** `prod +2, 1 if`: scopes under control, and how many more if an assumption holds. */
const adminCell = (page: Page, { admin, adminIf }: BlastRadius, width: number): string => {
  const conditional = adminIf.length === 0 ? '' : `${grouped(adminIf.length)} if`;
  if (admin.length === 0) return conditional === '' ? '-' : conditional;
  const more = admin.length === 1 ? '' : ` +${grouped(admin.length - 1)}`;
  const rest = `${more}${conditional === '' ? '' : `, ${conditional}`}`;
  const { name, id } = page.result.estate.scopes[admin[0]!]!;
  return `${shorten(name === '' ? id : name, Math.max(width - rest.length, 3))}${rest}`;
};

const columnWidths = { rank: 4, blast: 6, standing: 21, admin: 14, hops: 4 };
const fixedWidth = Object.values(columnWidths).reduce((sum, width) => sum + width + gap.length, 0);

/** Why one of equal blast radius stands before the next, and where nothing but the id says so, of how many. */
const tieText = (page: Page, listed: readonly RankedIdentity[], position: number): string | undefined => {
  const decided = (at: number): string | undefined => {
    const [ahead, behind] = [listed[at], listed[at + 1]];
    // Those without an open finding stand last whatever falls.
    if (ahead === undefined || behind === undefined) return undefined;
    if ((ahead.worst === undefined) !== (behind.worst === undefined)) return undefined;
    if (ahead.radius.score !== behind.radius.score) return undefined;
    const decision = page.ranking.decision(ahead.index, behind.index);
    return decision === undefined
      ? byId
      : `before the next by ${decision.name}: ${decision.ahead} before ${decision.behind}`;
  };
  const own = decided(position);
  if (own !== byId) return own;
  if (decided(position - 1) === byId) return undefined;
  let alike = 1;
  while (decided(position + alike) === byId) alike++;
  return `the next ${alike === 1 ? 'one is' : `${alike} are`} equal in all that is known: ${byId}`;
};
const byId = 'by id';

function* rankedLines(page: Page): Generator<string> {
  const { result, work, width, paint } = page;
  const nameWidth = Math.max(width - fixedWidth, 8);
  const standingWidth = columnWidths.standing - Math.max(8 - (width - fixedWidth), 0);
  const row = (cells: { [name in keyof typeof columnWidths | 'name']: string }): string =>
    [
      right(cells.rank, columnWidths.rank),
      right(cells.blast, columnWidths.blast),
      left(cells.name, nameWidth),
      left(cells.standing, standingWidth),
      left(cells.admin, columnWidths.admin),
      right(cells.hops, columnWidths.hops),
    ].join(gap);
  yield '';
  yield paint('bold', 'By blast radius: the share of the estate that falls');
  yield paint(
    'dim',
    row({
      rank: '#',
      blast: 'Blast',
      name: 'Identity',
      standing: 'Standing',
      admin: 'Admin of',
      hops: 'Hops',
    }),
  );
  const indent = ' '.repeat(columnWidths.rank + columnWidths.blast + 2 * gap.length);
  const { listed } = work;
  for (const [position, ranked] of listed.entries()) {
    yield row({
      rank: String(ranked.rank),
      blast: `${percent(ranked.radius.score)}%`,
      name: displayName(ranked),
      standing: standingLabel[ranked.standing],
      admin: adminCell(page, ranked.radius, columnWidths.admin),
      hops: String(ranked.radius.hops),
    });
    const { kind, scope } = ranked.identity;
    const home = `${shorten(kind, 20)} in ${shorten(page.scopeNames.get(scope) || scope, 20)}: `;
    const { worst, open } = ranked;
    const room = width - indent.length;
    if (worst === undefined) {
      yield indent + paint('dim', shorten(`${home}no open finding`, room));
    } else {
      const more = open.length === 1 ? '' : ` +${grouped(open.length - 1)}`;
      const place = shorten(
        home,
        Math.max(room - worst.severity.length - columns(worst.rule) - more.length - 1, 12),
      );
      const rule = shorten(
        worst.rule,
        Math.max(room - columns(place) - worst.severity.length - more.length - 1, 8),
      );
      yield `${indent}${paint('dim', place)}${paint(severityStyle[worst.severity], worst.severity)} ${rule}${more}`;
    }
    const tie = tieText(page, listed, position);
    if (tie !== undefined) yield* note(page, indent, tie);
  }
  const rest = result.estate.identities.length - (result.filter?.identities ?? 0) - listed.length;
  if (listed.length === 0) yield `${gap}None reaches anything, and none has an open finding.`;
  else if (rest > 0) {
    const people =
      work.people === 0 ? '' : `; ${counted(work.people, 'person', 'people')} of them, listed with --people`;
    yield* note(
      page,
      indent,
      `${counted(rest, 'more identity', 'more identities')} in identities.csv and report.json${people}`,
    );
  }
  if (listed.some(({ radius }) => radius.adminIf.length > 0))
    yield* note(page, indent, '"if": when an assumption holds that the facts do not show');
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
          : ` in ${shorten(scope, 40)}`
        : ` in ${counted(scopes.size, 'scope')}`;
    const lead = `${gap}${left(status, 12)}${gap}`;
    const [first, ...further] = hanging(
      lead,
      `${shorten(what, 60)}${place}: ${shorten(why, 400)}`,
      page.width,
    );
    yield page.paint(style, lead) + first!.slice(lead.length);
    yield* further;
  }
  const rest = groups.slice(listedGaps).reduce((sum, same) => sum + same.length, 0);
  if (rest > 0) yield* note(page, gap, `${grouped(rest)} more in coverage.csv and report.json`);
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
      `${shorten(judged.id, 64)} (${shorten(file, 40)}:${line}): ${shorten(judged.problems.join('; '), 300)}`,
      page.width,
    );
    yield page.paint(style, lead) + first!.slice(lead.length);
    yield* further;
  }
  const rest = told.length - listedGaps;
  if (rest > 0) yield* note(page, gap, `${grouped(rest)} more in exceptions.csv and report.json`);
}

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
  yield* gapLines(
    page,
    unjudged.map(({ status, rule, reason, scope }) => ({ status, what: rule, why: reason, scope })),
    'yellow',
  );
}

/** A command to copy is never broken: it may be wider than the page. */
function* nextLines({ top, paint, sourceArguments }: Page): Generator<string> {
  if (top === undefined) return;
  const words = [top.identity.id, ...sourceArguments].map(shellWord);
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
