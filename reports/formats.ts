import type { ReportFormat } from './report-format.ts';

/** A format as far as flags and folders need to know it. */
interface FormatEntry {
  /** Names of its files, each known before there is a report. One: it can be printed too. */
  readonly files: readonly string[];
  /** It is written to a folder only where it is named: it takes longer than the others or needs a package, and says what they say. */
  readonly onRequest?: true;
  /** For a command that wants one format the others are not loaded. */
  readonly load: () => Promise<ReportFormat>;
}

/** Every format of a report, by its id in `--format` and `--out-formats`, the default first. A new one is a file and a line here. */
const entries = {
  terminal: { files: ['report.txt'], load: async () => (await import('./terminal.ts')).terminalFormat },
  json: { files: ['report.json'], load: async () => (await import('./json.ts')).jsonFormat },
  csv: {
    files: [
      'findings.csv',
      'identities.csv',
      'grants.csv',
      'credentials.csv',
      'exceptions.csv',
      'coverage.csv',
      'configuration.csv',
    ],
    load: async () => (await import('./csv.ts')).csvFormat,
  },
  html: { files: ['report.html'], load: async () => (await import('./html.ts')).htmlFormat },
  xlsx: {
    files: ['report.xlsx'],
    onRequest: true,
    load: async () => (await import('./xlsx.ts')).xlsxFormat,
  },
  parquet: {
    files: [
      'findings.parquet',
      'identities.parquet',
      'grants.parquet',
      'credentials.parquet',
      'coverage.parquet',
    ],
    onRequest: true,
    load: async () => (await import('./parquet.ts')).parquetFormat,
  },
  dot: {
    files: ['paths.dot'],
    onRequest: true,
    load: async () => (await import('./dot.ts')).dotFormat,
  },
  opengraph: {
    files: ['opengraph.json'],
    onRequest: true,
    load: async () => (await import('./opengraph.ts')).opengraphFormat,
  },
  graphml: {
    files: ['graph.graphml'],
    onRequest: true,
    load: async () => (await import('./graphml.ts')).graphmlFormat,
  },
  markdown: { files: ['summary.md'], load: async () => (await import('./markdown.ts')).markdownFormat },
  sarif: { files: ['report.sarif'], load: async () => (await import('./sarif.ts')).sarifFormat },
  'sarif-history': {
    files: ['history.sarif'],
    onRequest: true,
    load: async () => (await import('./sarif.ts')).sarifHistoryFormat,
  },
  junit: { files: ['junit.xml'], load: async () => (await import('./junit.ts')).junitFormat },
  ocsf: { files: ['ocsf.ndjson'], load: async () => (await import('./ocsf.ts')).ocsfFormat },
  oscal: {
    files: ['oscal-assessment-results.json'],
    load: async () => (await import('./oscal.ts')).oscalFormat,
  },
} as const satisfies Readonly<Record<string, FormatEntry>>;

export type FormatId = keyof typeof entries;

export const formatIds = Object.keys(entries) as readonly FormatId[];

/** What a folder of reports holds where no format is named. */
export const usualFormatIds = formatIds.filter((id) => !('onRequest' in entries[id]));

/** What can be printed: a single file. */
export const printedFormatIds = formatIds.filter((id) => entries[id].files.length === 1);

/** Everything that a folder of reports may hold. */
export const reportFileNames: readonly string[] = formatIds.flatMap((id) => entries[id].files);

export const loadFormat = (id: FormatId): Promise<ReportFormat> => entries[id].load();

export const loadFormats = (ids: readonly FormatId[]): Promise<readonly ReportFormat[]> =>
  Promise.all(ids.map(loadFormat));
