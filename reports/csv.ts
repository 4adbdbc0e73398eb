import { csvFile } from './csv-table.ts';
import type { ReportFormat } from './report-format.ts';
import { tables } from './tables/index.ts';

/** Tables for spreadsheets and auditors: RFC 4180, UTF-8, one record a line, safe to open. */
export const csvFormat: ReportFormat = {
  id: 'csv',
  title: 'tables, for spreadsheets and auditors',
  files: (result) => Object.values(tables).map((table) => csvFile(table, result)),
};
