import { expect, test } from 'vitest';
import { noDetails } from '../../src/takeover/edge-details.ts';
import { addWayThroughWorkload } from '../../src/takeover/workloads.ts';
import { builderOf, edgesOf, step } from './sketch.ts';

test('leads to each that it runs as, names the workload, and rests on both', () => {
  const graph = builderOf(3);
  addWayThroughWorkload(graph, 0, step('replace code'), {
    id: 'function f',
    runsAs: [
      { node: 1, details: noDetails },
      { node: 2, details: { trustedBy: [3], assumes: ['the role lets it in'] } },
    ],
    details: { assumes: ['it is invoked'] },
  });
  const { takeover } = graph.finish();
  expect(edgesOf(takeover, 3)).toEqual(['0 replace code 1', '0 replace code 2']);
  expect(takeover.reasons).toEqual([
    { allowedBy: [], through: 'function f', assumes: ['it is invoked'] },
    {
      allowedBy: [],
      trustedBy: [3],
      through: 'function f',
      assumes: ['it is invoked', 'the role lets it in'],
    },
  ]);
});

test('that runs as nobody leads nowhere', () => {
  const graph = builderOf(1);
  addWayThroughWorkload(graph, 0, step('s'), { id: 'f', runsAs: [], details: noDetails });
  expect(graph.finish().takeover.from).toHaveLength(0);
});
