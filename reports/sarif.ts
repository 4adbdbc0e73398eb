import { isOpen } from '../src/audit/order.ts';
import { byText } from '../src/model/by-text.ts';
import type { Finding, PathStep, Severity } from '../src/model/finding.ts';
import { scopeOfEnd, severityRank } from '../src/model/finding.ts';
import type { HistoryFinding } from '../src/model/history.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Rule } from '../src/model/rule.ts';
import { coverageGaps, exceptionsById, hasVerdict, isComplete, unjudgedRules } from './completeness.ts';
import { isNewFinding } from './finding-history.ts';
import { inForceNotifications, inForceProperties, loosenedResults } from './in-force-sarif.ts';
import { bounded, jsonText } from './inert-text.ts';
import { inPieces } from './pieces.ts';
import { type FilePlace, inRepository, type ReportFormat, type TextOptions } from './report-format.ts';
import type { SarifLocation, SarifNotification, SarifResult, SarifRule } from './sarif-log.ts';
import {
  fingerprints,
  sarifDocument,
  sarifFlow,
  sarifLevel,
  sarifLimits,
  sarifLocation,
  sarifNotification,
  sarifRun,
  sarifText,
  securitySeverity,
} from './sarif-log.ts';
import { stepText } from './wording.ts';

/** The most severe first, then by blast radius: what code scanning keeps when there is too much. */
const bySeverity = (a: Finding, b: Finding): number =>
  severityRank(b.severity) - severityRank(a.severity) ||
  b.blastRadius - a.blastRadius ||
  byText(a.fingerprint, b.fingerprint);

const worst = (a: Severity, b: Severity): Severity => (severityRank(b) > severityRank(a) ? b : a);

const helpOf = ({ why, remedy, limits, sources }: Rule): string =>
  [why, `## How to fix it\n\n${remedy}`, `## Limits of this check\n\n${limits}`, sources.join('\n')].join(
    '\n\n',
  );

/** Of a rule that finds nothing now, and may be gone. */
const endedRule = ({ rule: id, severity, title }: HistoryFinding, rule: Rule | undefined): SarifRule =>
  ruleOf(shownRule(id), rule, severity as Severity, { title, owasp: [], facets: [], confidence: 'high' });

const shownRule = (id: string): string => bounded(id, sarifLimits.detail);

/**
 * GitHub shows the severity of a rule at each of its results: a rule is never shown as milder than the worst of them.
 */
const ruleOf = (
  id: string,
  rule: Rule | undefined,
  severity: Severity,
  example: Pick<Finding, 'title' | 'owasp' | 'facets' | 'confidence'>,
): SarifRule => {
  const title = rule?.title ?? example.title;
  const help = rule === undefined ? sarifText(title, 1_000) : helpOf(rule);
  const owasp = rule?.owasp ?? example.owasp;
  const facets = rule?.facets ?? example.facets;
  return {
    id,
    shortDescription: { text: sarifText(title, 1_000) },
    fullDescription: { text: sarifText(rule?.why.split('\n').join(' ') ?? title, 1_000) },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: {
      tags: ['security', 'non-human-identity', ...facets, ...owasp].slice(0, sarifLimits.tagsPerRule),
      precision: rule?.confidence ?? example.confidence,
      'security-severity': securitySeverity(severity),
    },
  };
};

/** Where a finding is shown: the baseline's line, else the file that the facts came from, else a name for what is live. */
const placing =
  (result: AuditResult, options: TextOptions) =>
  (identity: string, scope: string): FilePlace => {
    const known = options.placeOf?.(identity);
    if (known !== undefined) return inRepository(known, options);
    const [file] = options.sourceFiles ?? [];
    if (file !== undefined) return inRepository({ file, line: 1 }, options);
    const provider = result.estate.scopes.find(({ id }) => id === scope)?.provider ?? 'unknown';
    return { file: `live/${provider}/${bounded(scope, 200).replaceAll('/', '_')}`, line: 1 };
  };

interface Writer {
  readonly result: AuditResult;
  readonly placeOf: (identity: string, scope: string) => FilePlace;
  readonly scopeOf: ReadonlyMap<string, string>;
  readonly exceptions: ReturnType<typeof exceptionsById>;
}

const identityLocation = (id: string, scope: string, place: FilePlace, message?: string): SarifLocation =>
  sarifLocation(place, { name: id, fullyQualifiedName: `${scope}/${id}`, kind: 'identity' }, message);

