import { describe, expect, test } from 'vitest';
import { findingHistory } from '../../src/history/finding-history.ts';
import { couldSee, type Life, notSeen, type ScanView, seen } from '../../src/history/life.ts';
import { historyTarget, withoutSecrets } from '../../src/history/target.ts';

const at = (day: number) => ({ at: new Date(Date.UTC(2026, 0, day)).toISOString(), series: 's' });
const open = { status: 'open', severity: 'high', rests: [] };
const accepted = { ...open, status: 'accepted' };

type Step = 'open' | 'accepted' | 'absent' | 'unseen';
const spanOf = (steps: readonly Step[]): Life => {
  let life: Life | undefined;
  for (const [index, step] of steps.entries()) {
    const time = at(index + 1);
    if (step === 'open' || step === 'accepted') life = seen(life, step === 'open' ? open : accepted, time);
    else if (life !== undefined) life = notSeen(life, step, time);
  }
  return life!;
};

describe('the state of a finding after scans', () => {
  const cases: readonly [steps: readonly Step[], state: string, openSince: number][] = [
    [['open'], 'new', 1],
    [['open', 'open'], 'open', 1],
    [['open', 'absent'], 'fixed', 1],
    [['open', 'absent', 'open'], 'reopened', 3],
    [['open', 'absent', 'open', 'open'], 'open', 3],
    [['open', 'unseen'], 'unseen', 1],
    [['open', 'unseen', 'open'], 'open', 1],
    [['open', 'unseen', 'absent'], 'fixed', 1],
    [['open', 'absent', 'unseen'], 'fixed', 1],
    [['accepted'], 'accepted', 1],
    [['accepted', 'open'], 'open', 1],
    [['open', 'accepted', 'unseen', 'accepted'], 'accepted', 1],
    [['open', 'absent', 'accepted'], 'accepted', 3],
  ];
  test.each(cases)('%j is %s', (steps, state, openSince) => {
    expect(spanOf(steps)).toMatchObject({ state, openSince: at(openSince).at, firstSeen: at(1).at });
  });
});

describe('a finding that is not there', () => {
  const finding = { rule: 'r', identity: 'i', scope: 'a' };
  const view = (
    judged: Readonly<Record<string, string>>,
    { series = 's', unknown = false } = {},
  ): ScanView => ({
    series,
    hasScope: (scope) => Object.hasOwn(judged, scope),
    judged: (_, scope) => (judged[scope] === 'not about it' ? undefined : judged[scope]),
    isUnknown: () => unknown,
  });
  const seenIn: Pick<Life, 'rests' | 'series'> = { rests: [], series: ['s'] };
  const crossing = { rests: ['b'], series: ['s'] };
  const cases: readonly [
    says: string,
    life: Pick<Life, 'rests' | 'series'>,
    view: ScanView,
    could: string | undefined,
  ][] = [
    ['is fixed where its rule was judged', seenIn, view({ a: 'assessed' }), 'absent'],
    ['is unseen where its rule was judged in part', seenIn, view({ a: 'partial' }), 'unseen'],
    ['is unseen where its rule was not judged', seenIn, view({ a: 'not-assessed' }), 'unseen'],
    ['is unseen where its rule did not run', seenIn, view({ a: 'not about it' }), 'unseen'],
    [
      'is unseen where its identity was not known well',
      seenIn,
      view({ a: 'assessed' }, { unknown: true }),
      'unseen',
    ],
    ['is unseen where its scope is gone', seenIn, view({ b: 'assessed' }), 'unseen'],
    [
      'is not spoken of by a scan of something else',
      seenIn,
      view({ b: 'assessed' }, { series: 't' }),
      undefined,
    ],
    [
      'is fixed where all was judged that its path crossed',
      crossing,
      view({ a: 'assessed', b: 'assessed' }),
      'absent',
    ],
    [
      'is fixed where its path crossed what the rule is not about',
      crossing,
      view({ a: 'assessed', b: 'not about it' }),
      'absent',
    ],
    [
      'is unseen where a scope of its path was not read',
      crossing,
      view({ a: 'assessed', b: 'partial' }),
      'unseen',
    ],
    ['is unseen where a scope of its path is gone', crossing, view({ a: 'assessed' }), 'unseen'],
  ];
  test.each(cases)('%s', (_, life, scan, could) => {
    expect(couldSee(finding, life, scan)).toBe(could);
  });
});

test('a scan of something else says nothing of it, unless it tried its scope and nothing was there', () => {
  const subject = { rule: 'r', identity: 'i', scope: 'a' };
  const view = (judged: string | undefined): ScanView => ({
    series: 'another',
    hasScope: () => false,
    judged: () => judged,
    isUnknown: () => false,
  });
  const known = { rests: [], series: ['s'] };
  expect(couldSee(subject, known, view(undefined))).toBeUndefined();
  expect(couldSee(subject, known, view('not-assessed'))).toBe('unseen');
});

describe('deadlines', () => {
  const life = spanOf(['open', 'open']);
  test.each([
    ['the last day', 8, false],
    ['behind it', 9, true],
  ])('%s', (_, day, overdue) => {
    expect(findingHistory(life, at(day).at, { high: 7 })).toMatchObject({
      due: at(8).at,
      overdue,
      age: day - 1,
    });
  });
  test('none for other severities, nor for what is accepted', () => {
    expect(findingHistory(life, at(99).at, { critical: 7 })).not.toHaveProperty('due');
    expect(findingHistory(spanOf(['accepted']), at(99).at, { high: 7 })).toMatchObject({ overdue: false });
  });
});

describe('addresses', () => {
  test.each([
    [
      'postgres://nhi:Canary%2F1@db.example:5432/audit?sslmode=require',
      'postgres://nhi@db.example:5432/audit',
    ],
    ['postgresql://db.example/audit?password=Canary/1', 'postgres://db.example/audit'],
    ['postgres://nhi:Canary/1@db.example/audit', 'postgres://…'],
  ])('%s is shown without its password, and errors too', (url, shown) => {
    const target = historyTarget(url);
    expect(target.shown).toBe(shown);
    for (const text of [url, 'no login with Canary/1', 'or Canary%2F1'])
      expect(withoutSecrets(`failed: ${text}`, target)).not.toMatch(/Canary\/1|Canary%2F1.*@/);
  });
  test('anything else is a file', () => {
    expect(historyTarget('./nhi.db')).toEqual({ kind: 'sqlite', path: './nhi.db', shown: './nhi.db' });
  });
});
