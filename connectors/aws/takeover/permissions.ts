import type { Technique } from '../../../src/model/takeover.ts';
import type { Principal } from '../facts/inventory.ts';
import type { Decision } from '../policy/evaluate.ts';
import { type PermissionTechnique, permissionTechniques } from '../techniques/index.ts';
import { withGains } from './added-policies.ts';
import { type Asking, ask } from './asking.ts';
import { controlPolicies, givesControl } from './control-policies.ts';
import { better, both, detailsOf } from './decisions.ts';
import { changeableRole, type Directory } from './directory.ts';
import { adminGroups } from './groups.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import type { Drawing } from './parts.ts';

type Parts = Asking & Directory & Pick<Drawing, 'graph'> & HypotheticalHolders;

/** Resources through which a technique writes an identity's permissions. */
const leversOn = (
  parts: Asking & Directory,
  technique: PermissionTechnique,
  principal: Principal,
): readonly string[] => {
  switch (technique.target) {
    case 'user':
      return principal.kind === 'user' ? [principal.arn] : [];
    case 'role':
      return changeableRole(principal) ? [principal.arn] : [];
    case 'group':
      return principal.groups;
    case 'policy':
    case 'policy-version':
      if (principal.reserved || principal.serviceLinked) return [];
      return [...new Set(principal.policies.flatMap(({ arn }) => arn ?? []))].filter((arn) => {
        const policy = parts.inventory.policies.get(arn);
        if (policy === undefined || policy.account === 'aws') return false;
        if (technique.target === 'policy') return true;
        return policy.olderVersions.some((document) =>
          givesControl(parts.inventory.store.documents[document]!),
        );
      });
    case 'membership':
      return principal.kind === 'user'
        ? adminGroups(parts, principal.account).filter((arn) => !principal.groups.includes(arn))
        : [];
  }
};

const mostVersions = 5;

export interface WayToWrite {
  readonly decision: Decision;
  readonly technique: PermissionTechnique;
}

/** May the holder write this identity's permissions, and by which technique best? */
export const writesPermissionsOf = (
  parts: Asking & Directory,
  holder: Holder,
  target: Principal,
): WayToWrite | undefined => {
  let best: WayToWrite | undefined;
  const more = new Map([['iam:policyarn', controlPolicies(parts, holder)]]);
  for (const technique of permissionTechniques) {
    if (!mayDo(holder, technique.action)) continue;
    for (const resource of leversOn(parts, technique, target)) {
      let decision = ask(holder, parts, { action: technique.action, resource, target, more });
      if (
        technique.target === 'policy' &&
        (parts.inventory.policies.get(resource)?.versions ?? 0) >= mostVersions
      ) {
        // A sixth version is refused: one must go first.
        decision = both(decision, ask(holder, parts, { action: 'iam:DeletePolicyVersion', resource }));
      }
      if (decision.verdict === 'denied') continue;
      if (best === undefined || better(best.decision, decision) !== best.decision)
        best = { decision, technique };
      if (best.decision.verdict === 'allowed') return best;
    }
  }
  return best;
};

export const writesAnyPermissions = (holder: Holder): boolean =>
  permissionTechniques.some(({ action }) => mayDo(holder, action));

const asTechnique = (technique: PermissionTechnique, who: string): Technique => ({
  ...technique,
  does: technique.does.replace(/the (user|role)\b/, who),
});

/** An identity that can write its own permissions has any that its limits admit. */
export const addSelfEscalation = (parts: Parts, holder: Holder): void => {
  if (!writesAnyPermissions(holder)) return;
  for (const member of holder.members) {
    const principal = withGains(parts, holder, member);
    const own = writesPermissionsOf(parts, holder, principal);
    if (own === undefined) continue;
    const gained =
      holder.hypothetical === true
        ? parts.anyoneWithin(holder.account, holder.boundaryArn, holder.layers.identity)
        : parts.anyoneWithDeniesOf(principal);
    const technique = asTechnique(
      own.technique,
      own.technique.target === 'user' || own.technique.target === 'role' ? 'itself' : 'it',
    );
    const from = holder.hypothetical === true ? holder.node : member;
    parts.graph.edge(from, gained.node, technique, detailsOf(own.decision));
  }
};

/** Edge to "any permission" by writing the permissions of an identity that the holder can become. */
export const addWriteThrough = (
  parts: Parts,
  from: number,
  holder: Holder,
  target: Principal,
  way: WayToWrite,
  assumes: readonly string[],
  /** Whoever starts becomes the holder first: the statements that allow the write are not its own. */
  mediated: boolean,
): boolean => {
  const gained = parts.anyoneWithDeniesOf(target);
  const technique = asTechnique(way.technique, `a ${target.kind} that it can become`);
  return parts.graph.edge(
    from,
    gained.node,
    {
      ...technique,
      id: `${technique.id}-and-become`,
      does: mediated
        ? `become ${holder.principal?.arn ?? 'an identity'}, ${technique.does}, and then act as it`
        : `${technique.does}, and then act as it`,
    },
    {
      ...detailsOf(way.decision),
      ...(mediated ? { allowedBy: [] } : {}),
      through: target.arn,
      assumes: [...new Set([...way.decision.assumes, ...assumes])],
    },
  );
};

/** Bringing back an older version of a policy gives what that version allows, and takes what the current one does. */
export const addVersionRollback = (parts: Parts, holder: Holder): void => {
  const row = permissionTechniques.find(({ target }) => target === 'policy-version')!;
  if (!mayDo(holder, row.action)) return;
  const { policies, store } = parts.inventory;
  for (const member of holder.hypothetical === true ? [] : holder.members) {
    const principal = parts.principals[member]!;
    for (const { arn, document } of principal.policies) {
      const older = arn === undefined ? undefined : policies.get(arn);
      if (arn === undefined || older === undefined || older.account === 'aws') continue;
      const decision = ask(holder, parts, { action: row.action, resource: arn });
      if (decision.verdict === 'denied') continue;
      const rest = principal.policies
        .filter((policy) => policy.arn !== arn)
        .map((policy) => store.documents[policy.document]!);
      for (const version of new Set(older.olderVersions)) {
        if (version === document) continue;
        const one = { ...holder, node: member, members: [member], principal };
        const gained = parts.withPolicies(one, `${arn} in an older version (${version})`, [
          ...rest,
          store.documents[version]!,
        ]);
        parts.graph.edge(member, gained.node, row, detailsOf(decision));
      }
    }
  }
};
