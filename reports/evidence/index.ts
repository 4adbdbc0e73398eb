import { rank } from '../../src/audit/ranking.ts';
import type { ReportFile } from '../../src/model/report.ts';
import { csvTables } from '../csv.ts';
import { csvFile, type OnSanitised } from '../csv-table.ts';
import { jsonFormat } from '../json.ts';
import { controlColumns, controlRows } from './control-matrix.ts';
import { type CoverInput, coverFiles } from './cover.ts';
import { privilegeColumns, privilegeRows } from './grants.ts';

/** The tables and the document of an evidence pack; its manifest is made from them in `src/evidence/`. */
export const evidenceReports = (cover: CoverInput, onSanitised: OnSanitised): readonly ReportFile[] => {
  const { result, frameworks } = cover;
  const ranking = rank(result);
  const tables = csvTables(result, ranking, onSanitised);
  return [
    csvFile('control-matrix.csv', controlColumns, () => controlRows(result, frameworks), onSanitised),
    ...coverFiles(cover),
    tables.coverage,
    tables.credentials,
    tables.exceptions,
    tables.findings,
    tables.grants,
    tables.identities,
    csvFile('privileges.csv', privilegeColumns, () => privilegeRows(result, ranking), onSanitised),
    ...jsonFormat.files(result, { width: 80, colour: false }),
  ];
};
