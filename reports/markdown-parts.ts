import type { JudgedException } from '../src/model/exception.ts';
import { code, prose, table } from './markdown-text.ts';

/** GitHub takes 1 MiB for one step; some is left for what else the step says. */
export const summaryBytes = 900_000;

/** A section of sentences; nothing where there are none. */
export function* listed(title: string, sentences: readonly string[], longest: number): Generator<string> {
  if (sentences.length === 0) return;
  yield `\n## ${title}\n\n`;
  for (const sentence of sentences.slice(0, longest)) yield `- ${prose(sentence, 500)}\n`;
  const rest = sentences.length - longest;
  if (rest > 0) yield `\n${rest} more in the other reports.\n`;
}

/** In force last: what needs somebody comes first. */
const order = [
  'invalid',
  'expired',
  'review-overdue',
  'rotation-overdue',
  'expires-soon',
  'unmatched',
  'valid',
];

export function* exceptionTable(
  exceptions: readonly JudgedException[] | undefined,
  longest: number,
): Generator<string> {
  if (exceptions === undefined || exceptions.length === 0) return;
  const sorted = exceptions.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  yield '\n## Exceptions\n\n';
  yield `${table(
    ['Exception', 'Status', 'Until', 'Owner', 'Approver', 'Covers', 'Why'],
    sorted
      .slice(0, longest)
      .map(({ id, status, exception, covered, problems }) => [
        code(id, 80),
        status,
        exception === undefined ? '-' : code(exception.expires, 20),
        exception === undefined ? '-' : code(exception.owner, 80),
        exception === undefined ? '-' : code(exception.approver, 80),
        String(covered.length),
        prose(problems.length > 0 ? problems.join('; ') : (exception?.reason ?? ''), 300),
      ]),
  )}\n`;
  const rest = sorted.length - longest;
  if (rest > 0) yield `\n${rest} more in the other reports.\n`;
}
