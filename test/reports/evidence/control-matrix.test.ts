import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ControlRow, controlColumns, controlRows } from '../../../reports/evidence/control-matrix.ts';
import type { Framework } from '../../../src/model/framework.ts';
import type { AuditResult } from '../../../src/model/report.ts';
import type { Assessment, Rule } from '../../../src/model/rule.ts';
import { settingsSchema } from '../../../src/model/settings-schema.ts';
import { type ResultSketch, sketchResult } from '../../support/result.ts';

const rule = (id: string, owasp: Rule['owasp'], part: Partial<Rule> = {}): Rule => ({
  id,
  title: id,
  owasp,
  facets: [],
  severity: 'low',
  confidence: 'high',
  controls: {},
  needs: [],
  why: '',
  limits: '',
  remedy: '',
  sources: [],
  check: () => [],
  ...part,
});

const rules = [
  rule('old-key', ['NHI7:2025']),
  rule('too-much', ['NHI5:2025']),
  rule('hook', ['NHI4:2025'], { about: ['github'] }),
];

const framework = (part: Partial<Framework> = {}): Framework => ({
  id: 'f-1',
  name: 'F',
  version: '1',
  title: 'Framework',
  source: 'https://example.com/',
  scope: { title: 'all identities' },
  controls: [
    { id: 'KEY', about: 'keys' },
    { id: 'BOTH', about: 'keys and privileges' },
    { id: 'HOOK', about: 'hooks' },
    { id: 'NOBODY', about: 'nothing tests it' },
  ],
  byRisk: { 'NHI7:2025': ['KEY', 'BOTH'], 'NHI5:2025': ['BOTH'], 'NHI4:2025': ['HOOK'] },
  ...part,
});

const assessments = (changes: readonly Partial<Assessment>[] = []): readonly Assessment[] =>
  ['old-key', 'too-much'].flatMap((id) =>
    ['111111111111', '222222222222'].map((scope) => ({
      rule: id,
      scope,
      status: 'assessed' as const,
      reason: '',
      ...changes.find((change) => change.rule === id && change.scope === scope),
    })),
  );

const sketch = (part: Partial<ResultSketch> = {}, settings: unknown = {}): AuditResult => ({
  ...sketchResult({
    scopes: [{ id: '111111111111' }, { id: '222222222222' }],
    identities: [
      { id: 'a' },
      { id: 'b' },
      { id: 'c', scope: '222222222222', agent: true },
      { id: 'd', scope: '222222222222' },
    ],
    assessments: assessments(),
    ...part,
  }),
  rules,
  settings: settingsSchema.parse(settings),
});

const rowsOf = (result: AuditResult, of = framework()): Readonly<Record<string, ControlRow>> =>
  Object.fromEntries([...controlRows(result, [of])].map((row) => [row.control.id, row]));

