import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableJson } from '../../src/snapshot/stable-json.ts';

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
};

test('what is written reads back the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // Compared as JSON, which knows no -0.
      expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the order of keys never shows', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(stableJson(reversed(value))).toBe(stableJson(value));
    }),
  );
});

test('a member called __proto__ is data like any other, and undefined members are left out', () => {
  expect(stableJson(JSON.parse('{"b":1,"__proto__":{"x":1}}'))).toBe('{"__proto__":{"x":1},"b":1}');
  expect(stableJson({ b: undefined, a: [undefined] })).toBe('{"a":[null]}');
});
