import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oscalFormat } from '../../reports/oscal.ts';
import { controlTarget } from '../../reports/oscal-controls.ts';
import { uuidOf } from '../../reports/uuid.ts';
import { rules } from '../../rules/index.ts';
import type { JudgedException } from '../../src/model/exception.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { lawRuns } from '../support/law-runs.ts';
import { sketchResult } from '../support/result.ts';
import { oscalValidator } from '../support/schemas.ts';
import { readOscal } from './readers.ts';
import { reordered } from './reordered.ts';
import { sampleResult } from './sample.ts';

interface Part {
  readonly uuid: string;
  readonly title: string;
  readonly description: string;
}
interface Risk extends Part {
  readonly status: string;
  readonly deadline?: string;
  readonly 'mitigating-factors'?: readonly Part[];
  readonly 'risk-log'?: {
    readonly entries: readonly {
      readonly title: string;
      readonly start: string;
      readonly 'status-change': string;
    }[];
  };
  readonly props?: readonly { readonly name: string; readonly value: string }[];
  readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
}
interface ControlFinding extends Part {
  readonly target: {
    readonly 'target-id': string;
    readonly status: { readonly state: string; readonly reason: string };
  };
  readonly 'related-observations': readonly { readonly 'observation-uuid': string }[];
  readonly 'related-risks': readonly { readonly 'risk-uuid': string }[];
}
interface Document {
  readonly uuid: string;
  readonly 'import-ap': { readonly href: string };
  readonly metadata: { readonly parties: readonly { readonly uuid: string; readonly name: string }[] };
  readonly 'back-matter': { readonly resources: readonly { readonly uuid: string }[] };
  readonly results: readonly {
    readonly observations?: readonly (Part & {
      readonly types: readonly string[];
      readonly subjects?: readonly { readonly 'subject-uuid': string }[];
    })[];
    readonly risks?: readonly Risk[];
    readonly findings?: readonly ControlFinding[];
    readonly 'local-definitions': { readonly users?: readonly Part[] };
    readonly 'reviewed-controls': {
      readonly 'control-selections': readonly {
        readonly 'include-controls': readonly { readonly 'control-id': string }[];
      }[];
    };
  }[];
}

const written = (result: AuditResult): string =>
  [...oscalFormat.files(result, { width: 80, colour: false })[0]!.text].join('');

const document = (result: AuditResult): Document => {
  const text = written(result);
  readOscal(text);
  return JSON.parse(text)['assessment-results'];
};

const sample = document(sampleResult());
const [results] = sample.results;
const risk = (title: string, from = results!): Risk => from.risks!.find((each) => each.title === title)!;

describe('the vendored schema', () => {
  test.each<readonly [what: string, change: (of: Record<string, unknown>) => object]>([
    ['a document without a plan', ({ 'import-ap': _, ...rest }) => rest],
    ['a key that is not in it', (of) => ({ ...of, surprise: 1 })],
    ['an id that is no UUID', (of) => ({ ...of, uuid: 'x' })],
    ['no result at all', (of) => ({ ...of, results: [] })],
  ])('refuses %s', (_, change) => {
    const valid = oscalValidator();
    const whole = JSON.parse(written(sampleResult()));
    expect(valid(whole)).toBe(true);
    expect(valid({ 'assessment-results': change(whole['assessment-results']) })).toBe(false);
  });
});

