import { expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  accountPlace,
  custom,
  customRole,
  emailOf,
  estateOf,
  folder,
  identityAt,
  member,
  organization,
  policy,
  project,
  record,
} from '../support.ts';

/** What a condition on all of the organisation says of a permission on one resource: allowed, denied, or conditional. */
const verdictOf = (
  permission: string,
  resource: string,
  condition: string,
  ...more: readonly SnapshotRecord[]
) => {
  const estate = estateOf([
    account('bot'),
    account('admin'),
    customRole('power', permission),
    policy(organization, { role: custom('power'), members: [member('bot')], condition }),
    ...more,
  ]);
  const answer = estate.whoCan!({ privilege: permission, resource });
  return answer.identities.find(({ identity }) => identity === identityAt(estate, emailOf('bot')))!.verdict;
};

const bucket = '//storage.googleapis.com/projects/_/buckets/logs';
const placed = record('gcp.resource', bucket, {
  name: bucket,
  assetType: 'storage.googleapis.com/Bucket',
  project,
});
const machine = `//compute.googleapis.com/projects/${project}/zones/z/instances/web-1`;
const secret = `//secretmanager.googleapis.com/projects/${project}/secrets/web`;
const service = `//run.googleapis.com/projects/${project}/locations/l/services/web`;
const admin = accountPlace('admin');
const token = 'iam.serviceAccounts.getAccessToken';

