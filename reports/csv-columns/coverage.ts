import type { Column } from './column.ts';
import { list } from './column.ts';

/** A source that was read or not, or a rule that could be judged or not. */
export interface CoverageRow {
  readonly subject: 'source' | 'rule';
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
    description: '`source`: an API or file that was read; `rule`: whether a rule could be judged.',
    value: (row) => row.subject,
  },
  { name: 'connector', description: 'Connector of a source.', value: (row) => row.connector },
  {
    name: 'scope',
    description: 'Id of the scope; `*`: could not be told.',
    value: (row) => row.scope,
  },
  { name: 'name', description: 'The API or file, or the id of the rule.', value: (row) => row.name },
  {
    name: 'status',
    description:
      'Source: `complete`, `partial`, `denied`, `skipped`, `unsupported`. Rule: `assessed`, `partial`, `not-assessed`.',
    value: (row) => row.status,
  },
  { name: 'detail', description: 'Why, and what to do.', value: (row) => row.detail },
  { name: 'gives', description: 'What rules learn from a source.', value: (row) => list(row.gives) },
];