describe('the control matrix', () => {
  test('a finding outside of the focus neither fails nor counts as looked at', () => {
    const { KEY } = rowsOf(
      sketch({ findings: [{ rule: 'old-key', identity: 'a', controls: {} }] }),
      framework({ focus: { KEY: { credentials: ['api-key'] } } }),
    );
    expect(KEY).toMatchObject({ failed: 0, lookedAt: 0 });
    const failing = rowsOf(
      sketch({ findings: [{ rule: 'old-key', identity: 'a', controls: { F: ['KEY'] } }] }),
      framework({ focus: { KEY: { credentials: ['api-key'] } } }),
    );
    expect(failing.KEY).toMatchObject({ failed: 1, lookedAt: 1 });
  });

  test('counts identities, those with open findings, and those whose findings are all accepted', () => {
    const findings = [
      { rule: 'old-key', identity: 'a' },
      { rule: 'old-key', identity: 'a', status: 'accepted' as const },
      { rule: 'old-key', identity: 'b', status: 'accepted' as const },
      { rule: 'too-much', identity: 'b', status: 'expired-exception' as const },
      { rule: 'too-much', identity: 'c', status: 'accepted' as const },
      { rule: 'unknown-rule', identity: 'd' },
    ];
    const { KEY, BOTH } = rowsOf(sketch({ findings }));
    expect(KEY).toMatchObject({ rules: ['old-key'], identities: 4, lookedAt: 4, failed: 1, accepted: 1 });
    expect(BOTH).toMatchObject({ rules: ['old-key', 'too-much'], lookedAt: 4, failed: 2, accepted: 1 });
    expect(BOTH!.assessment).toBe('assessed');
  });

  test('says what nothing tests, and of rules for others that nothing of theirs was read', () => {
    const { HOOK, NOBODY } = rowsOf(sketch());
    expect(NOBODY).toMatchObject({ assessment: 'no-rule', rules: [], lookedAt: 0, notAssessed: [] });
    expect(HOOK).toMatchObject({
      assessment: 'no-rule',
      rules: [],
      notAssessed: ['hook: is about github, of which no scope was read'],
    });
  });

  test('names what could not be judged once for each reason, and does not count it as looked at', () => {
    const missing = {
      status: 'not-assessed' as const,
      reason: 'credentials: nothing that gives it was read',
    };
    const none = assessments([
      { rule: 'old-key', scope: '111111111111', ...missing },
      { rule: 'old-key', scope: '222222222222', ...missing },
    ]);
    const { KEY, BOTH } = rowsOf(sketch({ assessments: none }));
    expect(KEY).toMatchObject({ assessment: 'not-assessed', lookedAt: 0, identities: 4 });
    expect(KEY!.notAssessed).toEqual(['old-key not-assessed in 2 scopes']);
    expect(BOTH).toMatchObject({ assessment: 'partial', lookedAt: 4 });
    // A different reason in every scope does not make the cell longer.
    const varied = none.map((each, place) => ({ ...each, reason: `${place} ${'x'.repeat(30_000)}` }));
    expect(rowsOf(sketch({ assessments: varied })).KEY!.notAssessed.join('').length).toBeLessThan(100);
    const half = assessments([{ rule: 'old-key', scope: '222222222222', ...missing }]);
    expect(rowsOf(sketch({ assessments: half })).KEY).toMatchObject({ assessment: 'partial', lookedAt: 2 });
  });

  test('a finding in a scope that could not be judged is counted, and only its identity as looked at', () => {
    const missing = { status: 'not-assessed' as const, reason: 'why' };
    const result = sketch({
      assessments: assessments([{ rule: 'old-key', scope: '222222222222', ...missing }]),
      findings: [{ rule: 'old-key', identity: 'c', scope: '222222222222' }],
    });
    expect(rowsOf(result).KEY).toMatchObject({ failed: 1, lookedAt: 3, assessment: 'partial' });
  });

  test('looks at those only of whom all that a rule needs is known', () => {
    const needing = rule('old-key', ['NHI7:2025'], { needsOfIdentity: ['environment'] });
    const result = {
      ...sketch({
        identities: [
          { id: 'a', environment: 'production' },
          { id: 'b' },
          { id: 'c', scope: '222222222222' },
          { id: 'd', scope: '222222222222' },
        ],
        findings: [{ rule: 'old-key', identity: 'd', scope: '222222222222' }],
      }),
      rules: [needing, rules[1]!],
    };
    const { KEY, BOTH } = rowsOf(result);
    expect(KEY).toMatchObject({ identities: 4, lookedAt: 2, failed: 1, assessment: 'partial' });
    expect(KEY!.notAssessed).toEqual(['old-key: environment not known of 3 of 4 identities']);
    expect(BOTH).toMatchObject({ lookedAt: 4, assessment: 'partial' });
  });

  test('a rule that is turned off is named apart and tests nothing', () => {
    const result = sketch({}, { rules: { 'old-key': { enabled: false } } });
    expect(rowsOf(result).KEY).toMatchObject({ rules: [], off: ['old-key'], assessment: 'no-rule' });
  });

  test('a framework for agents, or of a provider, counts only those whom it is about', () => {
    const agents = framework({ scope: { title: 'AI agents', agents: true } });
    expect(rowsOf(sketch(), agents).KEY).toMatchObject({
      identities: 1,
      lookedAt: 1,
      scopes: ['222222222222'],
    });
    const azure = framework({ scope: { title: 'Azure identities', providers: ['azure'] } });
    expect(rowsOf(sketch(), azure).KEY).toMatchObject({ identities: 0, assessment: 'no-identities' });
  });

  test('a benchmark is mapped by rule', () => {
    const benchmark = framework({ byRisk: {}, byRule: { 'old-key': ['KEY'] } });
    expect(rowsOf(sketch(), benchmark).KEY!.rules).toEqual(['old-key']);
    expect(rowsOf(sketch(), benchmark).BOTH!.assessment).toBe('no-rule');
  });

  test('its columns and values speak of evidence, and never of a verdict', () => {
    const words = [
      ...controlColumns.map(({ name, description }) => `${name} ${description}`),
      ...[...controlRows(sketch(), [framework()])].flatMap((row) =>
        controlColumns.map(({ value }) => String(value(row))),
      ),
    ].join('\n');
    expect(words).not.toMatch(/\bpass(es|ed)?\b|\bcompl(y|ies|iant|iance)\b|\bsatisf/i);
  });

  test('whatever was found and judged, the numbers fit together', () => {
    const drawn = fc.record({
      findings: fc.array(
        fc.record({
          rule: fc.constantFrom('old-key', 'too-much', 'hook'),
          identity: fc.constantFrom('a', 'b', 'c', 'd'),
          status: fc.constantFrom('open' as const, 'accepted' as const, 'expired-exception' as const),
        }),
        { maxLength: 6 },
      ),
      changes: fc.array(
        fc.record({
          rule: fc.constantFrom('old-key', 'too-much'),
          scope: fc.constantFrom('111111111111', '222222222222'),
          status: fc.constantFrom('assessed' as const, 'partial' as const, 'not-assessed' as const),
          reason: fc.constant('why'),
        }),
        { maxLength: 4 },
      ),
    });
    fc.assert(
      fc.property(drawn, ({ findings, changes }) => {
        const result = sketch({ findings, assessments: assessments(changes) });
        for (const row of controlRows(result, [framework()])) {
          expect(row.failed + row.accepted).toBeLessThanOrEqual(row.lookedAt);
          expect(row.lookedAt).toBeLessThanOrEqual(row.identities);
          if (row.assessment === 'assessed')
            expect([row.lookedAt, row.notAssessed]).toEqual([row.identities, []]);
          if (row.assessment === 'not-assessed' || row.assessment === 'no-rule') expect(row.lookedAt).toBe(0);
          if (row.assessment === 'partial') expect(row.notAssessed.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

test('every column has its own member, where all members differ', () => {
  const control = { id: 'the-control', about: 'about-control' };
  const row: ControlRow = {
    framework: {
      id: 'framework-id',
      name: 'framework-name',
      version: 'framework-version',
      title: 'framework-title',
      source: 'framework-source',
      scope: { title: 'framework-scope' },
      controls: [control],
      byRisk: {},
    },
    control,
    rules: ['rule-1', 'rule-2'],
    off: ['rule-off'],
    scopes: ['scope-1', 'scope-2'],
    identities: 9,
    lookedAt: 8,
    failed: 3,
    accepted: 2,
    assessment: 'partial',
    notAssessed: ['why-1', 'why-2'],
  };
  expect(Object.fromEntries(controlColumns.map(({ name, value }) => [name, value(row)]))).toEqual({
    framework: 'framework-name',
    version: 'framework-version',
    control: 'the-control',
    about: 'about-control',
    applies_to: 'framework-scope',
    rules: 'rule-1; rule-2',
    rules_off: 'rule-off',
    assessment: 'partial',
    scopes: 'scope-1; scope-2',
    identities: 9,
    looked_at: 8,
    failed: 3,
    accepted: 2,
    not_assessed: 'why-1; why-2',
    source: 'framework-source',
  });
});
