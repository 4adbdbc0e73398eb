import { createRequire } from 'node:module';
import { once } from '../../../../src/model/once.ts';
import { type BinaryOperator, binaryOperators, type Expression } from './expression.ts';

type Cel = typeof import('@bufbuild/cel');
type Node = ReturnType<Cel['parse']>['expr'];

/** The parser is loaded with the first condition: most estates are read without any. */
const cel = once(() => createRequire(import.meta.url)('@bufbuild/cel') as Cel);

/**
 * Bounds of our own, since the parser has none: Google takes 12 operators in a binding's condition, 4,096 characters in a
 * provider's. https://cloud.google.com/iam/quotas
 */
const longest = 16_384;
const deepest = 64;
const mostOperators = 1_000;
/** Names in one another, `a.b.c`. */
const longestPath = 64;

const literals =
  /[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\/\/[^\n]*/g;

/** Whether a text is within what is read at all. */
export const isBounded = (text: string): boolean => {
  if (text.length > longest) return false;
  const bare = text.replace(literals, '""');
  let depth = 0;
  for (const sign of bare) {
    if ('([{?'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    if (depth > deepest) return false;
  }
  return (
    (bare.match(/[-+*/%<>=!]=?|&&|\|\||\bin\b/g)?.length ?? 0) <= mostOperators &&
    !new RegExp(String.raw`(?:[.[]\s*(?:\w+|"")[\])(]*\s*){${longestPath + 1}}`).test(bare)
  );
};

const binaries: ReadonlyMap<string, BinaryOperator> = new Map([
  ...binaryOperators.flat().map((operator) => [`_${operator}_`, operator] as const),
  ['@in', 'in'] as const,
]);

const unread: Expression = { is: 'unread' };

type CallOf = Extract<Node['exprKind'], { readonly case: 'callExpr' }>['value'];

const call = ({ function: name, target, args }: CallOf): Expression => {
  const [a, b, c] = args.map(treeOf);
  const operator = binaries.get(name);
  if (operator !== undefined && a !== undefined && b !== undefined) return { is: 'binary', operator, a, b };
  if (name === '!_' && a !== undefined) return { is: 'not', of: a };
  if (name === '-_' && a !== undefined) return { is: 'negative', of: a };
  if (name === '_[_]' && a !== undefined && b !== undefined) return { is: 'index', of: a, at: b };
  if (name === '_?_:_' && a !== undefined && b !== undefined && c !== undefined)
    return { is: 'choice', test: a, yes: b, no: c };
  return {
    is: 'call',
    ...(target === undefined ? {} : { of: treeOf(target) }),
    name,
    args: args.map(treeOf),
  };
};

/** What conditions of Google Cloud are written in; maps, messages, macros and bytes are parts that nobody reads. */
const treeOf = ({ exprKind }: Node): Expression => {
  switch (exprKind.case) {
    case 'constExpr': {
      const { constantKind } = exprKind.value;
      switch (constantKind.case) {
        case 'stringValue':
        case 'boolValue':
        case 'doubleValue':
          return { is: 'value', value: constantKind.value };
        case 'int64Value':
        case 'uint64Value':
          return { is: 'value', value: Number(constantKind.value) };
        case 'nullValue':
          return { is: 'value', value: null };
        default:
          return unread;
      }
    }
    case 'identExpr':
      return { is: 'name', name: exprKind.value.name };
    case 'selectExpr': {
      const { operand, field, testOnly } = exprKind.value;
      // `has(a.b)` asks whether it is there.
      return operand === undefined || testOnly ? unread : { is: 'member', of: treeOf(operand), name: field };
    }
    case 'callExpr':
      return call(exprKind.value);
    case 'listExpr':
      return { is: 'list', items: exprKind.value.elements.map(treeOf) };
    default:
      return unread;
  }
};

/**
 * The tree of an expression of CEL.
 * @returns undefined: it is none, or longer or deeper than anybody writes
 */
export const parseCondition = (text: string): Expression | undefined => {
  if (!isBounded(text)) return undefined;
  const { parse } = cel();
  try {
    return treeOf(parse(text).expr);
  } catch (error) {
    // It says so of a text that is no expression in errors of several kinds; one of a wrong use would be a fault of ours.
    if (error instanceof Error && !(error instanceof TypeError)) return undefined;
    throw error;
  }
};
