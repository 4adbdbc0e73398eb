import { type Computed, computed, isComputed } from '../../../../src/plan/planned-resource.ts';
import { isJson, type Template } from './document.ts';
import { alternatives, eitherOf, isEither } from './either.ts';
import { type Expansion, sizeOf } from './expansion.ts';
import { substituted, substitutionsIn } from './substitutions.ts';

/**
 * Values of a template as far as it tells them itself: parameters by their defaults, functions worked out. What only a
 * stack knows is computed. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export interface Evaluation {
  /**
   * Plain data, with {@link Computed} where nobody can tell, and `Either` where one of a few values comes out;
   * `undefined`: `AWS::NoValue`.
   */
  readonly value: (written: unknown) => unknown;
  /** A condition by its name; undefined: nobody can tell. */
  readonly holds: (condition: string) => boolean | undefined;
}

/**
 * `default`: conditions and rows of mappings as the defaults of parameters decide them. `either`: both ways of every
 * condition, and every row, that a parameter may choose when the stack is made.
 */
export type Way = 'default' | 'either';

/** What `Ref` and `Fn::GetAtt` of a resource give; null: nobody can tell. */
export type ResourceText = (logicalId: string, attribute: string) => unknown;

/** The account and region are the stack's: marks that stay the same, put in by whoever knows better. */
export const accountMark = '{AWS::AccountId}';
const pseudo: Readonly<Record<string, unknown>> = {
  'AWS::AccountId': accountMark,
  'AWS::Partition': 'aws',
  'AWS::Region': '{AWS::Region}',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': '{AWS::StackName}',
  'AWS::StackId': '{AWS::StackId}',
  'AWS::NotificationARNs': [],
};

const deepest = 100;

/** Keys in one order: whether two values say the same. Computed ones do where their whole expression is the same. */
export const stable = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isJson(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  ) ?? 'undefined';

const open = (written: string | readonly string[], source: unknown): Computed =>
  computed([], false, typeof written === 'string' ? [written] : written, source);

const writtenIn = (value: unknown): readonly string[] => {
  if (isComputed(value)) return value.written;
  if (isEither(value)) return value.either.flatMap(writtenIn);
  if (Array.isArray(value)) return value.flatMap(writtenIn);
  return isJson(value) ? Object.values(value).flatMap(writtenIn) : [];
};

/** What makes a part of it computed, for people. */
export const openParts = (value: unknown): readonly string[] => [...new Set(writtenIn(value))];

/** A text that stands for something: it can be put into others, and nobody can look into it. */
const isStandIn = (text: string): boolean => /\{[^{}]*\}/.test(text);

const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

