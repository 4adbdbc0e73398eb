import { styleText } from 'node:util';
import { visible } from './inert-text.ts';
import { isPlain, stringWidth } from './text-width.ts';

/** Text on a terminal: widths in columns, colours, line breaks. All that goes in comes out inert. */

const ellipsis = '…';
let graphemes: Intl.Segmenter | undefined;
/** A column of visible text holds a base character and at most four marks, each of two code units at most. */
const unitsPerColumn = 10;

const taken = (characters: readonly string[], width: number): string[] => {
  const kept: string[] = [];
  let left = width;
  for (const character of characters) {
    left -= stringWidth(character);
    if (left < 0) break;
    kept.push(character);
  }
  return kept;
};

const split = (text: string): string[] => {
  if (isPlain(text)) return [...text];
  // When something is cut for the first time: it loads tables.
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
};

/** Columns that inert text takes. */
export const columns = (text: string): number => stringWidth(text);

/** How far the characters around one can change how it is shown: a pair, four marks, a runner's command. */
const context = 16;

/** The first and the last `limit` code units of visible text, which is never shorter than what it shows. */
const visibleEnds = (text: string, limit: number): readonly [first: string, last: string] => {
  const near = limit + context;
  if (text.length <= near) {
    const shown = visible(text);
    return [shown.slice(0, limit), shown.slice(-limit)];
  }
  // The letter stands for what comes before: the last part is no start of a line.
  return [visible(text.slice(0, near)).slice(0, limit), visible(`x${text.slice(-near)}`).slice(-limit)];
};

/** Inert text of at most `width` columns; what is too long loses its middle, where ids differ least. */
export const shorten = (text: string, width: number): string => {
  const limit = width * unitsPerColumn;
  if (text.length <= limit) {
    const shown = visible(text);
    if (shown.length <= limit && stringWidth(shown) <= width) return shown;
  }
  const [first, last] = visibleEnds(text, limit);
  const head = taken(split(first), Math.floor((width - 1) / 2)).join('');
  const tail = taken(split(last).reverse(), width - 1 - stringWidth(head))
    .reverse()
    .join('');
  return `${head}${ellipsis}${tail}`.toWellFormed();
};

/** Exactly `width` columns. */
export const left = (text: string, width: number): string => {
  const shown = shorten(text, width);
  return shown + ' '.repeat(width - stringWidth(shown));
};

export const right = (text: string, width: number): string => {
  const shown = shorten(text, width);
  return ' '.repeat(width - stringWidth(shown)) + shown;
};

/** Lines of inert text, broken at spaces. A word longer than `longestWord` columns loses its middle. */
export const wrap = (text: string, width: number, longestWord: number = width): string[] => {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    if (word === '') continue;
    const shown = shorten(word, longestWord);
    const size = stringWidth(shown);
    if (used > 0 && used + 1 + size > width) {
      lines.push(line);
      line = shown;
      used = size;
    } else {
      line = used === 0 ? shown : `${line} ${shown}`;
      used += used === 0 ? size : size + 1;
    }
  }
  if (used > 0) lines.push(line);
  return lines;
};

/** Wrapped text whose further lines stand under its first: `lead` once, then as many spaces. */
export const hanging = (lead: string, text: string, width: number, longestWord?: number): string[] => {
  const shown = visible(lead);
  const indent = stringWidth(shown);
  const room = Math.max(width - indent, 20);
  const lines = wrap(text, room, longestWord ?? room);
  if (lines.length === 0) return [shown];
  return lines.map((line, index) => (index === 0 ? shown : ' '.repeat(indent)) + line);
};

/** Width of a terminal that a report is laid out for: below 60 columns it breaks, above 160 it is hard to read. */
export const layoutWidth = (width: number): number => Math.min(Math.max(Math.floor(width), 60), 160);

export type Style = 'bold' | 'dim' | 'red' | 'magenta' | 'yellow' | 'cyan' | 'green';
export type Paint = (style: Style, text: string) => string;

/** `validateStream: false`: whether to colour was decided by the command, not by the stream that Node finds here. */
export const painter = (colour: boolean): Paint =>
  colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;

/** `3 roles`, `1 role`, `1,234 roles`: digits in groups of three, whatever the machine's language. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
