import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What SECURITY.md promises is held by a test that it names. */
const text = readFileSync('SECURITY.md', 'utf8');
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0]!, section] as const),
);
const linksIn = (part: string): readonly string[] =>
  [...part.matchAll(/\]\((test\/[^)#]+)\)/g)].map(([, path]) => path!);

test('the tests that it names are there', () => {
  expect(linksIn(text).length).toBeGreaterThan(20);
  expect(linksIn(text).filter((path) => !existsSync(path))).toEqual([]);
});

test.each(['What a pull request cannot do', 'What no text can do', 'What no server can do', 'Secrets'])(
  '%s: each promise names its test',
  (title) => {
    const bullets = sections
      .get(title)!
      .split(/^- (?=\*\*)/m)
      .slice(1);
    expect(bullets.length).toBeGreaterThan(4);
    expect(bullets.filter((bullet) => linksIn(bullet).length === 0)).toEqual([]);
  },
);

test.each(['The one write', 'For those who run it'])('%s: the section names its tests', (title) => {
  expect(linksIn(sections.get(title)!).length).toBeGreaterThan(0);
});
