import type { AppliedPolicy, Principal } from '../facts/inventory.ts';
import { known } from '../policy/condition.ts';
import { type Decision, denied } from '../policy/evaluate.ts';
import { removeDenies } from '../techniques/index.ts';
import { type Asking, ask } from './asking.ts';
import { better, both, detailsOf } from './decisions.ts';
import type { Directory } from './directory.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import { layersOf } from './layers.ts';
import type { Drawing } from './parts.ts';

/** Actions that take a policy off a user or role, or rewrite it. */
const removers = {
  user: { inline: ['iam:DeleteUserPolicy', 'iam:PutUserPolicy'], attached: ['iam:DetachUserPolicy'] },
  role: { inline: ['iam:DeleteRolePolicy', 'iam:PutRolePolicy'], attached: ['iam:DetachRolePolicy'] },
} as const;
const leaveGroup = 'iam:RemoveUserFromGroup';
const rewritePolicy = 'iam:CreatePolicyVersion';

export const denyRemovers: readonly string[] = [
  ...Object.values(removers).flatMap(({ inline, attached }) => [...inline, ...attached]),
  leaveGroup,
  rewritePolicy,
];

/** May the holder take one policy off one of its members? */
const removal = (asking: Asking, holder: Holder, principal: Principal, policy: AppliedPolicy): Decision => {
  if (principal.kind === 'root') return denied;
  const rewrite =
    policy.arn !== undefined && asking.inventory.policies.get(policy.arn)?.account === principal.account
      ? ask(holder, asking, { action: rewritePolicy, resource: policy.arn })
      : denied;
  if (policy.via.startsWith('group ')) {
    const name = policy.via.slice('group '.length);
    const group = principal.groups.find((arn) => arn.endsWith(`/${name}`));
    return group === undefined
      ? rewrite
      : better(ask(holder, asking, { action: leaveGroup, resource: group }), rewrite);
  }
  const { arn } = policy;
  const more = arn === undefined ? undefined : new Map([['iam:policyarn', known(arn)]]);
  return removers[principal.kind][arn === undefined ? 'inline' : 'attached']
    .map((action) => ask(holder, asking, { action, resource: principal.arn, target: principal, more }))
    .reduce(better, rewrite);
};

type Parts = Asking & Directory & Pick<Drawing, 'graph'> & Pick<HypotheticalHolders, 'withPolicies'>;

/** An identity that may take off the policies that deny it something has the rest without the deny. */
export const addDenyRemoval = (parts: Parts, holder: Holder): void => {
  if (!denyRemovers.some((action) => mayDo(holder, action))) return;
  const { documents } = parts.inventory.store;
  const denying = holder.layers.identity.filter(({ statements }) => statements.some(({ allow }) => !allow));
  if (denying.length === 0) return;
  for (const member of holder.members) {
    const principal =
      (holder.hypothetical === true ? holder.principal : undefined) ?? parts.principals[member]!;
    let all: Decision | undefined;
    const gone = denying.filter((document) => {
      // A document may be attached in several ways: each has to go.
      const applied = principal.policies.filter((policy) => documents[policy.document] === document);
      if (applied.length === 0) return false;
      const decision = applied.map((policy) => removal(parts, holder, principal, policy)).reduce(both);
      if (decision.verdict === 'denied') return false;
      all = all === undefined ? decision : both(all, decision);
      return true;
    });
    if (all === undefined) continue;
    const left = principal.policies.filter(({ document }) => !gone.includes(documents[document]!));
    const one = {
      ...holder,
      node: holder.hypothetical === true ? holder.node : member,
      members: [member],
      principal: { ...principal, policies: left },
    };
    const rest = layersOf(parts, one.principal).identity;
    const label = `${principal.arn} without the denies of ${gone.length} of its policies`;
    parts.graph.edge(one.node, parts.withPolicies(one, label, rest).node, removeDenies, detailsOf(all));
  }
};
