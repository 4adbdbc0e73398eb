import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { bridgesOf } from '../../src/reach/dominators.ts';
import { type Graph, graphOf } from '../../src/reach/graph.ts';
import { reachOf } from '../../src/reach/index.ts';
import { none } from '../../src/reach/rows.ts';
import { sketchEstate } from '../support/estate.ts';
import { lawRuns } from '../support/law-runs.ts';
import { account, fullAccess } from '../support/parts.ts';
import { estateOf, planned } from './random-estate.ts';

/** Identities that lead to a control node, by walking from each of them; slow, and plainly what is meant. */
const withControl = (graph: Graph, counts: (edge: number) => boolean): Set<number> => {
  const reaches = (start: number): boolean => {
    const nodes = [start];
    const seen = new Set(nodes);
    for (const node of nodes) {
      if (node >= graph.firstControl) return true;
      for (let edge = graph.out.offsets[node]!; edge < graph.out.offsets[node + 1]!; edge++) {
        const to = graph.out.values[edge]!;
        if (!counts(edge) || seen.has(to)) continue;
        seen.add(to);
        nodes.push(to);
      }
    }
    return false;
  };
  return new Set(Array.from({ length: graph.identities }, (_, n) => n).filter(reaches));
};

/** By edge: how many lose control when it is taken out; edges without which nobody does are left out. */
const cutsByTrial = (graph: Graph, counts: (edge: number) => boolean): Map<number, number> => {
  const before = withControl(graph, counts).size;
  const cuts = graph.out.values.map((_, edge) =>
    counts(edge) ? before - withControl(graph, (other) => other !== edge && counts(other)).size : 0,
  );
  return new Map([...cuts.entries()].filter(([, lost]) => lost > 0));
};

const cutsByDominators = (graph: Graph, withAssumed: boolean): Map<number, number> => {
  const { edge, identities } = bridgesOf(graph, withAssumed);
  return new Map(
    [...edge.entries()]
      .filter(([node, only]) => only !== none && identities[node]! > 0)
      .map(([node, only]) => [only, identities[node]!]),
  );
};

const sorted = (cuts: Map<number, number>) => [...cuts].sort(([a], [b]) => a - b);

describe('edges that all ways to control go through', () => {
  test('are those that cut somebody off when they are tried one by one', () => {
    const numRuns = lawRuns(400, 2000);
    let met = 0;
    fc.assert(
      fc.property(planned, ({ plan }) => {
        const graph = graphOf(estateOf(plan));
        const all = cutsByTrial(graph, () => true);
        met += all.size;
        expect(sorted(cutsByDominators(graph, true))).toEqual(sorted(all));
        expect(sorted(cutsByDominators(graph, false))).toEqual(
          sorted(cutsByTrial(graph, (edge) => graph.assumed[edge] === 0)),
        );
      }),
      { numRuns },
    );
    // The draws are not all without such edges.
    expect(met).toBeGreaterThan(numRuns / 2);
  });
});

const control = `scope:${account}`;
const pointsOf = (sketch: Parameters<typeof sketchEstate>[0]) =>
  reachOf(sketchEstate(sketch), defaultSettings)
    .chokePoints(10)
    .map(({ step, origins, identities, identitiesProven }) => [
      `${step.from} -> ${step.to}`,
      origins,
      identities,
      identitiesProven,
    ]);
const ids = (...names: readonly string[]) => names.map((id) => ({ id, providerOwned: true }));

describe('choke points', () => {
  test('count all that lie behind a step, the largest first', () => {
    expect(
      pointsOf({
        identities: ids('a', 'b', 'c', 'hub'),
        edges: [
          { from: 'a', to: 'hub' },
          { from: 'b', to: 'hub' },
          { from: 'c', to: 'b' },
          { from: 'hub', to: control, technique: fullAccess },
        ],
      }),
    ).toEqual([
      [`hub -> ${control}`, 1, 4, 4],
      ['b -> hub', 1, 2, 2],
      ['a -> hub', 1, 1, 1],
      ['c -> b', 1, 1, 1],
    ]);
  });

  test('are none where there is a way around', () => {
    expect(
      pointsOf({
        identities: ids('a', 'x', 'y'),
        edges: [
          { from: 'a', to: 'x' },
          { from: 'a', to: 'y' },
          { from: 'x', to: control, technique: fullAccess },
          { from: 'y', to: control, technique: fullAccess },
        ],
      }),
    ).toEqual([
      [`x -> ${control}`, 1, 1, 1],
      [`y -> ${control}`, 1, 1, 1],
    ]);
  });

  test('a way around that is assumed leaves the step a choke point of the proven ones alone', () => {
    expect(
      pointsOf({
        identities: ids('a', 'x', 'y'),
        edges: [
          { from: 'a', to: 'x' },
          { from: 'a', to: 'y', reason: { assumes: ['a function runs'] } },
          { from: 'x', to: control, technique: fullAccess },
          { from: 'y', to: control, technique: fullAccess },
        ],
      }),
    ).toEqual([
      [`x -> ${control}`, 1, 1, 2],
      [`y -> ${control}`, 1, 1, 1],
      ['a -> x', 1, 0, 1],
    ]);
  });

  test('nobody who controls anything: none', () => {
    expect(pointsOf({ identities: ids('a', 'b'), edges: [{ from: 'a', to: 'b' }] })).toEqual([]);
  });
});
