import type { Plan, PlannedResource, StandIn } from '../../../src/plan/planned-resource.ts';
import { arnParts } from '../facts/arn.ts';
import { bare, type Fact, nameIn, type Owner } from './facts.ts';
import { iamArn } from './values.ts';
import type { View } from './view.ts';

/**
 * Whom a change bears on and neither the plan nor the estate shows: users and roles that are given by name, members of groups,
 * holders of policies. They are put on both sides as far as they are known, and what is not known of them is said.
 */
export interface Outside {
  /** Of both sides. */
  readonly facts: readonly Fact[];
  /** By the ARN that stands for them. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** Of users and roles by ARN: what of their privileges nobody can see. */
  readonly unseen: ReadonlyMap<string, string>;
  /** Of these, by ARN, those that the plan itself holds: what it shows of them is likely all. */
  readonly shownInPart: ReadonlySet<string>;
  /** Groups whose policies nobody can see. */
  readonly closedGroups: ReadonlySet<string>;
}

/** What is known of the estate and of both sides of the plan. */
export interface Picture {
  readonly plan: Plan;
  readonly base: ReadonlyMap<string, Fact>;
  readonly before: ReadonlyMap<string, Fact>;
  readonly after: ReadonlyMap<string, Fact>;
  /** ARN after the change to that before it. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly viewOf: (side: 'before' | 'after') => View;
  /** ARN of a user by the account and name of a credential's record. */
  readonly userOf: (scope: string, name: string) => string;
}

const ownersIn = (facts: Iterable<Fact>): ReadonlySet<string> => {
  const owners = new Set<string>();
  for (const fact of facts) if (fact.is === 'owner') owners.add(fact.arn);
  return owners;
};

/** Users and roles that a fact gives something to or takes something from. */
const bearers = (fact: Fact, { userOf }: Picture): readonly (readonly [Owner, string])[] => {
  switch (fact.is) {
    case 'inline':
    case 'attached':
    case 'boundary':
      return fact.kind === 'group' ? [] : [[fact.kind, fact.arn]];
    case 'member':
    case 'credential':
    case 'second-factor':
      return [['user', fact.arn]];
    case 'record': {
      const { UserName } = fact.record.data as { UserName?: unknown };
      return typeof UserName === 'string' &&
        /^aws\.(access-key|service-specific|ssh|signing)/.test(fact.record.record)
        ? [['user', userOf(fact.record.scope, UserName)]]
        : [];
    }
    default:
      return [];
  }
};

const standInArn = (of: string, who: string): string => {
  const { partition, account } = arnParts(of);
  return `arn:${partition}:iam::${account}:user/{${who} ${nameIn(of)}}`;
};

const standInOwner = (arn: string): Fact => ({ is: 'owner', kind: 'user', arn, data: bare('user', arn) });

/** Groups all of whose members a resource of the plan lists. */
const listedGroups = ({ plan, before, viewOf }: Picture): ReadonlySet<string> => {
  if (plan.kind !== 'terraform') return new Set();
  const names = new Set(
    plan.resources.flatMap(({ type, mode, before: values, providerKey }) =>
      type === 'aws_iam_group_membership' && mode === 'managed' && typeof values?.group === 'string'
        ? [`${viewOf('before').accountOf(providerKey).id} ${values.group}`]
        : [],
    ),
  );
  const groups = [...before.values()].flatMap((fact) =>
    fact.is === 'owner' && fact.kind === 'group' ? [fact.arn] : fact.is === 'member' ? [fact.group] : [],
  );
  return new Set(groups.filter((arn) => names.has(`${arnParts(arn).account} ${nameIn(arn)}`)));
};

/** The state of a role shows all that is attached to it; that of a user does not. */
const showsAll = ({ type, before }: PlannedResource): boolean =>
  type === 'aws_iam_role' &&
  Array.isArray(before?.managed_policy_arns) &&
  Array.isArray(before.inline_policy);

/** How many have a policy beside those that the plan attaches it to; undefined: nobody can tell. */
const othersWith = (
  parts: readonly PlannedResource[],
  arn: string,
  { before }: Picture,
): number | undefined => {
  const count = parts.map((part) => part.before?.attachment_count).find((each) => typeof each === 'number');
  if (typeof count !== 'number') return undefined;
  const own = [...before.values()].filter((fact) => fact.is === 'attached' && fact.policy === arn).length;
  return Math.max(0, count - own);
};

