import { isUnusedIdentity } from '../src/audit/identity-order.ts';
import { sortedAssessments, sortedCoverage } from '../src/audit/order.ts';
import type { Ranking } from '../src/audit/ranking.ts';
import { rank } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import { agesAreMinimums } from '../src/model/clock.ts';
import { scopeOfEnd } from '../src/model/finding.ts';
import type { AuditResult, ReportFile } from '../src/model/report.ts';
import type { Column, IdentityRow } from './csv-columns/column.ts';
import { configurationColumns, configurationRows } from './csv-columns/configuration.ts';
import type { CoverageRow } from './csv-columns/coverage.ts';
import { coverageColumns } from './csv-columns/coverage.ts';
import type { CredentialRow } from './csv-columns/credentials.ts';
import { credentialColumns } from './csv-columns/credentials.ts';
import type { ExceptionRow } from './csv-columns/exceptions.ts';
import { exceptionColumns } from './csv-columns/exceptions.ts';
import type { FindingRow } from './csv-columns/findings.ts';
import { findingColumns } from './csv-columns/findings.ts';
import type { GrantRow } from './csv-columns/grants.ts';
import { grantColumns } from './csv-columns/grants.ts';
import { identityColumns } from './csv-columns/identities.ts';
import type { OnSanitised } from './csv-table.ts';
import { csvFile } from './csv-table.ts';
import { listedPath } from './listed-path.ts';
import type { ReportFormat } from './report-format.ts';
import { grantParts } from './wording.ts';

/** One row for each identity, in report order. */
export function* identityRows(result: AuditResult, ranking: Ranking): Generator<IdentityRow> {
  const { estate, reach, settings } = result;
  const shared = {
    scopeId: (index: number) => estate.scopes[index]!.id,
    collectedAt: estate.collectedAt,
    now: Date.parse(estate.collectedAt),
    longestGrantDays: settings.thresholds.longestGrantDays,
  };
  const scopes = new Map(estate.scopes.map((scope) => [scope.id, scope]));
  for (const ranked of ranking.identities()) {
    yield {
      ...ranked,
      ...shared,
      scope: scopes.get(ranked.identity.scope),
      path: () => listedPath(result, ranked),
      becomableBy: () => reach.becomableBy(ranked.index),
      unused: isUnusedIdentity(ranked.identity, shared.now, settings),
    };
  }
}

function* findingRows(result: AuditResult, ranking: Ranking): Generator<FindingRow> {
  const scopes = new Map(result.estate.scopes.map((scope) => [scope.id, scope]));
  const rows = new Map<string, IdentityRow>();
  for (const row of identityRows(result, ranking)) {
    if (row.findings.length > 0) rows.set(row.identity.id, row);
  }
  for (const finding of ranking.findings) {
    const row = rows.get(finding.identity);
    if (row === undefined && scopeOfEnd(finding.identity) === undefined) {
      throw new Error(`Finding ${finding.fingerprint} is about an identity that the estate does not hold`);
    }
    yield {
      finding,
      of: row,
      scope: scopes.get(finding.scope),
      group: ranking.groupOf.get(finding.fingerprint),
    };
  }
}

function* grantRows(result: AuditResult, ranking: Ranking): Generator<GrantRow> {
  const servicesIn = new Map(result.estate.scopes.map((scope) => [scope.id, scope.services.length]));
  for (const row of identityRows(result, ranking)) {
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

function* credentialRows(result: AuditResult, ranking: Ranking): Generator<CredentialRow> {
  for (const row of identityRows(result, ranking)) {
    const credentials = row.identity.credentials.toSorted(
      (a, b) => byText(a.kind, b.kind) || byText(a.id, b.id),
    );
    for (const credential of credentials) yield { ...row, credential };
  }
}

const dayLength = 86_400_000;
const dayOf = (time: string): number => Math.floor(Date.parse(time) / dayLength);

function* exceptionRows({ exceptions = [], estate }: AuditResult): Generator<ExceptionRow> {
  const today = dayOf(estate.collectedAt);
  for (const judged of exceptions) {
    const { exception } = judged;
    const daysLeft = exception === undefined ? undefined : Math.max(dayOf(exception.expires) - today, 0);
    yield { judged, daysLeft };
  }
}

function* coverageRows(result: AuditResult): Generator<CoverageRow> {
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

/** The tables of a report by name: those of the evidence pack that are the same are taken from here. */
export const csvTables = (result: AuditResult, ranking: Ranking, onSanitised?: OnSanitised) => {
  const table = <Row>(name: string, columns: readonly Column<Row>[], rows: () => Iterable<Row>): ReportFile =>
    csvFile(name, columns, rows, onSanitised);
  return {
    findings: table('findings.csv', findingColumns, () => findingRows(result, ranking)),
    identities: table('identities.csv', identityColumns, () => identityRows(result, ranking)),
    grants: table('grants.csv', grantColumns, () => grantRows(result, ranking)),
    credentials: table('credentials.csv', credentialColumns, () => credentialRows(result, ranking)),
    exceptions: table('exceptions.csv', exceptionColumns, () => exceptionRows(result)),
    coverage: table('coverage.csv', coverageColumns, () => coverageRows(result)),
    configuration: table('configuration.csv', configurationColumns, () => configurationRows(result)),
  } as const;
};

/** Tables for spreadsheets and auditors: RFC 4180, UTF-8, one record a line, safe to open. */
export const csvFormat: ReportFormat = {
  id: 'csv',
  title: 'tables, for spreadsheets and auditors',
  files: (result) => Object.values(csvTables(result, rank(result))),
};
