import type { TakeoverGraph } from '../../../src/model/takeover.ts';
import type { AppliedPolicy, Inventory, Principal } from '../facts/inventory.ts';
import { guardrailsOf } from '../facts/organization.ts';
import type { RoleTrust } from '../identities/trust.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Limit, PolicyLayers } from '../policy/evaluate.ts';
import { alikeIn, essenceOf } from './alike.ts';
import { addAssumeEdges } from './assume.ts';
import { bearingOf } from './bearing.ts';
import type { Build, Universe } from './build.ts';
import { addBoundaryRemovals, addCombinedWrites, addMediatedWrites } from './combined-writes.ts';
import { addCredentialEdges } from './credentials.ts';
import { addDenyRemoval } from './deny-removal.ts';
import { addFullAccess } from './full-access.ts';
import { addGroupJoining, addPolicyAttaching } from './gaining.ts';
import { createGraphBuilder, membership } from './graph-builder.ts';
import type { Holder } from './holder.ts';
import { addOrganizationEdges } from './organization-paths.ts';
import {
  addBoundaryRemoval,
  addCreationEdges,
  addSelfEscalation,
  addVersionRollback,
} from './permissions.ts';
import { addResourceAccess } from './resource-access.ts';
import { addResourcePolicyEdges } from './resource-policies.ts';
import { addPassRoleEdges, addWorkloadEdges } from './services.ts';

export interface TakeoverInput {
  readonly inventory: Inventory;
  /** By index of `inventory.principals`. */
  readonly trusts: readonly (readonly RoleTrust[])[];
  readonly now: string;
  readonly scopeOf: (account: string) => number;
  readonly scopes: number;
  /** Types of workloads, as `accountAndType`, of which all are known. */
  readonly workloadTypes: ReadonlySet<string>;
  /** Index of the interned profile of what a principal's policies and limits come to. */
  readonly profileOf: (principal: Principal) => number;
}

