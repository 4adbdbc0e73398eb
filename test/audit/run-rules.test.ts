import { describe, expect, test } from 'vitest';
import { furtherControls } from '../../rules/index.ts';
import { compareFindings, runRules } from '../../src/audit/run-rules.ts';
import type { Finding } from '../../src/model/finding.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { Rule } from '../../src/model/rule.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import { accessKey, account, everything, grant, session } from '../support/parts.ts';
import { remedies } from '../support/providers.ts';
import type { ResultSketch } from '../support/result.ts';
import { sketchResult } from '../support/result.ts';

const rule = (part: Partial<Rule> & Pick<Rule, 'check'>): Rule => ({
  id: 'test-rule',
  title: 'The rule’s title',
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'medium',
  confidence: 'high',
  controls: { 'Framework A': ['1'] },
  needs: ['grants'],
  why: '',
  limits: '',
  remedy: '',
  sources: [],
  ...part,
});
const hitting = rule({
  check: (identity) => [{ evidence: [{ ...identity.source, says: 'it is so' }], fix: 'Change it.' }],
});

const run = (
  sketch: ResultSketch,
  tested: readonly Rule[],
  settings: unknown = {},
  further = furtherControls,
) => {
  const { estate, reach } = sketchResult(sketch);
  return runRules({
    estate,
    reach,
    settings: settingsSchema.parse(settings),
    rules: tested,
    furtherControls: further,
    remedies: remedies(estate),
  });
};

