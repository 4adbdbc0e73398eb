import { type Expression, partsOf, pathOf } from './expression.ts';

/**
 * Three-valued evaluation of a condition: what nobody can tell here is `unknown`, and so is what would be an error.
 * https://cloud.google.com/iam/docs/conditions-attribute-reference
 */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** `resource.name`, `resource.type`, `resource.service`: what is not there is unknown. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Whether a list of roles that may be granted has one by which more is gained. Absent: nobody asks. */
  readonly grants?: (roles: readonly string[]) => boolean;
  /** Whether the resource has a tag of that key, and of that value where one is asked for. Absent: nobody knows its tags. */
  readonly tags?: (key: string, value: string | undefined) => Answer;
}

/** A text, or one of which only the beginning is known: it may end there. */
export type Attribute = string | { readonly beginning: string };

const unknown: unique symbol = Symbol('unknown');
type Value =
  | string
  | number
  | boolean
  | null
  | { readonly time: number }
  | { readonly span: number }
  | { readonly beginning: string }
  | readonly Value[]
  | typeof unknown;

export type Answer = 'yes' | 'no' | 'unknown';

const units: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]);

/** `3600s`, `1h30m`, in milliseconds. */
export const spanOf = (text: string): number | undefined => {
  if (!/^-?(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(text)) return undefined;
  const sum = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)].reduce(
    (total, [, count, unit]) => total + Number(count) * units.get(unit!)!,
    0,
  );
  return text.startsWith('-') ? -sum : sum;
};

const timeOf = (text: string): number | undefined => {
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

const isTime = (value: Value): value is { readonly time: number } =>
  typeof value === 'object' && value !== null && 'time' in value;
const isSpan = (value: Value): value is { readonly span: number } =>
  typeof value === 'object' && value !== null && 'span' in value;
const isBeginning = (value: Value): value is { readonly beginning: string } =>
  typeof value === 'object' && value !== null && 'beginning' in value;

/** What two values are compared by; undefined: they are of different kinds. */
const numbersOf = (a: Value, b: Value): readonly [number, number] | undefined => {
  if (isTime(a) && isTime(b)) return [a.time, b.time];
  if (isSpan(a) && isSpan(b)) return [a.span, b.span];
  if (typeof a === 'number' && typeof b === 'number') return [a, b];
  if (typeof a === 'string' && typeof b === 'string') return [a < b ? -1 : a > b ? 1 : 0, 0];
  return undefined;
};

const isEqual = (a: Value, b: Value): boolean | typeof unknown => {
  if (a === unknown || b === unknown) return unknown;
  if (isBeginning(a) || isBeginning(b)) {
    const [known, other] = isBeginning(a) ? [a.beginning, b] : [(b as { beginning: string }).beginning, a];
    return typeof other === 'string' && !other.startsWith(known) ? false : unknown;
  }
  const numbers = numbersOf(a, b);
  if (numbers !== undefined) return numbers[0] === numbers[1];
  if (Array.isArray(a) || Array.isArray(b)) return unknown;
  return a === b;
};

const comparisons: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  ['<', (a, b) => a < b],
  ['<=', (a, b) => a <= b],
  ['>', (a, b) => a > b],
  ['>=', (a, b) => a >= b],
]);

const sum = (a: Value, b: Value, sign: 1 | -1): Value => {
  if (isTime(a) && isTime(b)) return sign === -1 ? { span: a.time - b.time } : unknown;
  if (isTime(a) && isSpan(b)) return { time: a.time + sign * b.span };
  if (isSpan(a) && isTime(b)) return sign === 1 ? { time: a.span + b.time } : unknown;
  if (isSpan(a) && isSpan(b)) return { span: a.span + sign * b.span };
  if (typeof a === 'number' && typeof b === 'number') return a + sign * b;
  if (typeof a === 'string' && typeof b === 'string' && sign === 1) return a + b;
  return unknown;
};

const textTests: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ['startsWith', (text, part) => text.startsWith(part)],
  ['endsWith', (text, part) => text.endsWith(part)],
  ['contains', (text, part) => text.includes(part)],
]);

/** What they come to of a text whose beginning alone is known. */
const beginningTests: ReadonlyMap<string, (beginning: string, part: string) => boolean | typeof unknown> =
  new Map([
    [
      'startsWith',
      (beginning, part) => (beginning.startsWith(part) ? true : part.startsWith(beginning) ? unknown : false),
    ],
    ['contains', (beginning, part) => beginning.includes(part) || unknown],
  ]);

/**
 * What stands between the first place of the text before the braces and the next of the one behind them; without the latter all
 * that follows. https://cloud.google.com/iam/docs/conditions-attribute-reference#extract
 */
const extract = (value: Value, template: Value): Value => {
  const [, before, behind] =
    (typeof template === 'string' ? /^([^{}]*)\{[^{}]*\}([^{}]*)$/.exec(template) : null) ?? [];
  if (before === undefined || behind === undefined) return unknown;
  const text = typeof value === 'string' ? value : isBeginning(value) ? value.beginning : undefined;
  if (text === undefined) return unknown;
  const at = text.indexOf(before);
  const start = at + before.length;
  const end = at < 0 ? -1 : behind === '' ? text.length : text.indexOf(behind, start);
  const found = end < 0 ? '' : text.slice(start, end);
  if (typeof value === 'string') return found;
  // It goes on: what is found may be longer, or found in what follows.
  return at >= 0 && behind === '' ? { beginning: found } : end < 0 ? unknown : found;
};

