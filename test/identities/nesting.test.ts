import { describe, expect, test } from 'vitest';
import { createInventoryReader as azureInventory } from '../../connectors/azure/facts/inventory.ts';
import { groupsOf as azureGroups } from '../../connectors/azure/identities/groups.ts';
import { interpretAzure } from '../../connectors/azure/interpret.ts';
import { createInventoryReader as gcpInventory } from '../../connectors/gcp/facts/inventory.ts';
import { groupsOf as gcpGroups } from '../../connectors/gcp/identities/groups.ts';
import { interpretGcp } from '../../connectors/gcp/interpret.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const now = '2026-11-30T00:00:00Z';
const guid = (kind: number, index: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const numbers = (count: number): readonly number[] => [...Array(count).keys()];

/** Each group is in the next, and each has a member of its own. */
const azureChain = (count: number): readonly SnapshotRecord[] =>
  numbers(count).flatMap((index) =>
    [[guid(7, index), 'group'] as const, [guid(1, index), 'servicePrincipal'] as const].map(
      ([member, memberType]): SnapshotRecord => ({
        record: 'azure.membership',
        scope: tenant,
        id: `${guid(7, index + 1)}/members/${member}`,
        data: { group: guid(7, index + 1), member, memberType },
      }),
    ),
  );
const gcpChain = (count: number): readonly SnapshotRecord[] =>
  numbers(count).flatMap((index) =>
    [`g${index}@example.com`, `a${index}@shop.iam.gserviceaccount.com`].map(
      (member): SnapshotRecord => ({
        record: 'gcp.membership',
        scope: 'organizations/1',
        id: `g${index + 1}@example.com ${member}`,
        data: { group: `g${index + 1}@example.com`, member, type: 'X' },
      }),
    ),
  );

const nothingIsActivated = (): never => {
  throw new Error('nothing is activated');
};

const directories = {
  azure: (count: number) => {
    const reader = azureInventory();
    for (const record of azureChain(count)) reader.add(record);
    const named = numbers(count + 1).map((index) => ({
      id: guid(7, index),
      tenant,
      source: { record: 'azure.membership', id: '' },
    }));
    const groups = azureGroups(
      reader.finish(),
      named,
      { asks: nothingIsActivated, active: nothingIsActivated },
      new Set(),
      now,
    );
    return { of: (index: number) => groups.of(guid(1, index)), nesting: groups.nesting };
  },
  gcp: (count: number) => {
    const reader = gcpInventory();
    for (const record of gcpChain(count)) reader.add(record);
    const groups = gcpGroups(reader.finish());
    return {
      of: (index: number) => groups.of(`a${index}@shop.iam.gserviceaccount.com`),
      nesting: groups.nesting,
    };
  },
};

describe.each(Object.entries(directories))('%s', (_, groupsIn) => {
  test('groups in one another are followed to the last, as deep as directories are', () => {
    const { of, nesting } = groupsIn(100);
    expect(numbers(100).map((index) => of(index).length)).toEqual(numbers(100).map((index) => 100 - index));
    expect(nesting.givenUp()).toEqual([]);
  });

  test('a chain of them costs steps by its length, and who was not followed is told, with the direct groups', () => {
    const pairs = (count: number): number => {
      const { of, nesting } = groupsIn(count);
      const sum = numbers(count).reduce((all, index) => all + of(index).length, 0);
      expect(nesting.givenUp().length).toBeGreaterThan(0);
      expect(of(count - 1)).toHaveLength(1);
      expect(of(count - 2)).toHaveLength(1);
      return sum;
    };
    const [small, large] = [pairs(500), pairs(1_000)];
    // 100,000 and ten for each membership, of which there are two for each group.
    expect(small).toBeLessThan(100_000 + 21 * 500);
    expect(large).toBeLessThan(100_000 + 21 * 1_000);
  });
});

test('it is told in the coverage, and grants are not known there', () => {
  const options = { collectedAt: now, coverage: [], settings: defaultSettings };
  const azure = interpretAzure(
    [{ record: 'azure.tenant', scope: tenant, id: tenant, data: { id: tenant } }, ...azureChain(500)],
    options,
  );
  const gcp = interpretGcp(
    [
      {
        record: 'gcp.organization',
        scope: 'organizations/1',
        id: 'organizations/1',
        data: { name: 'organizations/1' },
      },
      ...gcpChain(500),
      {
        record: 'gcp.iam-policy',
        scope: 'organizations/1',
        id: 'p',
        data: {
          resource: '//cloudresourcemanager.googleapis.com/organizations/1',
          bindings: [{ role: 'roles/viewer', members: ['group:g500@example.com'] }],
        },
      },
    ],
    options,
  );
  for (const { coverage } of [azure, gcp])
    expect(coverage.filter(({ source }) => source === 'groups in groups')).toEqual([
      expect.objectContaining({
        status: 'partial',
        gives: ['grants'],
        detail: expect.stringMatching(/^too complex to judge: groups in one another.* and \d+ more$/),
      }),
    ]);
});
