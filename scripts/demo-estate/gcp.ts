import {
  type GcpRecordInput,
  type GcpRecordKind,
  gcpRecords,
  wholeEstate,
} from '../../connectors/gcp/facts/records.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import { inputKinds } from '../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';

/**
 * The company's Google organisation, as a collection would have kept it. What the scan should find is told in
 * `connectors/gcp/demo/README.md`.
 */
const organization = 'organizations/482910573311';
const routing = { id: 'nordlicht-routing', number: '710000000001' } as const;
const lab = { id: 'nordlicht-lab', number: '710000000002' } as const;
type Project = typeof routing | typeof lab;
const projects = [routing, lab] as const;

const record = <Kind extends GcpRecordKind>(
  kind: Kind,
  id: string,
  data: GcpRecordInput<Kind>,
): SnapshotRecord => ({
  record: kind,
  scope: wholeEstate,
  id,
  // The schema drops what has no place in a snapshot, as it does for a collector.
  data: gcpRecords[kind].schema.parse(data),
});

const email = (name: string, { id }: Project = routing): string => `${name}@${id}.iam.gserviceaccount.com`;
const member = (name: string, project: Project = routing): string => `serviceAccount:${email(name, project)}`;
const person = (name: string): string => `user:${name}@nordlicht.example`;
const place = (address: string, { id }: Project = routing): string =>
  `projects/${id}/serviceAccounts/${address}`;

/** The account, and when it last authenticated; no time: not in the period that Google looked at. */
const account = (
  number: number,
  address: string,
  project: Project,
  used: string | undefined,
  part: Partial<GcpRecordInput<'gcp.service-account'>> = {},
): readonly SnapshotRecord[] => {
  const uniqueId = `1${String(number).padStart(20, '0')}`;
  const name = `//iam.googleapis.com/${place(address, project)}`;
  return [
    record('gcp.service-account', address, {
      email: address,
      uniqueId,
      projectId: project.id,
      ...part,
    }),
    record('gcp.activity', `account ${number}`, {
      activityType: 'serviceAccountLastAuthentication',
      fullResourceName: name,
      serviceAccountId: uniqueId,
      ...(used === undefined ? {} : { lastAuthenticatedTime: used }),
      observationStart: '2026-06-03T00:00:00Z',
      observationEnd: '2026-08-31T00:00:00Z',
    }),
  ];
};

type Bound = readonly [role: string, ...members: readonly string[]];

const policy = (resource: string, ...bindings: readonly Bound[]): SnapshotRecord =>
  record('gcp.iam-policy', resource, {
    resource,
    bindings: bindings.map(([role, ...members]) => ({ role: `roles/${role}`, members })),
  });

/** A policy of something within a project. */
const policyIn = (project: Project, resource: string, ...bindings: readonly Bound[]): SnapshotRecord =>
  record('gcp.iam-policy', resource, {
    resource,
    ancestors: [`projects/${project.number}`, organization],
    bindings: bindings.map(([role, ...members]) => ({ role: `roles/${role}`, members })),
  });

const pool = (name: string): string =>
  `projects/${routing.number}/locations/global/workloadIdentityPools/${name}`;
const fromPool = (name: string, attribute: string, value: string): string =>
  `principalSet://iam.googleapis.com/${pool(name)}/attribute.${attribute}/${value}`;
const comesFrom = 'iam.workloadIdentityUser';

const runs = (
  type: string,
  assetType: string,
  path: string,
  project: Project,
  runsAs: string,
): SnapshotRecord =>
  record('gcp.resource', `//${type}.googleapis.com/projects/${project.id}/${path}`, {
    name: `//${type}.googleapis.com/projects/${project.id}/${path}`,
    assetType: `${type}.googleapis.com/${assetType}`,
    project: `projects/${project.number}`,
    serviceAccounts: [runsAs],
  });