describe('a finding', () => {
  test('takes from rule and identity what the hit does not say', () => {
    const [finding] = run(
      { identities: [{ id: 'a' }], reach: { a: { score: 12.5 } } },
      [hitting],
      {},
      [],
    ).findings;
    expect(finding).toEqual({
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      evidenceHash: expect.stringMatching(/^[0-9a-f]{32}$/),
      rule: 'test-rule',
      title: 'The rule’s title',
      owasp: ['NHI5:2025'],
      facets: ['excessive'],
      severity: 'medium',
      confidence: 'high',
      identity: 'a',
      scope: account,
      blastRadius: 12.5,
      evidence: [{ record: 'aws.role', id: 'a', says: 'it is so' }],
      path: [],
      fix: 'Change it.',
      controls: { 'Framework A': ['1'] },
      status: 'open',
    });
  });

  test('of disuse is less sure where the facts may be younger than the clock, and no other is', () => {
    const clock = { time: '2026-06-01T00:00:00.000Z', basis: 'newest-date', says: 'a reason' } as const;
    const { estate, reach } = sketchResult({ identities: [{ id: 'a' }] });
    const disuse = { ...hitting, id: 'disuse-rule', needs: ['grants', 'identity-use'] as const };
    const surenessAt = (basis: 'newest-date' | 'file-time') =>
      runRules({
        estate: { ...estate, clock: { ...clock, basis } },
        reach,
        settings: settingsSchema.parse({}),
        rules: [hitting, disuse],
        remedies: remedies(estate),
      }).findings.map(({ rule, confidence }) => [rule, confidence]);
    expect(Object.fromEntries(surenessAt('newest-date'))).toEqual({
      'test-rule': 'high',
      'disuse-rule': 'medium',
    });
    expect(Object.fromEntries(surenessAt('file-time'))).toEqual({
      'test-rule': 'high',
      'disuse-rule': 'high',
    });
  });

  test('tells of an identity that another made for itself what helps, not what would harm', () => {
    const management = { by: 'the landlord', instead: 'Ask the landlord.', source: 'https://example.com' };
    const { findings } = run({ identities: [{ id: 'a', management }, { id: 'b' }] }, [hitting]);
    expect(Object.fromEntries(findings.map(({ identity, fix }) => [identity, fix]))).toEqual({
      a: 'Ask the landlord.',
      b: 'Change it.',
    });
  });

  test('prefers what the hit says', () => {
    const specific = rule({
      check: (identity) => [
        {
          ...hitting.check(identity, {} as never)[0]!,
          title: 'This case',
          severity: 'low',
          confidence: 'low',
        },
      ],
    });
    expect(run({ identities: [{ id: 'a' }] }, [specific]).findings).toMatchObject([
      { title: 'This case', severity: 'low', confidence: 'low' },
    ]);
  });

  test('maps to AI frameworks only for agents, and to a provider’s benchmark only for its identities', () => {
    const known = { ...hitting, id: 'long-lived-secret' };
    const key = {
      id: 'k',
      kind: 'access-key',
      lifetime: 'static',
      binding: 'shared-secret',
      status: 'active',
    } as const;
    const frameworks = (part: object): string[] =>
      Object.keys(
        run({ identities: [{ id: 'a', credentials: [key], ...part }] }, [known]).findings[0]!.controls,
      );
    const all = ['Framework A', 'PCI DSS 4.0.1'];
    const aws = [...all, 'CIS AWS Foundations v7.0', 'CIS AWS Foundations v5.0'];
    const ai = ['CSA AICM 1.0', 'CSA MAESTRO layer', 'OWASP Agentic Top 10 2026'];
    expect(frameworks({})).toEqual(aws);
    expect(frameworks({ agent: true })).toEqual([...aws, ...ai]);
    expect(frameworks({ provider: 'github' })).toEqual(all);
  });

  test('of two hits with one key is one, with the worse title and the evidence of both', () => {
    const evidence = (says: string) => ({ record: 'r', id: 'i', says });
    const twice = rule({
      check: () => [
        { key: 'k', title: 'mild', severity: 'low', evidence: [evidence('x'), evidence('y')], fix: 'f' },
        { key: 'k', title: 'grave', severity: 'high', evidence: [evidence('y'), evidence('z')], fix: 'f' },
        { key: 'other', title: 'apart', evidence: [evidence('x')], fix: 'f' },
      ],
    });
    const { findings } = run({ identities: [{ id: 'a' }] }, [twice]);
    expect(findings.map(({ title, evidence: all }) => [title, all.map(({ says }) => says)])).toEqual([
      ['grave', ['x', 'y', 'z']],
      ['apart', ['x']],
    ]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

test('of two hits with one key the more severe counts, before the surer one', () => {
  const says = (title: string, severity: 'low' | 'high', confidence: 'low' | 'high') => ({
    key: 'k',
    title,
    severity,
    confidence,
    evidence: [{ record: 'r', id: 'i', says: 'x' }],
    fix: 'f',
  });
  const shown = (...hits: readonly ReturnType<typeof says>[]) =>
    run({ identities: [{ id: 'a' }] }, [rule({ check: () => hits })]).findings.map(({ title }) => title);
  expect(shown(says('sure', 'low', 'high'), says('grave', 'high', 'low'))).toEqual(['grave']);
  expect(shown(says('grave', 'high', 'low'), says('sure', 'low', 'high'))).toEqual(['grave']);
  expect(shown(says('unsure', 'high', 'low'), says('sure', 'high', 'high'))).toEqual(['sure']);
  expect(shown(says('first', 'high', 'high'), says('second', 'high', 'high'))).toEqual(['first']);
});

test('findings are compared by blast radius, then severity, then fingerprint', () => {
  const of = (blastRadius: number, severity: 'low' | 'high', fingerprint: string) =>
    ({ blastRadius, severity, fingerprint }) as Finding;
  const rows = [of(5, 'low', 'b'), of(5, 'low', 'a'), of(5, 'high', 'c'), of(9, 'low', 'd')];
  expect(rows.toSorted(compareFindings).map(({ fingerprint }) => fingerprint)).toEqual(['d', 'c', 'a', 'b']);
  expect([
    compareFindings(rows[0]!, rows[1]!),
    compareFindings(rows[1]!, rows[0]!),
    compareFindings(rows[0]!, { ...rows[0]! }),
  ]).toEqual([1, -1, 0]);
});

test('controls of a framework that several sources name are joined, in order', () => {
  const further = [
    {
      appliesTo: () => true,
      byRisk: { 'NHI5:2025': { 'Framework A': ['3'], B: ['x'] } },
      byRule: { 'test-rule': { 'Framework A': ['2', '1'] } },
    },
  ];
  const [finding] = run({ identities: [{ id: 'a' }] }, [hitting], {}, further as never).findings;
  expect(finding!.controls).toEqual({ 'Framework A': ['1', '2', '3'], B: ['x'] });
});

test('rules that there are, are named in order', () => {
  const wrong = () =>
    run({ identities: [] }, [{ ...hitting, id: 'z-rule' }, hitting], { rules: { other: {} } });
  try {
    wrong();
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ remedy: 'use one of: test-rule, z-rule' });
  }
});

test('the name of a rule that does not exist is cut where it is told', () => {
  const long = 'x'.repeat(200);
  const wrong = () => run({ identities: [] }, [hitting], { rules: { [long]: {} } });
  expect(wrong).toThrow(`there is no rule "${'x'.repeat(80)}"`);
  try {
    wrong();
  } catch (error) {
    expect(error).toMatchObject({ where: `rules.${'x'.repeat(80)} in the configuration` });
  }
});

describe('fingerprint and evidence hash', () => {
  const estate: ResultSketch = { identities: [{ id: 'a' }] };
  const first = (sketch: ResultSketch, tested: Rule = hitting) => run(sketch, [tested]).findings[0]!;
  const saying = (...says: readonly string[]): Rule =>
    rule({
      check: ({ source }) => [
        { evidence: says.map((text) => ({ ...source, says: text })), fix: 'Change it.' },
      ],
    });

  test.each([
    ['the rule', first(estate, { ...hitting, id: 'another-rule' })],
    ['the identity', first({ identities: [{ id: 'b' }] })],
    ['the provider', first({ identities: [{ id: 'a', provider: 'github' }] })],
    [
      'the scope',
      first({ scopes: [{ id: '222222222222' }], identities: [{ id: 'a', scope: '222222222222' }] }),
    ],
    [
      'the key',
      first(
        estate,
        rule({ check: ({ source }) => [{ key: 'k', evidence: [{ ...source, says: 'x' }], fix: 'f' }] }),
      ),
    ],
  ])('the fingerprint changes with %s', (_, finding) => {
    expect(finding.fingerprint).not.toBe(first(estate).fingerprint);
  });

  test('the fingerprint does not change with names, dates, power, title or evidence', () => {
    const changed = first(
      {
        collectedAt: '2027-05-05T00:00:00.000Z',
        scopes: [{ id: account, name: 'renamed' }],
        identities: [{ id: 'a', name: 'renamed', owner: 'somebody' }],
        reach: { a: { score: 99 } },
      },
      { ...saying('something else'), title: 'Another title', severity: 'critical' },
    );
    expect(changed.fingerprint).toBe(first(estate).fingerprint);
    expect(changed.evidenceHash).not.toBe(first(estate).evidenceHash);
  });

  test('the evidence hash does not depend on the order of the evidence', () => {
    expect(first(estate, saying('x', 'y')).evidenceHash).toBe(first(estate, saying('y', 'x')).evidenceHash);
    expect(first(estate, saying('x', 'y')).evidenceHash).not.toBe(first(estate, saying('xy')).evidenceHash);
  });
});

describe('order and configuration', () => {
  test('findings are sorted by blast radius, then severity, then fingerprint', () => {
    const grave = { ...hitting, id: 'grave-rule', severity: 'high' as const };
    const { findings } = run(
      { identities: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], reach: { b: { score: 50 } } },
      [hitting, grave],
    );
    expect(findings.slice(0, 2).map(({ identity, rule: id }) => [identity, id])).toEqual([
      ['b', 'grave-rule'],
      ['b', 'test-rule'],
    ]);
    expect(findings.map(({ severity }) => severity)).toEqual([
      'high',
      'medium',
      'high',
      'high',
      'medium',
      'medium',
    ]);
    const [third, fourth] = findings.slice(2).map(({ fingerprint }) => fingerprint);
    expect(third! < fourth!).toBe(true);
  });

  test('a rule can be switched off; then it is not assessed either', () => {
    const result = run({ identities: [{ id: 'a' }] }, [hitting], {
      rules: { 'test-rule': { enabled: false } },
    });
    expect(result.findings).toEqual([]);
    expect(result.assessments).toEqual([]);
  });

  test('a configured severity holds for every finding of the rule', () => {
    const grave = rule({
      check: ({ source }) => [{ severity: 'high', evidence: [{ ...source, says: 'x' }], fix: 'f' }],
    });
    const { findings } = run({ identities: [{ id: 'a' }] }, [grave], {
      rules: { 'test-rule': { severity: 'info' } },
    });
    expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  });

  test('a rule that does not exist is an error that names those that do', () => {
    const wrong = () => run({ identities: [] }, [hitting], { rules: { 'tset-rule': {} } });
    expect(wrong).toThrow(InputError);
    expect(wrong).toThrow('there is no rule "tset-rule"');
    try {
      wrong();
    } catch (error) {
      expect(error).toMatchObject({
        where: 'rules.tset-rule in the configuration',
        remedy: 'use one of: test-rule',
      });
    }
  });

  test.each([
    ['nothing', {}, false],
    ['full control', { admin: [account] }, true],
    ['full control under a condition', { adminIf: [{ scope: account, assumes: ['x'] }] }, true],
    ['a blast radius below the threshold', { score: 19.99 }, false],
    ['a blast radius at the threshold', { score: 20 }, true],
  ])('who has %s is privileged: %j', (_, reach, privileged) => {
    const asks = rule({
      check: (identity, context) => (context.privileged ? hitting.check(identity, context) : []),
    });
    expect(run({ identities: [{ id: 'a' }], reach: { a: reach } }, [asks]).findings.length > 0).toBe(
      privileged,
    );
  });

  test('each identity has its standing', () => {
    const identities = [
      { id: 'a', grants: [everything()], credentials: [accessKey()] },
      { id: 'b', grants: [grant()], credentials: [accessKey({ lifetime: 'short-lived' })] },
      { id: 'c' },
    ];
    expect(run({ identities }, []).standings).toEqual([
      'standing',
      'short-lived credential on a standing grant',
      'none',
    ]);
  });

  test('it is not called short-lived where lasting credentials may be there that nobody saw', () => {
    const token = accessKey({ kind: 'access-token', lifetime: 'short-lived' });
    const installation = accessKey({ kind: 'installation-token', lifetime: 'short-lived' });
    const standing = (more: object, coverage?: readonly []) =>
      run(
        {
          identities: [{ id: 'a', grants: [grant()], ...more }],
          ...(coverage === undefined ? {} : { coverage }),
        },
        [],
      ).standings[0];
    const [unseen, shortLived] = [
      'unknown credential on a standing grant',
      'short-lived credential on a standing grant',
    ];
    // A service account whose keys nobody read, and one whose keys were.
    expect(standing({ credentials: [token] }, [])).toBe(unseen);
    expect(standing({ credentials: [token] })).toBe(shortLived);
    // The private key of an App stands nowhere.
    expect(standing({ credentials: [installation], credentialsUnseen: true })).toBe(unseen);
    expect(standing({ credentials: [installation] })).toBe(shortLived);
    expect(standing({ credentials: [session()] }, [])).toBe(shortLived);
  });
});
