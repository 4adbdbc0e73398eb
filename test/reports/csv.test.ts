import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvFormat } from '../../reports/csv.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { lawRuns } from '../support/law-runs.ts';
import { sketchResult } from '../support/result.ts';
import { reordered } from './reordered.ts';
import { ci, deployer, reader, sampleInForce, sampleResult } from './sample.ts';

type Table = Record<string, string>[];

const options = { width: 80, colour: false };
const files = (result: AuditResult): Record<string, string> =>
  Object.fromEntries(csvFormat.files(result, options).map(({ name, text }) => [name, [...text].join('')]));
const table = (text: string): Table => parse(text, { columns: true, record_delimiter: '\r\n' }) as Table;
/** With configuration and exceptions in force, so that no table is empty. */
const wholeResult = (): AuditResult => ({ ...sampleResult(), inForce: sampleInForce });
const sample = Object.fromEntries(
  Object.entries(files(wholeResult())).map(([name, text]) => [name, table(text)]),
);
const names = Object.keys(sample);
const column = (file: string, name: string): (string | undefined)[] => sample[file]!.map((row) => row[name]);

describe('the tables', () => {
  test('are seven', () => {
    expect(names).toEqual([
      'findings.csv',
      'identities.csv',
      'grants.csv',
      'credentials.csv',
      'exceptions.csv',
      'coverage.csv',
      'configuration.csv',
    ]);
  });

  test.each(names)('%s quotes every field and ends every record with CRLF', (name) => {
    const text = files(wholeResult())[name]!;
    expect(text.endsWith('"\r\n')).toBe(true);
    for (const line of text.slice(0, -2).split('\r\n'))
      expect(line).toMatch(/^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/);
  });

  test('an empty estate gives tables with a header each', () => {
    const written = files(sketchResult({ coverage: [] }));
    for (const name of names) {
      expect(parse(written[name]!, { record_delimiter: '\r\n' })).toEqual([Object.keys(sample[name]![0]!)]);
    }
  });

  test('configuration and exceptions in force, what they change, and that nobody named them', () => {
    expect(sample['configuration.csv']!.map(({ subject, name, effect }) => [subject, name, effect])).toEqual([
      ['file', 'nhi-audit.yaml', ''],
      ['file', 'conf/exceptions.yaml', ''],
      ['setting', 'thresholds.secretAgeDays', 'stricter'],
      ['setting', 'weights.scopes', 'either'],
      ['setting', 'humanNames', 'looser'],
      ['finding', 'nhi-audit.yaml', 'looser'],
    ]);
  });

  test('findings stand in the order of their identities, then by severity', () => {
    expect(column('findings.csv', 'rule')).toEqual([
      ...['standing-administrator', 'privilege-escalation-path', 'secret-age', 'no-owner', 'unused-identity'],
    ]);
  });

  test('a finding about an identity that the estate does not hold is a fault, not a missing row', () => {
    const result = sketchResult({ findings: [{ rule: 'no-owner', identity: 'nobody' }] });
    expect(() => files(result)).toThrow('an identity that the estate does not hold');
  });

  test('identities stand by blast radius, then severity, then id, with their rank', () => {
    expect(column('identities.csv', 'identity')).toEqual([deployer, ci, reader]);
    expect(column('identities.csv', 'rank')).toEqual(['1', '2', '3']);
  });

  test('an identity shows both axes of standing, inactive credentials and empty grants left out', () => {
    expect(column('identities.csv', 'credential_lifetimes')).toEqual(['short-lived', 'static', '']);
    expect(column('identities.csv', 'grant_durations')).toEqual(['permanent', 'permanent', 'time-bound']);
  });

  test('an identity counts findings that no exception accepts, and names the worst', () => {
    expect(column('identities.csv', 'findings')).toEqual(['1', '2', '1']);
    expect(column('identities.csv', 'top_rule')).toEqual([
      ...['standing-administrator', 'privilege-escalation-path', 'unused-identity'],
    ]);
  });

  test('workloads that were not collected are empty, none of them is not', () => {
    expect(column('identities.csv', 'workloads')).toEqual(['1', '', '']);
  });

  test('a grant has a row for each level and breadth that it gives', () => {
    const rows = sample['grants.csv']!.filter((row) => row.policy === 'deploy');
    expect(rows.map(({ level, services, breadth }) => [level, services, breadth])).toEqual([
      ['write', 'lambda; s3', '0.333'],
      ['view', 'sns', '1'],
    ]);
  });

  test('a grant of everything in its scope is one row', () => {
    const rows = sample['grants.csv']!.filter((row) => row.policy === 'AdministratorAccess');
    expect(rows.map(({ level, services, all_actions }) => [level, services, all_actions])).toEqual([
      ['control', '*', 'true'],
    ]);
  });

  test('a grant of which denies leave nothing is listed with level none', () => {
    const [row] = sample['grants.csv']!.filter(({ policy }) => policy === 'denied');
    expect(row).toMatchObject({ level: 'none', services: '', service_count: '0', breadth: '' });
  });

  test.each([
    ['in time', '2026-01-10T00:00:00Z', 'time-bound'],
    ['too far away', '2036-01-10T00:00:00Z', 'permanent'],
    ['past', '2025-01-10T00:00:00Z', 'ended'],
  ])('an end %s shows in the effective duration', (_, until, effective) => {
    const grant = { ...wholeResult().estate.identities.find(({ id }) => id === reader)!.grants[0]!, until };
    const scopes = [{ id: '222222222222' }];
    const result = sketchResult({ scopes, identities: [{ id: 'r', grants: [grant] }] });
    expect(table(files(result)['grants.csv']!)[0]).toMatchObject({
      duration: 'time-bound',
      until,
      effective_duration: effective,
    });
  });

  test('a credential has its age and the days since its last use, where they are known', () => {
    expect(sample['credentials.csv']!.map((row) => [row.credential, row.age_days, row.unused_days])).toEqual([
      ['role-session', '', ''],
      ['AKIAEXAMPLE1', '396', '0'],
      ['AKIAEXAMPLE2', '1096', ''],
    ]);
  });

  test('coverage lists sources and rules, read or not', () => {
    expect(sample['coverage.csv']!.map((row) => [row.subject, row.name, row.status])).toEqual([
      ['source', 'organizations:ListAccounts', 'denied'],
      ['source', 'iam:GetAccountAuthorizationDetails', 'complete'],
      ['rule', 'no-owner', 'assessed'],
      ['rule', 'unused-privilege', 'not-assessed'],
    ]);
  });
});

test('the tables are the same, byte for byte, whatever the order of what they are given', () => {
  const expected = files(wholeResult());
  fc.assert(
    fc.property(reordered(wholeResult()), (result) => {
      expect(files(result)).toEqual(expected);
    }),
    { numRuns: lawRuns(6, 30) },
  );
});

test('a large table comes in pieces of which none is large', () => {
  const identities = Array.from({ length: 5_000 }, (_, index) => ({ id: `role-${index}` }));
  const [, list] = csvFormat.files(sketchResult({ identities }), options);
  const pieces = [...list!.text];
  expect(pieces.length).toBeGreaterThan(5);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200_000);
});
