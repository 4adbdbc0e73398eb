import { deepestNesting } from './nesting.ts';

/**
 * Values that a JSON text may have, counted by its commas and brackets. A plan of the largest size that is read has about as many;
 * of `{},{},…` a text of a tenth of that becomes more than there is memory for, and ends the process without a word.
 */
export const mostValues = 20_000_000;

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;

/** Of the first character after a string; the length of the text where it does not end. */
const afterString = (text: string, from: number): number => {
  let end = text.indexOf('"', from);
  while (end >= 0) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
};

/** Characters: less costs less memory than there is, whatever it says. */
const largeText = 16 * 1024 * 1024;

/** Whether one of many texts costs more than it may: short ones are not looked at. */
export const isBeyondParsing = (text: string): boolean =>
  text.length > largeText && jsonBeyond(text) !== undefined;

/**
 * Why a text is not parsed as JSON, whether it is some or not: found in one pass, before it costs memory. Undefined: nothing.
 * @param depth levels of lists and objects in one another
 */
export const jsonBeyond = (text: string, depth = deepestNesting): string | undefined => {
  // Each takes one character at least.
  if (text.length <= depth) return undefined;
  let [at, values, level] = [0, 0, 0];
  while (at < text.length) {
    const code = text.charCodeAt(at);
    at += 1;
    if (code === quote) at = afterString(text, at);
    else if (code === comma) values += 1;
    else if (isOpening(code)) {
      values += 1;
      level += 1;
      if (level > depth) return `too complex to judge: values nest deeper than ${depth} levels`;
    } else if (isClosing(code)) level -= 1;
    if (values > mostValues)
      return `too complex to judge: it has more than ${mostValues / 1_000_000} million values`;
  }
  return undefined;
};
