import { isUnknown, type Unknown, type Value, type Values } from '../../../src/plan/planned.ts';
import type { Text } from './facts.ts';

/** Known strings of a value that may be a list, and why there may be more. */
export interface Strings {
  readonly known: readonly string[];
  readonly why?: string;
}

const isMembers = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);

export const listOf = (value: Value | undefined): readonly Value[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value as Value];

/** Policy text given as a string of JSON or as it is. */
export const textOfJson = (json: string): Text => {
  try {
    const document: unknown = JSON.parse(json);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
      return { document, unknown: [] };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { unknown: ['it is no policy document in JSON'] };
};

type Resolve = (value: Value | undefined, key: string) => Strings;

const principalTypes = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

const principalElement = (
  blocks: readonly Value[],
  resolve: Resolve,
  unknown: string[],
  label: string,
): unknown => {
  if (blocks.length === 0) return undefined;
  const element: Record<string, string[]> = {};
  for (const block of blocks) {
    if (!isMembers(block)) {
      unknown.push(`${label}: ${isUnknown(block) ? block.why : 'a block cannot be read'}`);
      continue;
    }
    const { type } = block;
    const { known, why } = resolve(block.identifiers, 'identifiers');
    if (why !== undefined) unknown.push(`${label}: ${why}`);
    if (type === '*') return '*';
    if (typeof type !== 'string' || !principalTypes.has(type)) {
      unknown.push(`${label}: their type is not known`);
      continue;
    }
    element[type] = [...(element[type] ?? []), ...known];
  }
  return element;
};

const conditionElement = (
  blocks: readonly Value[],
  resolve: Resolve,
  unknown: string[],
  label: string,
): unknown => {
  if (blocks.length === 0) return undefined;
  const element: Record<string, Record<string, readonly string[]>> = {};
  for (const block of blocks) {
    const { test, variable, values } = isMembers(block) ? block : ({} as Values);
    if (typeof test !== 'string' || typeof variable !== 'string') {
      unknown.push(`a condition of ${label}`);
      continue;
    }
    const { known, why } = resolve(values, 'values');
    if (why !== undefined) unknown.push(`the condition on ${variable} of ${label}: ${why}`);
    const operator = element[test] ?? {};
    operator[variable] = [...(operator[variable] ?? []), ...known];
    element[test] = operator;
  }
  return element;
};

/**
 * The document that a data source `aws_iam_policy_document` will give, as far as its arguments are known. What is not
 * known is left out where it would allow, and taken as little where it would deny: the text never says more than
 * will surely be there.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export const documentOfBlocks = (values: Values, resolve: Resolve): Text => {
  const unknown: string[] = [];
  const included: unknown[] = [];
  for (const key of [
    'source_policy_documents',
    'override_policy_documents',
    'source_json',
    'override_json',
  ]) {
    const { known, why } = resolve(values[key], 'policy');
    if (why !== undefined) unknown.push(`${key}: ${why}`);
    for (const json of known) {
      const text = textOfJson(json);
      unknown.push(...text.unknown);
      const statements = (text.document as { Statement?: unknown } | undefined)?.Statement;
      if (statements !== undefined) included.push(...(Array.isArray(statements) ? statements : [statements]));
    }
  }
  if (isUnknown(values.statement)) return { unknown: [values.statement.why] };
  const own = listOf(values.statement).flatMap((statement, index): readonly unknown[] => {
    const label = `statement ${index + 1}`;
    if (!isMembers(statement)) {
      unknown.push(label);
      return [];
    }
    const missing: string[] = [];
    const strings = (key: string): readonly string[] => {
      const { known, why } = resolve(statement[key], key);
      if (why !== undefined) missing.push(`the ${key} of ${label}: ${why}`);
      return known;
    };
    const effect = statement.effect ?? 'Allow';
    if (isUnknown(effect)) missing.push(`the effect of ${label}`);
    const lists = {
      Action: strings('actions'),
      NotAction: strings('not_actions'),
      Resource: strings('resources'),
      NotResource: strings('not_resources'),
    };
    const Principal = principalElement(
      listOf(statement.principals),
      resolve,
      missing,
      `the principals of ${label}`,
    );
    const NotPrincipal = principalElement(
      listOf(statement.not_principals),
      resolve,
      missing,
      `the principals of ${label}`,
    );
    const Condition = conditionElement(listOf(statement.condition), resolve, missing, label);
    unknown.push(...missing);
    // Of what is taken out, or denied, only all of it would be sure.
    const inverted = lists.NotAction.length > 0 || lists.NotResource.length > 0 || NotPrincipal !== undefined;
    if (missing.length > 0 && (effect !== 'Allow' || inverted)) return [];
    const present = Object.entries(lists).filter(([, list]) => list.length > 0);
    const hasAction = lists.Action.length > 0 || lists.NotAction.length > 0;
    const hasParty =
      lists.Resource.length > 0 ||
      lists.NotResource.length > 0 ||
      Principal !== undefined ||
      NotPrincipal !== undefined;
    if (!hasAction || !hasParty) return [];
    return [
      {
        Effect: effect,
        ...Object.fromEntries(present),
        ...(Principal === undefined ? {} : { Principal }),
        ...(NotPrincipal === undefined ? {} : { NotPrincipal }),
        ...(Condition === undefined ? {} : { Condition }),
      },
    ];
  });
  const version = typeof values.version === 'string' ? values.version : '2012-10-17';
  return { document: { Version: version, Statement: [...included, ...own] }, unknown };
};

/** Of an unknown value: what it is computed from, for people. */
export const originText = ({ references, why }: Unknown): string => {
  const from = references.flatMap(({ addresses, attribute }) =>
    addresses.slice(0, 1).map((address) => (attribute === undefined ? address : `${address}.${attribute}`)),
  );
  return from.length === 0
    ? why
    : `it is computed from ${from.slice(0, 3).join(', ')}${from.length > 3 ? ', …' : ''}`;
};
