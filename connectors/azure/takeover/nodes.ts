import type { Evidence } from '../../../src/model/evidence.ts';
import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Term } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import { activateRole } from '../techniques/identities.ts';

/** Nodes of principals and groups, by object id, and who stands for a group besides its node. */
export interface Nodes {
  readonly of: (id: string) => number | undefined;
  /** The node of somebody; of a group also the members that do not share it, with the term of their membership. */
  readonly holders: (id: string) => readonly { readonly node: number; readonly term: Term }[];
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

/**
 * A node for each group, with its members:
 *
 *     ana ──member──► "members of deployers" ──► what the group holds
 *     bot ──activates its membership──►─┘
 *
 * @param profileOf what whoever is in it can do by that
 */
export const groupNodes = (
  graph: GraphBuilder,
  { groups }: Arranged,
  principalNode: (id: string) => number | undefined,
  profileOf: (group: string) => number | undefined,
  apart: (group: string, member: string) => boolean,
): Nodes => {
  const nodes = new Map<string, number>();
  for (const { id, name } of groups.all.values())
    nodes.set(id, graph.holders(`members of ${name}`, profileOf(id)));
  const of = (id: string): number | undefined => nodes.get(id) ?? principalNode(id);
  const aside = new Map<string, { readonly node: number; readonly term: Term }[]>();
  for (const { id, name, members } of groups.all.values())
    for (const { id: member, term, source } of members) {
      const from = of(member);
      if (from === undefined) continue;
      if (apart(id, member)) {
        const list = aside.get(id) ?? [];
        list.push({ node: from, term });
        aside.set(id, list);
      } else
        addTerm(graph, from, nodes.get(id)!, term, `its membership of ${name}`, [
          { ...source, says: `is a member of ${name}` },
        ]);
    }
  return {
    of,
    holders: (id) => {
      const node = of(id);
      return [
        ...(node === undefined ? [] : [{ node, term: { duration: 'permanent' } as Term }]),
        ...(aside.get(id) ?? []),
      ];
    },
  };
};
