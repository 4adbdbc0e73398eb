import type { Technique } from '../../../src/model/takeover.ts';
import type { Principal } from '../facts/inventory.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, denied } from '../policy/evaluate.ts';
import { boundaryActions, boundaryRemovers } from '../techniques/boundaries.ts';
import { removeBoundary } from '../techniques/index.ts';
import { type Asking, ask } from './asking.ts';
import { better, detailsOf } from './decisions.ts';
import { changeableRole, type Directory } from './directory.ts';
import { type Holder, mayDo } from './holder.ts';
import type { HypotheticalHolders } from './hypothetical.ts';
import type { Drawing } from './parts.ts';
import { memberAlone } from './resource-based-policy.ts';

type Parts = Asking &
  Directory &
  Pick<Drawing, 'graph'> &
  Pick<HypotheticalHolders, 'anyoneWithin' | 'withoutBoundary'>;

export const rewritesPolicy = (asking: Asking, holder: Holder, policy: string, account: string): Decision =>
  asking.inventory.policies.get(policy)?.account === account
    ? ask(holder, asking, { action: 'iam:CreatePolicyVersion', resource: policy })
    : denied;

const limitless = new WeakMap<Asking, KeyValue>();

/** Boundaries that limit nothing: what a new boundary would have to be for the holder to gain by it. */
const boundariesWithoutLimit = (asking: Asking): KeyValue => {
  let value = limitless.get(asking);
  if (value === undefined) {
    const wide = [...asking.inventory.policies.values()].filter(
      ({ document }) => document !== undefined && allowsAll(asking.inventory.store.documents[document]!),
    );
    const arns = new Set(['arn:aws:iam::aws:policy/AdministratorAccess', ...wide.map(({ arn }) => arn)]);
    value = { is: 'chosen', among: [...arns].map((arn) => [arn]) };
    limitless.set(asking, value);
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
export const takesBoundaryOff = (
  asking: Asking,
  holder: Holder,
  kind: 'user' | 'role',
  on: { readonly resource: string; readonly target?: Principal; readonly boundary: string },
): Decision => {
  const { remove, replace } = boundaryRemovers[kind];
  const { resource, target, boundary } = on;
  const asked = (action: string, value: KeyValue): Decision =>
    ask(holder, asking, { action, resource, target, more: new Map([['iam:permissionsboundary', value]]) });
  return better(asked(remove, known(boundary)), asked(replace, boundariesWithoutLimit(asking)));
};

/** May the holder take an identity's boundary off, put another in its place, or rewrite it? */
const removesBoundaryOf = (asking: Asking, holder: Holder, target: Principal): Decision => {
  const { boundaryArn: boundary, kind, arn: resource } = target;
  if (boundary === undefined || kind === 'root') return denied;
  if (kind === 'role' && !changeableRole(target)) return denied;
  const off = takesBoundaryOff(asking, holder, kind, { resource, target, boundary });
  return better(off, rewritesPolicy(asking, holder, boundary, target.account));
};

export const removesAnyBoundary = (holder: Holder): boolean =>
  boundaryActions.some((action) => mayDo(holder, action));

/** Whoever has any permission within a boundary may find among them one to be rid of it. */
const addBoundaryShedding = (parts: Parts, holder: Holder, boundary: string): void => {
  const { account, partition, layers } = holder;
  const kinds = ['user', 'role'] as const;
  // A name that no policy mentions: what is allowed on it is allowed on whoever this stands for.
  const off = kinds.map((kind) =>
    takesBoundaryOff(parts, holder, kind, {
      resource: `arn:${partition}:iam::${account}:${kind}/nhi-audit-unmentioned`,
      boundary,
    }),
  );
  const decision = off.reduce(better, rewritesPolicy(parts, holder, boundary, account));
  if (decision.verdict === 'denied') return;
  const gained = parts.anyoneWithin(account, undefined, layers.identity);
  parts.graph.edge(holder.node, gained.node, removeBoundary, detailsOf({ ...decision, by: [] }));
};

/** Taking off the own boundary leaves the policies as they are written. */
export const addBoundaryRemoval = (parts: Parts, holder: Holder): void => {
  if (holder.boundaryArn === undefined) return;
  if (holder.kind === 'anyone') addBoundaryShedding(parts, holder, holder.boundaryArn);
  for (const member of holder.members) {
    const decision = removesBoundaryOf(parts, holder, parts.principals[member]!);
    if (decision.verdict === 'denied') continue;
    parts.graph.edge(member, parts.withoutBoundary(holder, member).node, removeBoundary, detailsOf(decision));
  }
};

/** Taking the boundary off an identity that the holder can become. */
export const addBoundaryRemovalThrough = (
  parts: Parts,
  from: number,
  holder: Holder,
  target: number,
  assumes: readonly string[],
): boolean => {
  const principal = parts.principals[target]!;
  const decision = removesBoundaryOf(parts, holder, principal);
  if (decision.verdict === 'denied') return false;
  const gained = parts.withoutBoundary(memberAlone(parts, target, undefined), target);
  const technique: Technique = {
    ...removeBoundary,
    id: `${removeBoundary.id}-and-become`,
    does: `take the permissions boundary off a ${principal.kind} that it can become, and then act as it`,
  };
  return parts.graph.edge(from, gained.node, technique, {
    ...detailsOf(decision),
    through: principal.arn,
    assumes: [...new Set([...decision.assumes, ...assumes])],
  });
};
