import { styleText } from 'node:util';
import { greatest } from '../src/model/many.ts';
import { once } from '../src/model/once.ts';
import { visible } from './inert-text.ts';
import { isPlain, stringWidth } from './text-width.ts';

/** Text on a terminal: widths in columns, colours, line breaks. All that goes in comes out inert. */

const ellipsis = '…';
const graphemes = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));
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
  return Array.from(graphemes().segment(text), ({ segment }) => segment);
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

/** A word longer than this loses its middle even where it may be broken: ids have 2,048 characters at most. */
const longestBroken = 400;
/** Where an id may be broken so that it still reads: behind one of these. */
const seam = /[/:._@-]/;

/** Inert text without spaces in lines of at most `width` columns, broken behind a separator where one is near. */
const broken = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let rest = split(shorten(text, longestBroken));
  while (rest.length > 0) {
    // A character wider than the line stands alone.
    const fits = Math.max(taken(rest, width).length, 1);
    let end = fits;
    if (fits < rest.length) {
      const earliest = Math.ceil(fits / 2);
      while (end > earliest && !seam.test(rest[end - 1]!)) end--;
      if (end <= earliest) end = fits;
      // No line begins with what a CI runner takes for a command.
      while (end > 1 && rest[end] === ':' && rest[end + 1] === ':') end--;
    }
    lines.push(visible(rest.slice(0, end).join('')));
    rest = rest.slice(end);
  }
  return lines;
};

/** Lines of inert text, broken at spaces; a word longer than `longestWord` columns is broken within. */
export const wrap = (text: string, width: number, longestWord: number = width): string[] => {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    if (word === '') continue;
    // Each for itself: what is harmless within a text may not be at the beginning of a line.
    const shown = visible(word);
    const size = stringWidth(shown);
    const parts = size > longestWord ? broken(shown, width) : [shown];
    for (const [index, part] of parts.entries()) {
      const partSize = parts.length === 1 ? size : stringWidth(part);
      // The parts of one word never stand on one line: they would read as several.
      if (used > 0 && (index > 0 || used + 1 + partSize > width)) {
        lines.push(line);
        line = part;
        used = partSize;
      } else {
        line = used === 0 ? part : `${line} ${part}`;
        used += used === 0 ? partSize : partSize + 1;
      }
    }
  }
  if (used > 0) lines.push(line);
  return lines;
};

/** Side by side: one row of a table, each cell wrapped to its width. */
export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Columns below which it is not made narrower. */
  readonly least: number;
  /** It is made narrower before all others: what the others say matters more. */
  readonly givesWay?: true;
}

/**
 * A table that takes the width that its cells need, and where that is not there the width that there is: cells are wrapped,
 * never cut. Those that give way come first, then the widest. Numbers, which stand to the right, are never broken.
 * @returns the lines of each row, the titles first; all of at most `width` columns as long as the least widths fit
 */
export const tableLines = (
  shape: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  space: string,
): readonly (readonly string[])[] => {
  const all = [shape.map(({ title }) => title), ...rows];
  const widest = (of: readonly (readonly string[])[], column: number, least: number): number =>
    greatest(
      of.map((row) => Math.min(stringWidth(visible(row[column]!)), longestBroken)),
      least,
    );
  const leasts = shape.map(({ least, align }, column) =>
    align === 'right' ? widest(rows, column, least) : least,
  );
  const widths = leasts.map((least, column) => widest(all, column, least));
  const room = width - space.length * (shape.length - 1);
  for (let over = sum(widths) - room; over > 0; over--) {
    const slack = widths.map((own, column) => {
      if (own <= leasts[column]!) return 0;
      return shape[column]!.givesWay ? Number.POSITIVE_INFINITY : own;
    });
    const next = slack.lastIndexOf(Math.max(...slack));
    if (slack[next] === 0) break;
    widths[next]!--;
  }
  return all.map((row) => {
    const cells = row.map((text, column) => wrap(text, widths[column]!));
    const height = Math.max(1, ...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, column) =>
          (shape[column]!.align === 'left' ? left : right)(lines[line] ?? '', widths[column]!),
        )
        .join(space)
        .trimEnd(),
    );
  });
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

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
export const layoutWidth = (width: number): number => Math.min(tableWidth(width), 160);

/** The same for a table, which is read across: no wider than its cells need. */
export const tableWidth = (width: number): number => Math.min(Math.max(Math.floor(width), 60), 400);

export type Style = 'bold' | 'dim' | 'red' | 'magenta' | 'yellow' | 'cyan' | 'green';
export type Paint = (style: Style, text: string) => string;

/** `validateStream: false`: whether to colour was decided by the command, not by the stream that Node finds here. */
export const painter = (colour: boolean): Paint =>
  colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;

/** `3 roles`, `1 role`, `1,234 roles`: digits in groups of three, whatever the machine's language. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
