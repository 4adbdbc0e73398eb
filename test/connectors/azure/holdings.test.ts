import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everythingOf, linesIn, scopesOf, undefinedIn } from '../../support/holdings.ts';
import {
  application,
  applicationId,
  assignment,
  custom,
  customRole,
  directoryAssignment,
  directoryRole,
  estateOf,
  graphPermission,
  group,
  groupPath,
  idOf,
  managedIdentity,
  member,
  otherTenant,
  owner,
  record,
  resource,
  role,
  rolePath,
  servicePrincipal,
  subscriptionPath,
  subscriptionRecord,
  tenant,
  user,
} from './support.ts';

/**
 * A tenant with one of each: what everybody is, holds, may and lets in, value by value. `holdings.txt` is changed by hand; when
 * it was written, it was made by the product and read over against these facts.
 */
const secret = (name: string, endDateTime: string, startDateTime = '2024-01-01T00:00:00Z') => ({
  keyId: idOf(name),
  startDateTime,
  endDateTime,
});
const certificate = (name: string, usage: string, part: object = {}) => ({
  ...secret(name, '2026-12-01T00:00:00Z'),
  type: 'AsymmetricX509Cert',
  usage,
  ...part,
});
const instance = (who: string, is: 'active' | 'eligible', roleId: string, part: object = {}) =>
  record('azure.role-instance', `${who} ${is} ${roleId}`, {
    id: `${who} ${is} ${roleId}`,
    is,
    scope: subscriptionPath,
    roleDefinitionId: rolePath(roleId),
    principalId: idOf(who),
    memberType: 'Direct',
    ...part,
  });
const inGroup = (who: string, is: 'active' | 'eligible', part: object = {}) =>
  record('azure.group-instance', `${who} ${is}`, {
    id: `${who} ${is}`,
    is,
    groupId: idOf('admins'),
    principalId: idOf(who),
    accessId: 'member',
    memberType: 'Direct',
    ...part,
  });
const federated = (id: string, of: string, part: object = {}) =>
  record('azure.federated-credential', id, {
    id,
    name: id,
    of,
    issuer: 'https://token.actions.githubusercontent.com/',
    subject: 'repo:acme/web:ref:refs/heads/main',
    audiences: ['api://AzureADTokenExchange'],
    ...part,
  });
const graph = '00000003-0000-0000-c000-000000000000';
const mailRead = '810c84a8-4a9e-49e6-bf7d-12d183f40d01';

