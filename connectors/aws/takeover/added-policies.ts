import type { Technique } from '../../../src/model/takeover.ts';
import type { AppliedPolicy, Principal } from '../facts/inventory.ts';
import { known } from '../policy/condition.ts';
import type { Decision } from '../policy/evaluate.ts';
import { attachOwnPolicies, joinGroups } from '../techniques/index.ts';
import { type Asking, ask } from './asking.ts';
import { attachableNames, attaching, policyArn } from './control-policies.ts';
import { both, detailsOf } from './decisions.ts';
import { changeableRole, type Directory } from './directory.ts';
import { groupPolicies } from './groups.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import type { Drawing } from './parts.ts';
import { holdsPolicy } from './representative-policy.ts';

type Parts = Asking & Directory & Drawing & Pick<HypotheticalHolders, 'withPolicies'>;

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
      ...holder.layers.identity,
      ...policies.map(({ document }) => documents[document]!),
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

/** An identity that may attach some policies to itself has what these allow, and may find one among them that it writes. */
export const addPolicyAttaching = (parts: Parts, holder: Holder): void => {
  if (holder.kind !== 'user' && holder.kind !== 'role') return;
  const action = attaching[holder.kind];
  if (!mayDo(holder, action) || attachableNames(holder, action).length === 0) return;
  const { policies } = parts.inventory;
  for (const member of holder.members) {
    const principal = withGains(parts, holder, member);
    if (principal.kind === 'role' && !changeableRole(principal)) continue;
    const gains = [...policies.values()].flatMap(({ arn, account, document }): Gain[] => {
      if (document === undefined || (account !== holder.account && account !== 'aws')) return [];
      if (principal.policies.some((policy) => policy.arn === arn)) return [];
      const more = new Map([[policyArn, known(arn)]]);
      const question = { action, resource: principal.arn, target: principal, more };
      const decision = ask(holder, parts, question);
      const source = { record: 'aws.policy', id: arn };
      return decision.verdict === 'denied'
        ? []
        : [{ decision, policies: [{ document, name: arn, arn, via: 'attached', source }], name: arn }];
    });
    const node = holder.hypothetical === true ? holder.node : member;
    addGains(parts, { ...holder, node, members: [member], principal }, gains, attachOwnPolicies(action));
  }
};
