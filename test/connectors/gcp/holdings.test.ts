import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everythingOf, linesIn, scopesOf, undefinedIn } from '../../support/holdings.ts';
import {
  account,
  accountPlace,
  custom,
  customRole,
  emailOf,
  estateOf,
  folder,
  member,
  organization,
  otherProject,
  policy,
  project,
  record,
} from './support.ts';

/**
 * An organisation with one of each: what everybody is, holds, may and lets in, value by value. `holdings.txt` is changed by
 * hand; when it was written, it was made by the product and read over against these facts.
 */
const pool = 'projects/100/locations/global/workloadIdentityPools/ci';
const pools = 'iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/ci';
const until = 'request.time < timestamp("2026-09-20T00:00:00Z")';
const key = (id: string, of: string, part: object) =>
  record('gcp.service-account-key', id, {
    name: `projects/-/serviceAccounts/${of}/keys/${id}`,
    keyType: 'USER_MANAGED',
    ...part,
  });
const attachedTo = (type: string, name: string, ...emails: readonly string[]) =>
  record('gcp.resource', name, {
    name: `//${type}.googleapis.com/projects/${project}/things/${name}`,
    assetType: `${type}.googleapis.com/Thing`,
    project: 'projects/100',
    serviceAccounts: [...emails],
  });

