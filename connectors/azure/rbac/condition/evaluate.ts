import { isMatched } from '../pattern.ts';
import type { Attribute, Comparison, Expression, Operand } from './expression.ts';
import { operators } from './operators.ts';

/** Whether a condition holds: `unknown` where it asks for what the snapshot does not show. */
export type Answer = 'yes' | 'no' | 'unknown';

/** What is asked of a condition. */
export interface Request {
  /** Lower case. */
  readonly action: string;
  /** Values of an attribute; none: it is not there. Undefined: nobody knows. */
  readonly valuesOf: (attribute: Attribute) => readonly string[] | undefined;
}

const opposite: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', unknown: 'unknown' };

/** Kleene's logic: what is not known is only known again where the rest decides. */
const all = (answers: Iterable<Answer>): Answer => {
  let found: Answer = 'yes';
  for (const answer of answers) {
    if (answer === 'no') return 'no';
    if (answer === 'unknown') found = 'unknown';
  }
  return found;
};
const any = (answers: Iterable<Answer>): Answer =>
  opposite[all([...answers].map((answer) => opposite[answer]))];

const known = (value: boolean | undefined): Answer =>
  value === undefined ? 'unknown' : value ? 'yes' : 'no';

export const evaluate = (expression: Expression, request: Request): Answer => {
  switch (expression.is) {
    case 'and':
      return all(expression.of.map((part) => evaluate(part, request)));
    case 'or':
      return any(expression.of.map((part) => evaluate(part, request)));
    case 'not':
      return opposite[evaluate(expression.of, request)];
    case 'action':
      return known(expression.patterns.some((pattern) => isMatched(request.action, pattern)));
    case 'suboperation':
      return 'unknown';
    case 'exists': {
      const values = request.valuesOf(expression.attribute);
      return known(values === undefined ? undefined : values.length > 0 !== expression.negated);
    }
    case 'compare':
      return compared(expression, request);
  }
};

const operandOf = (operand: Operand, { valuesOf }: Request): readonly string[] | undefined =>
  operand.is === 'values' ? operand.values : valuesOf(operand.attribute);

const compared = ({ left, quantifier, operator, right }: Comparison, request: Request): Answer => {
  const row = operators.get(operator.toLowerCase());
  const lefts = operandOf(left, request);
  const rights = operandOf(right, request);
  if (row === undefined || lefts === undefined || rights === undefined) return 'unknown';
  // What has no value cannot be compared, and what an empty set of them gives Azure does not document.
  if (lefts.length === 0 || rights.length === 0) return quantifier?.left === 'all' ? 'unknown' : 'no';
  const { left: ofLeft, right: ofRight } = quantifier ?? {
    left: 'any' as const,
    // One value that is not any of several is none of them.
    right: row.negated ? ('all' as const) : ('any' as const),
  };
  const onRight = ofRight === 'any' ? any : all;
  const onLeft = ofLeft === 'any' ? any : all;
  return onLeft(lefts.map((one) => onRight(rights.map((other) => known(row.compare(one, other))))));
};

/** Patterns of the actions that an expression names. */
export function* patternsIn(expression: Expression): Generator<string> {
  switch (expression.is) {
    case 'and':
    case 'or':
      for (const part of expression.of) yield* patternsIn(part);
      break;
    case 'not':
      yield* patternsIn(expression.of);
      break;
    case 'action':
      yield* expression.patterns;
      break;
    default:
  }
}

/** Every comparison of a tree. */
export function* comparisonsIn(expression: Expression): Generator<Comparison> {
  switch (expression.is) {
    case 'and':
    case 'or':
      for (const part of expression.of) yield* comparisonsIn(part);
      break;
    case 'not':
      yield* comparisonsIn(expression.of);
      break;
    case 'compare':
      yield expression;
      break;
    default:
  }
}