const defaultAccount = `${lab.number}-compute@developer.gserviceaccount.com`;
const entitlement = `${organization}/locations/global/entitlements/routing-owner`;

export const demoGcpRecords: readonly SnapshotRecord[] = [
  record('gcp.organization', organization, { name: organization, displayName: 'nordlicht.example' }),
  record('gcp.project', routing.id, {
    projectId: routing.id,
    projectNumber: routing.number,
    displayName: 'Nordlicht routing',
    parent: organization,
    state: 'ACTIVE',
    labels: { environment: 'production' },
  }),
  record('gcp.project', lab.id, {
    projectId: lab.id,
    projectNumber: lab.number,
    displayName: 'Nordlicht lab',
    parent: organization,
    state: 'ACTIVE',
    labels: { environment: 'development' },
  }),
  record('gcp.org-policy', 'keys', {
    resource: organization,
    constraint: 'constraints/iam.disableServiceAccountKeyCreation',
    enforced: true,
  }),
  record('gcp.caller', 'caller', { type: 'external_account', principal: email('access-audit') }),

  // People. lena.hoff is how it should be: what she may ask for ends, and somebody else approves it.
  record('gcp.entitlement', entitlement, {
    name: entitlement,
    state: 'AVAILABLE',
    eligibleUsers: [{ principals: [person('lena.hoff')] }],
    maxRequestDuration: '14400s',
    approval: true,
    approvers: [person('security.duty')],
    createTime: '2026-01-12T09:00:00Z',
    privilegedAccess: {
      gcpIamAccess: {
        resource: `//cloudresourcemanager.googleapis.com/projects/${routing.id}`,
        roleBindings: [{ role: 'roles/owner' }],
      },
    },
  }),
  record('gcp.grant', `${entitlement}/grants/ended`, {
    name: `${entitlement}/grants/ended`,
    requester: 'lena.hoff@nordlicht.example',
    state: 'ENDED',
    createTime: '2026-08-18T07:40:00Z',
    requestedDuration: '7200s',
    accessGrantTime: '2026-08-18T07:52:00Z',
    accessRemoveTime: '2026-08-18T09:52:00Z',
    approvedBy: ['security.duty@nordlicht.example'],
    resource: `//cloudresourcemanager.googleapis.com/projects/${routing.id}`,
    roleBindings: [{ role: 'roles/owner' }],
  }),

  policy(
    organization,
    ['resourcemanager.organizationAdmin', person('jonas.weil')],
    ['iam.securityReviewer', member('access-audit')],
    ['cloudasset.viewer', member('access-audit')],
  ),
  policy(
    `projects/${routing.id}`,
    ['owner', member('routing-terraform')],
    ['run.developer', member('map-release')],
    ['bigquery.jobUser', member('dispatch-helper')],
  ),
  policy(`projects/${lab.id}`, ['editor', `serviceAccount:${defaultAccount}`]),

  // GitHub and AWS come in by pools: no key.
  record('gcp.pool', pool('github'), { name: pool('github'), displayName: 'GitHub', state: 'ACTIVE' }),
  record('gcp.pool-provider', `${pool('github')}/providers/actions`, {
    name: `${pool('github')}/providers/actions`,
    state: 'ACTIVE',
    attributeMapping: {
      'google.subject': 'assertion.sub',
      'attribute.repository': 'assertion.repository',
    },
    attributeCondition: "assertion.repository_owner == 'nordlicht-logistics'",
    oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
  }),
  record('gcp.pool', pool('aws'), { name: pool('aws'), displayName: 'AWS production', state: 'ACTIVE' }),
  record('gcp.pool-provider', `${pool('aws')}/providers/production`, {
    name: `${pool('aws')}/providers/production`,
    state: 'ACTIVE',
    aws: { accountId: '111122223333' },
  }),

  // A repository whose branch nobody protects, a pool, an account, and the account that owns the project.
  ...account(1, email('map-release'), routing, '2026-08-30T00:00:00Z', { displayName: 'Release of maps' }),
  policy(place(email('map-release')), [
    comesFrom,
    fromPool('github', 'repository', 'nordlicht-logistics/label-templates'),
  ]),
  ...account(2, email('routing-terraform'), routing, '2026-08-31T00:00:00Z', { displayName: 'Terraform' }),
  policy(place(email('routing-terraform')), ['iam.serviceAccountTokenCreator', member('map-release')]),

  // The model: one function of the AWS account, one bucket.
  ...account(3, email('route-tiles'), routing, '2026-08-31T00:00:00Z', { displayName: 'Tiles for routes' }),
  policy(place(email('route-tiles')), [
    comesFrom,
    fromPool('aws', 'aws_role', 'arn:aws:sts::111122223333:assumed-role/lambda-route-plan'),
  ]),
  policyIn(routing, '//storage.googleapis.com/nordlicht-tiles', [
    'storage.objectViewer',
    member('route-tiles'),
  ]),

  // A key from the time before the constraint.
  ...account(4, email('erp-sync'), routing, '2026-08-31T00:00:00Z', { displayName: 'ERP' }),
  record('gcp.service-account-key', 'erp', {
    name: `${place(email('erp-sync'))}/keys/4f0c9e21ab37d5586c1e2b9f0a7d8c6e5b4a3921`,
    keyType: 'USER_MANAGED',
    keyOrigin: 'GOOGLE_PROVIDED',
    validAfterTime: '2023-06-19T08:00:00Z',
    validBeforeTime: '9999-12-31T23:59:59Z',
  }),
  policyIn(routing, '//storage.googleapis.com/nordlicht-orders', ['storage.objectAdmin', member('erp-sync')]),

  // What Google gave the account of all machines of the project.
  ...account(5, defaultAccount, lab, '2026-08-29T00:00:00Z', {
    displayName: 'Compute Engine default service account',
  }),
  runs('compute', 'Instance', 'zones/europe-west3-a/instances/notebook-1', lab, defaultAccount),

  ...account(6, email('dispatch-helper'), routing, '2026-08-31T00:00:00Z', {
    displayName: 'Dispatch helper',
  }),
  record('gcp.reasoning-engine', 'dispatch-helper', {
    name: `projects/${routing.number}/locations/europe-west3/reasoningEngines/5501`,
    displayName: 'dispatch-helper',
    createTime: '2026-05-04T09:00:00Z',
    identityType: 'SERVICE_ACCOUNT',
    serviceAccount: email('dispatch-helper'),
    effectiveIdentity: email('dispatch-helper'),
    agentFramework: 'google-adk',
  }),
  policyIn(routing, `//bigquery.googleapis.com/projects/${routing.id}/datasets/tours`, [
    'bigquery.dataViewer',
    member('dispatch-helper'),
  ]),

  ...account(7, email('access-audit'), routing, '2026-08-31T00:00:00Z', { displayName: 'nhi-audit' }),
  policy(place(email('access-audit')), [
    comesFrom,
    `principal://iam.googleapis.com/${pool('github')}/subject/repo:nordlicht-logistics/access-audit:environment:audit`,
  ]),
];

/** What a collection would say of itself. */
export const demoGcpCoverage: readonly Coverage[] = [
  {
    connector: 'gcp',
    scope: organization,
    source: 'Cloud Asset Inventory',
    status: 'complete',
    detail: '',
    gives: inputKinds.filter(
      (kind) => !['credential-use', 'identity-use', 'root-keys', 'stored-keys'].includes(kind),
    ),
  },
  ...projects.map(
    ({ id }): Coverage => ({
      connector: 'gcp',
      scope: id,
      source: 'Policy Analyzer: activities',
      status: 'partial',
      detail: 'Google does not see HMAC keys, bound API keys and delegation to Workspace',
      gives: ['credential-use', 'identity-use'],
    }),
  ),
];
