import { type FieldTable, type Identifier, recordRedaction } from '../../../src/redaction/records.ts';
import { useIdentifiers, windowIdentifiers } from '../../../src/usage/record.ts';
import type { AzureRecordKind } from './records.ts';

const name: Identifier = { identifier: 'what it is called: everything else names it so' };
const id: Identifier = { identifier: "the provider's own id, or the path of a thing" };
const choice: Identifier = { identifier: "one of the provider's own words, which decides what holds" };
const claim: Identifier = { identifier: 'tokens are compared with it' };
/** An expression: what it says decides, and it loses what has the form of a secret. */
const condition: FieldTable[string] = { document: { keep: new Set() } };
/** A tag may be compared with one in a condition: both lose the same. */
const tags: FieldTable[string] = { document: { keep: new Set() } };

const all = (field: FieldTable[string], ...paths: readonly string[]): FieldTable =>
  Object.fromEntries(paths.map((path) => [path, field]));

const permissions: FieldTable = {
  ...all(
    choice,
    'permissions.actions',
    'permissions.notActions',
    'permissions.dataActions',
    'permissions.notDataActions',
  ),
  'permissions.condition': condition,
};
const keys: FieldTable = {
  ...all(id, 'passwordCredentials.keyId', 'keyCredentials.keyId'),
  ...all(choice, 'keyCredentials.type', 'keyCredentials.usage'),
};
const instance: FieldTable = {
  ...all(id, 'id', 'principalId', 'roleDefinitionId'),
  ...all(choice, 'assignmentType', 'memberType'),
};

