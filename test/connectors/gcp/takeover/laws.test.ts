import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  accessOf,
  allowOf,
  ana,
  bot,
  boundaryOf,
  denyOf,
  permissions,
  recordsOf,
  robot,
  token,
  type World,
  worlds,
} from '../../../support/gcp-draws.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import { accountPlace, estateOf, identityAt, listed, project } from '../support.ts';

/** Laws of reach over drawn organisations. */
const people = [bot, robot, ana];

const scoresOf = (records: readonly SnapshotRecord[]): ReadonlyMap<string, readonly number[]> => {
  const estate = estateOf(records);
  const reach = reachOf(estate, defaultSettings);
  return new Map(
    people.map((who) => {
      const { score, proven, identities, admin } = reach.radius(identityAt(estate, who));
      return [who, [score, proven, identities, admin.length]];
    }),
  );
};
const scores = (world: World): ReadonlyMap<string, readonly number[]> => scoresOf(recordsOf(world));
const isNoMore = (
  less: ReadonlyMap<string, readonly number[]>,
  more: ReadonlyMap<string, readonly number[]>,
): void => {
  for (const who of people)
    for (const [place, value] of less.get(who)!.entries())
      expect(value, who).toBeLessThanOrEqual(more.get(who)![place]! + 1e-9);
};
const numRuns = lawRuns(10, 120);

test('a deny more never adds reach', () => {
  fc.assert(
    fc.property(worlds, denyOf, (world, deny) => {
      isNoMore(scores({ ...world, denies: [...world.denies, deny] }), scores(world));
    }),
    { numRuns },
  );
});

test('organisations are drawn in which there is something to reach', () => {
  const reached = fc
    .sample(worlds, { numRuns: 30, seed: 7 })
    .filter((world) =>
      [...scores(world).values()].some(([score, , identities]) => score! > 0 && identities! > 0),
    );
  expect(reached.length).toBeGreaterThan(10);
});

test('an access policy more that denies never adds reach', () => {
  fc.assert(
    fc.property(worlds, accessOf, (world, access) => {
      isNoMore(scores({ ...world, access: [...world.access, { ...access, effect: 'DENY' }] }), scores(world));
    }),
    { numRuns },
  );
});

test('a binding more never takes reach away', () => {
  fc.assert(
    fc.property(worlds, allowOf, (world, allow) => {
      isNoMore(scores(world), scores({ ...world, allows: [...world.allows, allow] }));
    }),
    { numRuns },
  );
});

test('a member more of a group never takes reach away, where no deny or boundary names groups', () => {
  fc.assert(
    fc.property(worlds, fc.constantFrom(...people), (world, who) => {
      const plain = { ...world, denies: [], access: [], ops: world.ops.filter((each) => each !== who) };
      isNoMore(scores(plain), scores({ ...plain, ops: [...plain.ops, who] }));
    }),
    { numRuns },
  );
});

test('the first boundary never adds reach, and taking all away never lowers it', () => {
  fc.assert(
    fc.property(worlds, boundaryOf, (world, boundary) => {
      const free = scores({ ...world, boundaries: [] });
      isNoMore(scores({ ...world, boundaries: [boundary] }), free);
      isNoMore(scores(world), free);
    }),
    { numRuns },
  );
});

test('a newer version of a boundary never adds reach', () => {
  fc.assert(
    fc.property(
      worlds,
      boundaryOf,
      fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
      (world, boundary, versions) => {
        const [older, newer] = versions.toSorted((a, b) => a - b).map(String) as [string, string];
        const at = (version: string): World => ({ ...world, boundaries: [{ ...boundary, version }] });
        isNoMore(scores(at(newer)), scores(at(older)));
      },
    ),
    { numRuns },
  );
});

test('the order of what is read never matters', () => {
  fc.assert(
    fc.property(
      worlds,
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 60, maxLength: 60 }),
      fc.constantFrom(token, ...permissions),
      (world, lots, permission) => {
        const records = recordsOf(world);
        const shuffled = records
          .map((each, index) => ({ each, lot: lots[index % lots.length]! }))
          .sort((a, b) => a.lot - b.lot)
          .map(({ each }) => each);
        const [one, other] = [records, shuffled].map((each) => estateOf(each, listed));
        expect(other!.identities).toEqual(one!.identities);
        expect(other!.coverage.map((each) => JSON.stringify(each)).sort()).toEqual(
          one!.coverage.map((each) => JSON.stringify(each)).sort(),
        );
        expect(scoresOf(shuffled)).toEqual(scoresOf(records));
        const question = { privilege: permission, resource: accountPlace('admin', project) };
        const verdicts = [one!, other!].map((estate) =>
          estate.whoCan!(question).identities.map(({ identity, verdict }) => [identity, verdict]),
        );
        expect(verdicts[1]).toEqual(verdicts[0]);
      },
    ),
    { numRuns },
  );
});
