import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import * as azure from '../connectors/azure/support.ts';
import * as gcp from '../connectors/gcp/support.ts';
import * as aws from './aws-sketch.ts';

/** Estates in which much is wrong, for tests of fixes: small, written by hand. */

const { application, assignment, directoryAssignment, graphPermission, idOf, member, owner, role } = azure;
const old = '2023-01-01T00:00:00Z';
const secret = (name: string) => ({ keyId: idOf(`k ${name}`), startDateTime: old, endDateTime: null });

/** @param name of an application; may be anything */
export const azureSample = (name = 'pipeline'): readonly SnapshotRecord[] => [
  azure.tenantRecord,
  azure.subscriptionRecord(),
  ...application(name, { passwordCredentials: [secret('a'), secret('b')], createdDateTime: old }),
  assignment(name, role.owner),
  azure.record('azure.federated-credential', 'fic', {
    id: idOf('fic'),
    name,
    issuer: 'https://token.actions.githubusercontent.com',
    subject: null,
    claimsMatchingExpression: { value: "claims['sub'] matches 'repo:acme/*'", languageVersion: 1 },
    audiences: ['api://AzureADTokenExchange'],
    of: azure.applicationId(name),
  }),
  // May give itself more.
  ...application('assigner'),
  assignment('assigner', role.userAccessAdministrator),
  ...application('directory'),
  directoryAssignment('directory', azure.directoryRole.applicationAdministrator),
  ...application('graph'),
  graphPermission('graph', '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8'),
  ...application('grouped', { passwordCredentials: [secret('c')] }),
  azure.group('owners'),
  member('owners', 'grouped'),
  assignment('owners', role.owner, azure.subscriptionPath, { principalType: 'Group' }),
  // Becomes another.
  azure.user('ana'),
  owner('application', name, 'ana'),
  ...application('owner-of-app'),
  owner('application', name, 'owner-of-app'),
  owner('service-principal', 'grouped', 'owner-of-app'),
  azure.servicePrincipal('off', { accountEnabled: false }),
  assignment('off', role.reader),
  azure.servicePrincipal('at-root'),
  assignment('at-root', role.reader, '/'),
  azure.servicePrincipal('vendor', {
    appOwnerOrganizationId: azure.otherTenant,
    verifiedPublisher: { verifiedPublisherId: null },
  }),
  assignment('vendor', role.contributor),
  azure.record('azure.delegated-grant', 'consent', {
    clientId: idOf('grouped'),
    consentType: 'AllPrincipals',
    resourceId: idOf('graph'),
    scope: 'Mail.ReadWrite',
  }),
  ...azure.managedIdentity('runtime'),
  assignment('runtime', role.owner, azure.groupPath),
  azure.resource('Microsoft.Web/sites', 'shop', ['runtime']),
  ...application('deployer', { passwordCredentials: [secret('d')] }),
  assignment('deployer', role.contributor, azure.groupPath),
];

/** @param name of a service account; may be anything that an address can hold */
export const gcpSample = (name = 'deploy'): readonly SnapshotRecord[] => [
  ...gcp.tree,
  gcp.account(name),
  gcp.account('admin'),
  gcp.account('token-maker'),
  gcp.account('setter'),
  gcp.account('federated'),
  gcp.account('folder-admin'),
  gcp.policy(
    `projects/${gcp.project}`,
    { role: 'roles/owner', members: [gcp.member('admin'), gcp.member(name)] },
    { role: 'roles/iam.securityAdmin', members: [gcp.member('setter')] },
    { role: 'roles/editor', members: [gcp.member('federated')] },
  ),
  gcp.policy(gcp.folder, {
    role: 'roles/resourcemanager.folderAdmin',
    members: [gcp.member('folder-admin')],
  }),
  gcp.policy(gcp.organization, { role: 'roles/viewer', members: [gcp.member('admin')] }),
  gcp.policy(gcp.accountPlace('admin'), {
    role: 'roles/iam.serviceAccountTokenCreator',
    members: [gcp.member('token-maker')],
  }),
  gcp.policy(gcp.accountPlace('federated'), {
    role: 'roles/iam.workloadIdentityUser',
    members: [
      'principalSet://iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/github/*',
    ],
  }),
  gcp.record('gcp.service-account-key', 'key', {
    name: `${gcp.accountPlace(name)}/keys/0123456789abcdef0123456789abcdef01234567`,
    keyType: 'USER_MANAGED',
    validAfterTime: old,
    validBeforeTime: '9999-12-31T23:59:59Z',
  }),
];

/** @param name of users, roles and policies; may be anything */
export const awsSample = (name = 'ci'): readonly SnapshotRecord[] => [
  aws.user(name, { attached: [aws.administrator], groups: [name] }),
  aws.reportRow(name, { keys: 2, password: true }),
  aws.group(name, { inline: [[aws.allow('iam:CreateAccessKey', aws.arn.user('admin'))]] }),
  aws.user('admin', { attached: [aws.administrator] }),
  aws.role(name, aws.trusting({ AWS: ['999988887777', aws.arn.user(name)] }), {
    inline: [[aws.allow(['iam:PassRole', 'lambda:*']), aws.allow('s3:GetObject')]],
    attached: [aws.arn.policy(name)],
  }),
  aws.policy(name, aws.document(aws.allow('sts:AssumeRole', aws.arn.role('target')))),
  aws.role('target', aws.trusting({ AWS: aws.arn.root() }), { attached: [aws.administrator] }),
  aws.role('function', aws.trustingService('lambda.amazonaws.com'), { attached: [aws.administrator] }),
];
