import { expect, test } from 'vitest';
import { patternsOf } from '../../../../connectors/gcp/iam/condition/regular-expression.ts';

test.each<[expression: string, like: readonly string[], exact: boolean]>([
  ['^acme/app$', ['acme/app'], true],
  ['\\Aacme/app\\z', ['acme/app'], true],
  ['acme/', ['*acme/*'], true],
  ['app$', ['*app'], true],
  ['^acme/', ['acme/*'], true],
  ['^acme/.*', ['acme/*'], true],
  ['^acme/.*?$', ['acme/*'], true],
  ['^acme/.+$', ['acme/?*'], true],
  ['^a.c$', ['a?c'], true],
  ['^a\\.c$', ['a.c'], true],
  ['^acme/(app|web)$', ['acme/app', 'acme/web'], true],
  ['^acme/(?:app)?$', ['acme/app', 'acme/'], true],
  ['^acme/app$|^acme/web', ['acme/app', 'acme/web*'], true],
  ['^(acme/app)$|evil', ['acme/app', '*evil*'], true],
  ['^acme/[a-z-]+$', ['acme/?*'], false],
  ['^acme/[^/]*$', ['acme/*'], false],
  ['^acme/\\w{3}$', ['acme/*'], false],
  ['^acme/v\\d$', ['acme/v?'], false],
  ['', ['*'], true],
])('%s lets through %j', (expression, like, exact) => {
  expect(patternsOf(expression)).toEqual({ like, exact });
});

test.each([
  '(?i)acme',
  'a+',
  '(ab)*',
  'a{2}',
  '[a',
  '(a',
  'a)',
  'a\\',
  '\\bacme',
  'a\\*',
  'a^b',
  'a$b',
  '(a|b|c|d|e|f)(a|b|c|d|e|f)',
])('of %s no pattern tells', (expression) => {
  expect(patternsOf(expression)).toBeUndefined();
});

test('what is nested without end is read in no time', () => {
  expect(patternsOf('('.repeat(100_000))).toBeUndefined();
});
