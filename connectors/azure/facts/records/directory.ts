import { z } from 'zod';
import { flag, guid, guidOrNone, list, when, whole, words } from './fields.ts';

/**
 * What Microsoft Graph tells of a tenant. Names are Graph's. Each schema says the call that gives it; `beta`: not in v1.0.
 * https://learn.microsoft.com/graph/api/overview
 */

/** `GET /organization`; of AzureHound `AZTenant`. */
export const tenantSchema = z.object({
  id: guid,
  displayName: words,
  verifiedDomains: z.array(z.object({ name: z.string(), isDefault: flag, type: words })).nullish(),
  /** Service plans that are in force, as far as they decide what can be read: `AAD_PREMIUM_P2`. */
  servicePlans: list,
  /**
   * Whether Privileged Identity Management told all active roles of the directory; `false`: asked in vain, so that nobody knows
   * which assignments end.
   */
  activeRolesRead: flag,
});

/** Never the secret, nor the hint of its first characters. */
const passwordCredential = z.object({
  keyId: guid,
  displayName: words,
  startDateTime: when,
  endDateTime: when,
});
/** Never the key, public as it may be. */
const keyCredential = z.object({
  keyId: guid,
  displayName: words,
  /** `AsymmetricX509Cert`, `X509CertAndPassword`, `Symmetric`. */
  type: words,
  /** `Verify`: proves the application. `Sign`: SAML tokens that are issued to others. */
  usage: words,
  startDateTime: when,
  endDateTime: when,
});

const publisher = z.object({ displayName: words, verifiedPublisherId: words, addedDateTime: when }).nullish();

/**
 * `GET /servicePrincipals`. Agents come in the same list with `@odata.type` `#microsoft.graph.agentIdentity` or
 * `#microsoft.graph.agentIdentityBlueprintPrincipal`.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
export const servicePrincipalSchema = z.object({
  id: guid,
  appId: guidOrNone,
  displayName: words,
  /** `Application`, `ManagedIdentity`, `Legacy`, `SocialIdp`, `ServiceIdentity`. */
  servicePrincipalType: words,
  accountEnabled: flag,
  isDisabled: flag,
  disabledByMicrosoftStatus: words,
  /** Tenant in which the application is registered. */
  appOwnerOrganizationId: guidOrNone,
  /** Of managed identities: `isExplicit=True` (user-assigned), and the resource's path. */
  alternativeNames: list,
  tags: list,
  signInAudience: words,
  createdDateTime: when,
  createdByAppId: guidOrNone,
  appRoles: z
    .array(
      z.object({ id: guid, value: words, displayName: words, isEnabled: flag, allowedMemberTypes: list }),
    )
    .nullish(),
  passwordCredentials: z.array(passwordCredential).nullish(),
  keyCredentials: z.array(keyCredential).nullish(),
  verifiedPublisher: publisher,
  '@odata.type': words,
  agentIdentityBlueprintId: guidOrNone,
});

/**
 * `GET /applications`. Blueprints of agents come with `@odata.type` `#microsoft.graph.agentIdentityBlueprint`.
 * https://learn.microsoft.com/graph/api/resources/application
 */
export const applicationSchema = z.object({
  id: guid,
  appId: guid,
  displayName: words,
  createdDateTime: when,
  createdByAppId: guidOrNone,
  signInAudience: words,
  disabledByMicrosoftStatus: words,
  isDisabled: flag,
  publisherDomain: words,
  passwordCredentials: z.array(passwordCredential).nullish(),
  keyCredentials: z.array(keyCredential).nullish(),
  verifiedPublisher: publisher,
  /**
   * What service principals of this application do not let be changed in the tenants where they are.
   * https://learn.microsoft.com/entra/identity-platform/howto-configure-app-instance-property-locks
   */
  servicePrincipalLockConfiguration: z
    .object({
      isEnabled: flag,
      allProperties: flag,
      credentialsWithUsageVerify: flag,
      credentialsWithUsageSign: flag,
    })
    .nullish(),
  requiredResourceAccess: z
    .array(
      z.object({
        resourceAppId: guid,
        resourceAccess: z.array(z.object({ id: guid, type: words })).nullish(),
      }),
    )
    .nullish(),
  '@odata.type': words,
});

/**
 * `GET /applications/{id}/federatedIdentityCredentials` (`claimsMatchingExpression`: beta), of managed identities
 * `GET {resource}/federatedIdentityCredentials` of Microsoft.ManagedIdentity 2024-11-30.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 */
