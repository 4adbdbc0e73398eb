import type { Condition, ConditionClass } from '../../model/condition.ts';
import { ownMember } from '../../model/own-member.ts';
import { contains } from './glob.ts';

/**
 * Whether one condition asks for at least as much as another. What the operators of a provider mean is a table; an
 * operator that is not in it compares by its text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
type Relation =
  /** The narrower one lists no value that the wider one does not match. */
  | 'within'
  /** The narrower one excludes all that the wider one excludes. */
  | 'without'
  | 'upper'
  | 'lower'
  | 'network'
  | 'not-network';

interface Operator {
  readonly relation: Relation;
  /** Family: only operators of one family compare with each other. */
  readonly of: string;
  /** Whether `*` in a value is a wildcard. */
  readonly pattern?: boolean;
  readonly ignoresCase?: boolean;
}

const operators: Readonly<Record<string, Operator>> = {
  stringequals: { relation: 'within', of: 'text' },
  stringequalsignorecase: { relation: 'within', of: 'text in any case', ignoresCase: true },
  stringlike: { relation: 'within', of: 'text', pattern: true },
  arnequals: { relation: 'within', of: 'arn', pattern: true },
  arnlike: { relation: 'within', of: 'arn', pattern: true },
  binaryequals: { relation: 'within', of: 'binary' },
  numericequals: { relation: 'within', of: 'number' },
  dateequals: { relation: 'within', of: 'date' },
  bool: { relation: 'within', of: 'bool', ignoresCase: true },
  null: { relation: 'within', of: 'null', ignoresCase: true },
  stringnotequals: { relation: 'without', of: 'not text' },
  stringnotequalsignorecase: { relation: 'without', of: 'not text in any case', ignoresCase: true },
  stringnotlike: { relation: 'without', of: 'not text', pattern: true },
  arnnotequals: { relation: 'without', of: 'not arn', pattern: true },
  arnnotlike: { relation: 'without', of: 'not arn', pattern: true },
  numericnotequals: { relation: 'without', of: 'not number' },
  datenotequals: { relation: 'without', of: 'not date' },
  numericlessthan: { relation: 'upper', of: 'number below' },
  numericlessthanequals: { relation: 'upper', of: 'number up to' },
  datelessthan: { relation: 'upper', of: 'date before' },
  datelessthanequals: { relation: 'upper', of: 'date until' },
  numericgreaterthan: { relation: 'lower', of: 'number above' },
  numericgreaterthanequals: { relation: 'lower', of: 'number from' },
  dategreaterthan: { relation: 'lower', of: 'date after' },
  dategreaterthanequals: { relation: 'lower', of: 'date from' },
  ipaddress: { relation: 'network', of: 'network' },
  notipaddress: { relation: 'not-network', of: 'not network' },
};

/** `ForAnyValue:StringLikeIfExists` in its three parts. */
const read = (
  written: string,
): { readonly quantifier: string; readonly name: string; readonly ifExists: boolean } => {
  const lower = written.toLowerCase();
  const colon = lower.indexOf(':');
  const rest = lower.slice(colon + 1);
  const ifExists = rest.endsWith('ifexists');
  return {
    quantifier: lower.slice(0, Math.max(colon, 0)),
    name: ifExists ? rest.slice(0, -'ifexists'.length) : rest,
    ifExists,
  };
};

/** Milliseconds, or the number itself; NaN: neither. AWS takes seconds since 1970 for a date. */
const quantity = (text: string, isDate: boolean): number => {
  if (/^-?\d+(\.\d+)?$/.test(text)) return isDate ? Number(text) * 1000 : Number(text);
  return isDate ? Date.parse(text) : Number.NaN;
};

const ipv4 = (text: string): readonly [address: number, bits: number] | undefined => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (parts === null) return undefined;
  const [a, b, c, d, bits = 32] = parts
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if ([a, b, c, d].some((byte) => byte! > 255) || bits > 32) return undefined;
  return [((a! * 256 + b!) * 256 + c!) * 256 + d!, bits];
};

/** Addresses of version 6 compare by their text: a wrong "wider" is looked at by people, a wrong "narrower" by nobody. */
const holdsNetwork = (outer: string, inner: string): boolean => {
  if (outer === inner || (outer.endsWith('/0') && outer.includes(':') === inner.includes(':'))) return true;
  const [wide, narrow] = [ipv4(outer), ipv4(inner)];
  if (wide === undefined || narrow === undefined || narrow[1] < wide[1]) return false;
  const size = 2 ** (32 - wide[1]);
  return Math.floor(wide[0] / size) === Math.floor(narrow[0] / size);
};

type Holds = (outer: string, inner: string) => boolean;

const everyIn = (inner: readonly string[], outer: readonly string[], holds: Holds): boolean =>
  inner.every((value) => outer.some((other) => holds(other, value)));

