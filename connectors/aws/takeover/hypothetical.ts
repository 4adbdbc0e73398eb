import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { identityAfter } from '../../../src/takeover/limits.ts';
import type { AppliedPolicy, Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Limit, PolicyLayers } from '../policy/evaluate.ts';
import type { Directory } from './directory.ts';
import type { Holder } from './holder.ts';
import { boundaryLimit, layersOf } from './layers.ts';

/**
 * Holders that nobody is yet, and that somebody becomes by a step: each is made on first use, as a node of its own, and
 * gets the edges that its policies give it.
 */
export interface HypotheticalHolders {
  /** Anyone that can have any permission which an account and a boundary admit. */
  readonly anyone: (account: string, boundaryArn: string | undefined) => Holder;
  /** The same within the denies of some documents as well. */
  readonly anyoneWithin: (
    account: string,
    boundaryArn: string | undefined,
    identity: readonly PolicyDocument[],
  ) => Holder;
  /** Anyone with any permission that an identity's limits and its own denies admit. */
  readonly anyoneWithDeniesOf: (principal: Principal) => Holder;
  /** One of a holder's members with the same policies and no boundary. */
  readonly withoutBoundary: (holder: Holder, member: number) => Holder;
  /** A holder with other policies. */
  readonly withPolicies: (holder: Holder, label: string, identity: readonly PolicyDocument[]) => Holder;
  /** Sessions of a role within session policies, whose text is `document` where it is one. */
  readonly withinSessionPolicies: (
    role: number,
    by: string,
    limit: Limit,
    document: number | undefined,
  ) => Holder;
}

interface HypotheticalInput {
  readonly inventory: Inventory;
  readonly guardrails: Guardrails;
  readonly graph: GraphBuilder;
  /** `Allow *` on everything. */
  readonly allowAll: PolicyDocument;
  /** Index of the profile of what a principal's policies and limits come to. */
  readonly profileOf: (principal: Principal) => number;
  /** Told of each new one. */
  readonly made: (holder: Holder) => void;
}

export const createHypotheticalHolders = (input: HypotheticalInput & Directory): HypotheticalHolders => {
  const { inventory, guardrails, graph, principals, byAccount, allowAll, profileOf } = input;
  const { store, policies } = inventory;
  const known = new Map<string, Holder>();
  const once = (key: string, make: () => Holder): Holder => {
    let holder = known.get(key);
    if (holder === undefined) {
      holder = make();
      known.set(key, holder);
      input.made(holder);
    }
    return holder;
  };

  const anyoneWith = (
    label: string,
    account: string,
    boundaryArn: string | undefined,
    layers: () => PolicyLayers,
  ): Holder =>
    once(label, () => ({
      node: graph.holders(label),
      members: [],
      kind: 'anyone',
      account,
      partition: principals[byAccount.get(account)?.[0] ?? 0]?.partition ?? 'aws',
      layers: layers(),
      principal: undefined,
      boundaryArn,
    }));

  /** One that somebody is already, after a step: it can do what it could, and what the other layers give it. */
  const after = (
    holder: Holder,
    label: string,
    changes: Pick<Holder, 'node' | 'members' | 'principal' | 'layers' | 'boundaryArn'>,
    profile: () => number | undefined,
  ): Holder =>
    once(`${label} (${holder.node})`, () => ({
      ...changes,
      node: identityAfter(graph, changes.node, label, profile()),
      kind: holder.kind,
      account: holder.account,
      partition: holder.partition,
      hypothetical: true,
    }));

  /** What a principal would hold with other policies. */
  const profileWith = (principal: Principal, identity: readonly PolicyDocument[]): number =>
    profileOf({
      ...principal,
      policies: identity.flatMap(({ statements: [first] }): AppliedPolicy[] =>
        first === undefined
          ? []
          : [{ document: first.document, name: '', via: '', source: { record: 'aws.policy', id: '' } }],
      ),
    });

  const anyone: HypotheticalHolders['anyone'] = (account, boundaryArn) => {
    const within = boundaryArn === undefined ? '' : ` within boundary ${boundaryArn}`;
    return anyoneWith(
      `anyone with any permission in account ${account}${within}`,
      account,
      boundaryArn,
      () => ({
        identity: [allowAll],
        limits: [
          ...guardrails.service(account),
          ...(boundaryArn === undefined
            ? []
            : [boundaryLimit(store, boundaryArn, policies.get(boundaryArn)?.document)]),
        ],
      }),
    );
  };

  // A policy that is added takes no deny away: what an identity can give itself stays within its own denies.
  const anyoneWithin: HypotheticalHolders['anyoneWithin'] = (account, boundaryArn, identity) => {
    const denying = identity.filter(({ statements }) => statements.some(({ allow }) => !allow));
    const whole = anyone(account, boundaryArn);
    if (denying.length === 0) return whole;
    const denies = denying.map((document) => ({
      ...document,
      statements: document.statements.filter(({ allow }) => !allow),
    }));
    const numbers = denying.map(({ statements: [first] }) => first!.document).sort((a, b) => a - b);
    return anyoneWith(
      `anyone with any permission in account ${account} but for denies ${numbers.join(', ')}, boundary ${boundaryArn ?? 'none'}`,
      account,
      boundaryArn,
      () => ({ identity: [allowAll, ...denies], limits: whole.layers.limits }),
    );
  };

  return {
    anyone,
    anyoneWithin,
    anyoneWithDeniesOf: (principal) =>
      anyoneWithin(principal.account, principal.boundaryArn, layersOf(input, principal).identity),
    withoutBoundary: (holder, member) => {
      const principal = principals[member]!;
      const { identity, limits } = holder.layers;
      return after(
        holder,
        `${principal.arn} without its permissions boundary`,
        {
          node: member,
          members: [member],
          principal,
          layers: { identity, limits: limits.filter(({ kind }) => kind !== 'permissions-boundary') },
          boundaryArn: undefined,
        },
        () => profileWith({ ...principal, boundary: undefined, boundaryArn: undefined }, identity),
      );
    },
    withPolicies: (holder, label, identity) => {
      const { node, members, principal, layers, boundaryArn } = holder;
      return after(
        holder,
        label,
        {
          node,
          members,
          principal,
          layers: { identity: [...new Set(identity)], limits: layers.limits },
          boundaryArn,
        },
        () => (principal === undefined ? undefined : profileWith(principal, identity)),
      );
    },
    withinSessionPolicies: (role, by, limit, document) => {
      const principal = principals[role]!;
      const { account, partition, boundaryArn } = principal;
      const label = `${principal.arn} within the session policies of ${by}`;
      return once(label, () => {
        const { identity, limits } = layersOf(input, principal);
        // What it may do besides takes the limit for a boundary. Where that cannot be told, it is the role's own.
        const within =
          document === undefined ? principal : { ...principal, boundary: document, boundaryArn: by };
        return {
          node: graph.holders(label, profileOf(within)),
          members: [],
          kind: 'role',
          account,
          partition,
          layers: { identity, limits: [...limits, limit] },
          principal: undefined,
          boundaryArn,
        };
      });
    },
  };
};
