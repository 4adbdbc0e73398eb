import { isJson } from './document.ts';
import { alternatives } from './either.ts';
import { isStandIn, text } from './open-value.ts';
import type { Scope } from './scope.ts';

/** Of two texts whether they are equal; undefined: nobody can tell. */
const equal = (pair: unknown): boolean | undefined => {
  const [a, b] = (pair as readonly unknown[]).map(text);
  if (a === undefined || b === undefined) return undefined;
  return a === b ? true : isStandIn(a) || isStandIn(b) ? undefined : false;
};

/** Whether a condition holds, by its name; `free`: whatever parameters are given. Undefined: nobody can tell. */
export const conditionsOf = ({
  template,
  value,
  isFree,
  freely,
}: Scope): ((name: string, free: boolean) => boolean | undefined) => {
  const conditions = new Map<string, boolean | undefined>();
  const holds = (name: string, free: boolean): boolean | undefined => {
    const key = `${free} ${name}`;
    if (!conditions.has(key)) {
      // Names that lead to themselves are nothing that anybody can tell.
      conditions.set(key, undefined);
      const written = Object.hasOwn(template.conditions, name) ? template.conditions[name] : undefined;
      conditions.set(
        key,
        freely(free, () => test(written)),
      );
    }
    return conditions.get(key);
  };

  const test = (written: unknown): boolean | undefined => {
    if (!isJson(written)) return undefined;
    const [[name, args] = ['', undefined]] = Object.entries(written);
    if (name === 'Condition') return typeof args === 'string' ? holds(args, isFree()) : undefined;
    const list = Array.isArray(args) ? args : [];
    if (name === 'Fn::Equals') {
      if (list.length !== 2) return undefined;
      const answers = new Set(
        alternatives(list.map((each) => value(each, 0)))?.map((pair) => equal(pair)) ?? [undefined],
      );
      return answers.size === 1 ? [...answers][0] : undefined;
    }
    const each = list.map(test);
    if (name === 'Fn::Not') return each[0] === undefined ? undefined : !each[0];
    if (name === 'Fn::And') return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
    if (name === 'Fn::Or') return each.includes(true) ? true : each.includes(undefined) ? undefined : false;
    return undefined;
  };

  return holds;
};
