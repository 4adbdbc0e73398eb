import { answerFault } from '../../../src/collection/failure.ts';
import type { Query } from './queries.ts';

/**
 * GraphQL gives every field that was asked for, or `null` and an error: an answer in which one is missing is not GitHub's.
 * https://spec.graphql.org/October2021/#sec-Data
 */
interface Selection {
  /** By the name that the answer has for it; `undefined`: it holds no further fields. */
  readonly fields: Map<string, Selection | undefined>;
  /** Fields of one type alone. */
  readonly fragments: (readonly [type: string, fields: Selection])[];
}

/** Names, braces, the rest of a fragment's head; arguments and signatures are skipped whole. */
const tokens = /\.\.\.\s*on\s+(\w+)|(\w+)\s*:\s*(?=\w)|(\w+)|\(|\)|[{}]|"[^"]*"/g;

/** Of our own texts only: the first braces are those of the operation. */
const parse = (text: string): Selection => {
  const root: Selection = { fields: new Map(), fragments: [] };
  const open: Selection[] = [];
  let parentheses = 0;
  let alias: string | undefined;
  let last: (() => Selection) | undefined = () => root;
  for (const [token, type, renamed, name] of text.matchAll(tokens)) {
    if (token === '(') parentheses += 1;
    else if (token === ')') parentheses -= 1;
    else if (parentheses > 0) continue;
    else if (token === '{') {
      if (last !== undefined) open.push(last());
      last = undefined;
    } else if (token === '}') open.pop();
    else if (open.length === 0) continue;
    else if (type !== undefined) {
      const fragment: Selection = { fields: new Map(), fragments: [] };
      open.at(-1)!.fragments.push([type, fragment]);
      last = () => fragment;
    } else if (renamed !== undefined) alias = renamed;
    else if (name !== undefined) {
      const { fields } = open.at(-1)!;
      const called = alias ?? name;
      alias = undefined;
      fields.set(called, undefined);
      last = () => {
        const inner: Selection = { fields: new Map(), fragments: [] };
        fields.set(called, inner);
        return inner;
      };
    }
  }
  return root;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The path of the first field that is missing; `undefined`: none is. */
const missingIn = (value: unknown, selection: Selection, path: string): string | undefined => {
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) {
      const missing = missingIn(each, selection, path);
      if (missing !== undefined) return missing;
    }
    return;
  }
  if (!isObject(value)) return path;
  for (const [name, inner] of selection.fields) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!Object.hasOwn(value, name) || value[name] === undefined) return at;
    const missing = inner === undefined ? undefined : missingIn(value[name], inner, at);
    if (missing !== undefined) return missing;
  }
  return missingFragment(value, selection, path);
};

/** Where the type is told, its fields are there; else those of one of the types, or none: it is of another. */
const missingFragment = (
  value: Readonly<Record<string, unknown>>,
  { fields, fragments }: Selection,
  path: string,
): string | undefined => {
  const { __typename: type } = value;
  if (fields.has('__typename')) {
    const own = fragments.find(([name]) => name === type);
    return own === undefined ? undefined : missingIn(value, own[1], path);
  }
  if (fields.size > 0 || fragments.length === 0 || Object.keys(value).length === 0) return;
  const missing = fragments.map(([, own]) => missingIn(value, own, path));
  return missing.includes(undefined) ? undefined : missing[0];
};

const parsed = new Map<string, Selection>();

const selectionOf = ({ id, text }: Query): Selection => {
  const selection = parsed.get(id) ?? parse(text);
  parsed.set(id, selection);
  return selection;
};

interface Connection {
  readonly totalCount?: unknown;
  readonly nodes?: unknown;
  readonly edges?: unknown;
}

/** A list that comes whole or not at all: how many it lacks of those that it announces. */
const shortIn = (value: Connection, { fields }: Selection): number => {
  const { totalCount, nodes, edges } = value;
  const listed = fields.has('nodes') ? nodes : edges;
  const isPage = fields.has('pageInfo') || typeof totalCount !== 'number' || !Array.isArray(listed);
  return isPage ? 0 : Math.max(0, totalCount - listed.length);
};

const addGaps = (value: unknown, selection: Selection, path: string, gaps: Map<string, number>): void => {
  if (Array.isArray(value)) {
    const empty = value.filter((each) => each === null).length;
    if (empty > 0) gaps.set(`${path}: null`, (gaps.get(`${path}: null`) ?? 0) + empty);
    for (const each of value) addGaps(each, selection, path, gaps);
    return;
  }
  if (!isObject(value)) return;
  const short = shortIn(value, selection);
  if (short > 0) gaps.set(path, (gaps.get(path) ?? 0) + short);
  for (const { fields } of [selection, ...selection.fragments.map(([, own]) => own)])
    for (const [name, inner] of fields)
      if (inner !== undefined && Object.hasOwn(value, name))
        addGaps(value[name], inner, path === '' ? name : `${path}.${name}`, gaps);
};

/**
 * What an answer leaves out although its form is right: `null` in a list, fewer than are announced, and less than was asked for by
 * id. Errors that came with it tell why; without any it is told by this.
 */
export const gapsIn = (query: Query, data: unknown, ids: unknown): readonly string[] => {
  const gaps = new Map<string, number>();
  addGaps(data, selectionOf(query), '', gaps);
  const told = [...gaps].map(([path, count]) =>
    path.endsWith(': null')
      ? `${count} entries of ${path.slice(0, -6)} are null, and no error says why`
      : `${count} entries of ${path} are announced and did not come`,
  );
  if (!Array.isArray(ids) || !isObject(data) || !Array.isArray(data.nodes)) return told;
  const came = new Set(data.nodes.map((node: unknown) => (isObject(node) ? node.id : undefined)));
  const lost = ids.filter((id) => !came.has(id)).length;
  return lost === 0 ? told : [...told, `${lost} of ${ids.length} that were asked for by id did not come`];
};

/**
 * @param excused errors came with the answer: what is missing may be told there
 * @throws answerFault where there is no `data`, or a field of it that was asked for
 */
export const checkData = (query: Query, answer: unknown, excused: boolean): void => {
  if (!isObject(answer)) throw answerFault('the answer is not one of GraphQL');
  if (excused && (answer.data === undefined || answer.data === null)) return;
  if (!isObject(answer.data)) throw answerFault('the answer holds no data');
  const selection = selectionOf(query);
  const missing = missingIn(answer.data, selection, '');
  if (missing !== undefined) throw answerFault(`the answer lacks ${missing}, which was asked for`);
  // `null` is told together with why.
  const nothing = [...selection.fields.keys()].find(
    (name) => name !== 'rateLimit' && (answer.data as Readonly<Record<string, unknown>>)[name] === null,
  );
  if (!excused && nothing !== undefined)
    throw answerFault(`the answer has nothing for ${nothing}, and no error`);
};
