import { createRequire } from 'node:module';

type StringWidth = typeof import('string-width').default;

let loaded: StringWidth | undefined;

/** Tables of Unicode, which take a twentieth of a short run to load: for text that needs them. */
const byTables = (text: string): number => {
  loaded ??= createRequire(import.meta.url)('string-width').default as StringWidth;
  return loaded(text);
};

const plain = /^[\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*$/;

/** ASCII and Latin-1 that can be seen, dashes, quotation marks, ellipses and arrows: a column each, beside one another. */
export const isPlain = (text: string): boolean => plain.test(text);

/** Columns that text takes on a terminal. */
export const stringWidth = (text: string): number => (isPlain(text) ? text.length : byTables(text));
