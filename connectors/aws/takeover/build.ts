import type { Technique } from '../../../src/model/takeover.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import { accountAndType, type ScopedWorkload } from '../facts/workloads.ts';
import type { RoleTrust } from '../identities/trust.ts';
import type { KeyValue } from '../policy/condition.ts';
import type { PolicyDocument, ResourcePattern } from '../policy/document.ts';
import { type Decision, denied, type Limit, type PolicyLayers, statementsFor } from '../policy/evaluate.ts';
import { dependsOnTarget } from '../policy/request-context.ts';
import { hasWildcard } from '../policy/wildcard.ts';
import {
  detailsOf,
  type EdgeDetails,
  type GraphBuilder,
  type GroupMember,
  noDetails,
} from './graph-builder.ts';
import { type Asking, ask, both, documentsOf, type Holder, mayDo } from './holder.ts';

/** What all steps of building the graph share. */
export interface Build extends Asking {
  readonly graph: GraphBuilder;
  /** Sorted by ARN: the index is the identity's. */
  readonly principals: readonly Principal[];
  readonly indexOf: (arn: string) => number | undefined;
  readonly scopeOf: (account: string) => number;
  /** Trust entries of each role, by identity index. */
  readonly trusts: readonly (readonly RoleTrust[])[];
  /** Indices of identities by account. */
  readonly byAccount: ReadonlyMap<string, readonly number[]>;
  /** All policies and limits of a principal. */
  readonly layersOf: (principal: Principal) => PolicyLayers;
  /** A holder that can have any permission its limits admit; made on first use. */
  readonly anyone: (account: string, boundaryArn: string | undefined) => Holder;
  /** One of the holder's members with the same policies and no boundary; made on first use. */
  readonly unbounded: (holder: Holder, member: number) => Holder;
  /** The same holder with other policies; made on first use. */
  readonly changed: (holder: Holder, label: string, identity: readonly PolicyDocument[]) => Holder;
  /** Sessions of a role within a further limit, whose text is `document` where it is one; made on first use. */
  readonly limited: (role: number, by: string, limit: Limit, document: number | undefined) => Holder;
  /** The holder of any permission that a boundary and the denies in some documents admit; made on first use. */
  readonly anyoneWithin: (
    account: string,
    boundaryArn: string | undefined,
    identity: readonly PolicyDocument[],
  ) => Holder;
  /** The holder of any permission that an identity's limits and its own denies admit; made on first use. */
  readonly anyoneWithDeniesOf: (principal: Principal) => Holder;
  /** `Allow *`, for the parts of AWS's logic that need no permission of the caller's own. */
  readonly allowAll: PolicyDocument;
  /** Types of workloads, as `accountAndType`, of which all are known: what is not there does not run. */
  readonly workloadTypes: ReadonlySet<string>;
  readonly universes: Map<string, Universe>;
  readonly classes: Map<string, readonly Universe[]>;
  /** By account: roles (index) by the document of their trust policy; made on first use. */
  readonly rolesByTrust: Map<string, ReadonlyMap<number, readonly number[]>>;
  /** By account: trusts in a SAML provider of the account's own making; made on first use. */
  readonly samlTrusts: Map<string, readonly SamlTrust[]>;
  /** By scope and whether by proven steps only: nodes that full control was found from. */
  readonly leadingToControl: Map<string, Set<number>>;
}

export interface SamlTrust {
  /** The identity that trusts, and the position among its trusts. */
  readonly index: number;
  readonly entry: number;
  /** ARN. */
  readonly provider: string;
}

/** A set of identities that a technique can aim at. */
export interface Universe {
  readonly key: string;
  readonly members: readonly GroupMember[];
  /** Group node, once one is needed. */
  node: number | undefined;
  byIndex: ReadonlyMap<number, GroupMember> | undefined;
}

export const universe = (build: Build, key: string, members: () => readonly GroupMember[]): Universe => {
  let found = build.universes.get(key);
  if (found === undefined) {
    found = { key, members: members(), node: undefined, byIndex: undefined };
    build.universes.set(key, found);
  }
  return found;
};

