import { type AzureCall, graph, once } from './call.ts';

const everyPage = 'A page for each 999.';
/** Nothing is documented of how many may be asked for. */
const ownPages = 'Once, and a page more for as many as Microsoft gives at once.';
const inBatch = (what: string): string => `For each ${what}, 20 in a $batch.`;
/** 20 requests in one. https://learn.microsoft.com/graph/json-batching */
export const batchCall: AzureCall = {
  ...graph('v1.0', '/$batch', {
    gives: [],
    permissions: [],
    why: 'Carries what is said to be asked in a $batch, which are GETs alone.',
    when: 'For each 20 of them, one more for each round of refused and further pages.',
  }),
  id: 'POST $batch',
  path: 'POST /{version}/$batch',
};

const most = { $top: '999' };
const ids = { $select: 'id', ...most };
const applications = ['Application.Read.All'];
const roles = ['RoleManagement.Read.Directory'];
const pim = {
  permissions: roles,
  licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
} as const;
const groups = ['GroupMember.Read.All'];
const user =
  'id,displayName,userPrincipalName,accountEnabled,userType,createdDateTime,onPremisesSyncEnabled,identityParentId';
const group =
  'id,displayName,isAssignableToRole,securityEnabled,mailEnabled,groupTypes,onPremisesSyncEnabled,isManagementRestricted';
/** Graph allows at most 15 values in one `in`. */
const byId = 'id in (';

const federatedApplications = 'GET /v1.0/applications (with federated credentials)';
const federatedPrincipals = 'GET /v1.0/servicePrincipals (with federated credentials)';
const holdingGroups = 'GET /v1.0/groups (that hold something)';

