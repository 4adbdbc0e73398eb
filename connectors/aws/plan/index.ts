import type { Indeterminate } from '../../../src/model/gate.ts';
import { addTo } from '../../../src/model/many.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import {
  type ChangeAbout,
  isChanged,
  type Plan,
  type PlanContext,
  type PlannedResource,
  type PlanReader,
  type PlanReading,
  type PlanSide,
  type Side,
} from '../../../src/plan/planned-resource.ts';
import { arnParts } from '../facts/inventory.ts';
import { isAwsPolicy, meaningOf } from '../facts/managed-policies.ts';
import { accountsOf, keysOf } from './account.ts';
import { documentOf } from './document.ts';

import { type Fact, factKey, factsOfRecord, nameIn, recordsOf } from './facts.ts';
import { lostLimits } from './limits.ts';
import { outsideOf } from './outside.ts';
import type { OwnersByName, ResourceAccess, TypeView, Unknown } from './reading.ts';
import { resourcesOf } from './resources/public-access.ts';
import { translated } from './template/translated.ts';
import { withoutMfa } from './types/credentials.ts';
import { planTypes } from './types/index.ts';
import { unreadChanges, unreadTypes } from './unread.ts';
import { isOwnIdentity, sortOf } from './unread-types.ts';
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

/** ARN of a user by account and name. */
type UserOf = (scope: string, name: string) => string;

/** Identities that a fact bears on. */
const touched = (
  fact: Fact,
  attachedTo: ReadonlyMap<string, readonly string[]>,
  userOf: UserOf,
): readonly string[] => {
  if (fact.is !== 'record') return fact.is === 'member' ? [fact.arn, fact.group] : [fact.arn];
  const { record, id, data, scope } = fact.record;
  if (record === 'aws.policy') return attachedTo.get(id) ?? [];
  const { UserName, RoleArns = [] } = data as { UserName?: string; RoleArns?: readonly string[] };
  return UserName === undefined ? RoleArns : [userOf(scope, UserName)];
};

/** Identity by itself says whom it trusts; of records, those of policies say grants. */
const aboutOf = (fact: Fact): ChangeAbout => {
  if (fact.is === 'owner') return 'trust';
  if (fact.is === 'credential' || fact.is === 'second-factor') return 'credential';
  return fact.is === 'record' && fact.record.record !== 'aws.policy' ? 'credential' : 'grant';
};

interface Reading {
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

const byKey = (facts: Iterable<Fact>): Map<string, Fact> => {
  const map = new Map<string, Fact>();
  for (const fact of facts) map.set(factKey(fact), fact);
  return map;
};

/** Policy ARN to those that it is attached to, as a boundary too; a group stands for its members as well. */
const attachments = (facts: Iterable<Fact>): ReadonlyMap<string, readonly string[]> => {
  const map = new Map<string, string[]>();
  const members = new Map<string, string[]>();
  const all = [...facts];
  for (const fact of all) {
    if (fact.is === 'member') addTo(members, fact.group, fact.arn);
  }
  for (const fact of all) {
    if (fact.is !== 'attached' && fact.is !== 'boundary') continue;
    addTo(map, fact.policy, fact.arn);
    for (const member of members.get(fact.arn) ?? []) addTo(map, fact.policy, member);
  }
  return map;
};

const membersOf = (facts: Iterable<Fact>): ReadonlyMap<string, readonly string[]> => {
  const map = new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.is === 'member') addTo(map, fact.group, fact.arn);
  }
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

/** Credentials that no record holds, by ARN. */
const credentialsIn = (facts: Iterable<Fact>): NonNullable<PlanSide['credentials']> => {
  const found = [...facts].flatMap((fact) => (fact.is === 'credential' ? [fact] : []));
  return new Map(
    [...Map.groupBy(found, ({ arn }) => arn)].map(([arn, same]) => [
      arn,
      same.map(({ credential }) => credential),
    ]),
  );
};

