import { cellText } from '../../inert-text.ts';
import type { Column } from './columns.tsx';
import type { Model } from './model.ts';

const written = (value: string | number): string =>
  typeof value === 'number' ? String(value) : cellText(value);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

type Line = readonly (string | number)[];

/** Rows for a spreadsheet: RFC 4180, no cell a formula. */
export const csvLines = (head: readonly string[], rows: readonly Line[]): string =>
  [head, ...rows.map((row) => row.map(written))].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');

/** The same to be pasted: tabs between cells. */
export const tabLines = (head: readonly string[], rows: readonly Line[]): string =>
  [head, ...rows.map((row) => row.map(written))]
    .map((line) => line.map((text) => text.replaceAll(/[\t\r\n]/g, ' ')).join('\t'))
    .join('\n');

const lines = (model: Model, columns: readonly Column[], rows: readonly number[]): readonly Line[] =>
  rows.map((row) => columns.map(({ text }) => text(model, row)));

/** The rows of identities that are shown, for a spreadsheet. */
export const csvOf = (model: Model, columns: readonly Column[], rows: readonly number[]): string =>
  csvLines(
    columns.map(({ id }) => id),
    lines(model, columns, rows),
  );

export const tabbed = (model: Model, columns: readonly Column[], rows: readonly number[]): string =>
  tabLines(
    columns.map(({ title }) => title),
    lines(model, columns, rows),
  );

/** Hands a text over as a file: it is made in the page, and nothing is asked of anybody. */
export const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
