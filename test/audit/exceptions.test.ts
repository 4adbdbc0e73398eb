import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invalidException } from '../../rules/invalid-exception.ts';
import { type Coverable, hasEnded, isInForce, judgeEntries } from '../../src/audit/exceptions.ts';
import { invalidWithoutFinding, judgeExceptions } from '../../src/audit/invalid-exceptions.ts';
import type { Exception, ExceptionEntry } from '../../src/model/exception.ts';
import type { Finding } from '../../src/model/finding.ts';
import { severities } from '../../src/model/finding.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { settingsSchema } from '../../src/model/settings-schema.ts';
import { accessKey, session } from '../support/parts.ts';
import { sketchResult } from '../support/result.ts';

const file = 'nhi-audit.exceptions.yaml';
const fingerprintOf = (index: number): string => index.toString(16).padStart(32, '0');

/** Facts of 2026-06-15. */
const collectedAt = '2026-06-15T10:00:00.000Z';

const exception = (changes: Partial<Exception> = {}): Exception => ({
  id: 'reader',
  covers: { identity: 'role/reader', rule: 'no-owner' },
  reason: 'Shared until the teams split.',
  owner: 'data-team',
  approver: 'ciso',
  created: '2026-06-01',
  expires: '2026-08-01',
  compensatingControls: [],
  ...changes,
});

const entryOf = (written: Exception, line = 3): ExceptionEntry => ({
  id: written.id,
  covers: written.covers,
  exception: written,
  problems: [],
  location: { file, line },
});

const broken = (covers: Exception['covers'] | undefined, id = 'broken'): ExceptionEntry => ({
  id,
  ...(covers === undefined ? {} : { covers }),
  problems: ['expires is missing'],
  location: { file, line: 9 },
});

const thing = (changes: Partial<Coverable> = {}): Coverable => ({
  fingerprint: fingerprintOf(1),
  rule: 'no-owner',
  identity: 'role/reader',
  scope: '111111111111',
  severity: 'low',
  ...changes,
});

const people = ['role/reader', 'role/writer', 'user/ci'].map((id) => ({
  id,
  provider: 'aws' as const,
  credentials: [],
}));

const judgeOne = (
  changes: Partial<Exception>,
  {
    found = [thing()],
    at = collectedAt,
    identities = people as Parameters<typeof judgeEntries>[0]['identities'],
  } = {},
) =>
  judgeEntries({
    entries: [entryOf(exception(changes))],
    found,
    identities,
    settings: defaultSettings,
    collectedAt: at,
    looksFor: ['rules'],
  })[0]!;

describe('an exception at the clock of the facts', () => {
  test.each<[string, Partial<Exception>, string, string]>([
    ['long before its end', {}, 'valid', ''],
    ['on its first day', { created: '2026-06-15' }, 'valid', ''],
    [
      'one day before its first',
      { created: '2026-06-16' },
      'invalid',
      'created 2026-06-16 lies after the facts',
    ],
    ['on its last day', { expires: '2026-06-15' }, 'expires-soon', 'it ends on 2026-06-15, in 0 days'],
    ['a day after its last', { expires: '2026-06-14' }, 'expired', 'it ended on 2026-06-14, 1 day ago'],
    ['two weeks before its end', { expires: '2026-06-29' }, 'expires-soon', 'in 14 days'],
    ['two weeks and a day before it', { expires: '2026-06-30' }, 'valid', ''],
    ['on the day of its review', { created: '2026-05-16', reviewEveryDays: 30 }, 'valid', ''],
    [
      'a day after it',
      { created: '2026-05-15', reviewEveryDays: 30 },
      'review-overdue',
      'its review was due on 2026-06-14, 1 day ago',
    ],
    [
      'reviewed today',
      { created: '2026-05-15', reviewEveryDays: 30, lastReviewed: '2026-06-15' },
      'valid',
      '',
    ],
    [
      'reviewed tomorrow',
      { reviewEveryDays: 30, lastReviewed: '2026-06-16' },
      'invalid',
      'lastReviewed 2026-06-16 lies after the facts',
    ],
    [
      'over, and not reviewed either',
      { created: '2026-01-01', expires: '2026-02-01', reviewEveryDays: 1 },
      'expired',
      'it ended',
    ],
  ])('%s', (_, changes, status, says) => {
    const judged = judgeOne(changes);
    expect(judged.status).toBe(status);
    expect(judged.problems.join('; ')).toContain(says);
    expect(judged.problems.length === 0).toBe(status === 'valid');
    expect(judged.covered).toEqual([fingerprintOf(1)]);
  });

  test('ends at the end of its day, UTC', () => {
    const end = { expires: '2026-06-15' };
    expect(judgeOne(end, { at: '2026-06-15T23:59:59.999Z' }).status).toBe('expires-soon');
    expect(judgeOne(end, { at: '2026-06-16T00:00:00.000Z' }).status).toBe('expired');
  });
});

