import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { TextOptions } from '../../reports/report-format.ts';
import { sarifFormat } from '../../reports/sarif.ts';
import { securitySeverity } from '../../reports/sarif-log.ts';
import { rules } from '../../rules/index.ts';
import type { Finding, Severity } from '../../src/model/finding.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { sketchResult, sketchStep } from '../support/result.ts';
import { readSarif } from './readers.ts';
import { ci, deployer, reader, sampleResult } from './sample.ts';

const options: TextOptions = { width: 80, colour: false };

const written = (result: AuditResult, more: Partial<TextOptions> = {}): string => {
  const text = [...sarifFormat.files(result, { ...options, ...more })[0]!.text].join('');
  readSarif(text);
  return text;
};

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly rank: number;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations: readonly { readonly name: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly Readonly<Record<string, string>>[];
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly locations: readonly object[] }[];
  }[];
}

interface Run {
  readonly results: readonly Result[];
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly help: { readonly text: string; readonly markdown: string };
        readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': string };
      }[];
    };
  };
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
  readonly properties: { readonly complete: boolean };
}

const run = (result: AuditResult, more: Partial<TextOptions> = {}): Run =>
  JSON.parse(written(result, more)).runs[0];

const about = (result: AuditResult, identity: string, more: Partial<TextOptions> = {}): Result =>
  run(result, more).results.find(({ locations }) => locations[0]!.logicalLocations[0]!.name === identity)!;

const notesOf = ({ invocations }: Run): readonly string[] =>
  invocations[0]!.toolExecutionNotifications.map(({ message }) => message.text);
const notes = (result: AuditResult): readonly string[] => notesOf(run(result));

const sample = run(sampleResult());

describe('SARIF of a scan', () => {
  test('lists the most severe first, whatever their blast radius', () => {
    expect(sample.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['privilege-escalation-path', 'error'],
      ['secret-age', 'error'],
      ['standing-administrator', 'error'],
      ['no-owner', 'note'],
      ['unused-identity', 'note'],
    ]);
  });

  test('refers to the rule of each result', () => {
    for (const { ruleId, ruleIndex } of sample.results) {
      expect(sample.tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    }
  });

  test('has the fingerprint where GitHub looks for it', () => {
    expect(sample.results[0]!.partialFingerprints).toEqual({
      primaryLocationLineHash: '0'.repeat(32),
      'nhiAudit/v1': '0'.repeat(32),
    });
  });

  test('is a category of its own', () => {
    expect(sample.automationDetails.id).toBe('nhi-audit/scan/');
  });

  test('suppresses what an exception in force accepts, with its reason, and nothing else', () => {
    expect(sample.results.map(({ ruleId, suppressions }) => [ruleId, suppressions.length])).toEqual([
      ['privilege-escalation-path', 0],
      ['secret-age', 0],
      ['standing-administrator', 0],
      ['no-owner', 1],
      ['unused-identity', 0],
    ]);
    expect(sample.results[3]!.suppressions[0]).toEqual({
      kind: 'external',
      status: 'accepted',
      justification: 'Exception shared-reader, until 2026-03-01: Shared by three teams until they split.',
    });
    expect(sample.results[4]!.message.text).toContain(
      'Its exception quarterly-reader is no longer in force.',
    );
  });

  test('shows a takeover path as a flow', () => {
    expect(sample.results[0]!.codeFlows![0]!.threadFlows[0]!.locations.length).toBe(1);
    expect(JSON.stringify(sample.results[0]!.codeFlows)).toContain(
      `${ci} -> ${deployer}: assume the role (if the trust stays as it is)`,
    );
    expect(sample.results[1]!.codeFlows).toBeUndefined();
  });

  test('says what was not seen, and never that it is complete', () => {
    expect(sample.properties.complete).toBe(false);
    const told = notes(sampleResult());
    expect(told.some((text) => text.includes('organizations:ListAccounts'))).toBe(true);
    expect(told.some((text) => text.includes('unused-privilege in 111111111111: not-assessed'))).toBe(true);
    expect(told.some((text) => text.includes('Exception quarterly-reader is expired'))).toBe(true);
  });

  test('is complete where all was read and judged', () => {
    const whole = sketchResult({ identities: [{ id: 'a' }] });
    expect(run(whole).properties.complete).toBe(true);
    expect(notes(whole)).toEqual([]);
    expect(run(whole).invocations[0]!.executionSuccessful).toBe(true);
  });

  test('has failed where nothing could be read', () => {
    const nothing = sketchResult({
      coverage: [
        { connector: 'aws', scope: '*', source: 'iam', status: 'denied', detail: 'no', gives: ['inventory'] },
      ],
    });
    expect(run(nothing).invocations[0]!.executionSuccessful).toBe(false);
  });
});

