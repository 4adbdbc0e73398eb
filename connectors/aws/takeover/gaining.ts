import type { Technique } from '../../../src/model/takeover.ts';
import { type AppliedPolicy, arnParts, type Principal } from '../facts/inventory.ts';
import { meaningOf } from '../facts/managed-policies.ts';
import { type KeyValue, known } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import { iamApi } from '../techniques/shared.ts';
import { holds } from './alike.ts';
import { type Build, changeableRole } from './build.ts';
import { detailsOf } from './graph-builder.ts';
import { ask, both, documentsOf, type Holder, mayDo, namesFor } from './holder.ts';

/** What an identity may give itself short of any permission: groups that it may join, policies that it may attach. */
interface Gain {
  readonly decision: Decision;
  readonly policies: readonly AppliedPolicy[];
  readonly group?: string;
  readonly name: string;
}

/** Actions of which one pair on all users and roles is enough for everything. */
const writers = [
  ['iam:attachuserpolicy', 'iam:attachrolepolicy'],
  ['iam:putuserpolicy', 'iam:putrolepolicy'],
] as const;

const controlling = new WeakMap<PolicyDocument, boolean>();

/** Whether whoever has the policy has everything, or can write itself everything. */
export const givesControl = (document: PolicyDocument): boolean => {
  let gives = controlling.get(document);
  if (gives === undefined) {
    gives = saysControl(document);
    controlling.set(document, gives);
  }
  return gives;
};

const saysControl = ({ statements }: PolicyDocument): boolean =>
  statements.some(
    ({ allow, actions, conditions, resources, notResource }) =>
      allow &&
      conditions.length === 0 &&
      !notResource &&
      resources.some(({ text }) => text === '*') &&
      (actions.everything || writers.some((pair) => pair.every((action) => actions.includes(action)))),
  ) &&
  !statements.some(
    ({ allow, actions }) => !allow && writers.flat().some((action) => actions.includes(action)),
  );

type GroupPolicies = ReadonlyMap<string, readonly AppliedPolicy[]>;
const policiesOfGroups = new WeakMap<Build, Map<string, GroupPolicies>>();

/** Policies of each group of an account. */
const groupPolicies = (build: Build, account: string): GroupPolicies => {
  const byAccount = policiesOfGroups.get(build) ?? new Map<string, GroupPolicies>();
  policiesOfGroups.set(build, byAccount);
  let known = byAccount.get(account);
  if (known === undefined) {
    known = readGroupPolicies(build, account);
    byAccount.set(account, known);
  }
  return known;
};

const readGroupPolicies = (build: Build, account: string): GroupPolicies => {
  const { store, groups, policies } = build.inventory;
  const found = new Map<string, readonly AppliedPolicy[]>();
  for (const { Arn, GroupName, AttachedManagedPolicies, GroupPolicyList } of groups.values()) {
    if (arnParts(Arn).account !== account) continue;
    const via = `group ${GroupName}`;
    const source = { record: 'aws.group', id: Arn };
    const attached = (AttachedManagedPolicies ?? []).flatMap(({ PolicyArn: arn }) => {
      const meaning = policies.get(arn)?.document === undefined ? meaningOf(arn) : undefined;
      const document =
        policies.get(arn)?.document ?? (meaning === undefined ? undefined : store.intern(meaning));
      return document === undefined ? [] : [{ document, name: arn, arn, via, source }];
    });
    const inline = (GroupPolicyList ?? []).map(({ PolicyName: name, PolicyDocument: text }) => ({
      document: store.intern(text),
      name,
      via,
      source,
    }));
    found.set(Arn, [...attached, ...inline]);
  }
  return found;
};

/** Groups whose policies give control: joining one is full control, within the user's own limits. */
export const adminGroups = (build: Build, account: string): readonly string[] =>
  [...groupPolicies(build, account)].flatMap(([arn, policies]) =>
    policies.some(({ document }) => givesControl(build.inventory.store.documents[document]!)) ? [arn] : [],
  );

/** A member as it is after the holder's gains. */
export const withGains = (build: Build, holder: Holder, member: number): Principal => {
  const base = build.principals[member]!;
  const first = build.principals[holder.members[0] ?? -1];
  if (holder.thought !== true || holder.principal === undefined || first === undefined) return base;
  const groups = holder.principal.groups.filter((arn) => !first.groups.includes(arn));
  const policies = holder.principal.policies.filter((policy) => !first.policies.includes(policy));
  if (groups.length === 0 && policies.length === 0) return base;
  return { ...base, groups: [...base.groups, ...groups], policies: [...base.policies, ...policies] };
};

/** Edges to the holder with all it can be sure to gain, and with what it may gain besides. */
const addGains = (build: Build, holder: Holder, gains: readonly Gain[], technique: Technique): void => {
  const { documents } = build.inventory.store;
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
    const gained = build.changed({ ...holder, principal: changed }, label, [
      ...holder.layers.identity,
      ...policies.map(({ document }) => documents[document]!),
    ]);
    build.graph.edge(
      holder.node,
      gained.node,
      technique,
      detailsOf(some.map(({ decision }) => decision).reduce(both)),
    );
  }
};