describe('how long it may last', () => {
  const life = (days: number): Partial<Exception> => ({
    created: '2026-06-01',
    expires: new Date(Date.parse('2026-06-01') + days * 86_400_000).toISOString().slice(0, 10),
  });

  test.each(
    severities.flatMap((severity) => {
      const longest = defaultSettings.exceptions.longestDays[severity];
      return [
        [severity, longest, true],
        [severity, longest + 1, false],
      ] as const;
    }),
  )('something %s for %i days: %s', (severity, days, allowed) => {
    const judged = judgeOne(life(days), { found: [thing({ severity })] });
    expect(judged.status !== 'invalid').toBe(allowed);
    if (!allowed) {
      expect(judged.problems).toEqual([
        `it lasts ${days} days, and an exception of something ${severity} may last ${days - 1} days`,
      ]);
    }
  });

  test('is decided by the worst that it covers', () => {
    const found = [thing(), thing({ fingerprint: fingerprintOf(2), severity: 'critical' })];
    expect(judgeOne(life(15), { found }).status).toBe('invalid');
    expect(judgeOne(life(14), { found }).status).not.toBe('invalid');
  });

  test('where it covers nothing, by the longest there is', () => {
    expect(judgeOne(life(180), { found: [] }).status).toBe('unmatched');
    expect(judgeOne(life(181), { found: [] }).problems).toEqual([
      'it lasts 181 days, and any exception may last 180 days',
    ]);
  });

  test('can be configured', () => {
    const settings = settingsSchema.parse({ exceptions: { longestDays: { low: 10 }, expiresSoonDays: 3 } });
    const judge = (days: number) =>
      judgeEntries({
        entries: [entryOf(exception(life(days)))],
        found: [thing()],
        identities: people,
        settings,
        collectedAt: '2026-06-06T00:00:00Z',
        looksFor: ['rules'],
      })[0]!.status;
    expect([judge(11), judge(10), judge(8)]).toEqual(['invalid', 'valid', 'expires-soon']);
  });
});