const stepLocation =
  ({ placeOf, scopeOf }: Writer) =>
  (step: PathStep): SarifLocation => {
    const scope = scopeOfEnd(step.from) ?? scopeOf.get(step.from) ?? '';
    return identityLocation(step.from, scope, placeOf(step.from, scope), stepText(step));
  };

const suppressionsOf = (finding: Finding, { exceptions }: Writer): readonly object[] => {
  if (isOpen(finding)) return [];
  const exception = exceptions.get(finding.exception ?? '')?.exception;
  const id = finding.exception ?? 'unknown';
  return [
    {
      kind: 'external',
      status: 'accepted',
      justification: sarifText(
        exception === undefined
          ? `Accepted by the exception ${id}`
          : `Exception ${id}, until ${exception.expires}: ${exception.reason}`,
      ),
    },
  ];
};

const messageOf = (finding: Finding): string => {
  const { title, identity, blastRadius, fix, status, exception } = finding;
  const ended =
    status === 'expired-exception' ? ` Its exception ${exception ?? ''} is no longer in force.` : '';
  const [change = ''] = fix.split('\n', 1);
  return `${bounded(title, sarifLimits.detail)}. Identity: ${bounded(identity, sarifLimits.detail)}. ${blastRadius}% of the estate is compromised if it leaks.${ended} Fix: ${bounded(change, sarifLimits.detail)}`;
};

/**
 * The history as SARIF has it: against the scan before. In the file for code scanning what is absent now is counted in the properties
 * of the run and not listed: code scanning reads no `baselineState`, and would keep open whatever stands in the file.
 */
const historyMembers = (finding: Finding, { result: { history, estate } }: Writer) => {
  const known = history?.findings.get(finding.fingerprint);
  if (known === undefined) return { members: {}, properties: {} };
  const { state, firstSeen, openSince, age, due, overdue } = known;
  return {
    members: {
      baselineState: isNewFinding(known, estate.collectedAt) ? 'new' : 'unchanged',
      provenance: { firstDetectionTimeUtc: firstSeen, lastDetectionTimeUtc: estate.collectedAt },
    } as const,
    properties: { state, firstSeen, openSince, age, ...(due === undefined ? {} : { due }), overdue },
  };
};

/** What the history says of the whole scan; nothing where none was asked. */
const historyCounts = ({ history, estate }: AuditResult): object => {
  if (history === undefined) return {};
  const all = [...history.findings.values()];
  const fresh = all.filter((each) => isNewFinding(each, estate.collectedAt)).length;
  return {
    history: {
      new: fresh,
      unchanged: all.length - fresh,
      absent: history.fixed,
      unseen: history.unseen,
      overdue: all.filter(({ overdue }) => overdue).length,
    },
  };
};

const resultOf = (finding: Finding, ruleIndex: number, withFlow: boolean, writer: Writer): SarifResult => {
  const history = historyMembers(finding, writer);
  return {
    ruleId: shownRule(finding.rule),
    ruleIndex,
    level: sarifLevel(finding.severity),
    message: { text: sarifText(messageOf(finding), 3 * sarifLimits.detail + 300) },
    locations: [
      identityLocation(finding.identity, finding.scope, writer.placeOf(finding.identity, finding.scope)),
    ],
    partialFingerprints: fingerprints(finding.fingerprint),
    rank: finding.blastRadius,
    ...history.members,
    suppressions: suppressionsOf(finding, writer),
    ...(withFlow && finding.path.length > 0
      ? { codeFlows: [sarifFlow(finding.path.slice(0, sarifLimits.stepsPerFlow).map(stepLocation(writer)))] }
      : {}),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      status: finding.status,
      blastRadius: finding.blastRadius,
      evidenceHash: finding.evidenceHash,
      owasp: finding.owasp,
      controls: finding.controls,
      ...(finding.exception === undefined ? {} : { exception: bounded(finding.exception, 200) }),
      ...history.properties,
    },
  };
};

/** What the scan before had found and this one does not: shown where it was. */
const absentResult = (ended: HistoryFinding, ruleIndex: number, { placeOf }: Writer): SarifResult => {
  const { fingerprint, rule, identity, scope, title, severity, state, firstSeen, openSince, age } = ended;
  return {
    ruleId: shownRule(rule),
    ruleIndex,
    level: sarifLevel(severity as Severity),
    message: {
      text: sarifText(
        `Not found any more: ${bounded(title, sarifLimits.detail)}. Identity: ${bounded(identity, sarifLimits.detail)}`,
        2 * sarifLimits.detail + 100,
      ),
    },
    locations: [identityLocation(identity, scope, placeOf(identity, scope))],
    partialFingerprints: fingerprints(fingerprint),
    rank: 0,
    baselineState: 'absent',
    provenance: { firstDetectionTimeUtc: firstSeen, lastDetectionTimeUtc: ended.lastSeen },
    suppressions: [],
    properties: { severity, state, firstSeen, openSince, age },
  };
};

