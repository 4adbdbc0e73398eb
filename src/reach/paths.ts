import type { Estate } from '../model/estate.ts';
import type { Evidence, StatementRef } from '../model/evidence.ts';
import type { PathStep } from '../model/finding.ts';
import { scopeAsEnd } from '../model/finding.ts';
import type { Attachment, Identity } from '../model/identity.ts';
import {
  type EdgeReason,
  membershipTechnique,
  type TakeoverGraph,
  type Technique,
} from '../model/takeover.ts';
import { reasonsOf } from './assumptions.ts';
import type { Goals } from './goals.ts';
import type { Graph } from './graph.ts';
import { none } from './rows.ts';
import type { Walker } from './walk.ts';

/** The step that the model implies: see `graphOf`. */
const implied: Technique = {
  id: 'control',
  mechanism: 'control',
  does: 'use full control of the scope to become any identity in it',
  source: 'DESIGN.md, "Full control of a scope"',
};

/**
 * Steps of a path that are shown one by one; those after it are one step that counts them. Of a chain of identities each
 * would else be shown with the path of the next, and a file of a megabyte becomes reports of a gigabyte.
 */
export const mostSteps = 100;

/** Ways kept for further questions, in nodes over all goals: 128 MiB at most. */
const keptWays = 2 ** 24;

/** The first edge of every node that leads to a goal: sorted numbers, node × 2^32 + edge. */
type Ways = Float64Array;
const oneNode = 2 ** 32;

const firstEdge = (ways: Ways, node: number): number => {
  let low = 0;
  let high = ways.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ways[middle]! < node * oneNode) low = middle + 1;
    else high = middle;
  }
  if (low === ways.length || Math.floor(ways[low]! / oneNode) !== node) return none;
  return ways[low]! % oneNode;
};

/** A step as the graph has it: from an identity or a control node to another, with groups between them at most. */
export interface Leg {
  readonly start: number;
  readonly end: number;
  /** Numbers of its edges. */
  readonly edges: readonly number[];
}

/**
 * Paths are worked out when they are asked for. One walk back from a goal answers for all identities, and findings
 * ask for few goals: the ways of the last ones are kept.
 * Steps from an identity to a goal: fewest assumptions first, then fewest steps; empty when there is no way
 */
export const pathsOf = (estate: Estate, graph: Graph, goals: Goals, walker: Walker) => {
  const kept = new Map<number, Ways>();
  let size = 0;

  const waysInto = (targets: readonly number[], enter: (node: number) => boolean): Ways => {
    const found: number[] = [];
    const note = (node: number, _cost: number, edge: number): void => {
      found.push(node * oneNode + edge);
    };
    walker.back(targets, note, enter);
    return Float64Array.from(found).sort();
  };

  const waysTo = (goal: number): Ways => {
    let ways = kept.get(goal);
    if (ways === undefined) {
      ways = waysInto(goals.targets(goal), goals.enter(goal));
      size += ways.length;
    }
    // A map keeps the order of insertion: the goal asked for longest ago comes first.
    kept.delete(goal);
    kept.set(goal, ways);
    for (const [oldest, old] of kept) {
      if (size <= keptWays || oldest === goal) break;
      kept.delete(oldest);
      size -= old.length;
    }
    return ways;
  };

  const stepOver = stepsOver(estate, graph);
  const legFrom = (ways: Ways, start: number): Leg | undefined => {
    const edges: number[] = [];
    for (let edge = firstEdge(ways, start); edge !== none; ) {
      const node = graph.out.values[edge]!;
      edges.push(edge);
      if (node < graph.identities || node >= graph.firstControl) return { start, end: node, edges };
      edge = firstEdge(ways, node);
    }
    // The way ends in a group: whoever took the last step is in it.
    return edges.length === 0 ? undefined : { start, end: start, edges };
  };
  /** The first ones, and one more where there are more than can be shown. */
  const legsAlong = (ways: Ways, identity: number): readonly Leg[] => {
    const legs: Leg[] = [];
    let leg = legFrom(ways, identity);
    while (leg !== undefined && legs.push(leg) <= mostSteps)
      leg = leg.end === leg.start ? undefined : legFrom(ways, leg.end);
    return legs;
  };
  const rests = restsOf(graph);
  const along = (ways: Ways, identity: number): readonly PathStep[] => {
    const legs = legsAlong(ways, identity);
    const shown = legs
      .slice(0, mostSteps - (legs.length > mostSteps ? 1 : 0))
      .map(({ start, end, edges }) => stepOver(start, end, edges));
    const from = legs[shown.length]?.start;
    if (from === undefined) return shown;
    const { last, steps, assumed } = rests(ways, from, (start) => legFrom(ways, start))!;
    const end = stepOver(last.start, last.end, last.edges);
    return [
      ...shown,
      {
        ...end,
        from: shown.at(-1)!.to,
        by: `take ${steps} further steps, of which the last is to ${end.by}`,
        assumes: assumed === 0 ? [] : [`${assumed} of these steps can be taken, which rest on assumptions`],
      },
    ];
  };
  return {
    toGoal: (identity: number, goal: number): readonly PathStep[] => along(waysTo(goal), identity),
    /** One by one, the first {@link mostSteps} of them. */
    legsToGoal: (identity: number, goal: number): readonly Leg[] =>
      legsAlong(waysTo(goal), identity).slice(0, mostSteps),
    /** To the nearest of several nodes; one walk for all identities. */
    toAny: (targets: readonly number[]) => {
      const ways = waysInto(targets, () => true);
      return (identity: number): readonly PathStep[] => along(ways, identity);
    },
  };
};