/** May the holder change what a policy says, or what a group gives? */
const writes = (build: Build, holder: Holder, policies: readonly AppliedPolicy[], group?: string): boolean =>
  policies.some(
    ({ arn }) =>
      arn !== undefined &&
      build.inventory.policies.get(arn)?.account === holder.account &&
      ask(holder, build, { action: 'iam:CreatePolicyVersion', resource: arn }).verdict !== 'denied',
  ) ||
  (group !== undefined &&
    ['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'].some(
      (action) =>
        mayDo(holder, action) && ask(holder, build, { action, resource: group }).verdict !== 'denied',
    ));

/** A user that may join a group has the group's policies besides its own, within its own limits. */
export const addGroupJoining = (build: Build, holder: Holder): void => {
  const action = 'iam:AddUserToGroup';
  if (holder.kind !== 'user' || !mayDo(holder, action)) return;
  const joinable = [...groupPolicies(build, holder.account)].flatMap(([arn, policies]): Gain[] => {
    if (holder.principal?.groups.includes(arn)) return [];
    const gives = policies.some(({ document }) => !holds(build.inventory.store, holder.layers, document));
    if (!gives && !writes(build, holder, policies, arn)) return [];
    const decision = ask(holder, build, { action, resource: arn });
    return decision.verdict === 'denied' ? [] : [{ decision, policies, group: arn, name: arn }];
  });
  addGains(build, holder, joinable, {
    id: 'add-user-to-group',
    mechanism: 'write-permission',
    does: 'put itself into groups that have more',
    source: iamApi('AddUserToGroup'),
  });
};

const attaching = {
  user: 'iam:AttachUserPolicy',
  role: 'iam:AttachRolePolicy',
} as const;

const policyArn = 'iam:policyarn';

/** Values of `iam:PolicyARN` in the holder's statements on attaching: it may attach these policies and no others. */
const attachableNames = (holder: Holder, action: string): readonly string[] => [
  ...new Set(
    documentsOf(holder.layers).flatMap((document) =>
      statementsFor(document, action.toLowerCase()).flatMap(({ conditions }) =>
        conditions.filter(({ key }) => key === policyArn).flatMap(({ values }) => values),
      ),
    ),
  ),
];

const attachActions = [...Object.values(attaching), 'iam:AttachGroupPolicy'] as const;

const controlOfHolders = new WeakMap<PolicyLayers, KeyValue>();

/** Policies that an `iam:PolicyARN` condition would have to let through for the holder to gain everything. */
export const controlPolicies = (build: Build, holder: Holder): KeyValue => {
  let value = controlOfHolders.get(holder.layers);
  if (value === undefined) {
    value = readControlPolicies(build, holder);
    controlOfHolders.set(holder.layers, value);
  }
  return value;
};

const readControlPolicies = (build: Build, holder: Holder): KeyValue => {
  const { partition } = holder;
  const own = [...build.inventory.policies.values()].filter(
    ({ account, document }) =>
      (account === holder.account || account === 'aws') &&
      document !== undefined &&
      givesControl(build.inventory.store.documents[document]!),
  );
  // Whoever makes a policy says what is in it.
  const create = 'iam:CreatePolicy';
  const made = mayDo(holder, create)
    ? attachActions
        .flatMap((action) => attachableNames(holder, action))
        .flatMap((name) => [...namesFor(holder, create, name)])
        .filter((resource) => ask(holder, build, { action: create, resource }).verdict === 'allowed')
    : [];
  const arns = new Set([
    `arn:${partition}:iam::aws:policy/AdministratorAccess`,
    `arn:${partition}:iam::aws:policy/IAMFullAccess`,
    ...own.map(({ arn }) => arn),
    ...made,
  ]);
  return { is: 'chosen', among: [...arns].map((arn) => [arn]) };
};

/** An identity that may attach some policies to itself has what these allow, and may find one among them that it writes. */
export const addPolicyAttaching = (build: Build, holder: Holder): void => {
  if (holder.kind !== 'user' && holder.kind !== 'role') return;
  const action = attaching[holder.kind];
  if (!mayDo(holder, action) || attachableNames(holder, action).length === 0) return;
  const { policies } = build.inventory;
  for (const member of holder.members) {
    const principal = withGains(build, holder, member);
    if (principal.kind === 'role' && !changeableRole(principal)) continue;
    const gains = [...policies.values()].flatMap(({ arn, account, document }): Gain[] => {
      if (document === undefined || (account !== holder.account && account !== 'aws')) return [];
      if (principal.policies.some((policy) => policy.arn === arn)) return [];
      const more = new Map([[policyArn, known(arn)]]);
      const question = { action, resource: principal.arn, target: principal, more };
      const decision = ask(holder, build, question);
      const source = { record: 'aws.policy', id: arn };
      return decision.verdict === 'denied'
        ? []
        : [{ decision, policies: [{ document, name: arn, arn, via: 'attached', source }], name: arn }];
    });
    const node = holder.thought === true ? holder.node : member;
    addGains(build, { ...holder, node, members: [member], principal }, gains, {
      id: 'attach-own-policies',
      mechanism: 'write-permission',
      does: 'attach policies to itself that it may attach',
      source: iamApi(action.slice('iam:'.length)),
    });
  }
};
