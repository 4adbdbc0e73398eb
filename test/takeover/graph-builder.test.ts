import { describe, expect, test } from 'vitest';
import { builderOf, edgesOf, membership, step } from './sketch.ts';

describe('the columns of the finished graph', () => {
  test('groups come after the identities, control of scopes after the groups, however late they are made', () => {
    const graph = builderOf(2);
    const control = graph.control(1);
    graph.edge(0, control, step('own'));
    const first = graph.holders('holders');
    const second = graph.targets('targets');
    expect([first, second]).toEqual([2, 3]);
    graph.belongs(1, first);
    graph.edge(first, second, step('assume'));
    const { takeover, nodeOf } = graph.finish();
    expect(nodeOf(control)).toBe(5);
    expect(nodeOf(first)).toBe(2);
    expect(edgesOf(takeover, 2)).toEqual([
      '0 own control 1',
      '1 membership holders',
      'holders assume targets',
    ]);
    expect(takeover.groups).toEqual([
      { kind: 'holders', label: 'holders' },
      { kind: 'targets', label: 'targets' },
    ]);
  });

  test('a group of holders may have a profile of its own', () => {
    const graph = builderOf(1);
    graph.holders('with', 7);
    graph.holders('without');
    expect(graph.finish().takeover.groups.map(({ profile }) => profile)).toEqual([7, undefined]);
  });

  test('nothing at all is a graph as well', () => {
    const { takeover } = builderOf(0).finish();
    expect([takeover.from.length, takeover.groups, takeover.reasons]).toEqual([0, [], []]);
  });
});

describe('what is kept once', () => {
  test('equal edges: the second one is not new', () => {
    const graph = builderOf(2);
    expect(graph.edge(0, 1, step('a'), { assumes: ['x'] })).toBe(true);
    expect(graph.edge(0, 1, step('a'), { assumes: ['x'] })).toBe(false);
    expect(graph.edge(0, 1, step('b'), { assumes: ['x'] })).toBe(true);
    expect(graph.edge(0, 1, step('a'), { assumes: ['y'] })).toBe(true);
    expect(graph.finish().takeover.from).toHaveLength(3);
  });

  test('a step from a node to itself is none', () => {
    const graph = builderOf(1);
    expect(graph.edge(0, 0, step('a'))).toBe(false);
    graph.belongs(0, 0);
    expect(graph.finish().takeover.from).toHaveLength(0);
  });

  test('techniques by id and sentence, without what else a row of a table says', () => {
    const graph = builderOf(3);
    const row = { ...step('a'), needs: ['much'] };
    graph.edge(0, 1, row);
    graph.edge(0, 2, step('a'));
    graph.edge(1, 2, { ...step('a'), does: 'do it another way' });
    const { techniques, technique } = graph.finish().takeover;
    expect(techniques).toEqual([step('a'), { ...step('a'), does: 'do it another way' }]);
    expect([...technique]).toEqual([0, 0, 1]);
  });

  test('reasons by what they say, whichever object says it', () => {
    const graph = builderOf(3);
    const shared = { assumes: ['x'] };
    graph.edge(0, 1, step('a'), shared);
    graph.edge(0, 2, step('a'), { assumes: ['y'] });
    graph.edge(1, 2, step('a'), shared);
    graph.edge(2, 1, step('a'), { assumes: ['x'], until: undefined });
    const { reason, reasons } = graph.finish().takeover;
    expect([...reason]).toEqual([0, 1, 0, 0]);
    expect(reasons).toEqual([
      { allowedBy: [], assumes: ['x'] },
      { allowedBy: [], assumes: ['y'] },
    ]);
  });

  test('a reason keeps all that was said of the edge', () => {
    const graph = builderOf(2);
    const details = {
      allowedBy: [{ document: 1, statement: 2 }],
      trustedBy: [0],
      evidence: [{ record: 'r', id: 'i', says: 'so' }],
      through: 'workload',
      assumes: ['it runs'],
      until: '2030-01-01T00:00:00.000Z',
    };
    graph.edge(0, 1, step('a'), details);
    expect(graph.finish().takeover.reasons).toEqual([details]);
  });
});

describe('looking around while building', () => {
  test('out of a node: newest first, with whether the edge is proven', () => {
    const graph = builderOf(4);
    graph.edge(0, 1, step('a'));
    graph.edge(2, 3, step('a'));
    graph.edge(0, 3, step('a'), { assumes: ['x'] });
    expect([...graph.out(0)]).toEqual([
      { to: 3, proven: false },
      { to: 1, proven: true },
    ]);
    expect([...graph.out(1)]).toEqual([]);
  });

  test('origins of a node, groups among them; control of a scope is none that is asked for', () => {
    const graph = builderOf(3);
    const group = graph.holders('g');
    graph.belongs(0, group);
    graph.belongs(1, group);
    graph.edge(group, 2, step('a'));
    graph.edge(2, graph.control(0), step('own'));
    const origins = graph.origins();
    expect([...origins(group)]).toEqual([0, 1]);
    expect([...origins(2)]).toEqual([group]);
    expect([...origins(0)]).toEqual([]);
  });

  test('who belongs to a group is said with the technique of the provider', () => {
    const graph = builderOf(1);
    graph.belongs(0, graph.holders('g'), { assumes: ['it may'] });
    const { techniques, reasons } = graph.finish().takeover;
    expect(techniques).toEqual([membership]);
    expect(reasons[0]!.assumes).toEqual(['it may']);
  });
});
