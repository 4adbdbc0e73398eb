import { append } from '../../../../src/model/many.ts';

/** An expression of CEL as a tree. https://github.com/google/cel-spec/blob/master/doc/langdef.md */
export type Expression =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'name'; readonly name: string }
  /** A map, a message, a macro: nobody can tell what it comes to. */
  | { readonly is: 'unread' }
  | { readonly is: 'member'; readonly of: Expression; readonly name: string }
  | { readonly is: 'index'; readonly of: Expression; readonly at: Expression }
  | {
      readonly is: 'call';
      /** Absent: a function, and no method. */
      readonly of?: Expression;
      readonly name: string;
      readonly args: readonly Expression[];
    }
  | { readonly is: 'not' | 'negative'; readonly of: Expression }
  | {
      readonly is: 'binary';
      readonly operator: BinaryOperator;
      readonly a: Expression;
      readonly b: Expression;
    }
  | { readonly is: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression };

/** From the weakest binding to the strongest; those of one row bind alike. */
export const binaryOperators = [
  ['||'],
  ['&&'],
  ['==', '!=', '<=', '>=', '<', '>', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
] as const;
export type BinaryOperator = (typeof binaryOperators)[number][number];

/** Everything in it, itself first. */
export const partsOf = (expression: Expression): readonly Expression[] => {
  const found = [expression];
  // What is found is looked through as well: no deeper than the list, however deep the tree.
  for (const part of found) append(found, childrenOf(part));
  return found;
};

const childrenOf = (expression: Expression): readonly Expression[] => {
  switch (expression.is) {
    case 'value':
    case 'name':
    case 'unread':
      return [];
    case 'list':
      return expression.items;
    case 'member':
    case 'not':
    case 'negative':
      return [expression.of];
    case 'index':
      return [expression.of, expression.at];
    case 'call':
      return [...(expression.of === undefined ? [] : [expression.of]), ...expression.args];
    case 'binary':
      return [expression.a, expression.b];
    case 'choice':
      return [expression.test, expression.yes, expression.no];
  }
};

/** `assertion.sub`, `attribute["repository"]`: names joined by dots; undefined: it is something else. */
export const pathOf = (expression: Expression): string | undefined => {
  if (expression.is === 'name') return expression.name;
  if (expression.is !== 'member' && expression.is !== 'index') return undefined;
  const of = pathOf(expression.of);
  if (of === undefined) return undefined;
  if (expression.is === 'member') return `${of}.${expression.name}`;
  const { at } = expression;
  return at.is === 'value' && typeof at.value === 'string' ? `${of}.${at.value}` : undefined;
};
