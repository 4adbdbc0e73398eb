import { csvFormat } from './csv.ts';
import { jsonFormat } from './json.ts';
import { junitFormat } from './junit.ts';
import { markdownFormat } from './markdown.ts';
import { ocsfFormat } from './ocsf.ts';
import { oscalFormat } from './oscal.ts';
import type { ReportFormat } from './report-format.ts';
import { sarifFormat } from './sarif.ts';
import { terminalFormat } from './terminal.ts';

export { exceptionList } from './exception-list.ts';
export { explain } from './explain.ts';
export { explainJson } from './explain-json.ts';
export { exceptionRecord } from './json.ts';
export type { ReportFormat, TextOptions } from './report-format.ts';
export { whoCanText } from './who-can.ts';
export { whoCanJson } from './who-can-json.ts';

/** Every format, the default first. A new one is a file and a line here. */
export const reportFormats: readonly ReportFormat[] = [
  terminalFormat,
  jsonFormat,
  csvFormat,
  markdownFormat,
  sarifFormat,
  junitFormat,
  ocsfFormat,
  oscalFormat,
];
