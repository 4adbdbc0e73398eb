import type { Indeterminate } from '../../model/gate.ts';
import { isComputed, type Plan, type PlannedResource, type Values } from '../planned-resource.ts';
import { evaluationOf, type ResourceText, stable, type Way } from './evaluate.ts';
import { type Hidden, hiddenIn } from './hidden.ts';
import { isJson, readTemplate, type Template } from './template.ts';

/** A template as it was given. */
export interface TemplateFile {
  readonly text: string;
  readonly file: string;
}

/** What attributes of resources are, by type: a table of the provider. Undefined: a text stands for it that stays the same. */
export type AttributeText = (
  resource: { readonly logicalId: string; readonly type: string; readonly properties: Values },
  attribute: string,
) => unknown;

interface Side {
  readonly template: Template;
  readonly values: ReadonlyMap<string, Values>;
  readonly hidden: readonly Hidden[];
}

/** Types for which the serverless transform makes a role where none is named: `FunctionRole` for `Function`. */
const withOwnRole: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Serverless::StateMachine': 'StateMachine',
};

/** Of these nobody knows what they give but whoever makes them, and it may be anything. */
const isForeign = (type: string): boolean =>
  !type.startsWith('AWS::') ||
  /^AWS::(?:CloudFormation::(?:Stack|CustomResource|Macro)|Serverless::Application)$/.test(type);

const sideOf = (template: Template, attributeText: AttributeText, way: Way): Side => {
  const names = new Map<string, unknown>();

  const written = (id: string): unknown => {
    const { Type: type, Properties: own } = template.resources[id]!;
    const kind = withOwnRole[String(type)];
    const shared = kind === undefined ? undefined : template.globals[kind];
    return isJson(shared) ? { ...shared, ...(isJson(own) ? own : {}) } : isJson(own) ? own : {};
  };
  const valuesOf = (id: string): Values => {
    const values = evaluation.value(written(id));
    // One that a macro writes is not told: see `hidden`.
    return isComputed(values) || !isJson(values) ? {} : values;
  };
  /** The role that a transform makes of this logical id. */
  const impliedBy = (id: string): boolean => {
    const maker = id.endsWith('Role') ? id.slice(0, -'Role'.length) : undefined;
    return (
      maker !== undefined &&
      Object.hasOwn(template.resources, maker) &&
      Object.hasOwn(withOwnRole, String(template.resources[maker]!.Type))
    );
  };
  const resourceText: ResourceText = (logicalId, attribute) => {
    if (!Object.hasOwn(template.resources, logicalId)) {
      return impliedBy(logicalId)
        ? attributeText({ logicalId, type: 'AWS::IAM::Role', properties: {} }, attribute)
        : null;
    }
    const type = String(template.resources[logicalId]!.Type);
    if (isForeign(type)) return null;
    const key = `${logicalId} ${attribute}`;
    if (!names.has(key)) {
      // A name that leads to itself stands as its logical id.
      names.set(key, undefined);
      names.set(key, attributeText({ logicalId, type, properties: valuesOf(logicalId) }, attribute));
    }
    return names.get(key);
  };
  const evaluation = evaluationOf(template, resourceText, way);
  const values = Object.entries(template.resources).flatMap(
    ([id, { Condition: condition }]): [string, Values][] =>
      // One that nobody can tell is there: the wider of both.
      typeof condition === 'string' && evaluation.holds(condition) === false ? [] : [[id, valuesOf(id)]],
  );
  return { template, values: new Map(values), hidden: hiddenIn(template, evaluation.value) };
};

const planOf = (before: Side | undefined, after: Side, file: string, madeAt: string): Plan => {
  const ids = new Set([...after.values.keys(), ...(before?.values.keys() ?? [])]);
  const resources = [...ids].flatMap((id): readonly PlannedResource[] => {
    const sides = [before, after].map((side) => {
      const values = side?.values.get(id);
      return values === undefined ? undefined : { type: String(side!.template.resources[id]!.Type), values };
    });
    const [was, is] = sides;
    const resource = (type: string, old: Values | undefined, now: Values | undefined): PlannedResource => ({
      address: id,
      type,
      mode: 'managed',
      provider: 'aws',
      providerKey: 'aws',
      actions: [
        old === undefined
          ? 'create'
          : now === undefined
            ? 'delete'
            : stable(old) === stable(now)
              ? 'no-op'
              : 'update',
      ],
      ...(old === undefined ? {} : { before: old }),
      ...(now === undefined ? {} : { after: now }),
      location: { file: file, line: after.template.lineOf(id), address: id },
    });
    // A logical id that stands for something else is one resource that goes and one that comes.
    if (was !== undefined && is !== undefined && was.type !== is.type) {
      return [resource(was.type, was.values, undefined), resource(is.type, undefined, is.values)];
    }
    return [resource((is ?? was)!.type, was?.values, is?.values)];
  });
  const old = new Set(before?.hidden.map(({ source }) => source));
  const isSame = before !== undefined && stable(before.template) === stable(after.template);
  const indeterminate = after.hidden.flatMap(
    ({ source, ofAll, address, ...hidden }): readonly Indeterminate[] => {
      // What it was given before it is given now: what comes of it was accepted then.
      if (ofAll ? isSame : old.has(source)) return [];
      const line = address === undefined ? 1 : after.template.lineOf(address);
      return [
        {
          ...hidden,
          privileged: true,
          location: { file: file, line, ...(address === undefined ? {} : { address }) },
        },
      ];
    },
  );
  return {
    kind: 'cloudformation',
    madeAt: new Date(madeAt).toISOString(),
    resources,
    known: [],
    indeterminate,
  };
};

/**
 * A template at head against the one at base: as the defaults of its parameters make it, and, where that is another plan,
 * with both ways of every condition that a parameter may turn.
 * @param base absent: all of the template is new
 * @param madeAt ISO 8601: the clock of the gate
 * @throws InputError when one of them is no template
 */
export const readCloudFormation = (
  head: TemplateFile,
  base: TemplateFile | undefined,
  attributeText: AttributeText,
  madeAt: string,
): readonly [Plan, ...Plan[]] => {
  const after = readTemplate(head.text, head.file);
  const before = base === undefined ? undefined : readTemplate(base.text, base.file);
  const planned = (way: Way): Plan =>
    planOf(
      before === undefined ? undefined : sideOf(before, attributeText, way),
      sideOf(after, attributeText, way),
      head.file,
      madeAt,
    );
  const [plan, other] = [planned('default'), planned('either')];
  return stable(plan) === stable(other) ? [plan] : [plan, other];
};
