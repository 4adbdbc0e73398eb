import { expect, test } from 'vitest';
import { componentsOf } from '../../src/reach/components.ts';
import { weightsBelow } from '../../src/reach/count.ts';
import { bridgesOf } from '../../src/reach/dominators.ts';
import { graphOf } from '../../src/reach/graph.ts';
import { numbers } from '../../src/reach/numbers.ts';
import { rowsOfEdges } from '../../src/reach/rows.ts';
import { estateOf } from './random-estate.ts';

/** What only size shows. In a file of its own, so that mutation testing need not wait for it at each change. */
test('a chain and a ring of a million nodes do not exhaust the stack', () => {
  const count = 1_000_000;
  const from = Uint32Array.from({ length: count - 1 }, (_, n) => n);
  const to = from.map((n) => n + 1);
  expect(componentsOf(rowsOfEdges(count, from, to)).count).toBe(count);
  const ring = { offsets: new Uint32Array(count + 1), values: new Uint32Array(count) };
  for (let n = 0; n < count; n++) {
    ring.offsets[n + 1] = n + 1;
    ring.values[n] = (n + 1) % count;
  }
  expect(componentsOf(ring).count).toBe(1);
});

test('choke points of a chain of a hundred thousand steps do not exhaust the stack', () => {
  const length = 100_000;
  const chain = estateOf({
    scopes: ['unknown'],
    identities: Array.from({ length }, () => ({ scope: 0, providerOwned: true, cells: [] })),
    groups: [],
    edges: Array.from({ length }, (_, n) => ({ from: n, to: n + 1, technique: 0, assumes: [] })),
  });
  const { edge, identities } = bridgesOf(graphOf(chain), true);
  expect([edge[0], identities[0]]).toEqual([0, 1]);
  expect([edge[length - 1], identities[length - 1]]).toEqual([length - 1, length]);
});

test('a chain of 100,000 is counted to its end', () => {
  const count = 100_000;
  const to = Uint32Array.from({ length: count - 1 }, (_, n) => n);
  const chain = rowsOfEdges(
    count,
    to.map((n) => n + 1),
    to,
  );
  const below = weightsBelow(chain, new Uint32Array(count).fill(1));
  expect([below[0], below[1], below[50_000], below[99_999]]).toEqual([0, 1, 50_000, 99_999]);
});

test('no array shares a place with another, within a block and over its end', () => {
  // Of places in a row that are written twice, one is the first or the last of an array.
  const arrays = Array.from({ length: 300 }, (_, k) => numbers(65_536 + k * 1000).fill(k + 1));
  for (const [k, array] of arrays.entries()) expect([array[0], array.at(-1)]).toEqual([k + 1, k + 1]);
});
