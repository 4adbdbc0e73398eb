import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { gateJunitFormat } from '../../../reports/gate/junit.ts';
import type { GateResult } from '../../../src/model/gate.ts';
import { changeClasses } from '../../../src/model/gate.ts';
import { sampleGate } from '../gate-sample.ts';
import { readJunit } from '../readers.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  isArray: (name) => name === 'testsuite' || name === 'testcase',
});

const suites = (result: GateResult) => {
  const text = [...gateJunitFormat.files(result, { width: 80, colour: false })[0]!.text].join('');
  readJunit(text);
  return parser.parse(text).testsuites;
};

describe('JUnit of the gate', () => {
  const sample = suites(sampleGate());

  test('has a suite for the verdict and one for each class of change', () => {
    expect(sample.testsuite.length).toBe(changeClasses.length + 1);
  });

  test('counts failing changes as failures, and what is let through and gaps as skipped', () => {
    expect(sample).toMatchObject({ '@_failures': '2', '@_skipped': '3', '@_errors': '0' });
  });

  test('a failing change says where it is written', () => {
    const [change] = sample.testsuite[1].testcase;
    expect(change.failure['#text']).toContain('infra/plan.json:12 aws_iam_user_policy.ci');
  });

  test('no verdict is an error, and no class passes', () => {
    const none = suites({ ...sampleGate(), verdict: 'not-evaluated', changes: [], gaps: [] });
    expect(none).toMatchObject({ '@_errors': '1', '@_skipped': String(changeClasses.length) });
  });

  test('a pass has no failure', () => {
    const pass = suites({ ...sampleGate(), verdict: 'pass', changes: [], gaps: [] });
    expect(pass).toMatchObject({ '@_errors': '0', '@_failures': '0', '@_skipped': '0' });
  });
});