const facts = [
  subscriptionRecord({ displayName: 'Shop prod', tags: { owner: 'shop' } }),
  servicePrincipal('Microsoft Graph', {
    appId: graph,
    appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  }),
  ...application('app', {
    createdDateTime: '2023-03-01T00:00:00Z',
    passwordCredentials: [
      secret('good', '2027-01-01T00:00:00Z'),
      secret('ended', '2026-09-01T00:00:00Z'),
      secret('later', '2028-01-01T00:00:00Z', '2026-10-01T00:00:00Z'),
    ],
    keyCredentials: [certificate('verify', 'Verify'), certificate('sign', 'Sign')],
  }),
  record('azure.credential-sign-in', 'good', {
    keyId: idOf('good'),
    appId: idOf('c app'),
    signInActivity: { lastSignInDateTime: '2026-08-20T00:00:00Z' },
  }),
  record('azure.sign-in', idOf('c app'), {
    appId: idOf('c app'),
    lastSignInActivity: { lastSignInDateTime: '2026-08-21T00:00:00Z' },
  }),
  federated('main', applicationId('app')),
  federated('no-audience', idOf('worker'), {
    issuer: 'https://gitlab.example',
    subject: 'project_path:a/b',
    audiences: null,
  }),
  servicePrincipal('off', {
    accountEnabled: false,
    passwordCredentials: [secret('of-off', '2027-01-01T00:00:00Z')],
  }),
  servicePrincipal('tagged', {}),
  servicePrincipal('vendor', {
    appOwnerOrganizationId: otherTenant,
    createdDateTime: '2025-01-01T00:00:00Z',
  }),
  servicePrincipal('unknown-home', { appOwnerOrganizationId: null }),
  servicePrincipal('agent', {
    '@odata.type': '#microsoft.graph.agentIdentity',
    agentIdentityBlueprintId: idOf('b'),
  }),
  servicePrincipal('blueprint', { '@odata.type': '#microsoft.graph.agentIdentityBlueprintPrincipal' }),
  record('azure.sponsorship', 's', { object: idOf('agent'), sponsor: idOf('ana') }),
  ...managedIdentity('worker'),
  resource('Microsoft.Web/sites', 'shop', ['worker']),
  resource('Microsoft.Compute/virtualMachines', 'vm', [], {
    identity: { type: 'SystemAssigned', principalId: idOf('vm') },
    tags: { environment: 'test' },
  }),
  servicePrincipal('vm', {
    servicePrincipalType: 'ManagedIdentity',
    appOwnerOrganizationId: null,
    alternativeNames: ['isExplicit=False', `${groupPath}/providers/Microsoft.Compute/virtualMachines/vm`],
  }),
  resource('Microsoft.KeyVault/vaults', 'vault', [], {
    identity: null,
    settings: {
      accessPolicies: [
        { objectId: idOf('app'), secrets: ['Get', 'List'] },
        { objectId: idOf('worker'), keys: ['list'], certificates: ['ListIssuers'] },
        { objectId: idOf('ana'), secrets: ['set'], storage: ['get'] },
        { objectId: idOf('bo') },
      ],
    },
  }),
  resource('Microsoft.KeyVault/vaults', 'by-role', [], {
    identity: null,
    settings: { roleBased: true, accessPolicies: [{ objectId: idOf('app'), secrets: ['purge'] }] },
  }),
  user('ana', {
    createdDateTime: '2022-01-01T00:00:00Z',
    signInActivity: {
      lastSignInDateTime: '2026-08-01T00:00:00Z',
      lastNonInteractiveSignInDateTime: '2026-08-02T00:00:00Z',
    },
  }),
  user('bo', { userType: 'Guest' }),
  user('emergency-1'),
  owner('application', 'app', 'bo'),
  owner('application', 'app', 'ana'),
  owner('service-principal', 'vendor', 'ana'),
  group('readers'),
  group('inner'),
  group('admins'),
  member('readers', 'inner'),
  member('inner', 'vendor'),
  member('readers', 'bo'),
  inGroup('ana', 'eligible', { endDateTime: '2027-01-01T00:00:00Z' }),
  inGroup('bo', 'active', { endDateTime: '2026-09-10T00:00:00Z' }),
  inGroup('emergency-1', 'active', { endDateTime: '2026-09-01T00:00:00.000Z' }),
  assignment('readers', role.reader),
  assignment('admins', role.owner),
  assignment('app', role.contributor, groupPath),
  assignment('worker', custom),
  assignment('gone', role.reader),
  assignment('agent', role.blobReader, subscriptionPath, {
    condition:
      "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'logs'",
  }),
  customRole(custom, {
    actions: ['Microsoft.Storage/storageAccounts/listKeys/action', 'Microsoft.Web/sites/*'],
    notActions: ['Microsoft.Web/sites/delete'],
    dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
  }),
  instance('ana', 'eligible', role.userAccessAdministrator, { endDateTime: '2026-12-01T00:00:00Z' }),
  instance('off', 'active', role.reader, { endDateTime: '2026-09-15T00:00:00Z' }),
  directoryAssignment('ana', directoryRole.globalReader),
  directoryAssignment('emergency-1', directoryRole.globalAdministrator),
  directoryAssignment('tagged', directoryRole.helpdeskAdministrator, `/${idOf('unit')}`),
  graphPermission('app', mailRead),
  record('azure.app-role-assignment', 'other', {
    principalId: idOf('app'),
    principalType: 'ServicePrincipal',
    resourceId: idOf('tagged'),
    appRoleId: mailRead,
  }),
  record('azure.delegated-grant', 'all', {
    id: 'all',
    clientId: idOf('vendor'),
    resourceId: idOf('Microsoft Graph'),
    consentType: 'AllPrincipals',
    principalId: null,
    scope: 'User.Read  Mail.Send',
  }),
  record('azure.delegated-grant', 'nothing', {
    id: 'nothing',
    clientId: idOf('app'),
    resourceId: idOf('Microsoft Graph'),
    consentType: 'Principal',
    principalId: idOf('ana'),
    scope: ' ',
  }),
  record('azure.caller', idOf('tagged'), { id: idOf('tagged'), type: 'servicePrincipal' }),
  record('azure.management-group', 'corp', {
    name: 'corp',
    displayName: 'Corp',
    tenantId: tenant,
    parent: null,
  }),
];

test('of everybody in a tenant: who it is, what it holds, may and gives, and who may become it', () => {
  const estate = estateOf(facts);
  expect([...scopesOf(estate), ...everythingOf(estate)]).toEqual(
    linesIn(readFileSync(new URL('holdings.txt', import.meta.url), 'utf8')),
  );
  expect(undefinedIn([estate.identities, estate.scopes, estate.tokenOffers ?? []])).toEqual([]);
});