describe('what it covers', () => {
  const found = [
    thing(),
    thing({ fingerprint: fingerprintOf(2), identity: 'role/writer' }),
    thing({ fingerprint: fingerprintOf(3), rule: 'long-lived-secret' }),
    thing({ fingerprint: fingerprintOf(4), scope: '222222222222' }),
  ];
  test.each<[string, Partial<Exception>, readonly number[]]>([
    ['a finding by its fingerprint', { covers: { fingerprint: fingerprintOf(3) } }, [3]],
    ['a rule at an identity, in every scope', {}, [1, 4]],
    ['in one scope only', { scopes: ['222222222222'] }, [4]],
    ['in a scope that is none', { scopes: ['2'] }, []],
    ['identities by a pattern', { covers: { identity: 'role/*er', rule: 'no-owner' } }, [1, 2, 4]],
    ['a pattern is matched whole', { covers: { identity: '*writ', rule: 'no-owner' } }, []],
    [
      'parts of a pattern do not overlap',
      { covers: { identity: 'role/reader*reader', rule: 'no-owner' } },
      [],
    ],
    ['no other characters stand for others', { covers: { identity: 'role/.eader', rule: 'no-owner' } }, []],
    ['letters as they are', { covers: { identity: 'role/Reader', rule: 'no-owner' } }, []],
    ['only the rule that it names', { covers: { identity: '*', rule: 'two-active-keys' } }, []],
  ])('%s', (_, changes, covered) => {
    const judged = judgeOne(changes, { found });
    expect(judged.covered).toEqual(covered.map(fingerprintOf));
    expect(judged.status).toBe(covered.length === 0 ? 'unmatched' : 'valid');
  });

  test('a pattern of many stars costs no more than its length', () => {
    const identity = `${'a'.repeat(5000)}`;
    const covers = { identity: `${'a*'.repeat(500)}b`, rule: 'no-owner' };
    expect(judgeOne({ covers }, { found: [thing({ identity })] }).covered).toEqual([]);
  });

  test('for the gate: is not called unmatched where no changes were looked for', () => {
    const covers = { identity: 'role/reader', rule: 'gate:trust-widened' };
    expect(judgeOne({ covers }).status).toBe('valid');
  });

  test.each([
    ['*', 'invalid'],
    ['**', 'invalid'],
    ['r*', 'invalid'],
    ['*/*', 'invalid'],
    ['role/*', 'valid'],
    ['role/reader', 'valid'],
  ])(
    'something critical by the pattern %s is %s where all identities are roles but one',
    (identity, status) => {
      const identities = people.map(({ id, ...rest }) => ({
        ...rest,
        id: identity === 'r*' ? id.replace('user', 'ruser') : id,
      }));
      const life = { created: '2026-06-14', expires: '2026-06-30' };
      const settings = settingsSchema.parse({ exceptions: { longestDays: { critical: 60 } } });
      const [judged] = judgeEntries({
        entries: [entryOf(exception({ ...life, covers: { identity, rule: 'no-owner' } }))],
        found: [thing({ severity: 'critical' })],
        identities,
        settings,
        collectedAt,
        looksFor: ['rules'],
      });
      expect(judged!.status).toBe(status);
    },
  );

  test('a bare wildcard may cover what is not critical', () => {
    expect(judgeOne({ covers: { identity: '*', rule: 'no-owner' } }).status).toBe('valid');
  });
});

describe('a duty to replace credentials', () => {
  const withKeys = (...credentials: ReturnType<typeof accessKey>[]) => ({
    identities: [{ id: 'role/reader', provider: 'aws' as const, credentials }],
  });
  const duty = { rotateEveryDays: 30 };
  test.each<readonly [string, ReturnType<typeof withKeys>, string, string]>([
    ['a young key', withKeys(accessKey({ createdAt: '2026-05-16T23:00:00Z' })), 'valid', ''],
    [
      'an old key',
      withKeys(accessKey({ createdAt: '2026-05-15T23:00:00Z' })),
      'rotation-overdue',
      'is 31 days old',
    ],
    [
      'an old key out of use',
      withKeys(accessKey({ createdAt: '2020-01-01T00:00:00Z', status: 'inactive' })),
      'valid',
      '',
    ],
    ['a session', withKeys(session()), 'valid', ''],
    ['a key of which nobody knows the age', withKeys(accessKey()), 'rotation-overdue', 'the age of'],
    ['no credential', withKeys(), 'valid', ''],
    ...(['static', 'expiring', 'unknown'] as const).map(
      (lifetime) =>
        [
          `a key that is ${lifetime}`,
          withKeys(accessKey({ lifetime, createdAt: '2020-01-01T00:00:00Z' })),
          'rotation-overdue',
          'access-key AKIAEXAMPLE000000001 of role/reader is',
        ] as const,
    ),
    [
      'a key of which nobody knows whether it works',
      withKeys(accessKey({ status: 'unknown', createdAt: '2020-01-01T00:00:00Z' })),
      'rotation-overdue',
      '',
    ],
    [
      'one without an id of its own',
      withKeys(accessKey({ id: 'access-key', createdAt: '2020-01-01T00:00:00Z' })),
      'rotation-overdue',
      'access-key of role/reader is',
    ],
  ])('%s', (_, options, status, says) => {
    const judged = judgeOne(duty, options);
    expect(judged.status).toBe(status);
    expect(judged.problems.join()).toContain(says);
  });

  test('is none where nobody took it on', () => {
    expect(judgeOne({}, withKeys(accessKey())).status).toBe('valid');
  });

  test('of many overdue ones three are named', () => {
    const keys = Array.from({ length: 5 }, (_, n) =>
      accessKey({ id: `KEY${n}`, createdAt: '2020-01-01T00:00:00Z' }),
    );
    expect(judgeOne(duty, withKeys(...keys)).problems).toHaveLength(4);
    expect(judgeOne(duty, withKeys(...keys)).problems.at(-1)).toBe('and 2 more credentials');
  });
});