const facts = [
  record('gcp.project', 'labelled', {
    projectId: 'acme-web',
    projectNumber: '300',
    displayName: 'Web',
    labels: { team: 'web', env: 'staging', environment: 'moon' },
    parent: folder,
  }),
  account('bot', project, { displayName: 'the bot' }),
  account('off', project, { disabled: true }),
  account('web', 'acme-web', { uniqueId: '117' }),
  account('worker', otherProject),
  account('run-as-agent', otherProject),
  record('gcp.service-account', '100-compute@developer.gserviceaccount.com', {
    email: '100-compute@developer.gserviceaccount.com',
    uniqueId: '118',
    projectId: project,
  }),
  key('forever', emailOf('bot'), {
    validAfterTime: '2025-01-01T00:00:00Z',
    validBeforeTime: '9999-12-31T23:59:59Z',
  }),
  key('by-number', '117', {
    validAfterTime: '2025-02-01T00:00:00Z',
    validBeforeTime: '2026-12-31T00:00:00Z',
  }),
  key('over', emailOf('bot'), { validBeforeTime: '2026-09-01T00:00:00.000Z' }),
  key('switched-off', emailOf('bot'), { disabled: true }),
  key('of-switched-off', emailOf('off'), {}),
  key('turned-over', emailOf('bot'), { keyType: 'SYSTEM_MANAGED' }),
  key('of-nobody-listed', 'Gone@shop-prod.iam.gserviceaccount.com', {}),
  record('gcp.hmac-key', 'GOOG1', {
    accessId: 'GOOG1',
    serviceAccountEmail: emailOf('bot'),
    state: 'ACTIVE',
    timeCreated: '2025-03-01T00:00:00Z',
  }),
  record('gcp.hmac-key', 'GOOG2', {
    accessId: 'GOOG2',
    serviceAccountEmail: emailOf('bot'),
    state: 'INACTIVE',
  }),
  record('gcp.hmac-key', 'GOOG3', {
    accessId: 'GOOG3',
    serviceAccountEmail: emailOf('bot'),
    state: 'DELETED',
  }),
  record('gcp.api-key', 'k1', {
    name: 'projects/100/locations/global/keys/k1',
    uid: 'uid-of-k1',
    serviceAccountEmail: emailOf('bot'),
    createTime: '2025-04-01T00:00:00Z',
  }),
  record('gcp.api-key', 'k2', {
    name: 'projects/100/locations/global/keys/k2',
    serviceAccountEmail: emailOf('bot'),
  }),
  record('gcp.api-key', 'k3', {
    name: 'projects/100/locations/global/keys/k3',
    serviceAccountEmail: emailOf('bot'),
    deleteTime: '2026-01-01T00:00:00Z',
  }),
  customRole('deployer', 'run.services.update', 'iam.serviceAccounts.actAs'),
  policy(
    organization,
    { role: 'roles/viewer', members: ['group:ops@example.com', 'domain:example.com'] },
    { role: custom('unread'), members: [member('worker', otherProject)] },
  ),
  policy(folder, { role: 'roles/resourcemanager.folderAdmin', members: ['user:Ana@example.com'] }),
  policy(
    `projects/${project}`,
    { role: custom('deployer'), members: [member('bot')] },
    { role: 'roles/storage.objectViewer', members: [member('bot')], condition: until },
    { role: 'roles/editor', members: [member('off')], condition: until, title: 'Created by: PAM' },
    {
      role: 'roles/storage.admin',
      members: [member('off')],
      condition: 'request.time < timestamp("2026-08-31T00:00:00Z")',
    },
    {
      role: 'roles/secretmanager.secretAccessor',
      members: [member('bot')],
      condition: 'resource.name.startsWith("projects/100/secrets/web")',
    },
    {
      role: 'roles/viewer',
      members: [
        'deleted:user:bo@example.com?uid=1',
        'serviceAccount:100-compute@developer.gserviceaccount.com',
      ],
    },
    {
      role: 'roles/pubsub.publisher',
      members: ['serviceAccount:service-100@gcp-sa-pubsub.iam.gserviceaccount.com'],
    },
    { role: 'roles/browser', members: [`principalSet://${pools}/attribute.repository/acme/web`] },
    { role: 'roles/logging.viewer', members: ['serviceAccount:shop-prod.svc.id.goog[jobs/nightly]'] },
    { role: 'roles/run.invoker', members: ['allUsers', member('partner', 'partner-prod')] },
  ),
  record('gcp.iam-policy', 'bucket', {
    resource: '//storage.googleapis.com/logs',
    ancestors: ['projects/200', 'organizations/1'],
    bindings: [
      { role: 'roles/storage.objectAdmin', members: [member('web', 'acme-web'), 'allAuthenticatedUsers'] },
    ],
  }),
  policy(
    accountPlace('bot'),
    {
      role: 'roles/iam.workloadIdentityUser',
      members: [
        `principalSet://${pools}/attribute.repository/acme/web`,
        'serviceAccount:shop-prod.svc.id.goog[jobs/nightly]',
      ],
    },
    {
      role: 'roles/iam.serviceAccountTokenCreator',
      members: [member('worker', otherProject), 'group:ops@example.com'],
    },
    { role: 'roles/iam.serviceAccountUser', members: ['user:ana@example.com'] },
    {
      role: 'roles/iam.serviceAccountKeyAdmin',
      members: [member('partner', 'partner-prod')],
      condition: until,
    },
  ),
  record('gcp.pool-provider', 'p', {
    name: `${pool}/providers/gh`,
    attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' },
    attributeCondition: "assertion.repository_owner == 'acme'",
    oidc: { issuerUri: 'https://token.actions.githubusercontent.com/', allowedAudiences: ['https://acme'] },
  }),
  record('gcp.membership', 'm1', { group: 'Ops@example.com', member: 'Ana@example.com' }),
  record('gcp.membership', 'm2', { group: 'ops@example.com', member: 'crew@example.com' }),
  record('gcp.membership', 'm3', { group: 'crew@example.com', member: emailOf('worker', otherProject) }),
  record('gcp.entitlement', 'e', {
    name: `projects/${project}/locations/global/entitlements/e`,
    eligibleUsers: [{ principals: ['user:ana@example.com'] }],
    privilegedAccess: { gcpIamAccess: { roleBindings: [{ role: 'roles/owner' }] } },
  }),
  attachedTo('run', 'shop', emailOf('bot')),
  attachedTo(
    'compute',
    'vm',
    '100-compute@developer.gserviceaccount.com',
    'unlisted@shop-prod.iam.gserviceaccount.com',
  ),
  record('gcp.reasoning-engine', 'r', {
    name: 'projects/200/locations/europe-west1/reasoningEngines/1',
    displayName: 'helper',
    serviceAccount: emailOf('run-as-agent', otherProject),
  }),
];

test('of everybody in an organisation: who it is, what it holds, may and gives, and who may become it', () => {
  const estate = estateOf(facts);
  expect([...scopesOf(estate), ...everythingOf(estate)]).toEqual(
    linesIn(readFileSync(new URL('holdings.txt', import.meta.url), 'utf8')),
  );
  expect(undefinedIn([estate.identities, estate.scopes, estate.tokenOffers ?? []])).toEqual([]);
});
