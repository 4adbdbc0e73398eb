import type { Technique } from '../../../src/model/takeover.ts';
import type { AppliedPolicy, Principal } from '../facts/inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import type { Decision } from '../policy/evaluate.ts';
import {
  attachGroupPolicies,
  attachOwnPolicies,
  creationTechniques,
  joinGroups,
  limitedCreation,
} from '../techniques/index.ts';
import { type Asking, ask } from './asking.ts';
import { attachableNames, attaching, policyArn } from './control-policies.ts';
import { better, both, detailsOf } from './decisions.ts';
import { changeableRole, type Directory } from './directory.ts';
import { groupPolicies } from './groups.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import { namesForAny } from './names.ts';
import type { Drawing } from './parts.ts';
import { holdsPolicy } from './representative-policy.ts';
import { memberAlone } from './resource-based-policy.ts';

type Parts = Asking & Directory & Drawing & Pick<HypotheticalHolders, 'newIdentity' | 'withPolicies'>;

/** What an identity may give itself short of any permission: groups that it may join, policies that it may attach. */
interface Gain {
  readonly decision: Decision;
  readonly policies: readonly AppliedPolicy[];
  readonly group?: string;
  readonly name: string;
}

/** A member as it is after the holder's gains. */
export const withGains = ({ principals }: Directory, holder: Holder, member: number): Principal => {
  const base = principals[member]!;
  const first = principals[holder.members[0] ?? -1];
  if (holder.hypothetical !== true || holder.principal === undefined || first === undefined) return base;
  const groups = holder.principal.groups.filter((arn) => !first.groups.includes(arn));
  const policies = holder.principal.policies.filter((policy) => !first.policies.includes(policy));
  if (groups.length === 0 && policies.length === 0) return base;
  return { ...base, groups: [...base.groups, ...groups], policies: [...base.policies, ...policies] };
};

/** Edges to the holder with all it can be sure to gain, and with what it may gain besides. */
const addGains = (parts: Parts, holder: Holder, gains: readonly Gain[], technique: Technique): void => {
  const { documents } = parts.inventory.store;
  // All at once, because policies that are gained together may make a path that none makes alone.
  for (const verdict of ['allowed', 'conditional'] as const) {
    const some = gains.filter(({ decision }) => decision.verdict === verdict);
    const { principal } = holder;
    if (some.length === 0 || principal === undefined) continue;
    const policies = some.flatMap((gain) => gain.policies);
    const changed: Principal = {
      ...principal,
      groups: [...principal.groups, ...some.flatMap(({ group }) => group ?? [])],
      policies: [...principal.policies, ...policies],
    };
    const label = `${technique.id} ${some.map(({ name }) => name).join(', ')}`;
    const gained = parts.withPolicies({ ...holder, principal: changed }, label, [
      ...changed.policies.map(({ document }) => documents[document]!),
    ]);
    parts.graph.edge(
      holder.node,
      gained.node,
      technique,
      detailsOf(some.map(({ decision }) => decision).reduce(both)),
    );
  }
};

/** May the holder change what a policy says, or what a group gives? */
const writes = (parts: Parts, holder: Holder, policies: readonly AppliedPolicy[], group?: string): boolean =>
  policies.some(
    ({ arn }) =>
      arn !== undefined &&
      parts.inventory.policies.get(arn)?.account === holder.account &&
      ask(holder, parts, { action: 'iam:CreatePolicyVersion', resource: arn }).verdict !== 'denied',
  ) ||
  (group !== undefined &&
    ['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'].some(
      (action) =>
        mayDo(holder, action) && ask(holder, parts, { action, resource: group }).verdict !== 'denied',
    ));

/** A user that may join a group has the group's policies besides its own, within its own limits. */
export const addGroupJoining = (parts: Parts, holder: Holder): void => {
  const action = 'iam:AddUserToGroup';
  if (holder.kind !== 'user' || !mayDo(holder, action)) return;
  const joinable = [...groupPolicies(parts, holder.account)].flatMap(([arn, policies]): Gain[] => {
    if (holder.principal?.groups.includes(arn)) return [];
    const gives = policies.some(
      ({ document }) => !holdsPolicy(parts.inventory.store, holder.layers, document),
    );
    if (!gives && !writes(parts, holder, policies, arn)) return [];
    const decision = ask(holder, parts, { action, resource: arn });
    return decision.verdict === 'denied' ? [] : [{ decision, policies, group: arn, name: arn }];
  });
  addGains(parts, holder, joinable, joinGroups);
};

/** Policies that the holder may attach by an action to a resource, of those that its policies name, and that are not there yet. */
const attachable = (
  asking: Asking,
  holder: Holder,
  action: string,
  on: { readonly resource: string; readonly target?: Principal },
  has: (arn: string) => boolean,
): readonly Gain[] => {
  if (!mayDo(holder, action) || attachableNames(holder, action).length === 0) return [];
  return [...asking.inventory.policies.values()].flatMap(({ arn, account, document }): Gain[] => {
    if (document === undefined || (account !== holder.account && account !== 'aws') || has(arn)) return [];
    const decision = ask(holder, asking, { action, ...on, more: new Map([[policyArn, known(arn)]]) });
    const source = { record: 'aws.policy', id: arn };
    return decision.verdict === 'denied'
      ? []
      : [{ decision, policies: [{ document, name: arn, arn, via: 'attached', source }], name: arn }];
  });
};

