import { describe, expect, test } from 'vitest';
import { credentialReportRowSchema } from '../../../../connectors/aws/facts/records.ts';
import { credentialReport as format } from '../../../../connectors/aws/import/credential-report.ts';
import { sourceOf } from '../../../exports/bytes-source.ts';
import { inputErrorOf, type Reading, readWith } from '../../../exports/reading.ts';
import { recognises } from '../../../support/providers.ts';

const account = '111111111111';
const columns = Object.keys(credentialReportRowSchema.shape);
const row = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(columns.map((column) => [column, 'N/A'])),
  user_creation_time: '2024-01-01T00:00:00+00:00',
  ...values,
});
const root = row({
  user: '<root_account>',
  arn: `arn:aws:iam::${account}:root`,
  password_enabled: 'not_supported',
});
const user = row({ user: 'ci', arn: `arn:aws:iam::${account}:user/ci`, access_key_1_active: 'true' });

const csvOf = (
  rows: readonly Readonly<Record<string, string>>[],
  names: readonly string[] = columns,
): string =>
  [names, ...rows.map((one) => names.map((name) => one[name] ?? ''))]
    .map((fields) => fields.join(','))
    .join('\n');
const wrapped = (csv: string): string =>
  JSON.stringify({
    Content: Buffer.from(csv).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: '2026-01-01T00:00:00+00:00',
  });

const read = (content: string, chunk?: number): Reading =>
  readWith(format, sourceOf(content, { name: 'report.csv', ...(chunk === undefined ? {} : { chunk }) }));

const csv = csvOf([root, user]);

describe('a credential report', () => {
  test('gives a record for each row, with the account from the ARN', () => {
    expect(read(csv)).toEqual({
      records: [
        { record: 'aws.credential-report-row', scope: account, id: root.arn, data: root },
        { record: 'aws.credential-report-row', scope: account, id: user.arn, data: user },
      ],
      coverage: [
        {
          connector: 'aws',
          scope: account,
          source: 'iam:GetCredentialReport',
          status: 'complete',
          detail: '',
          gives: ['credentials', 'root-keys', 'credential-use', 'identity-use'],
        },
      ],
    });
  });

  test.each([
    ['columns in another order', csvOf([root, user], columns.toReversed())],
    [
      'columns that are not known yet',
      csvOf(
        [
          { ...root, new_column: 'hush' },
          { ...user, new_column: 'hush' },
        ],
        ['new_column', ...columns],
      ),
    ],
    ['Windows line ends', csv.replaceAll('\n', '\r\n')],
    ['a byte order mark and a last line end', `\uFEFF${csv}\n`],
    [
      'every field quoted',
      csv
        .split('\n')
        .map((line) =>
          line
            .split(',')
            .map((field) => `"${field}"`)
            .join(','),
        )
        .join('\n'),
    ],
    ['the JSON of the AWS CLI', wrapped(csv)],
    [
      'the same with the content last',
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(wrapped(csv))).reverse()), null, 4),
    ],
    ['two JSON answers, one after the other', `${wrapped(csvOf([root]))}\n${wrapped(csvOf([user]))}`],
  ])('reads the same with %s', (_, content) => {
    expect(recognises(format, sourceOf(content).head)).toBe(true);
    for (const chunk of [1, 7, 1 << 20]) expect(read(content, chunk)).toEqual(read(csv));
  });

  test('user names may hold a comma', () => {
    const odd = row({ user: 'a,b', arn: `arn:aws:iam::${account}:user/a,b` });
    const content = csvOf([root, user]).concat('\n', columns.map((name) => `"${odd[name]}"`).join(','));
    expect(read(content).records).toContainEqual(expect.objectContaining({ id: odd.arn, data: odd }));
  });

  test('without the row of the root user it is not whole', () => {
    expect(read(csvOf([user])).coverage).toMatchObject([
      { status: 'partial', detail: expect.stringMatching(/<root_account>/) },
    ]);
  });

  test('optional columns may be missing', () => {
    const fewer = columns.filter((column) => column !== 'password_next_rotation');
    expect(read(csvOf([root, user], fewer)).records).toHaveLength(2);
  });
});

describe('a report that cannot be used says where and what to do', () => {
  test.each([
    [
      'a missing column',
      csvOf(
        [root],
        columns.filter((column) => column !== 'mfa_active'),
      ),
      /no column mfa_active/,
      'report.csv, line 1',
    ],
    ['a column that comes twice', csvOf([root], [...columns, 'user']), /"user" twice/, 'report.csv, line 1'],
    [
      'a row cut short',
      csv.slice(0, -20).split(',').slice(0, -3).join(','),
      /as many fields/,
      'report.csv, line 3',
    ],
    ['a quote without end', `${csv}\n"a`, /not valid CSV/, 'report.csv, line 4'],
    ['an ARN without an account', csvOf([row({ user: 'x', arn: 'x' })]), /^arn: /, 'report.csv, line 2'],
    ['no rows', csvOf([]), /no rows/, 'report.csv'],
    [
      'content that is no base64',
      '{"Content":"user,arn","ReportFormat":"text/csv"}',
      /base64/,
      'report.csv, byte 11',
    ],
    ['content that is no text', '{"Content":7,"ReportFormat":"text/csv"}', /base64/, 'report.csv, byte 11'],
    ['an answer without content', '{"State":"STARTED","ReportFormat":"text/csv"}', /no rows/, 'report.csv'],
    ['JSON cut short', wrapped(csv).slice(0, 100), /cut short/, 'report.csv, byte 100'],
  ])('%s', (_, content, what, where) => {
    const error = inputErrorOf(() => read(content));
    expect(error.message).toMatch(what);
    expect(error.where).toBe(where);
    expect(error.remedy).toMatch(/Make/);
  });

  test('a file that no report can be is not read into memory', () => {
    const error = inputErrorOf(() => readWith(format, { ...sourceOf(csv), size: 1e9 }));
    expect(error.message).toMatch(/larger than/);
  });
});

test.each([
  ['an answer whose content fills the head', wrapped(csv.repeat(50)).slice(0, 2000), true],
  ['another CSV file', 'name,value\nuser,arn', false],
  ['another JSON file', '{"Users":[]}', false],
  ['white space without end', ' '.repeat(64_000), false],
])('%s: recognised %s', (_, head, recognised) => {
  expect(recognises(format, head)).toBe(recognised);
});
