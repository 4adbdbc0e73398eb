import { expect, test } from 'vitest';
import {
  accountName,
  canonicalName,
  isAmong,
  permissionOfDeny,
  permissionPattern,
  projectIn,
  projectOfEmail,
} from '../../../../connectors/gcp/iam/names.ts';

/** Project 100 is `shop`; account 117 is `ci@shop…`. */
const naming = {
  projectId: (name: string): string => (name === '100' ? 'shop' : name),
  homeOf: (name: string): string => (name === '100' ? 'shop' : name === '500' ? 'supposed' : name),
  emailOf: (name: string): string => (name === '117' ? 'ci@shop.iam.gserviceaccount.com' : name),
  numberOf: (): undefined => undefined,
};

/** https://cloud.google.com/iam/docs/service-account-types */
test.each([
  ['ci@shop.iam.gserviceaccount.com', 'shop'],
  ['ci@shop.example.com.iam.gserviceaccount.com', 'example.com:shop'],
  ['ci@example.com:shop.iam.gserviceaccount.com', 'example.com:shop'],
  ['shop@appspot.gserviceaccount.com', 'shop'],
  ['example.com:shop@appspot.gserviceaccount.com', 'example.com:shop'],
  ['100-compute@developer.gserviceaccount.com', '100'],
  ['100@cloudservices.gserviceaccount.com', '100'],
  // Of Google's agents the project that they work for.
  ['service-100@gcp-sa-pubsub.iam.gserviceaccount.com', '100'],
  ['service-p100@gcp-sa-accessapproval.iam.gserviceaccount.com', '100'],
  ['p100-1@gcp-sa-logging.iam.gserviceaccount.com', '100'],
  ['bqcx-100-x1@gcp-sa-bigquery-condel.iam.gserviceaccount.com', '100'],
  ['bq-100@bigquery-encryption.iam.gserviceaccount.com', '100'],
  ['project-100@storage-transfer-service.iam.gserviceaccount.com', '100'],
  // For organisations and folders they work in none.
  ['service-org-1@gcp-sa-scc.iam.gserviceaccount.com', undefined],
  ['service-org-1@security-center-api.iam.gserviceaccount.com', undefined],
  ['service-folder-1@gcp-sa-assuredworkloads.iam.gserviceaccount.com', undefined],
  ['service-o1@gcp-sa-accessapproval.iam.gserviceaccount.com', undefined],
  ['o1-2@gcp-sa-logging.iam.gserviceaccount.com', undefined],
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
    [
      'service-500@gcp-sa-pubsub.iam.gserviceaccount.com',
      '100-compute@developer.gserviceaccount.com',
      'ana@example.com',
    ].map((email) => accountName(email, naming)),
  ).toEqual([
    'projects/supposed/serviceAccounts/service-500@gcp-sa-pubsub.iam.gserviceaccount.com',
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
  ['iam.googleapis.com/workloadIdentityPools.create', 'iam.workloadIdentityPools.create'],
  ['cloudbilling.googleapis.com/accounts.getIamPolicy', 'billing.accounts.getIamPolicy'],
])('a deny policy writes %s', (written, permission) => {
  expect(permissionOfDeny(written)).toBe(permission);
});

/** https://cloud.google.com/iam/docs/deny-overview */
const token = 'iam.serviceAccounts.getAccessToken';
const provider = 'iam.googleapis.com/workloadIdentityPoolProviders.create';
const redis = 'gcp.redisenterprise.com/databases.create';
test.each([
  ['iam.googleapis.com/serviceAccounts.getAccessToken', token, true],
  ['iam.serviceAccounts.getAccessToken', token, true],
  ['iam.googleapis.com/serviceAccounts.*', token, true],
  ['iam.googleapis.com/*.*', token, true],
  ['iam.googleapis.com/*.getAccessToken', token, true],
  ['iam.googleapis.com/*', token, true],
  ['*', token, true],
  ['iam.googleapis.com/serviceAccounts.getOpenIdToken', token, false],
  ['iam.googleapis.com/serviceAccountKeys.*', token, false],
  ['iam.googleapis.com/serviceAccount.*', token, false],
  ['iam.googleapis.com/*.getOpenIdToken', token, false],
  ['iam.googleapis.com/*.AccessToken', token, false],
  ['iamcredentials.googleapis.com/*.*', token, false],
  ['compute.googleapis.com/*.getAccessToken', token, false],
  ['cloudresourcemanager.googleapis.com/*.setIamPolicy', 'resourcemanager.projects.setIamPolicy', true],
  ['cloudresourcemanager.googleapis.com/*.setIamPolicy', 'resourcemanager.projects.getIamPolicy', false],
  [provider, provider, true],
  ['iam.googleapis.com/workloadIdentityPoolProviders.*', provider, true],
  ['iam.googleapis.com/*.create', provider, true],
  ['iam.googleapis.com/*.*', provider, true],
  ['iam.googleapis.com/workloadIdentityPoolProviders.update', provider, false],
  ['iam.googleapis.com/workloadIdentityPools.*', provider, false],
  ['compute.googleapis.com/*.*', provider, false],
  ['gcp.redisenterprise.com/*.*', redis, true],
  ['gcp.redisenterprise.com/databases.create', redis, true],
  ['gcp.redisenterprise.com/databases.delete', redis, false],
])('a denial of %s is one of %s: %s', (denied, permission, answer) => {
  expect(isAmong(permission, [permissionPattern(denied)])).toBe(answer);
});