describe('where a finding is shown', () => {
  test.each<readonly [what: string, more: Partial<TextOptions>, uri: string, line: number, base: boolean]>([
    ['a live account, by a name that is no file', {}, 'live/aws/111111111111', 1, true],
    ['a file, by its first line', { sourceFiles: ['exports/account.json'] }, 'exports/account.json', 1, true],
    ['a file with a dot in front', { sourceFiles: ['./a b.json'] }, 'a%20b.json', 1, true],
    ['an absolute path', { sourceFiles: ['/tmp/a#b.json'] }, 'file:///tmp/a%23b.json', 1, false],
    ['a Windows path', { sourceFiles: ['C:\\x\\a.json'] }, 'file:///C:/x/a.json', 1, false],
    [
      'the line of the baseline, rather than the file',
      { sourceFiles: ['account.json'], placeOf: () => ({ file: 'nhi-baseline.json', line: 42 }) },
      'nhi-baseline.json',
      42,
      true,
    ],
    [
      'the file, where the baseline does not know the identity',
      { sourceFiles: ['account.json'], placeOf: () => undefined },
      'account.json',
      1,
      true,
    ],
  ])('%s', (_, more, uri, line, base) => {
    const { artifactLocation, region } = about(sampleResult(), ci, more).locations[0]!.physicalLocation;
    expect(artifactLocation).toEqual(base ? { uri, uriBaseId: '%SRCROOT%' } : { uri });
    expect(region.startLine).toBe(line);
  });
});

describe('severity', () => {
  // https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
  const bands: Readonly<Record<Severity, readonly [above: number, below: number]>> = {
    critical: [9.0001, 10],
    high: [7, 8.9],
    medium: [4, 6.9],
    low: [0.1, 3.9],
    info: [0.1, 3.9],
  };
  test.each(Object.entries(bands))('%s is what GitHub calls so', (severity, [above, below]) => {
    const score = Number(securitySeverity(severity as Severity));
    expect(score).toBeGreaterThanOrEqual(above);
    expect(score).toBeLessThanOrEqual(below);
  });

  const withRule = (...severities: readonly Severity[]): string => {
    const result = sketchResult({
      identities: [{ id: 'a' }],
      findings: severities.map((severity) => ({ rule: 'no-owner', identity: 'a', severity })),
    });
    return run({ ...result, rules }).tool.driver.rules[0]!.properties['security-severity'];
  };

  test.each<readonly [what: string, severities: readonly Severity[], score: string]>([
    ['the rule says where no finding is worse', ['info'], '2.0'],
    ['the worst finding says where it is worse than the rule', ['low', 'critical', 'medium'], '9.5'],
  ])('of a rule is what %s', (_, severities, score) => {
    expect(withRule(...severities)).toBe(score);
  });
});

describe('the rules', () => {
  const all = run({
    ...sketchResult({
      identities: [{ id: 'a' }],
      findings: rules.map(({ id }) => ({ rule: id, identity: 'a' })),
    }),
    rules,
  }).tool.driver.rules;

  test('have help in Markdown, tags and a description each', () => {
    expect(all.map(({ id }) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const { help, properties } of all) {
      expect(help.markdown).toContain('## How to fix it');
      expect(properties.tags).toContain('security');
      expect(properties.tags.length).toBeLessThanOrEqual(20);
    }
  });
});

describe("GitHub's limits", () => {
  const id = (index: number): string => `arn:aws:iam::111111111111:role/role-${index}`;
  const severities: readonly Severity[] = ['low', 'high', 'critical', 'medium'];
  const many = 6_000;
  const steps = 40;
  // No two texts alike, so that nothing is gained by compressing them.
  const noise = (seed: number): string => {
    let text = '';
    let state = seed + 1;
    while (text.length < 200) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      text += state.toString(36);
    }
    return text;
  };
  const large = sketchResult({
    identities: Array.from({ length: many }, (_, index) => ({ id: id(index) })),
    findings: Array.from(
      { length: many },
      (_, index): Pick<Finding, 'rule' | 'identity'> & Partial<Finding> => ({
        rule: `rule-${index % 30}`,
        identity: id(index),
        severity: severities[index % severities.length]!,
        blastRadius: index % 100,
        title: noise(index),
        fix: noise(index + many),
        path: Array.from({ length: steps }, (_, step) =>
          sketchStep({ from: id(index), to: id(step), by: noise(index * steps + step) }),
        ),
      }),
    ),
  });
  const text = written(large);
  const [big] = JSON.parse(text).runs as readonly Run[];

  test('5,000 results are kept, the least severe left out, and how many', () => {
    expect(big!.results.length).toBe(5_000);
    expect(big!.results.filter(({ level }) => level === 'error').length).toBe(many / 2);
    expect(notesOf(big!)[0]).toContain('1000 of 6000 findings are left out');
  });

  test('among equals the larger blast radius is kept', () => {
    const least = big!.results.filter(({ level }) => level === 'note').map(({ rank }) => rank);
    expect(least).toEqual(least.toSorted((a, b) => b - a));
    expect(least.length).toBe(500);
  });

  test('a file is below 10 MB when compressed, and flows are bounded', () => {
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    for (const { codeFlows = [] } of big!.results) {
      for (const { threadFlows } of codeFlows)
        expect(threadFlows[0]!.locations.length).toBeLessThanOrEqual(20);
    }
  });

  test('findings that stand without their path are told', () => {
    const without = big!.results.filter(({ codeFlows }) => codeFlows === undefined).length;
    expect(without).toBeGreaterThan(0);
    expect(notesOf(big!)).toContain(
      `${without} findings stand without their path: the file would grow too large`,
    );
  });
});

test('a finding about an identity that is not in the estate is shown all the same', () => {
  const result = sketchResult({ findings: [{ rule: 'no-owner', identity: reader, scope: '222222222222' }] });
  expect(about(result, reader).locations[0]!.physicalLocation.artifactLocation.uri).toBe(
    'live/unknown/222222222222',
  );
});
