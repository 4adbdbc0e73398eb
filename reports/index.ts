import { csvFormat } from './csv.ts';
import { jsonFormat } from './json.ts';
import type { ReportFormat } from './report-format.ts';
import { terminalFormat } from './terminal.ts';

export { explain } from './explain.ts';
export type { ReportFormat, TextOptions } from './report-format.ts';

/** Every format, the default first. A new one is a file and a line here. */
export const reportFormats: readonly ReportFormat[] = [terminalFormat, jsonFormat, csvFormat];
