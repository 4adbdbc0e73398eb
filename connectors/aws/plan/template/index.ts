import type { Indeterminate } from '../../../../src/model/gate.ts';
import type { Plan, PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import type { AttributeText } from './attribute.ts';
import { stable } from './open-value.ts';
import type { Way } from './scope.ts';
import { type Side, sideOf, type TemplateFile } from './side.ts';

const actionOf = (before: Values | undefined, after: Values | undefined): string => {
  if (before === undefined) return 'create';
  if (after === undefined) return 'delete';
  return stable(before) === stable(after) ? 'no-op' : 'update';
};

const planOf = (before: Side | undefined, after: Side, file: string, madeAt: string): Plan => {
  const ids = new Set([...after.resources.keys(), ...(before?.resources.keys() ?? [])]);
  const resources = [...ids].flatMap((id): readonly PlannedResource[] => {
    const [was, is] = [before?.resources.get(id), after.resources.get(id)];
    const resource = (type: string, old: Values | undefined, now: Values | undefined): PlannedResource => ({
      address: id,
      type,
      mode: 'managed',
      provider: 'aws',
      providerKey: 'aws',
      actions: [actionOf(old, now)],
      ...(old === undefined ? {} : { before: old }),
      ...(now === undefined ? {} : { after: now }),
      location: is?.location ?? { file, line: 1, address: id },
    });
    // A logical id that stands for something else is one resource that goes and one that comes.
    if (was !== undefined && is !== undefined && was.type !== is.type) {
      return [resource(was.type, was.values, undefined), resource(is.type, undefined, is.values)];
    }
    return [resource((is ?? was)!.type, was?.values, is?.values)];
  });
  const old = new Set(before?.hidden.map(({ source }) => source));
  return {
    kind: 'cloudformation',
    source: 'CloudFormation template',
    madeAt: new Date(madeAt).toISOString(),
    resources,
    known: [],
    indeterminate: after.hidden.flatMap(
      ({ identity, what, why, source, location }): readonly Indeterminate[] =>
        // What it was given before it is given now: what comes of it was accepted then.
        old.has(source) ? [] : [{ identity, what, why, privileged: true, location }],
    ),
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
  const planned = (way: Way): Plan =>
    planOf(
      base === undefined ? undefined : sideOf(base, attributeText, way),
      sideOf(head, attributeText, way),
      head.file,
      madeAt,
    );
  const [plan, other] = [planned('default'), planned('either')];
  return stable(plan) === stable(other) ? [plan] : [plan, other];
};
