import { expect, test } from 'vitest';
import { isAddressOfAgent } from '../../../../connectors/gcp/iam/names.ts';
import { isDefaultAccount, type Member, memberOf } from '../../../../connectors/gcp/identities/members.ts';

const pool = 'projects/1/locations/global/workloadIdentityPools/p';
const workforce = 'locations/global/workforcePools/w';
const set = (rest: string, of = pool) => `principalSet://iam.googleapis.com/${of}/${rest}`;
const one = (rest: string, of = pool) => `principal://iam.googleapis.com/${of}/${rest}`;
const agent = 'principal://agents.global.org-1.system.id.goog/resources/aiplatform/projects/2/x';

test.each<[written: string, member: Partial<Member>]>([
  ['user:Ana@Example.com', { is: 'user', id: 'ana@example.com' }],
  ['group:Ops@example.com', { is: 'group', id: 'ops@example.com' }],
  ['domain:Example.com', { is: 'domain', id: 'example.com' }],
  [
    'serviceAccount:A@b.iam.gserviceaccount.com',
    { is: 'service-account', id: 'a@b.iam.gserviceaccount.com' },
  ],
  ['serviceAccount:P.svc.id.goog[Ns/app]', { is: 'kubernetes', id: 'P.svc.id.goog[Ns/app]' }],
  ['user:p.svc.id.goog[ns/app]', { is: 'user', id: 'p.svc.id.goog[ns/app]' }],
  ['allUsers', { is: 'everyone', id: 'allUsers' }],
  ['allAuthenticatedUsers', { is: 'everyone', id: 'allAuthenticatedUsers' }],
  ['deleted:serviceAccount:a@b?uid=1', { is: 'deleted', id: 'deleted:serviceAccount:a@b?uid=1' }],
  ['projectOwner:shop', { is: 'convenience', role: 'roles/owner', project: 'shop' }],
  ['projectEditor:shop', { is: 'convenience', role: 'roles/editor', project: 'shop' }],
  ['projectViewer:shop', { is: 'convenience', role: 'roles/viewer', project: 'shop' }],
  [set('*'), { is: 'federated', id: set('*'), pool, of: {} }],
  [
    one('subject/repo:a/b'),
    { is: 'federated', pool, of: { attribute: 'google.subject', value: 'repo:a/b' } },
  ],
  [set('group/ops'), { is: 'federated', pool, of: { attribute: 'google.groups', value: 'ops' } }],
  [set('attribute.a/b/c'), { is: 'federated', pool, of: { attribute: 'attribute.a', value: 'b/c' } }],
  [one('subject/x', workforce), { is: 'federated', pool: workforce }],
  [set('other.a/b'), { is: 'other', id: set('other.a/b') }],
  [set('subject'), { is: 'other', id: set('subject') }],
  [`x${set('*')}`, { is: 'other' }],
  [set('*', 'projects/1/locations/eu/workloadIdentityPools/p'), { is: 'other' }],
  [agent, { is: 'agent', id: agent }],
  [agent.replace(/resources.*/, ''), { is: 'other' }],
  [`x${agent}`, { is: 'other' }],
  ['somebody', { is: 'other', id: 'somebody' }],
  ['constructor:x', { is: 'other' }],
])('%s', (written, member) => {
  expect(memberOf(written)).toMatchObject(member);
});

const domain = 'gserviceaccount.com';
test.each<[email: string, agent: boolean, isDefault: boolean]>([
  [`service-1@gcp-sa-x.iam.${domain}`, true, false],
  [`service-org-1@anything.iam.${domain}`, true, false],
  [`service-folder-1@anything.iam.${domain}`, true, false],
  [`x-service-1@shop.iam.${domain}`, false, false],
  [`service-x@shop.iam.${domain}`, false, false],
  [`x@gcp-sa-pubsub.iam.${domain}`, true, false],
  [`x@gcp-sa-pubsub.iam.${domain}.example`, false, false],
  [`x@security-center-api.google.com.iam.${domain}`, true, false],
  [`1@cloudservices.${domain}`, true, false],
  [`x1@cloudservices.${domain}`, false, false],
  [`1@cloudservices.${domain}.example`, false, false],
  [`bq-1@bigquery-encryption.iam.${domain}`, true, false],
  [`bq-x@bigquery-encryption.iam.${domain}`, false, false],
  [`project-1@storage-transfer-service.iam.${domain}`, true, false],
  [`x@storage-transfer-service.iam.${domain}`, false, false],
  [`service-1@gcp-ri-aiplatform.iam.${domain}`, true, false],
  [`x@system.${domain}`, true, false],
  [`1-compute@developer.${domain}`, false, true],
  [`x-compute@developer.${domain}`, false, false],
  [`1-compute@developer.${domain}.example`, false, false],
  [`shop@appspot.${domain}`, false, true],
  [`shop@appspot.${domain}.example`, false, false],
  [`1@cloudbuild.${domain}`, false, true],
  [`x1@cloudbuild.${domain}`, false, false],
  [`ci@shop.iam.${domain}`, false, false],
])('%s: an agent of Google %s, made for the project %s', (email, isAgent, isDefault) => {
  expect([isAddressOfAgent(email), isDefaultAccount(email)]).toEqual([isAgent, isDefault]);
});
