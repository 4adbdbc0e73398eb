import { createHash } from 'node:crypto';
import { byText } from '../src/model/by-text.ts';
import type { Estate } from '../src/model/estate.ts';

/**
 * Groups and edges of a takeover graph in an order that what they say decides, and not what was read first: the graph of one
 * process and that of parts put together is the same file.
 */
export interface TakeoverOrder {
  /** Groups (index), in order. */
  readonly groups: readonly number[];
  /** Edges (index), in order. */
  readonly edges: Uint32Array;
}

/** Of each value its place among all of them, by what they say; equal ones have the same. */
const ranksOf = (texts: readonly string[]): Uint32Array => {
  const places = new Map([...new Set(texts)].sort(byText).map((text, place) => [text, place]));
  return Uint32Array.from(texts, (text) => places.get(text)!);
};

/** What an edge says beside where it begins and ends: a place for each, in the order of the texts. */
const sayingsOf = ({ techniques, reasons }: Estate['takeover']) => ({
  technique: ranksOf(techniques.map(({ id, mechanism, does }) => JSON.stringify([id, mechanism, does]))),
  reason: ranksOf(reasons.map(({ assumes }) => JSON.stringify(assumes))),
});

/** By group that shares its place with others: the edges at it, as (group, edge) pairs. */
function* edgesAt(
  { takeover: { from, to }, identities }: Estate,
  isWanted: (group: number) => boolean,
  groups: number,
): Generator<readonly [group: number, edge: number]> {
  const first = identities.length;
  for (const ends of [from, to])
    for (let edge = 0; edge < ends.length; edge += 1) {
      const group = ends[edge]! - first;
      if (group >= 0 && group < groups && isWanted(group)) yield [group, edge];
    }
}

/**
 * Groups of one label are told apart by who is next to them, and where those are groups as well by those next to them, as far as
 * that tells anything: https://en.wikipedia.org/wiki/Colour_refinement. What it cannot tell apart is alike in every respect but
 * in circles of groups, which no connector draws.
 */
const groupRanks = (estate: Estate, sayings: ReturnType<typeof sayingsOf>): Uint32Array => {
  const { takeover, identities } = estate;
  const { groups, from, to, technique, reason } = takeover;
  const first = identities.length;
  let ranks = ranksOf(groups.map(({ kind, label }) => JSON.stringify([label, kind])));
  for (let distinct = new Set(ranks).size; distinct < groups.length; ) {
    const sizes = new Map<number, number>();
    for (const each of ranks) sizes.set(each, (sizes.get(each) ?? 0) + 1);
    const lines = new Map<number, string[]>();
    const nodeText = (node: number): string =>
      node < first
        ? `i${node}`
        : node < first + groups.length
          ? `g${ranks[node - first]!}`
          : `s${node - groups.length}`;
    for (const [group, edge] of edgesAt(estate, (each) => sizes.get(ranks[each]!)! > 1, groups.length)) {
      const isOut = from[edge]! - first === group;
      const says = `${isOut ? '>' : '<'}${nodeText(isOut ? to[edge]! : from[edge]!)} ${sayings.technique[technique[edge]!]!} ${sayings.reason[reason[edge]!]!}`;
      const known = lines.get(group);
      if (known === undefined) lines.set(group, [says]);
      else known.push(says);
    }
    const before = ranks;
    const width = String(groups.length).length;
    ranks = ranksOf(
      groups.map((_, group) => {
        const hash = createHash('sha256');
        for (const says of (lines.get(group) ?? []).sort(byText)) hash.update(`${says}\n`);
        return `${String(before[group]!).padStart(width, '0')} ${lines.has(group) ? hash.digest('hex') : ''}`;
      }),
    );
    const now = new Set(ranks).size;
    if (now === distinct) break;
    distinct = now;
  }
  return ranks;
};

/** Time grows with edges · log edges. */
export const takeoverOrder = (estate: Estate): TakeoverOrder => {
  const { takeover, identities } = estate;
  const { from, to, technique, reason, groups } = takeover;
  const sayings = sayingsOf(takeover);
  const ranks = groupRanks(estate, sayings);
  const order = [...groups.keys()].sort((a, b) => ranks[a]! - ranks[b]!);
  const first = identities.length;
  const placeOf = new Uint32Array(first + groups.length + estate.scopes.length).map((_, node) => node);
  for (const [place, group] of order.entries()) placeOf[first + group] = first + place;
  const edges = new Uint32Array(from.length).map((_, edge) => edge);
  edges.sort(
    (a, b) =>
      placeOf[from[a]!]! - placeOf[from[b]!]! ||
      placeOf[to[a]!]! - placeOf[to[b]!]! ||
      sayings.technique[technique[a]!]! - sayings.technique[technique[b]!]! ||
      sayings.reason[reason[a]!]! - sayings.reason[reason[b]!]!,
  );
  return { groups: order, edges };
};