/** The tenant: applications, principals, and what they hold. */
export const graphCalls: readonly AzureCall[] = [
  batchCall,
  graph('v1.0', '/organization', {
    gives: [],
    permissions: ['Organization.Read.All'],
    query: { $select: 'id,displayName,verifiedDomains,assignedPlans' },
    why: 'The tenant, its domains and licences.',
    when: once,
  }),
  graph('v1.0', '/applications', {
    gives: ['inventory', 'credentials', 'owners'],
    permissions: applications,
    // Without $select: with it Graph would hand out the public keys, and allow 150 requests a minute.
    query: { $expand: 'owners($select=id)', ...most },
    why: 'Applications, dates of their secrets and certificates, owners.',
    when: everyPage,
  }),
  graph('v1.0', '/servicePrincipals', {
    gives: ['inventory', 'credentials'],
    permissions: applications,
    query: most,
    why: 'Service principals, managed identities and agents, dates of their secrets and certificates.',
    when: everyPage,
  }),
  // Not expanded: with $expand a page has 100 objects, whatever $top says, and few principals have owners.
  // https://learn.microsoft.com/graph/query-parameters#expand-parameter
  graph('v1.0', '/servicePrincipals', {
    which: 'with owners',
    gives: ['owners'],
    permissions: applications,
    query: { $count: 'true', ...ids },
    filter: 'owners/$count ne 0',
    advanced: true,
    why: 'Which service principals have owners.',
    when: everyPage,
  }),
  graph('v1.0', '/applications/{id}/owners', {
    gives: [],
    permissions: applications,
    query: ids,
    lead: 'GET /v1.0/applications',
    why: 'More owners of an application.',
    when: inBatch('application with 20 owners or more'),
  }),
  graph('v1.0', '/servicePrincipals/{id}/owners', {
    gives: [],
    permissions: applications,
    query: ids,
    lead: 'GET /v1.0/servicePrincipals',
    why: 'More owners of a service principal.',
    when: inBatch('service principal with owners'),
  }),
  graph('v1.0', '/applications', {
    which: 'with federated credentials',
    gives: [],
    permissions: applications,
    query: { $count: 'true', ...ids },
    filter: 'federatedIdentityCredentials/$count ne 0',
    advanced: true,
    why: 'Which applications have federated credentials.',
    when: everyPage,
  }),
  graph('v1.0', '/servicePrincipals', {
    which: 'with federated credentials',
    gives: [],
    permissions: applications,
    query: { $count: 'true', ...ids },
    filter: 'federatedIdentityCredentials/$count ne 0',
    advanced: true,
    why: 'Which managed identities have federated credentials.',
    when: everyPage,
  }),
  graph('beta', '/applications/{id}/federatedIdentityCredentials', {
    gives: ['trusts'],
    permissions: applications,
    lead: federatedApplications,
    why: 'Which tokens of others an application accepts; flexible expressions are in beta only.',
    when: inBatch('application that has some'),
  }),
  graph('beta', '/servicePrincipals/{id}/federatedIdentityCredentials', {
    gives: ['trusts'],
    permissions: applications,
    lead: federatedPrincipals,
    why: 'Which tokens of others a managed identity accepts.',
    when: inBatch('managed identity that has some'),
  }),
  graph('v1.0', '/servicePrincipals/{id}/appRoleAssignedTo', {
    gives: ['grants'],
    permissions: applications,
    query: most,
    lead: 'GET /v1.0/servicePrincipals',
    why: 'Who has which application permissions.',
    when: inBatch('service principal that exposes app roles'),
  }),
  graph('v1.0', '/oauth2PermissionGrants', {
    gives: ['grants'],
    permissions: ['Directory.Read.All'],
    query: most,
    why: 'Delegated permissions that were consented to.',
    when: everyPage,
  }),
  graph('v1.0', '/roleManagement/directory/roleDefinitions', {
    gives: ['grants'],
    permissions: roles,
    why: 'What roles of the directory permit.',
    when: once,
  }),
  graph('v1.0', '/roleManagement/directory/roleAssignments', {
    gives: ['grants'],
    permissions: roles,
    why: 'Who has roles of the directory.',
    when: ownPages,
  }),
  graph('v1.0', '/roleManagement/directory/roleAssignmentScheduleInstances', {
    gives: ['grants'],
    ...pim,
    why: 'Active roles of the directory: which are activated, and which end.',
    when: ownPages,
  }),
  graph('v1.0', '/roleManagement/directory/roleEligibilityScheduleInstances', {
    gives: ['grants'],
    ...pim,
    why: 'Eligible roles of the directory.',
    when: ownPages,
  }),
  graph('v1.0', '/policies/roleManagementPolicyAssignments', {
    gives: ['approvals'],
    ...pim,
    query: { $expand: 'policy($expand=rules)' },
    filter: "scopeId eq '/' and scopeType eq 'DirectoryRole'",
    why: 'What is asked before a role of the directory is activated.',
    when: once,
  }),
  graph('v1.0', '/policies/roleManagementPolicyAssignments', {
    which: 'of a group',
    gives: ['approvals'],
    permissions: ['RoleManagementPolicy.Read.AzureADGroup'],
    licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
    query: { $expand: 'policy($expand=rules)' },
    filter: "scopeId eq '{group}' and scopeType eq 'Group'",
    lead: 'GET /v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances',
    why: 'What is asked before a membership is activated, and how long an active one may last.',
    when: inBatch('group with a membership that is eligible or ends'),
  }),
  graph('v1.0', '/groups', {
    which: 'assignable to roles',
    gives: ['grants'],
    permissions: groups,
    query: { $select: group, ...most },
    filter: 'isAssignableToRole eq true',
    why: 'Groups that may have roles of the directory.',
    when: everyPage,
  }),
  graph('v1.0', '/groups', {
    which: 'that hold something',
    gives: ['grants'],
    permissions: groups,
    query: { $select: group },
    filter: byId,
    why: 'Groups to which something is assigned, and groups in them.',
    when: 'For each 15 of them, 20 in a $batch.',
  }),
  graph('v1.0', '/groups/{id}/members', {
    gives: ['grants'],
    permissions: groups,
    query: ids,
    lead: holdingGroups,
    why: 'Members of these groups.',
    when: inBatch('group that holds something'),
  }),
  graph('v1.0', '/groups/{id}/owners', {
    gives: ['owners'],
    permissions: groups,
    query: ids,
    lead: holdingGroups,
    why: 'Owners of these groups.',
    when: inBatch('group that holds something'),
  }),
  graph('v1.0', '/identityGovernance/privilegedAccess/group/assignmentScheduleInstances', {
    gives: ['grants'],
    permissions: ['PrivilegedAssignmentSchedule.Read.AzureADGroup'],
    licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
    filter: "groupId eq '{group}'",
    lead: holdingGroups,
    why: 'Active memberships by Privileged Identity Management: which are activated, and which end.',
    when: inBatch('group that holds something'),
  }),
  graph('v1.0', '/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances', {
    gives: ['grants'],
    permissions: ['PrivilegedEligibilitySchedule.Read.AzureADGroup'],
    licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
    filter: "groupId eq '{group}'",
    lead: holdingGroups,
    why: 'Eligible memberships.',
    when: inBatch('group that holds something'),
  }),
  graph('v1.0', '/users', {
    gives: ['inventory'],
    permissions: ['User.Read.All'],
    query: { $select: user },
    filter: byId,
    lead: 'GET /v1.0/servicePrincipals',
    why: 'People who hold or own something.',
    when: 'For each 15 of them, 20 in a $batch.',
  }),
  graph('v1.0', '/users/microsoft.graph.agentUser', {
    gives: ['inventory'],
    permissions: ['User.Read.All'],
    query: { $select: user, ...most },
    why: 'Users that are agents.',
    when: everyPage,
  }),
  graph('v1.0', '/directory/administrativeUnits', {
    gives: [],
    permissions: ['AdministrativeUnit.Read.All'],
    query: { $select: 'id,displayName,isMemberManagementRestricted,membershipType', ...most },
    why: 'Administrative units.',
    when: everyPage,
  }),
  graph('v1.0', '/directory/administrativeUnits/{id}/members', {
    gives: ['grants'],
    permissions: ['AdministrativeUnit.Read.All'],
    query: ids,
    lead: 'GET /v1.0/directory/administrativeUnits',
    why: 'Who is in an administrative unit.',
    when: inBatch('unit that is restricted or at which a role is assigned'),
  }),
  ...(
    [
      ['/servicePrincipals/{id}/microsoft.graph.agentIdentity/sponsors', 'servicePrincipals', 'agent'],
      [
        '/servicePrincipals/{id}/microsoft.graph.agentIdentityBlueprintPrincipal/sponsors',
        'servicePrincipals',
        'principal of a blueprint of agents',
      ],
      [
        '/applications/{id}/microsoft.graph.agentIdentityBlueprint/sponsors',
        'applications',
        'blueprint of agents',
      ],
    ] as const
  ).map(([path, list, what]) =>
    graph('v1.0', path, {
      gives: ['owners'],
      permissions: applications,
      lead: `GET /v1.0/${list}`,
      why: `Who answers for a ${what}.`,
      when: inBatch(what),
    }),
  ),
  ...(
    [
      ['agentIdentity', 'agents'],
      ['agentIdentityBlueprintPrincipal', 'principals of blueprints of agents'],
    ] as const
  ).map(([type, what]) =>
    graph('v1.0', `/servicePrincipals/microsoft.graph.${type}`, {
      which: 'attributes',
      gives: [],
      permissions: ['CustomSecAttributeAssignment.Read.All'],
      query: { $select: 'id,customSecurityAttributes' },
      lead: 'GET /v1.0/servicePrincipals',
      why: `Which custom security attributes ${what} have, by name; values are dropped.`,
      when: 'Once, where there are some, in a $batch.',
    }),
  ),
  graph('v1.0', '/identityProtection/riskyServicePrincipals', {
    gives: ['risk'],
    permissions: ['IdentityRiskyServicePrincipal.Read.All'],
    licence: 'Microsoft Entra Workload ID Premium',
    why: 'Service principals that Identity Protection holds to be at risk or compromised.',
    when: ownPages,
  }),
  graph('beta', '/identityProtection/riskyAgents', {
    gives: ['risk'],
    permissions: ['IdentityRiskyAgent.Read.All'],
    lead: 'GET /v1.0/servicePrincipals',
    why: 'The same of agents.',
    when: 'Once, where there are agents, in a $batch.',
  }),
  graph('beta', '/reports/servicePrincipalSignInActivities', {
    gives: ['identity-use'],
    permissions: ['AuditLog.Read.All'],
    licence: 'Microsoft Entra ID P1',
    query: most,
    why: 'When applications last signed in.',
    when: everyPage,
  }),
  graph('beta', '/reports/appCredentialSignInActivities', {
    gives: ['credential-use'],
    permissions: ['AuditLog.Read.All'],
    licence: 'Microsoft Entra ID P1',
    why: 'When each secret and certificate was last used.',
    when: ownPages,
  }),
  graph('v1.0', '/policies/defaultAppManagementPolicy', {
    gives: ['configuration'],
    permissions: ['Policy.Read.All'],
    single: true,
    why: 'What secrets and certificates of applications may be, and how long they may last.',
    when: once,
  }),
  graph('v1.0', '/policies/appManagementPolicies', {
    gives: ['configuration'],
    permissions: ['Policy.Read.All'],
    why: 'The same for single applications.',
    when: once,
  }),
  graph('beta', '/identity/conditionalAccess/policies', {
    gives: ['configuration'],
    permissions: ['Policy.Read.All'],
    licence: 'Microsoft Entra ID P1',
    why: 'Conditional access for workloads and agents; that for agents is in beta only.',
    when: once,
  }),
];
