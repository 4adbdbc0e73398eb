import { formatIds, loadFormats } from './formats.ts';
import type { ReportFormat } from './report-format.ts';

export { explain } from './explain.ts';
export type { ReportFormat, TextOptions } from './report-format.ts';

/** Every format, all of them loaded, the default first: for the library. The command line loads what it is asked for. */
export const reportFormats: readonly ReportFormat[] = await loadFormats(formatIds);
