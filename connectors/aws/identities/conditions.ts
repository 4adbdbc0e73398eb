import { hash } from 'node:crypto';
import type { Condition } from '../../../src/model/condition.ts';
import { classify } from '../policy/condition.ts';
import type { Clause, Statement } from '../policy/document.ts';

const mostValues = 50;

/** Long lists are cut, and what is cut leaves its digest: a change in it is a change. */
const cut = (values: readonly string[]): readonly string[] => {
  if (values.length <= mostValues) return values;
  const sorted = [...values].sort();
  const rest = sorted.slice(mostValues);
  const digest = hash('sha256', JSON.stringify(rest), 'hex').slice(0, 16);
  return [...sorted.slice(0, mostValues), `and ${rest.length} more (sha256 ${digest})`];
};

/** External ids are not repeated, unless they are none: any text, or only whether there is one. */
const valuesOf = ({ key, operator, values }: Clause): readonly string[] =>
  key !== 'sts:externalid' || operator === 'null' || !values.some((value) => /[\p{L}\p{N}]/u.test(value))
    ? cut(values)
    : ['…'];

/** A clause in the neutral words, of a class that was found out already. */
export const conditionAs = (
  clause: Clause,
  { class: kind, until }: ReturnType<typeof classify>,
): Condition => ({
  class: kind,
  operator: clause.written,
  key: clause.keyWritten,
  values: valuesOf(clause),
  ...(until === undefined ? {} : { until }),
});

/** A clause in the neutral words. */
export const conditionOf = (clause: Clause, now: number): Condition =>
  conditionAs(clause, classify(clause, now));

export const conditionsOf = (statement: Statement, now: number): Condition[] =>
  statement.conditions.map((clause) => conditionOf(clause, now));
