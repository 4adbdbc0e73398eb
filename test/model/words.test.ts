import { describe, expect, test } from 'vitest';
import { byText } from '../../src/model/by-text.ts';
import { type ConditionClass, restrictingConditions } from '../../src/model/condition.ts';
import { inputKinds, inputTitles } from '../../src/model/coverage.ts';
import { environmentIn } from '../../src/model/environment-words.ts';
import {
  allowedSeverity,
  type Confidence,
  type Severity,
  scopeAsEnd,
  scopeOfEnd,
  severities,
  severityRank,
} from '../../src/model/finding.ts';
import { type Deviation, loosenedSeverity, loosens } from '../../src/model/in-force.ts';
import { levelName, levelRank, levels } from '../../src/model/level.ts';
import { ownMember } from '../../src/model/own-member.ts';
import { withParents } from '../../src/model/scope.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { seenSince, type UsageWindow, usageWindowOf } from '../../src/model/usage.ts';

describe('environmentIn', () => {
  test.each<[string, ReturnType<typeof environmentIn>]>([
    ['prod', 'production'],
    ['payments-PROD-eu', 'production'],
    ['prod2', undefined],
    ['product', undefined],
    ['stage_1', 'staging'],
    ['dev.tools', 'development'],
    ['QA', 'test'],
    ['sbx/team', 'sandbox'],
    ['common', 'shared'],
    ['', undefined],
    ['prod dev', 'production'],
  ])('%j names %s', (text, expected) => {
    expect(environmentIn(text, defaultSettings)).toBe(expected);
  });

  test('words of the settings may be written in capitals', () => {
    const words = { ...defaultSettings.environments.words, sandbox: ['LAB'] };
    const settings = { ...defaultSettings, environments: { ...defaultSettings.environments, words } };
    expect(environmentIn('my-lab', settings)).toBe('sandbox');
  });
});

test('byText sorts by code unit, not by language', () => {
  expect(['b', 'ä', 'a', 'B', 'a'].toSorted(byText)).toEqual(['B', 'a', 'a', 'b', 'ä']);
  expect([byText('a', 'b'), byText('b', 'a'), byText('a', 'a')]).toEqual([-1, 1, 0]);
});

test('levels rank from the weakest to the strongest', () => {
  expect(levels.map((level) => levelRank[level])).toEqual([0, 1, 2, 3, 4]);
  expect(([0, 1, 2, 3, 4] as const).map(levelName)).toEqual(['none', 'view', 'read', 'write', 'control']);
});

test('severities rank from the mildest to the worst', () => {
  expect(severities.map(severityRank)).toEqual([0, 1, 2, 3, 4]);
  expect(severities).toEqual(['info', 'low', 'medium', 'high', 'critical']);
});

test.each<[Severity, Confidence, Severity]>([
  ['critical', 'high', 'critical'],
  ['critical', 'medium', 'critical'],
  ['critical', 'low', 'medium'],
  ['medium', 'low', 'medium'],
  ['low', 'low', 'low'],
  ['info', 'high', 'info'],
])('a severity of %s with confidence %s: %s', (severity, confidence, allowed) => {
  expect(allowedSeverity(severity, confidence)).toBe(allowed);
});

test('a scope in place of an identity can be told from one', () => {
  expect(scopeAsEnd('111122223333')).toBe('scope:111122223333');
  expect(scopeOfEnd('scope:111122223333')).toBe('111122223333');
  expect(scopeOfEnd('arn:aws:iam::111122223333:role/scope:x')).toBeUndefined();
});

test('a scope, and those that hold it, the nearest first; a circle ends', () => {
  const scopes = [
    { id: 'account', parent: 'unit' },
    { id: 'unit', parent: 'root' },
    { id: 'a', parent: 'b' },
    { id: 'b', parent: 'a' },
  ];
  const of = (scope: string) => [...withParents(scopes)(scope)];
  expect(of('account')).toEqual(['account', 'unit', 'root']);
  expect(of('nowhere')).toEqual(['nowhere']);
  expect(of('a')).toEqual(['a', 'b']);
});

test.each<[Deviation['effect'], boolean]>([
  ['looser', true],
  ['either', true],
  ['stricter', false],
])('a setting that is %s loosens: %s', (effect, expected) => {
  expect(loosens({ effect })).toBe(expected);
  expect(severityRank(loosenedSeverity)).toBe(3);
});

test.each<[ConditionClass, boolean]>([
  ['external-id', true],
  ['organization', true],
  ['source-resource', true],
  ['source-network', true],
  ['mfa', true],
  ['tag', true],
  ['called-via-service', true],
  ['principal', true],
  ['time-bound', false],
  ['always', false],
  ['exclusion', false],
  ['guests', false],
  ['other', false],
])('a condition of class %s keeps out callers whom nobody meant: %s', (each, expected) => {
  expect(restrictingConditions.has(each)).toBe(expected);
});

test('every input of a rule has a name of its own', () => {
  const titles = inputKinds.map((kind) => inputTitles[kind]);
  expect(titles.filter((title) => !/^[a-zA-Z:, ]{6,}$/.test(title))).toEqual([]);
  expect(new Set(titles).size).toBe(inputKinds.length);
});

describe('what logs of use cover', () => {
  const window = (provider: string, scope: string) => ({ provider, scope }) as UsageWindow;
  const windows = [window('aws', 'b'), window('gcp', 'a'), window('aws', 'a')];

  test('is told by provider and scope', () => {
    expect(usageWindowOf(windows, { provider: 'aws', scope: 'a' })).toBe(windows[2]);
    expect(usageWindowOf(windows, { provider: 'gcp', scope: 'b' })).toBeUndefined();
    expect(usageWindowOf(undefined, { provider: 'aws', scope: 'a' })).toBeUndefined();
  });

  test('begins with the first event, or after the last gap', () => {
    expect(seenSince({ from: '2026-01-02', unbrokenSince: '2026-01-01' })).toBe('2026-01-02');
    expect(seenSince({ from: '2026-01-02', unbrokenSince: '2026-03-01' })).toBe('2026-03-01');
  });
});

test('a member of a table is its own', () => {
  expect(ownMember({ a: 1 }, 'a')).toBe(1);
  expect(ownMember<unknown>({ a: 1 }, 'constructor')).toBeUndefined();
});
