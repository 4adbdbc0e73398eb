import type { ConditionClass } from '../../../src/model/condition.ts';
import { append, greatest, smallest } from '../../../src/model/many.ts';
import type { Clause, Statement } from './document.ts';
import { holds, parseDate } from './operators.ts';
import { tooComplexKey } from './too-complex.ts';
import { commonExample, literalQuestionMark, literalStar, unescapeLiterals } from './wildcard.ts';

/**
 * What is known of a context key when a request is made.
 * `known`: these values. `absent`: the key is not in the request. `chosen`: the caller sets it freely, or to one of
 * `among` where that is given; `perhaps`: further values that it may have, but the snapshot cannot tell.
 * `unknown`: the snapshot cannot tell.
 */
export type KeyValue =
  | { readonly is: 'known'; readonly values: readonly string[] }
  | { readonly is: 'absent' }
  | {
      readonly is: 'chosen';
      readonly among?: readonly KeyChoice[];
      readonly perhaps?: readonly KeyChoice[];
      /** It may have any other value as well, but the snapshot cannot tell. */
      readonly perhapsAny?: true;
      /** Of what a policy mentions, the caller can only have values that fit. */
      readonly fits?: (values: KeyChoice) => boolean;
    }
  | { readonly is: 'unknown' };

/** Values of a key in one request; `undefined`: the key is absent. */
export type KeyChoice = readonly string[] | undefined;

/** Looks a key (lower case) up. */
export type Context = (key: string) => KeyValue;

export const known = (...values: readonly string[]): KeyValue => ({ is: 'known', values });
export const absent: KeyValue = { is: 'absent' };
export const chosen: KeyValue = { is: 'chosen' };
export const unknown: KeyValue = { is: 'unknown' };

/** `${key}` and `${key, 'default'}`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const variable = /\$\{(\$|[^}$]*)\}/g;
const literals: ReadonlyMap<string, string> = new Map([
  ['*', literalStar],
  ['?', literalQuestionMark],
  ['$', '$'],
]);

/**
 * Replaces policy variables. `undefined`: a variable has no value, so the statement does not match.
 * `uncertain`: a variable's value is not known; it was replaced by `*`. `free`: the caller chooses the value of a
 * variable, which was replaced by `*`.
 */
export const substitute = (
  text: string,
  context: Context,
): { readonly text: string; readonly uncertain: boolean; readonly free: boolean } | undefined => {
  let uncertain = false;
  let free = false;
  let missing = false;
  const replaced = text.replace(variable, (_, inner: string) => {
    const literal = literals.get(inner.trim());
    if (literal !== undefined) return literal;
    const comma = inner.indexOf(',');
    const key = (comma < 0 ? inner : inner.slice(0, comma)).trim().toLowerCase();
    const value = key === tooComplexKey ? unknown : context(key);
    if (value.is === 'known' && value.values.length === 1) return value.values[0]!;
    const [own] = value.is === 'chosen' && value.perhapsAny === true ? (value.among ?? []) : [];
    if (own?.length === 1) return own[0]!;
    if (value.is === 'chosen' || value.is === 'unknown') {
      if (value.is === 'unknown' || value.perhapsAny === true) uncertain = true;
      else free = true;
      return '*';
    }
    const fallback = comma < 0 ? undefined : /^\s*'(.*)'\s*$/.exec(inner.slice(comma + 1))?.[1];
    if (fallback === undefined) missing = true;
    return fallback ?? '';
  });
  return missing ? undefined : { text: replaced, uncertain, free };
};

/** A value that no policy mentions. */
const fresh = 'nhi-audit-unmentioned-value';

/** An example that was made from a pattern which ends in a star, as far as the pattern goes. */
export const withoutFiller = (example: string): string =>
  example.endsWith(fresh) ? example.slice(0, -fresh.length) : example.replace(/x$/, '');

/** Texts that a wildcard pattern matches: its stars left empty, filled, and filled with what no policy mentions. */
const examples = (pattern: string): string[] =>
  ['', 'x', fresh].map((filler) => unescapeLiterals(pattern.replaceAll('?', 'x').replaceAll('*', filler)));

const dateShift = (text: string): string[] => {
  const time = parseDate(text);
  return Number.isNaN(time) ? [] : [time - 1000, time, time + 1000].map((ms) => new Date(ms).toISOString());
};
const numberShift = (text: string): string[] => {
  const value = Number(text);
  return Number.isNaN(value) ? [] : [value - 1, value, value + 1].map(String);
};
const inNetwork = (text: string): string[] => {
  const network = text.split('/')[0]!;
  return [network, network.includes(':') ? '2001:db8:ffff::1' : '198.18.0.1', '203.0.113.77'];
};

