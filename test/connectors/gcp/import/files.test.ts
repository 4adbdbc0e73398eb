import { describe, expect, test } from 'vitest';
import { gcpFiles } from '../../../../connectors/gcp/file-kinds.ts';
import { gcpFormats } from '../../../../connectors/gcp/import/formats.ts';
import { connectors } from '../../../../connectors/index.ts';
import { fileHead } from '../../../../src/exports/file-head.ts';
import type { SourceFile } from '../../../../src/model/connector.ts';
import { InputError } from '../../../../src/model/input-error.ts';
import { gcloudLists } from './gcloud-lists.ts';

const fileOf = (name: string, content: string): SourceFile => ({
  name,
  size: content.length,
  modifiedAt: '2026-09-01T00:00:00.000Z',
  head: content.slice(0, 65_536),
  chunks: () => [new TextEncoder().encode(content)],
});

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const lines = (...values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join('\n');

const read = (name: string, content: string) => {
  const file = fileOf(name, content);
  const head = fileHead(file.head);
  const kinds = connectors.flatMap(({ files = [] }) => files.filter((kind) => kind.recognises(head)));
  expect(kinds.map(({ id }) => id)).toHaveLength(1);
  const entries = [...gcpFormats.find(({ id }) => id === kinds[0]!.id)!.read(file)];
  return {
    records: entries.flatMap((entry) =>
      'record' in entry ? [{ kind: entry.record, id: entry.id, data: entry.data }] : [],
    ),
    coverage: entries.flatMap((entry) => ('record' in entry ? [] : [`${entry.status} ${entry.source}`])),
    details: entries.flatMap((entry) => ('record' in entry ? [] : [entry.detail])),
  };
};

const etag = 'BwXhqhGw';

describe('outputs of gcloud', () => {
  const rows: readonly (readonly [
    command: string,
    name: string,
    content: string,
    kind: string,
    id: string,
  ])[] = [
    [
      'iam service-accounts list',
      'accounts.json',
      json([
        {
          displayName: 'CI',
          email: 'ci@shop.iam.gserviceaccount.com',
          etag,
          name: 'projects/shop/serviceAccounts/ci@shop.iam.gserviceaccount.com',
          oauth2ClientId: '1',
          projectId: 'shop',
          uniqueId: '11',
        },
      ]),
      'gcp.service-account',
      'ci@shop.iam.gserviceaccount.com',
    ],
    [
      'iam service-accounts keys list',
      'keys.json',
      json([
        {
          keyAlgorithm: 'KEY_ALG_RSA_2048',
          keyOrigin: 'GOOGLE_PROVIDED',
          keyType: 'USER_MANAGED',
          name: 'projects/shop/serviceAccounts/ci@shop.iam.gserviceaccount.com/keys/abc',
          validAfterTime: '2025-01-01T00:00:00Z',
          validBeforeTime: '9999-12-31T23:59:59Z',
        },
      ]),
      'gcp.service-account-key',
      'abc',
    ],
    [
      'iam roles list',
      'roles.json',
      json([
        {
          etag,
          includedPermissions: ['a.b.c'],
          name: 'projects/shop/roles/deployer',
          stage: 'GA',
          title: 'Deployer',
        },
      ]),
      'gcp.role',
      'projects/shop/roles/deployer',
    ],
    [
      'projects list',
      'projects.json',
      json([
        {
          createTime: '2024-01-01T00:00:00Z',
          lifecycleState: 'ACTIVE',
          name: 'Shop',
          parent: { id: '10', type: 'folder' },
          projectId: 'shop',
          projectNumber: '100',
        },
      ]),
      'gcp.project',
      'shop',
    ],
    [
      'folders list',
      'folders.json',
      json([
        {
          createTime: '2024-01-01T00:00:00Z',
          displayName: 'shops',
          lifecycleState: 'ACTIVE',
          name: 'folders/10',
          parent: 'organizations/1',
        },
      ]),
      'gcp.folder',
      'folders/10',
    ],
    [
      'organizations list',
      'organizations.json',
      json([
        {
          displayName: 'example.com',
          lifecycleState: 'ACTIVE',
          name: 'organizations/1',
          owner: { directoryCustomerId: 'C0' },
        },
      ]),
      'gcp.organization',
      'organizations/1',
    ],
    [
      'asset search-all-iam-policies',
      'policies.json',
      json([
        {
          assetType: 'cloudresourcemanager.googleapis.com/Project',
          folders: ['folders/10'],
          organization: 'organizations/1',
          policy: { bindings: [{ members: ['user:a@example.com'], role: 'roles/owner' }] },
          project: 'projects/100',
          resource: '//cloudresourcemanager.googleapis.com/projects/shop',
        },
      ]),
      'gcp.iam-policy',
      '//cloudresourcemanager.googleapis.com/projects/shop',
    ],
    [
      'projects get-iam-policy',
      'shop-prod.iam-policy.json',
      json({ bindings: [{ members: ['user:a@example.com'], role: 'roles/owner' }], etag, version: 1 }),
      'gcp.iam-policy',
      'projects/shop-prod',
    ],
    [
      'organizations get-iam-policy',
      'organization-123.json',
      json({ bindings: [], etag, version: 3 }),
      'gcp.iam-policy',
      'organizations/123',
    ],
    [
      'folders get-iam-policy',
      'folder_77.json',
      json({ bindings: [], etag }),
      'gcp.iam-policy',
      'folders/77',
    ],
    [
      'service-accounts get-iam-policy',
      'ci@shop.iam.gserviceaccount.com.json',
      json({ bindings: [], etag }),
      'gcp.iam-policy',
      'projects/shop/serviceAccounts/ci@shop.iam.gserviceaccount.com',
    ],
    [
      'workload-identity-pools providers list',
      'providers.json',
      json([
        {
          attributeMapping: { 'google.subject': 'assertion.sub' },
          name: 'projects/100/locations/global/workloadIdentityPools/ci/providers/gh',
          oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
          state: 'ACTIVE',
        },
      ]),
      'gcp.pool-provider',
      'projects/100/locations/global/workloadIdentityPools/ci/providers/gh',
    ],
    [
      'pam entitlements list',
      'entitlements.json',
      json([
        {
          eligibleUsers: [{ principals: ['user:a@example.com'] }],
          etag,
          maxRequestDuration: '3600s',
          name: 'projects/shop/locations/global/entitlements/e',
          privilegedAccess: {
            gcpIamAccess: {
              resource: '//cloudresourcemanager.googleapis.com/projects/shop',
              roleBindings: [{ role: 'roles/owner' }],
            },
          },
          state: 'AVAILABLE',
        },
      ]),
      'gcp.entitlement',
      'projects/shop/locations/global/entitlements/e',
    ],
    [
      'iam policies get',
      'deny.json',
      json({
        kind: 'DenyPolicy',
        name: 'policies/cloudresourcemanager.googleapis.com%2Fprojects%2F100/denypolicies/d',
        rules: [],
        uid: 'u',
      }),
      'gcp.deny-policy',
      'policies/cloudresourcemanager.googleapis.com%2Fprojects%2F100/denypolicies/d',
    ],
    [
      'storage hmac list',
      'hmac.json',
      json([
        {
          accessId: 'GOOG1',
          serviceAccountEmail: 'ci@shop.iam.gserviceaccount.com',
          state: 'ACTIVE',
          timeCreated: '2025-01-01T00:00:00Z',
        },
      ]),
      'gcp.hmac-key',
      'GOOG1',
    ],
    [
      'identity groups memberships list',
      'Ops@example.com.json',
      json([
        {
          name: 'groups/1/memberships/2',
          preferredMemberKey: { id: 'A@example.com' },
          roles: [{ name: 'MEMBER' }],
          type: 'USER',
        },
      ]),
      'gcp.membership',
      'ops@example.com a@example.com',
    ],
  ];
  test.each(rows)('gcloud %s', (_, name, content, kind, id) => {
    const { records, coverage } = read(name, content);
    expect(records.map((each) => [each.kind, each.id])).toEqual([[kind, id]]);
    expect(coverage).toHaveLength(1);
  });
  test.each(gcloudLists.map((each) => [each.command, each] as const))(
    'gcloud %s',
    (_, { element, kind, id }) => {
      const { records, coverage } = read('list.json', json([element]));
      expect(records.map((each) => [each.kind, each.id])).toEqual([[kind, id]]);
      expect(coverage).toHaveLength(1);
    },
  );
  const ofShop = [{ members: ['serviceAccount:ci@shop-prod.iam.gserviceaccount.com'], role: 'roles/viewer' }];
  test.each([
    ['iam-policy-shop-prod.json', 'projects/shop-prod'],
    ['shop-prod-iam-policy.json', 'projects/shop-prod'],
    ['policy.json', 'projects/shop-prod'],
    ['other-prod.json', 'projects/other-prod'],
    ['my-shop-prod.json', 'projects/my-shop-prod'],
    ['123456789012.json', 'projects/123456789012'],
    ['org-123.json', 'organizations/123'],
  ])('the policy in %s is of %s', (name, resource) => {
    expect(read(name, json({ bindings: ofShop })).records.map(({ id }) => id)).toEqual([resource]);
  });
  test.each([
    ['policy.json', true],
    ['iam-policy-shop-prod.json', false],
    ['other-prod.json', false],
  ])('that the policy in %s was taken for one of a project is said: %s', (name, isSaid) => {
    const { details } = read(name, json({ bindings: ofShop }));
    expect(details.join().includes('taken for the policy of shop-prod, the only project')).toBe(isSaid);
  });
  test('a policy whose members stand in an element each is one policy', () => {
    const flat = ['user:a@example.com', 'user:b@example.com'].map((members) => ({
      bindings: { members, role: 'roles/viewer' },
      etag,
    }));
    expect(read('shop-prod.json', json(flat)).records).toMatchObject([
      {
        id: 'projects/shop-prod',
        data: {
          bindings: [
            { members: ['user:a@example.com'], role: 'roles/viewer' },
            { members: ['user:b@example.com'], role: 'roles/viewer' },
          ],
        },
      },
    ]);
  });
  test('a policy in a file whose name says nothing is refused, with what helps', () => {
    expect(() => read('iam-policy.json', json({ bindings: [], etag }))).toThrow(InputError);
  });
  test('a member of another kind is refused with its place', () => {
    expect(() =>
      read('p.json', json([{ lifecycleState: 'ACTIVE', name: 'n', projectId: 7, projectNumber: '1' }])),
    ).toThrow(/projectId/);
  });
});

describe('assets', () => {
  const ancestors = ['projects/100', 'folders/10', 'organizations/1'];
  const instance = '//compute.googleapis.com/projects/shop/zones/z/instances/i';
  test('an export of lines: resources and policies, in snake case', () => {
    const { records, coverage } = read(
      'export.ndjson',
      lines(
        {
          name: '//cloudresourcemanager.googleapis.com/projects/100',
          asset_type: 'cloudresourcemanager.googleapis.com/Project',
          resource: {
            data: {
              projectId: 'shop',
              projectNumber: 100,
              name: 'Shop',
              lifecycleState: 'ACTIVE',
              parent: { type: 'folder', id: '10' },
            },
          },
          ancestors,
        },
        {
          name: instance,
          asset_type: 'compute.googleapis.com/Instance',
          resource: {
            data: {
              serviceAccounts: [{ email: 'ci@shop.iam.gserviceaccount.com', scopes: [] }],
              labels: { a: 'b' },
            },
          },
          ancestors,
        },
        {
          name: '//storage.googleapis.com/logs',
          asset_type: 'storage.googleapis.com/Bucket',
          iam_policy: { bindings: [{ role: 'roles/storage.admin', members: ['allUsers'] }] },
          ancestors,
        },
        {
          name: '//cloudresourcemanager.googleapis.com/projects/100',
          asset_type: 'cloudresourcemanager.googleapis.com/Project',
          org_policy: [
            {
              constraint: 'constraints/iam.disableServiceAccountKeyCreation',
              boolean_policy: { enforced: true },
            },
          ],
          ancestors,
        },
      ),
    );
    expect(records).toEqual([
      {
        kind: 'gcp.project',
        id: 'shop',
        data: {
          projectId: 'shop',
          projectNumber: '100',
          displayName: 'Shop',
          parent: 'folders/10',
          state: 'ACTIVE',
        },
      },
      {
        kind: 'gcp.resource',
        id: instance,
        data: {
          name: instance,
          assetType: 'compute.googleapis.com/Instance',
          project: '100',
          serviceAccounts: ['ci@shop.iam.gserviceaccount.com'],
          labels: { a: 'b' },
          workloadIdentity: false,
        },
      },
      {
        kind: 'gcp.iam-policy',
        id: '//storage.googleapis.com/logs',
        data: {
          resource: '//storage.googleapis.com/logs',
          assetType: 'storage.googleapis.com/Bucket',
          ancestors,
          bindings: [{ role: 'roles/storage.admin', members: ['allUsers'] }],
        },
      },
      {
        kind: 'gcp.org-policy',
        id: 'projects/100 constraints/iam.disableServiceAccountKeyCreation',
        data: {
          resource: 'projects/100',
          constraint: 'constraints/iam.disableServiceAccountKeyCreation',
          enforced: true,
        },
      },
    ]);
    expect(coverage).toEqual([
      'complete assets: IAM policies',
      'complete assets: resources',
      'complete assets: organization policies',
    ]);
  });
  test('a list in camel case, with the default account of the project', () => {
    const { records } = read(
      'assets.json',
      json([
        {
          ancestors,
          assetType: 'container.googleapis.com/Cluster',
          name: '//container.googleapis.com/projects/shop/locations/l/clusters/c',
          resource: {
            data: {
              nodePools: [{ config: { serviceAccount: 'default' } }],
              workloadIdentityConfig: { workloadPool: 'shop.svc.id.goog' },
            },
          },
        },
      ]),
    );
    expect(records[0]!.data).toMatchObject({
      serviceAccounts: ['100-compute@developer.gserviceaccount.com'],
      workloadIdentity: true,
    });
  });
  test('names alone are partial', () => {
    const { records, coverage } = read(
      'assets.json',
      json([{ ancestors, assetType: 'storage.googleapis.com/Bucket', name: '//storage.googleapis.com/b' }]),
    );
    expect([records, coverage]).toEqual([[], ['partial assets']]);
  });
  test('one that is no asset is refused', () => {
    expect(() => [
      ...gcpFormats[1]!.read(
        fileOf('a.json', lines({ name: '//x', ancestors, asset_type: 'a.googleapis.com/B' }, { name: 'y' })),
      ),
    ]).toThrow(/assetType/);
  });
});

test('the kinds have ids of their own, and a format each', () => {
  expect(gcpFiles.map(({ id }) => id)).toEqual(gcpFormats.map(({ id }) => id));
});
