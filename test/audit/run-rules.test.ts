import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { furtherControls, rules } from '../../rules/index.ts';
import { groupsOf } from '../../src/audit/groups.ts';
import { compareFindings, runRules } from '../../src/audit/run-rules.ts';
import { allowedSeverity, scopeOfEnd } from '../../src/model/finding.ts';
import { InputError } from '../../src/model/input-error.ts';
import type { Rule } from '../../src/model/rule.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import { reachOf } from '../../src/reach/index.ts';
import { sketchEstate } from '../support/estate.ts';
import { lawRuns } from '../support/law-runs.ts';
import { accessKey, account, everything, fullAccess, grant, oidc, trust } from '../support/parts.ts';
import { remedies } from '../support/providers.ts';
import type { ResultSketch } from '../support/result.ts';
import { sketchResult } from '../support/result.ts';
import { daysAgo } from '../support/rule-cases.ts';
import { anyCharacter } from '../support/texts.ts';

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
    const disuse = { ...hitting, id: 'disuse-rule', needs: ['identity-use'] as const };
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
    const frameworks = (part: object): string[] =>
      Object.keys(run({ identities: [{ id: 'a', ...part }] }, [known]).findings[0]!.controls);
    const aws = ['Framework A', 'CIS AWS Foundations v7.0', 'CIS AWS Foundations v5.0'];
    const ai = ['NIST AI RMF 1.0', 'CSA AICM 1.0', 'CSA MAESTRO layer', 'OWASP Agentic Top 10 2026'];
    expect(frameworks({})).toEqual(aws);
    expect(frameworks({ agent: true })).toEqual([...aws, ...ai]);
    expect(frameworks({ provider: 'github' })).toEqual(['Framework A']);
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
});

/** Identities with everything wrong in turn, drawn at random; reach is computed. */
const identity = fc.record(
  {
    kind: fc.constantFrom('role', 'user', 'root'),
    nature: fc.constantFrom('machine', 'human', 'unknown').map((is) => ({ is, reason: 'drawn' }) as const),
    environment: fc.constantFrom('production', 'development', 'unknown'),
    createdAt: fc.constantFrom(daysAgo(5), daysAgo(500)),
    lastUsedAt: fc.constantFrom('never', daysAgo(5), daysAgo(300)),
    observedSince: fc.constantFrom(daysAgo(10), daysAgo(400)),
    credentials: fc.subarray([
      accessKey({ createdAt: daysAgo(300), lastUsedAt: daysAgo(200) }),
      accessKey({ id: 'AKIAEXAMPLE000000002', createdAt: daysAgo(20) }),
      accessKey({ id: 'password', kind: 'console-password' }),
      accessKey({ id: 'ACCAEXAMPLE000000001', service: 'bedrock.amazonaws.com' }),
    ]),
    grants: fc.subarray([
      everything(),
      grant({ name: 'AllSecrets', privileges: [{ service: 1, level: 4, breadth: 1, full: true }] }),
      grant({ name: 'Gone', duration: 'time-bound', until: daysAgo(3) }),
    ]),
    trusts: fc.subarray([
      trust(),
      oidc([]),
      trust({ party: 'deleted', principal: 'AROAEXAMPLE' }),
      trust({
        party: 'service',
        principal: 'scheduler.example.com',
        openEnds: [{ of: 'source', by: ['the source'], page: 'https://docs.example.com/source' }],
      }),
    ]),
    providerOwned: fc.boolean(),
    breakGlass: fc.boolean(),
    scanner: fc.boolean(),
  },
  { requiredKeys: ['nature'] },
);

const drawnEstate = fc
  .record({
    parts: fc.array(identity, { minLength: 1, maxLength: 8 }),
    links: fc.array(fc.tuple(fc.nat(7), fc.nat(8)), { maxLength: 8 }),
  })
  .map(({ parts, links }) => {
    const identities = parts.map((part, index) => ({
      id: `identity-${index}`,
      ...part,
      cells: part.grants?.some(({ name }) => name === 'AdministratorAccess')
        ? [0, 1, 2, 3, 4].map((service) => ({ scope: 0, service, level: 4, breadth: 1 }) as const)
        : [],
    }));
    const edges = links.flatMap(([from, to]) => {
      if (from >= parts.length) return [];
      return to >= parts.length
        ? [{ from: `identity-${from}`, to: `scope:${account}`, technique: fullAccess }]
        : [{ from: `identity-${from}`, to: `identity-${to}` }];
    });
    return { identities, edges };
  });

