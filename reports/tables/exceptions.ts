import type { Exception, JudgedException } from '../../src/model/exception.ts';
import type { CellValue, Column } from './column.ts';
import { list } from './column.ts';

export interface ExceptionRow {
  readonly judged: JudgedException;
  /** Whole days from collection to its last day; 0: that day, or it has ended. */
  readonly daysLeft: number | undefined;
}

const written = (
  name: string,
  description: string,
  value: (exception: Exception) => CellValue,
): Column<ExceptionRow> => ({
  name,
  description,
  value: ({ judged: { exception } }) => (exception === undefined ? undefined : value(exception)),
});

export const exceptionColumns: readonly Column<ExceptionRow>[] = [
  { name: 'id', description: 'As written, or the number of the entry.', value: ({ judged }) => judged.id },
  {
    name: 'status',
    description:
      'In force: `valid`, `expires-soon`, `unmatched`. No longer: `expired`, `review-overdue`, `rotation-overdue`. Never: `invalid`.',
    value: ({ judged }) => judged.status,
  },
  {
    name: 'problems',
    description: 'Why it is not simply valid.',
    value: ({ judged }) => list(judged.problems),
  },
  written('fingerprint', 'The finding that it covers.', ({ covers }) =>
    'fingerprint' in covers ? covers.fingerprint : undefined,
  ),
  written('identity', 'Or the identity, `*` standing for any characters,', ({ covers }) =>
    'identity' in covers ? covers.identity : undefined,
  ),
  written('rule', 'and the rule.', ({ covers }) => ('rule' in covers ? covers.rule : undefined)),
  written('reason', 'Why the risk is accepted.', ({ reason }) => reason),
  written('owner', 'Who answers for it.', ({ owner }) => owner),
  written('approver', 'Who approved it, somebody else.', ({ approver }) => approver),
  written('created', 'First day, UTC.', ({ created }) => created),
  written('expires', 'Last day, UTC.', ({ expires }) => expires),
  {
    name: 'days_left',
    description: 'Days from collection to its last day; 0: that day, or it has ended.',
    value: ({ daysLeft }) => daysLeft,
  },
  written('review_every_days', 'How often it is reviewed.', ({ reviewEveryDays }) => reviewEveryDays),
  written('last_reviewed', 'Day of the last review; empty: none yet.', ({ lastReviewed }) => lastReviewed),
  written('compensating_controls', 'What limits the risk meanwhile.', ({ compensatingControls }) =>
    list(compensatingControls),
  ),
  written('scopes', 'Ids of the only scopes in which it holds; empty: all.', ({ scopes }) =>
    list(scopes ?? []),
  ),
  written(
    'rotate_every_days',
    'How often the credentials are replaced meanwhile.',
    ({ rotateEveryDays }) => rotateEveryDays,
  ),
  written('ticket', 'Where it is discussed.', ({ ticket }) => ticket),
  {
    name: 'findings',
    description: 'Number of findings that it covers, or would if it were in force.',
    value: ({ judged }) => judged.covered.length,
  },
  {
    name: 'fingerprints',
    description: 'Their fingerprints.',
    value: ({ judged }) => list(judged.covered),
  },
  { name: 'file', description: 'Where it is written.', value: ({ judged }) => judged.location.file },
  { name: 'line', description: 'The line there.', value: ({ judged }) => judged.location.line },
];
