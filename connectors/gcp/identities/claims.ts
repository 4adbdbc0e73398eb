import { type ClaimTest, claimTest } from '../../../src/model/federation.ts';
import { type Expression, pathOf } from '../iam/condition/expression.ts';
import { parseCondition } from '../iam/condition/parse.ts';
import { patternsOf } from '../iam/condition/regular-expression.ts';

/** What limits whose tokens a provider takes, by claims; and what limits them and nobody can decide. */

/**
 * What providers map where they say nothing, and how AWS names the parts of its answer.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds#mappings-and-conditions
 */
export const awsIssuer = 'sts.amazonaws.com';
const awsRole =
  "assertion.arn.contains('assumed-role') ? assertion.arn.extract('{account_arn}assumed-role/') + 'assumed-role/' + assertion.arn.extract('assumed-role/{role_name}/') : assertion.arn";
export const awsMapping: Readonly<Record<string, string>> = {
  'google.subject': 'assertion.arn',
  'attribute.aws_role': awsRole,
};
const plain = (text: string): string => text.replace(/\s+/g, '').replaceAll('"', "'");
const awsClaims: readonly (readonly [is: (text: string) => boolean, claim: string])[] = [
  [(text) => text === plain(awsRole), 'aws_role'],
  [(text) => /^assertion\.arn\.extract\('assumed-role\/\{\w+\}\/'\)$/.test(text), 'role_name'],
  [(text) => text === 'assertion.arn', 'sub'],
];

type Mapping = ReadonlyMap<string, string>;

/** A claim, or the part of it that stands before a sign: `assertion.repository.split('/')[0]`. */
export interface ClaimPart {
  readonly claim: string;
  /** Absent: the whole of it. */
  readonly before?: {
    readonly sign: string;
    /** Where the sign is not there it is the whole claim; otherwise it is nothing. */
    readonly orWhole: boolean;
  };
}

const textOf = (expression: Expression | undefined): string | undefined =>
  expression?.is === 'value' && typeof expression.value === 'string' ? expression.value : undefined;

/** What a condition asks about: `assertion.sub` itself, a part of it, or an attribute that is mapped from either. */
const partIn = (expression: Expression, mapping: Mapping, depth: number): ClaimPart | undefined => {
  const path = pathOf(expression);
  if (path !== undefined) return claimOf(path, mapping, depth);
  const whole = (of: Expression | undefined): string | undefined => {
    const found = of === undefined ? undefined : partIn(of, mapping, depth);
    return found?.before === undefined ? found?.claim : undefined;
  };
  if (expression.is === 'index' && expression.at.is === 'value' && expression.at.value === 0) {
    const { of } = expression;
    if (of.is !== 'call' || of.name !== 'split' || of.args.length !== 1) return undefined;
    const [claim, sign] = [whole(of.of), textOf(of.args[0])];
    return claim === undefined || !sign ? undefined : { claim, before: { sign, orWhole: true } };
  }
  if (expression.is === 'call' && expression.name === 'extract') {
    const [, sign] = /^\{\w+\}([^{}]+)$/.exec(textOf(expression.args[0]) ?? '') ?? [];
    const claim = whole(expression.of);
    return claim === undefined || sign === undefined
      ? undefined
      : { claim, before: { sign, orWhole: false } };
  }
  return undefined;
};

export const claimOf = (path: string, mapping: Mapping, depth = 0): ClaimPart | undefined => {
  if (mapping.get('issuer') === awsIssuer) {
    const claim = awsClaims.find(([is]) => is(plain(mapping.get(path) ?? path)))?.[1];
    if (claim !== undefined) return { claim };
  }
  if (path.startsWith('assertion.')) return { claim: path.slice('assertion.'.length) };
  const mapped = mapping.get(path);
  const tree = mapped === undefined || depth > 3 ? undefined : parseCondition(mapped);
  return tree === undefined ? undefined : partIn(tree, mapping, depth + 1);
};

const wild = /[*?]/;

/** That a claim, or its part, has one of the values; undefined: no test says so. */
export const hasOneOf = ({ claim, before }: ClaimPart, values: readonly string[]): ClaimTest | undefined => {
  if (before === undefined) return claimTest(claim, values);
  const { sign, orWhole } = before;
  // A star of its own would be read as one; and of an empty part nobody can tell why it is empty.
  if (wild.test(sign) || values.some((value) => value === '' || wild.test(value) || value.includes(sign)))
    return undefined;
  return claimTest(
    claim,
    values.flatMap((value) => [...(orWhole ? [value] : []), `${value}${sign}*`]),
    { operator: 'like' },
  );
};

const textsIn = (expression: Expression): readonly string[] | undefined => {
  const items = expression.is === 'list' ? expression.items : [expression];
  const texts = items.flatMap((item) => textOf(item) ?? []);
  return texts.length === items.length ? texts : undefined;
};

const wildcards: ReadonlyMap<string, (text: string) => string> = new Map([
  ['startsWith', (text) => `${text}*`],
  ['endsWith', (text) => `*${text}`],
  ['contains', (text) => `*${text}*`],
]);

/** A test that may let through more than what it was read from: it cannot be turned round. */
interface Read {
  readonly test: ClaimTest;
  readonly exact: boolean;
}

