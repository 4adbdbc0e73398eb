import { rank } from '../../src/audit/ranking.ts';
import type { Framework } from '../../src/model/framework.ts';
import type { AuditResult, ReportFile } from '../../src/model/report.ts';
import { csvTables } from '../csv.ts';
import { csvFile, type OnSanitised } from '../csv-table.ts';
import { jsonFormat } from '../json.ts';
import { controlColumns, controlRows } from './control-matrix.ts';
import { privilegeColumns, privilegeRows } from './grants.ts';

/** The tables and the document of an evidence pack; its manifest is made from them in `src/evidence/`. */
export const evidenceReports = (
  result: AuditResult,
  frameworks: readonly Framework[],
  onSanitised: OnSanitised,
): readonly ReportFile[] => {
  const ranking = rank(result);
  const tables = csvTables(result, ranking, onSanitised);
  return [
    csvFile('control-matrix.csv', controlColumns, () => controlRows(result, frameworks), onSanitised),
    tables.coverage,
    tables.credentials,
    tables.exceptions,
    tables.findings,
    csvFile('grants.csv', privilegeColumns, () => privilegeRows(result, ranking), onSanitised),
    tables.identities,
    ...jsonFormat.files(result, { width: 80, colour: false }),
  ];
};
