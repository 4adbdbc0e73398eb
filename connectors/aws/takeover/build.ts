import type { Technique } from '../../../src/model/takeover.ts';
import type { Inventory, Principal } from '../inventory.ts';
import type { KeyValue } from '../policy/condition.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { type Decision, denied, statementsFor } from '../policy/evaluate.ts';
import type { RoleTrust } from '../trust.ts';
import { detailsOf, type EdgeDetails, type GraphBuilder, membership } from './graph-builder.ts';
import { type Asking, ask, both, type Holder, isUniform, mayDo } from './holder.ts';

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
  /** A holder that can have any permission its limits admit; made on first use. */
  readonly anyone: (account: string, boundaryArn: string | undefined) => Holder;
  /** A holder with the same policies as this one and no boundary; made on first use. */
  readonly unbounded: (holder: Holder) => Holder;
  /** A holder with a group's policies besides its own; made on first use. */
  readonly joined: (holder: Holder, groupArn: string, documents: readonly PolicyDocument[]) => Holder;
  /** `Allow *`, for the parts of AWS's logic that need no permission of the caller's own. */
  readonly allowAll: PolicyDocument;
  readonly universes: Map<string, Universe>;
}

/** A set of identities that a technique can aim at. */
export interface Universe {
  readonly key: string;
  readonly members: readonly UniverseMember[];
  /** Group node, once one is needed. */
  node: number | undefined;
}

export interface UniverseMember {
  readonly index: number;
  readonly details: EdgeDetails;
}

export const universe = (build: Build, key: string, members: () => readonly UniverseMember[]): Universe => {
  let found = build.universes.get(key);
  if (found === undefined) {
    found = { key, members: members(), node: undefined };
    build.universes.set(key, found);
  }
  return found;
};

const nodeOf = (build: Build, set: Universe): number => {
  if (set.node === undefined) {
    set.node = build.graph.group('targets', set.key);
    for (const { index, details } of set.members) build.graph.edge(set.node, index, membership, details);
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

/** Members that the patterns of a holder's statements name one by one, or undefined when a wildcard is among them. */
const namedMembers = (
  holder: Holder,
  action: string,
  set: Universe,
  build: Build,
): readonly UniverseMember[] | undefined => {
  const names = new Set<string>();
  for (const document of holder.layers.identity) {
    for (const statement of statementsFor(document, action.toLowerCase())) {
      if (!statement.allow) continue;
      if (statement.notResource) return undefined;
      for (const { text } of statement.resources) {
        if (text.includes('*') || text.includes('?') || text.includes('${')) return undefined;
        names.add(text);
      }
    }
  }
  if (names.size > set.members.length) return undefined;
  const wanted = new Set([...names].map((arn) => build.indexOf(arn)));
  return set.members.filter((member) => wanted.has(member.index));
};

export interface Aim {
  readonly actions: readonly string[];
  readonly technique: Technique;
  readonly more?: ReadonlyMap<string, KeyValue>;
  /** What is needed besides and does not depend on the target. */
  readonly besides?: Decision;
  readonly details?: EdgeDetails;
  /** Other layers for a target: cross-account limits, no need of an own permission. */
  readonly question?: (target: Principal) => Partial<Parameters<typeof ask>[2]>;
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
        ...aim.question?.(target),
      });
      decision = decision === undefined ? answer : both(decision, answer);
      if (decision.verdict === 'denied') return denied;
    }
    // Nothing is asked of the target itself: what is needed besides decides.
    return decision ?? free;
  };
  if (aim.question === undefined && aim.actions.every((action) => isUniform(holder, action))) {
    const decision = withBesides(decideFor(build.principals[set.members[0]!.index]!));
    if (decision.verdict === 'denied') return;
    build.graph.edge(
      holder.node,
      nodeOf(build, set),
      aim.technique,
      merged(detailsOf(decision), aim.details ?? {}),
    );
    return;
  }
  if (aim.question === undefined && !aim.actions.every((action) => mayDo(holder, action))) return;
  const members =
    (aim.question === undefined ? namedMembers(holder, aim.actions[0]!, set, build) : undefined) ??
    set.members;
  for (const member of members) {
    const decision = withBesides(decideFor(build.principals[member.index]!));
    if (decision.verdict === 'denied') continue;
    const details = merged(merged(detailsOf(decision), aim.details ?? {}), member.details);
    build.graph.edge(holder.node, member.index, aim.technique, details);
  }
};

/** Identities of an account, and of it those that IAM lets its users change. */
export const identitiesOf = (
  build: Build,
  account: string,
  keep: (principal: Principal) => boolean,
): UniverseMember[] =>
  (build.byAccount.get(account) ?? []).flatMap((index) =>
    keep(build.principals[index]!) ? [{ index, details: {} }] : [],
  );

export const changeableRole = (principal: Principal): boolean =>
  principal.kind === 'role' && !principal.serviceLinked && !principal.reserved;

/** Whether workloads of an account were collected, so that their absence means something. */
export const workloadsKnown = (inventory: Inventory): ReadonlySet<string> =>
  new Set(inventory.workloads.map(({ scope }) => scope));
