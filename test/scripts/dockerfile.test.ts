import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Directive {
  readonly name: string;
  readonly value: string;
}

/** Directives of a Dockerfile: comments gone, continued lines joined. */
const directivesOf = (text: string): readonly Directive[] =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, value: rest.join(' ') };
    });

const directives = directivesOf(readFileSync('Dockerfile', 'utf8'));
const valuesOf = (wanted: string) =>
  directives.filter(({ name }) => name === wanted).map(({ value }) => value);
const last = directives.slice(directives.findLastIndex(({ name }) => name === 'FROM'));
const lastOf = (wanted: string) => last.findLast(({ name }) => name === wanted)?.value;

describe('the container image', () => {
  test('has no directive but these', () => {
    const known = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'LABEL', 'ENV', 'USER', 'ENTRYPOINT', 'CMD'];
    expect(directives.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  test('comes from images with a named version, never the latest', () => {
    for (const from of valuesOf('FROM')) expect(from).toMatch(/^\S+:[\w.-]*(?<!latest)( AS \w+)?$/);
  });

  test('runs without root and without a shell', () => {
    expect(lastOf('USER')).toBe('65532:65532');
    expect(JSON.parse(lastOf('ENTRYPOINT')!)).toEqual(['/nodejs/bin/node', '/app/bin/nhi-audit.js']);
    expect(last.filter(({ name }) => name === 'RUN')).toEqual([]);
  });

  test('installs what the lock says, and keeps neither caches nor secrets of the build', () => {
    const runs = valuesOf('RUN');
    expect(runs.filter((run) => /npm (?:i|install)\b/.test(run))).toEqual([]);
    expect(directives.filter(({ value }) => /TOKEN|SECRET|PASSWORD/i.test(value))).toEqual([]);
  });

  test('copies only what there is', () => {
    const own = valuesOf('COPY').filter((value) => !value.includes('--from='));
    const sources = own.flatMap((value) => value.split(' ').slice(0, -1));
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    expect(existsSync('bin/nhi-audit.js')).toBe(true);
    expect(readFileSync('.dockerignore', 'utf8').split('\n')).toContain('node_modules');
  });
});
