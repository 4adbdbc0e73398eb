import type { Evidence } from '../../../src/model/evidence.ts';
import { addTo } from '../../../src/model/many.ts';
import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { isEligible, type Term, through } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import { activateRole } from '../techniques/identities.ts';

/** Nodes of principals and groups, by object id, and who stands for a group besides its node. */
export interface Nodes {
  readonly of: (id: string) => number | undefined;
  /** The node of those who have what is given to somebody for a term: of a group, where it is eligible, only who can activate. */
  readonly holding: (id: string, term: Term) => number | undefined;
  /** The same with the members of a group that do not share its node, and the term for which each has it. */
  readonly holders: (id: string, term: Term) => readonly { readonly node: number; readonly term: Term }[];
}

/** What using something rests on that is only eligible. */
export const activationOf = ({ duration, activation = [] }: Term, name: string): readonly string[] =>
  duration === 'eligible' ? [`it activates ${name}`, ...activation] : [];

/** Says that whoever is at `from` has what is at `to` for a term: at once, or once it is activated. */
export const addTerm = (
  graph: GraphBuilder,
  from: number,
  to: number,
  term: Term,
  name: string,
  evidence: readonly Evidence[],
): void => {
  if (term.duration === 'eligible')
    graph.edge(from, to, activateRole, { evidence, assumes: activationOf(term, name) });
  else graph.belongs(from, to, { evidence, ...(term.until === undefined ? {} : { until: term.until }) });
};

/** The same as details of a step of its own. */
export const termDetails = (term: Term, name: string): EdgeDetails => ({
  assumes: activationOf(term, name),
  ...(term.duration === 'eligible' || term.until === undefined ? {} : { until: term.until }),
});

/** Groups from which one comes to others, step by step. */
const closure = (
  start: Iterable<string>,
  next: (id: string) => readonly string[] | undefined,
): ReadonlySet<string> => {
  const found = new Set(start);
  for (const id of found) for (const each of next(id) ?? []) found.add(each);
  return found;
};

/** Groups that are eligible for something, themselves or what they are in, and in which is somebody who cannot activate it. */
const partlyActivating = ({ groups, machines, arm, directory }: Arranged): ReadonlySet<string> => {
  const inside = new Map<string, string[]>();
  const above = new Map<string, string[]>();
  const activating = new Set(
    [...arm.assignments, ...directory.assignments].flatMap(({ principal, term }) =>
      isEligible(term) && groups.all.has(principal) ? [principal] : [],
    ),
  );
  const withMachines = new Set<string>();
  for (const { id, members } of groups.all.values())
    for (const { id: member, term } of members) {
      if (machines.has(member)) withMachines.add(id);
      if (!groups.all.has(member)) continue;
      if (isEligible(term)) activating.add(member);
      addTo(inside, id, member);
      addTo(above, member, id);
    }
  if (activating.size === 0 || withMachines.size === 0) return new Set();
  const mixed = closure(withMachines, (id) => above.get(id));
  return new Set([...closure(activating, (id) => inside.get(id))].filter((id) => mixed.has(id)));
};

/**
 * A node for each group, with its members:
 *
 *     ana ──member──► "members of deployers" ──► what the group holds
 *     eva ──activates its membership──►─┘
 *
 * A group that is eligible for something and has members that cannot activate it has two, of which theirs is the second:
 *
 *     ana ──member──► "members of deployers who can activate" ──► what the group is eligible for
 *                                  └──► "members of deployers" ──► what the group holds
 *     bot ──member──────────────────────►─┘
 *
 * @param profileOf what whoever is in it can do by that
 */
export const groupNodes = (
  graph: GraphBuilder,
  arranged: Arranged,
  principalNode: (id: string) => number | undefined,
  profileOf: (group: string) => number | undefined,
  apart: (group: string, member: string) => boolean,
): Nodes => {
  const { groups, machines } = arranged;
  const nodes = new Map<string, number>();
  const standing = new Map<string, number>();
  const parted = partlyActivating(arranged);
  for (const { id, name } of groups.all.values()) {
    const node = graph.holders(`members of ${name}`, profileOf(id));
    if (parted.has(id)) {
      const whole = graph.holders(`members of ${name} who can activate`, profileOf(id));
      graph.belongs(whole, node, { evidence: [] });
      standing.set(id, node);
      nodes.set(id, whole);
    } else nodes.set(id, node);
  }
  const holding: Nodes['holding'] = (id, term) => (isEligible(term) ? undefined : standing.get(id)) ?? of(id);
  const of = (id: string): number | undefined => nodes.get(id) ?? principalNode(id);
  const aside = new Map<
    string,
    { readonly node: number; readonly term: Term; readonly isMachine: boolean }[]
  >();
  for (const { id, name, members } of groups.all.values())
    for (const { id: member, term, source } of members) {
      const from = of(member);
      if (from === undefined) continue;
      if (apart(id, member)) {
        addTo(aside, id, { node: from, term, isMachine: machines.has(member) });
        continue;
      }
      const evidence = [{ ...source, says: `is a member of ${name}` }];
      const join = (start: number, end: number): void =>
        addTerm(graph, start, end, term, `its membership of ${name}`, evidence);
      const base = standing.get(id);
      if (base === undefined) join(holding(member, term)!, nodes.get(id)!);
      else {
        // A group that is in this one, its members that cannot activate among them.
        if (machines.has(member) || (standing.has(member) && !isEligible(term)))
          join(holding(member, term)!, base);
        if (!machines.has(member)) join(from, nodes.get(id)!);
      }
    }
  return {
    of,
    holding,
    holders: (id, term) => {
      const node = holding(id, term);
      return [
        ...(node === undefined ? [] : [{ node, term }]),
        ...(aside.get(id) ?? []).flatMap((each) => {
          const whole = through(term, each.term);
          return each.isMachine && isEligible(whole) ? [] : [{ node: each.node, term: whole }];
        }),
      ];
    },
  };
};