export const federatedCredentialSchema = z.object({
  id: z.string(),
  name: words,
  issuer: z.string(),
  subject: words,
  audiences: list,
  claimsMatchingExpression: z.object({ value: z.string(), languageVersion: whole }).nullish(),
  /** Object id of the application or of its principal, or the resource's path. */
  of: z.string(),
});

/** `GET /users`, only those who hold or own something. Agents' users: `#microsoft.graph.agentUser`. */
export const userSchema = z.object({
  id: guid,
  displayName: words,
  userPrincipalName: words,
  accountEnabled: flag,
  /** `Member`, `Guest`. */
  userType: words,
  createdDateTime: when,
  onPremisesSyncEnabled: flag,
  '@odata.type': words,
  /** Of an agent's user: the agent. */
  identityParentId: guidOrNone,
  signInActivity: z.object({ lastSignInDateTime: when, lastNonInteractiveSignInDateTime: when }).nullish(),
});

/** `GET /groups`, those that hold anything. https://learn.microsoft.com/graph/api/resources/group */
export const groupSchema = z.object({
  id: guid,
  displayName: words,
  isAssignableToRole: flag,
  securityEnabled: flag,
  mailEnabled: flag,
  /** `DynamicMembership`, `Unified`. */
  groupTypes: list,
  /** Its members are kept on premises and cannot be changed here. */
  onPremisesSyncEnabled: flag,
  /** In a restricted management administrative unit. */
  isManagementRestricted: flag,
});

/** `GET /groups/{id}/members`: one pair. Direct members only. */
export const membershipSchema = z.object({ group: guid, member: guid, memberType: words });

/** `GET /{applications|servicePrincipals|groups}/{id}/owners`: one pair. */
export const ownershipSchema = z.object({
  /** Object id of what is owned. */
  object: guid,
  objectType: z.enum(['application', 'service-principal', 'group']),
  owner: guid,
  ownerType: words,
});

/** `GET /servicePrincipals/{id}/microsoft.graph.agentIdentity/sponsors`, of blueprints the same: one pair. */
export const sponsorshipSchema = z.object({ object: guid, sponsor: guid });

/** `GET /roleManagement/directory/roleDefinitions` (`isPrivileged`: beta). */
export const directoryRoleDefinitionSchema = z.object({
  id: guid,
  templateId: guidOrNone,
  displayName: words,
  isBuiltIn: flag,
  isEnabled: flag,
  isPrivileged: flag,
  rolePermissions: z.array(z.object({ allowedResourceActions: list, condition: words })).nullish(),
});

/** `GET /roleManagement/directory/roleAssignments`. */
export const directoryRoleAssignmentSchema = z.object({
  id: z.string(),
  principalId: guid,
  roleDefinitionId: guid,
  /** `/`, `/administrativeUnits/{id}`, `/{object id}`. */
  directoryScopeId: words,
  appScopeId: words,
  condition: words,
});

/** An active or eligible instance of a schedule, of a directory role. */
const scheduleInstance = {
  id: z.string(),
  is: z.enum(['active', 'eligible']),
  principalId: guid,
  /** `Assigned`, `Activated`; of `active` ones. */
  assignmentType: words,
  /** `Direct`, `Group`, `Inherited`. */
  memberType: words,
  startDateTime: when,
  endDateTime: when,
};

/** `GET /roleManagement/directory/role{Assignment,Eligibility}ScheduleInstances`. */
export const directoryRoleInstanceSchema = z.object({
  ...scheduleInstance,
  roleDefinitionId: guid,
  directoryScopeId: words,
  appScopeId: words,
  roleAssignmentOriginId: words,
});

/** `GET /identityGovernance/privilegedAccess/group/{assignment,eligibility}ScheduleInstances?$filter=groupId eq '…'`. */
export const groupInstanceSchema = z.object({
  ...scheduleInstance,
  groupId: guid,
  accessId: z.enum(['member', 'owner']),
});

/**
 * What is asked before a role or a membership is activated, and how long an assignment may last:
 * `GET /policies/roleManagementPolicyAssignments?$expand=policy($expand=rules)`, of ARM
 * `{scope}/providers/Microsoft.Authorization/roleManagementPolicyAssignments` 2020-10-01 (`effectiveRules`).
 */
