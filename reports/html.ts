import { pageDocument } from './html/document.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';

/** One page to open from a disk: it loads nothing, and holds all that most people look for. Documented in docs/html-report.md. */
export const htmlFormat: ReportFormat = {
  id: 'html',
  title: 'one page to look at, offline',
  files: (result, options) => [{ name: 'report.html', text: inPieces(() => pageDocument(result, options)) }],
};