const limitsLittle: ReadonlySet<ConditionClass> = new Set(['always', 'exclusion']);

const isSame = (a: Condition, b: Condition): boolean =>
  a.key === b.key &&
  a.operator === b.operator &&
  [...a.values].sort().join('\0') === [...b.values].sort().join('\0');

/** @param narrow the one that must ask for as much as `wide` */
const asksAsMuch = (narrow: Condition, wide: Condition): boolean => {
  if (isSame(narrow, wide)) return true;
  // What everybody meets, or everybody but a few, asks for less than what does limit, whatever the operators say.
  if (limitsLittle.has(narrow.class) && !limitsLittle.has(wide.class)) return false;
  if (narrow.key.toLowerCase() !== wide.key.toLowerCase()) return false;
  const [a, b] = [read(narrow.operator), read(wide.operator)];
  if (a.quantifier !== b.quantifier || (a.ifExists && !b.ifExists)) return false;
  const [mine, theirs] = [ownMember(operators, a.name), ownMember(operators, b.name)];
  if (mine === undefined || theirs === undefined) {
    return a.name === b.name && [...narrow.values].sort().join('\0') === [...wide.values].sort().join('\0');
  }
  if (mine.of !== theirs.of || narrow.values.length === 0) return false;
  const fold = (text: string): string => (mine.ignoresCase === true ? text.toLowerCase() : text);
  const holdsText =
    (outer: Operator, inner: Operator): Holds =>
    (wider, narrower) => {
      if (outer.pattern === true) return contains(fold(wider), fold(narrower));
      return fold(wider) === fold(narrower) && !(inner.pattern === true && /[*?]/.test(narrower));
    };
  const bound = ({ values }: Condition, pick: (...all: number[]) => number): number =>
    pick(...values.map((value) => quantity(value, mine.of.startsWith('date'))));
  const compare: Readonly<Record<Relation, () => boolean>> = {
    within: () => everyIn(narrow.values, wide.values, holdsText(theirs, mine)),
    without: () => everyIn(wide.values, narrow.values, holdsText(mine, theirs)),
    upper: () => bound(narrow, Math.max) <= bound(wide, Math.max),
    lower: () => bound(narrow, Math.min) >= bound(wide, Math.min),
    network: () => everyIn(narrow.values, wide.values, holdsNetwork),
    'not-network': () => everyIn(wide.values, narrow.values, holdsNetwork),
  };
  return compare[mine.relation]();
};

/** Whether a condition limits anybody at that time: one that only waits for a start ends on its own. */
const limits = (condition: Condition, now: number): boolean =>
  condition.class !== 'always' &&
  !(
    condition.class === 'not-yet-valid' &&
    condition.until !== undefined &&
    Date.parse(condition.until) <= now
  );

/**
 * Conditions of `wide` (all must hold) that `narrow` does not ask for. Empty: whatever meets `narrow` meets `wide`.
 * @param now milliseconds since 1970, of the later state
 */
export const dropped = (
  narrow: readonly Condition[],
  wide: readonly Condition[],
  now: number,
): readonly Condition[] =>
  wide.filter((condition) => limits(condition, now) && !narrow.some((other) => asksAsMuch(other, condition)));

/** Whether nobody can meet them any more. */
export const isDead = (conditions: readonly Condition[]): boolean =>
  conditions.some(({ class: kind }) => kind === 'never' || kind === 'expired');

/** When the earliest limit in time ends; `undefined`: none does. */
export const endOf = (conditions: readonly Condition[]): string | undefined =>
  conditions
    .flatMap(({ class: kind, until }) => (kind === 'time-bound' && until !== undefined ? [until] : []))
    .sort()[0];

/** Combinations that are told apart; beyond them a line is compared as it stands. */
const mostAlternatives = 64;

/**
 * Conditions with several values are the same as one set of conditions for each value: however they are split over
 * statements, the alternatives are the same.
 */
export const alternatives = (conditions: readonly Condition[]): readonly (readonly Condition[])[] => {
  const choices = conditions.map((condition): readonly Condition[] => {
    const { quantifier, name } = read(condition.operator);
    const relation = ownMember(operators, name)?.relation;
    const isChoice = quantifier !== 'forallvalues' && (relation === 'within' || relation === 'network');
    return isChoice && condition.values.length > 1
      ? condition.values.map((value) => ({ ...condition, values: [value] }))
      : [condition];
  });
  if (choices.reduce((product, { length }) => product * length, 1) > mostAlternatives) return [conditions];
  return choices.reduce<readonly (readonly Condition[])[]>(
    (sets, choice) => sets.flatMap((set) => choice.map((condition) => [...set, condition])),
    [[]],
  );
};