test.each([
  ['role/reader', true],
  ['role/*', true],
  ['*/reader', true],
  ['role*reader', true],
  ['r*le/*er', true],
  ['r*/*reader', true],
  ['r*le*r', true],
  ['r*e/reader*er', false],
  ['r*reader*r', false],
  ['ro*x*er', false],
  ['role/reade', false],
  ['role/readers', false],
  ['role/reader*r', false],
  ['*reader/role*', false],
  ['x*', false],
])('the pattern %s covers role/reader: %j', (pattern, covers) => {
  expect(judgeOne({ covers: { identity: pattern, rule: 'no-owner' } }).covered.length > 0).toBe(covers);
});

test('of what is covered the worst decides how long it may last', () => {
  const long = {
    created: '2026-06-01',
    expires: '2026-08-01',
    covers: { identity: 'role/*', rule: 'no-owner' },
  };
  const found = (['low', 'critical', 'low'] as const).map((severity, n) =>
    thing({ severity, identity: `role/${n}`, fingerprint: fingerprintOf(n + 5) }),
  );
  expect(judgeOne(long, { found }).problems.join()).toContain('an exception of something critical may last');
  expect(judgeOne(long, { found: found.toReversed() }).problems.join()).toContain('something critical');
});

const result = (findings: readonly (Pick<Finding, 'rule' | 'identity'> & Partial<Finding>)[]) =>
  sketchResult({
    collectedAt,
    identities: [{ id: 'role/reader' }, { id: 'role/writer' }, { id: 'user/ci' }],
    reach: { 'user/ci': { score: 50 }, 'role/writer': { score: 20 } },
    findings,
  });

const sample = () =>
  result([
    { rule: 'long-lived-secret', identity: 'user/ci', severity: 'high' },
    { rule: 'no-owner', identity: 'user/ci', severity: 'medium' },
    { rule: 'no-owner', identity: 'role/writer', severity: 'low' },
    { rule: 'no-owner', identity: 'role/reader', severity: 'low' },
  ]);

const judge = (entries: readonly ExceptionEntry[], settings = defaultSettings) => {
  const { estate, reach, findings } = sample();
  return judgeExceptions({ entries, findings, estate, reach, settings, rule: invalidException });
};

const statusesOf = (findings: readonly Finding[]) =>
  findings.map(({ identity, rule, status, exception: id }) =>
    `${identity} ${rule} ${status} ${id ?? ''}`.trim(),
  );

