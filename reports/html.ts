import type { AuditResult } from '../src/model/report.ts';
import { pageDocument } from './html/document.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat, TextOptions } from './report-format.ts';

/** One page to open from a disk: it loads nothing, and holds all that most people look for. Documented in docs/html-report.md. */
export const htmlFormat: ReportFormat = {
  id: 'html',
  title: 'one page to look at, offline',
  files: (result, options) => [{ name: 'report.html', text: inPieces(() => pageDocument(result, options)) }],
};

/** The same page for a result with a plan, which it opens with. */
export const planPage = (result: AuditResult, options: TextOptions): Iterable<string> =>
  inPieces(() => pageDocument(result, options, 'plan'));
