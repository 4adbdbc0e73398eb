import { sortedAssessments } from '../src/audit/order.ts';
import { rank } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import type { JudgedException } from '../src/model/exception.ts';
import type { Finding } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Assessment } from '../src/model/rule.ts';
import { exceptionsById, hasVerdict } from './completeness.ts';
import { sinceText } from './finding-history.ts';
import { inForceSuites } from './in-force.ts';
import type { JunitCase, JunitSuite } from './junit-xml.ts';
import { junitDocument } from './junit-xml.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';
import { evidenceText, stepText } from './wording.ts';

const listedEvidence = 10;

const acceptance = (finding: Finding, exceptions: ReadonlyMap<string, JudgedException>): string => {
  const exception = exceptions.get(finding.exception ?? '')?.exception;
  return exception === undefined
    ? `accepted by the exception ${finding.exception ?? 'unknown'}`
    : `accepted until ${exception.expires} by the exception ${exception.id} of ${exception.owner}: ${exception.reason}`;
};

const findingCase = (
  finding: Finding,
  exceptions: ReadonlyMap<string, JudgedException>,
  since: string,
): JunitCase => {
  const { rule, identity, scope, title, severity, blastRadius, confidence, fix, fingerprint } = finding;
  const named = { name: `${identity}: ${title}`, className: `${rule}.${scope}` };
  if (finding.status === 'accepted') {
    return {
      ...named,
      outcome: {
        is: 'skipped',
        message: `${acceptance(finding, exceptions)}${since === '' ? '' : ` (${since})`}`,
      },
    };
  }
  const lines = (): readonly string[] => [
    `${severity}, confidence ${confidence}; ${blastRadius}% of the estate is compromised if it leaks`,
    ...(finding.status === 'expired-exception'
      ? [`Its exception ${finding.exception ?? ''} is no longer in force.`]
      : []),
    ...finding.evidence.slice(0, listedEvidence).map((each) => `evidence: ${evidenceText(each)}`),
    ...finding.path.slice(0, listedEvidence).map((step) => `path: ${stepText(step)}`),
    // Each line with a label of ours in front: a CI server may take what starts a line for a command.
    ...fix.split('\n', 40).map((line) => `fix: ${line}`),
    ...(since === '' ? [] : [`history: ${since}`]),
    `fingerprint: ${fingerprint}`,
  ];
  return {
    ...named,
    outcome: { is: 'failure', type: severity, message: title, lines },
  };
};

/** A rule in a scope where it found nothing: passed only where all that it needs was read. */
const quietCase = ({ rule, scope, status, reason }: Assessment): JunitCase => ({
  name: scope,
  className: `${rule}.${scope}`,
  ...(status === 'assessed' ? {} : { outcome: { is: 'skipped', message: `${status}: ${reason}` } as const }),
});

const suitesOf = (result: AuditResult): readonly JunitSuite[] => {
  const exceptions = exceptionsById(result);
  const findings = Map.groupBy(rank(result).findings, ({ rule }) => rule);
  const assessments = Map.groupBy(sortedAssessments(result.assessments), ({ rule }) => rule);
  const verdict: readonly JunitSuite[] = hasVerdict(result)
    ? []
    : [
        {
          name: 'verdict',
          cases: [
            {
              name: 'something could be read',
              className: 'verdict',
              outcome: {
                is: 'error',
                message: 'nothing could be read from any source, so there is no verdict',
              },
            },
          ],
        },
      ];
  const rules = [...new Set([...findings.keys(), ...assessments.keys()])].sort(byText);
  return [
    ...verdict,
    ...inForceSuites(result),
    ...rules.map((rule) => {
      const found = findings.get(rule) ?? [];
      const scopes = new Set(found.map(({ scope }) => scope));
      // What is not whole is told beside what was found.
      const quiet = (assessments.get(rule) ?? []).filter(
        ({ scope, status }) => status !== 'assessed' || !scopes.has(scope),
      );
      return {
        name: rule,
        cases: {
          *[Symbol.iterator]() {
            for (const finding of found)
              yield findingCase(
                finding,
                exceptions,
                sinceText(result.history?.findings.get(finding.fingerprint)),
              );
            for (const assessment of quiet) yield quietCase(assessment);
          },
        },
      };
    }),
  ];
};

/** For CI servers that show tests: a suite for each rule, a failure for each open finding. */
export const junitFormat: ReportFormat = {
  id: 'junit',
  title: 'JUnit XML, for CI servers',
  files: (result) => [
    {
      name: 'junit.xml',
      text: inPieces(() => junitDocument(result.tool.name, result.estate.collectedAt, suitesOf(result))),
    },
  ],
};