export const buildTakeover = (input: TakeoverInput): TakeoverGraph => {
  const { inventory, trusts, now, scopeOf, scopes, workloadTypes } = input;
  const { principals, store } = inventory;
  const guardrails = guardrailsOf(inventory);
  const graph = createGraphBuilder(principals.length);
  const indexByArn = new Map(principals.map((principal, index) => [principal.arn, index]));
  const byAccount = new Map<string, number[]>();
  principals.forEach(({ account }, index) => {
    const list = byAccount.get(account);
    if (list === undefined) byAccount.set(account, [index]);
    else list.push(index);
  });
  const allowAll =
    store.documents[
      store.intern({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
    ]!;

  const boundaryLimit = (arn: string, document: number | undefined): Limit => ({
    kind: 'permissions-boundary',
    name: arn,
    documents: document === undefined ? undefined : [store.documents[document]!],
  });
  const partitionOf = (account: string): string =>
    principals[byAccount.get(account)?.[0] ?? 0]?.partition ?? 'aws';

  const queue: Holder[] = [];
  const imagined = new Map<string, Holder>();
  const imagine = (
    key: string,
    label: string,
    account: string,
    kind: Holder['kind'],
    layers: PolicyLayers,
    boundaryArn: string | undefined,
    who?: Pick<Holder, 'members' | 'principal' | 'node'>,
    profile?: number,
  ): Holder => {
    let holder = imagined.get(key);
    if (holder === undefined) {
      holder = {
        node: graph.group('holders', label, profile),
        members: [],
        kind,
        account,
        partition: partitionOf(account),
        layers,
        principal: undefined,
        boundaryArn,
        ...(who === undefined ? {} : { members: who.members, principal: who.principal, thought: true }),
      };
      // It is the same identity, with more: what it could do before it still can.
      if (who !== undefined) graph.edge(holder.node, who.node, membership);
      imagined.set(key, holder);
      queue.push(holder);
    }
    return holder;
  };
  const anyone = (account: string, boundaryArn: string | undefined): Holder => {
    const limits = [
      ...guardrails.service(account),
      ...(boundaryArn === undefined
        ? []
        : [boundaryLimit(boundaryArn, inventory.policies.get(boundaryArn)?.document)]),
    ];
    const within = boundaryArn === undefined ? '' : ` within boundary ${boundaryArn}`;
    const label = `anyone with any permission in account ${account}${within}`;
    return imagine(label, label, account, 'anyone', { identity: [allowAll], limits }, boundaryArn);
  };
  /** What a principal would hold with other policies. */
  const profileWith = (principal: Principal, identity: readonly PolicyDocument[]): number =>
    input.profileOf({
      ...principal,
      policies: identity.flatMap(({ statements: [first] }): AppliedPolicy[] =>
        first === undefined
          ? []
          : [{ document: first.document, name: '', via: '', source: { record: 'aws.policy', id: '' } }],
      ),
    });
  const unbounded = (holder: Holder, member: number): Holder => {
    const limits = holder.layers.limits.filter((limit) => limit.kind !== 'permissions-boundary');
    const principal = principals[member]!;
    const label = `${principal.arn} without its permissions boundary`;
    return imagine(
      `${label} (${holder.node})`,
      label,
      holder.account,
      holder.kind,
      { identity: holder.layers.identity, limits },
      undefined,
      { members: [member], principal, node: member },
      profileWith({ ...principal, boundary: undefined, boundaryArn: undefined }, holder.layers.identity),
    );
  };
  const changed = (holder: Holder, label: string, identity: readonly PolicyDocument[]): Holder =>
    imagine(
      `${label} (${holder.node})`,
      label,
      holder.account,
      holder.kind,
      { identity: [...new Set(identity)], limits: holder.layers.limits },
      holder.boundaryArn,
      holder,
      holder.principal === undefined ? undefined : profileWith(holder.principal, identity),
    );

  const limited: Build['limited'] = (role, by, limit, document) => {
    const principal = principals[role]!;
    const layers = layersOf(principal);
    const label = `${principal.arn} within the session policies of ${by}`;
    // What it may do besides takes the limit for a boundary. Where that cannot be told, it is the role's own.
    const within = document === undefined ? principal : { ...principal, boundary: document, boundaryArn: by };
    const profile = input.profileOf(within);
    const holder = imagine(
      label,
      label,
      principal.account,
      'role',
      { identity: layers.identity, limits: [...layers.limits, limit] },
      principal.boundaryArn,
      undefined,
      profile,
    );
    return holder;
  };

  const layersOf = (principal: Principal): PolicyLayers => ({
    identity: [...new Set(principal.policies.map(({ document }) => document))]
      .sort((a, b) => a - b)
      .map((document) => store.documents[document]!),
    limits: [
      ...(principal.kind === 'root' ? [] : guardrails.service(principal.account)),
      ...(principal.boundaryArn === undefined
        ? []
        : [boundaryLimit(principal.boundaryArn, principal.boundary)]),
    ],
  });

  // A policy that is added takes no deny away: what an identity can give itself stays within its own denies.
  const anyoneWithin: Build['anyoneWithin'] = (account, boundaryArn, identity) => {
    const denying = identity.filter(({ statements }) => statements.some(({ allow }) => !allow));
    const whole = anyone(account, boundaryArn);
    if (denying.length === 0) return whole;
    const denies = denying.map((document) => ({
      ...document,
      statements: document.statements.filter(({ allow }) => !allow),
    }));
    const numbers = denying.map(({ statements: [first] }) => first!.document).sort((a, b) => a - b);
    const label = `anyone with any permission in account ${account} but for denies ${numbers.join(', ')}, boundary ${boundaryArn ?? 'none'}`;
    const { limits } = whole.layers;
    return imagine(label, label, account, 'anyone', { identity: [allowAll, ...denies], limits }, boundaryArn);
  };
  const anyoneWithDeniesOf = (principal: Principal): Holder =>
    anyoneWithin(principal.account, principal.boundaryArn, layersOf(principal).identity);

  const universes = new Map<string, Universe>();
  const build: Build = {
    inventory,
    guardrails,
    now,
    preparing: true,
    graph,
    principals,
    indexOf: (arn) => indexByArn.get(arn),
    scopeOf,
    trusts,
    byAccount,
    layersOf,
    anyone,
    unbounded,
    changed,
    limited,
    anyoneWithin,
    anyoneWithDeniesOf,
    allowAll,
    workloadTypes,
    universes,
    classes: new Map(),
    rolesByTrust: new Map(),
    samlTrusts: new Map(),
    leadingToControl: new Map(),
  };

  const { holders, holderOf } = gatherHolders(build);
  for (const holder of holders) queue.push(holder);
  for (let next = 0; next < queue.length; next += 1) {
    const holder = queue[next]!;
    addFullAccess(build, holder);
    if (holder.kind === 'root') continue;
    addSelfEscalation(build, holder);
    addGroupJoining(build, holder);
    addPolicyAttaching(build, holder);
    addVersionRollback(build, holder);
    addBoundaryRemoval(build, holder);
    addDenyRemoval(build, holder);
    addCreationEdges(build, holder);
    addCredentialEdges(build, holder);
    addPassRoleEdges(build, holder);
    addWorkloadEdges(build, holder);
    addOrganizationEdges(build, holder);
  }
  const settled = queue.length;
  addAssumeEdges(build, queue, holderOf);
  addResourcePolicyEdges(build, queue, holderOf);
  addBoundaryRemovals(build, queue.slice(0, settled));
  addCombinedWrites(build, queue);
  addMediatedWrites(build, queue);
  // Writing permissions may have brought in new thought-of holders: they get their own edges.
  for (let next = settled; next < queue.length; next += 1) {
    const holder = queue[next]!;
    addFullAccess(build, holder);
    addSelfEscalation(build, holder);
    addCreationEdges(build, holder);
    addCredentialEdges(build, holder);
    addPassRoleEdges(build, holder);
    addWorkloadEdges(build, holder);
    addOrganizationEdges(build, holder);
  }
  if (queue.length > settled) {
    addAssumeEdges(build, queue.slice(settled), []);
    addResourcePolicyEdges(build, queue.slice(settled), []);
  }
  addResourceAccess(build, input.profileOf);
  return { ...graph.finish(scopes), alike: alikeIn(store) };
};

/** Identities whose policies say the same where a technique turns on it, within the same limits, become one holder. */
const gatherHolders = (build: Build): { holders: Holder[]; holderOf: (Holder | undefined)[] } => {
  const { inventory, principals, graph, guardrails } = build;
  const { documents } = inventory.store;
  const groups = new Map<string, { members: number[]; identity: PolicyDocument[]; individual: boolean }>();
  // By document: most have nothing to do with any technique, and most principals have no other.
  const bears = documents.map((document) => bearingOf(document).matters);
  principals.forEach((principal, index) => {
    if (principal.serviceLinked || !principal.policies.some(({ document }) => bears[document])) return;
    const applied = [
      ...new Set(
        principal.policies.flatMap(({ document }) =>
          bears[document] ? [essenceOf(inventory.store, document)] : [],
        ),
      ),
    ].sort((a, b) => a - b);
    const identity = applied.map((document) => documents[document]!);
    if (!identity.some((document) => bearingOf(document).allows)) return;
    const limits = [
      ...(principal.boundary === undefined ? [] : [documents[principal.boundary]!]),
      ...[...guardrails.service(principal.account), ...guardrails.resource(principal.account)].flatMap(
        (limit) => limit.documents ?? [],
      ),
    ];
    const individual = [...identity, ...limits].some((document) => bearingOf(document).personal);
    const key = individual
      ? `own ${index}`
      : `${principal.account} ${principal.kind} ${principal.boundaryArn ?? ''} ${applied.join(',')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { members: [index], identity, individual });
    else group.members.push(index);
  });
  const holders: Holder[] = [];
  const holderOf: (Holder | undefined)[] = [];
  for (const { members, identity } of groups.values()) {
    const principal = principals[members[0]!]!;
    const { account, partition, kind, boundaryArn } = principal;
    const alone = members.length === 1;
    const node = alone
      ? members[0]!
      : graph.group('holders', `${members.length} ${kind}s with the same policies in account ${account}`);
    if (!alone) for (const member of members) graph.edge(member, node, membership);
    const holder: Holder = {
      node,
      members,
      kind,
      account,
      partition,
      // Documents that no technique turns on are left out: they would only keep apart what is alike.
      layers: { identity, limits: build.layersOf(principal).limits },
      principal,
      boundaryArn,
    };
    holders.push(holder);
    for (const member of members) holderOf[member] = holder;
  }
  return { holders, holderOf };
};
