import { cellText } from '../../inert-text.ts';
import type { Column } from './columns.tsx';
import type { Model } from './model.ts';

const written = (value: string | number): string =>
  typeof value === 'number' ? String(value) : cellText(value);

const cells = (model: Model, columns: readonly Column[], row: number): readonly string[] =>
  columns.map(({ text }) => written(text(model, row)));

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The rows that are shown, for a spreadsheet: RFC 4180, no cell a formula. */
export const csvOf = (model: Model, columns: readonly Column[], rows: readonly number[]): string =>
  [columns.map(({ id }) => id), ...rows.map((row) => cells(model, columns, row))]
    .map((line) => `${line.map(quoted).join(',')}\r\n`)
    .join('');

/** The same to be pasted: tabs between cells. */
export const tabbed = (model: Model, columns: readonly Column[], rows: readonly number[]): string =>
  [columns.map(({ title }) => title), ...rows.map((row) => cells(model, columns, row))]
    .map((line) => line.map((text) => text.replaceAll(/[\t\r\n]/g, ' ')).join('\t'))
    .join('\n');

/** Hands a text over as a file: it is made in the page, and nothing is asked of anybody. */
export const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
