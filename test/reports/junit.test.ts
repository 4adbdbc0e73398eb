import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { junitFormat } from '../../reports/junit.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { sketchResult } from '../support/result.ts';
import { readJunit } from './readers.ts';
import { ci, sampleResult } from './sample.ts';

interface Case {
  readonly '@_name': string;
  readonly '@_classname': string;
  readonly failure?: { readonly '#text': string; readonly '@_type': string; readonly '@_message': string };
  readonly skipped?: { readonly '@_message': string };
  readonly error?: { readonly '@_message': string };
}
interface Suite {
  readonly '@_name': string;
  readonly '@_tests': string;
  readonly '@_failures': string;
  readonly '@_skipped': string;
  readonly '@_timestamp': string;
  readonly testcase: readonly Case[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  isArray: (name) => name === 'testsuite' || name === 'testcase',
});

const document = (result: AuditResult) => {
  const text = [...junitFormat.files(result, { width: 80, colour: false })[0]!.text].join('');
  readJunit(text);
  return parser.parse(text).testsuites as {
    readonly '@_tests': string;
    readonly '@_failures': string;
    readonly '@_errors': string;
    readonly '@_skipped': string;
    readonly testsuite: readonly Suite[];
  };
};

const sample = document(sampleResult());
const suite = (name: string): Suite => sample.testsuite.find((each) => each['@_name'] === name)!;

describe('JUnit of a scan', () => {
  test('has a suite for each rule, judged or not', () => {
    expect(sample.testsuite.map((each) => each['@_name'])).toEqual([
      ...['no-owner', 'privilege-escalation-path', 'secret-age', 'standing-administrator'],
      ...['unused-identity', 'unused-privilege'],
    ]);
  });

  test('counts what it lists', () => {
    const cases = sample.testsuite.flatMap(({ testcase }) => testcase);
    const count = (key: 'failure' | 'skipped' | 'error'): string =>
      String(cases.filter((each) => key in each).length);
    expect(sample['@_tests']).toBe(String(cases.length));
    expect(sample['@_failures']).toBe(count('failure'));
    expect(sample['@_skipped']).toBe(count('skipped'));
    expect(sample['@_errors']).toBe(count('error'));
    for (const each of sample.testsuite) expect(each['@_tests']).toBe(String(each.testcase.length));
  });

  test('a finding fails, with its evidence, path, fix and fingerprint', () => {
    const [each] = suite('privilege-escalation-path').testcase;
    expect(each!['@_name']).toContain(ci);
    expect(each!.failure!['@_type']).toBe('critical');
    for (const part of [
      'evidence: it is so',
      'path: ',
      'fix: Take the step away.',
      'aws iam delete-user-policy',
      'fingerprint: 0000',
    ]) {
      expect(each!.failure!['#text']).toContain(part);
    }
  });

  test('an accepted finding is skipped, with its exception; an ended exception accepts nothing', () => {
    const [accepted, clean] = suite('no-owner').testcase;
    expect(accepted!.skipped!['@_message']).toContain(
      'accepted until 2026-03-01 by the exception shared-reader',
    );
    expect(clean).toEqual({
      '@_name': '111111111111',
      '@_classname': 'no-owner.111111111111',
      '@_time': '0',
    });
    expect(suite('unused-identity').testcase[0]!.failure!['#text']).toContain('is no longer in force');
  });

  test('a rule that could not be judged is skipped and never passes', () => {
    expect(suite('unused-privilege').testcase[0]!.skipped!['@_message']).toContain(
      'not-assessed: service-use',
    );
  });

  test('a scope that was judged in part is told beside what was found there', () => {
    const [found, partly] = document(
      sketchResult({
        identities: [{ id: 'a' }],
        findings: [{ rule: 'no-owner', identity: 'a' }],
        assessments: [{ rule: 'no-owner', scope: '111111111111', status: 'partial', reason: 'owners: some' }],
      }),
    ).testsuite[0]!.testcase;
    expect(found!.failure).toBeDefined();
    expect(partly!.skipped!['@_message']).toBe('partial: owners: some');
  });

  test('no verdict is an error, not an empty success', () => {
    const nothing = document(sketchResult({}));
    expect(nothing['@_errors']).toBe('1');
    expect(nothing.testsuite[0]!.testcase[0]!.error!['@_message']).toContain('no verdict');
  });

  test('the time is that of the facts', () => {
    expect(suite('no-owner')['@_timestamp']).toBe('2026-01-01T00:00:00');
  });
});
