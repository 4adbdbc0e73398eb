import type { StateResource } from '../../../src/model/gate.ts';
import type { PlannedResource, Values } from '../../../src/plan/planned-resource.ts';
import type { Fact, Owner } from './facts.ts';
import { textOf, textsOf } from './values.ts';
import type { View } from './view.ts';

/** What cannot be told of a resource: about whom, what, why. */
export interface Unknown {
  /** ARN of the identity; absent: not even that is known. */
  readonly arn?: string;
  readonly what: string;
  readonly why: string;
  /** Whether it may give privileges. */
  readonly privileged: boolean;
}

export interface Read {
  readonly facts: readonly Fact[];
  readonly unknown: readonly Unknown[];
  /** Whom resources let in by policies of their own. Absent: it is about none. */
  readonly resources?: readonly ResourceAccess[];
}

/** Whom one policy, or access list, of a resource lets in. */
export interface ResourceAccess extends Omit<StateResource, 'provider'> {
  readonly by: 'policy' | 'acl';
}

/** `role 111122223333 ci` → ARN: of all resources and records that make one. */
export type OwnersByName = ReadonlyMap<string, string>;

/** One side of a plan, and who is who there. */
export interface TypeView extends View {
  readonly owners: OwnersByName;
  /** Milliseconds since 1970: when the plan was made. */
  readonly now: number;
}

export type ReadType = (resource: PlannedResource, values: Values, view: TypeView) => Read;

/** One resource type: what is read from it (for the documentation), and how. */
export interface PlanType {
  readonly gives: string;
  readonly read: ReadType;
}

export const none: Read = { facts: [], unknown: [] };
export const joined = (parts: readonly Read[]): Read => ({
  facts: parts.flatMap(({ facts }) => facts),
  unknown: parts.flatMap(({ unknown }) => unknown),
});

export const ownerArn = (kind: Owner, name: string, resource: PlannedResource, view: View): string => {
  if (name.startsWith('arn:')) return name;
  const { id, partition } = view.accountOf(resource.providerKey);
  return `arn:${partition}:iam::${id}:${kind}/${name}`;
};

/**
 * The identity that an attribute names. Where another resource of the plan makes it, that resource tells its path, which the
 * name alone does not.
 */
const ownerOf = (
  kind: Owner,
  value: unknown,
  resource: PlannedResource,
  view: TypeView,
): { readonly arn: string } | { readonly unknown: Unknown } => {
  const name = textOf(value, view, `aws_iam_${kind}`);
  if (name.is === 'known') {
    const own = ownerArn(kind, name.text, resource, view);
    return {
      arn:
        view.owners.get(`${kind} ${own.slice(own.indexOf('::') + 2, own.indexOf('::') + 14)} ${name.text}`) ??
        own,
    };
  }
  const why = name.is === 'computed' ? name.why : 'it is not set';
  return { unknown: { what: `which ${kind} it is about`, why, privileged: true } };
};

/** The identity that an attribute names, or that it is not known which. */
export const withOwner = (
  kind: Owner,
  value: unknown,
  resource: PlannedResource,
  view: TypeView,
  read: (arn: string) => Read,
): Read => {
  const owner = ownerOf(kind, value, resource, view);
  return 'arn' in owner ? read(owner.arn) : { facts: [], unknown: [owner.unknown] };
};

/** Each identity that a list names. */
export const withOwners = (
  kind: Owner,
  value: unknown,
  resource: PlannedResource,
  view: TypeView,
  read: (arn: string) => Read,
): Read =>
  joined(
    textsOf(value, view, `aws_iam_${kind}`).map((name) =>
      name.is === 'known'
        ? withOwner(kind, name.text, resource, view, read)
        : {
            facts: [],
            unknown:
              name.is === 'computed'
                ? [{ what: `which ${kind} it is about`, why: name.why, privileged: true }]
                : [],
          },
    ),
  );

export const record = (
  kind: string,
  resource: PlannedResource,
  id: string,
  data: object,
  view: View,
): Fact => ({
  is: 'record',
  record: { record: kind, scope: view.accountOf(resource.providerKey).id, id, data },
});
