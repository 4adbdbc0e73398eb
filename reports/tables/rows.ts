import { isUnusedIdentity } from '../../src/audit/identity-order.ts';
import { sortedAssessments, sortedCoverage } from '../../src/audit/order.ts';
import type { RankedIdentity } from '../../src/audit/ranking.ts';
import { rank } from '../../src/audit/ranking.ts';
import { byText } from '../../src/model/by-text.ts';
import { agesAreMinimums, exceptionTime } from '../../src/model/clock.ts';
import { scopeOfEnd } from '../../src/model/finding.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { listedPath } from '../listed-path.ts';
import { grantParts } from '../wording.ts';
import type { IdentityRow } from './column.ts';
import type { CoverageRow } from './coverage.ts';
import type { CredentialRow } from './credentials.ts';
import type { ExceptionRow } from './exceptions.ts';
import type { FindingRow } from './findings.ts';
import type { GrantRow } from './grants.ts';

/** What the tables hold, row by row: nothing is kept of a row that was handed on. */

const rowOf = (result: AuditResult): ((ranked: RankedIdentity) => IdentityRow) => {
  const { estate, reach, settings } = result;
  const { collectedAt } = estate;
  const { longestGrantDays } = settings.thresholds;
  const now = Date.parse(collectedAt);
  const scopes = new Map(estate.scopes.map((scope) => [scope.id, scope]));
  const scopeId = (index: number): string => estate.scopes[index]!.id;
  return (ranked) => ({
    ...ranked,
    scopeId,
    collectedAt,
    now,
    longestGrantDays,
    scope: scopes.get(ranked.identity.scope),
    path: () => listedPath(result, ranked),
    becomableBy: () => reach.becomableBy(ranked.index),
    unused: isUnusedIdentity(ranked.identity, now, settings),
  });
};

/** One row for each identity, in report order. */
export function* identityRows(result: AuditResult): Generator<IdentityRow> {
  const row = rowOf(result);
  for (const ranked of rank(result).identities()) yield row(ranked);
}

export function* findingRows(result: AuditResult): Generator<FindingRow> {
  const { estate } = result;
  const ranking = rank(result);
  const row = rowOf(result);
  const scopes = new Map(estate.scopes.map((scope) => [scope.id, scope]));
  const indexes = new Map(estate.identities.map(({ id }, index) => [id, index]));
  let of: IdentityRow | undefined;
  for (const finding of ranking.findings) {
    // They are in the order of their identities.
    if (of?.identity.id !== finding.identity) {
      const index = indexes.get(finding.identity);
      if (index === undefined && scopeOfEnd(finding.identity) === undefined) {
        throw new Error(`Finding ${finding.fingerprint} is about an identity that the estate does not hold`);
      }
      of = index === undefined ? undefined : row(ranking.at(index));
    }
    yield {
      finding,
      of,
      scope: scopes.get(finding.scope),
      group: ranking.groupOf.get(finding.fingerprint),
      history: result.history?.findings.get(finding.fingerprint),
    };
  }
}

export function* grantRows(result: AuditResult): Generator<GrantRow> {
  const servicesIn = new Map(result.estate.scopes.map((scope) => [scope.id, scope.services.length]));
  for (const row of identityRows(result)) {
    const grants = row.identity.grants.toSorted(
      (a, b) =>
        byText(a.scope, b.scope) ||
        byText(a.name, b.name) ||
        byText(a.via, b.via) ||
        byText(a.source.id, b.source.id) ||
        byText(a.source.pointer ?? '', b.source.pointer ?? ''),
    );
    for (const grant of grants) {
      const parts = grantParts(result.estate, grant, servicesIn.get(grant.scope) ?? Number.POSITIVE_INFINITY);
      if (parts.length === 0) yield { ...row, grant, part: undefined };
      for (const part of parts) yield { ...row, grant, part };
    }
  }
}

export function* credentialRows(result: AuditResult): Generator<CredentialRow> {
  for (const row of identityRows(result)) {
    const credentials = row.identity.credentials.toSorted(
      (a, b) => byText(a.kind, b.kind) || byText(a.id, b.id),
    );
    for (const credential of credentials) yield { ...row, credential };
  }
}

const dayLength = 86_400_000;
const dayOf = (time: string): number => Math.floor(Date.parse(time) / dayLength);

export function* exceptionRows({ exceptions = [], estate }: AuditResult): Generator<ExceptionRow> {
  const today = dayOf(exceptionTime(estate.collectedAt, estate.clock));
  for (const judged of exceptions) {
    const { exception } = judged;
    const daysLeft = exception === undefined ? undefined : Math.max(dayOf(exception.expires) - today, 0);
    yield { judged, daysLeft };
  }
}

export function* coverageRows(result: AuditResult): Generator<CoverageRow> {
  const { clock } = result.estate;
  if (clock !== undefined) {
    yield {
      subject: 'clock',
      scope: '*',
      name: clock.basis,
      status: agesAreMinimums(clock) ? 'partial' : 'complete',
      detail: clock.says,
      gives: [],
    };
  }
  for (const { connector, scope, source, status, detail, gives } of sortedCoverage(result.coverage)) {
    yield {
      subject: 'source',
      connector,
      scope,
      name: source,
      status,
      detail,
      gives: [...gives].sort(byText),
    };
  }
  for (const { rule, scope, status, reason } of sortedAssessments(result.assessments)) {
    yield { subject: 'rule', scope, name: rule, status, detail: reason, gives: [] };
  }
}