export const rolePolicySchema = z.object({
  id: z.string(),
  /** A path of ARM, `/` for the directory, or the id of a group. */
  place: z.string(),
  /** Guid of the role; with groups `member` or `owner`. */
  role: z.string().transform((value) => value.toLowerCase()),
  approval: flag,
  approvers: list,
  multiFactor: flag,
  /** Claim of the authentication context, which a policy of Conditional Access asks more for: `c1`. */
  authenticationContext: words,
  justification: flag,
  /** ISO 8601 duration. */
  longestActivation: words,
  /** Whether an active assignment must have an end, and when at the latest. */
  activeMustEnd: flag,
  longestActive: words,
});

/** `GET /servicePrincipals/{resource}/appRoleAssignedTo`. */
export const appRoleAssignmentSchema = z.object({
  id: words,
  principalId: guid,
  principalType: words,
  resourceId: guid,
  appRoleId: guid,
  createdDateTime: when,
});

/** `GET /oauth2PermissionGrants`. */
export const delegatedGrantSchema = z.object({
  id: words,
  clientId: guid,
  /** `AllPrincipals`, `Principal`. */
  consentType: words,
  principalId: guidOrNone,
  resourceId: guid,
  scope: words,
});

/** `GET /directory/administrativeUnits`, with members. */
export const administrativeUnitSchema = z.object({
  id: guid,
  displayName: words,
  isMemberManagementRestricted: flag,
  /** `Dynamic`: by a rule. */
  membershipType: words,
  members: z.array(guid).nullish(),
});

/** `GET /reports/servicePrincipalSignInActivities` (beta; needs P1). */
export const signInSchema = z.object({
  appId: guid,
  lastSignInActivity: z.object({ lastSignInDateTime: when }).nullish(),
});

/** `GET /reports/appCredentialSignInActivities` (beta; needs P1). */
export const credentialSignInSchema = z.object({
  keyId: guid,
  appId: guidOrNone,
  signInActivity: z.object({ lastSignInDateTime: when }).nullish(),
});

const restriction = z.object({ restrictionType: words, state: words, maxLifetime: words });

/** `GET /policies/defaultAppManagementPolicy`, `GET /policies/appManagementPolicies`. */
export const appManagementPolicySchema = z.object({
  id: z.string(),
  displayName: words,
  isDefault: flag,
  isEnabled: flag,
  passwordCredentials: z.array(restriction).nullish(),
  keyCredentials: z.array(restriction).nullish(),
});

/** `GET /identity/conditionalAccess/policies`, those about workloads and agents. */
export const conditionalAccessPolicySchema = z.object({
  id: z.string(),
  displayName: words,
  /** `enabled`, `disabled`, `enabledForReportingButNotEnforced`. */
  state: words,
  includeServicePrincipals: list,
  excludeServicePrincipals: list,
  includeAgentIds: list,
  excludeAgentIds: list,
  /** Rule by custom security attributes (`agentIdServicePrincipalFilter`), and whether what it fits is in or out. */
  agentFilter: z.object({ mode: words, rule: words }).nullish(),
  /** `AllAgentIdUsers`, and object ids of users that are agents. */
  includeAgentUsers: list,
  excludeAgentUsers: list,
  /** Whether it blocks (`grantControls.builtInControls`). */
  blocks: flag,
  /** Of agents: `low`, `medium`, `high`; none: whatever the risk. */
  agentRiskLevels: list,
});

/**
 * `GET /identityProtection/riskyServicePrincipals`, `GET /identityProtection/riskyAgents` (beta): what Identity Protection makes of
 * somebody. https://learn.microsoft.com/graph/api/resources/riskyserviceprincipal
 */
export const riskSchema = z.object({
  /** Object id of the principal. */
  id: guid,
  /** `low`, `medium`, `high`, `hidden`, `none`. */
  riskLevel: words,
  /** `atRisk`, `confirmedCompromised`, `remediated`, `dismissed`, `confirmedSafe`, `none`. */
  riskState: words,
  riskDetail: words,
  /** `riskLastModifiedDateTime` of agents. */
  riskLastUpdatedDateTime: when,
});

/**
 * `GET /servicePrincipals/microsoft.graph.agentIdentity?$select=id,customSecurityAttributes`, and of principals of blueprints the same:
 * names of the attributes that one has, as `Set.Attribute`, never values.
 * https://learn.microsoft.com/entra/fundamentals/custom-security-attributes-overview
 */
export const securityAttributesSchema = z.object({ id: guid, names: z.array(z.string()) });

/** `GET /me`, or the principal of the token: whom the scan ran as. */
export const callerSchema = z.object({ id: guid, type: words });