/** Managed policies whose text changes, and that others may have. What a template holds of one is in parts. */
const policyStandIns = (picture: Picture): readonly (readonly [string, StandIn, readonly Fact[]])[] => {
  const { plan, base, viewOf } = picture;
  const policies = plan.resources.filter(({ type, mode }) => type === 'aws_iam_policy' && mode === 'managed');
  const inEstate = new Set(
    [...base.values()].flatMap((fact) =>
      fact.is === 'record' && fact.record.record === 'aws.policy' ? [fact.record.id] : [],
    ),
  );
  const arnOn = (resource: PlannedResource, side: 'before' | 'after'): string | undefined =>
    resource[side] === undefined ? undefined : iamArn(resource, viewOf(side));
  const byArn = Map.groupBy(policies, (each) => arnOn(each, 'before') ?? arnOn(each, 'after')!);
  return [...byArn].flatMap(([policy, parts]) => {
    const stays =
      parts.some((part) => arnOn(part, 'before') === policy) &&
      parts.some((part) => arnOn(part, 'after') === policy);
    const isChanged = parts.some(({ before, after }) => before?.policy !== after?.policy);
    const others = othersWith(parts, policy, picture);
    if (!stays || !isChanged || others === 0 || inEstate.has(policy)) return [];
    const arn = standInArn(policy, 'holders of');
    const name = nameIn(policy);
    const standIn: StandIn = {
      id: policy,
      kind: 'policy',
      name,
      says:
        others === undefined
          ? `It stands for whoever else has the policy ${name}: nothing here lists them.`
          : `It stands for ${others} ${others === 1 ? 'other that has' : 'others that have'} the policy ${name}, outside of the plan.`,
    };
    return [[arn, standIn, [standInOwner(arn), { is: 'attached', kind: 'user', arn, policy }]] as const];
  });
};

export const outsideOf = (picture: Picture): Outside => {
  const { plan, base, before, after, renamed } = picture;
  const all = [...before.values(), ...after.values()];
  const inEstate = ownersIn(base.values());
  const [ownersBefore, ownersAfter] = [ownersIn(before.values()), ownersIn(after.values())];
  const isMade = (arn: string): boolean =>
    ownersAfter.has(arn) && !ownersBefore.has(arn) && !renamed.has(arn);
  const isKnown = (arn: string): boolean => inEstate.has(arn) || isMade(arn);

  const strangers = new Map<string, Owner>();
  for (const fact of all)
    for (const [kind, arn] of bearers(fact, picture))
      if (!ownersBefore.has(arn) && !ownersAfter.has(arn)) strangers.set(arn, kind);

  const unseen = new Map<string, string>();
  const shownInPart = new Set<string>();
  for (const [arn, kind] of strangers) unseen.set(arn, `what the ${kind} ${nameIn(arn)} holds`);
  const shown = new Set(
    plan.resources.filter(showsAll).map((resource) => iamArn(resource, picture.viewOf('before'))!),
  );
  for (const fact of after.values()) {
    if (fact.is !== 'owner' || fact.kind === 'group' || isKnown(fact.arn)) continue;
    if (shown.has(renamed.get(fact.arn) ?? fact.arn)) continue;
    unseen.set(fact.arn, `what else the ${fact.kind} ${nameIn(fact.arn)} holds`);
    shownInPart.add(fact.arn);
  }

  const listed = listedGroups(picture);
  const withPolicies = new Set(
    all.flatMap((fact) =>
      (fact.is === 'attached' || fact.is === 'inline') && fact.kind === 'group' ? [fact.arn] : [],
    ),
  );
  const closedGroups = new Set(
    all.flatMap((fact) =>
      fact.is === 'member' &&
      !isKnown(fact.group) &&
      !(ownersBefore.has(fact.group) && withPolicies.has(fact.group))
        ? [fact.group]
        : [],
    ),
  );
  for (const fact of after.values()) {
    if (fact.is !== 'member' || !closedGroups.has(fact.group) || strangers.has(fact.arn)) continue;
    unseen.set(fact.arn, `what the group ${nameIn(fact.group)} gives`);
    shownInPart.delete(fact.arn);
  }

  const groups = [...withPolicies]
    .filter((group) => !isKnown(group) && !listed.has(group) && !renamed.has(group))
    .map((group): readonly [string, StandIn, readonly Fact[]] => {
      const arn = standInArn(group, 'members of');
      const standIn: StandIn = {
        id: group,
        kind: 'group',
        name: nameIn(group),
        says: `It stands for whoever is in the group ${nameIn(group)}: nothing here lists its members.`,
      };
      return [arn, standIn, [standInOwner(arn), { is: 'member', arn, group }]];
    });
  const made = [...groups, ...policyStandIns(picture)];
  for (const [arn, { kind, name }] of made)
    unseen.set(arn, `what else those ${kind === 'group' ? 'in the group' : 'with the policy'} ${name} hold`);
  return {
    facts: [
      ...[...strangers].map(([arn, kind]): Fact => ({ is: 'owner', kind, arn, data: bare(kind, arn) })),
      ...made.flatMap(([, , facts]) => facts),
    ],
    standIns: new Map(made.map(([arn, standIn]) => [arn, standIn])),
    unseen,
    shownInPart,
    closedGroups,
  };
};
