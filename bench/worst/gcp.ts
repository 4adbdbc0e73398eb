import type { GcpRecordInput, GcpRecordKind } from '../../connectors/gcp/facts/records.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { many, ofRecords, type Worst } from './input.ts';

const record = <Kind extends GcpRecordKind>(
  kind: Kind,
  id: string,
  data: GcpRecordInput<Kind>,
): SnapshotRecord => ({ record: kind, scope: 'organizations/1', id, data });

const email = (index: number, project = 'shop'): string => `a${index}@${project}.iam.gserviceaccount.com`;
const account = (index: number, project = 'shop'): SnapshotRecord =>
  record('gcp.service-account', email(index, project), {
    email: email(index, project),
    uniqueId: String(1_000_000 + index),
    projectId: project,
  });
const places = [
  record('gcp.organization', 'organizations/1', { name: 'organizations/1', displayName: 'example.com' }),
  record('gcp.project', 'shop', { projectId: 'shop', projectNumber: '100', parent: 'organizations/1' }),
];
const project = (index: number, parent = 'organizations/1'): SnapshotRecord =>
  record('gcp.project', `p${index}`, { projectId: `p${index}`, projectNumber: String(1000 + index), parent });

type Bindings = NonNullable<GcpRecordInput<'gcp.iam-policy'>['bindings']>;
const policy = (resource: string, bindings: Bindings): SnapshotRecord =>
  record('gcp.iam-policy', resource, { resource, bindings });
const onProject = (id: string): string => `//cloudresourcemanager.googleapis.com/projects/${id}`;
const member = (index: number, of = 'shop'): string => `serviceAccount:${email(index, of)}`;
const deny = (index: number, principal: string): SnapshotRecord => {
  const name = `policies/cloudresourcemanager.googleapis.com%2Fprojects%2Fshop/denypolicies/d${index}`;
  return record('gcp.deny-policy', name, {
    name,
    rules: [
      {
        denyRule: {
          deniedPrincipals: [principal],
          deniedPermissions: ['iam.googleapis.com/serviceAccounts.getAccessToken'],
        },
      },
    ],
  });
};

const gcp = (name: string, size: number, records: (size: number) => readonly SnapshotRecord[]): Worst =>
  ofRecords('gcp', 'google-cloud', name, size, records);