const notificationsOf = (result: AuditResult): readonly SarifNotification[] => [
  ...coverageGaps(result).map((text) => sarifNotification('warning', 'coverage', text)),
  ...unjudgedRules(result).map((text) => sarifNotification('warning', 'not-assessed', text)),
  ...(result.exceptions ?? []).flatMap(({ id, status, problems }) =>
    status === 'valid'
      ? []
      : [sarifNotification('warning', 'exception', `Exception ${id} is ${status}: ${problems.join('; ')}`)],
  ),
];

/** @param withAbsent whether what is not found any more is listed as well */
function* sarif(result: AuditResult, options: TextOptions, withAbsent = false): Generator<string> {
  const findings = result.findings.toSorted(bySeverity);
  const kept = findings.slice(0, sarifLimits.results);
  const known = new Map(result.rules.map((rule) => [shownRule(rule.id), rule]));
  const ended = withAbsent ? (result.history?.ended ?? []).slice(0, sarifLimits.results - kept.length) : [];
  const byRule = Map.groupBy(kept, ({ rule }) => shownRule(rule));
  const endedOnly = ended.filter(
    ({ rule }, at) => !byRule.has(shownRule(rule)) && ended.findIndex((each) => each.rule === rule) === at,
  );
  const rules = [...byRule]
    .sort(([a], [b]) => byText(a, b))
    .map(([id, same]) => {
      const rule = known.get(id);
      const start = result.settings.rules[id]?.severity ?? rule?.severity ?? 'info';
      return ruleOf(id, rule, same.map(({ severity }) => severity).reduce(worst, start), same[0]!);
    })
    .concat(endedOnly.map((each) => endedRule(each, known.get(shownRule(each.rule)))));
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const writer: Writer = {
    result,
    placeOf: placing(result, options),
    scopeOf: new Map(result.estate.identities.map(({ id, scope }) => [id, scope])),
    exceptions: exceptionsById(result),
  };
  let characters = 0;
  let withoutFlow = 0;
  const results = kept.map((finding) => {
    const withFlow = characters < sarifLimits.charactersWithFlows;
    if (!withFlow && finding.path.length > 0) withoutFlow++;
    const text = jsonText(resultOf(finding, indexOf.get(shownRule(finding.rule))!, withFlow, writer));
    characters += text.length;
    return text;
  });
  const leftOut = [
    ...(findings.length === kept.length
      ? []
      : [
          `${findings.length - kept.length} of ${findings.length} findings are left out, the least severe ones: code scanning keeps ${sarifLimits.results}`,
        ]),
    ...(withoutFlow === 0
      ? []
      : [`${withoutFlow} findings stand without their path: the file would grow too large`]),
  ].map((text) => sarifNotification('warning', 'left-out', text));
  const loosened = loosenedResults(result, rules.length);
  const run = sarifRun({
    tool: result.tool,
    rules: [...rules, ...loosened.rules],
    category: 'nhi-audit/scan',
    executionSuccessful: hasVerdict(result),
    // What is left out of the file comes first: of too many notifications the last are left out.
    notifications: [...leftOut, ...inForceNotifications(result), ...notificationsOf(result)],
    clock: result.estate.collectedAt,
    properties: {
      complete: isComplete(result),
      identities: result.estate.identities.length,
      findings: findings.length,
      ...historyCounts(result),
      inForce: inForceProperties(result),
    },
  });
  const absent = ended.map((each) =>
    jsonText(absentResult(each, indexOf.get(shownRule(each.rule))!, writer)),
  );
  yield* sarifDocument(run, [...loosened.results.map((each) => jsonText(each)), ...results, ...absent]);
}

/** For GitHub code scanning and other readers of SARIF 2.1.0. */
export const sarifFormat: ReportFormat = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  files: (result, options) => [{ name: 'report.sarif', text: inPieces(() => sarif(result, options)) }],
};

/** The same for viewers that know `baselineState`: with what is not found any more. Not for code scanning, which would open it again. */
export const sarifHistoryFormat: ReportFormat = {
  id: 'sarif-history',
  title: 'SARIF 2.1.0 with what ended, for viewers',
  files: (result, options) => [{ name: 'history.sarif', text: inPieces(() => sarif(result, options, true)) }],
};
