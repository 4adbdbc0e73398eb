import { expect, test } from 'vitest';
import { fill, jsonText, shellQuote } from '../../src/model/command-line.ts';

test.each<[value: string, quoted: string | undefined]>([
  ['deploy', 'deploy'],
  ['arn:aws:iam::1:role/a_b-c.d+e=f,g@h%i', 'arn:aws:iam::1:role/a_b-c.d+e=f,g@h%i'],
  ['$(id)', "'$(id)'"],
  ['a b', "'a b'"],
  ['a;', "'a;'"],
  [';a', "';a'"],
  ["it's 'so'", "'it'\\''s '\\''so'\\'''"],
  ['', undefined],
  ['a\nb', undefined],
  ['a\u2028b', undefined],
  ['a\u2029b', undefined],
  ['a\u202eb', undefined],
])('%j on a command line is %s', (value, quoted) => {
  expect(shellQuote(value)).toBe(quoted);
});

test.each<[template: string, values: Readonly<Record<string, string>>, filled: string]>([
  ['aws iam x --user-name {user}', { user: 'ci' }, 'aws iam x --user-name ci'],
  ['{user} {user}', { user: 'a b' }, "'a b' 'a b'"],
  ['x --user-name {user}', { user: '-rf' }, 'x --user-name=-rf'],
  ['{user} x', { user: '-rf' }, '-rf x'],
  ['x Key={tag}', { tag: '-a' }, 'x Key=-a'],
  ["x '-'{tag}", { tag: '-a' }, "x '-'-a"],
  ["x 'url/'{name}", { name: 'a b' }, "x 'url/''a b'"],
  ['x a/{name}', { name: 'b' }, 'x a/b'],
  ['x {user}', { user: 'a\u0000b' }, 'x USER'],
  ['x {user}', {}, 'x USER'],
  ['x {constructor}', {}, 'x CONSTRUCTOR'],
  ['x{user} {User} {"a":{}}', { user: 'ci', User: 'ci' }, 'x{user} {User} {"a":{}}'],
])('%s with %j: %s', (template, values, filled) => {
  expect(fill({ template, values })).toBe(filled);
});

test('JSON for a command line is printable ASCII', () => {
  expect(jsonText({ 'a ~': 'é\u007f\u{1f600}\n' })).toBe('{"a ~":"\\u00e9\\u007f\\ud83d\\ude00\\n"}');
});
