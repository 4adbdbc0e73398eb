import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { identityAfter } from '../../../src/takeover/limits.ts';
import type { AppliedPolicy, Inventory, Principal } from '../facts/inventory.ts';
import type { Guardrails } from '../facts/organization.ts';
import { withoutRecord } from '../facts/principals.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Limit, PolicyLayers } from '../policy/evaluate.ts';
import type { Directory } from './directory.ts';
import type { Holder } from './holder.ts';
import { boundaryLimit, layersOf } from './layers.ts';

/** What somebody is after a step, at a node of the graph. */
export interface State {
  readonly node: number;
  readonly principal: Principal;
  /** Nothing but its organisation limits it: full control of the account says the same. */
  readonly controls?: boolean;
}

/**
 * Holders that nobody is yet, and that somebody becomes by a step: each is made on first use, as a node of its own, and
 * gets the edges that its policies give it.
 */
export interface HypotheticalHolders {
  /** All of them that there are so far, and what each is: a principal with the policies and limits that it has then. */
  readonly states: readonly State[];
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
  /** An identity of somebody's own making with some policies (indices) and without a boundary. */
  readonly newIdentity: (account: string, policies: readonly number[]) => Holder;
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

/** A policy that nobody has attached: its statements are told by the document alone. */
const applied = (document: number): AppliedPolicy => ({
  document,
  name: '',
  via: '',
  source: { record: 'aws.policy', id: '' },
});

type Input = HypotheticalInput & Directory;

/** The nodes of what somebody is after a step, each made once. */
interface States {
  readonly states: State[];
  readonly once: (label: string, make: () => Holder) => Holder;
  /** A node of its own, which holds what the principal holds. */
  readonly stateOf: (label: string, principal: Principal, controls?: boolean) => number;
}

const createStates = ({ graph, profileOf, made }: Input): States => {
  const known = new Map<string, Holder>();
  const states: State[] = [];
  const once = (key: string, make: () => Holder): Holder => {
    let holder = known.get(key);
    if (holder === undefined) {
      holder = make();
      known.set(key, holder);
      made(holder);
    }
    return holder;
  };
  return {
    states,
    once,
    stateOf: (label, principal, controls = false) => {
      const node = graph.holders(label, profileOf(principal));
      states.push({ node, principal, ...(controls ? { controls } : {}) });
      return node;
    },
  };
};

/** Identities that nobody is: whoever can have any permission, and those that somebody makes. */
const createAnyone = (
  input: Input,
  { once, stateOf }: States,
): Pick<HypotheticalHolders, 'anyone' | 'anyoneWithin' | 'anyoneWithDeniesOf' | 'newIdentity'> => {
  const { inventory, guardrails, principals, byAccount, allowAll } = input;
  const { store, policies } = inventory;
  const everything = allowAll.statements[0]!.document;

  const partitionOf = (account: string): string =>
    principals[byAccount.get(account)?.[0] ?? 0]?.partition ?? 'aws';

  const anyoneWith = (
    label: string,
    account: string,
    boundaryArn: string | undefined,
    identity: readonly number[],
    layers: () => PolicyLayers,
  ): Holder =>
    once(label, () => ({
      node: stateOf(
        label,
        {
          ...withoutRecord,
          kind: 'role',
          arn: `arn:${partitionOf(account)}:iam::${account}:role/nhi-audit-any`,
          name: 'nhi-audit-any',
          partition: partitionOf(account),
          account,
          policies: identity.map(applied),
          boundaryArn,
          boundary: boundaryArn === undefined ? undefined : policies.get(boundaryArn)?.document,
        },
        boundaryArn === undefined && identity.length === 1 && identity[0] === everything,
      ),
      members: [],
      kind: 'anyone',
      account,
      partition: partitionOf(account),
      layers: layers(),
      principal: undefined,
      boundaryArn,
    }));

  const anyone: HypotheticalHolders['anyone'] = (account, boundaryArn) => {
    const within = boundaryArn === undefined ? '' : ` within boundary ${boundaryArn}`;
    return anyoneWith(
      `anyone with any permission in account ${account}${within}`,
      account,
      boundaryArn,
      [everything],
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
      [everything, ...numbers],
      () => ({ identity: [allowAll, ...denies], limits: whole.layers.limits }),
    );
  };

  return {
    anyone,
    anyoneWithin,
    newIdentity: (account, documents) => {
      const numbers = [...new Set(documents)].sort((a, b) => a - b);
      return anyoneWith(
        `a new identity in account ${account} with policies ${numbers.join(', ')}`,
        account,
        undefined,
        numbers,
        () => ({
          identity: numbers.map((number) => store.documents[number]!),
          limits: guardrails.service(account),
        }),
      );
    },
    anyoneWithDeniesOf: (principal) =>
      anyoneWithin(principal.account, principal.boundaryArn, layersOf(input, principal).identity),
  };
};

/** A principal with other policies. */
const stateWith = (principal: Principal, identity: readonly PolicyDocument[]): Principal => ({
  ...principal,
  policies: identity.flatMap(({ statements: [first] }): AppliedPolicy[] => {
    if (first === undefined) return [];
    const own = principal.policies.find(({ document }) => document === first.document);
    return [own ?? applied(first.document)];
  }),
});

/** Identities that there are, as a step leaves them. */
const createAfterSteps = (
  input: Input,
  { states, once, stateOf }: States,
): Pick<HypotheticalHolders, 'withoutBoundary' | 'withPolicies' | 'withinSessionPolicies'> => {
  const { graph, principals, profileOf } = input;

  /** One that somebody is already, after a step: it can do what it could, and what the other layers give it. */
  const after = (
    holder: Holder,
    label: string,
    changes: Pick<Holder, 'node' | 'members' | 'principal' | 'layers' | 'boundaryArn'>,
    state: () => Principal | undefined,
  ): Holder =>
    once(`${label} (${holder.node})`, () => {
      const principal = state();
      const profile = principal === undefined ? undefined : profileOf(principal);
      const node = identityAfter(graph, changes.node, label, profile);
      if (principal !== undefined) states.push({ node, principal });
      return {
        ...changes,
        node,
        kind: holder.kind,
        account: holder.account,
        partition: holder.partition,
        hypothetical: true,
      };
    });

  return {
    withoutBoundary: (holder, member) => {
      const before = (holder.hypothetical === true ? holder.principal : undefined) ?? principals[member]!;
      const principal: Principal = { ...before, boundary: undefined, boundaryArn: undefined };
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
        () => principal,
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
        () => (principal === undefined ? undefined : stateWith(principal, identity)),
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
        // A session within both cannot be told as one principal.
        const telling = document !== undefined && principal.boundaryArn === undefined;
        return {
          node: telling ? stateOf(label, within) : graph.holders(label, profileOf(within)),
          members: [],
          kind: 'role',
          account,
          partition,
          layers: { identity, limits: [...limits, limit] },
          principal,
          boundaryArn,
          sessionOf: role,
        };
      });
    },
  };
};

export const createHypotheticalHolders = (input: Input): HypotheticalHolders => {
  const states = createStates(input);
  return { states: states.states, ...createAnyone(input, states), ...createAfterSteps(input, states) };
};
