import { describe, expect, test } from 'vitest';
import { byText } from '../../src/model/by-text.ts';
import { environmentIn } from '../../src/model/environment-words.ts';
import { severities, severityRank } from '../../src/model/finding.ts';
import { levelName, levelRank, levels } from '../../src/model/level.ts';
import { defaultSettings } from '../../src/model/settings.ts';

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
