import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/model/nearest.ts';

describe('nearest', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['the word itself', 'owner', ['owner', 'severity'], ['owner']],
    ['one letter too many', 'ownerr', ['owner'], ['owner']],
    ['one letter too few', 'onwe', ['owne'], []],
    ['one letter less', 'owne', ['owner'], ['owner']],
    ['one letter exchanged', 'owmer', ['owner'], ['owner']],
    ['another way of writing', 'review_every_days', ['reviewEveryDays'], ['reviewEveryDays']],
    ['capitals do not count', 'OWNER', ['owner'], ['owner']],
    ['digits count', 'soc3', ['soc2', 'soc'], ['soc2', 'soc']],
    ['a third of the letters may differ', 'severxxx', ['severity'], []],
    ['two of eight letters may differ', 'severixx', ['severity'], ['severity']],
    ['a word of two letters may differ in one', 'ax', ['ab', 'cd'], ['ab']],
    ['the nearest comes first', 'gates', ['grates', 'gates', 'gate'], ['gates', 'grates', 'gate']],
    ['equally near ones keep their order', 'cat', ['hat', 'bat', 'cat'], ['cat', 'hat', 'bat']],
    ['much longer ones are none', 'own', ['ownership'], []],
    ['much shorter ones are none', 'ownership', ['own'], []],
    ['nothing is near to nothing', 'zzz', [], []],
  ])('%s', (_, word, known, expected) => {
    expect(nearest(word, known)).toEqual(expected);
  });

  test('of words longer than 80 letters nothing is said', () => {
    expect(nearest('x'.repeat(80), ['x'.repeat(80)])).toHaveLength(1);
    expect(nearest('x'.repeat(81), ['x'.repeat(81)])).toEqual([]);
  });
});