const audit = (sketch: Parameters<typeof sketchEstate>[0]) => {
  const estate = sketchEstate(sketch);
  const settings = settingsSchema.parse({});
  return runRules({
    estate,
    reach: reachOf(estate, settings),
    settings,
    rules,
    furtherControls,
    remedies: remedies(estate),
  });
};

// Slow on a busy machine, and no measure of time.
describe('laws of all rules together, over drawn estates', { timeout: 60_000 }, () => {
  test('the draws hit every rule that needs no workloads or other environments', () => {
    const seen = new Set(
      fc
        .sample(drawnEstate, { numRuns: lawRuns(60, 300), seed: 1 })
        .flatMap((sketch) => audit(sketch).findings.map((f) => f.rule)),
    );
    // Rules about one provider have tables of their own: the drawn estates have no exposures.
    const silent = rules.filter(({ about, id }) => about === undefined && !seen.has(id)).map(({ id }) => id);
    // The judge of exceptions makes the findings of `invalid-exception`.
    expect(silent).toEqual([
      'cross-environment-trust',
      // Their trusts name no repository.
      'federated-trust-by-name',
      'invalid-exception',
      'shared-identity',
      // The drawn estates hold no scope that holds others.
      'standing-write-across-scopes',
    ]);
  });

  test('every finding has evidence, and every fingerprint is its own', () => {
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const { findings } = audit(sketch);
        for (const { evidence, fix, title } of findings) {
          expect(evidence.length).toBeGreaterThan(0);
          expect(fix).not.toBe('');
          expect(title).not.toMatch(/undefined|NaN|\n/);
        }
        expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
      }),
    );
  });

  test('every finding is in one group, and none is graver than its confidence allows', () => {
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const { findings } = audit(sketch);
        const members = groupsOf(findings, rules).flatMap((group) => group.members);
        expect(members.toSorted(compareFindings)).toEqual(findings);
        for (const { severity, confidence } of findings)
          expect(allowedSeverity(severity, confidence)).toBe(severity);
      }),
    );
  });

  test('a finding of a scope is about those whom it is about and no finding of the rule is', () => {
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const own = audit(sketch).findings.filter(({ rule: id }) => id === 'no-owner');
        const about = own.flatMap(({ identity: id, about: many }) => many ?? [id]);
        expect(new Set(about).size).toBe(about.length);
        for (const { identity: id, about: many } of own)
          expect(many === undefined).toBe(scopeOfEnd(id) === undefined);
      }),
    );
  });

  test('the order of identities and edges changes nothing', () => {
    fc.assert(
      fc.property(drawnEstate, ({ identities, edges }) => {
        const backwards = audit({ identities: identities.toReversed(), edges: edges.toReversed() });
        expect(backwards).toEqual(audit({ identities, edges }));
      }),
    );
  });

  test('renaming what is displayed changes no fingerprint', () => {
    fc.assert(
      fc.property(drawnEstate, fc.string({ unit: anyCharacter }), ({ identities, edges }, name) => {
        const renamed = audit({
          scopes: [{ id: account, name }],
          identities: identities.map((one) => ({ ...one, name })),
          edges,
        });
        const before = audit({ identities, edges });
        expect(renamed.findings.map(({ fingerprint }) => fingerprint)).toEqual(
          before.findings.map(({ fingerprint }) => fingerprint),
        );
      }),
    );
  });

  test('what the provider holds for itself, and people, are left out but for their own rules', () => {
    const allowed = new Set(['scanner-over-privileged', 'service-key-without-expiry', 'root-access-keys']);
    fc.assert(
      fc.property(drawnEstate, (sketch) => {
        const left = new Map(
          sketch.identities.map((one) => [one.id, one.providerOwned === true || one.nature.is === 'human']),
        );
        for (const finding of audit(sketch).findings) {
          if (left.get(finding.identity)) expect(allowed).toContain(finding.rule);
        }
      }),
    );
  });
});