const examplesOf = (operator: string, value: string): string[] => {
  if (operator.startsWith('date')) return dateShift(value);
  if (operator.startsWith('numeric')) return numberShift(value);
  if (operator.endsWith('ipaddress')) return inNetwork(value);
  if (operator.startsWith('string') && !operator.endsWith('like')) {
    const text = unescapeLiterals(value);
    // What equals it when case is ignored, but not otherwise.
    return [text, text.toUpperCase(), text.toLowerCase()];
  }
  return examples(value);
};

const isPattern = ({ operator }: Clause): boolean => operator.endsWith('like') || operator.startsWith('arn');
const mostPairs = 400;

const patternsOf = (clauses: readonly Clause[]): readonly string[] => [
  ...new Set(clauses.filter(isPattern).flatMap(({ values }) => values)),
];

/** Texts that two patterns of one key match at once. */
const commonExamples = (clauses: readonly Clause[]): string[] => {
  const patterns = patternsOf(clauses);
  if (patterns.length * patterns.length > mostPairs) return [];
  return patterns.flatMap((a, index) => patterns.slice(index + 1).flatMap((b) => commonExample(a, b) ?? []));
};

/** Values that tell apart everything the clauses can tell apart: each one mentioned, a fresh one, and none. */
export const candidates = (clauses: readonly Clause[]): KeyChoice[] => {
  const values = new Set<string>();
  for (const { operator, values: wanted } of clauses) {
    for (const value of wanted) {
      for (const item of examplesOf(operator, value)) values.add(item);
    }
    if (operator === 'bool') values.add('true').add('false');
    else values.add(operator.startsWith('arn') ? `arn:aws:${fresh}:us-east-1:x:${fresh}` : fresh);
  }
  for (const value of commonExamples(clauses)) values.add(value);
  const single = [...values].map((value) => [value]);
  // A key with several values can meet clauses that no single value meets.
  const several = clauses.some(({ quantifier }) => quantifier !== undefined) && values.size > 1;
  return [undefined, ...single, ...(several ? [[...values], ...twoOf([...values])] : [])];
};

/**
 * Whether values that only several clauses of one key tell apart together were left out: a text that two patterns match, two
 * values at once. One clause by itself needs none of them.
 */
const leavesPairsOut = (clauses: readonly Clause[], tried: number): boolean => {
  if (clauses.length < 2) return false;
  const patterns = patternsOf(clauses).length;
  return (
    patterns * patterns > mostPairs ||
    (tried * tried > mostPairs && clauses.some(({ quantifier }) => quantifier !== undefined))
  );
};

/** Values that are tried, times those that a condition lists. */
const mostTries = 1_000_000;

const tooMany = (choices: readonly KeyChoice[], clauses: readonly Clause[]): boolean =>
  choices.length * clauses.reduce((sum, { values }) => sum + values.length, 0) > mostTries;

const twoOf = (values: readonly string[]): string[][] =>
  values.length * values.length > mostPairs
    ? []
    : values.flatMap((a, index) => values.slice(index + 1).map((b) => [a, b]));

