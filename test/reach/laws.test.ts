import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Estate } from '../../src/model/estate.ts';
import type { Reach } from '../../src/model/reach.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { reachOf } from '../../src/reach/index.ts';
import { lawRuns } from '../support/law-runs.ts';
import type { Plan } from './random-estate.ts';
import { estateOf, planned } from './random-estate.ts';
import { referenceOf } from './reference.ts';

const reachOfPlan = (plan: Plan): Reach => reachOf(estateOf(plan), defaultSettings);
const indices = (list: readonly unknown[]): number[] => list.map((_, index) => index);

/** Everything that a reach says about an estate, to compare. */
const answers = (estate: Estate, reach: Reach) =>
  estate.identities.map(({ id }, index) => ({
    id,
    radius: reach.radius(index),
    path: reach.path(index),
    toControl: estate.scopes.map((_, scope) => reach.pathToControl(index, scope)),
    takenOverBy: reach.takenOverBy(index),
    becomableBy: reach.becomableBy(index),
    chokePoints: reach.chokePoints(10),
  }));

/** More in every respect, or the same. */
const expectNoLess = (plan: Plan, more: Reach, less: Reach): void => {
  for (const index of indices(plan.identities)) {
    const [big, small] = [more.radius(index), less.radius(index)];
    expect(big.score).toBeGreaterThanOrEqual(small.score);
    expect(big.proven).toBeGreaterThanOrEqual(small.proven);
    expect(big.admin).toEqual(expect.arrayContaining([...small.admin]));
    expect(big.identities).toBeGreaterThanOrEqual(small.identities);
    expect(big.identitiesIf).toBeGreaterThanOrEqual(small.identitiesIf);
    const ever = [...big.admin, ...big.adminIf.map(({ scope }) => scope)];
    expect(ever).toEqual(expect.arrayContaining(small.adminIf.map(({ scope }) => scope)));
  }
};

