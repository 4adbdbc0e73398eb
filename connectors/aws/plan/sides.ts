import { ownMember } from '../../../src/model/own-member.ts';
import type { Plan, PlannedResource } from '../../../src/plan/planned-resource.ts';
import { arnParts } from '../facts/arn.ts';
import { isAwsPolicy, meaningOf } from '../facts/managed-policies.ts';
import { type Fact, factKey } from './facts.ts';
import { type Outside, outsideOf } from './outside.ts';
import type { OwnersByName, ResourceAccess, TypeView, Unknown } from './reading.ts';
import { withoutMfa } from './types/credentials.ts';
import { planTypes } from './types/index.ts';
import { iamArn, nameOf } from './values.ts';
import type { View } from './view.ts';

/** Resource types that are identities. */
const identityTypes: ReadonlySet<string> = new Set(['aws_iam_role', 'aws_iam_user']);
const namedTypes: Readonly<Record<string, string>> = {
  aws_iam_role: 'role',
  aws_iam_user: 'user',
  aws_iam_group: 'group',
};

/** Who is who by name: from the plan, and from the snapshot that it changes. */
const ownersOf = (resources: readonly PlannedResource[], facts: Iterable<Fact>, view: View): OwnersByName => {
  const owners = new Map<string, string>();
  const note = (kind: string, arn: string): void => {
    owners.set(`${kind} ${arnParts(arn).account} ${arn.slice(arn.lastIndexOf('/') + 1)}`, arn);
  };
  for (const fact of facts) if (fact.is === 'owner') note(fact.kind, fact.arn);
  for (const resource of resources) {
    const kind = ownMember(namedTypes, resource.type);
    if (kind === undefined || resource.mode !== 'managed' || view.valuesOf(resource) === undefined) continue;
    const arn = iamArn(resource, view)!;
    owners.set(`${kind} ${arnParts(arn).account} ${nameOf(resource, view)}`, arn);
  }
  return owners;
};

/** What the resources of a plan say on one side of it. */
export interface Reading {
  readonly byResource: ReadonlyMap<PlannedResource, readonly Fact[]>;
  readonly access: readonly { readonly resource: PlannedResource; readonly read: ResourceAccess }[];
  readonly unknown: readonly { readonly resource: PlannedResource; readonly unknown: Unknown }[];
}

const readSide = (
  resources: readonly PlannedResource[],
  view: View,
  base: Iterable<Fact>,
  now: number,
): Reading => {
  const typeView: TypeView = { ...view, owners: ownersOf(resources, base, view), now };
  const access: { resource: PlannedResource; read: ResourceAccess }[] = [];
  const byResource = new Map<PlannedResource, readonly Fact[]>();
  const unknown: { resource: PlannedResource; unknown: Unknown }[] = [];
  for (const resource of resources) {
    const values = view.valuesOf(resource);
    const type = ownMember(planTypes, resource.type);
    if (values === undefined || type === undefined || resource.mode !== 'managed') continue;
    const read = type.read(resource, values, typeView);
    byResource.set(resource, read.facts);
    for (const each of read.resources ?? []) access.push({ resource, read: each });
    for (const each of read.unknown) unknown.push({ resource, unknown: each });
  }
  return { byResource, access, unknown };
};

export const byKey = (facts: Iterable<Fact>): Map<string, Fact> => {
  const map = new Map<string, Fact>();
  for (const fact of facts) map.set(factKey(fact), fact);
  return map;
};

/** AWS's own policies by their meaning, where no snapshot holds their text. Returns those that are not known here. */
const addAwsPolicies = (facts: Map<string, Fact>): ReadonlySet<string> => {
  const unread = new Set<string>();
  const named = [...facts.values()].flatMap((fact) =>
    (fact.is === 'attached' || fact.is === 'boundary') && isAwsPolicy(fact.policy)
      ? [{ policy: fact.policy, scope: arnParts(fact.arn).account }]
      : [],
  );
  const held = new Set(
    [...facts.values()].flatMap((fact) =>
      fact.is === 'record' && fact.record.record === 'aws.policy' ? [fact.record.id] : [],
    ),
  );
  for (const { policy, scope } of named) {
    if (held.has(policy)) continue;
    const document = meaningOf(policy);
    if (document === undefined) {
      unread.add(policy);
      continue;
    }
    const data = {
      PolicyName: policy.slice(policy.lastIndexOf('/') + 1),
      Arn: policy,
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document }],
    };
    const fact: Fact = { is: 'record', record: { record: 'aws.policy', scope, id: policy, data } };
    facts.set(factKey(fact), fact);
  }
  return unread;
};

