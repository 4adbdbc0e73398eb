import { csvRows } from '../../../src/exports/csv.ts';
import { placeIn } from '../../../src/exports/place.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { credentialReportRowSchema } from '../facts/records.ts';
import { checkData, splitAnswers, toRecord } from './element.ts';
import { accountOfArn } from './scope.ts';

/**
 * The credential report, as CSV or as `aws iam get-credential-report` wraps it (base64 in JSON).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
const source = 'iam:GetCredentialReport';

/** An account has at most 5,000 users, and a row is about 400 bytes: 64 MiB hold the reports of thirty accounts. */
const largestReport = 64 * 1024 * 1024;
const rootUser = '<root_account>';
const remedy =
  'Make it again: aws iam get-credential-report --query Content --output text | base64 -d > report.csv';

const noLists: ReadonlySet<string> = new Set();
const content: ReadonlySet<string> = new Set(['Content']);

/** Columns that the rules rest on. Others, of later versions of the report, are passed over. */
const requiredColumns = Object.entries(credentialReportRowSchema.shape)
  .filter(([, schema]) => !schema.safeParse(undefined).success)
  .map(([column]) => column);

const checkColumns = (columns: readonly string[], place: string): void => {
  const missing = requiredColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new InputError(`the credential report has no column ${missing.join(', ')}`, place, remedy);
  }
  const repeated = columns.find((column, index) => columns.indexOf(column) < index);
  if (repeated !== undefined) {
    throw new InputError(
      `the credential report has the column ${JSON.stringify(repeated)} twice`,
      place,
      remedy,
    );
  }
};

function* readRows(csv: CsvText, accounts: Map<string, { root: boolean }>): Generator<SnapshotRecord> {
  for (const { record, line } of csvRows(csv, { checkColumns, remedy })) {
    const place = `${csv.name}, line ${line}`;
    const row = checkData('aws.credential-report-row', record, () => place);
    checkTimes(row, place);
    const account = accountOfArn(row.arn);
    if (account === undefined) throw new InputError('arn: not an ARN with an account id', place, remedy);
    const seen = accounts.get(account) ?? { root: false };
    if (row.user === rootUser) seen.root = true;
    accounts.set(account, seen);
    yield toRecord('aws.credential-report-row', account, row);
  }
}

/** A cell says when, or in words why it does not; what only begins like a time is neither. */
const checkTimes = (row: Readonly<Record<string, unknown>>, place: string): void => {
  for (const [column, cell] of Object.entries(row))
    if (
      timeColumn.test(column) &&
      typeof cell === 'string' &&
      /^\d{4}-/.test(cell) &&
      Number.isNaN(Date.parse(cell))
    )
      throw new InputError(`${column}: not a date`, place, remedy);
};

const timeColumn = /_(?:time|used|used_date|changed|rotated|rotation)$/;

const isJson = (head: string): boolean => /^\s*[[{]/.test(head);

type CsvText = Pick<SourceFile, 'name' | 'chunks'>;

function* csvTexts(file: SourceFile): Generator<CsvText> {
  if (file.size > largestReport) {
    throw new InputError('the file is larger than a credential report can be', file.name, remedy);
  }
  if (!isJson(file.head)) {
    yield file;
    return;
  }
  for (const piece of splitAnswers(file, noLists, content)) {
    if (piece.kind !== 'value') continue;
    const base64: unknown = /^"[A-Za-z0-9+/=]*"$/.test(piece.text) ? JSON.parse(piece.text) : undefined;
    if (typeof base64 !== 'string') {
      throw new InputError('Content: not base64', placeIn(file, piece.offset), remedy);
    }
    yield { name: file.name, chunks: () => [Buffer.from(base64, 'base64')] };
  }
}

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const accounts = new Map<string, { root: boolean }>();
  for (const csv of csvTexts(file)) yield* readRows(csv, accounts);
  if (accounts.size === 0) throw new InputError('the credential report has no rows', file.name, remedy);
  for (const [account, { root }] of [...accounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield {
      connector: 'aws',
      scope: account,
      source,
      // AWS always writes the root user's row: without it, others may have been taken out too.
      status: root ? 'complete' : 'partial',
      detail: root
        ? ''
        : `the report has no row ${rootUser}: it is not as AWS wrote it; get it again: aws iam get-credential-report`,
      gives: ['credentials', 'root-keys', 'credential-use', 'identity-use'],
    };
  }
}

export const credentialReport: FileFormat = {
  id: 'aws-credential-report',
  read,
};
