import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weightsBelow } from '../../src/reach/count.ts';
import { rowsOfEdges } from '../../src/reach/rows.ts';

const rowsFrom = (count: number, edges: readonly (readonly [number, number])[]) =>
  rowsOfEdges(
    count,
    Uint32Array.from(edges, ([from]) => from),
    Uint32Array.from(edges, ([, to]) => to),
  );

/** Follows every step from every component. */
const slowly = (
  count: number,
  edges: readonly (readonly [number, number])[],
  weight: Uint32Array,
): number[] => {
  const stepsFrom = Map.groupBy(edges, ([from]) => from);
  const below: Set<number>[] = [];
  for (let component = 0; component < count; component++) {
    const set = new Set<number>();
    for (const [, to] of stepsFrom.get(component) ?? []) for (const c of [to, ...below[to]!]) set.add(c);
    below.push(set);
  }
  return below.map((set) => [...set].reduce((sum, component) => sum + weight[component]!, 0));
};

test('counts what lies below each component, each once', () => {
  const dag = fc.integer({ min: 1, max: 40 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      edges: fc.array(
        fc
          .tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 }))
          .filter(([a, b]) => a !== b)
          .map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const),
        { maxLength: count === 1 ? 0 : 80 },
      ),
      weight: fc.uint32Array({ minLength: count, maxLength: count, max: 5 }),
    }),
  );
  fc.assert(
    fc.property(dag, ({ count, edges, weight }) => {
      expect([...weightsBelow(rowsFrom(count, edges), weight)]).toEqual(slowly(count, edges, weight));
    }),
  );
});

test('counts stay exact where sets outgrow their lists and their bases meet', () => {
  // 900 leaves that no two of which have the same steps in; each higher component takes 400 of them and two below it.
  const [leaves, count] = [900, 960];
  const edges: [number, number][] = [];
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let component = leaves; component < count; component++) {
    for (let n = 0; n < 400; n++) edges.push([component, random(leaves)]);
    if (component > leaves) edges.push([component, leaves + random(component - leaves)]);
    if (component > leaves + 30) edges.push([component, leaves + random(component - leaves)]);
  }
  const weight = Uint32Array.from({ length: count }, (_, n) => n % 3);
  expect([...weightsBelow(rowsFrom(count, edges), weight)]).toEqual(slowly(count, edges, weight));
});