const read = (given: Plan, { records, accounts: named, now }: PlanContext): PlanReading => {
  const own = records.filter(({ record }) => record.startsWith('aws.'));
  const accounts = [...new Set(own.map(({ scope }) => scope).filter((scope) => /^\d{12}$/.test(scope)))];
  const isTemplate = given.kind === 'cloudformation';
  const needed = isTemplate ? ['aws'] : keysOf(given.resources, planTypes);
  const { accountOf, cannotJudge } = accountsOf(given, accounts, needed, named);
  const plan = isTemplate ? translated(given, accountOf('aws').id) : given;
  const resources = plan.resources.filter(({ provider }) => provider === 'aws');
  const viewOf = (side: Side): View => ({
    side,
    accountOf,
    valuesOf: (resource) => resource[side],
    documentOf,
  });
  const base = byKey(own.flatMap(factsOfRecord));

  const before = readSide(resources, viewOf('before'), base.values(), now);
  const after = readSide(resources, viewOf('after'), base.values(), now);
  const beforeFacts = new Map(base);
  for (const facts of before.byResource.values())
    for (const fact of facts) beforeFacts.set(factKey(fact), fact);
  // What changes is taken out of the picture before the change, and put in again as it will be.
  const afterFacts = new Map(beforeFacts);
  for (const facts of before.byResource.values()) for (const fact of facts) afterFacts.delete(factKey(fact));
  for (const facts of after.byResource.values())
    for (const fact of facts) afterFacts.set(factKey(fact), fact);

  const renamed = new Map<string, string>();
  for (const resource of resources) {
    if (!identityTypes.has(resource.type) || resource.before === undefined || resource.after === undefined)
      continue;
    const [old, now] = [iamArn(resource, viewOf('before'))!, iamArn(resource, viewOf('after'))!];
    if (old !== now) renamed.set(now, old);
  }

  const owners = [beforeFacts, afterFacts].map((facts) =>
    ownersOf(resources, facts.values(), viewOf('after')),
  );
  const userOf: UserOf = (scope, name) =>
    owners.map((each) => each.get(`user ${scope} ${name}`)).find((arn) => arn !== undefined) ??
    `arn:${accountOf('aws').partition}:iam::${scope}:user/${name}`;
  const outside = outsideOf({
    plan,
    base,
    before: beforeFacts,
    after: afterFacts,
    renamed,
    viewOf,
    userOf,
  });
  for (const facts of [beforeFacts, afterFacts])
    for (const fact of outside.facts) facts.set(factKey(fact), fact);
  for (const [key, fact] of beforeFacts) {
    if (fact.is !== 'second-factor' || afterFacts.has(key)) continue;
    const lost = withoutMfa(fact.arn, fact.device);
    afterFacts.set(factKey(lost), lost);
  }

  addAwsPolicies(beforeFacts);
  const unread = addAwsPolicies(afterFacts);
  const limits = lostLimits(beforeFacts, afterFacts, outside);

  const changedBy = new Map<string, { resource: PlannedResource; about: ChangeAbout[] }[]>();
  const note = (arn: string, resource: PlannedResource, about: ChangeAbout): void => {
    const list = changedBy.get(arn) ?? [];
    changedBy.set(arn, list);
    const entry = list.find((each) => each.resource === resource);
    if (entry === undefined) list.push({ resource, about: [about] });
    else if (!entry.about.includes(about)) entry.about.push(about);
  };
  const attachedBefore = attachments(beforeFacts.values());
  const attachedAfter = attachments(afterFacts.values());
  const members = membersOf(afterFacts.values());
  for (const resource of resources.filter(isChanged)) {
    const sides = [
      [before, attachedBefore],
      [after, attachedAfter],
    ] as const;
    for (const [{ byResource }, attached] of sides) {
      for (const fact of byResource.get(resource) ?? []) {
        for (const arn of touched(fact, attached, userOf)) {
          note(arn, resource, aboutOf(fact));
          for (const member of members.get(arn) ?? []) note(member, resource, aboutOf(fact));
        }
      }
    }
  }

  for (const { access } of [before, after])
    for (const { resource, read: each } of access) if (isChanged(resource)) note(each.id, resource, 'trust');

  const indeterminate = after.unknown.flatMap(({ resource, unknown }): Indeterminate[] => {
    if (!isChanged(resource)) return [];
    const { arn, what, why, privileged } = unknown;
    const isPolicy = resource.type === 'aws_iam_policy';
    const about = isPolicy ? (attachedAfter.get(arn ?? '') ?? []) : [arn ?? resource.address];
    return [...new Set(about)].map((identity) => ({
      identity,
      what,
      why,
      privileged,
      location: resource.location,
    }));
  });
  const changing = (arn: string): Pick<Indeterminate, 'location'> => {
    const resource = changedBy.get(arn)?.[0]?.resource;
    return resource === undefined ? {} : { location: resource.location };
  };
  // What was attached before is no news, whatever it holds.
  const attachedNow = [...afterFacts].flatMap(([key, fact]) =>
    fact.is === 'attached' && unread.has(fact.policy) && !beforeFacts.has(key) ? [fact] : [],
  );
  const unreadPolicies = attachedNow.map(({ arn, policy: attachedPolicy }): Indeterminate => {
    return {
      identity: arn,
      what: `the text of the policy ${attachedPolicy.slice(attachedPolicy.lastIndexOf('/') + 1)}`,
      why: 'AWS keeps it, and a plan does not hold it: give a snapshot of the account with --snapshot',
      privileged: true,
      ...changing(arn),
    };
  });
  const entered = [...afterFacts].flatMap(([key, fact]): readonly Indeterminate[] =>
    fact.is === 'member' && outside.closedGroups.has(fact.group) && !beforeFacts.has(key)
      ? [
          {
            identity: fact.arn,
            what: `what the group ${nameIn(fact.group)} gives`,
            why: 'its policies are not in the plan: give a snapshot of the account with --snapshot',
            privileged: true,
            ...changing(fact.arn),
          },
        ]
      : [],
  );
  const lost = limits.map(
    ({ arn, what, why }): Indeterminate => ({
      identity: arn,
      what,
      why,
      privileged: true,
      ...changing(arn),
    }),
  );
  const called = (arn: string): string => outside.standIns.get(arn)?.id ?? arn;
  return {
    before: {
      records: recordsOf(beforeFacts.values()),
      identities: [],
      credentials: credentialsIn(beforeFacts.values()),
      resources: resourcesOf(
        before.access.map((each) => each.read),
        resources,
        viewOf('before'),
      ),
    },
    after: {
      records: recordsOf(afterFacts.values()),
      identities: [],
      credentials: credentialsIn(afterFacts.values()),
      resources: resourcesOf(
        after.access.map((each) => each.read),
        resources,
        viewOf('after'),
      ),
    },
    renamed,
    indeterminate: [
      ...indeterminate,
      ...unreadPolicies,
      ...entered,
      ...lost,
      ...unreadChanges(resources),
    ].map((each) => ({ ...each, identity: called(each.identity) })),
    ...(cannotJudge === undefined ? {} : { cannotJudge }),
    unseen: new Map([...outside.unseen].map(([arn, what]) => [called(arn), what])),
    standIns: outside.standIns,
    changedBy: new Map([...changedBy].map(([arn, list]) => [called(arn), list])),
  };
};

/** Terraform's AWS provider: https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
export const awsPlan: PlanReader = {
  provider: 'aws',
  sortOf,
  isOwnIdentity,
  types: {
    ...Object.fromEntries(Object.entries(planTypes).map(([type, { gives }]) => [type, gives])),
    ...unreadTypes,
  },
  read,
};
