import type { ChangeLocation } from '../../../../src/model/gate.ts';
import { computed, isComputed, type Values } from '../../../../src/plan/planned-resource.ts';
import type { AttributeText } from './attribute.ts';
import { isJson, readTemplate } from './document.ts';
import { evaluationOf, type ResourceText } from './evaluate.ts';
import { type Expansion, expansionOf } from './expansion.ts';
import { type Hidden, hiddenIn } from './hidden.ts';
import { stable } from './open-value.ts';
import type { Way } from './scope.ts';

/** A template as it was given. */
export interface TemplateFile {
  readonly text: string;
  readonly file: string;
  /** A template that lies beside it, by its path from there; undefined: there is none. Absent: nobody looks. */
  readonly beside?: (path: string) => TemplateFile | undefined;
}

/** One version of a template, with the stacks that are nested in it. */
export interface Side {
  /** By logical id; one of a nested stack is `Stack.Resource`. */
  readonly resources: ReadonlyMap<
    string,
    { readonly type: string; readonly values: Values; readonly location: ChangeLocation }
  >;
  readonly hidden: readonly (Hidden & { readonly location: ChangeLocation })[];
}

interface Stack extends Side {
  readonly output: (name: string) => unknown;
}

/** Types for which the serverless transform makes a role where none is named: `FunctionRole` for `Function`. */
const withOwnRole: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'Function'],
  ['AWS::Serverless::StateMachine', 'StateMachine'],
]);

/** Where a nested stack names its template. */
const nestedIn: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

const deepestStack = 8;
const mostStacks = 200;

/** Of these nobody knows what they give but whoever makes them, and it may be anything. */
const isForeign = (type: string): boolean =>
  !type.startsWith('AWS::') || /^AWS::CloudFormation::(?:CustomResource|Macro)$/.test(type);

interface Place {
  /** Before every logical id: `Stack.`. */
  readonly prefix: string;
  /** Values of parameters that the stack around it gives. */
  readonly given: Values;
  readonly depth: number;
  /** How many more stacks are read, wherever they are nested. */
  readonly stacks: { left: number };
  /** What all of them may become. */
  readonly expansion: Expansion;
  /** File and place of what is being expanded. */
  readonly at: { where: string };
}

const stackOf = (of: TemplateFile, attributeText: AttributeText, way: Way, place: Place): Stack => {
  const template = readTemplate(of.text, of.file);
  const { prefix, given, depth, stacks: budget, expansion, at } = place;

  const written = (id: string): unknown => {
    const { Type: type, Properties: own } = template.resources[id]!;
    const kind = withOwnRole.get(String(type));
    const shared = kind === undefined ? undefined : template.globals[kind];
    return isJson(shared) ? { ...shared, ...(isJson(own) ? own : {}) } : isJson(own) ? own : {};
  };
  const valuesOf = (id: string): Values => {
    at.where = `${of.file}, line ${template.lineOf(id)} (${prefix}${id})`;
    const values = evaluation.value(written(id));
    // One that a macro writes is not told: see `hidden`.
    return isComputed(values) || !isJson(values) ? {} : values;
  };

  const nested = new Map<string, Stack | undefined>();
  /** The stack that a resource nests, where its template lies beside this one. */
  const nestedBy = (id: string): Stack | undefined => {
    const field = nestedIn.get(String(template.resources[id]!.Type));
    if (field === undefined) return undefined;
    if (!nested.has(id)) {
      // One that needs its own outputs has none.
      nested.set(id, undefined);
      const { [field]: path, Parameters: parameters = {} } = valuesOf(id);
      const file =
        typeof path === 'string' &&
        depth < deepestStack &&
        budget.left > 0 &&
        isJson(parameters) &&
        !isComputed(parameters)
          ? of.beside?.(path)
          : undefined;
      if (file !== undefined) budget.left -= 1;
      const inside = {
        prefix: `${prefix}${id}.`,
        given: parameters as Values,
        depth: depth + 1,
        stacks: budget,
        expansion,
        at,
      };
      nested.set(id, file === undefined ? undefined : stackOf(file, attributeText, way, inside));
    }
    return nested.get(id);
  };

  /** The role that a transform makes of this logical id. */
  const isImplied = (id: string): boolean => {
    const maker = id.endsWith('Role') ? id.slice(0, -'Role'.length) : undefined;
    return (
      maker !== undefined &&
      Object.hasOwn(template.resources, maker) &&
      withOwnRole.has(String(template.resources[maker]!.Type))
    );
  };
  const names = new Map<string, unknown>();
  const resourceText: ResourceText = (id, attribute) => {
    const logicalId = `${prefix}${id}`;
    if (!Object.hasOwn(template.resources, id)) {
      return isImplied(id)
        ? attributeText({ logicalId, type: 'AWS::IAM::Role', properties: {} }, attribute)
        : null;
    }
    const type = String(template.resources[id]!.Type);
    if (isForeign(type)) return null;
    if (nestedIn.has(type)) {
      const [, output] = /^Outputs\.(.+)$/.exec(attribute) ?? [];
      return output === undefined ? `{${logicalId}}` : (nestedBy(id)?.output(output) ?? null);
    }
    const key = `${id} ${attribute}`;
    if (!names.has(key)) {
      // A name that leads to itself stands as its logical id.
      names.set(key, undefined);
      names.set(key, attributeText({ logicalId, type, properties: valuesOf(id) }, attribute));
    }
    return names.get(key) ?? (attribute === 'Ref' ? `{${logicalId}}` : `{${logicalId}.${attribute}}`);
  };

  const evaluation = evaluationOf(template, resourceText, way, given, expansion);
  // One of which nobody can tell whether it is there is there: the wider of both.
  const there = Object.entries(template.resources).flatMap(([id, { Condition: condition }]) =>
    typeof condition === 'string' && evaluation.holds(condition) === false ? [] : [id],
  );
  const stacks = there.flatMap((id) => nestedBy(id) ?? []);
  const placeOf = (id: string | undefined): ChangeLocation =>
    id === undefined
      ? { file: of.file, line: 1 }
      : { file: of.file, line: template.lineOf(id), address: `${prefix}${id}` };
  return {
    resources: new Map([
      ...there.map(
        (id) =>
          [
            `${prefix}${id}`,
            { type: String(template.resources[id]!.Type), values: valuesOf(id), location: placeOf(id) },
          ] as const,
      ),
      ...stacks.flatMap(({ resources }) => [...resources]),
    ]),
    hidden: [
      ...hiddenIn(template, evaluation.value)
        .filter(
          ({ address }) =>
            address === undefined || (there.includes(address) && nestedBy(address) === undefined),
        )
        .map((each) => ({
          ...each,
          identity: `${prefix}${each.identity}`,
          source: `${prefix}${each.source}${each.address === undefined ? stable(given) : ''}`,
          location: placeOf(each.address),
        })),
      ...stacks.flatMap(({ hidden }) => hidden),
    ],
    output: (name) => {
      const own = Object.hasOwn(template.outputs, name) ? template.outputs[name] : undefined;
      return own === undefined
        ? computed([], false, [`${prefix}Outputs.${name}`])
        : evaluation.value(own.Value);
    },
  };
};

/** @throws InputError when it is no template, or one that it nests, or becomes too much */
export const sideOf = (of: TemplateFile, attributeText: AttributeText, way: Way): Side => {
  const at = { where: of.file };
  const expansion = expansionOf(() => at.where);
  const stacks = { left: mostStacks };
  return stackOf(of, attributeText, way, { prefix: '', given: {}, depth: 0, stacks, expansion, at });
};
