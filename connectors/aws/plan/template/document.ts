import { isAlias, isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import { InputError } from '../../../../src/model/input-error.ts';
import { readYaml, type YamlText } from '../../../../src/yaml/document.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A CloudFormation template as it is written, short forms of functions as their long ones.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export interface Template {
  readonly parameters: Readonly<Record<string, Json>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, Json>>;
  /** `AWS::Serverless-2016-10-31`, names of macros. */
  readonly transforms: readonly string[];
  /** What the serverless transform puts into every function: `Function` to its properties. */
  readonly globals: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, Json>>;
  /** Line of a resource, from 1. */
  readonly lineOf: (logicalId: string) => number;
}

const remedy = 'Give the template itself: YAML or JSON with a `Resources` section.';
/** With what aliases stand for. */
const mostNodes = 1_000_000;
const deepest = 200;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `!GetAtt A.B` is `Fn::GetAtt: [A, B]`. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const longForm = (tag: string, value: unknown): unknown => {
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
};

/** As plain data. Objects have no prototype: a key may be called anything. */
const plain = ({ document, lineOf, targets }: YamlText, file: string): unknown => {
  let nodes = 0;
  let line = 1;
  const refuse = (says: string): never => {
    throw new InputError(says, `${file}, line ${line}`, remedy);
  };
  const convert = (node: unknown, depth: number): unknown => {
    nodes += 1;
    if (depth > deepest) return refuse(`the template is nested deeper than ${deepest} levels`);
    if (nodes > mostNodes)
      return refuse(
        `the template is too complex to judge: with its aliases it has more than ${mostNodes / 1_000_000} million values`,
      );
    if (isAlias(node)) {
      line = lineOf(node.range?.[0] ?? 0);
      const target = targets.get(node);
      return target === undefined ? null : convert(target, depth + 1);
    }
    const bare = (): unknown => {
      // An account id may begin with a zero: a number would lose it.
      if (isScalar(node))
        return typeof node.value === 'number' && /^0\d/.test(node.source ?? '') ? node.source : node.value;
      if (isSeq(node)) return node.items.map((item) => convert(item, depth + 1));
      if (!isMap(node)) return null;
      const object: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name !== undefined) object[name] = convert(value, depth + 1);
      }
      return object;
    };
    const tag = (node as Node | null)?.tag;
    return tag?.startsWith('!') === true && !tag.startsWith('!!') ? longForm(tag, bare()) : bare();
  };
  return convert(document.contents, 0);
};

const section = (template: Json, name: string, file: string): Json => {
  const value = template[name];
  if (value === undefined || value === null) return {};
  if (!isJson(value)) throw new InputError(`\`${name}\` is no mapping`, file, remedy);
  return value;
};

/** @throws InputError when it is no template */
export const readTemplate = (text: string, file: string): Template => {
  const read = readYaml(text);
  const { document, problem, lineOf } = read;
  if (problem !== undefined)
    throw new InputError(`the template is no YAML: ${problem.says}`, `${file}, line ${problem.line}`, remedy);
  const template = plain(read, file);
  if (!isJson(template) || !isJson(template.Resources)) {
    throw new InputError('the template has no `Resources`', file, remedy);
  }
  const lines = new Map<string, number>();
  const top = isMap(document.contents) ? document.contents.get('Resources', true) : undefined;
  for (const pair of isMap(top) ? top.items : []) {
    if (isPair(pair) && isScalar(pair.key))
      lines.set(String(pair.key.value), lineOf(pair.key.range?.[0] ?? 0));
  }
  const resources = Object.entries(template.Resources).map(([id, value]): [string, Json] => {
    if (id.startsWith('Fn::')) return [id, { Type: id, Body: value }];
    if (!isJson(value) || typeof value.Type !== 'string') {
      throw new InputError(
        `the resource ${id} has no \`Type\``,
        `${file}, line ${lines.get(id) ?? 1}`,
        remedy,
      );
    }
    return [id, value];
  });
  const transform = template.Transform;
  const entries = (name: string) =>
    Object.fromEntries(
      Object.entries(section(template, name, file)).filter((entry): entry is [string, Json] =>
        isJson(entry[1]),
      ),
    );
  return {
    parameters: entries('Parameters'),
    mappings: section(template, 'Mappings', file),
    conditions: section(template, 'Conditions', file),
    resources: Object.fromEntries(resources),
    transforms: (Array.isArray(transform) ? transform : transform == null ? [] : [transform]).map((each) =>
      typeof each === 'string' ? each : 'AWS::Include',
    ),
    outputs: entries('Outputs'),
    globals: section(template, 'Globals', file),
    lineOf: (id) => lines.get(id) ?? 1,
  };
};
