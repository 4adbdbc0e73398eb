import type { formatIds } from './format-ids.ts';
import type { ReportFormat } from './report-format.ts';

/** Each format by itself: to print one, the others need not be loaded. */
const loaders: Readonly<Record<(typeof formatIds)[number], () => Promise<ReportFormat>>> = {
  terminal: async () => (await import('./terminal.ts')).terminalFormat,
  json: async () => (await import('./json.ts')).jsonFormat,
  markdown: async () => (await import('./markdown.ts')).markdownFormat,
  sarif: async () => (await import('./sarif.ts')).sarifFormat,
  junit: async () => (await import('./junit.ts')).junitFormat,
  ocsf: async () => (await import('./ocsf.ts')).ocsfFormat,
  oscal: async () => (await import('./oscal.ts')).oscalFormat,
};

/** The format of that id, without loading any other. */
export const loadFormat = (id: (typeof formatIds)[number]): Promise<ReportFormat> => loaders[id]();
