import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withOutput } from '../../scripts/readme-output.ts';
import { cli } from '../support/cli.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'docs/architecture.md',
  'docs/configuration.md',
  'docs/who-can.md',
];

describe('README.md', () => {
  const readme = readFileSync('README.md', 'utf8');

  test('shows what the program prints (npm run docs writes it)', async () => {
    expect(readme).toContain('<!-- output: ');
    expect(await withOutput(readme, cli)).toBe(readme);
  });

  test('has the two commands that work on a fresh clone', () => {
    expect(readme).toContain('npm ci && npm run demo');
    expect(readme).toContain('npm ci && npm test');
  });

  test('names only flags that there are', async () => {
    const known = new Set<string>();
    const list = await cli(['--help']);
    const names = [...list.stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name!);
    expect(names).toContain('gate');
    for (const name of names) {
      const { stdout } = await cli([name, '--help']);
      for (const [flag] of stdout.matchAll(/--[a-z][a-z-]+/g)) known.add(flag);
    }
    const commands = readme.split('\n').filter((line) => line.startsWith('nhi-audit '));
    const named = commands.flatMap((line) => [...line.matchAll(/--[a-z][a-z-]+/g)].map(([flag]) => flag));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((flag) => !known.has(flag))).toEqual([]);
  });
});

test('docs/who-can.md shows what the program prints (npm run docs writes it)', async () => {
  const page = readFileSync('docs/who-can.md', 'utf8');
  expect(page.match(/<!-- output: /g)?.length).toBe(2);
  expect(await withOutput(page, cli)).toBe(page);
});

test.each(documents)('links of %s lead to files that there are', (document) => {
  const text = readFileSync(document, 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1]!);
  expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
});
