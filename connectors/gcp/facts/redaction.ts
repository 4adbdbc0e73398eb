import { type FieldTable, type Identifier, recordRedaction } from '../../../src/redaction/records.ts';
import { useIdentifiers, windowIdentifiers } from '../../../src/usage/record.ts';
import type { GcpRecordKind } from './records.ts';

const name: Identifier = { identifier: 'what it is called: everything else names it so' };
const id: Identifier = { identifier: "the provider's own id, or the path of a thing" };
const choice: Identifier = { identifier: "one of the provider's own words, which decides what holds" };
const claim: Identifier = { identifier: 'tokens are compared with it' };
/** An expression: what it says decides, and it loses what has the form of a secret. */
const expression: FieldTable[string] = { document: { keep: new Set() } };
const labels: FieldTable[string] = { document: { keep: new Set() } };

const all = (field: FieldTable[string], ...paths: readonly string[]): FieldTable =>
  Object.fromEntries(paths.map((path) => [path, field]));

/** Of each kind of record, what is no text of a person. All other texts are redacted. */
export const gcpIdentifiers: Readonly<Record<GcpRecordKind, FieldTable>> = {
  'gcp.access-policy': {
    name: id,
    displayName: name,
    ...all(id, 'details.rules.principals', 'details.rules.excludedPrincipals'),
    ...all(
      choice,
      'details.rules.effect',
      'details.rules.operation.permissions',
      'details.rules.operation.excludedPermissions',
    ),
    'details.rules.conditions': expression,
  },
  'gcp.access-summary': {
    ...all(id, 'name', 'workloadId', 'authProvider'),
    ...all(choice, 'authProviderType', 'scopes'),
  },
  'gcp.activity': { ...all(id, 'fullResourceName', 'serviceAccountId'), activityType: choice },
  'gcp.agent': {
    ...all(id, 'name', 'agentId', 'runtimeIdentity', 'runtimeReference', 'location'),
    ...all(name, 'displayName', 'skills'),
    ...all(choice, 'framework', 'version'),
  },
  'gcp.agent-authorization': { name: id, ...all(choice, 'state', 'scopes') },
  'gcp.agent-binding': { ...all(id, 'name', 'source', 'target', 'authProvider'), scopes: choice },
  'gcp.agent-endpoint': {
    ...all(id, 'name', 'endpointId', 'runtimeIdentity', 'runtimeReference'),
    displayName: name,
    framework: choice,
  },
  'gcp.api-key': {
    ...all(id, 'name', 'uid', 'serviceAccountEmail'),
    displayName: name,
    ...all(choice, 'restrictions.apiTargets.service', 'restrictions.apiTargets.methods'),
    ...all(
      id,
      'restrictions.serverKeyRestrictions.allowedIps',
      'restrictions.iosKeyRestrictions.allowedBundleIds',
      'restrictions.androidKeyRestrictions.allowedApplications.packageName',
    ),
  },
  'gcp.auth-provider': {
    ...all(id, 'name', 'clientId', 'workloads'),
    ...all(choice, 'type', 'state', 'allowedScopes', 'blockedScopes'),
  },
  'gcp.boundary': {
    ...all(id, 'name', 'details.rules.resources'),
    displayName: name,
    ...all(choice, 'details.enforcementVersion', 'details.rules.effect'),
  },
  'gcp.caller': { ...all(id, 'principal', 'quotaProject'), type: choice },
  'gcp.delegation': { clientId: id, scopes: choice },
  'gcp.deny-policy': {
    name: id,
    displayName: name,
    ...all(id, 'rules.denyRule.deniedPrincipals', 'rules.denyRule.exceptionPrincipals'),
    ...all(choice, 'rules.denyRule.deniedPermissions', 'rules.denyRule.exceptionPermissions'),
    'rules.denyRule.denialCondition.expression': expression,
  },
  'gcp.entitlement': {
    ...all(id, 'name', 'eligibleUsers.principals', 'approvers', 'privilegedAccess.gcpIamAccess.resource'),
    ...all(choice, 'state', 'maxRequestDuration', 'privilegedAccess.gcpIamAccess.roleBindings.role'),
    'privilegedAccess.gcpIamAccess.roleBindings.conditionExpression': expression,
  },
  'gcp.folder': { ...all(id, 'name', 'parent'), displayName: name },
  'gcp.grant': {
    ...all(id, 'name', 'requester', 'resource', 'approvedBy'),
    ...all(choice, 'state', 'requestedDuration', 'roleBindings.role'),
    'roleBindings.conditionExpression': expression,
  },
  'gcp.group': { email: id },
  'gcp.hmac-key': { ...all(id, 'accessId', 'serviceAccountEmail'), state: choice },
  'gcp.iam-policy': {
    ...all(id, 'resource', 'ancestors', 'bindings.members', 'bindings.role'),
    assetType: choice,
    'bindings.condition.title': name,
    'bindings.condition.expression': expression,
  },
  'gcp.insight': {
    ...all(id, 'name', 'targetResources', 'member', 'email'),
    ...all(
      choice,
      'insightSubtype',
      'severity',
      'state',
      'role',
      'exercisedPermissions',
      'inferredPermissions',
    ),
  },
  'gcp.mcp-server': {
    ...all(id, 'name', 'mcpServerId', 'runtimeIdentity', 'runtimeReference'),
    ...all(name, 'displayName', 'tools.name'),
    framework: choice,
  },
  'gcp.membership': { ...all(id, 'group', 'member'), type: choice },
  'gcp.oauth-client': {
    ...all(id, 'name', 'clientId'),
    displayName: name,
    ...all(choice, 'clientType', 'state', 'allowedGrantTypes', 'allowedScopes'),
  },
  'gcp.org-policy': { resource: id, constraint: choice },
  'gcp.organization': { name: id, displayName: name },
  'gcp.policy-binding': {
    ...all(id, 'name', 'policy', 'target.principalSet', 'target.resource'),
    policyKind: choice,
    'condition.title': name,
    'condition.expression': expression,
  },
  'gcp.pool': {
    ...all(id, 'name', 'parent'),
    displayName: name,
    ...all(choice, 'state', 'mode', 'sessionDuration'),
  },
  'gcp.pool-provider': {
    name: id,
    state: choice,
    attributeMapping: expression,
    attributeCondition: expression,
    ...all(claim, 'oidc.issuerUri', 'oidc.allowedAudiences'),
    'aws.accountId': id,
  },
  'gcp.project': {
    ...all(id, 'projectId', 'projectNumber', 'parent'),
    displayName: name,
    state: choice,
    labels,
  },
  'gcp.reasoning-engine': {
    ...all(id, 'name', 'serviceAccount', 'effectiveIdentity'),
    displayName: name,
    ...all(choice, 'identityType', 'agentFramework'),
  },
  'gcp.recommendation': {
    ...all(id, 'name', 'resource', 'member'),
    ...all(choice, 'recommenderSubtype', 'priority', 'state', 'removedRoles', 'addedRoles'),
  },
  'gcp.resource': { ...all(id, 'name', 'project', 'serviceAccounts', 'code'), assetType: choice, labels },
  'gcp.role': { name: id, title: name, ...all(choice, 'stage', 'includedPermissions') },
  'gcp.service-account': {
    ...all(id, 'email', 'uniqueId', 'projectId', 'oauth2ClientId'),
    displayName: name,
  },
  'gcp.service-account-key': {
    name: id,
    ...all(choice, 'keyType', 'keyOrigin', 'disableReason', 'extendedStatus.key'),
  },
  'gcp.tag-binding': all(id, 'name', 'parent', 'tagValue', 'tagValueNamespacedName'),
  'gcp.tag-value': all(id, 'name', 'parent', 'namespacedName'),
  'gcp.use': useIdentifiers,
  'gcp.use-window': windowIdentifiers,
};

/** A record as a snapshot may hold it. The same again changes nothing. */
export const redactGcp = recordRedaction(gcpIdentifiers);
