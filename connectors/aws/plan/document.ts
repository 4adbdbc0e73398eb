import { append } from '../../../src/model/many.ts';
import { isComputed, type PlannedResource, type Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text, whyComputed } from '../../../src/plan/text.ts';
import { textOf, textsOf } from './values.ts';
import type { Document, View } from './view.ts';

type List = { readonly is: 'known'; readonly texts: readonly string[] } | Extract<Text, { is: 'computed' }>;

const listOf = (
  value: unknown,
  view: View,
  map: (text: string, exact: boolean) => string = (text) => text,
): List => {
  const texts = textsOf(value, view);
  const open = texts.find((text) => text.is === 'computed');
  if (open !== undefined) return open;
  const exact = !isComputed(value);
  return {
    is: 'known',
    texts: texts.flatMap((text, index) =>
      text.is === 'known' ? [map(text.text, exact && !isComputed((value as unknown[])[index]))] : [],
    ),
  };
};

/** What stands behind a computed ARN is not told (`"\${bucket.arn}/*"` and `bucket.arn` look alike): all that begins with it. */
const resourcePattern = (text: string, exact: boolean): string =>
  exact || text.endsWith('*') ? text : `${text}*`;

const principalsOf = (
  blocks: readonly Values[],
  view: View,
): { readonly principal: unknown } | Extract<Text, { is: 'computed' }> => {
  // By names that a plan chose: a map, in which `__proto__` is a name like any other.
  const byType = new Map<string, readonly string[]>();
  for (const { type, identifiers } of blocks) {
    const list = listOf(identifiers, view);
    if (list.is === 'computed') return list;
    if (type === '*') return { principal: '*' };
    byType.set(String(type), [...(byType.get(String(type)) ?? []), ...list.texts]);
  }
  return { principal: Object.fromEntries(byType) };
};

const conditionsOf = (
  blocks: readonly Values[],
  view: View,
): Readonly<Record<string, Record<string, string[]>>> => {
  const conditions = new Map<string, Record<string, string[]>>();
  for (const { test, variable, values } of blocks) {
    const texts = textsOf(values, view).map((text) =>
      // A value that is not known yet is one that nobody can be sure to meet.
      text.is === 'known' ? text.text : '(known after apply)',
    );
    const operator = String(test);
    conditions.set(operator, { ...conditions.get(operator), [String(variable)]: texts });
  }
  return Object.fromEntries(conditions);
};

/** Of a policy that another is made from: the provider, written in Go, takes names in any case. https://pkg.go.dev/encoding/json#Unmarshal */
const statementsIn = (text: string): readonly unknown[] => {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A text that is no JSON is no policy either: the caller says that it cannot be read.
    return [];
  }
  return Object.entries(document ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === 'statement' ? (Array.isArray(value) ? value : [value]) : [],
  );
};

const fields = [
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
] as const;

/**
 * `data "aws_iam_policy_document"`: a policy as blocks. Read while planning where all of it is known; else put together here
 * from what is. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export const documentOf = (resource: PlannedResource, view: View): Document => {
  const values = view.valuesOf(resource);
  if (values === undefined || resource.type !== 'aws_iam_policy_document')
    return { is: 'computed', why: whyComputed([resource.address]) };
  const json = textOf(values.json, { ...view, valuesOf: () => undefined });
  if (json.is === 'known') return { is: 'known', document: json.text };
  const statements: unknown[] = [];
  for (const field of [
    'source_policy_documents',
    'override_policy_documents',
    'source_json',
    'override_json',
  ]) {
    const value = values[field];
    for (const text of typeof value === 'string' ? [textOf(value, view)] : textsOf(value, view)) {
      if (text.is === 'computed') return text;
      if (text.is === 'known') append(statements, statementsIn(text.text));
    }
  }
  if (isComputed(values.statement)) return { is: 'computed', why: whyComputed(values.statement.written) };
  for (const block of blocksOf(values.statement)) {
    const statement: Record<string, unknown> = {
      Effect: typeof block.effect === 'string' ? block.effect : 'Allow',
    };
    if (typeof block.sid === 'string' && block.sid !== '') statement.Sid = block.sid;
    for (const [field, name] of fields) {
      const list = listOf(block[field], view, field.endsWith('resources') ? resourcePattern : undefined);
      if (list.is === 'computed') return list;
      if (list.texts.length > 0) statement[name] = list.texts;
    }
    for (const [field, name] of [
      ['principals', 'Principal'],
      ['not_principals', 'NotPrincipal'],
    ] as const) {
      if (isComputed(block[field])) return { is: 'computed', why: whyComputed(block[field].written) };
      const blocks = blocksOf(block[field]);
      if (blocks.length === 0) continue;
      const principals = principalsOf(blocks, view);
      if ('is' in principals) return principals;
      statement[name] = principals.principal;
    }
    if (isComputed(block.condition)) return { is: 'computed', why: whyComputed(block.condition.written) };
    const conditions = blocksOf(block.condition);
    if (conditions.length > 0) statement.Condition = conditionsOf(conditions, view);
    statements.push(statement);
  }
  return { is: 'known', document: { Version: '2012-10-17', Statement: statements } };
};