const keyClasses: readonly (readonly [RegExp, ConditionClass])[] = [
  [/^aws:multifactorauth/, 'mfa'],
  [
    /^aws:(sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn|vpce.*|ec2instancesource.*)$/,
    'source-network',
  ],
  [/^aws:(principalorg|resourceorg|sourceorg)/, 'organization'],
  [/^sts:externalid$/, 'external-id'],
  [/:sub$/, 'federated-subject'],
  [/:(aud|azp|oaud)$/, 'federated-audience'],
  [/^aws:(calledvia|viaawsservice)/, 'called-via-service'],
  [/^aws:(sourcearn|sourceaccount)$/, 'source-resource'],
  [/tag(keys|\/.*)?$|^aws:(principaltag|resourcetag|requesttag)\//, 'tag'],
];

/** What kind of key it is; time is decided by value, see {@link classify}. */
export const keyClass = (key: string): ConditionClass =>
  keyClasses.find(([pattern]) => pattern.test(key))?.[1] ?? 'other';

const timeKeys = new Set(['aws:currenttime', 'aws:epochtime']);

/** When a clause on the clock stops holding: ISO 8601; undefined: it has no end. */
export const endOf = (clause: Clause): string | undefined => {
  if (!timeKeys.has(clause.key)) return undefined;
  const upper = /^(date|numeric)lessthan(equals)?$/.test(clause.operator);
  if (!upper) return undefined;
  const ends = clause.values.map(parseDate).filter((time) => !Number.isNaN(time));
  return ends.length === 0 ? undefined : new Date(greatest(ends)).toISOString();
};

/** When a clause on the clock begins to hold; for denies that begin later this is when access ends. */
export const startOf = (clause: Clause): string | undefined => {
  if (!timeKeys.has(clause.key)) return undefined;
  if (!/^(date|numeric)greaterthan(equals)?$/.test(clause.operator)) return undefined;
  const starts = clause.values.map(parseDate).filter((time) => !Number.isNaN(time));
  return starts.length === 0 ? undefined : new Date(smallest(starts)).toISOString();
};

/** The class of one clause, by itself: what a rule or a reader should take it for. */
export const classify = (
  clause: Clause,
  now: number,
): { readonly class: ConditionClass; readonly until?: string } => {
  const end = endOf(clause);
  if (end !== undefined) return { class: Date.parse(end) <= now ? 'expired' : 'time-bound', until: end };
  const start = startOf(clause);
  if (start !== undefined)
    return Date.parse(start) > now ? { class: 'not-yet-valid', until: start } : { class: 'always' };
  if (clause.operator === 'unreadable') return { class: 'other' };
  return { class: classOfValues(clause) };
};

const classes = new WeakMap<Clause, ConditionClass>();

const classOfValues = (clause: Clause): ConditionClass => {
  const known = classes.get(clause) ?? findClass(clause);
  classes.set(clause, known);
  return known;
};

const findClass = (clause: Clause): ConditionClass => {
  const choices = candidates([clause]);
  if (tooMany(choices, [clause])) return keyClass(clause.key);
  const tries = choices.map((values) => holds(clause, values, clause.values));
  if (tries.every((result) => !result)) return 'never';
  if (clause.operator === 'ipaddress' && clause.values.some((value) => value.endsWith('/0'))) return 'always';
  if (tries.every((result) => result)) return 'always';
  return keyClass(clause.key);
};

/** Values of a key that is not known, as far as the clauses on it can tell them apart. */
export const choicesOf = (value: KeyValue, clauses: readonly Clause[]): readonly KeyChoice[] => {
  if (value.is !== 'chosen') return candidates(clauses);
  const choices = value.among ?? candidates(clauses);
  return value.fits === undefined ? choices : choices.filter(value.fits);
};

type Chosen = Extract<KeyValue, { readonly is: 'chosen' }>;

/** What a key may have besides what the caller can choose, as far as the clauses can tell it apart. */
export const perhapsOf = (value: Chosen, clauses: readonly Clause[]): readonly KeyChoice[] =>
  value.perhapsAny === true ? candidates(clauses) : (value.perhaps ?? []);

/** Result of a statement's conditions. */
export interface ConditionResult {
  readonly met: 'yes' | 'no' | 'unknown';
  /** Clauses that decide and are not known; for `unknown`. */
  readonly open: readonly Clause[];
  /** Keys that the caller can choose and on which the result depends. */
  readonly chosenKeys: readonly string[];
  /** When the result ends by the clock. */
  readonly until: string | undefined;
}

const always: ConditionResult = { met: 'yes', open: [], chosenKeys: [], until: undefined };
const never: ConditionResult = { met: 'no', open: [], chosenKeys: [], until: undefined };

/** How clauses on one key come out for the values that they tell apart. */
interface Tried {
  readonly some: boolean;
  readonly every: boolean;
  /** With a value that the caller can choose. */
  readonly canHold: boolean;
  readonly canFail: boolean;
}

/** @returns undefined: there are too many values to try, and those that were decide nothing */
const tryOut = (clauses: readonly Clause[], value: KeyValue): Tried | undefined => {
  const choices = choicesOf(value, clauses);
  const perhaps = value.is === 'chosen' ? perhapsOf(value, clauses) : [];
  if (tooMany([...choices, ...perhaps], clauses)) return undefined;
  const allHold = (values: KeyChoice): boolean =>
    clauses.every((clause) => holds(clause, values, clause.values));
  const own = choices.map(allHold);
  const others = perhaps.map(allHold);
  const some = own.includes(true) || others.includes(true);
  const every = !own.includes(false) && !others.includes(false);
  // One that was left out may come out otherwise than all that were tried.
  if (some === every && leavesPairsOut(clauses, choices.length)) return undefined;
  return { some, every, canHold: own.includes(true), canFail: own.includes(false) };
};

/** So few values are within every budget, whatever the operator. */
const fewValues = 20;

/** Whether the clauses of one key are past the budget of trying out what they say. */
export const isTooMuch = (clauses: readonly Clause[]): boolean =>
  clauses.reduce((sum, { values }) => sum + values.length, 0) > fewValues &&
  clauses.every(({ operator }) => operator !== 'unreadable') &&
  (tooMany(candidates(clauses), clauses) || (clauses.length > 1 && tryOut(clauses, unknown) === undefined));

/** Whether nothing but the clauses says which values there are. */
const isAnything = (value: KeyValue): boolean =>
  value.is === 'unknown' ||
  (value.is === 'chosen' &&
    value.among === undefined &&
    value.perhaps === undefined &&
    value.perhapsAny === undefined &&
    value.fits === undefined);

const hasVariable = ({ variables }: Statement, { values }: Clause): boolean =>
  variables && values.some((text) => text.includes('${'));

const triedByStatement = new WeakMap<Statement, Map<string, Tried | undefined>>();

/** The same for every request where nothing else says which values there are. */
const remembered = (statement: Statement, key: string, find: () => Tried | undefined): Tried | undefined => {
  const byKey = triedByStatement.get(statement) ?? new Map<string, Tried | undefined>();
  triedByStatement.set(statement, byKey);
  if (!byKey.has(key)) byKey.set(key, find());
  return byKey.get(key);
};

/**
 * All clauses of a statement (they are joined by AND) in a context. Clauses on one key are judged together, so that a
 * contradiction is `no` even when the key is not known.
 */
export const evaluateConditions = (statement: Statement, context: Context): ConditionResult => {
  if (statement.conditions.length === 0) return always;
  const byKey = new Map<string, Clause[]>();
  for (const clause of statement.conditions) {
    const list = byKey.get(clause.key);
    if (list === undefined) byKey.set(clause.key, [clause]);
    else list.push(clause);
  }
  const open: Clause[] = [];
  const chosenKeys: string[] = [];
  let until: string | undefined;
  for (const [key, clauses] of byKey) {
    // What nobody can read may hold or not, whatever the key is.
    if (clauses.some(({ operator }) => operator === 'unreadable')) {
      append(open, clauses);
      continue;
    }
    const wanted = new Map<Clause, readonly string[]>();
    let uncertain = false;
    let free = false;
    for (const clause of clauses) {
      const values: string[] = [];
      for (const text of clause.values) {
        const result =
          statement.variables && text.includes('${')
            ? substitute(text, context)
            : { text, uncertain: false, free: false };
        if (result === undefined) continue;
        if (result.uncertain) uncertain = true;
        // Only a pattern can say "any value", and only where the caller wants it to match.
        if (result.free && !(isPattern(clause) && clause.operator.includes('not') !== statement.allow))
          free = true;
        values.push(result.text);
      }
      wanted.set(clause, values);
    }
    const allHold = (values: readonly string[] | undefined): boolean =>
      clauses.every((clause) => holds(clause, values, wanted.get(clause)!));
    // A variable of unknown value can be anything: nothing follows from what it was replaced by.
    if (uncertain) {
      append(open, clauses);
      continue;
    }
    if (free) {
      chosenKeys.push('a policy variable');
      continue;
    }
    const value = context(key);
    if (value.is === 'known' || value.is === 'absent') {
      if (!allHold(value.is === 'known' ? value.values : undefined)) return never;
      for (const clause of clauses) {
        const end = endOf(clause);
        if (end !== undefined && (until === undefined || end < until)) until = end;
      }
      continue;
    }
    const tried =
      isAnything(value) && !clauses.some((clause) => hasVariable(statement, clause))
        ? remembered(statement, key, () => tryOut(clauses, value))
        : tryOut(
            clauses.map((clause) => ({ ...clause, values: wanted.get(clause)! })),
            value,
          );
    if (tried === undefined) append(open, clauses);
    else if (!tried.some) return never;
    else if (tried.every) continue;
    else if (clauses.every((clause) => classify(clause, 0).class === 'always')) continue;
    // What the caller wants of a condition: of an allow that it holds, of a deny that it does not.
    else if (value.is === 'chosen' && (statement.allow ? tried.canHold : tried.canFail)) chosenKeys.push(key);
    else append(open, clauses);
  }
  return { met: open.length > 0 ? 'unknown' : 'yes', open, chosenKeys, until };
};