/** Of each kind of record, what is no text of a person. All other texts are redacted. */
export const azureIdentifiers: Readonly<Record<AzureRecordKind, FieldTable>> = {
  'azure.administrative-unit': { id, displayName: name, membershipType: choice, members: id },
  'azure.app-management-policy': {
    id,
    displayName: name,
    ...all(
      choice,
      'passwordCredentials.restrictionType',
      'passwordCredentials.state',
      'passwordCredentials.maxLifetime',
      'keyCredentials.restrictionType',
      'keyCredentials.state',
      'keyCredentials.maxLifetime',
    ),
  },
  'azure.app-role-assignment': {
    ...all(id, 'id', 'principalId', 'resourceId', 'appRoleId'),
    principalType: choice,
  },
  'azure.application': {
    ...all(id, 'id', 'appId', 'createdByAppId', 'publisherDomain'),
    displayName: name,
    ...all(choice, 'signInAudience', 'disabledByMicrosoftStatus', '@odata.type'),
    ...keys,
    'verifiedPublisher.displayName': name,
    'verifiedPublisher.verifiedPublisherId': id,
    ...all(id, 'requiredResourceAccess.resourceAppId', 'requiredResourceAccess.resourceAccess.id'),
    'requiredResourceAccess.resourceAccess.type': choice,
  },
  'azure.caller': { id, type: choice },
  'azure.classic-administrator': { id, emailAddress: name, role: choice },
  'azure.conditional-access-policy': {
    id,
    displayName: name,
    state: choice,
    ...all(
      id,
      'includeServicePrincipals',
      'excludeServicePrincipals',
      'includeAgentIds',
      'excludeAgentIds',
      'includeAgentUsers',
      'excludeAgentUsers',
    ),
    ...all(choice, 'agentFilter.mode', 'agentRiskLevels'),
    'agentFilter.rule': condition,
  },
  'azure.credential-sign-in': all(id, 'keyId', 'appId'),
  'azure.delegated-grant': {
    ...all(id, 'id', 'clientId', 'principalId', 'resourceId'),
    ...all(choice, 'consentType', 'scope'),
  },
  'azure.deny-assignment': {
    ...all(id, 'id', 'scope', 'principals.id', 'excludePrincipals.id'),
    denyAssignmentName: name,
    ...permissions,
    ...all(choice, 'principals.type', 'excludePrincipals.type'),
    condition,
  },
  'azure.directory-role-assignment': {
    ...all(id, 'id', 'principalId', 'roleDefinitionId', 'directoryScopeId', 'appScopeId'),
    condition,
  },
  'azure.directory-role-definition': {
    ...all(id, 'id', 'templateId'),
    displayName: name,
    'rolePermissions.allowedResourceActions': choice,
    'rolePermissions.condition': condition,
  },
  'azure.directory-role-instance': {
    ...instance,
    ...all(id, 'directoryScopeId', 'appScopeId', 'roleAssignmentOriginId'),
  },
  'azure.federated-credential': {
    ...all(id, 'id', 'of'),
    name,
    ...all(claim, 'issuer', 'subject', 'audiences', 'claimsMatchingExpression.value'),
  },
  'azure.group': { id, displayName: name, groupTypes: choice },
  'azure.group-instance': {
    ...all(id, 'id', 'principalId', 'groupId'),
    ...all(choice, 'assignmentType', 'memberType'),
  },
  'azure.lock': { id, name, level: choice },
  'azure.managed-identity': { ...all(id, 'id', 'principalId', 'clientId', 'tenantId'), name, tags },
  'azure.management-group': { name, displayName: name, tenantId: id, parent: name },
  'azure.membership': { ...all(id, 'group', 'member'), memberType: choice },
  'azure.ownership': { ...all(id, 'object', 'owner'), ownerType: choice },
  'azure.resource': {
    id,
    type: choice,
    name,
    location: choice,
    tags,
    'identity.type': choice,
    ...all(
      id,
      'identity.principalId',
      'identity.tenantId',
      'identity.userAssignedIdentities',
      'kubeletIdentity.resourceId',
      'kubeletIdentity.objectId',
      'kubeletIdentity.clientId',
      'settings.accessPolicies.objectId',
      'settings.accessPolicies.applicationId',
      'settings.administrators',
      'settings.addonIdentities.resourceId',
      'settings.addonIdentities.objectId',
      'settings.addonIdentities.clientId',
      'settings.nodesClientId',
      'settings.codeAt',
      'settings.images',
    ),
    'settings.issuer': claim,
    'settings.keysCreated.name': name,
    ...all(
      choice,
      'settings.accessPolicies.secrets',
      'settings.accessPolicies.keys',
      'settings.accessPolicies.certificates',
      'settings.accessPolicies.storage',
    ),
  },
  'azure.risk': { id, ...all(choice, 'riskLevel', 'riskState', 'riskDetail') },
  'azure.role-assignment': {
    ...all(
      id,
      'id',
      'scope',
      'roleDefinitionId',
      'principalId',
      'createdBy',
      'delegatedManagedIdentityResourceId',
    ),
    roleDefinitionName: name,
    principalType: choice,
    condition,
  },
  'azure.role-definition': {
    ...all(id, 'id', 'name', 'assignableScopes'),
    roleName: name,
    roleType: choice,
    ...permissions,
  },
  'azure.role-instance': {
    ...instance,
    ...all(id, 'scope', 'originRoleAssignmentId', 'linkedRoleEligibilityScheduleInstanceId'),
    ...all(choice, 'principalType', 'status'),
    condition,
  },
  'azure.role-policy': {
    ...all(id, 'id', 'place', 'role', 'approvers'),
    ...all(choice, 'authenticationContext', 'longestActivation', 'longestActive'),
  },
  'azure.security-attributes': { id, names: name },
  'azure.service-connection': {
    ...all(id, 'id', 'clientId', 'tenantId'),
    name,
    scheme: choice,
    ...all(claim, 'issuer', 'subject'),
  },
  'azure.service-principal': {
    ...all(
      id,
      'id',
      'appId',
      'appOwnerOrganizationId',
      'alternativeNames',
      'createdByAppId',
      'appRoles.id',
      'agentIdentityBlueprintId',
    ),
    displayName: name,
    ...all(
      choice,
      'servicePrincipalType',
      'disabledByMicrosoftStatus',
      'tags',
      'signInAudience',
      'appRoles.value',
      'appRoles.allowedMemberTypes',
      '@odata.type',
    ),
    ...keys,
    'verifiedPublisher.displayName': name,
    'verifiedPublisher.verifiedPublisherId': id,
  },
  'azure.sign-in': { appId: id },
  'azure.sponsorship': all(id, 'object', 'sponsor'),
  'azure.subscription': {
    ...all(id, 'id', 'tenantId'),
    displayName: name,
    state: choice,
    managementGroup: name,
    inherits: name,
    tags,
  },
  'azure.tenant': {
    id,
    displayName: name,
    'verifiedDomains.name': name,
    'verifiedDomains.type': choice,
    servicePlans: choice,
  },
  'azure.user': {
    ...all(id, 'id', 'identityParentId'),
    ...all(name, 'displayName', 'userPrincipalName'),
    ...all(choice, 'userType', '@odata.type'),
  },
  'azure.vault-secret': { id, name, contentType: name, tags },
  'azure.use': useIdentifiers,
  'azure.use-window': windowIdentifiers,
};

/** A record as a snapshot may hold it. The same again changes nothing. */
export const redactAzure = recordRedaction(azureIdentifiers);