describe('the findings', () => {
  test('are accepted, reopened or left, and none is lost', () => {
    const { findings } = judge([
      entryOf(exception()),
      entryOf(
        exception({ id: 'old', covers: { identity: 'user/ci', rule: 'no-owner' }, expires: '2026-06-10' }),
      ),
    ]);
    expect(statusesOf(findings)).toEqual([
      'user/ci long-lived-secret open',
      'user/ci no-owner expired-exception old',
      'role/writer no-owner open',
      'role/reader no-owner accepted reader',
    ]);
  });

  test('one in force wins over one that has ended, and the first in the file over others', () => {
    const ended = entryOf(exception({ id: 'ended', expires: '2026-06-10' }));
    const [a, b] = ['a', 'b'].map((id) => entryOf(exception({ id })));
    expect(judge([ended, a!, b!]).findings.at(-1)).toMatchObject({ status: 'accepted', exception: 'a' });
  });

  test('an invalid entry is a finding at the identity that it names, and accepts nothing', () => {
    const { findings, exceptions } = judge([broken({ identity: 'role/writer', rule: 'no-owner' })]);
    expect(statusesOf(findings)).toEqual([
      'user/ci long-lived-secret open',
      'user/ci no-owner open',
      'role/writer invalid-exception open',
      'role/writer no-owner open',
      'role/reader no-owner open',
    ]);
    expect(findings[2]).toMatchObject({
      title: 'Exception broken has no effect: expires is missing',
      severity: 'medium',
      blastRadius: 20,
      evidence: [{ record: 'exception', id: 'broken', says: `${file}, line 9: expires is missing` }],
    });
    expect(exceptions[0]!.covered).toEqual([fingerprintOf(2)]);
  });

  test('an invalid entry by fingerprint or pattern is one at the worst that it would cover', () => {
    const at = (covers: Exception['covers']) =>
      judge([broken(covers)]).findings.find(({ rule }) => rule === 'invalid-exception')?.identity;
    expect(at({ fingerprint: fingerprintOf(3) })).toBe('role/reader');
    expect(at({ identity: '*', rule: 'no-owner' })).toBe('user/ci');
    expect(at({ identity: 'role/gone', rule: 'no-owner' })).toBeUndefined();
  });

  test('an invalid entry that means nobody is counted all the same', () => {
    const entries = [broken(undefined, 'entry 1'), broken({ identity: 'role/writer', rule: 'no-owner' })];
    const { findings, exceptions } = judge(entries);
    const left = invalidWithoutFinding(exceptions, findings, invalidException.id, defaultSettings);
    expect(left.map(({ id }) => id)).toEqual(['entry 1']);
  });

  test('an entry for a rule that found nothing is unmatched', () => {
    const none = entryOf(exception({ covers: { identity: 'role/reader', rule: 'other-rule' } }));
    expect(judge([none]).exceptions.map(({ status }) => status)).toEqual(['unmatched']);
  });

  test('two invalid entries of one name at one identity are two findings', () => {
    const covers = { identity: 'role/writer', rule: 'no-owner' };
    const invalid = judge([broken(covers), broken(covers)]).findings.filter(
      ({ rule }) => rule === 'invalid-exception',
    );
    expect(new Set(invalid.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    // The first has the fingerprint that it has alone.
    const [alone] = judge([broken(covers)]).findings.filter(({ rule }) => rule === 'invalid-exception');
    expect(invalid.map(({ fingerprint }) => fingerprint)).toContain(alone!.fingerprint);
    const third = judge([broken(covers), broken(covers), broken(covers)]).findings;
    expect(new Set(third.map(({ fingerprint }) => fingerprint)).size).toBe(third.length);
  });

  test('the rule can be turned off or be given a severity, as any other', () => {
    const entries = [broken({ identity: 'role/writer', rule: 'no-owner' }), broken(undefined, 'entry 2')];
    const off = settingsSchema.parse({ rules: { 'invalid-exception': { enabled: false } } });
    const quiet = judge(entries, off);
    expect(statusesOf(quiet.findings).filter((line) => line.includes('invalid'))).toEqual([]);
    expect(quiet.exceptions.map(({ status }) => status)).toEqual(['invalid', 'invalid']);
    expect(invalidWithoutFinding(quiet.exceptions, quiet.findings, invalidException.id, off)).toEqual([]);
    const high = settingsSchema.parse({ rules: { 'invalid-exception': { severity: 'high' } } });
    expect(judge(entries, high).findings.find(({ rule }) => rule === 'invalid-exception')?.severity).toBe(
      'high',
    );
  });
});

const day = (min: string, max: string) =>
  fc
    .integer({ min: Date.parse(min) / 86_400_000, max: Date.parse(max) / 86_400_000 })
    .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

const drawnEntry: fc.Arbitrary<ExceptionEntry> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    covers: fc.oneof(
      fc.record({ fingerprint: fc.nat(4).map(fingerprintOf) }),
      fc.record({
        identity: fc.constantFrom('role/reader', 'role/writer', 'user/ci', 'role/*', '*', 'gone'),
        rule: fc.constantFrom('no-owner', 'long-lived-secret', 'two-active-keys'),
      }),
    ),
    created: day('2026-04-01', '2026-06-20'),
    expires: day('2026-06-01', '2026-09-01'),
    reviewEveryDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    scopes: fc.option(fc.constantFrom(['111111111111'], ['2']), { nil: undefined }),
    readable: fc.boolean(),
  })
  .map(({ readable, reviewEveryDays, scopes, ...rest }) =>
    readable
      ? entryOf(
          exception({
            ...rest,
            ...(reviewEveryDays === undefined ? {} : { reviewEveryDays }),
            ...(scopes === undefined ? {} : { scopes }),
          }),
        )
      : broken(rest.covers, rest.id),
  );

