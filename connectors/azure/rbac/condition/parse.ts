import type { Attribute, Comparison, Expression, Operand } from './expression.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Azure's own limit is 8 KB; beyond that nothing was written by it. */
const longest = 65_536;
const deepest = 200;

const quantifiers: ReadonlyMap<string, Comparison['quantifier'] & object> = new Map([
  ['foranyofanyvalues', { left: 'any', right: 'any' }],
  ['forallofanyvalues', { left: 'all', right: 'any' }],
  ['foranyofallvalues', { left: 'any', right: 'all' }],
  ['forallofallvalues', { left: 'all', right: 'all' }],
]);
const sources: ReadonlySet<string> = new Set(['resource', 'request', 'principal', 'environment']);

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/** Thrown within this file only: the text is no condition. */
const noCondition = new SyntaxError('no condition');
const tooDeep = new RangeError('too deep');

/** A text that nobody reads, because of its length or because of what lies in one another in it. */
export const tooMuch = 'too much';

/**
 * @returns undefined: it is not what Azure calls a condition, and nobody can say what it lets through; {@link tooMuch}: it is past
 * the budget of reading it, and nobody can either
 */
export const parseCondition = (text: string): Expression | typeof tooMuch | undefined => {
  if (text.length > longest) return tooMuch;
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  try {
    const expression = either(cursor);
    return cursor.at === tokens.length ? expression : undefined;
  } catch (error) {
    if (error === noCondition) return undefined;
    if (error === tooDeep) return tooMuch;
    throw error;
  }
};

const peek = ({ tokens, at }: Cursor): Token | undefined => tokens[at];

const take = (cursor: Cursor): Token => {
  const token = cursor.tokens[cursor.at];
  if (token === undefined) throw noCondition;
  cursor.at += 1;
  return token;
};

const expect = (cursor: Cursor, is: Token['is']): Token => {
  const token = take(cursor);
  if (token.is !== is) throw noCondition;
  return token;
};

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.is === 'word' && token.text.toLowerCase() === word;

const chain = (
  cursor: Cursor,
  is: 'and' | 'or',
  sign: '&&' | '||',
  part: (cursor: Cursor) => Expression,
): Expression => {
  const parts = [part(cursor)];
  while (peek(cursor)?.is === sign || isWord(peek(cursor), is)) {
    cursor.at += 1;
    parts.push(part(cursor));
  }
  return parts.length === 1 ? parts[0]! : { is, of: parts };
};

const either = (cursor: Cursor): Expression => chain(cursor, 'or', '||', both);
const both = (cursor: Cursor): Expression => chain(cursor, 'and', '&&', negation);

const negation = (cursor: Cursor): Expression => {
  cursor.depth += 1;
  if (cursor.depth > deepest) throw tooDeep;
  const found = ((): Expression => {
    const token = peek(cursor);
    if (token?.is === '!' || isWord(token, 'not')) {
      cursor.at += 1;
      return { is: 'not', of: negation(cursor) };
    }
    if (token?.is === '(') {
      cursor.at += 1;
      const inner = either(cursor);
      expect(cursor, ')');
      return inner;
    }
    return test(cursor);
  })();
  cursor.depth -= 1;
  return found;
};

const test = (cursor: Cursor): Expression => {
  const token = peek(cursor);
  if (isWord(token, 'actionmatches')) {
    cursor.at += 1;
    return { is: 'action', patterns: values(cursor).map((pattern) => pattern.toLowerCase()) };
  }
  if (isWord(token, 'suboperationmatches')) {
    cursor.at += 1;
    return { is: 'suboperation', names: values(cursor) };
  }
  if (isWord(token, 'exists') || isWord(token, 'notexists')) {
    cursor.at += 1;
    return { is: 'exists', attribute: attributeOf(cursor), negated: isWord(token, 'notexists') };
  }
  const left = operand(cursor);
  const written = expect(cursor, 'word').text;
  const colon = written.indexOf(':');
  const quantifier = colon < 0 ? undefined : quantifiers.get(written.slice(0, colon).toLowerCase());
  if (colon >= 0 && quantifier === undefined) throw noCondition;
  return {
    is: 'compare',
    left,
    ...(quantifier === undefined ? {} : { quantifier }),
    operator: written.slice(colon + 1),
    right: operand(cursor),
  };
};

const attributeOf = (cursor: Cursor): Attribute => {
  const source = expect(cursor, 'word').text.toLowerCase().replace(/^@/, '');
  if (!sources.has(source)) throw noCondition;
  return { source, name: expect(cursor, 'name').text.trim() };
};

const operand = (cursor: Cursor): Operand => {
  const token = peek(cursor);
  if (token?.is === '{') return { is: 'values', values: values(cursor) };
  if (token?.is === 'word' && cursor.tokens[cursor.at + 1]?.is === 'name')
    return { is: 'attribute', attribute: attributeOf(cursor) };
  return { is: 'values', values: [literal(cursor)] };
};

const literal = (cursor: Cursor): string => {
  const token = take(cursor);
  if (token.is !== 'text' && token.is !== 'word') throw noCondition;
  return token.text;
};

const values = (cursor: Cursor): readonly string[] => {
  expect(cursor, '{');
  const found: string[] = [];
  if (peek(cursor)?.is === '}') {
    cursor.at += 1;
    return found;
  }
  for (;;) {
    found.push(literal(cursor));
    const next = take(cursor);
    if (next.is === '}') return found;
    if (next.is !== ',') throw noCondition;
  }
};