/** With how many texts each asks. https://cloud.google.com/iam/docs/conditions-attribute-reference#resource-tags */
const tagTests: ReadonlyMap<string, number> = new Map([
  ['matchTag', 2],
  ['matchTagId', 2],
  ['hasTagKey', 1],
  ['hasTagKeyId', 1],
]);

const call = (
  { of, name, args }: Extract<Expression, { readonly is: 'call' }>,
  circumstances: Circumstances,
): Value => {
  const [first] = args;
  if (of === undefined) {
    const value = first === undefined ? unknown : resultOf(first, circumstances);
    if (typeof value !== 'string') return unknown;
    const number = name === 'timestamp' ? timeOf(value) : name === 'duration' ? spanOf(value) : undefined;
    if (number === undefined) return unknown;
    return name === 'timestamp' ? { time: number } : { span: number };
  }
  const { grants, tags } = circumstances;
  if (tagTests.has(name) && pathOf(of) === 'resource') {
    const asked = args.map((each) =>
      each.is === 'value' && typeof each.value === 'string' ? each.value : undefined,
    );
    if (tags === undefined || asked.length !== tagTests.get(name) || asked.includes(undefined))
      return unknown;
    const answer = tags(asked[0]!, asked[1]);
    return answer === 'unknown' ? unknown : answer === 'yes';
  }
  if (name === 'hasOnly' && of.is === 'call' && of.name === 'getAttribute' && grants !== undefined) {
    const about = of.args[0];
    const roles = first?.is === 'list' ? first.items : [];
    return about?.is === 'value' && about.value === 'iam.googleapis.com/modifiedGrantsByRole'
      ? grants(
          roles.flatMap((each) =>
            each.is === 'value' && typeof each.value === 'string' ? [each.value] : [],
          ),
        )
      : unknown;
  }
  const value = resultOf(of, circumstances);
  // Of all parts of a time only the year comes once.
  if (name === 'getFullYear' && isTime(value)) return new Date(value.time).getUTCFullYear();
  const test = textTests.get(name);
  const part = first === undefined ? unknown : resultOf(first, circumstances);
  if (name === 'extract') return extract(value, part);
  if (isBeginning(value) && typeof part === 'string')
    return beginningTests.get(name)?.(value.beginning, part) ?? unknown;
  return test === undefined || typeof value !== 'string' || typeof part !== 'string'
    ? unknown
    : test(value, part);
};

const resultOf = (expression: Expression, circumstances: Circumstances): Value => {
  switch (expression.is) {
    case 'value':
      return expression.value;
    case 'list':
      return expression.items.map((item) => resultOf(item, circumstances));
    case 'name':
    case 'index':
    case 'unread':
      return unknown;
    case 'member': {
      const path = pathOf(expression);
      if (path === 'request.time') return { time: circumstances.time };
      return (path === undefined ? undefined : circumstances.attributes.get(path)) ?? unknown;
    }
    case 'call':
      return call(expression, circumstances);
    case 'not': {
      const value = resultOf(expression.of, circumstances);
      return typeof value === 'boolean' ? !value : unknown;
    }
    case 'negative': {
      const value = resultOf(expression.of, circumstances);
      return typeof value === 'number' ? -value : unknown;
    }
    case 'choice': {
      const test = resultOf(expression.test, circumstances);
      if (typeof test === 'boolean') return resultOf(test ? expression.yes : expression.no, circumstances);
      const yes = resultOf(expression.yes, circumstances);
      return isEqual(yes, resultOf(expression.no, circumstances)) === true ? yes : unknown;
    }
    case 'binary':
      return binary(expression, circumstances);
  }
};

const binary = (
  { operator, a: one, b: other }: Extract<Expression, { readonly is: 'binary' }>,
  circumstances: Circumstances,
): Value => {
  const a = resultOf(one, circumstances);
  const b = resultOf(other, circumstances);
  if (operator === '&&' || operator === '||') {
    const decides = operator === '||';
    if (a === decides || b === decides) return decides;
    return a === !decides && b === !decides ? !decides : unknown;
  }
  if (operator === '==') return isEqual(a, b);
  if (operator === '!=') {
    const equal = isEqual(a, b);
    return equal === unknown ? unknown : !equal;
  }
  if (operator === 'in') {
    if (!Array.isArray(b) || a === unknown) return unknown;
    const answers = (b as readonly Value[]).map((item) => isEqual(a, item));
    return answers.includes(true) ? true : answers.every((answer) => answer === false) ? false : unknown;
  }
  if (operator === '+' || operator === '-') return sum(a, b, operator === '+' ? 1 : -1);
  const compare = comparisons.get(operator);
  const numbers = numbersOf(a, b);
  return compare === undefined || numbers === undefined ? unknown : compare(...numbers);
};

export const evaluate = (expression: Expression, circumstances: Circumstances): Answer => {
  const value = resultOf(expression, circumstances);
  return typeof value !== 'boolean' ? 'unknown' : value ? 'yes' : 'no';
};

/** Whether the clock decides anything in it. */
export const asksTime = (expression: Expression): boolean =>
  partsOf(expression).some((part) => pathOf(part) === 'request.time');
