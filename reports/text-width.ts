import { createRequire } from 'node:module';
import { once } from '../src/model/once.ts';

type StringWidth = typeof import('string-width').default;

/** Tables of Unicode, which take a twentieth of a short run to load: for text that needs them. */
const byTables = once(() => createRequire(import.meta.url)('string-width').default as StringWidth);

const plain = /^[\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*$/;

/** ASCII and Latin-1 that can be seen, dashes, quotation marks, ellipses and arrows: a column each, beside one another. */
export const isPlain = (text: string): boolean => plain.test(text);

/** Columns that text takes on a terminal. */
export const stringWidth = (text: string): number => (isPlain(text) ? text.length : byTables()(text));
