import type { ReportFormat } from './report-format.ts';
import { tables } from './tables/index.ts';
import { xlsxFile } from './xlsx-file.ts';

/** The tables of CSV as one workbook, in which account ids and names show as they are. */
export const xlsxFormat: ReportFormat = {
  id: 'xlsx',
  title: 'the same tables as a workbook, for Excel',
  files: (result) => [xlsxFile('report.xlsx', Object.values(tables), result)],
};