const nodeOf = (build: Build, set: Universe): number => {
  if (set.node === undefined) {
    set.node = build.graph.group('targets', set.key);
    build.graph.members(set.node, set.members);
  }
  return set.node;
};

const merged = (a: EdgeDetails, b: EdgeDetails): EdgeDetails => {
  const trustedBy = [...(a.trustedBy ?? []), ...(b.trustedBy ?? [])];
  const through = a.through ?? b.through;
  const until =
    a.until === undefined ? b.until : b.until === undefined || a.until < b.until ? a.until : b.until;
  return {
    allowedBy: [...(a.allowedBy ?? []), ...(b.allowedBy ?? [])],
    ...(trustedBy.length === 0 ? {} : { trustedBy }),
    ...(through === undefined ? {} : { through }),
    assumes: [...new Set([...(a.assumes ?? []), ...(b.assumes ?? [])])],
    until,
  };
};

/** ARNs that the allowing statements name one by one; undefined: some name more than one at once. */
const namedOnly = (holder: Holder, action: string): ReadonlySet<string> | undefined => {
  const names = new Set<string>();
  for (const document of holder.layers.identity) {
    for (const statement of statementsFor(document, action.toLowerCase())) {
      if (!statement.allow) continue;
      if (
        statement.notResource ||
        statement.resources.some(({ text }) => hasWildcard(text) || text.includes('${'))
      ) {
        return undefined;
      }
      for (const { text } of statement.resources) names.add(text);
    }
  }
  return names;
};

/** Members of a set by identity, made on first use. */
const memberOf = (set: Universe, index: number | undefined): GroupMember | undefined => {
  set.byIndex ??= new Map(set.members.map((member) => [member.index, member]));
  return index === undefined ? undefined : set.byIndex.get(index);
};

/**
 * The members of a set in classes that the patterns of a holder's statements cannot tell apart: one question for each
 * class answers for all of it. Remembered by the patterns, because many holders have the same. `undefined`: the
 * statements ask about the target itself, so each member is a case of its own.
 */
const classesOf = (
  build: Build,
  holder: Holder,
  actions: readonly string[],
  set: Universe,
): readonly Universe[] | undefined => {
  const named = actions[0] === undefined ? undefined : namedOnly(holder, actions[0]);
  if (named !== undefined) {
    return [...named].flatMap((arn) => {
      const member = memberOf(set, build.indexOf(arn));
      return member === undefined
        ? []
        : [{ key: `${set.key}: ${arn}`, members: [member], node: undefined, byIndex: undefined }];
    });
  }
  const patterns = new Map<string, ResourcePattern>();
  for (const document of documentsOf(holder.layers)) {
    for (const action of actions) {
      for (const statement of statementsFor(document, action.toLowerCase())) {
        if (statement.conditions.some((clause) => dependsOnTarget(clause.key))) return undefined;
        for (const pattern of statement.resources) {
          if (pattern.variable && statement.variables) return undefined;
          if (pattern.text !== '*') patterns.set(pattern.text, pattern);
        }
      }
    }
  }
  if (patterns.size === 0) return [set];
  const texts = [...patterns.keys()].sort();
  const key = `${set.key} by ${texts.join(' ')}`;
  let classes = build.classes.get(key);
  if (classes === undefined) {
    classes = classify(
      build,
      set,
      texts.map((text) => patterns.get(text)!),
      key,
    );
    build.classes.set(key, classes);
  }
  return classes;
};

const classify = (
  build: Build,
  set: Universe,
  patterns: readonly ResourcePattern[],
  key: string,
): readonly Universe[] => {
  const bySignature = new Map<string, GroupMember[]>();
  const put = (signature: string, member: GroupMember): void => {
    const members = bySignature.get(signature);
    if (members === undefined) bySignature.set(signature, [member]);
    else members.push(member);
  };
  for (const member of set.members) {
    const { arn } = build.principals[member.index]!;
    put(patterns.map((pattern) => (pattern.matches(arn) ? '1' : '0')).join(''), member);
  }
  return [...bySignature].map(([signature, members]) => ({
    key: `${key} (${signature})`,
    members,
    node: undefined,
    byIndex: undefined,
  }));
};