/** What is left of a way: how many steps, how many of them rest on an assumption, and the last. */
interface Rest {
  readonly steps: number;
  readonly assumed: number;
  readonly last: Leg;
}

/** Of each node once: the ways to one goal are a tree. */
const restsOf = ({ assumed }: Graph) => {
  const known = new WeakMap<Ways, Map<number, Rest>>();
  return (ways: Ways, from: number, legFrom: (start: number) => Leg | undefined): Rest | undefined => {
    const rests = known.get(ways) ?? new Map<number, Rest>();
    known.set(ways, rests);
    const legs: Leg[] = [];
    for (let leg = legFrom(from); leg !== undefined && !rests.has(leg.start); ) {
      legs.push(leg);
      leg = leg.end === leg.start ? undefined : legFrom(leg.end);
    }
    for (const leg of legs.reverse()) {
      const rest = rests.get(leg.end);
      const own = leg.edges.some((edge) => assumed[edge] === 1) ? 1 : 0;
      rests.set(
        leg.start,
        rest === undefined
          ? { steps: 1, assumed: own, last: leg }
          : { steps: rest.steps + 1, assumed: rest.assumed + own, last: rest.last },
      );
    }
    return rests.get(from);
  };
};

/** Turns the edges between two nodes, with groups between them at most, into one step. */
const stepsOver = (estate: Estate, graph: Graph) => {
  const { takeover, identities, scopes } = estate;
  const { given, firstControl } = graph;
  const reasonOf = reasonsOf(graph, takeover);

  const idOf = (node: number): string =>
    node < graph.identities ? identities[node]!.id : scopeAsEnd(scopes[node - firstControl]!.id);
  const techniqueOf = (edge: number): Technique =>
    given[edge] === none ? implied : takeover.techniques[takeover.technique[given[edge]!]!]!;

  return (start: number, end: number, edges: readonly number[]): PathStep => {
    const origin = identities[start];
    const target = identities[end];
    // Edges into and out of groups only say who belongs to them.
    const telling = edges.map(techniqueOf).filter(({ id }) => id !== membershipTechnique);
    const technique = telling[0] ?? techniqueOf(edges[0]!);
    const done = [...new Set((telling.length === 0 ? [technique] : telling).map(({ does }) => does))];
    const reasons = edges.map(reasonOf).filter((reason) => reason !== undefined);
    const evidence = reasons.flatMap((reason) => evidenceOf(reason, origin, target, takeover));
    if (origin === undefined && target !== undefined) evidence.push(living(target));
    const through = [...new Set(reasons.map((reason) => reason.through).filter((id) => id !== undefined))];
    return {
      from: idOf(start),
      to: idOf(end),
      by: [done.join(' and so '), ...through.map((id) => `through ${id}`)].join(' '),
      technique: technique.id,
      evidence: distinct(evidence),
      assumes: [...new Set(reasons.flatMap(({ assumes }) => assumes))],
    };
  };
};

/** The places that show why a step can be taken. */
export const evidenceOf = (
  { allowedBy, trustedBy = [], evidence = [] }: EdgeReason,
  origin: Identity | undefined,
  target: Identity | undefined,
  { sameStatement }: Pick<TakeoverGraph, 'sameStatement'>,
): readonly Evidence[] => [
  ...(origin === undefined
    ? []
    : allowedBy.flatMap((statement) => allowing(origin, statement, sameStatement))),
  ...(target === undefined ? [] : trustedBy.flatMap((trust) => trusting(target, trust))),
  ...evidence,
];

const allowing = (
  origin: Identity,
  ref: StatementRef,
  sameStatement: TakeoverGraph['sameStatement'],
): Evidence[] => {
  const found = attached(origin, ref, sameStatement);
  if (found === undefined) return [];
  const { source, name, statements, statement } = found;
  const says = `policy ${name} allows this step`;
  if (statements === 'elsewhere') return [{ ...source, says }];
  const place = statements === 'single' ? '/Statement' : `/Statement/${statement}`;
  return [{ ...source, pointer: `${source.pointer ?? ''}${place}`, says }];
};

/** The attachment with a statement, or with one that says the same. */
const attached = (
  origin: Identity,
  ref: StatementRef,
  sameStatement: TakeoverGraph['sameStatement'],
): (Attachment & { readonly statement: number }) | undefined => {
  const own = origin.attachments.find(({ document }) => document === ref.document);
  if (own !== undefined) return { ...own, statement: ref.statement };
  for (const attachment of origin.attachments) {
    const statement = sameStatement?.(ref, attachment.document);
    if (statement !== undefined) return { ...attachment, statement };
  }
  return undefined;
};

const trusting = (target: Identity, index: number): Evidence[] => {
  const trust = target.trusts[index];
  if (trust === undefined) return [];
  return [{ ...trust.source, says: `the trust policy of ${target.name} lets ${trust.principal} do this` }];
};

const living = ({ source, scope }: Identity): Evidence => ({
  ...source,
  says: `this identity belongs to scope ${scope}`,
});

/** Each place once. */
export const distinct = (evidence: readonly Evidence[]): Evidence[] => [
  ...new Map(evidence.map((item) => [JSON.stringify([item.record, item.id, item.pointer]), item])).values(),
];
