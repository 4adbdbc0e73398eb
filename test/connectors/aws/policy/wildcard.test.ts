import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commonExample,
  compileWildcard,
  endsMeet,
  literalQuestionMark,
  literalStar,
} from '../../../../connectors/aws/policy/wildcard.ts';
import { lawRuns } from '../../../support/law-runs.ts';

/** Slow and obvious. */
const reference = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '[^]*')
      .replaceAll('?', '[^]')}$`,
  ).test(text);

describe('a wildcard', () => {
  test.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['', '', true],
    ['', 'a', false],
    ['?', '', false],
    ['?', 'a', true],
    ['a*', 'a', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*ab', 'ab', false],
    ['*ab*ab', 'abab', true],
    ['a**b', 'ab', true],
    ['**', '', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'axxc', false],
    ['a*bc*c', 'abc', false],
    ['a*b?*c', 'axbyc', true],
    ['a*b?*c', 'axybc', false],
    ['*a*b*', 'ba', false],
    ['a?c*', 'abcd', true],
    ['A', 'a', false],
    ['arn:aws:iam::*:user/st?rt', 'arn:aws:iam::111122223333:user/start', true],
    ['arn:aws:s3:::a.b', 'arn:aws:s3:::axb', false],
  ])('%s on %s: %s', (pattern, text, matches) => {
    expect(compileWildcard(pattern)(text)).toBe(matches);
  });

  test('can hold a literal star or question mark beside real ones', () => {
    const matches = compileWildcard(`a${literalStar}*${literalQuestionMark}`);
    expect(matches('a*xyz?')).toBe(true);
    expect(matches('abxyz?')).toBe(false);
    expect(matches('a*xyzz')).toBe(false);
    expect(compileWildcard(literalStar)('*')).toBe(true);
    expect(compileWildcard(literalStar)('x')).toBe(false);
    expect(compileWildcard(`?${literalQuestionMark}`)('x?')).toBe(true);
    expect(compileWildcard(`?${literalQuestionMark}`)('xy')).toBe(false);
  });

  const character = fc.constantFrom('a', 'b', '*', '?');
  test('matches what a regular expression matches', () => {
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 8 }),
        fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }),
        (pattern, text) => {
          const [p, t] = [pattern.join(''), text.join('')];
          expect(compileWildcard(p)(t)).toBe(reference(p, t));
        },
      ),
      { numRuns: lawRuns(400, 2000) },
    );
  });
});

test.each([
  ['a*', 'ab*', true],
  ['ab*', 'ac*', false],
  ['*ab', '*b', true],
  ['*ab', '*cb', false],
  ['a*b', 'a*c', false],
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['?', 'b', true],
  ['', '', true],
])('the ends of %s and %s meet: %j', (a, b, meet) => {
  expect([endsMeet(a, b), endsMeet(b, a)]).toEqual([meet, meet]);
});

describe('a common example of two patterns', () => {
  const texts = (length: number): string[] =>
    length === 0 ? [''] : texts(length - 1).flatMap((text) => [text, `${text}a`, `${text}b`]);
  const all = [...new Set(texts(6))];
  const pattern = fc
    .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 5 })
    .map((parts) => parts.join(''));

  test('matches both, and there is one whenever any text does', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const example = commonExample(a, b);
        const [matchesA, matchesB] = [compileWildcard(a), compileWildcard(b)];
        if (example === undefined) expect(all.filter((text) => matchesA(text) && matchesB(text))).toEqual([]);
        else expect([matchesA(example), matchesB(example)]).toEqual([true, true]);
      }),
      { numRuns: lawRuns(200, 1000) },
    );
  });

  test.each([
    ['arn:aws:iam::*:user/dev-*', 'arn:aws:iam::111122223333:user/?*', 'arn:aws:iam::111122223333:user/dev-'],
    ['*', 'abc', 'abc'],
    ['', '*', ''],
    ['', '?', undefined],
  ])('%s and %s: %s', (a, b, example) => {
    expect(commonExample(a, b)).toBe(example);
  });

  test('keeps colons out of names where it is told so', () => {
    const [volumes, instances] = ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:?*:111122223333:instance/?*'];
    expect(commonExample(volumes, instances)).toMatch(/instance\/:.*volume\/$/);
    expect(commonExample(volumes, instances, ':')).toBeUndefined();
    expect(commonExample('arn:aws:ec2:*', instances, ':')).toBe('arn:aws:ec2:x:111122223333:instance/x');
    expect(commonExample('role/a:b', 'role/*', ':')).toBeUndefined();
    expect(commonExample('role/a:b', 'role/*')).toBe('role/a:b');
    expect(commonExample('role/ab', 'role/*', ':')).toBe('role/ab');
    expect(commonExample('role/*', 'role/a:b', ':')).toBe('role/a:b');
  });
});
