import { BlockList, isIP } from 'node:net';
import type { Clause } from './document.ts';
import { compileWildcard, unescapeLiterals } from './wildcard.ts';

/**
 * Condition operators on values that are known. Absent keys, quantifiers and negation are handled here too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
type Compare = (actual: string, wanted: string) => boolean;

const parseNumber = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);

const number = (compare: (a: number, b: number) => boolean): Compare => {
  return (actual, wanted) => {
    const [a, b] = [parseNumber(actual), parseNumber(wanted)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };
};

/** https://www.w3.org/TR/NOTE-datetime, the form that AWS asks for; a time without zone is read as UTC. */
const isoDate = /^\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;

/** ISO 8601, or seconds since 1970. Milliseconds; NaN: not a date. */
export const parseDate = (text: string): number => {
  if (/^\d{5,12}$/.test(text)) return Number(text) * 1000;
  const parts = isoDate.exec(text);
  if (parts === null) return Number.NaN;
  return Date.parse(parts[3] !== undefined && parts[6] === undefined ? `${text}Z` : text);
};

const date = (compare: (a: number, b: number) => boolean): Compare => {
  return (actual, wanted) => {
    const [a, b] = [parseDate(actual), parseDate(wanted)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };
};

/** Six parts, each matched by itself: a star does not reach over a colon, except in the last part. */
const arnLike: Compare = (actual, wanted) => {
  if (wanted === '*') return true;
  const split = (arn: string): string[] => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const [a, b] = [split(actual), split(wanted)];
  return a.length === b.length && b.every((part, index) => compileWildcard(part)(a[index]!));
};

const ipAddress: Compare = (actual, wanted) => {
  const [network, bits] = wanted.split('/') as [network: string, bits?: string];
  const family = (ip: string): 'ipv4' | 'ipv6' => (isIP(ip) === 6 ? 'ipv6' : 'ipv4');
  if (isIP(network) === 0 || isIP(actual) === 0) return false;
  const width = Number(bits ?? (isIP(network) === 6 ? 128 : 32));
  if (!Number.isInteger(width) || width < 0 || width > (isIP(network) === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, width, family(network));
  return list.check(actual, family(actual));
};

const equals: Compare = (actual, wanted) => actual === unescapeLiterals(wanted);
const equalsIgnoringCase: Compare = (actual, wanted) =>
  actual.toLowerCase() === unescapeLiterals(wanted).toLowerCase();
const like: Compare = (actual, wanted) => compileWildcard(wanted)(actual);

/** `negated`: true when no value matches. */
interface Operator {
  readonly compare: Compare;
  readonly negated: boolean;
}

const positive = (compare: Compare): Operator => ({ compare, negated: false });
const negative = (compare: Compare): Operator => ({ compare, negated: true });

export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    stringequals: positive(equals),
    stringnotequals: negative(equals),
    stringequalsignorecase: positive(equalsIgnoringCase),
    stringnotequalsignorecase: negative(equalsIgnoringCase),
    stringlike: positive(like),
    stringnotlike: negative(like),
    numericequals: positive(number((a, b) => a === b)),
    numericnotequals: negative(number((a, b) => a === b)),
    numericlessthan: positive(number((a, b) => a < b)),
    numericlessthanequals: positive(number((a, b) => a <= b)),
    numericgreaterthan: positive(number((a, b) => a > b)),
    numericgreaterthanequals: positive(number((a, b) => a >= b)),
    dateequals: positive(date((a, b) => a === b)),
    datenotequals: negative(date((a, b) => a === b)),
    datelessthan: positive(date((a, b) => a < b)),
    datelessthanequals: positive(date((a, b) => a <= b)),
    dategreaterthan: positive(date((a, b) => a > b)),
    dategreaterthanequals: positive(date((a, b) => a >= b)),
    bool: positive(equalsIgnoringCase),
    binaryequals: positive(equals),
    ipaddress: positive(ipAddress),
    notipaddress: negative(ipAddress),
    arnequals: positive(arnLike),
    arnlike: positive(arnLike),
    arnnotequals: negative(arnLike),
    arnnotlike: negative(arnLike),
  }),
);

/**
 * One clause on known values.
 * @param actual values of the key in the request; undefined: the key is absent
 * @param wanted values of the clause, policy variables already replaced
 */
export const holds = (
  clause: Clause,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
): boolean => {
  if (clause.operator === 'null') {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
    return wanted.some(
      (value) => (value.toLowerCase() === 'true') === (actual === undefined || actual.length === 0),
    );
  }
  const operator = operators.get(clause.operator);
  // One that is not in the table is never asked: see `unreadable` in the store.
  if (operator === undefined) return false;
  const { compare, negated } = operator;
  const present = actual !== undefined && actual.length > 0;
  if (!present) {
    if (clause.quantifier === 'all' || clause.ifExists) return true;
    return clause.quantifier === 'any' ? false : negated;
  }
  const matches = (value: string): boolean => wanted.some((item) => compare(value, item)) !== negated;
  return clause.quantifier === 'all'
    ? actual.every(matches)
    : negated && clause.quantifier === undefined
      ? actual.every(matches)
      : actual.some(matches);
};
