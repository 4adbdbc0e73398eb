import type { Technique } from '../../../src/model/takeover.ts';
import type { AppliedPolicy, Principal } from '../facts/inventory.ts';
import { known } from '../policy/condition.ts';
import { type Decision, denied } from '../policy/evaluate.ts';
import type { Build } from './build.ts';
import { detailsOf } from './graph-builder.ts';
import { ask, better, both, type Holder, mayDo } from './holder.ts';

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

const technique: Technique = {
  id: 'remove-own-denies',
  mechanism: 'write-permission',
  does: 'take off policies of its own that deny',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html',
};

/** May the holder take one policy off one of its members? */
const removal = (build: Build, holder: Holder, principal: Principal, policy: AppliedPolicy): Decision => {
  if (principal.kind === 'root') return denied;
  const rewrite =
    policy.arn !== undefined && build.inventory.policies.get(policy.arn)?.account === principal.account
      ? ask(holder, build, { action: rewritePolicy, resource: policy.arn })
      : denied;
  if (policy.via.startsWith('group ')) {
    const name = policy.via.slice('group '.length);
    const group = principal.groups.find((arn) => arn.endsWith(`/${name}`));
    return group === undefined
      ? rewrite
      : better(ask(holder, build, { action: leaveGroup, resource: group }), rewrite);
  }
  const { arn } = policy;
  const more = arn === undefined ? undefined : new Map([['iam:policyarn', known(arn)]]);
  return removers[principal.kind][arn === undefined ? 'inline' : 'attached']
    .map((action) => ask(holder, build, { action, resource: principal.arn, target: principal, more }))
    .reduce(better, rewrite);
};

/** An identity that may take off the policies that deny it something has the rest without the deny. */
export const addDenyRemoval = (build: Build, holder: Holder): void => {
  if (!denyRemovers.some((action) => mayDo(holder, action))) return;
  const { documents } = build.inventory.store;
  const denying = holder.layers.identity.filter(({ statements }) => statements.some(({ allow }) => !allow));
  if (denying.length === 0) return;
  for (const member of holder.members) {
    const principal = build.principals[member]!;
    let all: Decision | undefined;
    const gone = denying.filter((document) => {
      // A document may be attached in several ways: each has to go.
      const applied = principal.policies.filter((policy) => documents[policy.document] === document);
      if (applied.length === 0) return false;
      const decision = applied.map((policy) => removal(build, holder, principal, policy)).reduce(both);
      if (decision.verdict === 'denied') return false;
      all = all === undefined ? decision : both(all, decision);
      return true;
    });
    if (all === undefined) continue;
    const rest = holder.layers.identity.filter((document) => !gone.includes(document));
    const one = {
      ...holder,
      node: holder.thought === true ? holder.node : member,
      members: [member],
      principal,
    };
    const label = `${principal.arn} without the denies of ${gone.length} of its policies`;
    build.graph.edge(one.node, build.changed(one, label, rest).node, technique, detailsOf(all));
  }
};
