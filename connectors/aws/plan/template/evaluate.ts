import { conditionsOf } from './conditions.ts';
import { isJson, type Template } from './document.ts';
import { type Expansion, sizeOf } from './expansion.ts';
import { intrinsicsOf } from './intrinsics.ts';
import { accountMark, open } from './open-value.ts';
import { parameterValue } from './parameter-value.ts';
import type { Scope, Way } from './scope.ts';

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

/** What `Ref` and `Fn::GetAtt` of a resource give; null: nobody can tell. */
export type ResourceText = (logicalId: string, attribute: string) => unknown;

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
    if (Object.hasOwn(template.parameters, name))
      return parameterValue(name, template.parameters[name]!, given, isFree);
    return ofResource(name, 'Ref');
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

  const scope: Scope = { template, way, expansion, ref, ofResource, value, isFree: () => isFree, freely };
  const holds = conditionsOf(scope);
  const intrinsics = intrinsicsOf(scope, holds);
  return { value: (written) => value(written, 0), holds: (condition) => holds(condition, way === 'either') };
};
