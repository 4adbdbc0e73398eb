import { hanging, layoutWidth, type Paint, painter, type TableColumn, tableLines } from '../layout.ts';
import { inPieces } from '../pieces.ts';
import type { TextOptions } from '../report-format.ts';

/** A page about a history: lines of inert text. */
export interface HistoryPage {
  readonly width: number;
  readonly paint: Paint;
}

const gap = '  ';

export const pageOf = (
  options: TextOptions,
  lines: (page: HistoryPage) => Iterable<string>,
): Iterable<string> =>
  inPieces(function* () {
    const page = { width: layoutWidth(options.width), paint: painter(options.colour) };
    for (const line of lines(page)) yield `${line.trimEnd()}\n`;
  });

export function* table(
  { width, paint }: HistoryPage,
  shape: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): Generator<string> {
  const [titles, ...lines] = tableLines(shape, rows, width, gap);
  for (const line of titles!) yield paint('dim', line);
  for (const row of lines) yield* row;
}

export const fact = ({ width }: HistoryPage, label: string, text: string): readonly string[] =>
  hanging(label.padEnd(14), text, width);

/** `2026-03-01 08:00`, UTC. */
export const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

export const left = (title: string, least: number, givesWay?: true): TableColumn => ({
  title,
  align: 'left',
  least,
  ...(givesWay === undefined ? {} : { givesWay }),
});
export const right = (title: string, least: number): TableColumn => ({ title, align: 'right', least });
