import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpretAws } from '../../connectors/aws/interpret.ts';
import type { Estate } from '../../src/model/estate.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { joinEstates } from '../../src/pipeline/join-estates.ts';
import { reachOf } from '../../src/reach/index.ts';
import { account, drawAccount, recordsOf } from '../support/aws-estates.ts';
import { lawRuns } from '../support/law-runs.ts';

const estateOf = (records: readonly SnapshotRecord[]): Estate =>
  interpretAws(records, {
    collectedAt: '2026-01-01T00:00:00.000Z',
    coverage: [],
    settings: defaultSettings,
  });

/** The same account under another number. */
const elsewhere = (records: readonly SnapshotRecord[], id: string): readonly SnapshotRecord[] =>
  JSON.parse(JSON.stringify(records).replaceAll(account, id)) as SnapshotRecord[];

const runs = { numRuns: lawRuns(6, 40) };

/** What an identity reaches, without the share of the estate, which grew. */
const reached = (estate: Estate) => {
  const reach = reachOf(estate, defaultSettings);
  return new Map(
    estate.identities.map(({ id }, index) => {
      const { admin, adminIf, identities, hops } = reach.radius(index);
      const named = (scope: number) => estate.scopes[scope]!.id;
      return [
        id,
        {
          admin: admin.map(named),
          adminIf: adminIf.map(({ scope, assumes }) => [named(scope), assumes]),
          identities,
          hops,
          path: reach.path(index),
        },
      ];
    }),
  );
};

describe('estates that are joined', () => {
  test('one alone stays what it is', () => {
    const estate = estateOf([]);
    expect(joinEstates([estate])).toBe(estate);
  });

  test('nobody reaches more or less than before, and sees the same evidence', () => {
    fc.assert(
      fc.property(drawAccount, drawAccount, (one, other) => {
        const parts = [estateOf(recordsOf(one)), estateOf(elsewhere(recordsOf(other), '000000000001'))];
        const apart = new Map(parts.flatMap((part) => [...reached(part)]));
        expect(reached(joinEstates(parts))).toEqual(new Map([...apart].sort(([a], [b]) => (a < b ? -1 : 1))));
      }),
      runs,
    );
  });

  test('which one comes first never matters', () => {
    fc.assert(
      fc.property(drawAccount, drawAccount, (one, other) => {
        const parts = [estateOf(recordsOf(one)), estateOf(elsewhere(recordsOf(other), '000000000001'))];
        const [forward, backward] = [joinEstates(parts), joinEstates(parts.toReversed())];
        expect(reached(backward)).toEqual(reached(forward));
        expect(backward.identities.map(({ id }) => id)).toEqual(forward.identities.map(({ id }) => id));
        expect(forward.identities.map((_, index) => forward.entitlements!(index))).toEqual(
          backward.identities.map((_, index) => backward.entitlements!(index)),
        );
      }),
      runs,
    );
  });

  test('a question is asked of all of them', () => {
    const draw = fc.sample(drawAccount, { numRuns: 2, seed: 7 });
    const joined = joinEstates([
      estateOf(recordsOf(draw[0]!)),
      estateOf(elsewhere(recordsOf(draw[1]!), '000000000001')),
    ]);
    const answer = joined.whoCan!({ privilege: 's3:GetObject' });
    expect(answer.identities.map(({ identity }) => identity).sort((a, b) => a - b)).toEqual(
      joined.identities.map((_, index) => index),
    );
    expect(answer.privileges).toEqual(['s3:GetObject']);
  });
});
