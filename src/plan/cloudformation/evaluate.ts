import { computed, isComputed } from '../planned-resource.ts';
import { isJson, type Template } from './template.ts';

/**
 * Values of a template as far as it tells them itself: parameters by their defaults, functions worked out. What only a
 * stack knows is computed. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export interface Evaluation {
  /** Plain data, with {@link Computed} where nobody can tell; `undefined`: `AWS::NoValue`. */
  readonly value: (written: unknown) => unknown;
  /** A condition by its name; undefined: nobody can tell. */
  readonly holds: (condition: string) => boolean | undefined;
}

/** What `Ref` and `Fn::GetAtt` of a resource give; undefined: a text that stays the same stands for it. */
export type ResourceText = (logicalId: string, attribute: string) => string | undefined;

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

const none = Symbol('AWS::NoValue');
const deepest = 100;
const open = (written: string) => computed([], false, [written]);

const writtenIn = (value: unknown): readonly string[] => {
  if (isComputed(value)) return value.written;
  if (Array.isArray(value)) return value.flatMap(writtenIn);
  return isJson(value) ? Object.values(value).flatMap(writtenIn) : [];
};

/** Whether any part of it is computed. */
export const openParts = (value: unknown): readonly string[] => writtenIn(value);

const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

export const evaluationOf = (template: Template, resourceText: ResourceText): Evaluation => {
  const standIn = (id: string, attribute: string): string =>
    resourceText(id, attribute) ?? (attribute === 'Ref' ? `{${id}}` : `{${id}.${attribute}}`);

  const parameter = (name: string): unknown => {
    const { Type: type = 'String', Default: value, NoEcho: hidden } = template.parameters[name]!;
    const isOutside = typeof type === 'string' && type.startsWith('AWS::SSM::');
    if (value === undefined || isOutside || String(hidden) === 'true') return open(`parameter ${name}`);
    const known = text(value) ?? '';
    return type === 'CommaDelimitedList' || (typeof type === 'string' && type.startsWith('List<'))
      ? known.split(',').map((item) => item.trim())
      : known;
  };

  const ref = (name: string): unknown => {
    if (name === 'AWS::NoValue') return none;
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    if (Object.hasOwn(template.parameters, name)) return parameter(name);
    if (Object.hasOwn(template.resources, name)) return standIn(name, 'Ref');
    return open(`Ref ${name}`);
  };

  const attribute = (id: string, name: string): unknown =>
    Object.hasOwn(template.resources, id) ? standIn(id, name) : open(`${id}.${name}`);

  const substitute = (written: string, own: Readonly<Record<string, unknown>>): unknown => {
    const missing: string[] = [];
    const result = written.replace(/\$\{(!?)([^}]*)\}/g, (whole, literal: string, inner: string) => {
      const name = inner.trim();
      if (literal === '!') return `\${${inner}}`;
      const dot = name.indexOf('.');
      const value = Object.hasOwn(own, name)
        ? own[name]
        : dot > 0 && !name.includes('::')
          ? attribute(name.slice(0, dot), name.slice(dot + 1))
          : ref(name);
      const known = text(value);
      if (known === undefined) missing.push(...(isComputed(value) ? value.written : [name]));
      return known ?? whole;
    });
    return missing.length === 0 ? result : computed([], false, missing);
  };

  const conditions = new Map<string, boolean | undefined>();
  const holds = (name: string): boolean | undefined => {
    if (!conditions.has(name)) {
      // Names that lead to themselves are nothing that anybody can tell.
      conditions.set(name, undefined);
      conditions.set(
        name,
        Object.hasOwn(template.conditions, name) ? test(template.conditions[name]) : undefined,
      );
    }
    return conditions.get(name);
  };

  const test = (written: unknown): boolean | undefined => {
    if (!isJson(written)) return undefined;
    const [[name, args] = ['', undefined]] = Object.entries(written);
    if (name === 'Condition') return typeof args === 'string' ? holds(args) : undefined;
    const list = Array.isArray(args) ? args : [];
    if (name === 'Fn::Equals') {
      const [a, b] = list.map((each) => text(value(each, 0)));
      return a === undefined || b === undefined || list.length !== 2 ? undefined : a === b;
    }
    const each = list.map(test);
    if (name === 'Fn::Not') return each[0] === undefined ? undefined : !each[0];
    if (name === 'Fn::And') return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
    if (name === 'Fn::Or') return each.includes(true) ? true : each.includes(undefined) ? undefined : false;
    return undefined;
  };

  type Intrinsic = (args: unknown, depth: number, name: string) => unknown;
  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (args) => (typeof args === 'string' ? ref(args) : open('Ref')),
    'Fn::GetAtt': (args, depth) => {
      if (typeof args === 'string') {
        const dot = args.indexOf('.');
        return attribute(args.slice(0, dot), args.slice(dot + 1));
      }
      const [id, name] = (Array.isArray(args) ? args : []).map((each) => text(value(each, depth)));
      return id === undefined || name === undefined ? open('Fn::GetAtt') : attribute(id, name);
    },
    'Fn::Sub': (args, depth) => {
      if (typeof args === 'string') return substitute(args, {});
      const [written, own] = Array.isArray(args) ? args : [];
      const known = isJson(own)
        ? Object.fromEntries(Object.entries(own).map(([key, each]) => [key, value(each, depth)]))
        : {};
      return typeof written === 'string' ? substitute(written, known) : open('Fn::Sub');
    },
    'Fn::Join': (args, depth) => {
      const [separator, list] = (Array.isArray(args) ? args : []).map((each) => value(each, depth));
      const items = Array.isArray(list) ? list.map(text) : [undefined];
      return typeof separator !== 'string' || items.includes(undefined)
        ? computed([], false, writtenIn(list).length > 0 ? writtenIn(list) : ['Fn::Join'])
        : items.join(separator);
    },
    'Fn::Split': (args, depth) => {
      const [separator, whole] = (Array.isArray(args) ? args : []).map((each) => value(each, depth));
      return typeof separator === 'string' && typeof whole === 'string'
        ? whole.split(separator)
        : open('Fn::Split');
    },
    'Fn::Select': (args, depth) => {
      const [index, list] = (Array.isArray(args) ? args : []).map((each) => value(each, depth));
      const found = Array.isArray(list) ? list[Number(index)] : undefined;
      return found === undefined ? open('Fn::Select') : found;
    },
    'Fn::FindInMap': (args, depth) => {
      const [map, first, second] = (Array.isArray(args) ? args : []).map((each) => text(value(each, depth)));
      const rows = map === undefined ? undefined : template.mappings[map];
      const row = isJson(rows) && first !== undefined ? rows[first] : undefined;
      const found = isJson(row) && second !== undefined ? row[second] : undefined;
      return found === undefined ? open(`Fn::FindInMap ${map ?? ''}`.trim()) : found;
    },
    'Fn::If': (args, depth) => {
      const [condition, yes, no] = Array.isArray(args) ? args : [];
      const answer = typeof condition === 'string' ? holds(condition) : undefined;
      if (answer !== undefined) return value(answer ? yes : no, depth);
      return open(`condition ${String(condition)}`);
    },
    'Fn::Base64': (args, depth) => value(args, depth),
    'Fn::ToJsonString': (args, depth) => {
      const known = value(args, depth);
      return openParts(known).length > 0 ? computed([], false, openParts(known)) : JSON.stringify(known);
    },
    'Fn::ImportValue': (args, depth) => open(`Fn::ImportValue ${text(value(args, depth)) ?? ''}`.trim()),
  };

  const value = (written: unknown, depth: number): unknown => {
    if (depth > deepest) return open('a value nested too deeply');
    if (typeof written === 'string') {
      const [, dynamic] = /(\{\{resolve:[^}]*\}\})/.exec(written) ?? [];
      return dynamic === undefined ? written : open(dynamic);
    }
    if (Array.isArray(written))
      return written.map((each) => value(each, depth + 1)).filter((each) => each !== none);
    if (!isJson(written)) return written;
    const keys = Object.keys(written);
    const [only] = keys;
    if (keys.length === 1 && only !== undefined && (only === 'Ref' || only.startsWith('Fn::'))) {
      return Object.hasOwn(intrinsics, only) ? intrinsics[only]!(written[only], depth + 1, only) : open(only);
    }
    return Object.fromEntries(
      keys.map((key) => [key, value(written[key], depth + 1)]).filter(([, each]) => each !== none),
    );
  };

  return {
    value: (written) => {
      const known = value(written, 0);
      return known === none ? undefined : known;
    },
    holds,
  };
};