export interface Aim {
  readonly actions: readonly string[];
  readonly technique: Technique;
  readonly more?: ReadonlyMap<string, KeyValue>;
  /** What is needed besides and does not depend on the target. */
  readonly besides?: Decision;
  /** The same where it depends on the target: each member is then a case of its own. */
  readonly besidesOf?: (target: Principal) => Decision;
  readonly details?: EdgeDetails;
}

const free: Decision = { verdict: 'allowed', by: [], assumes: [], until: undefined };

/** Edges from a holder to every member of a set on which it may do all actions. */
export const aimAt = (build: Build, holder: Holder, set: Universe, aim: Aim): void => {
  if (set.members.length === 0 || aim.besides?.verdict === 'denied') return;
  const besides = aim.besides;
  const withBesides = (decision: Decision): Decision =>
    besides === undefined ? decision : both(decision, besides);
  const decideFor = (target: Principal): Decision => {
    let decision: Decision | undefined;
    for (const action of aim.actions) {
      const answer = ask(holder, build, {
        action,
        resource: target.arn,
        target,
        more: aim.more,
      });
      decision = decision === undefined ? answer : both(decision, answer);
      if (decision.verdict === 'denied') return denied;
    }
    // Nothing is asked of the target itself: what is needed besides decides.
    return decision ?? free;
  };
  if (!aim.actions.every((action) => mayDo(holder, action))) return;
  const { besidesOf } = aim;
  const classes = besidesOf === undefined ? classesOf(build, holder, aim.actions, set) : undefined;
  for (const alike of classes ?? []) {
    const { members } = alike;
    const decision = withBesides(decideFor(build.principals[members[0]!.index]!));
    if (decision.verdict === 'denied') continue;
    const details = merged(detailsOf(decision), aim.details ?? {});
    if (members.length > fewMembers)
      build.graph.edge(holder.node, nodeOf(build, alike), aim.technique, details);
    else
      for (const member of members)
        build.graph.edge(holder.node, member.index, aim.technique, merged(details, member.details));
  }
  if (classes !== undefined) return;
  for (const member of set.members) {
    const target = build.principals[member.index]!;
    const own = withBesides(decideFor(target));
    if (own.verdict === 'denied') continue;
    const decision = besidesOf === undefined ? own : both(own, besidesOf(target));
    if (decision.verdict === 'denied') continue;
    const details = merged(merged(detailsOf(decision), aim.details ?? {}), member.details);
    build.graph.edge(holder.node, member.index, aim.technique, details);
  }
};

/** So many edges cost less than a group. */
const fewMembers = 3;

/** Identities of an account, and of it those that IAM lets its users change. */
export const identitiesOf = (
  build: Build,
  account: string,
  keep: (principal: Principal) => boolean,
): GroupMember[] => {
  const members: GroupMember[] = [];
  for (const index of build.byAccount.get(account) ?? [])
    if (keep(build.principals[index]!)) members.push({ index, details: noDetails });
  return members;
};

export const changeableRole = (principal: Principal): boolean =>
  principal.kind === 'role' && !principal.serviceLinked && !principal.reserved;

const workloadIndex = new WeakMap<Inventory, ReadonlyMap<string, readonly ScopedWorkload[]>>();

/** Collected workloads of one account and type. */
export const workloadsOf = (
  inventory: Inventory,
  account: string,
  resourceType: string,
): readonly ScopedWorkload[] => {
  let index = workloadIndex.get(inventory);
  if (index === undefined) {
    index = Map.groupBy(inventory.workloads, ({ scope, data }) => accountAndType(scope, data.ResourceType));
    workloadIndex.set(inventory, index);
  }
  return index.get(accountAndType(account, resourceType)) ?? [];
};
