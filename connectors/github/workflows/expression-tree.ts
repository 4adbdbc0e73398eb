/**
 * Expressions of workflow files, read as GitHub reads them.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export type Expression =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  /** A context by its name, lower case: `matrix`. */
  | { readonly is: 'context'; readonly name: string }
  | { readonly is: 'member'; readonly of: Expression; readonly key: Expression }
  /** `labels.*.name`: of each member. */
  | { readonly is: 'each'; readonly of: Expression }
  /** Its name in lower case. */
  | { readonly is: 'call'; readonly name: string; readonly given: readonly Expression[] }
  | { readonly is: 'not'; readonly of: Expression }
  | {
      readonly is: 'both';
      readonly by: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Operator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=';

/** The loosest first. */
const operators: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];

type Token =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  | { readonly is: 'name'; readonly text: string }
  | { readonly is: 'sign'; readonly text: string };

const token =
  /\s*(?:'((?:[^']|'')*)'|([+-]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))(?![\w.])|([A-Za-z_][\w-]*)|(\|\||&&|==|!=|<=|>=|[<>!()[\].,*]))/y;

const words: ReadonlyMap<string, boolean | null | number> = new Map<string, boolean | null | number>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['nan', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
]);

/** GitHub takes no longer one, and nobody writes one of so many parts. */
const longest = 21_000;
const mostTokens = 1000;

/** Of a text that is past the budget of reading it. */
const tooMuch = 'too much';

const tokensOf = (text: string): readonly Token[] | typeof tooMuch | undefined => {
  if (text.length > longest) return tooMuch;
  const found: Token[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, quoted, number, name, sign] = match;
    if (quoted !== undefined) found.push({ is: 'value', value: quoted.replaceAll("''", "'") });
    else if (number !== undefined) found.push({ is: 'value', value: Number(number) });
    else if (name !== undefined) found.push({ is: 'name', text: name });
    else found.push({ is: 'sign', text: sign! });
    if (found.length > mostTokens) return tooMuch;
  }
  return found;
};

/** Deeper ones are of nobody's hand. */
const deepest = 50;

class NotAnExpression extends Error {}
class TooDeep extends Error {}

/** @param text what stands between `${{` and `}}`; undefined: it is no expression, or past the budget of reading one */
export const expressionOf = (text: string): Expression | undefined => {
  const read = readExpression(text);
  return read === tooMuch ? undefined : read;
};

/** Whether a text is past the budget of reading an expression: its length, its parts, its depth. */
export const isPastReading = (text: string): boolean =>
  text.length > deepest && readExpression(text) === tooMuch;

const readExpression = (text: string): Expression | typeof tooMuch | undefined => {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens === tooMuch) return tokens;
  let at = 0;
  const isSign = (sign: string): boolean => {
    const next = tokens[at];
    return next?.is === 'sign' && next.text === sign;
  };
  const take = (sign: string): boolean => {
    if (!isSign(sign)) return false;
    at += 1;
    return true;
  };
  const need = (sign: string): void => {
    if (!take(sign)) throw new NotAnExpression();
  };
  const listUntil = (end: string, depth: number): readonly Expression[] => {
    if (take(end)) return [];
    const given: Expression[] = [];
    do given.push(binary(0, depth + 1));
    while (take(','));
    need(end);
    return given;
  };
  const primary = (depth: number): Expression => {
    if (take('(')) {
      const inner = binary(0, depth + 1);
      need(')');
      return inner;
    }
    const next = tokens[at];
    at += 1;
    if (next?.is === 'value') return { is: 'literal', value: next.value };
    if (next?.is !== 'name') throw new NotAnExpression();
    const name = next.text.toLowerCase();
    if (take('(')) return { is: 'call', name, given: listUntil(')', depth) };
    const word = words.get(name);
    return word === undefined ? { is: 'context', name } : { is: 'literal', value: word };
  };
  const member = (depth: number): Expression => {
    let of = primary(depth);
    for (;;) {
      if (take('.')) {
        if (take('*')) {
          of = { is: 'each', of };
          continue;
        }
        const next = tokens[at];
        at += 1;
        if (next?.is !== 'name') throw new NotAnExpression();
        of = { is: 'member', of, key: { is: 'literal', value: next.text } };
      } else if (take('[')) {
        if (take('*')) of = { is: 'each', of };
        else of = { is: 'member', of, key: binary(0, depth + 1) };
        need(']');
      } else return of;
    }
  };
  const unary = (depth: number): Expression => {
    if (depth > deepest) throw new TooDeep();
    return take('!') ? { is: 'not', of: unary(depth + 1) } : member(depth);
  };
  const binary = (level: number, depth: number): Expression => {
    const signs = operators[level];
    if (signs === undefined) return unary(depth);
    let left = binary(level + 1, depth);
    for (;;) {
      const by = signs.find(isSign);
      if (by === undefined) return left;
      at += 1;
      left = { is: 'both', by, left, right: binary(level + 1, depth) };
    }
  };
  try {
    const whole = binary(0, 0);
    return at === tokens.length ? whole : undefined;
  } catch (failure) {
    if (failure instanceof NotAnExpression) return undefined;
    if (failure instanceof TooDeep) return tooMuch;
    throw failure;
  }
};
