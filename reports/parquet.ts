import { parquetTables } from './parquet-columns.ts';
import { parquetFile, parquetLibrary } from './parquet-file.ts';
import type { ReportFormat } from './report-format.ts';

/** Tables with typed columns, for DuckDB, Spark, Athena and the like. */
export const parquetFormat: ReportFormat = {
  id: 'parquet',
  title: 'tables with typed columns, for a data lake',
  files: (result) => parquetTables.map((table) => parquetFile(`${table.name}.parquet`, table, result)),
  check: () => {
    parquetLibrary();
  },
};