const shuffled = <T>(items: readonly T[], keys: Iterator<number>): T[] =>
  items
    .map((item) => ({ item, key: keys.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

describe('against the slow reference', () => {
  test('scores, scopes and counts are what the definitions say', () => {
    fc.assert(
      fc.property(planned, ({ plan }) => {
        const estate = estateOf(plan);
        const reach = reachOf(estate, defaultSettings);
        referenceOf(estate, defaultSettings).forEach((expected, index) => {
          const radius = reach.radius(index);
          expect(Math.abs(radius.score - expected.score)).toBeLessThan(0.005001);
          expect(Math.abs(radius.proven - expected.proven)).toBeLessThan(0.005001);
          expect(radius.proven).toBeLessThanOrEqual(radius.score);
          expect(reach.becomableBy(index)).toBe(expected.becomableBy);
          expect(radius.admin).toEqual(expected.admin);
          expect(radius.adminIf.map(({ scope }) => scope)).toEqual(expected.adminIf);
          expect(radius.identities).toBe(expected.identities);
          expect(radius.identitiesIf).toBe(expected.identitiesIf);
        });
      }),
      { numRuns: lawRuns(400, 2000) },
    );
  });

  test('paths to control are the best there are, and rest on what the radius says', () => {
    fc.assert(
      fc.property(planned, ({ plan }) => {
        const estate = estateOf(plan);
        const reach = reachOf(estate, defaultSettings);
        referenceOf(estate, defaultSettings).forEach(({ wayToControl }, index) => {
          wayToControl.forEach((way, scope) => {
            const path = reach.pathToControl(index, scope);
            expect(path).toHaveLength(way?.steps ?? 0);
            if (way === undefined) return;
            expect(path[0]!.from).toBe(estate.identities[index]!.id);
            expect(path.at(-1)!.to).toBe(`scope:${estate.scopes[scope]!.id}`);
            for (const [n, step] of path.slice(1).entries()) expect(step.from).toBe(path[n]!.to);
            const assumes = new Set(path.flatMap((step) => step.assumes));
            const conditional = reach.radius(index).adminIf.find((control) => control.scope === scope);
            expect(assumes).toEqual(new Set(conditional?.assumes));
            expect(assumes.size > 0).toBe(way.assumptions > 0);
          });
        });
      }),
      { numRuns: lawRuns(200, 1000) },
    );
  });

  test('the path to the worst ends in the weightiest scope, else in the strongest identity', () => {
    fc.assert(
      fc.property(planned, ({ plan }) => {
        const estate = estateOf(plan);
        const reach = reachOf(estate, defaultSettings);
        const weightOf = (scope: number) =>
          defaultSettings.weights.environment[estate.scopes[scope]!.environment];
        const alone = reachOfPlan({ ...plan, edges: [], identities: plan.identities });
        referenceOf(estate, defaultSettings).forEach((expected, index) => {
          const path = reach.path(index);
          expect(reach.radius(index).hops).toBe(path.length);
          const worst = expected.admin.length > 0 ? expected.admin : expected.adminIf;
          if (worst.length > 0) {
            const weight = Math.max(...worst.map(weightOf));
            const ways = indices(estate.scopes)
              .filter((scope) => weightOf(scope) === weight)
              .flatMap((scope) => expected.wayToControl[scope] ?? []);
            const fewest = Math.min(...ways.map(({ assumptions }) => assumptions));
            const nearest = ways.filter(({ assumptions }) => assumptions === fewest);
            expect(path).toHaveLength(Math.min(...nearest.map(({ steps }) => steps)));
            expect(path.at(-1)!.to).toMatch(/^scope:/);
            return;
          }
          const others = indices(plan.identities).filter(
            (other) => other !== index && expected.wayToIdentity[other] !== undefined,
          );
          const proven = others.filter((other) => expected.wayToIdentity[other]!.assumptions === 0);
          const choice = proven.length > 0 ? proven : others;
          const strongest = Math.max(...choice.map((other) => alone.radius(other).score));
          if (choice.length === 0) {
            expect(path).toEqual([]);
            return;
          }
          const end = estate.identities.findIndex(({ id }) => id === path.at(-1)!.to);
          expect(alone.radius(end).score).toBe(strongest);
          expect(path).toHaveLength(expected.wayToIdentity[end]!.steps);
        });
      }),
      { numRuns: lawRuns(200, 1000) },
    );
  });
});

describe('laws', () => {
  test('a further edge never lowers a score, and takes away no control', () => {
    fc.assert(
      fc.property(planned, ({ plan, moreEdge }) => {
        const more = reachOfPlan({ ...plan, edges: [...plan.edges, moreEdge] });
        expectNoLess(plan, more, reachOfPlan(plan));
      }),
    );
  });

  test('a further privilege never lowers a score', () => {
    fc.assert(
      fc.property(planned, ({ plan, moreCell, holder }) => {
        const identities = plan.identities.map((identity, index) =>
          index === holder ? { ...identity, cells: [...identity.cells, moreCell] } : identity,
        );
        expectNoLess(plan, reachOfPlan({ ...plan, identities }), reachOfPlan(plan));
      }),
    );
  });

  test('an edge taken away, as a deny does, never adds reach', () => {
    fc.assert(
      fc.property(planned, fc.nat(), ({ plan }, which) => {
        fc.pre(plan.edges.length > 0);
        const edges = plan.edges.filter((_, index) => index !== which % plan.edges.length);
        expectNoLess(plan, reachOfPlan(plan), reachOfPlan({ ...plan, edges }));
      }),
    );
  });

  test('what was assumed and is now proven never lowers anything', () => {
    fc.assert(
      fc.property(planned, ({ plan }) => {
        const proven = { ...plan, edges: plan.edges.map((edge) => ({ ...edge, assumes: [] })) };
        expectNoLess(plan, reachOfPlan(proven), reachOfPlan(plan));
      }),
    );
  });

  test('the order of the edges does not matter, nor an edge that is given twice', () => {
    fc.assert(
      fc.property(planned, ({ plan, shuffle }) => {
        const edges = shuffled([...plan.edges, ...plan.edges.slice(0, 3)], shuffle);
        const [estate, other] = [estateOf(plan), estateOf({ ...plan, edges })];
        expect(answers(other, reachOf(other, defaultSettings))).toEqual(
          answers(estate, reachOf(estate, defaultSettings)),
        );
      }),
    );
  });

  test('the order of profiles and of their cells does not matter', () => {
    fc.assert(
      fc.property(planned, ({ plan, shuffle }) => {
        const estate = estateOf(plan);
        const places = shuffled(indices(estate.profiles), shuffle);
        const other: Estate = {
          ...estate,
          profiles: places.map((place) => ({ cells: shuffled(estate.profiles[place]!.cells, shuffle) })),
          identities: estate.identities.map((identity) => ({
            ...identity,
            profile: places.indexOf(identity.profile),
          })),
        };
        expect(answers(other, reachOf(other, defaultSettings))).toEqual(
          answers(estate, reachOf(estate, defaultSettings)),
        );
      }),
    );
  });

  test('identities that can become each other control the same and weigh the same', () => {
    fc.assert(
      fc.property(planned, ({ plan }) => {
        const estate = estateOf(plan);
        const reach = reachOf(estate, defaultSettings);
        const reference = referenceOf(estate, defaultSettings);
        for (const a of indices(plan.identities)) {
          for (const b of indices(plan.identities)) {
            const there = reference[a]!.wayToIdentity[b];
            const back = reference[b]!.wayToIdentity[a];
            if (there === undefined || back === undefined) continue;
            expect(reach.radius(a).score).toBe(reach.radius(b).score);
            if (there.assumptions + back.assumptions === 0) {
              expect(reach.radius(a).admin).toEqual(reach.radius(b).admin);
            }
          }
        }
      }),
    );
  });

  test('a score lies between 0 and 100, and is 100 where all scopes are controlled', () => {
    fc.assert(
      fc.property(planned, ({ plan }) => {
        const reach = reachOfPlan(plan);
        for (const index of indices(plan.identities)) {
          const { score, admin, adminIf } = reach.radius(index);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          if (admin.length + adminIf.length === plan.scopes.length) expect(score).toBe(100);
        }
      }),
    );
  });

  test('who can take over an identity in one step is exactly who has a path of one step to it', () => {
    fc.assert(
      fc.property(planned, ({ plan }) => {
        // Without control nodes, one step is one identity to the next, with groups between.
        const firstControl = plan.identities.length + plan.groups.length;
        const edges = plan.edges.filter(({ from, to }) => from < firstControl && to < firstControl);
        const estate = estateOf({ ...plan, edges: edges.map((edge) => ({ ...edge, assumes: [] })) });
        const reach = reachOf(estate, defaultSettings);
        const reference = referenceOf(estate, defaultSettings);
        for (const index of indices(plan.identities)) {
          const expected = indices(plan.identities).filter(
            (other) => other !== index && reference[other]!.wayToIdentity[index]?.steps === 1,
          );
          expect(reach.takenOverBy(index)).toEqual(expected);
        }
      }),
    );
  });
});
