import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitsName } from '../../src/identities/name-pattern.ts';
import { withOwners } from '../../src/identities/owners.ts';
import { type EstateSketch, sketchEstate } from '../support/estate.ts';
import { account } from '../support/parts.ts';

const ownersOf = (sketch: EstateSketch, owners: { pattern: string; owner: string }[] = []) =>
  Object.fromEntries(
    withOwners(sketchEstate(sketch), { owners }).identities.map(({ id, owner }) => [id, owner]),
  );

describe('who answers for an identity', () => {
  test('the configuration first, then what it says itself, then its scope', () => {
    const sketch: EstateSketch = {
      scopes: [{ id: account, owner: 'of the account' }],
      identities: [{ id: 'svc-pay-1', owner: 'by tag' }, { id: 'other', owner: 'by tag' }, { id: 'plain' }],
    };
    expect(ownersOf(sketch, [{ pattern: 'SVC-pay-*', owner: 'payments' }])).toEqual({
      'svc-pay-1': 'payments',
      other: 'by tag',
      plain: 'of the account',
    });
  });

  test('the first pattern that fits decides', () => {
    expect(
      ownersOf({ identities: [{ id: 'svc-pay' }] }, [
        { pattern: 'svc-*', owner: 'first' },
        { pattern: 'svc-pay', owner: 'second' },
      ]),
    ).toEqual({ 'svc-pay': 'first' });
  });

  test('a pattern may name a scope, and the nearest scope decides', () => {
    const sketch: EstateSketch = {
      scopes: [
        { id: 'o-1', name: 'acme' },
        { id: 'near', parent: 'o-1', owner: 'near' },
        { id: 'far', parent: 'o-1' },
      ],
      identities: [
        { id: 'a', scope: 'near' },
        { id: 'b', scope: 'far' },
      ],
    };
    expect(ownersOf(sketch, [{ pattern: 'acme', owner: 'all' }])).toEqual({ a: 'near', b: 'all' });
  });

  test('people are given none', () => {
    const human = { nature: { is: 'human', reason: 'x' } } as const;
    const sketch = { scopes: [{ id: account, owner: 'x' }], identities: [{ id: 'p', ...human }] };
    expect(ownersOf(sketch, [{ pattern: '*', owner: 'y' }])).toEqual({ p: undefined });
  });

  test('nothing to say leaves the estate as it is', () => {
    const estate = sketchEstate({ identities: [{ id: 'a' }] });
    expect(withOwners(estate, { owners: [] })).toBe(estate);
  });
});

describe('a name pattern', () => {
  const slow = (pattern: string, name: string): boolean =>
    new RegExp(
      `^${[...pattern.toLowerCase()].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : `\\u{${c.codePointAt(0)!.toString(16)}}`)).join('')}$`,
      'su',
    ).test(name.toLowerCase());
  test('means what the regular expression means', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '-', '*', '?'), maxLength: 8 });
    fc.assert(fc.property(text, text, (pattern, name) => fitsName(pattern, name) === slow(pattern, name)));
  });
  test('is not slow, whatever it says', () => {
    expect(fitsName('*a'.repeat(128), 'a'.repeat(2000).concat('b'))).toBe(false);
  });
});
