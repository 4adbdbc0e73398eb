import type { Severity } from '../../src/model/finding.ts';
import { severityRank } from '../../src/model/finding.ts';
import type { ChangeClass, GateChange, GateResult } from '../../src/model/gate.ts';
import { changeClasses } from '../../src/model/gate.ts';
import { exceptionsById } from '../completeness.ts';
import { inForceNotifications, inForceProperties, loosenedResults } from '../in-force-sarif.ts';
import { bounded, jsonText } from '../inert-text.ts';
import { inPieces } from '../pieces.ts';
import type { FilePlace, TextOptions } from '../report-format.ts';
import type { SarifNotification, SarifResult, SarifRule } from '../sarif-log.ts';
import {
  fingerprints,
  sarifDocument,
  sarifLevel,
  sarifLimits,
  sarifLocation,
  sarifNotification,
  sarifRun,
  sarifText,
  securitySeverity,
} from '../sarif-log.ts';
import { baseWords } from './base-words.ts';
import { changeWords } from './change-words.ts';
import type { GateFormat } from './gate-format.ts';
import { unreadLines } from './unread-words.ts';

const ruleId = (kind: ChangeClass): string => `gate/${kind}`;

/** All classes are rules, found or not; the severity is that of the worst change of the class in this file. */
const rulesOf = (changes: readonly GateChange[]): readonly SarifRule[] =>
  changeClasses.map((kind) => {
    const { title, means } = changeWords[kind];
    const severity = changes
      .filter((change) => change.class === kind)
      .reduce<Severity>(
        (worst, change) => (severityRank(change.severity) > severityRank(worst) ? change.severity : worst),
        'info',
      );
    return {
      id: ruleId(kind),
      shortDescription: { text: title },
      fullDescription: { text: means },
      help: { text: means, markdown: means },
      defaultConfiguration: { level: sarifLevel(severity) },
      properties: {
        tags: ['security', 'non-human-identity', 'permanent-privilege'],
        precision: kind === 'indeterminate' ? 'low' : 'high',
        'security-severity': securitySeverity(severity),
      },
    };
  });

const placeOf = (change: GateChange, options: TextOptions): FilePlace => {
  if (change.location !== undefined) return change.location;
  const known = options.placeOf?.(change.who);
  if (known !== undefined) return known;
  const [file] = options.sourceFiles ?? [];
  if (file !== undefined) return { file, line: 1 };
  return {
    file: `live/${change.provider ?? 'unknown'}/${bounded(change.scope, 200).replaceAll('/', '_')}`,
    line: 1,
  };
};

const resultOf = (
  change: GateChange,
  exceptions: ReturnType<typeof exceptionsById>,
  options: TextOptions,
): SarifResult => {
  const exception = exceptions.get(change.exception ?? '')?.exception;
  const part = (text: string): string => bounded(text, sarifLimits.detail).replace(/\.+$/, '');
  // Who, what, where, since which change, what falls, what instead: the order of every report of the gate.
  const message = `${part(change.who)}: ${part(change.what)}. Where: ${part(change.where)}. Since: ${part(change.since)}. If it leaks: ${part(change.falls)}. Instead: ${part(change.instead)}. ${part(change.verdict)}.`;
  return {
    ruleId: ruleId(change.class),
    ruleIndex: changeClasses.indexOf(change.class),
    level: change.fails ? sarifLevel(change.severity) : 'note',
    message: { text: sarifText(message, 8 * sarifLimits.detail) },
    locations: [
      sarifLocation(placeOf(change, options), {
        name: change.location?.address ?? change.who,
        fullyQualifiedName: `${change.scope}/${change.who}`,
        kind: change.location?.address === undefined ? 'identity' : 'resource',
      }),
    ],
    partialFingerprints: fingerprints(change.fingerprint),
    rank: Math.min(Math.max(change.blastRadius.after, 0), 100),
    suppressions:
      change.exception === undefined || change.fails
        ? []
        : [
            {
              kind: 'external',
              status: 'accepted',
              justification: sarifText(
                exception === undefined
                  ? `Accepted by the exception ${change.exception}`
                  : `Exception ${change.exception}, until ${exception.expires}: ${exception.reason}`,
              ),
            },
          ],
    properties: {
      severity: change.severity,
      fails: change.fails,
      blastRadius: change.blastRadius,
      ...(change.exception === undefined ? {} : { exception: bounded(change.exception, 200) }),
    },
  };
};

const exitCodes = { pass: 0, fail: 1, 'not-evaluated': 3 } as const;

function* sarif(result: GateResult, options: TextOptions): Generator<string> {
  const kept = result.changes.slice(0, sarifLimits.results);
  const exceptions = exceptionsById(result);
  const notifications: readonly SarifNotification[] = [
    sarifNotification(
      result.verdict === 'pass' ? 'note' : 'error',
      'verdict',
      `${result.verdict}${result.base === undefined ? '' : ` (base: ${baseWords(result.base)})`}: ${result.reason}`,
    ),
    ...(kept.length === result.changes.length
      ? []
      : [
          sarifNotification(
            'warning',
            'left-out',
            `${result.changes.length - kept.length} of ${result.changes.length} changes are left out: code scanning keeps ${sarifLimits.results}`,
          ),
        ]),
    ...unreadLines(result).map((text) => sarifNotification('note', 'not-read', text)),
    ...inForceNotifications(result),
    ...result.gaps.map((text) => sarifNotification('warning', 'gap', text)),
    ...result.exceptions.flatMap(({ id, status, problems }) =>
      status === 'valid'
        ? []
        : [sarifNotification('warning', 'exception', `Exception ${id} is ${status}: ${problems.join('; ')}`)],
    ),
  ];
  const rules = rulesOf(result.changes);
  const loosened = loosenedResults(result, rules.length);
  const run = sarifRun({
    tool: result.tool,
    rules: [...rules, ...loosened.rules],
    category: `nhi-audit/gate/${result.mode}`,
    executionSuccessful: result.verdict !== 'not-evaluated',
    exitCode: exitCodes[result.verdict],
    notifications,
    properties: {
      verdict: result.verdict,
      complete: result.verdict !== 'not-evaluated' && result.gaps.length === 0,
      before: bounded(result.before, sarifLimits.detail),
      after: bounded(result.after, sarifLimits.detail),
      ...(result.base === undefined
        ? {}
        : { base: { ref: bounded(result.base.ref, 300), commit: bounded(result.base.commit, 64) } }),
      narrowed: result.narrowed,
      inForce: inForceProperties(result),
    },
  });
  yield* sarifDocument(
    run,
    [...loosened.results, ...kept.map((change) => resultOf(change, exceptions, options))].map((each) =>
      jsonText(each),
    ),
  );
}

/** Changes at the line where they are written, for code scanning. */
export const gateSarifFormat: GateFormat = {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  files: (result, options) => [{ name: 'gate.sarif', text: inPieces(() => sarif(result, options)) }],
};
