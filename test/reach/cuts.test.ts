import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../src/model/settings.ts';
import { reachOf } from '../../src/reach/index.ts';
import { type EstateSketch, sketchEstate } from '../support/estate.ts';

const control = 'scope:111111111111';

/** How the way of an identity to control can be cut: `from>to others/in use`, then its first steps where no one step is enough. */
const cutsOf = (sketch: EstateSketch, of: string): readonly string[] => {
  const estate = sketchEstate(sketch);
  const index = estate.identities.findIndex(({ id }) => id === of);
  const { enough, first, more } = reachOf(estate, defaultSettings).cuts(index, 0);
  return [
    ...enough.map(({ from, to, others, othersInUse }) => `${from}>${to} ${others}/${othersInUse}`),
    ...first.map(({ from, to }) => `first ${from}>${to}`),
    ...(more === 0 ? [] : [`${more} more`]),
  ];
};

const edge = (from: string, to: string) => ({ from, to });
const used = (id: string) => ({ id, lastUsedAt: '2025-12-01T00:00:00Z' });
const unused = (id: string) => ({ id, lastUsedAt: 'never' as const });

describe('steps of a path that are enough', () => {
  const chain = [edge('a', 'b'), edge('b', 'c'), edge('c', control)];
  test('all of a chain are; the first hits nobody else', () => {
    expect(cutsOf({ identities: ['a', 'b', 'c'].map(used), edges: chain }, 'a')).toEqual([
      'a>b 0/0',
      'b>c 1/1',
      `c>${control} 2/2`,
    ]);
  });
  test('others count as in use unless it is known that they are not', () => {
    const identities = [used('a'), unused('b'), { id: 'c' }];
    expect(cutsOf({ identities, edges: chain }, 'a')).toEqual(['a>b 0/0', 'b>c 1/0', `c>${control} 2/1`]);
  });
  test('one with another way beside it is not', () => {
    const edges = [...chain, edge('a', 'c')];
    expect(cutsOf({ identities: ['a', 'b', 'c'].map(used), edges }, 'a')).toEqual([`c>${control} 2/2`]);
  });
  test('where ways part at the start, all first steps have to go, and those that lead nowhere stay', () => {
    const edges = [edge('a', 'b'), edge('a', 'c'), edge('a', 'd'), edge('b', control), edge('c', control)];
    expect(cutsOf({ identities: ['a', 'b', 'c', 'd'].map(used), edges }, 'a')).toEqual([
      'first a>b',
      'first a>c',
    ]);
  });
  test('who has no way has nothing to cut', () => {
    expect(cutsOf({ identities: [used('a'), used('b')], edges: [edge('a', 'b')] }, 'a')).toEqual([]);
  });
});

test('a step names all techniques by which it can be taken, and not those that have ended', () => {
  const technique = (id: string) => ({ id, mechanism: 'assume' as const, does: id, source: 'x' });
  const estate = sketchEstate({
    identities: [{ id: 'a' }, { id: 'b' }],
    edges: [
      { ...edge('a', 'b'), technique: technique('one') },
      { ...edge('a', 'b'), technique: technique('two'), reason: { through: 'function' } },
      { ...edge('a', 'b'), technique: technique('past'), reason: { until: '2020-01-01T00:00:00Z' } },
      edge('b', control),
    ],
  });
  const [cheapest] = reachOf(estate, defaultSettings).cuts(0, 0).enough;
  expect(cheapest).toMatchObject({ techniques: ['one', 'two'], through: ['function'] });
});
