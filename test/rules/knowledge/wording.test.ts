import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counted, daysSince, listed, plain } from '../../../rules/knowledge/wording.ts';
import { anyCharacter } from '../../support/texts.ts';

describe('plain', () => {
  test('is one line of printable text of bounded length, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (text) => {
        const clean = plain(text);
        expect(clean).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(clean.length).toBeLessThanOrEqual(160);
      }),
    );
  });

  test('does not cut a character in two', () => {
    expect(plain('🔑'.repeat(100), 10)).toBe(`${'🔑'.repeat(4)}…`);
  });

  test('leaves ordinary names as they are', () => {
    expect(plain('Деплой-роль é 你好 x@y=+,.')).toBe('Деплой-роль é 你好 x@y=+,.');
  });
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d and 2 more'],
])('%j reads "%s"', (items, text) => {
  expect(listed(items)).toBe(text);
});

test('figures have their plural', () => {
  expect([counted(1, 'day'), counted(2, 'day'), counted(0, 'day')]).toEqual(['1 day', '2 days', '0 days']);
});

test('days are whole days', () => {
  const now = Date.parse('2026-01-10T12:00:00Z');
  expect(daysSince('2026-01-09T13:00:00Z', now)).toBe(0);
  expect(daysSince('2026-01-09T12:00:00Z', now)).toBe(1);
  expect(daysSince('no date', now)).toBeNaN();
});