const attachGroupPolicy = 'iam:AttachGroupPolicy';

/** An identity that may attach some policies to itself has what these allow, and may find one among them that it writes. */
export const addPolicyAttaching = (parts: Parts, holder: Holder): void => {
  if (holder.kind !== 'user' && holder.kind !== 'role') return;
  const action = attaching[holder.kind];
  if (!mayDo(holder, action) && !(holder.kind === 'user' && mayDo(holder, attachGroupPolicy))) return;
  for (const member of holder.members) {
    const principal = withGains(parts, holder, member);
    if (principal.kind === 'role' && !changeableRole(principal)) continue;
    const has = (arn: string): boolean => principal.policies.some((policy) => policy.arn === arn);
    const node = holder.hypothetical === true ? holder.node : member;
    // What was taken off it before stays off.
    const after = holder.hypothetical === true && holder.members.length === 1 ? holder.principal : undefined;
    const kept: Principal = { ...principal, policies: after?.policies ?? principal.policies };
    const one = { ...holder, node, members: [member], principal: kept };
    const own = attachable(parts, holder, action, { resource: principal.arn, target: principal }, has);
    addGains(parts, one, own, attachOwnPolicies(action));
    const byGroup = principal.groups.flatMap((resource) =>
      attachable(parts, holder, attachGroupPolicy, { resource }, has),
    );
    addGains(parts, one, byGroup, attachGroupPolicies);
  }
};

/** Attaching some policies to another identity gives their rights to whoever can become it. */
export const addAttachingThrough = (
  parts: Parts,
  from: number,
  holder: Holder,
  target: number,
  assumes: readonly string[],
): boolean => {
  const principal = parts.principals[target]!;
  if (principal.kind === 'root' || (principal.kind === 'role' && !changeableRole(principal))) return false;
  const action = attaching[principal.kind];
  const has = (arn: string): boolean => principal.policies.some((policy) => policy.arn === arn);
  const gains = attachable(parts, holder, action, { resource: principal.arn, target: principal }, has);
  const sure = gains.filter(({ decision }) => decision.verdict === 'allowed');
  const some = sure.length > 0 ? sure : gains;
  if (some.length === 0) return false;
  const { documents } = parts.inventory.store;
  const policies = [...principal.policies, ...some.flatMap((gain) => gain.policies)];
  const changed: Principal = { ...principal, policies };
  const label = `${principal.arn} with ${some.map(({ name }) => name).join(', ')}`;
  const gained = parts.withPolicies(
    { ...memberAlone(parts, target, undefined), principal: changed },
    label,
    policies.map(({ document }) => documents[document]!),
  );
  const technique = attachOwnPolicies(action);
  const details = detailsOf(some.map(({ decision }) => decision).reduce(both));
  return parts.graph.edge(
    from,
    gained.node,
    {
      ...technique,
      id: `${technique.id}-and-become`,
      does: `attach policies that it may attach to a ${principal.kind} that it can become, and then act as it`,
    },
    {
      ...details,
      through: principal.arn,
      assumes: [...new Set([...(details.assumes ?? []), ...assumes])],
    },
  );
};

/** A new user or role of the holder's own with the policies that it may attach to it. */
export const addLimitedCreation = (parts: Parts, holder: Holder): void => {
  for (const technique of creationTechniques) {
    const { principal: kind, create, oneOf } = technique;
    const action = attaching[kind];
    if (![create, action].every((each) => mayDo(holder, each))) continue;
    if (attachableNames(holder, action).length === 0) continue;
    const pattern = `arn:{partition}:iam::{account}:${kind}/?*`;
    for (const resource of namesForAny(holder, [create, action, ...oneOf.flat()], pattern)) {
      // Beside a policy, what makes it one that the holder can act as.
      const besides = oneOf
        .filter((actions) => !actions.includes(action))
        .map((actions) =>
          actions.map((each) => ask(holder, parts, { action: each, resource })).reduce(better),
        )
        .reduce(both, ask(holder, parts, { action: create, resource, more: new Map([noBoundary]) }));
      if (besides.verdict === 'denied') continue;
      const gains = attachable(parts, holder, action, { resource }, () => false);
      const sure = gains.filter(({ decision }) => decision.verdict === 'allowed');
      const some = sure.length > 0 ? sure : gains;
      if (some.length === 0) continue;
      const gained = parts.newIdentity(
        holder.account,
        some.flatMap(({ policies }) => policies.map(({ document }) => document)),
      );
      const decision = some.map((gain) => gain.decision).reduce(both, besides);
      parts.graph.edge(holder.node, gained.node, limitedCreation(technique), detailsOf(decision));
      if (decision.verdict === 'allowed') break;
    }
  }
};

const noBoundary: readonly [string, KeyValue] = ['iam:permissionsboundary', { is: 'absent' }];
