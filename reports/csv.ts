import { stringify } from 'csv-stringify/sync';
import type { AuditResult, ReportFile } from '../src/model/report.ts';
import type { CellValue, Column, IdentityRow } from './csv-columns/column.ts';
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
import { cellText } from './inert-text.ts';
import { inPieces } from './pieces.ts';
import type { Ranking } from './ranking.ts';
import { byText, listedPath, rank, sortedAssessments, sortedCoverage } from './ranking.ts';
import type { ReportFormat } from './report-format.ts';
import { grantParts } from './wording.ts';

/** RFC 4180: every field quoted, CRLF; https://www.rfc-editor.org/rfc/rfc4180 */
const dialect = { quoted: true, quoted_empty: true, record_delimiter: 'windows' } as const;
const rowsAtATime = 256;

const cell = (value: CellValue): string => {
  if (value === undefined) return '';
  return typeof value === 'string' ? cellText(value) : String(value);
};

function* csvText<Row>(columns: readonly Column<Row>[], rows: Iterable<Row>): Generator<string> {
  let lines: string[][] = [columns.map(({ name }) => name)];
  for (const row of rows) {
    lines.push(columns.map(({ value }) => cell(value(row))));
    if (lines.length >= rowsAtATime) {
      yield stringify(lines, dialect);
      lines = [];
    }
  }
  if (lines.length > 0) yield stringify(lines, dialect);
}

function* identityRows(result: AuditResult, ranking: Ranking): Generator<IdentityRow> {
  const { estate, settings } = result;
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
    if (row === undefined) {
      throw new Error(`Finding ${finding.fingerprint} is about an identity that the estate does not hold`);
    }
    yield { ...row, scope: scopes.get(finding.scope), finding };
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

const file = <Row>(name: string, columns: readonly Column<Row>[], rows: () => Iterable<Row>): ReportFile => ({
  name,
  text: inPieces(() => csvText(columns, rows())),
});

/** Tables for spreadsheets and auditors: RFC 4180, UTF-8, one record a line, safe to open. */
export const csvFormat: ReportFormat = {
  id: 'csv',
  title: 'tables, for spreadsheets and auditors',
  files: (result) => {
    const ranking = rank(result);
    return [
      file('findings.csv', findingColumns, () => findingRows(result, ranking)),
      file('identities.csv', identityColumns, () => identityRows(result, ranking)),
      file('grants.csv', grantColumns, () => grantRows(result, ranking)),
      file('credentials.csv', credentialColumns, () => credentialRows(result, ranking)),
      file('exceptions.csv', exceptionColumns, () => exceptionRows(result)),
      file('coverage.csv', coverageColumns, () => coverageRows(result)),
    ];
  },
};
