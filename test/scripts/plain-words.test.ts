import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';

/** What reviewers stumbled over, each with what a cloud engineer would write. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/nothing that gives it/i, 'was not provided: add …'],
  [/gave no way in/i, 'credential data was not provided'],
  [/attested identit/i, 'workload identity'],
  [/\bfor good\b/i, 'permanently'],
  [/\bwithout an end\b/i, 'without expiry'],
  [/\bnobody misses it\b/i, 'after a while without errors'],
  [/\bprovider holds for itself\b/i, 'that the provider manages itself'],
  [/\btake (?:this one|it) away\b/i, 'remove it'],
  [/\bnot looked into\b/i, 'not analysed'],
  [/\bfacts of \d/i, 'data as of'],
  [/\bgets hold of\b/i, 'compromises'],
];

const bannedIn = (text: string): readonly string[] =>
  banned.flatMap(([pattern, better]) => {
    const found = pattern.exec(text.replaceAll(/\s+/g, ' '));
    return found === null ? [] : [`"${found[0]}": ${better}`];
  });

test('the list finds what it is for, across a line break too', () => {
  expect(bannedIn('a key without an\n  end')).toEqual(['"without an end": without expiry']);
  expect(bannedIn('a key without expiry')).toEqual([]);
});

describe('no phrase of our own making', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('in %s', (_, { title, why, limits, remedy }) => {
    expect([title, why, limits, remedy].flatMap(bannedIn)).toEqual([]);
  });
  const folder = new URL('../../', import.meta.url);
  test.each([
    'README.md',
    ...readdirSync(new URL('docs/', folder)).flatMap((name) =>
      name.endsWith('.md') ? [`docs/${name}`] : [],
    ),
  ])('in %s', (path) => {
    expect(bannedIn(readFileSync(new URL(path, folder), 'utf8'))).toEqual([]);
  });
});
