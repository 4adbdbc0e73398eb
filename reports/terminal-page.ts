import type { RankedIdentity, Ranking, WorkList } from '../src/audit/ranking.ts';
import type { Severity } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Paint, Style } from './layout.ts';
import { hanging } from './layout.ts';

/** What the sections of the summary for people share. */

export const severityStyle: Readonly<Record<Severity, Style>> = {
  critical: 'magenta',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
};

/** One decimal; what is above nothing never reads as 0. */
export const percent = (share: number): string => (share > 0 && share < 0.05 ? '<0.1' : share.toFixed(1));

export interface Page {
  readonly result: AuditResult;
  readonly ranking: Ranking;
  readonly width: number;
  /** Of a table, which takes more than a text that is read line by line. */
  readonly tableWidth: number;
  readonly paint: Paint;
  readonly scopeNames: ReadonlyMap<string, string>;
  readonly top: RankedIdentity | undefined;
  /** The identities of the table. */
  readonly work: WorkList;
  readonly sourceArguments: readonly string[];
}

export const note = ({ width, paint }: Page, indent: string, text: string): string[] =>
  hanging(indent, text, width).map((line) => paint('dim', line));

export const gap = '  ';