/** https://cloud.google.com/iam/docs/conditions-resource-attributes */
test.each<readonly [string, string, string, 'allowed' | 'denied' | 'conditional']>([
  ['storage.buckets.update', bucket, 'resource.name == "projects/_/buckets/logs"', 'allowed'],
  ['storage.buckets.update', bucket, 'resource.name == "projects/_/buckets/log"', 'denied'],
  ['storage.buckets.update', bucket, 'resource.name.startsWith("projects/_/buckets/lo")', 'allowed'],
  ['storage.buckets.update', bucket, 'resource.name.startsWith("projects/_/buckets/foo")', 'denied'],
  ['storage.buckets.update', bucket, 'resource.name.extract("buckets/{b}") == "logs"', 'allowed'],
  ['storage.buckets.update', bucket, 'resource.name.extract("buckets/{b}/") == "logs"', 'denied'],
  ['storage.buckets.update', bucket, 'resource.type == "storage.googleapis.com/Bucket"', 'allowed'],
  ['storage.buckets.update', bucket, 'resource.type == "storage.googleapis.com/Object"', 'denied'],
  // Of objects it is asked by their own names.
  [
    'storage.objects.create',
    bucket,
    'resource.name.startsWith("projects/_/buckets/logs/objects/a")',
    'conditional',
  ],
  ['storage.objects.create', bucket, 'resource.name.startsWith("projects/_/buckets/logs")', 'allowed'],
  [
    'storage.objects.create',
    bucket,
    'resource.name.startsWith("projects/_/buckets/foo/objects/a")',
    'denied',
  ],
  ['storage.objects.create', bucket, 'resource.name == "projects/_/buckets/logs/objects/a"', 'conditional'],
  ['storage.objects.create', bucket, 'resource.name == "projects/_/buckets/foo/objects/a"', 'denied'],
  ['storage.objects.create', bucket, 'resource.name.endsWith("a")', 'conditional'],
  ['storage.objects.create', bucket, 'resource.name.contains("/logs")', 'allowed'],
  ['storage.objects.create', bucket, 'resource.name.extract("/objects/{o}/") != ""', 'conditional'],
  ['storage.objects.create', bucket, 'resource.type == "storage.googleapis.com/Object"', 'allowed'],
  ['storage.objects.list', bucket, 'resource.type == "storage.googleapis.com/Object"', 'conditional'],
  // By id or by number: what both say.
  ['compute.instances.setMetadata', machine, 'resource.name.endsWith("/instances/web-1")', 'allowed'],
  [
    'compute.instances.setMetadata',
    machine,
    'resource.name.extract("instances/{n}").startsWith("web")',
    'allowed',
  ],
  ['compute.instances.setMetadata', machine, 'resource.name.endsWith("/instances/db-1")', 'denied'],
  [
    'compute.instances.setMetadata',
    machine,
    `resource.name.startsWith("projects/${project}/")`,
    'conditional',
  ],
  ['compute.instances.setMetadata', machine, 'resource.name.startsWith("projects/100/")', 'conditional'],
  ['compute.instances.setMetadata', machine, 'resource.name.startsWith("projects/300/")', 'denied'],
  ['compute.instances.setMetadata', machine, 'resource.type == "compute.googleapis.com/Instance"', 'allowed'],
  ['compute.instances.setMetadata', machine, 'resource.type == "compute.googleapis.com/Disk"', 'denied'],
  ['secretmanager.secrets.update', secret, 'resource.name == "projects/100/secrets/web"', 'allowed'],
  ['secretmanager.secrets.update', secret, 'resource.name == "projects/100/secrets/db"', 'denied'],
  [
    'secretmanager.versions.access',
    secret,
    'resource.name.startsWith("projects/100/secrets/web/versions/1")',
    'conditional',
  ],
  ['secretmanager.versions.access', secret, 'resource.name.startsWith("projects/100/secrets/db")', 'denied'],
  [
    'secretmanager.versions.access',
    secret,
    'resource.name.extract("secrets/{s}/versions/") == "web"',
    'conditional',
  ],
  // Services whose resources have no attributes.
  ['run.services.update', service, 'resource.name.startsWith("projects/_/buckets/foo")', 'denied'],
  ['run.services.update', service, 'resource.name.endsWith("/services/web")', 'conditional'],
  ['run.services.update', service, 'resource.type == "storage.googleapis.com/Bucket"', 'denied'],
  // Accounts: nobody says in which form, if at all.
  [token, admin, 'resource.name.startsWith("projects/_/buckets/foo")', 'denied'],
  [token, admin, `resource.name == "${admin}"`, 'conditional'],
  [token, admin, 'resource.name.endsWith("/997100109105110")', 'conditional'],
  [token, admin, 'resource.name.endsWith("/1234")', 'denied'],
  // Nobody listed its number.
  [token, `${admin.replace('admin@', 'unlisted@')}`, 'resource.name.endsWith("/1234")', 'conditional'],
  [token, admin, `resource.name.startsWith("projects/${project}/")`, 'conditional'],
  [token, admin, 'resource.name.startsWith("//iam.googleapis.com/projects/")', 'conditional'],
  // Nodes of the tree, and what is made there.
  [
    'resourcemanager.projects.setIamPolicy',
    `projects/${project}`,
    'resource.name == "projects/100"',
    'conditional',
  ],
  [
    'resourcemanager.projects.setIamPolicy',
    `projects/${project}`,
    'resource.name == "projects/300"',
    'denied',
  ],
  [
    'resourcemanager.projects.setIamPolicy',
    `projects/${project}`,
    'resource.name.startsWith("projects/_/")',
    'denied',
  ],
  [
    'resourcemanager.projects.setIamPolicy',
    `projects/${project}`,
    'resource.type.endsWith("/Project")',
    'allowed',
  ],
  [
    'compute.instances.create',
    `projects/${project}`,
    'resource.type == "compute.googleapis.com/Instance"',
    'conditional',
  ],
  [
    'compute.instances.create',
    `projects/${project}`,
    'resource.type == "storage.googleapis.com/Bucket"',
    'denied',
  ],
  [
    'compute.instances.create',
    `projects/${project}`,
    'resource.name.contains("/instances/web")',
    'conditional',
  ],
  ['compute.instances.create', `projects/${project}`, 'resource.name.startsWith("projects/300/")', 'denied'],
  [
    'storage.buckets.create',
    `projects/${project}`,
    'resource.name.startsWith("projects/_/buckets/foo")',
    'conditional',
  ],
  [
    'storage.hmacKeys.create',
    `projects/${project}`,
    'resource.name.startsWith("projects/_/buckets/foo")',
    'denied',
  ],
  [
    'storage.hmacKeys.create',
    `projects/${project}`,
    'resource.type != "storage.googleapis.com/Bucket"',
    'conditional',
  ],
  [
    'cloudbuild.builds.create',
    `projects/${project}`,
    'resource.type == "storage.googleapis.com/Bucket"',
    'denied',
  ],
  [
    'cloudbuild.builds.create',
    `projects/${project}`,
    'resource.type != "storage.googleapis.com/Bucket"',
    'allowed',
  ],
  // What lies below a folder or an organisation is not named after it.
  ['compute.instances.create', folder, 'resource.name.startsWith("projects/300/")', 'conditional'],
  ['compute.instances.create', folder, 'resource.type == "storage.googleapis.com/Bucket"', 'denied'],
  ['resourcemanager.projects.delete', folder, 'resource.name == "projects/100"', 'conditional'],
  ['resourcemanager.folders.delete', folder, 'resource.name == "folders/10"', 'conditional'],
  ['resourcemanager.folders.delete', folder, 'resource.name == "folders/11"', 'denied'],
  [
    'apigee.proxies.create',
    `projects/${project}`,
    'resource.name == "organizations/x/apis/a"',
    'conditional',
  ],
  [token, `projects/${project}`, 'resource.name.startsWith("projects/-/serviceAccounts/")', 'conditional'],
])('%s on %s if %s: %s', (permission, resource, condition, verdict) => {
  expect(verdictOf(permission, resource, condition, placed)).toBe(verdict);
});

test('a project whose number nobody told may be named by any', () => {
  const unknown = '//secretmanager.googleapis.com/projects/other/secrets/web';
  const there = policy(unknown, { role: 'roles/viewer', members: [] });
  const permission = 'secretmanager.secrets.update';
  expect(verdictOf(permission, unknown, 'resource.name == "projects/300/secrets/web"', there)).toBe(
    'conditional',
  );
  expect(verdictOf(permission, unknown, 'resource.name == "organizations/1"', there)).toBe('denied');
});
