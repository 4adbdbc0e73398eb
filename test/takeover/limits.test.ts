import { expect, test } from 'vitest';
import { addLimitedStep, identityAfter } from '../../src/takeover/limits.ts';
import { builderOf, edgesOf, step } from './sketch.ts';

test('an identity without its limit can do what it could before as well', () => {
  const graph = builderOf(2);
  const after = identityAfter(graph, 0, '0 without its boundary', 4);
  graph.edge(0, after, step('take off'));
  graph.edge(0, 1, step('old'));
  const { takeover } = graph.finish();
  expect(edgesOf(takeover, 2)).toEqual([
    '0 without its boundary membership 0',
    '0 take off 0 without its boundary',
    '0 old 1',
  ]);
  expect(takeover.groups[0]!.profile).toBe(4);
});

test.each([
  [
    'stops whom it stops, as an assumption, and lets past whom it lets past',
    ['it is let in'],
    ['it is let in', 'x'],
    3,
  ],
  ['where nothing stands, nobody needs to get past it', [], ['x'], 1],
])('before a place: %s', (_, limit, assumes, edges) => {
  const graph = builderOf(4);
  addLimitedStep(graph, {
    to: 3,
    technique: step('s'),
    stopped: 0,
    limit,
    past: [1, 2],
    details: { assumes: ['x'] },
  });
  const { from, reason, reasons } = graph.finish().takeover;
  expect(reasons[reason[from.indexOf(0)]!]!.assumes).toEqual(assumes);
  expect(from).toHaveLength(edges);
  for (const edge of from.keys())
    if (from[edge] !== 0) expect(reasons[reason[edge]!]!.assumes).toEqual(['x']);
});
