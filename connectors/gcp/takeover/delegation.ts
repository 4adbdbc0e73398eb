import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Role } from '../iam/role.ts';
import type { Arranged } from '../identities/arrange.ts';
import { accessToken, delegate } from '../techniques/accounts.ts';
import { boundariesOf } from './boundaries.ts';
import { deniesAbout, deniesOf } from './denies.ts';
import { type Holder, type Permits, placesHeld } from './permits.ts';
import type { Target } from './targets.ts';

/** Accounts whose tokens another one gets. */
interface Delegated {
  /** The account's node, or that of all in its project that nothing tells from it. */
  readonly to: number;
  /** Canonical name, of one of them. */
  readonly at: string;
  readonly details: EdgeDetails;
}

interface Parts {
  readonly permits: Permits;
  /** Accounts at or below a place. */
  readonly below: (place: string) => readonly Target[];
  readonly alikeOf: ReadonlyMap<Target, number>;
}

interface Onward {
  readonly next: Target;
  readonly details: EdgeDetails;
}

/** Whose tokens an account gets, and through whom it delegates further. */
const reachOf = (
  arranged: Arranged,
  { permits, below, alikeOf }: Parts,
): {
  readonly tokensOf: (target: Target) => readonly Delegated[];
  readonly onwardOf: (target: Target) => readonly Onward[];
} => {
  const denies = deniesOf(arranged);
  const boundaries = boundariesOf(arranged);
  /** What an account has of roles that give a permission. */
  const holderBy = (target: Target, gives: (role: Role) => boolean): Holder | undefined => {
    const { principal } = target;
    const bindings = arranged
      .heldBy(principal.id)
      .map(({ binding }) => binding)
      .filter(({ role }) => gives(role));
    return bindings.length === 0
      ? undefined
      : { bindings, denies: deniesAbout(denies, principal, arranged), boundaries: boundaries(principal) };
  };
  const known = new Map<Target, readonly Delegated[]>();
  /** Whose access tokens an account gets. */
  const tokensOf = (target: Target): readonly Delegated[] => {
    const before = known.get(target);
    if (before !== undefined) return before;
    const holder = holderBy(target, (role) => accessToken.some((permission) => role.has(permission)));
    const found = new Map<number, Delegated>();
    if (holder !== undefined) {
      const ownPlaces = placesHeld(holder);
      for (const each of new Set([...ownPlaces].flatMap(below))) {
        const to = ownPlaces.has(each.place) ? each.node : (alikeOf.get(each) ?? each.node);
        if (found.has(to)) continue;
        const details = permits(holder, [accessToken], each.place);
        if (details !== undefined) found.set(to, { to, at: each.place, details });
      }
    }
    const list = [...found.values()];
    known.set(target, list);
    return list;
  };
  /** Through whom an account delegates further without having their tokens: with those it would be them. */
  const onwardOf = (target: Target): readonly Onward[] => {
    const holder = holderBy(
      target,
      (role) =>
        delegate.needs[0].some((permission) => role.has(permission)) &&
        !accessToken.some((permission) => role.has(permission)),
    );
    return holder === undefined
      ? []
      : [...new Set([...placesHeld(holder)].flatMap(below))].flatMap((next) => {
          const details = next === target ? undefined : permits(holder, delegate.needs, next.place);
          return details === undefined ? [] : [{ next, details }];
        });
  };
  return { tokensOf, onwardOf };
};

/** So many are asked about before the way through a delegate is drawn beside the direct ones. */
const mostAsked = 20;

/**
 * Who may have tokens made through an account has those of whom that account gets. Whoever may do so through the same account,
 * or through accounts that nothing tells apart, is one node: holders, accounts and whom they lead to are not multiplied.
 *
 *     ana ─┐                                          ┌──through a──► d
 *     bot ─┴─member──► "whoever delegates through a" ─┼──through a──► e
 *                                                     └──member──► "whoever delegates through b" ──► …
 */
export const delegationOf = (
  arranged: Arranged,
  graph: GraphBuilder,
  parts: Parts,
): ((holder: Holder, from: number) => (target: Target, alike: number | undefined) => void) => {
  const { tokensOf, onwardOf } = reachOf(arranged, parts);
  const { permits, alikeOf } = parts;
  const alike = Map.groupBy(alikeOf.keys(), (target) => alikeOf.get(target)!);
  const byKey = new Map<string, readonly Target[]>();
  /** Whom they lead to. */
  const further = new Map<string, readonly Delegated[]>();
  const furtherOf = (key: string): readonly Delegated[] => {
    let found = further.get(key);
    if (found === undefined) {
      found = [
        ...new Map(
          byKey
            .get(key)!
            .flatMap(tokensOf)
            .map((each) => [each.to, each]),
        ).values(),
      ];
      further.set(key, found);
    }
    return found;
  };
  const nodes = new Map<string, number>();
  const nodeOf = (key: string): number => {
    const made = nodes.get(key);
    if (made !== undefined) return made;
    const through = byKey.get(key)!;
    const [target] = through as [Target];
    const node = graph.holders(
      through.length === 1
        ? `whoever delegates through ${target.principal.name}`
        : `whoever delegates through accounts of ${target.project}`,
    );
    // Before it leads on: some delegate in a circle.
    nodes.set(key, node);
    for (const each of through) {
      for (const { to, details } of tokensOf(each))
        graph.edge(node, to, delegate, { ...details, through: each.principal.id });
      for (const { next, details } of onwardOf(each)) {
        byKey.set(next.place, [next]);
        graph.belongs(node, nodeOf(next.place), { ...details, through: each.principal.id });
      }
    }
    return node;
  };
  return (holder, from) => {
    const own = new Map<string, boolean>();
    const getsItself = ({ at }: Delegated): boolean => {
      const gets = own.get(at) ?? permits(holder, [accessToken], at)?.assumes?.length === 0;
      own.set(at, gets);
      return gets;
    };
    return (target, among) => {
      const delegated = permits(holder, delegate.needs, target.place);
      if (delegated === undefined) return;
      // Who gets their tokens by itself needs no delegate.
      const key = among === undefined ? target.place : `accounts of ${target.project}`;
      // Those through whom it comes to the same.
      byKey.set(key, among === undefined ? [target] : alike.get(among)!);
      const leads = furtherOf(key);
      const isOver = byKey.get(key)!.every((each) => onwardOf(each).length === 0);
      if (isOver && (leads.length === 0 || (leads.length <= mostAsked && leads.every(getsItself)))) return;
      graph.belongs(from, nodeOf(key), delegated);
    };
  };
};
