import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rank, workList } from '../../src/audit/ranking.ts';
import type { ExposureScore } from '../../src/model/exposure-score.ts';
import { type ResultSketch, sketchResult } from '../support/result.ts';
import { daysAgo } from '../support/rule-cases.ts';

const exposure = (score?: number): ExposureScore => ({
  ...(score === undefined ? {} : { score }),
  parts: [],
});
/** Exposure by the figure at the end of an id; `-`: nothing is known. */
const byName = (sketch: ResultSketch): NonNullable<ResultSketch['exposure']> => {
  const ids = (sketch.identities ?? []).map(({ id }) => id).sort();
  return (index) => {
    const figure = /\d+$/.exec(ids[index]!)?.[0];
    return exposure(figure === undefined ? undefined : Number(figure));
  };
};
const orderOf = (sketch: ResultSketch) =>
  [...rank(sketchResult({ exposure: byName(sketch), ...sketch })).identities()].map(
    ({ identity }) => identity.id,
  );

describe('the order of every list', () => {
  test.each<[string, ResultSketch]>([
    ['what falls', { identities: [{ id: 'b' }, { id: 'a' }], reach: { b: { score: 50 }, a: { score: 49 } } }],
    [
      'how much of it is proven',
      {
        identities: [{ id: 'b' }, { id: 'a99' }],
        reach: { b: { score: 50, proven: 50 }, a99: { score: 50, proven: 49 } },
      },
    ],
    ['exposure', { identities: [{ id: 'b12' }, { id: 'a11' }] }],
    ['exposure: 50 before what is not known', { identities: [{ id: 'b50' }, { id: 'a-' }] }],
    ['exposure: what is not known before 49', { identities: [{ id: 'b-' }, { id: 'a49' }] }],
    [
      'fewer hops',
      {
        identities: [{ id: 'b' }, { id: 'a' }],
        reach: { b: { score: 50, hops: 1, identities: 1 }, a: { score: 50, hops: 2, identities: 9 } },
      },
    ],
    [
      'the identities that it can become',
      {
        identities: [
          { id: 'b', lastUsedAt: daysAgo(1) },
          { id: 'a', lastUsedAt: 'never' },
        ],
        reach: { b: { identities: 2 }, a: { identities: 1 } },
      },
    ],
    [
      'whether it is used: not, then not known',
      {
        identities: [
          { id: 'b', lastUsedAt: daysAgo(90) },
          { id: 'a', environment: 'production' },
        ],
      },
    ],
    [
      'whether it is used: not known, then used',
      { identities: [{ id: 'b' }, { id: 'a', lastUsedAt: daysAgo(89) }] },
    ],
    [
      'the environment',
      {
        identities: [
          { id: 'b', environment: 'production' },
          { id: 'a', environment: 'development' },
        ],
      },
    ],
    ['the id', { identities: [{ id: 'a' }, { id: 'b' }] }],
  ])('goes by %s', (_, sketch) => {
    expect(orderOf(sketch)).toEqual(sketch.identities!.map(({ id }) => id));
  });

  test('is told where it decides', () => {
    const { decision } = rank(
      sketchResult({
        identities: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
        reach: { a: { score: 50, proven: 50 }, b: { score: 50, proven: 20 }, c: { score: 50, proven: 20 } },
      }),
    );
    expect(decision(0, 1)).toEqual({ name: 'proven share', ahead: '50%', behind: '20%' });
    expect(decision(1, 2)).toBeUndefined();
  });

  test.each<[string, ResultSketch, string, string]>([
    [
      'blast radius',
      { identities: [{ id: 'a' }, { id: 'b' }], reach: { a: { score: 50 }, b: { score: 40 } } },
      '50%',
      '40%',
    ],
    ['exposure', { identities: [{ id: 'a12' }, { id: 'b-' }] }, 'unknown', '12'],
    [
      'fewer steps',
      {
        identities: [{ id: 'a' }, { id: 'b' }],
        reach: { a: { score: 1, hops: 1 }, b: { score: 1, hops: 2 } },
      },
      '1',
      '2',
    ],
    [
      'identities it can become',
      { identities: [{ id: 'a' }, { id: 'b' }], reach: { a: { identities: 3 }, b: { identities: 2 } } },
      '3',
      '2',
    ],
    ['use', { identities: [{ id: 'a', lastUsedAt: 'never' }, { id: 'b' }] }, 'not used', 'use unknown'],
    ['use', { identities: [{ id: 'a', lastUsedAt: daysAgo(1) }, { id: 'b' }] }, 'use unknown', 'used'],
    [
      'environment',
      {
        identities: [
          { id: 'a', environment: 'production' },
          { id: 'b', environment: 'test' },
        ],
      },
      'production',
      'test',
    ],
  ])('by %s is told', (name, sketch, ahead, behind) => {
    const { decision, identities } = rank(sketchResult({ exposure: byName(sketch), ...sketch }));
    const [first, second] = [...identities()].map(({ index }) => index);
    expect(decision(first!, second!)).toEqual({ name, ahead, behind });
  });

  test('does not depend on the order of the input', () => {
    const drawn = fc.array(
      fc.record({
        score: fc.constantFrom(10, 50),
        proven: fc.constantFrom(0, 10),
        hops: fc.nat(2),
        environment: fc.constantFrom('production' as const, 'unknown' as const),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(drawn, (parts) => {
        const identities = parts.map(({ environment }, n) => ({ id: `i${n}`, environment }));
        const reach = Object.fromEntries(parts.map(({ environment: _, ...radius }, n) => [`i${n}`, radius]));
        expect(orderOf({ identities: identities.toReversed(), reach })).toEqual(
          orderOf({ identities, reach }),
        );
      }),
    );
  });
});

describe('findings', () => {
  const sketch: ResultSketch = {
    identities: [{ id: 'a' }, { id: 'b' }],
    reach: { a: { score: 50, proven: 10 }, b: { score: 50, proven: 20 } },
    findings: [
      { rule: 'grave', identity: 'a', severity: 'critical' },
      { rule: 'small', identity: 'b', severity: 'low' },
      { rule: 'middle', identity: 'b', severity: 'medium' },
      { rule: 'whole', identity: 'scope:111111111111', severity: 'medium', about: ['a', 'b'] },
    ],
  };

  test('of one place and severity, what is said of one identity comes before what is said of its scope', () => {
    const about = { rule: 'whole', identity: 'scope:111111111111', about: ['a'] };
    const own = { rule: 'own', identity: 'a' };
    const orders = [
      [about, own],
      [own, about],
      [own, { ...own, rule: 'second' }],
    ].map((findings) =>
      rank(sketchResult({ identities: [{ id: 'a' }], findings })).findings.map(({ rule }) => rule),
    );
    expect(orders).toEqual([
      ['own', 'whole'],
      ['own', 'whole'],
      ['own', 'second'],
    ]);
  });

  test('stand in the order of their identities; of a scope, after what is as severe at the first of them', () => {
    expect(rank(sketchResult(sketch)).findings.map(({ rule }) => rule)).toEqual([
      'middle',
      'whole',
      'small',
      'grave',
    ]);
  });
});

describe('the list of work', () => {
  const human = { nature: { is: 'human', reason: 'x' } } as const;
  const ranking = rank(
    sketchResult({
      identities: [{ id: 'p', ...human }, { id: 'quiet' }, { id: 'a' }, { id: 'b' }, { id: 'nothing' }],
      reach: { p: { score: 90 }, quiet: { score: 80 }, a: { score: 20 }, b: { score: 10 } },
      findings: ['p', 'a', 'b'].map((identity) => ({ rule: 'x', identity })),
    }),
  );
  const ids = (list: ReturnType<typeof workList>) => list.listed.map(({ identity }) => identity.id);

  test('holds no people, and what has no open finding stands last', () => {
    const list = workList(ranking, 10);
    expect(ids(list)).toEqual(['a', 'b', 'quiet']);
    expect([list.people, list.more]).toEqual([1, 0]);
    // Places are those of all lists.
    expect(list.listed.map((ranked) => ranked.rank)).toEqual([3, 4, 2]);
  });

  test('holds people when asked for', () => {
    expect(ids(workList(ranking, 10, { people: true }))).toEqual(['p', 'a', 'b', 'quiet']);
  });

  test('counts what it leaves out', () => {
    const list = workList(ranking, 1);
    expect([ids(list), list.more]).toEqual([['a'], 1]);
  });
});
