import type { ReportFile } from '../../src/model/report.ts';
import { csvFile, type OnSanitised } from '../csv-table.ts';
import { jsonFormat } from '../json.ts';
import { tables } from '../tables/index.ts';
import { type Table, tableOf } from '../tables/table.ts';
import { xlsxFile } from '../xlsx-file.ts';
import { controlColumns, controlRows } from './control-matrix.ts';
import { type CoverInput, coverFiles } from './cover.ts';
import { privilegeColumns, privilegeRows } from './grants.ts';

/** The tables and the document of an evidence pack; its manifest is made from them in `src/evidence/`. */
export const evidenceReports = (cover: CoverInput, onSanitised: OnSanitised): readonly ReportFile[] => {
  const { result, frameworks } = cover;
  const controls = tableOf('control-matrix', controlColumns, () => controlRows(result, frameworks));
  const privileges = tableOf('privileges', privilegeColumns, privilegeRows);
  const csv = (table: Table): ReportFile => csvFile(table, result, onSanitised);
  const packed = [
    tables.coverage,
    tables.credentials,
    tables.exceptions,
    tables.findings,
    tables.grants,
    tables.identities,
    privileges,
  ];
  return [
    csv(controls),
    ...coverFiles(cover),
    ...packed.map(csv),
    xlsxFile('evidence.xlsx', [controls, ...packed], result),
    ...jsonFormat.files(result, { width: 80, colour: false }),
  ];
};
