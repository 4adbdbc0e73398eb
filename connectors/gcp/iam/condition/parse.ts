import { type BinaryOperator, binaryOperators, type Expression } from './expression.ts';

interface Token {
  readonly is: 'text' | 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

/** Longer expressions and deeper ones are not taken by Google. https://cloud.google.com/iam/quotas */
const longest = 16_384;
const deepest = 64;
/** A chain of operators is as deep a tree as it is long. Google takes 12 in a binding's condition, a provider's has 4,096 characters. */
const mostOperators = 1_000;
/** Names in one another, `a.b.c`. */
const longestPath = 64;

const token =
  /\s+|\/\/[^\n]*|([rR]?)("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?u?)|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|[-+*/%<>!?:.,()[\]])/y;

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

const textOf = (raw: string, quoted: string): string => {
  const width = /^("""|''')/.test(quoted) ? 3 : 1;
  const inner = quoted.slice(width, -width);
  if (raw !== '') return inner;
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, four, two, one: string) =>
    four === undefined && two === undefined
      ? (escapes.get(one) ?? one)
      : String.fromCharCode(Number.parseInt(four ?? two, 16)),
  );
};

const tokensOf = (text: string): readonly Token[] | undefined => {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, raw, quoted, number, name, sign] = match;
    if (quoted !== undefined) found.push({ is: 'text', text: textOf(raw!, quoted) });
    else if (number !== undefined) found.push({ is: 'number', text: number.replace(/u$/, '') });
    else if (name === 'in') found.push({ is: 'sign', text: name });
    else if (name !== undefined) found.push({ is: 'name', text: name });
    else if (sign !== undefined) found.push({ is: 'sign', text: sign });
  }
  return [...found, { is: 'end', text: '' }];
};

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * The tree of an expression of CEL, of what conditions of Google Cloud are written in: no maps, messages, bytes.
 * @returns undefined: it is not such an expression
 */
export const parseCondition = (text: string): Expression | undefined => {
  const tokens = text.length > longest ? undefined : tokensOf(text);
  if (tokens === undefined) return undefined;
  let at = 0;
  let depth = 0;
  let operatorCount = 0;
  const isSign = (sign: string): boolean => tokens[at]!.is === 'sign' && tokens[at]!.text === sign;
  const take = (sign: string): boolean => {
    if (!isSign(sign)) return false;
    at += 1;
    return true;
  };
  type Found = Expression | undefined;

  const listUntil = (close: string): readonly Expression[] | undefined => {
    const items: Expression[] = [];
    while (!take(close)) {
      if (items.length > 0 && !take(',')) return undefined;
      if (items.length > 0 && take(close)) return items;
      const item = choice();
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  };
  const primary = (): Found => {
    const { is, text: word } = tokens[at]!;
    if (is === 'end') return undefined;
    at += 1;
    if (is === 'text') return { is: 'value', value: word };
    if (is === 'number') return { is: 'value', value: Number(word) };
    if (is === 'name') {
      const constant = constants.get(word);
      if (constant !== undefined) return { is: 'value', value: constant };
      if (!take('(')) return { is: 'name', name: word };
      const args = listUntil(')');
      return args === undefined ? undefined : { is: 'call', name: word, args };
    }
    if (is === 'sign' && word === '(') {
      const inner = choice();
      return inner !== undefined && take(')') ? inner : undefined;
    }
    if (is === 'sign' && word === '[') {
      const items = listUntil(']');
      return items === undefined ? undefined : { is: 'list', items };
    }
    return undefined;
  };
  const postfix = (): Found => {
    let found = primary();
    for (let links = 0; found !== undefined; links += 1) {
      if (links > longestPath) return undefined;
      if (take('.')) {
        const { is, text: name } = tokens[at]!;
        if (is !== 'name') return undefined;
        at += 1;
        if (take('(')) {
          const args = listUntil(')');
          if (args === undefined) return undefined;
          found = { is: 'call', of: found, name, args };
        } else found = { is: 'member', of: found, name };
      } else if (take('[')) {
        const index = choice();
        if (index === undefined || !take(']')) return undefined;
        found = { is: 'index', of: found, at: index };
      } else return found;
    }
    return undefined;
  };
  const unary = (): Found => {
    for (const [sign, is] of [
      ['!', 'not'],
      ['-', 'negative'],
    ] as const)
      if (take(sign)) {
        depth += 1;
        const of = depth > deepest ? undefined : unary();
        depth -= 1;
        return of === undefined ? undefined : { is, of };
      }
    return postfix();
  };
  const binary = (row: number): Found => {
    const operators: readonly BinaryOperator[] | undefined = binaryOperators[row];
    if (operators === undefined) return unary();
    let a = binary(row + 1);
    for (;;) {
      const operator = operators.find(isSign);
      if (a === undefined || operator === undefined) return a;
      at += 1;
      operatorCount += 1;
      if (operatorCount > mostOperators) return undefined;
      const b = binary(row + 1);
      if (b === undefined) return undefined;
      a = { is: 'binary', operator, a, b };
    }
  };
  const choice = (): Found => {
    depth += 1;
    if (depth > deepest) return undefined;
    const test = binary(0);
    let found = test;
    if (test !== undefined && take('?')) {
      const yes = choice();
      const no = yes !== undefined && take(':') ? choice() : undefined;
      found = yes === undefined || no === undefined ? undefined : { is: 'choice', test, yes, no };
    }
    depth -= 1;
    return found;
  };
  const whole = choice();
  return tokens[at]!.is === 'end' ? whole : undefined;
};
