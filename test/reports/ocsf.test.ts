import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ocsfFormat } from '../../reports/ocsf.ts';
import { rules } from '../../rules/index.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { lawRuns } from '../support/law-runs.ts';
import { everything } from '../support/parts.ts';
import { sketchResult } from '../support/result.ts';
import { ocsfValidators } from '../support/schemas.ts';
import { readOcsf } from './readers.ts';
import { reordered } from './reordered.ts';
import { ci, deployer, sampleResult } from './sample.ts';

interface Event {
  readonly class_uid: 2003 | 2008;
  readonly type_uid: number;
  readonly time: number;
  readonly severity_id: number;
  readonly status_id: number;
  readonly status_detail?: string;
  readonly confidence_id: number;
  readonly cloud: { readonly provider: string; readonly account: { readonly uid: string } };
  readonly metadata: { readonly version: string; readonly event_code: string };
  readonly finding_info: { readonly uid: string };
  readonly user: { readonly uid: string; readonly type_id: number };
  readonly permission_analysis_results: readonly {
    readonly policy: { readonly name: string };
    readonly granted_privileges: readonly string[];
  }[];
  readonly identity_activity_metrics: {
    readonly programmatic_credentials: readonly { readonly uid: string }[];
  };
  readonly compliance: {
    readonly status_id: number;
    readonly status: string;
    readonly status_detail: string;
    readonly requirements: readonly string[];
    readonly standards: readonly string[];
  };
  readonly resources: readonly { readonly uid: string }[];
  readonly unmapped: Readonly<Record<string, unknown>>;
}

const written = (result: AuditResult): string =>
  [...ocsfFormat.files(result, { width: 80, colour: false })[0]!.text].join('');

const events = (result: AuditResult): readonly Event[] => {
  const text = written(result);
  readOcsf(text);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

const sample = events(sampleResult());
const findings = sample.filter(({ class_uid }) => class_uid === 2008);
const compliance = sample.filter(({ class_uid }) => class_uid === 2003);

describe('the vendored schema', () => {
  test.each<readonly [what: string, change: (event: Event) => object]>([
    ['a missing time', ({ time: _, ...event }) => event],
    ['an attribute that the class does not have', (event) => ({ ...event, surprise: 1 })],
    ['a severity that there is not', (event) => ({ ...event, severity_id: 7 })],
    ['a type of another class', (event) => ({ ...event, type_uid: 200401 })],
    ['a time as text', (event) => ({ ...event, time: 'now' })],
    ['a finding without an id', (event) => ({ ...event, finding_info: {} })],
    [
      'an analysis of nothing',
      ({ permission_analysis_results: _, identity_activity_metrics: __, ...event }) => event,
    ],
  ])('refuses %s', (_, change) => {
    const valid = ocsfValidators()[2008];
    expect(valid(findings[0])).toBe(true);
    expect(valid(change(findings[0]!))).toBe(false);
  });
});

describe('IAM Analysis Findings', () => {
  test('are one for each finding, in report order, by fingerprint', () => {
    expect(findings.map(({ metadata }) => metadata.event_code)).toEqual([
      ...['standing-administrator', 'privilege-escalation-path', 'secret-age', 'no-owner', 'unused-identity'],
    ]);
    expect(findings[1]!.finding_info.uid).toBe('0'.repeat(32));
  });

  test('carry severity, confidence and the time of the facts', () => {
    expect(findings.map(({ severity_id }) => severity_id)).toEqual([4, 5, 4, 2, 2]);
    expect(findings[1]).toMatchObject({
      type_uid: 200801,
      confidence_id: 3,
      time: Date.parse('2026-01-01T00:00:00Z'),
      cloud: { provider: 'AWS', account: { uid: '111111111111' } },
      metadata: { version: '1.6.0' },
      user: { uid: ci, type_id: 4 },
      unmapped: { blast_radius: 80, standing: 'standing' },
    });
  });

  test('are suppressed where an exception in force accepts them, and new where it ended', () => {
    expect(findings.map(({ status_id }) => status_id)).toEqual([1, 1, 1, 3, 1]);
    expect(findings[3]!.status_detail).toContain(
      'shared-reader until 2026-03-01, approved by ciso@acme.example',
    );
    expect(findings[4]!.status_detail).toContain('quarterly-reader is no longer in force');
  });

  test('show what each grant gives, and a grant of everything as such', () => {
    const grants = findings[1]!.permission_analysis_results;
    expect(grants.map(({ policy, granted_privileges }) => [policy.name, granted_privileges])).toEqual([
      ['denied', []],
      ['deploy', ['lambda:write', 's3:write', 'sns:view']],
    ]);
    const admin = events(
      sketchResult({
        identities: [{ id: 'a', grants: [everything()] }],
        findings: [{ rule: 'no-owner', identity: 'a' }],
      }),
    );
    expect(admin[0]!.permission_analysis_results[0]!.granted_privileges).toEqual(['*:*']);
  });

  test('name credentials by id, never more', () => {
    expect(findings[1]!.identity_activity_metrics.programmatic_credentials).toEqual([
      { uid: 'AKIAEXAMPLE1', type: 'access-key', last_used_time: Date.parse('2025-12-31T06:00:00Z') },
      { uid: 'AKIAEXAMPLE2', type: 'access-key' },
    ]);
  });
});

describe('Compliance Findings', () => {
  const scope = '111111111111';
  const judged = (
    status: 'assessed' | 'partial' | 'not-assessed',
    ...found: readonly ('open' | 'accepted')[]
  ) =>
    events({
      ...sketchResult({
        identities: [{ id: deployer }],
        findings: found.map((each) => ({ rule: 'no-owner', identity: deployer, status: each })),
        assessments: [
          { rule: 'no-owner', scope, status, reason: status === 'assessed' ? '' : 'owners: denied' },
        ],
      }),
      rules,
    }).at(-1)!;

  test.each<readonly [what: string, event: Event, status: string, detail: string]>([
    ['an open finding fails', judged('assessed', 'open', 'accepted'), 'Fail', '1 open findings'],
    ['accepted ones alone warn', judged('assessed', 'accepted'), 'Warning', 'accepted by exceptions'],
    ['nothing found passes', judged('assessed'), 'Pass', 'no finding'],
    ['nothing found in part of it is unknown', judged('partial'), 'Unknown', 'partial: owners: denied'],
    ['what was not judged is unknown', judged('not-assessed'), 'Unknown', 'not-assessed: owners: denied'],
    ['a finding counts where only part was judged', judged('partial', 'open'), 'Fail', 'partial: owners'],
  ])('%s', (_, { compliance: verdict }, status, detail) => {
    expect(verdict.status).toBe(status);
    expect(verdict.status_detail).toContain(detail);
  });

  test('name the requirements that the rule is evidence for, by framework', () => {
    const { standards, requirements } = judged('assessed').compliance;
    expect(standards).toContain('NIST SP 800-53 r5');
    expect(requirements).toContain('NIST SP 800-53 r5: AC-2');
  });

  test('are one for each rule and scope, the scope and the identities as resources', () => {
    expect(compliance.map(({ metadata }) => metadata.event_code)).toEqual(['no-owner', 'unused-privilege']);
    expect(judged('assessed', 'open').resources.map(({ uid }) => uid)).toEqual([scope, deployer]);
  });
});

test('all events are the same, byte for byte, whatever the order of what they are made of', () => {
  const expected = written(sampleResult());
  fc.assert(
    fc.property(reordered(sampleResult()), (result) => written(result) === expected),
    { numRuns: lawRuns(6, 30) },
  );
});