describe('laws', () => {
  const byFingerprint = (findings: readonly Finding[]) =>
    new Map(
      findings.filter(({ rule }) => rule !== 'invalid-exception').map((each) => [each.fingerprint, each]),
    );

  test('every finding is there afterwards, changed in its status and exception only', () => {
    fc.assert(
      fc.property(fc.array(drawnEntry, { maxLength: 5 }), (entries) => {
        const after = byFingerprint(judge(entries).findings);
        expect(after.size).toBe(sample().findings.length);
        for (const finding of sample().findings) {
          const { status: _, exception: __, ...rest } = after.get(finding.fingerprint)!;
          const { status: ___, ...before } = finding;
          expect(rest).toEqual(before);
        }
      }),
    );
  });

  test('an invalid exception never changes a finding', () => {
    fc.assert(
      fc.property(fc.array(drawnEntry, { maxLength: 4 }), drawnEntry, fc.nat(4), (entries, extra, at) => {
        const more = entries.toSpliced(at, 0, extra);
        const judged = judge(more);
        const position = Math.min(at, entries.length);
        if (judged.exceptions[position]!.status !== 'invalid') return;
        expect(byFingerprint(judged.findings)).toEqual(byFingerprint(judge(entries).findings));
      }),
    );
  });

  test('adding an exception never opens a finding that was accepted, and adds none but about itself', () => {
    fc.assert(
      fc.property(fc.array(drawnEntry, { maxLength: 4 }), drawnEntry, fc.nat(4), (entries, extra, at) => {
        const before = byFingerprint(judge(entries).findings);
        const after = judge(entries.toSpliced(at, 0, extra));
        for (const [fingerprint, { status }] of byFingerprint(after.findings)) {
          if (before.get(fingerprint)!.status === 'accepted') expect(status).toBe('accepted');
        }
        const about = (findings: readonly Finding[]) =>
          findings.filter(({ rule }) => rule === 'invalid-exception').length;
        expect(about(after.findings) - about(judge(entries).findings)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('what is not in force accepts nothing', () => {
    fc.assert(
      fc.property(fc.array(drawnEntry, { maxLength: 5 }), (entries) => {
        const { findings, exceptions } = judge(entries);
        for (const { fingerprint, status, exception: id } of findings) {
          const covering = exceptions.filter(({ covered }) => covered.includes(fingerprint));
          expect(status === 'accepted').toBe(covering.some(isInForce));
          if (status === 'expired-exception') expect(covering.some(hasEnded)).toBe(true);
          if (status !== 'open') expect(covering.map((each) => each.id)).toContain(id);
          else expect(id).toBeUndefined();
        }
      }),
    );
  });

  test('later facts never bring an exception into force that had ended', () => {
    fc.assert(
      fc.property(drawnEntry, fc.nat(100), (entry, days) => {
        const at = (offset: number) =>
          judgeEntries({
            entries: [entry],
            found: sample().findings,
            identities: people,
            settings: defaultSettings,
            collectedAt: new Date(Date.parse(collectedAt) + offset * 86_400_000).toISOString(),
            looksFor: ['rules'],
          })[0]!;
        if (hasEnded(at(0))) expect(isInForce(at(days))).toBe(false);
      }),
    );
  });
});