describe('OSCAL assessment results', () => {
  test('hold together: whatever is referred to is there', () => {
    const observations = new Set(results!.observations!.map(({ uuid }) => uuid));
    const risks = new Set(results!.risks!.map(({ uuid }) => uuid));
    const users = new Set(results!['local-definitions'].users!.map(({ uuid }) => uuid));
    const references = [...results!.risks!, ...results!.findings!].flatMap((each) =>
      each['related-observations'].map((one) => one['observation-uuid']),
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(observations).toContain(reference);
    for (const each of results!.findings!) {
      for (const one of each['related-risks']) expect(risks).toContain(one['risk-uuid']);
    }
    for (const { subjects = [] } of results!.observations!) {
      for (const subject of subjects) expect(users).toContain(subject['subject-uuid']);
    }
    expect(sample['import-ap'].href).toBe(`#${sample['back-matter'].resources[0]!.uuid}`);
  });

  test('give every part its own UUID', () => {
    const uuids = [...written(sampleResult()).matchAll(/"uuid":"([^"]+)"/g)].map(([, uuid]) => uuid);
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  test('observe what was not seen as well', () => {
    const gaps = results!.observations!.filter(({ types }) => types.includes('discovery'));
    expect(gaps.map(({ title }) => title)).toEqual(['Not read in full', 'Not judged in full']);
  });

  test('never call a control satisfied', () => {
    expect(results!.findings!.length).toBeGreaterThan(0);
    for (const { target } of results!.findings!) expect(target.status.state).toBe('not-satisfied');
    expect(written(sampleResult())).not.toContain('"satisfied"');
  });

  test('find against each control once, with all that speaks against it', () => {
    const two = document(
      sketchResult({
        identities: [{ id: 'a' }, { id: 'b' }],
        findings: [
          { rule: 'r', identity: 'a', controls: { 'NIST SP 800-53 r5': ['AC-6(5)', 'AC-2'] } },
          {
            rule: 'r',
            identity: 'b',
            status: 'accepted',
            controls: { 'NIST SP 800-53 r5': ['AC-2'], 'SOC 2': ['CC6.1'] },
          },
        ],
      }),
    ).results[0]!;
    expect(
      two.findings!.map(({ target, ...each }) => [
        target['target-id'],
        target.status.reason,
        each['related-risks'].length,
      ]),
    ).toEqual([
      ['ac-2_obj', 'fail', 2],
      ['ac-6.5_obj', 'fail', 1],
      ['soc-2_CC6.1_obj', 'other', 1],
    ]);
  });

  test.each([
    ['NIST SP 800-53 r5', 'AC-6(5)', 'ac-6.5'],
    ['NIST SP 800-53 r5', 'IA-9', 'ia-9'],
    ['PCI DSS 4.0.1', '7.2.5', 'pci-dss-4.0.1_7.2.5'],
    ['ISO/IEC 27001:2022', 'A.5.16', 'iso-iec-27001-2022_A.5.16'],
    ['CSA MAESTRO', 'Layer 6', 'csa-maestro_Layer-6'],
  ])('%s %s is the control %s', (framework, id, control) => {
    expect(controlTarget(framework, id).control).toBe(control);
  });

  test('review the controls of the rules that could be judged, and no others', () => {
    const reviewed = (status: 'assessed' | 'not-assessed') =>
      document({
        ...sketchResult({
          identities: [{ id: 'a' }],
          assessments: [{ rule: 'no-owner', scope: '111111111111', status, reason: 'x' }],
        }),
        rules,
      }).results[0]!['reviewed-controls']['control-selections'].flatMap((each) =>
        each['include-controls'].map((control) => control['control-id']),
      );
    expect(reviewed('assessed')).toContain('ac-2');
    expect(reviewed('assessed')).toContain('nhi-audit_no-owner');
    expect(reviewed('not-assessed')).toEqual(['nhi-audit_none']);
  });
});

describe('exceptions as deviations', () => {
  test('one in force is approved, with its end, its controls and its approver', () => {
    const accepted = risk('The finding of no-owner', results!);
    expect(accepted).toMatchObject({ status: 'deviation-approved', deadline: '2026-03-01T23:59:59Z' });
    expect(accepted['mitigating-factors']!.map(({ description }) => description)).toEqual([
      'Reads are logged',
    ]);
    expect(accepted['risk-log']!.entries).toMatchObject([
      {
        start: '2025-12-01T00:00:00Z',
        'status-change': 'deviation-approved',
        'logged-by': [{ 'party-uuid': uuidOf('party', 'ciso@acme.example') }],
      },
    ]);
    expect(accepted.props!.map(({ name, value }) => [name, value])).toContainEqual([
      'scope-limit',
      '222222222222',
    ]);
    expect(sample.metadata.parties.map(({ name }) => name)).toEqual([
      'ciso@acme.example',
      'data@acme.example',
    ]);
  });

  test('one that ended leaves the risk open, and the log says when it was approved and when it ended', () => {
    const ended = risk('The finding of unused-identity', results!);
    expect(ended.status).toBe('open');
    expect(ended['risk-log']!.entries.map((each) => [each.start, each['status-change']])).toEqual([
      ['2025-10-01T00:00:00Z', 'deviation-approved'],
      ['2025-12-31T23:59:59Z', 'open'],
    ]);
  });

  const invalid = (part: Partial<NonNullable<JudgedException['exception']>>): Risk => {
    const fingerprint = 'f'.repeat(32);
    const result: AuditResult = {
      ...sketchResult({ identities: [{ id: 'a' }], findings: [{ rule: 'r', identity: 'a', fingerprint }] }),
      exceptions: [
        {
          id: 'x',
          status: 'invalid',
          problems: ['the approver is the owner'],
          exception: {
            id: 'x',
            covers: { fingerprint },
            reason: 'We need it.',
            owner: 'me',
            approver: 'me',
            created: '2025-12-01',
            expires: '2026-03-01',
            compensatingControls: [],
            ...part,
          },
          covered: [fingerprint],
          location: { file: 'nhi-audit.exceptions.yaml', line: 1 },
        },
      ],
    };
    return document(result).results[0]!.risks![0]!;
  };

  test('one without effect is asked for and not approved', () => {
    expect(invalid({})).toMatchObject({ status: 'deviation-requested', deadline: '2026-03-01T23:59:59Z' });
  });

  test.each(['soon', '2026-02-31', '', '2026-3-1', '9999-01-01'])(
    'an end that is no date (%s) is no deadline',
    (expires) => {
      const open = invalid({ expires, created: expires });
      expect(open.deadline).toBeUndefined();
      expect(open['risk-log']).toBeUndefined();
    },
  );

  test('a risk without an exception is open', () => {
    expect(risk('An access key is 396 days old').status).toBe('open');
  });
});

describe('UUIDs', () => {
  test('are of version 5 and the same for the same name', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (parts) => {
        expect(uuidOf(...parts)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(uuidOf(...parts)).toBe(uuidOf(...parts));
      }),
    );
  });

  test('differ where the parts are divided otherwise', () => {
    expect(uuidOf('a', 'b')).not.toBe(uuidOf('ab'));
  });

  test('of a finding stay when other findings come and go', () => {
    const all = sampleResult();
    const fewer = document({ ...all, findings: all.findings.slice(1) });
    expect(risk('An access key is 396 days old', fewer.results[0]!).uuid).toBe(
      risk('An access key is 396 days old').uuid,
    );
    expect(fewer.uuid).not.toBe(sample.uuid);
  });
});

test('the document is the same, byte for byte, whatever the order of what it is made of', () => {
  const expected = written(sampleResult());
  fc.assert(
    fc.property(reordered(sampleResult()), (result) => written(result) === expected),
    { numRuns: lawRuns(6, 30) },
  );
});