const exactly = (found: ClaimTest | undefined): Read | undefined =>
  found === undefined ? undefined : { test: found, exact: true };

const callIn = (
  { of, name, args }: Extract<Expression, { readonly is: 'call' }>,
  mapping: Mapping,
): Read | undefined => {
  // `matches(a, b)` is `a.matches(b)`.
  const [subject, argument] = of === undefined && name === 'matches' ? args : [of, args[0]];
  if (subject === undefined || argument === undefined) return undefined;
  const part = partIn(subject, mapping, 0);
  const texts = textsIn(argument);
  if (part === undefined || part.before !== undefined || texts === undefined) return undefined;
  const { claim } = part;
  if (name === 'matches') {
    const found = texts.length === 1 ? patternsOf(texts[0]!) : undefined;
    if (found === undefined) return undefined;
    const isLiteral = !found.like.some((each) => wild.test(each));
    return {
      test: claimTest(claim, found.like, isLiteral ? {} : { operator: 'like' }),
      exact: found.exact,
    };
  }
  const pattern = wildcards.get(name);
  // A star of its own would be read as one.
  return pattern === undefined || args.length !== 1 || texts.some((text) => wild.test(text))
    ? undefined
    : exactly(claimTest(claim, texts.map(pattern), { operator: 'like' }));
};

/** One part of an attribute condition as a test of a claim; undefined: it is none. */
const testIn = (part: Expression, mapping: Mapping): Read | undefined => {
  if (part.is === 'not') {
    const inner = testIn(part.of, mapping);
    return inner?.exact !== true ? undefined : exactly({ ...inner.test, negated: !inner.test.negated });
  }
  if (part.is === 'call') return callIn(part, mapping);
  if (part.is !== 'binary') return undefined;
  const { operator, a, b } = part;
  if (operator === '||') {
    const [one, other] = [testIn(a, mapping), testIn(b, mapping)];
    return one !== undefined &&
      other !== undefined &&
      one.test.claim === other.test.claim &&
      one.test.operator === other.test.operator &&
      !one.test.negated &&
      !other.test.negated
      ? {
          test: { ...one.test, values: [...one.test.values, ...other.test.values] },
          exact: one.exact && other.exact,
        }
      : undefined;
  }
  if (operator !== '==' && operator !== '!=' && operator !== 'in') return undefined;
  const [left, right] = operator !== 'in' && a.is === 'value' ? [b, a] : [a, b];
  const [about, texts] = [partIn(left, mapping, 0), textsIn(right)];
  if (about === undefined || texts === undefined || (right.is === 'list') !== (operator === 'in'))
    return undefined;
  const found = hasOneOf(about, texts);
  return found === undefined ? undefined : exactly({ ...found, negated: operator === '!=' });
};

const sizeOf = (expression: Expression): boolean => expression.is === 'call' && expression.name === 'size';

/** Whether it asks only that a claim is there and has some text, which every token of the issuer can have. */
const asksPresence = (part: Expression): boolean =>
  part.is === 'binary' &&
  part.b.is === 'value' &&
  sizeOf(part.a) &&
  ((part.operator === '>' && part.b.value === 0) ||
    (part.operator === '>=' && part.b.value === 1) ||
    (part.operator === '!=' && part.b.value === 0));

/** What one way of meeting a condition asks for: all of the tests, and something that nobody can decide. */
interface Branch {
  readonly tests: readonly ClaimTest[];
  readonly undecided: boolean;
}

const open: Branch = { tests: [], undecided: false };
const undecided: Branch = { tests: [], undecided: true };
const mostBranches = 16;

/** `matches('.*')`: every text is let through. */
const isMetByAll = ({ operator, negated, values }: ClaimTest): boolean =>
  operator === 'like' && !negated && values.some((value) => /^\*+$/.test(value));

const both = (one: Branch, other: Branch): Branch => ({
  tests: [...one.tests, ...other.tests],
  undecided: one.undecided || other.undecided,
});

/**
 * Ways in which a condition can be met, one for each side of an "or" over several claims: each limits by itself, and the condition
 * is as wide as the widest.
 */
export const branchesOf = (part: Expression, mapping: Mapping, turned = false): readonly Branch[] => {
  if (part.is === 'not') return branchesOf(part.of, mapping, !turned);
  if (part.is === 'value' && part.value === !turned) return [open];
  if (part.is === 'binary' && (part.operator === '&&' || part.operator === '||')) {
    const found = turned ? undefined : testIn(part, mapping);
    if (found !== undefined)
      return [isMetByAll(found.test) ? open : { tests: [found.test], undecided: false }];
    const [one, other] = [branchesOf(part.a, mapping, turned), branchesOf(part.b, mapping, turned)];
    const any = (part.operator === '||') !== turned;
    if ((any ? one.length + other.length : one.length * other.length) > mostBranches) return [undecided];
    return any ? [...one, ...other] : one.flatMap((left) => other.map((right) => both(left, right)));
  }
  if (!turned && asksPresence(part)) return [open];
  const found = testIn(turned ? { is: 'not', of: part } : part, mapping);
  if (found === undefined) return [undecided];
  return [isMetByAll(found.test) ? open : { tests: [found.test], undecided: false }];
};