export const worstOfGcp: readonly Worst[] = [
  gcp('accounts in many projects', 1_000, (n) => [
    ...places,
    ...many(Math.ceil(n / 20), (index) => project(index)),
    ...many(n, (index) => account(index, `p${Math.floor(index / 20)}`)),
    ...many(Math.ceil(n / 20), (index) =>
      policy(
        onProject(`p${index}`),
        ['roles/viewer', 'roles/editor', 'roles/iam.serviceAccountTokenCreator', 'roles/storage.admin'].map(
          (role, place) => ({
            role,
            members: many(5, (part) => member(20 * index + 5 * place + part, `p${index}`)),
          }),
        ),
      ),
    ),
  ]),
  gcp('bindings with conditions', 200, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    policy(
      onProject('shop'),
      many(n, (index) => ({
        role: 'roles/iam.serviceAccountTokenCreator',
        members: [member(index)],
        condition: { title: `c${index}`, expression: `resource.name.startsWith("projects/x${index}")` },
      })),
    ),
  ]),
  gcp('policies of accounts', 200, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    ...many(n, (index) =>
      policy(`//iam.googleapis.com/projects/shop/serviceAccounts/${email(index)}`, [
        { role: 'roles/iam.serviceAccountTokenCreator', members: [member(index + 1)] },
      ]),
    ),
    policy(
      onProject('shop'),
      many(n, (index) => ({ role: 'roles/iam.serviceAccountUser', members: [member(index)] })),
    ),
  ]),
  gcp('groups in one another', 200, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    ...many(n, (index) =>
      record('gcp.membership', `g${index}@example.com g${index + 1}@example.com`, {
        group: `g${index}@example.com`,
        member: `g${index + 1}@example.com`,
        type: 'GROUP',
      }),
    ),
    ...many(n, (index) =>
      record('gcp.membership', `g${index}@example.com ${email(index)}`, {
        group: `g${index}@example.com`,
        member: email(index),
        type: 'SERVICE_ACCOUNT',
      }),
    ),
    policy(
      onProject('shop'),
      many(n, (index) => ({ role: 'roles/viewer', members: [`group:g${index}@example.com`] })),
    ),
  ]),
  gcp('accounts that make tokens for one another', 500, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    ...many(n, (index) =>
      policy(`//iam.googleapis.com/projects/shop/serviceAccounts/${email(index)}`, [
        {
          role: 'roles/iam.serviceAccountTokenCreator',
          members: [member(index + 1)],
          condition: { title: 'c', expression: `request.host == "h${index}"` },
        },
      ]),
    ),
    policy(onProject('shop'), [{ role: 'roles/owner', members: [member(0)] }]),
  ]),
  gcp('tags, and conditions that ask for them', 200, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    ...many(n, (index) =>
      record('gcp.tag-value', `tagValues/${index}`, {
        name: `tagValues/${index}`,
        parent: 'tagKeys/1',
        namespacedName: `1/env/v${index}`,
      }),
    ),
    ...many(n, (index) =>
      record('gcp.tag-binding', `tagBindings/${index}`, {
        name: `tagBindings/${index}`,
        parent: `//iam.googleapis.com/projects/shop/serviceAccounts/${email(index)}`,
        tagValue: `tagValues/${index}`,
      }),
    ),
    policy(
      onProject('shop'),
      many(n, (index) => ({
        role: 'roles/iam.serviceAccountTokenCreator',
        members: [member(index)],
        condition: { title: `c${index}`, expression: `resource.matchTag("1/env", "v${index}")` },
      })),
    ),
  ]),
  gcp('exceptions of a deny policy', 500, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    policy(onProject('shop'), [
      { role: 'roles/iam.serviceAccountTokenCreator', members: many(n, (index) => member(index)) },
    ]),
    record('gcp.deny-policy', 'd', {
      name: 'policies/cloudresourcemanager.googleapis.com%2Fprojects%2Fshop/denypolicies/d',
      rules: [
        {
          denyRule: {
            deniedPrincipals: ['principalSet://goog/public:all'],
            exceptionPrincipals: many(
              n,
              (index) => `principal://iam.googleapis.com/projects/-/serviceAccounts/${email(index)}`,
            ),
            deniedPermissions: ['iam.googleapis.com/serviceAccounts.getAccessToken'],
          },
        },
      ],
    }),
  ]),
  gcp('what may be asked for, and by whom', 100, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    record('gcp.entitlement', 'projects/shop/locations/global/entitlements/e', {
      name: 'projects/shop/locations/global/entitlements/e',
      state: 'AVAILABLE',
      maxRequestDuration: '3600s',
      eligibleUsers: [{ principals: many(n, (index) => member(index)) }],
      privilegedAccess: {
        gcpIamAccess: {
          resource: onProject('shop'),
          roleBindings: many(n, (index) => ({ role: `projects/shop/roles/r${index}` })),
        },
      },
    }),
  ]),
  gcp('buckets for whoever edits the project', 200, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    policy(onProject('shop'), [{ role: 'roles/editor', members: many(n, (index) => member(index)) }]),
    ...many(n, (index) =>
      policy(`//storage.googleapis.com/b${index}`, [
        { role: 'roles/storage.legacyBucketOwner', members: ['projectEditor:shop'] },
      ]),
    ),
  ]),
  gcp('folders in one another', 100, (n) => [
    ...places,
    ...many(n, (index) =>
      record('gcp.folder', `folders/${index}`, {
        name: `folders/${index}`,
        parent: index === 0 ? 'organizations/1' : `folders/${index - 1}`,
      }),
    ),
    ...many(n, (index) => account(index)),
    ...many(n, (index) =>
      policy(`//cloudresourcemanager.googleapis.com/folders/${index}`, [
        { role: 'roles/owner', members: [member(index)] },
      ]),
    ),
  ]),
  gcp('projects and those who hold something above them', 200, (n) => [
    ...places,
    ...many(n, (index) => project(index)),
    ...many(n, (index) => account(index)),
    policy(
      '//cloudresourcemanager.googleapis.com/organizations/1',
      many(n, (index) => ({ role: 'roles/viewer', members: [member(index)] })),
    ),
  ]),
  gcp('deny policies', 200, (n) => [
    ...places,
    ...many(n, (index) => account(index)),
    policy(onProject('shop'), [
      { role: 'roles/iam.serviceAccountTokenCreator', members: many(n, (index) => member(index)) },
    ]),
    ...many(n, (index) =>
      deny(index, `principal://iam.googleapis.com/projects/-/serviceAccounts/${email(index)}`),
    ),
  ]),
  gcp('instances of one account', 500, (n) => [
    ...places,
    account(0),
    ...many(n, (index) => {
      const name = `//compute.googleapis.com/projects/shop/zones/z/instances/i${index}`;
      return record('gcp.resource', name, {
        name,
        assetType: 'compute.googleapis.com/Instance',
        project: '100',
        serviceAccounts: [email(0)],
      });
    }),
    policy(onProject('shop'), [{ role: 'roles/compute.admin', members: [member(0)] }]),
  ]),
  gcp('times in conditions', 10, (n) => [
    ...places,
    account(0),
    policy(
      onProject('shop'),
      many(n, (index) => ({
        role: 'roles/viewer',
        members: [member(0)],
        condition: {
          title: `c${index}`,
          expression: `${many(90, (part) => `request.time < timestamp("20${30 + (part % 60)}-01-0${1 + (part % 9)}T00:00:00Z") + duration("${part}s")`).join(' || ')}`,
        },
      })),
    ),
  ]),
  gcp('operators in a condition', 1_000, (n) => [
    ...places,
    account(0),
    policy(onProject('shop'), [
      {
        role: 'roles/viewer',
        members: [member(0)],
        condition: { title: 'c', expression: `true${' && true'.repeat(n)}` },
      },
    ]),
  ]),
];
