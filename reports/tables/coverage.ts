import type { Column } from './column.ts';
import { list } from './column.ts';

/** The clock, a source that was read or not, or a rule that could be judged or not. */
export interface CoverageRow {
  readonly subject: 'clock' | 'source' | 'rule';
  readonly connector?: string;
  readonly scope: string;
  readonly name: string;
  readonly status: string;
  readonly detail: string;
  readonly gives: readonly string[];
}

export const coverageColumns: readonly Column<CoverageRow>[] = [
  {
    name: 'subject',
    description:
      '`clock`: what the time of the facts rests on; `source`: an API or file that was read; `rule`: whether a rule could be judged.',
    value: (row) => row.subject,
  },
  { name: 'connector', description: 'Connector of a source.', value: (row) => row.connector },
  {
    name: 'scope',
    description: 'Id of the scope; `*`: could not be told.',
    value: (row) => row.scope,
  },
  {
    name: 'name',
    description:
      'The API or file, the id of the rule, or of the clock `given`, `collection`, `file-time`, `newest-date`.',
    value: (row) => row.name,
  },
  {
    name: 'status',
    description:
      'Clock: `complete`, or `partial` where ages are minimums. Source: `complete`, `partial`, `denied`, `skipped`, `unsupported`. Rule: `assessed`, `partial`, `not-assessed`.',
    value: (row) => row.status,
  },
  { name: 'detail', description: 'Why, and what to do.', value: (row) => row.detail },
  { name: 'gives', description: 'What rules learn from a source.', value: (row) => list(row.gives) },
];
