import { describe, expect, test } from 'vitest';
import { redactYaml } from '../../src/redaction/yaml-text.ts';
import { readYaml } from '../../src/yaml/document.ts';

describe('what readers of YAML take for different things is no sound text', () => {
  test.each([
    ['a set', 'on: !!set { push, pull_request_target }', /none of JSON/, 1],
    ['an ordered map', 'a: 1\nsteps: !!omap [run: x]', /none of JSON/, 2],
    ['pairs', 'steps: !!pairs [run: x]', /none of JSON/, 1],
    ['bytes', 'a: !!binary d3JpdGU=', /none of JSON/, 1],
    ['a second document', 'a: 1\n---\na: 2\n', /multiple documents/, 2],
    ['one behind an end', 'a: 1\n...\na: 2\n', /multiple documents/, 3],
  ])('%s', (_, text, says, line) => {
    expect(readYaml(text).problem).toEqual({ says: expect.stringMatching(says), line });
  });

  test.each([
    [
      'tags of kinds of JSON',
      'a: !!str 1\nb: !!map { c: !!seq [!!int 1, !!null null, !!bool true, !!float 1] }',
    ],
    ['one document with its beginning and its end', '---\na: 1\n...\n'],
  ])('%s: sound', (_, text) => {
    const { problem, ownTagAt } = readYaml(text);
    expect({ problem, ownTagAt }).toEqual({ problem: undefined, ownTagAt: undefined });
  });

  test('a tag of somebody’s own is told with its place', () => {
    expect(readYaml('a: 1\nb: !Sub x\n')).toMatchObject({ ownTagAt: 13 });
    expect(readYaml('a: 1\nb: !Sub x\n').problem).toBeUndefined();
  });

  test('a secret in a second document is no more kept than in the first', () => {
    const { text } = redactYaml('a: 1\n---\npassword: Tr0ub4dor-and-3-horses\n');
    expect(text).not.toContain('Tr0ub4dor');
  });
});
