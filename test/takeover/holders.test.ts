import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodePerPlace, sharedHolder } from '../../src/takeover/holders.ts';
import { builderOf, edgesOf, pairsOf, step } from './sketch.ts';

describe('holders of equal rights', () => {
  test('one alone is its own node', () => {
    const graph = builderOf(3);
    const never = () => {
      throw new Error('labelled');
    };
    expect(sharedHolder(graph, [2], never)).toBe(2);
    expect(graph.finish().takeover.groups).toEqual([]);
  });

  test('several share a node', () => {
    const graph = builderOf(3);
    const node = sharedHolder(graph, [0, 2], () => 'both');
    graph.edge(node, 1, step('s'));
    expect(edgesOf(graph.finish().takeover, 3)).toEqual([
      '0 membership both',
      '2 membership both',
      'both s 1',
    ]);
  });

  test('one whose rights rest on something has a node all the same, and that on the edge to it', () => {
    const graph = builderOf(1);
    const node = sharedHolder(
      graph,
      [0],
      () => 'it',
      () => ({ assumes: ['it is let in'] }),
    );
    expect(node).toBe(1);
    expect(graph.finish().takeover.reasons[0]!.assumes).toEqual(['it is let in']);
  });

  test('whoever can do something at a place is one node for each place, made on first use', () => {
    const graph = builderOf(0);
    const pushers = nodePerPlace((place) => graph.holders(`whoever pushes to ${place}`));
    expect([pushers('a'), pushers('b'), pushers('a')]).toEqual([0, 1, 0]);
    expect(graph.finish().takeover.groups).toHaveLength(2);
  });
});

test('law: sharing a node never changes who can become whom', () => {
  const rights = fc.array(fc.array(fc.nat(5), { maxLength: 3 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rights, (targetsOf) => {
      const holders = targetsOf.map((__, index) => index);
      const count = holders.length + 6;
      const pairs = (groups: Iterable<readonly number[]>): ReadonlySet<string> => {
        const graph = builderOf(count);
        for (const members of groups) {
          const node = sharedHolder(graph, members, () => 'alike');
          for (const target of targetsOf[members[0]!]!) graph.edge(node, holders.length + target, step('s'));
        }
        return pairsOf(graph.finish().takeover, count);
      };
      const alike = Map.groupBy(holders, (holder) => JSON.stringify(targetsOf[holder]));
      expect(pairs(alike.values())).toEqual(pairs(holders.map((holder) => [holder])));
    }),
  );
});
