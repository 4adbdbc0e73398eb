import type { Indeterminate } from '../../model/gate.ts';
import type { Plan, PlannedResource, Values } from '../planned-resource.ts';
import { evaluationOf, type ResourceText } from './evaluate.ts';
import { isJson, readTemplate, type Template } from './template.ts';

/** A template as it was given. */
export interface TemplateFile {
  readonly text: string;
  readonly file: string;
}

/** What attributes of resources are, by type: a table of the provider. */
export type AttributeText = (
  resource: { readonly logicalId: string; readonly type: string; readonly properties: Values },
  attribute: string,
) => string | undefined;

/** Transforms whose outcome is known here. */
const knownTransforms = new Set(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions']);

interface Side {
  readonly template: Template;
  readonly values: ReadonlyMap<string, Values>;
}

const sideOf = ({ text, file }: TemplateFile, attributeText: AttributeText): Side => {
  const template = readTemplate(text, file);
  const names = new Map<string, string | undefined>();
  const resourceText: ResourceText = (logicalId, attribute) => {
    const key = `${logicalId} ${attribute}`;
    if (!names.has(key)) {
      // A name that leads to itself stands as its logical id.
      names.set(key, undefined);
      const { Type: type, Properties: written } = template.resources[logicalId]!;
      const properties = evaluation.value(isJson(written) ? written : {}) as Values;
      names.set(key, attributeText({ logicalId, type: String(type), properties }, attribute));
    }
    return names.get(key);
  };
  const evaluation = evaluationOf(template, resourceText);
  const values = Object.entries(template.resources).flatMap(([id, resource]): [string, Values][] => {
    const { Condition: condition, Properties: properties } = resource;
    // One that nobody can tell is there: the wider of both.
    if (typeof condition === 'string' && evaluation.holds(condition) === false) return [];
    return [[id, evaluation.value(isJson(properties) ? properties : {}) as Values]];
  });
  return { template, values: new Map(values) };
};

const hidden = (side: Side, file: string): readonly Indeterminate[] => {
  const { template } = side;
  const location = (id: string) => ({ file, line: template.lineOf(id), address: id });
  return [
    ...template.transforms
      .filter((name) => !knownTransforms.has(name))
      .map(
        (name): Indeterminate => ({
          identity: `Transform ${name}`,
          what: 'what the template becomes',
          why: `the macro ${name} rewrites it when the stack is made`,
          privileged: true,
          location: { file, line: 1 },
        }),
      ),
    ...Object.entries(template.resources).flatMap(
      ([id, { Type: type, Properties: properties }]): Indeterminate[] => {
        const isLoop = String(type).startsWith('Fn::');
        if (!isLoop && !(isJson(properties) && 'Fn::Transform' in properties)) return [];
        return [
          {
            identity: id,
            what: 'what it becomes',
            why: `${isLoop ? 'a loop' : 'a macro'} writes it when the stack is made`,
            privileged: true,
            location: location(id),
          },
        ];
      },
    ),
  ];
};

/** Keys in one order, and marks of computed values by what is written: whether two values say the same. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    isJson(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  ) ?? 'undefined';

/**
 * A template at head against the one at base.
 * @param base absent: all of the template is new
 * @param madeAt ISO 8601: the clock of the gate
 * @throws InputError when one of them is no template
 */
export const readCloudFormation = (
  head: TemplateFile,
  base: TemplateFile | undefined,
  attributeText: AttributeText,
  madeAt: string,
): Plan => {
  const after = sideOf(head, attributeText);
  const before = base === undefined ? undefined : sideOf(base, attributeText);
  const ids = new Set([...after.values.keys(), ...(before?.values.keys() ?? [])]);
  const resources = [...ids].map((id): PlannedResource => {
    const [was, is] = [before?.values.get(id), after.values.get(id)];
    const side = is === undefined ? before! : after;
    const action =
      was === undefined
        ? 'create'
        : is === undefined
          ? 'delete'
          : stable(was) === stable(is)
            ? 'no-op'
            : 'update';
    return {
      address: id,
      type: String(side.template.resources[id]!.Type),
      mode: 'managed',
      provider: 'aws',
      providerKey: 'aws',
      actions: [action],
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
      location: { file: head.file, line: after.template.lineOf(id), address: id },
    };
  });
  const old = new Set(
    before === undefined ? [] : hidden(before, head.file).map(({ identity, what }) => `${identity} ${what}`),
  );
  return {
    kind: 'cloudformation',
    madeAt: new Date(madeAt).toISOString(),
    resources,
    known: [],
    // Told where it is new: what was there before may be anything as well, and was accepted then.
    indeterminate: hidden(after, head.file).filter(({ identity, what }) => !old.has(`${identity} ${what}`)),
  };
};
