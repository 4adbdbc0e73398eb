import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../reports/inert-text.ts';
import { prose } from '../../reports/markdown-text.ts';
import { uuidOf } from '../../reports/uuid.ts';
import { anyCharacter } from '../support/texts.ts';

/** What is quick in the writers of text, against what it stands for. */

test('text that is not looked up in the tables of Unicode holds nothing that they would show in another way', () => {
  const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
  const wrong: string[] = [];
  for (let code = 0; code < 0x10000; code++) {
    const text = `a${String.fromCharCode(code)}`;
    if (unseen.test(text) === (visible(text) === text)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

test.each([
  [' \t::error file=a::b', false],
  ['  ::error::b', false],
  ['arn:aws:iam::123456789012:role/x', true],
  ['a ::error::b', true],
  ['x##[error]b', false],
  [`${' '.repeat(50)}::x`, false],
])('%s: whether it is no command to a runner', (text, harmless) => {
  expect(visible(text) === text).toBe(harmless);
});

test('a UUID is the same whether its name is short or long', () => {
  const namespace = Buffer.from('3d6f0f0a7c5e4b0f9b1a8f5e2c7d4a61', 'hex');
  const digest = (parts: readonly string[]): string =>
    hash('sha1', Buffer.concat([namespace, Buffer.from(JSON.stringify(parts), 'utf8')]), 'hex');
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), fc.nat(3_000), (text, times) => {
      const parts = ['name', text.repeat(times).slice(0, 6_000), '→'.repeat(times)];
      const plain = uuidOf(...parts).replaceAll('-', '');
      const expected = digest(parts);
      expect([plain.slice(0, 12), plain.slice(13, 16), plain.slice(20, 32)]).toEqual([
        expected.slice(0, 12),
        expected.slice(13, 16),
        expected.slice(20, 32),
      ]);
    }),
  );
});

test.each([
  ['deletes x_1.', 'deletes `x_1`.'],
  ['deletes x_1..', 'deletes `x_1..`'],
  ['deletes ... then', 'deletes `...` then'],
  ['a_b: c_d, e', '`a_b: c_d`, e'],
  ['.', '`.`'],
  ['x_`1', '``x_`1``'],
  ['deadbee cafe', '`deadbee` cafe'],
  ['abcdef beads', 'abcdef beads'],
  ['GH-12 12', '`GH-12` 12'],
])('%s as prose', (text, shown) => {
  expect(prose(text)).toBe(shown);
});
