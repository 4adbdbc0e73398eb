import type { Technique } from '../../../src/model/takeover.ts';
import type { Principal } from '../inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import { type Decision, denied, statementsFor } from '../policy/evaluate.ts';
import { creationTechniques, type PermissionTechnique, permissionTechniques } from '../techniques/index.ts';
import { type Build, changeableRole } from './build.ts';
import { adminGroups, controlPolicies, givesControl, withGains } from './gaining.ts';
import { detailsOf } from './graph-builder.ts';
import { ask, better, both, type Holder, mayDo, namesFor } from './holder.ts';
import { single } from './two-sides.ts';

/** Resources through which a technique writes an identity's permissions. */
export const leversOn = (
  build: Build,
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
        const policy = build.inventory.policies.get(arn);
        if (policy === undefined || policy.account === 'aws') return false;
        if (technique.target === 'policy') return true;
        return policy.olderVersions.some((document) =>
          givesControl(build.inventory.store.documents[document]!),
        );
      });
    case 'membership':
      return principal.kind === 'user'
        ? adminGroups(build, principal.account).filter((arn) => !principal.groups.includes(arn))
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
  build: Build,
  holder: Holder,
  target: Principal,
): WayToWrite | undefined => {
  let best: WayToWrite | undefined;
  const more = new Map([['iam:policyarn', controlPolicies(build, holder)]]);
  for (const technique of permissionTechniques) {
    if (!mayDo(holder, technique.action)) continue;
    for (const resource of leversOn(build, technique, target)) {
      let decision = ask(holder, build, { action: technique.action, resource, target, more });
      if (
        technique.target === 'policy' &&
        (build.inventory.policies.get(resource)?.versions ?? 0) >= mostVersions
      ) {
        // A sixth version is refused: one must go first.
        decision = both(decision, ask(holder, build, { action: 'iam:DeletePolicyVersion', resource }));
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
  id: technique.id,
  mechanism: 'write-permission',
  does: `${technique.does.replace(/the (user|role)\b/, who)}`,
  source: technique.source,
});

/** An identity that can write its own permissions has any that its limits admit. */
export const addSelfEscalation = (build: Build, holder: Holder): void => {
  if (!writesAnyPermissions(holder)) return;
  for (const member of holder.members) {
    const principal = withGains(build, holder, member);
    const own = writesPermissionsOf(build, holder, principal);
    if (own === undefined) continue;
    const gained =
      holder.thought === true
        ? build.anyoneWithin(holder.account, holder.boundaryArn, holder.layers.identity)
        : build.anyoneWithDeniesOf(principal);
    const technique = asTechnique(
      own.technique,
      own.technique.target === 'user' || own.technique.target === 'role' ? 'itself' : 'it',
    );
    const from = holder.thought === true ? holder.node : member;
    build.graph.edge(from, gained.node, technique, detailsOf(own.decision));
  }
};

/** Edge to "any permission" by writing the permissions of an identity that the holder can become. */
export const addWriteThrough = (
  build: Build,
  from: number,
  holder: Holder,
  target: Principal,
  way: WayToWrite,
  assumes: readonly string[],
  /** Whoever starts becomes the holder first: the statements that allow the write are not its own. */
  mediated: boolean,
): boolean => {
  const gained = build.anyoneWithDeniesOf(target);
  const technique = asTechnique(way.technique, `a ${target.kind} that it can become`);
  return build.graph.edge(
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
export const addVersionRollback = (build: Build, holder: Holder): void => {
  const row = permissionTechniques.find(({ target }) => target === 'policy-version')!;
  if (!mayDo(holder, row.action)) return;
  const { policies, store } = build.inventory;
  for (const member of holder.thought === true ? [] : holder.members) {
    const principal = build.principals[member]!;
    for (const { arn, document } of principal.policies) {
      const older = arn === undefined ? undefined : policies.get(arn);
      if (arn === undefined || older === undefined || older.account === 'aws') continue;
      const decision = ask(holder, build, { action: row.action, resource: arn });
      if (decision.verdict === 'denied') continue;
      const rest = principal.policies
        .filter((policy) => policy.arn !== arn)
        .map((policy) => store.documents[policy.document]!);
      for (const version of new Set(older.olderVersions)) {
        if (version === document) continue;
        const one = { ...holder, node: member, members: [member], principal };
        const gained = build.changed(one, `${arn} in an older version (${version})`, [
          ...rest,
          store.documents[version]!,
        ]);
        const technique: Technique = {
          id: row.id,
          mechanism: 'write-permission',
          does: row.does,
          source: row.source,
        };
        build.graph.edge(member, gained.node, technique, detailsOf(decision));
      }
    }
  }
};

const boundaryRemovers: Readonly<Record<'user' | 'role', readonly string[]>> = {
  user: ['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
  role: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
};

const boundaryRemoval: Technique = {
  id: 'remove-permissions-boundary',
  mechanism: 'write-permission',
  does: 'take off its own permissions boundary',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
};

const rewritesPolicy = (build: Build, holder: Holder, policy: string, account: string): Decision =>
  build.inventory.policies.get(policy)?.account === account
    ? ask(holder, build, { action: 'iam:CreatePolicyVersion', resource: policy })
    : denied;

/** May the holder take an identity's boundary off, put another in its place, or rewrite it? */
const removesBoundaryOf = (build: Build, holder: Holder, target: Principal): Decision => {
  if (target.boundaryArn === undefined || target.kind === 'root') return denied;
  if (target.kind === 'role' && !changeableRole(target)) return denied;
  const remove = boundaryRemovers[target.kind]
    .map((action) => ask(holder, build, { action, resource: target.arn, target }))
    .reduce(better);
  const rewrite = rewritesPolicy(build, holder, target.boundaryArn, target.account);
  return better(remove, rewrite);
};

export const removesAnyBoundary = (holder: Holder): boolean =>
  Object.values(boundaryRemovers).some((actions) => actions.some((action) => mayDo(holder, action)));

/** Taking off the own boundary leaves the policies as they are written. */
export const addBoundaryRemoval = (build: Build, holder: Holder): void => {
  if (holder.boundaryArn === undefined || (holder.kind !== 'user' && holder.kind !== 'role')) return;
  for (const member of holder.members) {
    const decision = removesBoundaryOf(build, holder, build.principals[member]!);
    if (decision.verdict === 'denied') continue;
    build.graph.edge(member, build.unbounded(holder, member).node, boundaryRemoval, detailsOf(decision));
  }
};

/** Taking the boundary off an identity that the holder can become. */
export const addBoundaryRemovalThrough = (
  build: Build,
  from: number,
  holder: Holder,
  target: number,
  assumes: readonly string[],
): boolean => {
  const principal = build.principals[target]!;
  const decision = removesBoundaryOf(build, holder, principal);
  if (decision.verdict === 'denied') return false;
  const gained = build.unbounded(single(build, target, undefined), target);
  const technique: Technique = {
    ...boundaryRemoval,
    id: `${boundaryRemoval.id}-and-become`,
    does: `take the permissions boundary off a ${principal.kind} that it can become, and then act as it`,
  };
  return build.graph.edge(from, gained.node, technique, {
    ...detailsOf(decision),
    through: principal.arn,
    assumes: [...new Set([...decision.assumes, ...assumes])],
  });
};

/** A new user or role of the holder's own, with the boundary that its permission asks for, or none. */
export const addCreationEdges = (build: Build, holder: Holder): void => {
  for (const technique of creationTechniques) {
    if (!mayDo(holder, technique.create)) continue;
    if (!technique.oneOf.every((actions) => actions.some((action) => mayDo(holder, action)))) continue;
    const pattern = `arn:{partition}:iam::{account}:${technique.principal}/?*`;
    const policyArn = controlPolicies(build, holder);
    for (const boundary of [undefined, ...boundariesAskedFor(holder, technique.create)]) {
      let best = denied;
      for (const resource of namesFor(holder, technique.create, pattern)) {
        const more = new Map<string, KeyValue>([
          ['iam:permissionsboundary', boundary === undefined ? { is: 'absent' } : known(boundary)],
          ['iam:policyarn', policyArn],
        ]);
        const decision = technique.oneOf
          .map((actions) =>
            actions.map((action) => ask(holder, build, { action, resource, more })).reduce(better),
          )
          .reduce(both, ask(holder, build, { action: technique.create, resource, more }));
        best = better(best, decision);
      }
      if (best.verdict === 'denied') continue;
      // A boundary that it may rewrite is none.
      const rewrites =
        boundary === undefined ? denied : both(best, rewritesPolicy(build, holder, boundary, holder.account));
      if (rewrites.verdict === 'allowed') best = rewrites;
      const gained = build.anyone(holder.account, rewrites.verdict === 'allowed' ? undefined : boundary);
      build.graph.edge(
        holder.node,
        gained.node,
        { ...technique, mechanism: 'write-permission' },
        detailsOf(best),
      );
      if (best.verdict === 'allowed') break;
    }
  }
};

const boundariesAskedFor = (holder: Holder, action: string): readonly string[] => [
  ...new Set(
    holder.layers.identity.flatMap((document) =>
      statementsFor(document, action.toLowerCase()).flatMap((statement) =>
        statement.conditions
          .filter((clause) => clause.key === 'iam:permissionsboundary')
          .flatMap((clause) => clause.values.filter((value) => value.startsWith('arn:'))),
      ),
    ),
  ),
];
