import { describe, expect, test } from 'vitest';
import { gateSarifFormat } from '../../../reports/gate/sarif.ts';
import type { TextOptions } from '../../../reports/report-format.ts';
import type { GateResult } from '../../../src/model/gate.ts';
import { changeClasses } from '../../../src/model/gate.ts';
import { sampleGate } from '../gate-sample.ts';
import { readSarif } from '../readers.ts';
import { deployer } from '../sample.ts';

const options: TextOptions = { width: 80, colour: false };

const run = (result: GateResult, more: Partial<TextOptions> = {}) => {
  const text = [...gateSarifFormat.files(result, { ...options, ...more })[0]!.text].join('');
  readSarif(text);
  return JSON.parse(text).runs[0];
};

const sample = run(sampleGate());

describe('SARIF of the gate', () => {
  test('has every class of change as a rule', () => {
    expect(sample.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(
      changeClasses.map((kind) => `gate/${kind}`),
    );
  });

  test('stands at the line where the change is written', () => {
    const [{ physicalLocation, logicalLocations }] = sample.results[0].locations;
    expect(physicalLocation.artifactLocation).toEqual({ uri: 'infra/plan.json', uriBaseId: '%SRCROOT%' });
    expect(physicalLocation.region.startLine).toBe(12);
    expect(logicalLocations[0].name).toBe('aws_iam_user_policy.ci');
    expect(sample.results[1].locations[0].physicalLocation.artifactLocation.uri).toBe('infra/modules/app.tf');
  });

  test('a live change stands at the line of the baseline, else at the file, else at a name', () => {
    const uriOf = (more: Partial<TextOptions>): string =>
      run(sampleGate(), more).results[2].locations[0].physicalLocation.artifactLocation.uri;
    expect(uriOf({ placeOf: (id) => (id === deployer ? { file: 'b.json', line: 7 } : undefined) })).toBe(
      'b.json',
    );
    expect(uriOf({ sourceFiles: ['today.ndjson'] })).toBe('today.ndjson');
    expect(uriOf({})).toBe('live/aws/111111111111');
  });

  test('says who, what, where, since, what falls and what instead, in this order', () => {
    const { text } = sample.results[0].message;
    const parts = [
      'ci-deploy: ',
      'Permanent full control',
      'Where: ',
      'Since: ',
      'If it leaks: ',
      'Instead: ',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(text).not.toContain('..');
  });

  test('what is let through is a note, and suppressed where an exception accepts it', () => {
    expect(
      sample.results.map(({ level, suppressions }: { level: string; suppressions: readonly object[] }) => [
        level,
        suppressions.length,
      ]),
    ).toEqual([
      ['error', 0],
      ['error', 0],
      ['note', 1],
      ['note', 0],
    ]);
    expect(sample.results[2].suppressions[0].justification).toContain('Shared by three teams');
  });

  test('an exception that does not keep a change from failing suppresses nothing', () => {
    const gate = sampleGate();
    const changes = gate.changes.map((change) => ({ ...change, fails: true }));
    for (const { suppressions } of run({ ...gate, changes }).results) expect(suppressions).toEqual([]);
  });

  test.each([
    ['pass', 0, true],
    ['fail', 1, true],
    ['not-evaluated', 3, false],
  ] as const)('%s is exit code %i', (verdict, exitCode, executionSuccessful) => {
    const [invocation] = run({ ...sampleGate(), verdict }).invocations;
    expect(invocation).toMatchObject({ exitCode, executionSuccessful });
  });

  test('tells gaps, and is not complete then', () => {
    expect(sample.properties.complete).toBe(false);
    const notes = sample.invocations[0].toolExecutionNotifications.map(
      ({ message }: { message: { text: string } }) => message.text,
    );
    expect(notes).toContain('aws_iam_policy.computed: its text is not in the plan');
    expect(notes[0]).toBe('fail: 2 changes give permanent privilege.');
    expect(run({ ...sampleGate(), gaps: [] }).properties.complete).toBe(true);
  });

  test('keeps 5,000 changes and says how many were left out', () => {
    const [change] = sampleGate().changes;
    const changes = Array.from({ length: 5_100 }, (_, index) => ({
      ...change!,
      fingerprint: String(index).padStart(32, '0'),
    }));
    const big = run({ ...sampleGate(), changes });
    expect(big.results.length).toBe(5_000);
    expect(JSON.stringify(big.invocations)).toContain('100 of 5100 changes are left out');
  });

  test('is a category by what is judged', () => {
    expect(sample.automationDetails.id).toBe('nhi-audit/gate/terraform/');
  });
});