/** ARN of a user by account and name. */
export type UserOf = (scope: string, name: string) => string;

/** All facts before and after a change, and how they came about. */
export interface Sides {
  readonly before: Reading;
  readonly after: Reading;
  readonly beforeFacts: ReadonlyMap<string, Fact>;
  readonly afterFacts: ReadonlyMap<string, Fact>;
  /** ARN after the change to that before it. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly userOf: UserOf;
  readonly outside: Outside;
  /** AWS's own policies that are attached after the change, and whose text is not known here. */
  readonly unreadPolicies: ReadonlySet<string>;
}

const addTo = (facts: Map<string, Fact>, others: Iterable<Fact>): void => {
  for (const fact of others) facts.set(factKey(fact), fact);
};

/** Users and roles that get another ARN. */
const renamedIn = (
  resources: readonly PlannedResource[],
  viewOf: (side: 'before' | 'after') => View,
): ReadonlyMap<string, string> => {
  const renamed = new Map<string, string>();
  for (const resource of resources) {
    if (!identityTypes.has(resource.type) || resource.before === undefined || resource.after === undefined)
      continue;
    const [old, now] = [iamArn(resource, viewOf('before'))!, iamArn(resource, viewOf('after'))!];
    if (old !== now) renamed.set(now, old);
  }
  return renamed;
};

/** Who had a second factor before the change and has none after it, is known to have none. */
const addLostFactors = (before: ReadonlyMap<string, Fact>, after: Map<string, Fact>): void => {
  for (const [key, fact] of before) {
    if (fact.is !== 'second-factor' || after.has(key)) continue;
    const lost = withoutMfa(fact.arn, fact.device);
    after.set(factKey(lost), lost);
  }
};

/** The estate as the plan finds it, and as it leaves it. */
export const sidesOf = ({
  plan,
  resources,
  base,
  viewOf,
  now,
}: {
  readonly plan: Plan;
  /** Those of AWS. */
  readonly resources: readonly PlannedResource[];
  /** What is known of the estate. */
  readonly base: ReadonlyMap<string, Fact>;
  readonly viewOf: (side: 'before' | 'after') => View;
  readonly now: number;
}): Sides => {
  const before = readSide(resources, viewOf('before'), base.values(), now);
  const after = readSide(resources, viewOf('after'), base.values(), now);
  const beforeFacts = new Map(base);
  for (const facts of before.byResource.values()) addTo(beforeFacts, facts);
  // What changes is taken out of the picture before the change, and put in again as it will be.
  const afterFacts = new Map(beforeFacts);
  for (const facts of before.byResource.values()) for (const fact of facts) afterFacts.delete(factKey(fact));
  for (const facts of after.byResource.values()) addTo(afterFacts, facts);

  const renamed = renamedIn(resources, viewOf);
  const owners = [beforeFacts, afterFacts].map((facts) =>
    ownersOf(resources, facts.values(), viewOf('after')),
  );
  const userOf: UserOf = (scope, name) =>
    owners.map((each) => each.get(`user ${scope} ${name}`)).find((arn) => arn !== undefined) ??
    `arn:${viewOf('after').accountOf('aws').partition}:iam::${scope}:user/${name}`;
  const outside = outsideOf({ plan, base, before: beforeFacts, after: afterFacts, renamed, viewOf, userOf });
  for (const facts of [beforeFacts, afterFacts]) addTo(facts, outside.facts);
  addLostFactors(beforeFacts, afterFacts);
  addAwsPolicies(beforeFacts);
  const unreadPolicies = addAwsPolicies(afterFacts);
  return { before, after, beforeFacts, afterFacts, renamed, userOf, outside, unreadPolicies };
};
