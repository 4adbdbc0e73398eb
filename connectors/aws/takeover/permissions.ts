import type { Technique } from '../../../src/model/takeover.ts';
import type { Principal } from '../facts/inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, denied, statementsFor } from '../policy/evaluate.ts';
import { compileWildcard } from '../policy/wildcard.ts';
import { boundaryActions, boundaryRemovers } from '../techniques/boundaries.ts';
import { creationTechniques, type PermissionTechnique, permissionTechniques } from '../techniques/index.ts';
import { type Build, changeableRole } from './build.ts';
import { adminGroups, controlPolicies, givesControl, withGains } from './gaining.ts';
import { detailsOf } from './graph-builder.ts';
import { ask, better, both, documentsOf, type Holder, mayDo, namesFor } from './holder.ts';
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

const limitless = new WeakMap<Build, KeyValue>();

/** Boundaries that limit nothing: what a new boundary would have to be for the holder to gain by it. */
const boundariesWithoutLimit = (build: Build): KeyValue => {
  let value = limitless.get(build);
  if (value === undefined) {
    const wide = [...build.inventory.policies.values()].filter(
      ({ document }) => document !== undefined && allowsAll(build.inventory.store.documents[document]!),
    );
    const arns = new Set(['arn:aws:iam::aws:policy/AdministratorAccess', ...wide.map(({ arn }) => arn)]);
    value = { is: 'chosen', among: [...arns].map((arn) => [arn]) };
    limitless.set(build, value);
  }
  return value;
};

const allowsAll = ({ statements }: PolicyDocument): boolean =>
  statements.every(({ allow }) => allow) &&
  statements.some(
    ({ actions, conditions, resources, notResource }) =>
      actions.everything &&
      conditions.length === 0 &&
      !notResource &&
      resources.some(({ text }) => text === '*'),
  );

/**
 * May the holder take a boundary off, or put another in its place? `iam:PermissionsBoundary` is the boundary that there
 * is, or the one that is put.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#available-keys-for-iam
 */
const takesBoundaryOff = (
  build: Build,
  holder: Holder,
  kind: 'user' | 'role',
  on: { readonly resource: string; readonly target?: Principal; readonly boundary: string },
): Decision => {
  const { remove, replace } = boundaryRemovers[kind];
  const { resource, target, boundary } = on;
  const asked = (action: string, value: KeyValue): Decision =>
    ask(holder, build, { action, resource, target, more: new Map([['iam:permissionsboundary', value]]) });
  return better(asked(remove, known(boundary)), asked(replace, boundariesWithoutLimit(build)));
};

/** May the holder take an identity's boundary off, put another in its place, or rewrite it? */
const removesBoundaryOf = (build: Build, holder: Holder, target: Principal): Decision => {
  const { boundaryArn: boundary, kind, arn: resource } = target;
  if (boundary === undefined || kind === 'root') return denied;
  if (kind === 'role' && !changeableRole(target)) return denied;
  const off = takesBoundaryOff(build, holder, kind, { resource, target, boundary });
  return better(off, rewritesPolicy(build, holder, boundary, target.account));
};

export const removesAnyBoundary = (holder: Holder): boolean =>
  boundaryActions.some((action) => mayDo(holder, action));

/** Whoever has any permission within a boundary may find among them one to be rid of it. */
const addBoundaryShedding = (build: Build, holder: Holder, boundary: string): void => {
  const { account, partition, layers } = holder;
  const kinds = ['user', 'role'] as const;
  // A name that no policy mentions: what is allowed on it is allowed on whoever this stands for.
  const off = kinds.map((kind) =>
    takesBoundaryOff(build, holder, kind, {
      resource: `arn:${partition}:iam::${account}:${kind}/nhi-audit-unmentioned`,
      boundary,
    }),
  );
  const decision = off.reduce(better, rewritesPolicy(build, holder, boundary, account));
  if (decision.verdict === 'denied') return;
  const gained = build.anyoneWithin(account, undefined, layers.identity);
  build.graph.edge(holder.node, gained.node, boundaryRemoval, detailsOf({ ...decision, by: [] }));
};

/** Taking off the own boundary leaves the policies as they are written. */
export const addBoundaryRemoval = (build: Build, holder: Holder): void => {
  if (holder.boundaryArn === undefined) return;
  if (holder.kind === 'anyone') addBoundaryShedding(build, holder, holder.boundaryArn);
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
    for (const boundary of [undefined, ...boundariesAskedFor(build, holder, technique.create)]) {
      let best = denied;
      // A boundary that it may take off again, or rewrite, is none.
      let freed = denied;
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
        if (boundary === undefined) continue;
        const off = takesBoundaryOff(build, holder, technique.principal, { resource, boundary });
        const rid = better(off, rewritesPolicy(build, holder, boundary, holder.account));
        freed = better(freed, both(decision, rid));
      }
      if (best.verdict === 'denied') continue;
      const free = freed.verdict === 'allowed';
      if (free) best = freed;
      const gained = build.anyone(holder.account, free ? undefined : boundary);
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

/** Boundaries that the holder's policies and limits speak of, where the text is a pattern the policies that fit it. */
const boundariesAskedFor = (build: Build, holder: Holder, action: string): readonly string[] => [
  ...new Set(
    documentsOf(holder.layers).flatMap((document) =>
      statementsFor(document, action.toLowerCase()).flatMap(({ conditions }) =>
        conditions
          .filter(({ key }) => key === 'iam:permissionsboundary')
          .flatMap(({ values }) => values.filter((value) => value.startsWith('arn:')))
          .flatMap((value) => {
            const fits = compileWildcard(value);
            const policies = [...build.inventory.policies.values()].filter(({ arn }) => fits(arn));
            return policies.length === 0 ? [value] : policies.map(({ arn }) => arn);
          }),
      ),
    ),
  ),
];
