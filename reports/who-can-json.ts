import { sortedCoverage } from '../src/audit/order.ts';
import type {
  AccessReport,
  AccessWay,
  AllowingStatement,
  IdentityAccess,
  Obstacle,
} from '../src/model/access.ts';
import { byText } from '../src/model/by-text.ts';
import type { Condition } from '../src/model/condition.ts';
import type { AuditResult } from '../src/model/report.ts';
import { inForceRecord } from './in-force.ts';
import { jsonText } from './inert-text.ts';
import { stepRecord } from './json.ts';
import { inPieces } from './pieces.ts';

/** What is not known is `null`; every key is always there. Documented in docs/who-can.md. */
const schema = 'nhi-audit/who-can/v1';

const conditionRecord = ({ class: kind, operator, key, values, until }: Condition) => ({
  class: kind,
  operator,
  key,
  values,
  until: until ?? null,
});

const statementRecord = ({ policy, via, statement, id, source }: AllowingStatement) => ({
  policy,
  via,
  statement,
  statementId: id ?? null,
  source: { record: source.record, id: source.id, pointer: source.pointer ?? null },
});

const wayRecord = (way: AccessWay) => ({
  verdict: way.verdict,
  privileges: way.privileges,
  resources: way.resources,
  exceptResources: way.exceptResources,
  duration: way.duration,
  until: way.until ?? null,
  conditions: way.conditions.map(conditionRecord),
  request: way.request.map(conditionRecord),
  assumes: way.assumes,
  allowedBy: way.allowedBy.map(statementRecord),
});

export interface StoppedBy extends Obstacle {
  readonly count: number;
}

/** Identities that may not and can become nobody who may, by what stops them: the most first. */
export const stoppedBy = ({ answer, becoming }: AccessReport): readonly StoppedBy[] =>
  [
    ...Map.groupBy(
      answer.identities.flatMap(({ identity, stoppedBy: obstacle }) =>
        obstacle === undefined || becoming.has(identity) ? [] : [obstacle],
      ),
      ({ kind, name }) => JSON.stringify([kind, name]),
    ).values(),
  ]
    .map((same) => ({ ...same[0]!, count: same.length }))
    .sort((a, b) => b.count - a.count || byText(a.kind, b.kind) || byText(a.name, b.name));

/** Whether an identity is listed without being asked for. */
export const isListed = (report: AccessReport, { identity, verdict }: IdentityAccess): boolean =>
  verdict !== 'denied' || report.becoming.has(identity);

function* pieces(result: AuditResult, report: AccessReport, withDenied: boolean): Generator<string> {
  const { question, answer, becoming, gaps } = report;
  const { estate, tool } = result;
  const field = (name: string, value: unknown): string => `  ${jsonText(name)}: ${jsonText(value)}`;
  const identityRecord = ({ identity, verdict, ways, stoppedBy: obstacle, unread }: IdentityAccess) => {
    const { id, kind, name, scope, providerOwned } = estate.identities[identity]!;
    return {
      id,
      kind,
      name,
      scope,
      providerOwned,
      verdict,
      ways: ways.map(wayRecord),
      path: becoming.get(identity)?.map(stepRecord) ?? null,
      stoppedBy: obstacle ?? null,
      unread: unread ?? [],
    };
  };
  yield '{\n';
  yield `${field('schema', schema)},\n${field('tool', tool)},\n${field('collectedAt', estate.collectedAt)},\n`;
  yield `${field('inForce', inForceRecord(result))},\n`;
  yield `${field('privilege', question.privilege)},\n${field('resource', question.resource ?? null)},\n`;
  yield `${field('privileges', answer.privileges)},\n`;
  yield '  "identities": [';
  const listed = answer.identities.filter((each) => withDenied || isListed(report, each));
  for (const [index, each] of listed.entries()) {
    yield `${index === 0 ? '' : ','}\n    ${jsonText(identityRecord(each))}`;
  }
  yield '\n  ],\n';
  yield `${field(
    'control',
    answer.scopes.map((scope) => estate.scopes[scope]!.id),
  )},\n`;
  yield `${field('denied', stoppedBy(report))},\n`;
  yield `${field('notes', answer.notes)},\n`;
  yield `${field(
    'coverage',
    sortedCoverage(gaps).map(({ connector, scope, source, status, detail }) => ({
      connector,
      scope,
      source,
      status,
      detail,
    })),
  )}\n}\n`;
}

/** An answer for scripts. @param withDenied whether those are listed who may not and can become nobody who may */
export const whoCanJson = (
  result: AuditResult,
  report: AccessReport,
  withDenied: boolean,
): Iterable<string> => inPieces(() => pieces(result, report, withDenied));
