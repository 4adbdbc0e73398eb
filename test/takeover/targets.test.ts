import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EdgeDetails, noDetails } from '../../src/takeover/edge-details.ts';
import { createTargets, type NamePattern, type TargetSet } from '../../src/takeover/targets.ts';
import { builderOf, edgesOf, pairsOf, step } from './sketch.ts';

const prefix = (text: string): NamePattern => ({
  text: `${text}*`,
  matches: (name) => name.startsWith(text),
});
const names = ['me', 'app-1', 'app-2', 'app-3', 'app-4', 'ops-1'];
const nameOf = (node: number): string => names[node]!;
const membersOf = (...nodes: readonly number[]) => nodes.map((node) => ({ node, details: noDetails }));
const sketch = () => {
  const graph = builderOf(names.length);
  return {
    graph,
    targets: createTargets(graph),
    edges: () => edgesOf(graph.finish().takeover, names.length),
  };
};
const nodesOf = (sets: Iterable<TargetSet>) =>
  [...sets].map(({ members }) => members.map(({ node }) => node));

describe('sets', () => {
  test('a set is listed once, when it is first asked for', () => {
    const { targets } = sketch();
    let listed = 0;
    const list = () => {
      listed += 1;
      return membersOf(1, 2);
    };
    expect(targets.set('all', list)).toBe(targets.set('all', list));
    expect(listed).toBe(1);
  });

  test('classes are told apart by which patterns match, and no further', () => {
    const { targets } = sketch();
    const all = targets.set('all', () => membersOf(1, 2, 3, 4, 5));
    expect(nodesOf(targets.apart(all, [], nameOf))).toEqual([[1, 2, 3, 4, 5]]);
    expect(nodesOf(targets.apart(all, [prefix('app-')], nameOf))).toEqual([[1, 2, 3, 4], [5]]);
    expect(nodesOf(targets.apart(all, [prefix('app-'), prefix('app-1')], nameOf))).toEqual([
      [1],
      [2, 3, 4],
      [5],
    ]);
    expect(nodesOf(targets.apart(all, [prefix('x')], nameOf))).toEqual([[1, 2, 3, 4, 5]]);
  });

  test('the same patterns in another order, or twice, give the same classes', () => {
    const { targets } = sketch();
    const all = targets.set('all', () => membersOf(1, 2, 3, 4, 5));
    const [a, b] = [prefix('app-'), prefix('ops')];
    expect(targets.apart(all, [a, b], nameOf)).toBe(targets.apart(all, [b, a, a], nameOf));
  });

  test('what is named and not in the set is left out', () => {
    const { targets } = sketch();
    const all = targets.set('all', () => membersOf(1, 2));
    expect(nodesOf(targets.only(all, [2, 5, undefined]))).toEqual([[2]]);
    expect(nodesOf(targets.each(all))).toEqual([[1], [2]]);
  });
});

describe('aiming', () => {
  const yes = (): EdgeDetails => ({ assumes: ['x'] });

  test('at few: an edge for each', () => {
    const { targets, edges } = sketch();
    targets.aim(0, [targets.set('few', () => membersOf(1, 2, 3))], step('s'), yes);
    expect(edges()).toEqual(['0 s 1', '0 s 2', '0 s 3']);
  });

  test('at many: one edge to a node that the next holder shares', () => {
    const { targets, edges } = sketch();
    const many = targets.set('many', () => membersOf(1, 2, 3, 4));
    targets.aim(0, [many], step('s'), yes);
    targets.aim(5, [many], step('t'), yes);
    expect(edges()).toEqual([
      'many membership 1',
      'many membership 2',
      'many membership 3',
      'many membership 4',
      '0 s many',
      '5 t many',
    ]);
  });

  test('asks once for each set, about its first member, and adds nothing where the answer is no', () => {
    const { targets, edges } = sketch();
    const asked: number[] = [];
    const all = targets.set('all', () => membersOf(1, 2, 3, 4, 5));
    targets.aim(0, targets.apart(all, [prefix('app-')], nameOf), step('s'), (node) => {
      asked.push(node);
      return node === 5 ? {} : undefined;
    });
    expect(asked).toEqual([1, 5]);
    expect(edges()).toEqual(['0 s 5']);
  });

  test('at nobody: asks nothing', () => {
    const { targets, edges } = sketch();
    targets.aim(0, [targets.set('none', () => [])], step('s'), () => {
      throw new Error('asked');
    });
    expect(edges()).toEqual([]);
  });

  test('what being in the set rests on is said of each: on the edge where they are few, at the group where they are many', () => {
    const { graph, targets } = sketch();
    const withTrust = (nodes: readonly number[]) =>
      nodes.map((node) => ({ node, details: { trustedBy: [node], assumes: [] } }));
    targets.aim(0, [targets.set('few', () => withTrust([1]))], step('s'), yes);
    targets.aim(0, [targets.set('many', () => withTrust([2, 3, 4, 5]))], step('s'), yes);
    const { reasons, reason, to } = graph.finish().takeover;
    const reasonTo = (node: number) => reasons[reason[to.indexOf(node)]!];
    expect(reasonTo(1)).toEqual({ allowedBy: [], trustedBy: [1], assumes: ['x'] });
    expect(reasonTo(2)).toEqual({ allowedBy: [], trustedBy: [2], assumes: [] });
    expect(reasonTo(names.length)).toEqual({ allowedBy: [], assumes: ['x'] });
  });
});

describe('laws', () => {
  const words = fc.stringMatching(/^[ab]{0,3}$/);
  const estates = fc.record({
    names: fc.array(words, { minLength: 1, maxLength: 12 }),
    holders: fc.array(
      fc.record({ allow: fc.array(words, { maxLength: 3 }), deny: fc.array(words, { maxLength: 2 }) }),
      { minLength: 1, maxLength: 4 },
    ),
  });

  test('grouping targets never changes which pairs are reachable', () => {
    fc.assert(
      fc.property(estates, ({ names: drawn, holders }) => {
        const count = holders.length + drawn.length;
        const drawnName = (node: number): string => drawn[node - holders.length]!;
        const build = (grouped: boolean): ReadonlySet<string> => {
          const graph = builderOf(count);
          const targets = createTargets(graph);
          const all = targets.set('all', () =>
            membersOf(...drawn.map((__, place) => holders.length + place)),
          );
          for (const [holder, { allow, deny }] of holders.entries()) {
            const allows = allow.map(prefix);
            const denies = deny.map(prefix);
            const may = (name: string): boolean =>
              allows.some(({ matches }) => matches(name)) && !denies.some(({ matches }) => matches(name));
            const sets = grouped ? targets.apart(all, [...allows, ...denies], drawnName) : targets.each(all);
            targets.aim(holder, sets, step('s'), (node) => (may(drawnName(node)) ? {} : undefined));
          }
          return pairsOf(graph.finish().takeover, count);
        };
        expect(build(true)).toEqual(build(false));
      }),
    );
  });

  test('classes share the members of the set among them', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.array(words, { maxLength: 4 }), (drawn, texts) => {
        const targets = createTargets(builderOf(drawn.length));
        const all = targets.set('all', () => membersOf(...drawn.keys()));
        const sets = targets.apart(all, texts.map(prefix), (node) => drawn[node]!);
        expect(
          nodesOf(sets)
            .flat()
            .sort((a, b) => a - b),
        ).toEqual([...drawn.keys()]);
      }),
    );
  });
});
