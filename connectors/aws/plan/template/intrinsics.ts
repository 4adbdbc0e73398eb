import { isComputed } from '../../../../src/plan/planned-resource.ts';
import { isJson } from './document.ts';
import { eitherOf } from './either.ts';
import { isStandIn, lift, open, openParts, text } from './open-value.ts';
import type { Scope } from './scope.ts';
import { substituted, substitutionsIn } from './substitutions.ts';

/** What a function of a template gives for its arguments as they are written. */
type Intrinsic = (args: unknown, depth: number) => unknown;

/** `Fn::Sub`: texts of others put into one. */
const substitute = (
  { ref, ofResource, expansion }: Scope,
  written: string,
  own: Readonly<Record<string, unknown>>,
): unknown => {
  const parts = substitutionsIn(written);
  const names = [...new Set(parts.flatMap(({ name }) => name ?? []))];
  const values = names.map((name) => {
    if (Object.hasOwn(own, name)) return own[name];
    const dot = name.indexOf('.');
    return dot > 0 && !name.includes('::') ? ofResource(name.slice(0, dot), name.slice(dot + 1)) : ref(name);
  });
  return lift(
    values,
    (known) => {
      const list = known as readonly unknown[];
      const missing = list.flatMap((each, index) =>
        text(each) === undefined ? (isComputed(each) ? each.written : [names[index]!]) : [],
      );
      if (missing.length > 0 || list.length !== names.length)
        return open([...new Set(missing.length > 0 ? missing : names)], [written, names, known]);
      const texts = new Map(names.map((name, index) => [name, text(list[index])!]));
      return substituted(parts, texts, expansion.spend);
    },
    'Fn::Sub',
  );
};

/** `Fn::FindInMap`: of a key that only the stack knows, all rows that it may choose. */
const inMap = ({ template, value }: Scope, args: unknown, depth: number): unknown => {
  const [map, first, second, options] = Array.isArray(args) ? args : [];
  return lift(
    [map, first, second].map((each) => value(each, depth)),
    (known) => {
      const keys = (known as readonly unknown[]).map(text);
      // A key that only the stack knows is any of them.
      const below = (values: readonly unknown[], key: string | undefined): readonly unknown[] =>
        values.flatMap((each) => {
          if (!isJson(each)) return [];
          if (key === undefined || isStandIn(key)) return Object.values(each);
          return Object.hasOwn(each, key) ? [each[key]] : [];
        });
      const found = keys.reduce(below, [template.mappings] as readonly unknown[]);
      const isSure = keys.every((key) => key !== undefined && !isStandIn(key));
      const fallback =
        isJson(options) && 'DefaultValue' in options && (found.length === 0 || !isSure)
          ? [value(options.DefaultValue, depth)]
          : [];
      return found.length + fallback.length === 0
        ? open(`Fn::FindInMap ${keys[0] ?? ''}`.trim(), ['Fn::FindInMap', known])
        : eitherOf([...found, ...fallback]);
    },
    'Fn::FindInMap',
  );
};

/**
 * The functions of a template by name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const intrinsicsOf = (
  scope: Scope,
  holds: (condition: string, free: boolean) => boolean | undefined,
): Readonly<Record<string, Intrinsic>> => {
  const { way, ref, ofResource, value, freely } = scope;
  /** A function as soon as all that it is given is known. */
  const plainly =
    (name: string, work: (args: readonly unknown[]) => unknown): Intrinsic =>
    (args, depth) =>
      lift(
        Array.isArray(args) ? args.map((each) => value(each, depth)) : [value(args, depth)],
        (known) =>
          work(known as readonly unknown[]) ??
          open(openParts(known).length > 0 ? openParts(known) : name, [name, known]),
        name,
      );

  return {
    Ref: (args) => (typeof args === 'string' ? ref(args) : open('Ref', args)),
    'Fn::GetAtt': (args, depth) => {
      if (typeof args === 'string') {
        const dot = args.indexOf('.');
        return ofResource(args.slice(0, dot), args.slice(dot + 1));
      }
      const [id, name] = (Array.isArray(args) ? args : []).map((each) => text(value(each, depth)));
      return id === undefined || name === undefined ? open('Fn::GetAtt', args) : ofResource(id, name);
    },
    'Fn::Sub': (args, depth) => {
      if (typeof args === 'string') return substitute(scope, args, {});
      const [written, own] = Array.isArray(args) ? args : [];
      const known = isJson(own)
        ? Object.fromEntries(Object.entries(own).map(([key, each]) => [key, value(each, depth)]))
        : {};
      return typeof written === 'string' ? substitute(scope, written, known) : open('Fn::Sub', args);
    },
    'Fn::Join': plainly('Fn::Join', ([separator, list]) => {
      const items = Array.isArray(list) ? list.map(text) : [undefined];
      return typeof separator !== 'string' || items.includes(undefined) ? undefined : items.join(separator);
    }),
    'Fn::Split': plainly('Fn::Split', ([separator, whole]) =>
      typeof separator === 'string' && typeof whole === 'string' && !isStandIn(whole)
        ? whole.split(separator)
        : undefined,
    ),
    'Fn::Select': plainly('Fn::Select', ([index, list]) =>
      Array.isArray(list) && text(index) !== undefined ? list[Number(index)] : undefined,
    ),
    'Fn::FindInMap': (args, depth) => {
      const [first, ...others] = [false, ...(way === 'either' ? [true] : [])].map((free) =>
        freely(free, () => inMap(scope, args, depth)),
      );
      // A row that is not there makes no stack.
      return eitherOf([first, ...others.filter((each) => !isComputed(each))]);
    },
    'Fn::If': (args, depth) => {
      const [condition, yes, no] = Array.isArray(args) ? args : [];
      const name = typeof condition === 'string' ? condition : '';
      const answer = holds(name, way === 'either');
      if (answer !== undefined) return value(answer ? yes : no, depth);
      // The way of the defaults is the first.
      const ways = holds(name, false) === false ? [no, yes] : [yes, no];
      return eitherOf(ways.map((each) => value(each, depth)));
    },
    'Fn::Base64': (args, depth) => open('Fn::Base64', ['Fn::Base64', value(args, depth)]),
    'Fn::ToJsonString': (args, depth) =>
      lift(
        value(args, depth),
        (known) =>
          openParts(known).length > 0
            ? open(openParts(known), ['Fn::ToJsonString', known])
            : JSON.stringify(known),
        'Fn::ToJsonString',
      ),
    'Fn::ImportValue': (args, depth) => {
      const name = value(args, depth);
      return open(`Fn::ImportValue ${text(name) ?? ''}`.trim(), ['Fn::ImportValue', name]);
    },
  };
};
