import { expect, test } from 'vitest';
import { acceptingOf } from '../../src/audit/accepting.ts';
import type { FileInForce } from '../../src/model/in-force.ts';

const file = (foundBy: FileInForce['foundBy'], role: FileInForce['role'] = 'exceptions'): FileInForce => ({
  role,
  path: 'nhi-audit.exceptions.yaml',
  sha256: 'a'.repeat(64),
  foundBy,
});
const unasked = (files: readonly FileInForce[], count: number, allowed = false) =>
  acceptingOf({ files }, count, allowed).unasked;

test('a list that nobody named counts where it accepts something', () => {
  expect(unasked([file('working-directory')], 1)).toBe('open');
  expect(unasked([file('working-directory')], 1, true)).toBe('allowed');
});

test('one that accepts nothing loosens nothing', () => {
  expect(unasked([file('working-directory')], 0)).toBe('no');
});

test.each(['flag', 'base-ref', 'sample'] as const)('one that is there by %s was asked for', (foundBy) => {
  expect(unasked([file(foundBy)], 1)).toBe('no');
  // A configuration that was found is judged by what it says.
  expect(unasked([file('working-directory', 'configuration'), file(foundBy)], 1)).toBe('no');
});

test('a result without files', () => {
  expect(acceptingOf(undefined, 2)).toEqual({ count: 2, files: [], unasked: 'no' });
});
