import { expect, test } from 'vitest';
import { createInventoryReader } from '../../../../connectors/gcp/facts/inventory.ts';
import { arrange } from '../../../../connectors/gcp/identities/arrange.ts';
import { interpretGcp } from '../../../../connectors/gcp/interpret.ts';
import { deniesAbout, deniesOf } from '../../../../connectors/gcp/takeover/denies.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';

const now = '2026-11-30T00:00:00.000Z';
const numbers = (count: number): readonly number[] => [...Array(count).keys()];
const record = (kind: string, id: string, data: object): SnapshotRecord =>
  ({ record: kind, scope: 'google-cloud', id, data }) as SnapshotRecord;
const base = [
  record('gcp.organization', 'organizations/1', { name: 'organizations/1' }),
  record('gcp.project', 'shop', { projectId: 'shop', projectNumber: '100', parent: 'organizations/1' }),
];
const member = (index: number): string => `serviceAccount:a${index}@shop.iam.gserviceaccount.com`;
const account = (index: number): SnapshotRecord =>
  record('gcp.service-account', `a${index}`, {
    email: `a${index}@shop.iam.gserviceaccount.com`,
    uniqueId: String(index),
    projectId: 'shop',
  });
const arranged = (records: readonly SnapshotRecord[]) => {
  const reader = createInventoryReader();
  for (const each of [...base, ...records]) reader.add(each);
  return arrange(reader.finish(), now);
};
const gapsOf = (records: readonly SnapshotRecord[]) =>
  interpretGcp([...base, ...records], { collectedAt: now, coverage: [], settings: defaultSettings })
    .coverage.filter(({ detail }) => detail.startsWith('too complex to judge'))
    .map(({ source, status, gives }) => [source, status, gives]);

const asking = (count: number): readonly SnapshotRecord[] => [
  record('gcp.entitlement', 'projects/shop/locations/global/entitlements/e', {
    name: 'projects/shop/locations/global/entitlements/e',
    eligibleUsers: [{ principals: numbers(count).map(member) }],
    privilegedAccess: {
      gcpIamAccess: {
        resource: '//cloudresourcemanager.googleapis.com/projects/shop',
        roleBindings: numbers(count).map((index) => ({ role: `projects/shop/roles/r${index}` })),
      },
    },
  }),
];
const edited = (count: number): readonly SnapshotRecord[] => [
  record('gcp.iam-policy', 'p', {
    resource: '//cloudresourcemanager.googleapis.com/projects/shop',
    bindings: [{ role: 'roles/editor', members: numbers(count).map(member) }],
  }),
  ...numbers(count).map((index) =>
    record('gcp.iam-policy', `b${index}`, {
      resource: `//storage.googleapis.com/b${index}`,
      bindings: [{ role: 'roles/storage.legacyBucketOwner', members: ['projectEditor:shop'] }],
    }),
  ),
];

test.each([
  ['what many may ask for', asking],
  ['buckets for whoever edits the project', edited],
])('%s: as many bindings as are looked at, whatever is written', (_, records) => {
  expect(arranged(records(20)).bindings.length).toBeGreaterThanOrEqual(400);
  expect(arranged(records(20)).products.refused()).toEqual([]);
  const { bindings, products } = arranged(records(1_000));
  expect(products.refused().length).toBeGreaterThan(0);
  expect(bindings.length).toBeLessThan(300_000 + 21 * 2_000 + 1_000);
});

test('what is not looked at is told, and grants are not known', () => {
  expect(gapsOf(asking(20))).toEqual([]);
  expect(gapsOf(asking(600))).toEqual([['roles of many', 'partial', ['grants']]]);
});

const folders = (count: number): readonly SnapshotRecord[] =>
  numbers(count).map((index) =>
    record('gcp.folder', `folders/${index}`, {
      name: `folders/${index}`,
      parent: index === 0 ? 'organizations/1' : `folders/${index - 1}`,
    }),
  );

test('folders in one another: chains end, and what holds the rest is told as not known', () => {
  const few = arranged(folders(50)).places;
  expect(few.chainOf('folders/49')).toHaveLength(51);
  expect(few.tooDeep()).toEqual([]);
  const { places } = arranged(folders(3_000));
  const steps = places.nodes.reduce((sum, node) => sum + places.chainOf(node).length, 0);
  expect(steps).toBeLessThan(101 * 3_002);
  expect(places.tooDeep().length).toBeGreaterThan(2_000);
  expect(gapsOf(folders(150))).toEqual([['folders in folders', 'partial', ['grants']]]);
});

test('who is excepted from a deny rule is found among thousands by one look', () => {
  const count = 3_000;
  const principals = numbers(count).map(
    (index) =>
      `principal://iam.googleapis.com/projects/-/serviceAccounts/a${index}@shop.iam.gserviceaccount.com`,
  );
  let looked = 0;
  const watched = new Proxy(principals, {
    get: (list, key, self) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) looked += 1;
      return Reflect.get(list, key, self);
    },
  });
  const estate = arranged([
    ...numbers(100).map(account),
    account(count + 1),
    record('gcp.deny-policy', 'd', {
      name: 'policies/cloudresourcemanager.googleapis.com%2Fprojects%2Fshop/denypolicies/d',
      rules: [
        {
          denyRule: {
            deniedPrincipals: ['principalSet://goog/public:all'],
            exceptionPrincipals: watched,
            deniedPermissions: ['iam.googleapis.com/serviceAccounts.getAccessToken'],
          },
        },
      ],
    }),
  ]);
  const denies = deniesOf(estate);
  const about = [...estate.principals.values()].filter(
    (principal) => deniesAbout(denies, principal, estate).length > 0,
  );
  expect(about.map(({ id }) => id)).toEqual([`a${count + 1}@shop.iam.gserviceaccount.com`]);
  expect(looked).toBeLessThan(3 * count);
});
