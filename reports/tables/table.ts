import type { AuditResult } from '../../src/model/report.ts';
import type { CellValue, Column } from './column.ts';

/** A table of a report, whatever file it is written to. Its rows are made while they are read, and as often. */
export interface Table {
  /** Without an ending: `identities`. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly description: string }[];
  /** One value for each column. */
  readonly rows: (result: AuditResult) => Iterable<readonly CellValue[]>;
}

export const tableOf = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: (result: AuditResult) => Iterable<Row>,
): Table => ({
  name,
  columns,
  *rows(result) {
    for (const row of rows(result)) yield columns.map(({ value }) => value(row));
  },
});