export const evaluationOf = (
  template: Template,
  resourceText: ResourceText,
  way: Way,
  /** Values of parameters that the stack around it gives. */
  given: Readonly<Record<string, unknown>>,
  expansion: Expansion,
): Evaluation => {
  const ofResource = (id: string, attribute: string): unknown => {
    return (
      resourceText(id, attribute) ??
      open(attribute === 'Ref' ? `Ref ${id}` : `${id}.${attribute}`, [id, attribute])
    );
  };

  const parameter = (name: string): unknown => {
    const {
      Type: type = 'String',
      Default: usual,
      NoEcho: hidden,
      AllowedValues: allowed,
    } = template.parameters[name]!;
    const isOutside = typeof type === 'string' && type.startsWith('AWS::SSM::');
    const isList = type === 'CommaDelimitedList' || (typeof type === 'string' && type.startsWith('List<'));
    const asWritten = (value: unknown): unknown => {
      const known = text(value);
      return isList && known !== undefined ? known.split(',').map((item) => item.trim()) : (known ?? value);
    };
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const unknown = open(`parameter ${name}`, [name, isOutside ? [own ?? usual] : []]);
    if (isOutside) return unknown;
    if (own !== undefined) return asWritten(own);
    if (String(hidden) === 'true') return unknown;
    if (usual !== undefined && !isFree) return asWritten(text(usual) ?? '');
    return Array.isArray(allowed) && allowed.length > 0 && !isList
      ? eitherOf(allowed.map((each) => text(each) ?? ''))
      : unknown;
  };

  /** Whether parameters may be anything although they have a default: where both ways of a choice are looked at. */
  let isFree = false;
  const freely = <T>(free: boolean, work: () => T): T => {
    const was = isFree;
    isFree = free;
    const result = work();
    isFree = was;
    return result;
  };

  const ref = (name: string): unknown => {
    if (name === 'AWS::NoValue') return undefined;
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    if (Object.hasOwn(template.parameters, name)) return parameter(name);
    return ofResource(name, 'Ref');
  };

  /** A function of values each of which may come out in a few ways. */
  const lift = (args: unknown, work: (args: unknown) => unknown, name: string): unknown => {
    const ways = alternatives(args);
    return ways === undefined ? open(name, [name, args]) : eitherOf(ways.map(work));
  };

  const substitute = (written: string, own: Readonly<Record<string, unknown>>): unknown => {
    const parts = substitutionsIn(written);
    const names = [...new Set(parts.flatMap(({ name }) => name ?? []))];
    const values = names.map((name) => {
      if (Object.hasOwn(own, name)) return own[name];
      const dot = name.indexOf('.');
      return dot > 0 && !name.includes('::')
        ? ofResource(name.slice(0, dot), name.slice(dot + 1))
        : ref(name);
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

  const equal = (pair: unknown): boolean | undefined => {
    const [a, b] = (pair as readonly unknown[]).map(text);
    if (a === undefined || b === undefined) return undefined;
    return a === b ? true : isStandIn(a) || isStandIn(b) ? undefined : false;
  };

  const test = (written: unknown): boolean | undefined => {
    if (!isJson(written)) return undefined;
    const [[name, args] = ['', undefined]] = Object.entries(written);
    if (name === 'Condition') return typeof args === 'string' ? holds(args, isFree) : undefined;
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

  const inMap = (args: unknown, depth: number): unknown => {
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

  type Intrinsic = (args: unknown, depth: number) => unknown;
  const intrinsics: Readonly<Record<string, Intrinsic>> = {
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
      if (typeof args === 'string') return substitute(args, {});
      const [written, own] = Array.isArray(args) ? args : [];
      const known = isJson(own)
        ? Object.fromEntries(Object.entries(own).map(([key, each]) => [key, value(each, depth)]))
        : {};
      return typeof written === 'string' ? substitute(written, known) : open('Fn::Sub', args);
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
        freely(free, () => inMap(args, depth)),
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

  const value = (written: unknown, depth: number): unknown => {
    if (depth > deepest) return open('a value nested too deeply', 'deep');
    expansion.spend(1);
    if (typeof written === 'string') {
      const [, dynamic] = /(\{\{resolve:[^}]*\}\})/.exec(written) ?? [];
      return dynamic === undefined ? written : open(dynamic, written);
    }
    if (Array.isArray(written))
      return written.map((each) => value(each, depth + 1)).filter((each) => each !== undefined);
    if (!isJson(written)) return written;
    const keys = Object.keys(written);
    const [only] = keys;
    if (keys.length === 1 && only !== undefined && (only === 'Ref' || only.startsWith('Fn::'))) {
      if (!Object.hasOwn(intrinsics, only)) return open(only, written);
      const result = intrinsics[only]!(written[only], depth + 1);
      expansion.spend(sizeOf(result));
      return result;
    }
    // A macro or a loop beside other keys may write any of them.
    const writer = keys.find((key) => key.startsWith('Fn::'));
    if (writer !== undefined) return open(writer, written);
    return Object.fromEntries(
      keys.map((key) => [key, value(written[key], depth + 1)]).filter(([, each]) => each !== undefined),
    );
  };

  return { value: (written) => value(written, 0), holds: (condition) => holds(condition, way === 'either') };
};
