import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellText, jsonText, shellWord, startsFormula, visible } from '../../reports/inert-text.ts';
import { anyCharacter } from '../support/texts.ts';
import { hostileTexts, unseenIn } from './hostile.ts';

const drawn = fc.string({ unit: anyCharacter, maxLength: 40 });

describe('visible text', () => {
  test.each([
    ['an ordinary name stays as it is', 'arn:aws:iam::1:role/Ops (prod)', 'arn:aws:iam::1:role/Ops (prod)'],
    ['letters of any script stay as they are', 'Überprüfung 宽 नी', 'Überprüfung 宽 नी'],
    ['a line break becomes two characters', 'a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['an escape character is shown by its code', '\u001b[2J', '\\u001b[2J'],
    ['a C1 control character too', '\u009b', '\\u009b'],
    ['a bidirectional override is shown', 'a\u202eb', 'a\\u202eb'],
    ['a character beyond U+FFFF is shown as JSON has it', '\u{e0041}', '\\udb40\\udc41'],
    ['a lone surrogate is shown', '\ud800', '\\ud800'],
    ['a pair of surrogates is a character', '😀', '😀'],
    ['a mark without a letter is shown', '\u0301a', '\\u0301a'],
    ['the fifth mark on a letter is shown', `a${'\u0301'.repeat(5)}`, `a${'\u0301'.repeat(4)}\\u0301`],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each(hostileTexts)('%s leaves nothing unseen', (_, text) => {
    expect(unseenIn(visible(text))).toEqual([]);
  });

  test('making text visible twice changes nothing more', () => {
    fc.assert(fc.property(drawn, (text) => visible(visible(text)) === visible(text)));
  });
});

describe('text for a cell', () => {
  const formulas = hostileTexts.slice(
    0,
    hostileTexts.findIndex(([what]) => what === 'HTML'),
  );
  test.each(formulas)('%s gets a single quote in front', (_, text) => {
    expect(startsFormula(text)).toBe(true);
    expect(cellText(text).startsWith("'")).toBe(true);
  });

  test.each(['a=1', 'arn:aws:iam::1:user/x', '2026-01-01', '1-2', "'=1", '', ' ', 'é=1', '#REF'])(
    '%j is left alone',
    (text) => {
      expect(cellText(text)).toBe(text);
    },
  );

  test('no cell starts with what a spreadsheet computes, whatever stands before it', () => {
    const blank = fc.constantFrom(
      '',
      ' ',
      '\u00a0',
      '\ufeff',
      '\u200b',
      '\u3000',
      '\u202e',
      '\t',
      '\n',
      '\u2800',
    );
    const trigger = fc.constantFrom(...'=+-@|%＝＋－＠％｜﹦﹢﹣﹫⁼⁺₌₋\u2212');
    fc.assert(
      fc.property(fc.array(blank, { maxLength: 4 }), trigger, drawn, (before, start, rest) => {
        expect(cellText(before.join('') + start + rest)[0]).toBe("'");
      }),
    );
  });
});

describe('JSON text', () => {
  test.each(hostileTexts)('%s reads back as it was and shows nothing unseen', (_, text) => {
    const written = jsonText({ [text]: text });
    expect(JSON.parse(written)).toEqual({ [text]: text });
    expect(unseenIn(written)).toEqual([]);
  });

  test('any text reads back as it was', () => {
    fc.assert(fc.property(drawn, (text) => JSON.parse(jsonText(text)) === text));
  });
});

describe('a word of a command', () => {
  test.each([
    ['an ARN needs no quotes', 'arn:aws:iam::1:role/a+b=c,d.e@f-g_h', 'arn:aws:iam::1:role/a+b=c,d.e@f-g_h'],
    ['a command substitution is quoted', '$(rm -rf ~)', "'$(rm -rf ~)'"],
    ['a quote ends the quotes and begins them again', "a'; b", "'a'\\''; b'"],
    ['an empty word is quoted', '', "''"],
    ['what cannot be seen is not offered for copying', 'a\u202eb', undefined],
    ['a line break is not offered for copying', 'a\nrm -rf ~', undefined],
  ])('%s', (_, text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});
