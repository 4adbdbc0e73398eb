import { expect, test } from 'vitest';
import {
  accountName,
  canonicalName,
  permissionOfDeny,
  projectIn,
  projectOfEmail,
} from '../../../../connectors/gcp/iam/names.ts';

/** Project 100 is `shop`; account 117 is `ci@shop…`. */
const naming = {
  projectId: (name: string): string => (name === '100' ? 'shop' : name),
  homeOf: (name: string): string => (name === '100' ? 'shop' : name),
  emailOf: (name: string): string => (name === '117' ? 'ci@shop.iam.gserviceaccount.com' : name),
};

/** https://cloud.google.com/iam/docs/service-account-types */
test.each([
  ['ci@shop.iam.gserviceaccount.com', 'shop'],
  ['ci@shop.example.com.iam.gserviceaccount.com', 'shop.example.com'],
  ['ci@example.com:shop.iam.gserviceaccount.com', 'example.com:shop'],
  ['shop@appspot.gserviceaccount.com', 'shop'],
  ['example.com:shop@appspot.gserviceaccount.com', 'example.com:shop'],
  ['100-compute@developer.gserviceaccount.com', '100'],
  ['100@cloudservices.gserviceaccount.com', '100'],
  ['100@cloudbuild.gserviceaccount.com', '100'],
  ['x100-compute@developer.gserviceaccount.com', undefined],
  ['100@developer.gserviceaccount.com', undefined],
  ['100@cloudbuild.gserviceaccount.com.example.com', undefined],
  ['ci@shop.iam.gserviceaccount.com.example.com', undefined],
  ['a@b@appspot.gserviceaccount.com', undefined],
  ['shop@appspot.gserviceaccount.com.example.com', undefined],
  ['ana@example.com', undefined],
])('%s is of project %s', (email, project) => {
  expect(projectOfEmail(email)).toBe(project);
});

test('an account is named by its project, or by none', () => {
  expect(
    ['100-compute@developer.gserviceaccount.com', 'ana@example.com'].map((email) =>
      accountName(email, naming),
    ),
  ).toEqual([
    'projects/shop/serviceAccounts/100-compute@developer.gserviceaccount.com',
    'projects/-/serviceAccounts/ana@example.com',
  ]);
});

/** https://cloud.google.com/iam/docs/full-resource-names */
test.each([
  ['organizations/1', 'organizations/1'],
  ['//cloudresourcemanager.googleapis.com/folders/10', 'folders/10'],
  ['//cloudresourcemanager.googleapis.com/projects/100', 'projects/shop'],
  ['projects/other', 'projects/other'],
  [
    '//iam.googleapis.com/projects/-/serviceAccounts/117',
    'projects/shop/serviceAccounts/ci@shop.iam.gserviceaccount.com',
  ],
  [
    'projects/100/serviceAccounts/100-compute@developer.gserviceaccount.com',
    'projects/shop/serviceAccounts/100-compute@developer.gserviceaccount.com',
  ],
  // Of an account that nobody listed, the project that was written.
  ['projects/100/serviceAccounts/118', 'projects/shop/serviceAccounts/118'],
  ['projects/100/serviceAccounts/ana@example.com', 'projects/shop/serviceAccounts/ana@example.com'],
  ['projects/100/serviceAccounts/117/keys/1', 'projects/100/serviceAccounts/117/keys/1'],
  [
    'x//iam.googleapis.com/projects/100/serviceAccounts/117',
    'x//iam.googleapis.com/projects/shop/serviceAccounts/117',
  ],
  ['//storage.googleapis.com/projects/_/buckets/logs', 'storage.googleapis.com/logs'],
  ['//storage.googleapis.com/logs', 'storage.googleapis.com/logs'],
  ['//storage.googleapis.com/projects/_/objects', 'storage.googleapis.com/projects/_/objects'],
  ['x/storage.googleapis.com/projects/_/buckets/logs', 'x/storage.googleapis.com/projects/_/buckets/logs'],
  ['//pubsub.googleapis.com/projects/100/topics/orders', 'pubsub.googleapis.com/projects/shop/topics/orders'],
  ['x//cloudresourcemanager.googleapis.com/folders/10', 'x//cloudresourcemanager.googleapis.com/folders/10'],
  ['//cloudresourcemanager.googleapis.com/folders/10/x', 'cloudresourcemanager.googleapis.com/folders/10/x'],
])('%s is compared as %s', (written, name) => {
  expect(canonicalName(written, naming)).toBe(name);
});

test.each([
  ['projects/shop', 'shop'],
  ['pubsub.googleapis.com/projects/shop/topics/orders', 'shop'],
  ['storage.googleapis.com/projects/_/buckets/logs', undefined],
  ['storage.googleapis.com/logs', undefined],
  ['x.com/myprojects/shop', undefined],
])('%s is in project %s', (name, project) => {
  expect(projectIn(name)).toBe(project);
});

test.each([
  ['cloudresourcemanager.googleapis.com/projects.setIamPolicy', 'resourcemanager.projects.setIamPolicy'],
  ['iam.googleapis.com/roles.list', 'iam.roles.list'],
  ['iam.googleapis.com/*', 'iam.*'],
  ['iam.roles.list', 'iam.roles.list'],
])('a deny policy writes %s', (written, permission) => {
  expect(permissionOfDeny(written)).toBe(permission);
});
