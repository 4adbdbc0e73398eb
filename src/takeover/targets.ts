import type { Technique } from '../model/takeover.ts';
import { type EdgeDetails, noDetails, together } from './edge-details.ts';
import type { GraphBuilder } from './graph-builder.ts';

/**
 * What one step can reach, as sets that are told apart no further than the policies tell them:
 *
 *     all roles of the account             what the holder's statements name
 *     ┌──────────────────────┐
 *     │ app-1  app-2  app-3  │             app-*          ┌─ { app-1 app-2 app-3 }   yes to both
 *     │ ops-1                │   apart by  *-1     ──►    ├─ { ops-1 }               yes to the second
 *     │ x  y  z              │                            └─ { x y z }               no to both
 *     └──────────────────────┘
 *
 * One question for each class answers for all of it, and the class is one node that all holders who ask the same share:
 *
 *     holder ──technique──► class ──member──► app-1, app-2, app-3 …
 *
 * So the number of questions and edges follows the number of different policies, not that of pairs.
 */
export interface TargetSet {
  /** Says what is in it: sets of the same key are the same. It becomes the label of the set's node. */
  readonly key: string;
  readonly members: readonly TargetMember[];
}

export interface TargetMember {
  /** Of an identity, or of the control of a scope. */
  readonly node: number;
  /** What being in the set rests on. */
  readonly details: EdgeDetails;
}

/** What a statement names: `arn:aws:iam::*:role/app-*`, a resource path, an app id. */
export interface NamePattern {
  /** Patterns of one text match the same. */
  readonly text: string;
  readonly matches: (name: string) => boolean;
}

export interface Targets {
  /** The set of that key; its members are listed on first use. */
  readonly set: (key: string, members: () => readonly TargetMember[]) => TargetSet;
  /** The part of a set that consists of some nodes, a set for each; what is not in it is left out. */
  readonly only: (set: TargetSet, nodes: Iterable<number | undefined>) => readonly TargetSet[];
  /**
   * A set in classes that patterns cannot tell apart. Remembered by the patterns, because many holders have the same;
   * two calls for one set must give it the same names.
   */
  readonly apart: (
    set: TargetSet,
    patterns: Iterable<NamePattern>,
    nameOf: (node: number) => string,
  ) => readonly TargetSet[];
  /** Every member by itself: for questions about the target itself, its tags or its trust. */
  readonly each: (set: TargetSet) => Iterable<TargetSet>;
  /**
   * Edges to every member of some sets for which `decide` says what the step rests on; `undefined`: it is not allowed.
   * It is asked about the first member of each set, and its answer holds for all.
   */
  readonly aim: (
    from: number,
    sets: Iterable<TargetSet>,
    technique: Technique,
    decide: (node: number) => EdgeDetails | undefined,
  ) => void;
}

/** So many edges cost less than a group. */
const fewMembers = 3;

export const createTargets = (graph: GraphBuilder): Targets => {
  const sets = new Map<string, TargetSet>();
  const classes = new Map<string, readonly TargetSet[]>();
  const nodes = new Map<TargetSet, number>();
  const members = new Map<TargetSet, ReadonlyMap<number, TargetMember>>();

  const nodeOf = (set: TargetSet): number => {
    let node = nodes.get(set);
    if (node === undefined) {
      node = graph.targets(set.key);
      nodes.set(set, node);
      for (const member of set.members) graph.belongs(node, member.node, member.details);
    }
    return node;
  };

  const memberOf = (set: TargetSet, node: number): TargetMember | undefined => {
    let byNode = members.get(set);
    if (byNode === undefined) {
      byNode = new Map(set.members.map((member) => [member.node, member]));
      members.set(set, byNode);
    }
    return byNode.get(node);
  };

  return {
    set: (key, list) => {
      let set = sets.get(key);
      if (set === undefined) {
        set = { key, members: list() };
        sets.set(key, set);
      }
      return set;
    },
    only: (set, wanted) =>
      [...wanted].flatMap((node) => {
        const member = node === undefined ? undefined : memberOf(set, node);
        return member === undefined ? [] : [alone(member)];
      }),
    apart: (set, patterns, nameOf) => {
      const byText = new Map([...patterns].map((pattern) => [pattern.text, pattern]));
      if (byText.size === 0) return [set];
      const texts = [...byText.keys()].sort();
      const key = `${set.key} by ${texts.join(' ')}`;
      let found = classes.get(key);
      if (found === undefined) {
        found = classify(
          set,
          texts.map((text) => byText.get(text)!),
          nameOf,
          key,
        );
        classes.set(key, found);
      }
      return found;
    },
    each: function* (set) {
      for (const member of set.members) yield alone(member);
    },
    aim: (from, aimed, technique, decide) => {
      for (const set of aimed) {
        const [first] = set.members;
        const details = first === undefined ? undefined : decide(first.node);
        if (details === undefined) continue;
        if (set.members.length > fewMembers) graph.edge(from, nodeOf(set), technique, details);
        else
          for (const member of set.members)
            graph.edge(
              from,
              member.node,
              technique,
              member.details === noDetails ? details : together(details, member.details),
            );
      }
    },
  };
};

/** Never a node of its own: it is too small to be one. */
const alone = (member: TargetMember): TargetSet => ({ key: '', members: [member] });

const classify = (
  set: TargetSet,
  patterns: readonly NamePattern[],
  nameOf: (node: number) => string,
  key: string,
): readonly TargetSet[] => {
  const bySignature = Map.groupBy(set.members, ({ node }) => {
    const name = nameOf(node);
    return patterns.map((pattern) => (pattern.matches(name) ? '1' : '0')).join('');
  });
  return [...bySignature].map(([signature, members]) => ({ key: `${key} (${signature})`, members }));
};
