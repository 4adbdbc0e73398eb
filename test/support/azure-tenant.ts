import { createHash } from 'node:crypto';

/** A tenant as Microsoft's APIs show it, written by hand. */
export type Entry = Readonly<Record<string, unknown>>;

/** A guid by name. */
export const guidOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const subscriptionId = '5aaaaaaa-0000-4000-8000-000000000001';
export const otherSubscriptionId = '5aaaaaaa-0000-4000-8000-000000000002';

/** By the path of the API, without version. Things of a thing: by the path with its id. */
export interface FakeTenant {
  /** Of Graph: `/applications`, `/groups/{id}/members`, `/reports/…`. */
  readonly graph: ReadonlyMap<string, readonly Entry[]>;
  readonly single: ReadonlyMap<string, Entry>;
  readonly subscriptions: readonly Entry[];
  /** Of Microsoft.Authorization, by the end of the path; where they are is in their id. */
  readonly authorization: ReadonlyMap<string, readonly Entry[]>;
  /** Of Resource Graph, by the name of the query. */
  readonly resourceGraph: ReadonlyMap<string, readonly Entry[]>;
}

const start = '2026-01-01T00:00:00Z';
const sub = (id = subscriptionId): string => `/subscriptions/${id}`;
export const roleIds = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  custom: guidOf('custom role'),
} as const;
const role = (id: string, at = subscriptionId): string =>
  `${sub(at)}/providers/Microsoft.Authorization/roleDefinitions/${id}`;

export const assignment = (
  name: string,
  principal: string,
  principalType: string,
  { at = sub(), roleId = roleIds.reader as string, further = {} as Entry } = {},
): Entry => ({
  id: `${at}/providers/Microsoft.Authorization/roleAssignments/${guidOf(name)}`,
  name: guidOf(name),
  type: 'Microsoft.Authorization/roleAssignments',
  properties: {
    scope: at,
    roleDefinitionId: role(roleId),
    principalId: principal,
    principalType,
    createdOn: start,
    createdBy: guidOf('maria'),
    ...further,
  },
});

/** Ids carry a prefix that scopes do not, as was observed. */
const instance = (kind: string, name: string, properties: Entry): Entry => ({
  id: `/providers/Microsoft.Subscription${sub()}/providers/Microsoft.Authorization/${kind}/${guidOf(name)}`,
  name: guidOf(name),
  type: `Microsoft.Authorization/${kind}`,
  properties: {
    scope: sub(),
    roleDefinitionId: role(roleIds.owner),
    status: 'Provisioned',
    startDateTime: start,
    ...properties,
  },
});

const rules = (graph: boolean): readonly Entry[] => {
  const typed = (kind: string, id: string, further: Entry): Entry => ({
    id,
    ...(graph
      ? { '@odata.type': `#microsoft.graph.unifiedRoleManagementPolicy${kind}Rule` }
      : { ruleType: `RoleManagementPolicy${kind}Rule` }),
    ...further,
  });
  const approver = graph
    ? { '@odata.type': '#microsoft.graph.groupMembers', groupId: guidOf('approvers') }
    : { id: guidOf('approvers'), userType: 'Group', isBackup: false };
  return [
    typed('Expiration', 'Expiration_EndUser_Assignment', {
      isExpirationRequired: true,
      maximumDuration: 'PT8H',
    }),
    typed('Enablement', 'Enablement_EndUser_Assignment', {
      enabledRules: ['MultiFactorAuthentication', 'Justification'],
    }),
    typed('Approval', 'Approval_EndUser_Assignment', {
      setting: { isApprovalRequired: true, approvalStages: [{ primaryApprovers: [approver] }] },
    }),
    typed('Expiration', 'Expiration_Admin_Assignment', {
      isExpirationRequired: false,
      maximumDuration: 'P180D',
    }),
  ];
};

const policyOfGraph = (scopeId: string, scopeType: string, roleDefinitionId: string): Entry => ({
  id: `${scopeType}_${scopeId}_${roleDefinitionId}`,
  policyId: `${scopeType}_${scopeId}`,
  scopeId,
  scopeType,
  roleDefinitionId,
  policy: { id: `${scopeType}_${scopeId}`, scopeId, scopeType, rules: rules(true) },
});

const person = (name: string): Entry => ({
  '@odata.type': '#microsoft.graph.user',
  id: guidOf(name),
  displayName: name,
  userPrincipalName: `${name}@contoso.example`,
  accountEnabled: true,
  userType: 'Member',
  createdDateTime: start,
});
const group = (name: string, isAssignableToRole = false): Entry => ({
  '@odata.type': '#microsoft.graph.group',
  id: guidOf(name),
  displayName: name,
  isAssignableToRole,
  securityEnabled: true,
  mailEnabled: false,
  groupTypes: [],
});
const crowd = Array.from({ length: 23 }, (_, at) => person(`owner-${at}`));

export const application = (name: string, further: Entry = {}): Entry => ({
  id: guidOf(`a ${name}`),
  appId: guidOf(`c ${name}`),
  displayName: name,
  createdDateTime: start,
  signInAudience: 'AzureADMyOrg',
  passwordCredentials: [
    {
      keyId: guidOf(`k ${name}`),
      displayName: 'ci',
      hint: 'aB3',
      startDateTime: start,
      endDateTime: '2027-01-01T00:00:00Z',
      secretText: null,
    },
  ],
  keyCredentials: [],
  owners: [],
  ...further,
});
export const principal = (name: string, further: Entry = {}): Entry => ({
  id: guidOf(name),
  appId: guidOf(`c ${name}`),
  displayName: name,
  servicePrincipalType: 'Application',
  accountEnabled: true,
  appOwnerOrganizationId: tenantId,
  appRoles: [],
  passwordCredentials: [],
  keyCredentials: [],
  owners: [],
  ...further,
});

const federated = (name: string, further: Entry): Entry => ({
  id: guidOf(`f ${name}`),
  name,
  issuer: 'https://token.actions.githubusercontent.com',
  subject: `repo:contoso/${name}:environment:production`,
  audiences: ['api://AzureADTokenExchange'],
  ...further,
});

export const graphRole = guidOf('Mail.Send');
const appRoles = [
  {
    id: graphRole,
    value: 'Mail.Send',
    displayName: 'Send mail',
    isEnabled: true,
    allowedMemberTypes: ['Application'],
  },
];
const identityPath = `${sub()}/resourceGroups/app/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ids`;

/** One of everything that a scan asks for. */
export const sampleTenant = (): FakeTenant => {
  const directoryRole = guidOf('directory role');
  const unit = guidOf('unit');
  const admins = group('admins', true);
  const operators = group('operators');
  const nested = group('nested');
  const idOf = ({ id }: Entry): string => String(id);
  const agentUser = {
    ...person('agent-user'),
    '@odata.type': '#microsoft.graph.agentUser',
    identityParentId: guidOf('agent'),
  };
  return {
    subscriptions: [subscriptionId, otherSubscriptionId].map((id, at) => ({
      id: sub(id),
      subscriptionId: id,
      displayName: at === 0 ? 'Production' : 'Sandbox',
      state: 'Enabled',
      tenantId,
      tags: { stage: at === 0 ? 'production' : 'test' },
    })),
    graph: new Map<string, readonly Entry[]>([
      [
        '/organization',
        [
          {
            id: tenantId,
            displayName: 'Contoso',
            verifiedDomains: [{ name: 'contoso.example', isDefault: true, type: 'Managed' }],
            assignedPlans: [
              {
                capabilityStatus: 'Enabled',
                service: 'AADPremiumService',
                servicePlanId: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
                assignedDateTime: start,
              },
            ],
          },
        ],
      ],
      [
        '/applications',
        [
          application('deploy', { owners: [person('maria')] }),
          application('crowded', { owners: crowd }),
          application('blueprint', { '@odata.type': '#microsoft.graph.agentIdentityBlueprint' }),
        ],
      ],
      [
        '/servicePrincipals',
        [
          principal('deploy', { owners: [person('maria')] }),
          principal('crowded', { owners: crowd }),
          principal('Microsoft Graph', { appRoles, appOwnerOrganizationId: guidOf('microsoft') }),
          principal('ids', {
            servicePrincipalType: 'ManagedIdentity',
            alternativeNames: ['isExplicit=True', identityPath],
          }),
          principal('agent', {
            '@odata.type': '#microsoft.graph.agentIdentity',
            servicePrincipalType: 'ServiceIdentity',
            agentIdentityBlueprintId: guidOf('c blueprint'),
            createdDateTime: start,
          }),
          principal('blueprint', { '@odata.type': '#microsoft.graph.agentIdentityBlueprintPrincipal' }),
        ],
      ],
      [
        `/applications/${guidOf('a deploy')}/federatedIdentityCredentials`,
        [
          federated('web', {}),
          federated('flexible', {
            subject: null,
            claimsMatchingExpression: { value: "claims['sub'] matches 'repo:contoso/*'", languageVersion: 1 },
          }),
        ],
      ],
      [`/servicePrincipals/${guidOf('ids')}/federatedIdentityCredentials`, [federated('ids', {})]],
      [
        `/servicePrincipals/${guidOf('Microsoft Graph')}/appRoleAssignedTo`,
        [
          {
            id: 'assigned-1',
            principalId: guidOf('deploy'),
            principalType: 'ServicePrincipal',
            principalDisplayName: 'deploy',
            resourceId: guidOf('Microsoft Graph'),
            appRoleId: graphRole,
            createdDateTime: start,
          },
        ],
      ],
      [
        '/oauth2PermissionGrants',
        [
          {
            id: 'grant-1',
            clientId: guidOf('deploy'),
            consentType: 'AllPrincipals',
            principalId: null,
            resourceId: guidOf('Microsoft Graph'),
            scope: 'User.Read Mail.Send',
          },
        ],
      ],
      [
        '/roleManagement/directory/roleDefinitions',
        [
          {
            id: directoryRole,
            templateId: directoryRole,
            displayName: 'Helper',
            isBuiltIn: false,
            isEnabled: true,
            rolePermissions: [
              { allowedResourceActions: ['microsoft.directory/applications/create'], condition: null },
            ],
          },
        ],
      ],
      [
        '/roleManagement/directory/roleAssignments',
        [
          {
            id: 'ra-1',
            principalId: guidOf('deploy'),
            roleDefinitionId: directoryRole,
            directoryScopeId: '/',
          },
          {
            id: 'ra-2',
            principalId: guidOf('paul'),
            roleDefinitionId: directoryRole,
            directoryScopeId: `/administrativeUnits/${unit}`,
          },
          { id: 'ra-3', principalId: idOf(admins), roleDefinitionId: directoryRole, directoryScopeId: '/' },
        ],
      ],
      [
        '/roleManagement/directory/roleAssignmentScheduleInstances',
        [
          {
            id: 'rai-1',
            principalId: guidOf('paul'),
            roleDefinitionId: directoryRole,
            directoryScopeId: `/administrativeUnits/${unit}`,
            assignmentType: 'Activated',
            memberType: 'Direct',
            startDateTime: start,
            endDateTime: '2026-04-01T08:00:00Z',
            roleAssignmentOriginId: 'ra-2',
          },
        ],
      ],
      [
        '/roleManagement/directory/roleEligibilityScheduleInstances',
        [
          {
            id: 'rei-1',
            principalId: guidOf('nina'),
            roleDefinitionId: directoryRole,
            directoryScopeId: '/',
            memberType: 'Direct',
            startDateTime: start,
            endDateTime: null,
          },
        ],
      ],
      [
        '/policies/roleManagementPolicyAssignments',
        [
          policyOfGraph('/', 'DirectoryRole', directoryRole),
          policyOfGraph(idOf(operators), 'Group', 'member'),
        ],
      ],
      ['/groups', [admins, operators, nested, group('unconcerned')]],
      [`/groups/${idOf(admins)}/members`, [person('maria')]],
      [`/groups/${idOf(operators)}/members`, [person('nina'), nested]],
      [
        `/groups/${idOf(nested)}/members`,
        [principal('deploy', { '@odata.type': '#microsoft.graph.servicePrincipal' })],
      ],
      [`/groups/${idOf(operators)}/owners`, [person('otto')]],
      [
        '/identityGovernance/privilegedAccess/group/assignmentScheduleInstances',
        [
          {
            id: 'ga-1',
            groupId: idOf(operators),
            accessId: 'member',
            principalId: guidOf('nina'),
            assignmentType: 'assigned',
            memberType: 'direct',
            startDateTime: start,
            endDateTime: '2026-06-01T00:00:00Z',
          },
        ],
      ],
      [
        '/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances',
        [
          {
            id: 'ge-1',
            groupId: idOf(operators),
            accessId: 'member',
            principalId: guidOf('otto'),
            memberType: 'direct',
            startDateTime: start,
            endDateTime: null,
          },
        ],
      ],
      ['/users', ['maria', 'paul', 'nina', 'otto', 'sponsor', 'unconcerned'].map(person).concat(crowd)],
      ['/users/microsoft.graph.agentUser', [agentUser]],
      [
        '/directory/administrativeUnits',
        [{ id: unit, displayName: 'Branch', isMemberManagementRestricted: false }],
      ],
      [`/directory/administrativeUnits/${unit}/members`, [person('maria')]],
      [`/servicePrincipals/${guidOf('agent')}/microsoft.graph.agentIdentity/sponsors`, [person('sponsor')]],
      [
        `/servicePrincipals/${guidOf('blueprint')}/microsoft.graph.agentIdentityBlueprintPrincipal/sponsors`,
        [person('sponsor')],
      ],
      [
        `/applications/${guidOf('a blueprint')}/microsoft.graph.agentIdentityBlueprint/sponsors`,
        [person('sponsor')],
      ],
      [
        '/servicePrincipals/microsoft.graph.agentIdentity',
        [
          {
            '@odata.type': '#microsoft.graph.agentIdentity',
            id: guidOf('agent'),
            customSecurityAttributes: {
              Agents: { '@odata.type': '#microsoft.graph.customSecurityAttributeValue', Stage: 'production' },
            },
          },
        ],
      ],
      [
        '/servicePrincipals/microsoft.graph.agentIdentityBlueprintPrincipal',
        [
          {
            '@odata.type': '#microsoft.graph.agentIdentityBlueprintPrincipal',
            id: guidOf('blueprint'),
            customSecurityAttributes: null,
          },
        ],
      ],
      [
        '/identityProtection/riskyServicePrincipals',
        [
          {
            id: guidOf('crowded'),
            appId: guidOf('c crowded'),
            displayName: 'crowded',
            isEnabled: true,
            isProcessing: false,
            riskDetail: 'none',
            riskLastUpdatedDateTime: '2026-03-20T10:00:00Z',
            riskLevel: 'high',
            riskState: 'atRisk',
            servicePrincipalType: 'Application',
          },
        ],
      ],
      [
        '/identityProtection/riskyAgents',
        [
          {
            '@odata.type': '#microsoft.graph.riskyAgentIdentity',
            id: guidOf('agent'),
            agentDisplayName: 'agent',
            identityType: 'agentIdentity',
            isDeleted: false,
            isEnabled: true,
            isProcessing: false,
            riskDetail: 'adminConfirmedAgentSafe',
            riskLastModifiedDateTime: '2026-03-20T10:00:00Z',
            riskLevel: 'none',
            riskState: 'confirmedSafe',
          },
        ],
      ],
      [
        '/reports/servicePrincipalSignInActivities',
        [
          {
            id: 's-1',
            appId: guidOf('c deploy'),
            lastSignInActivity: { lastSignInDateTime: '2026-03-30T10:00:00Z' },
          },
        ],
      ],
      [
        '/reports/appCredentialSignInActivities',
        [
          {
            id: 'cs-1',
            keyId: guidOf('k deploy'),
            appId: guidOf('c deploy'),
            signInActivity: { lastSignInDateTime: '2026-03-30T10:00:00Z' },
          },
        ],
      ],
      [
        '/policies/appManagementPolicies',
        [
          {
            id: guidOf('policy'),
            displayName: 'No secrets',
            isEnabled: true,
            restrictions: {
              passwordCredentials: [
                { restrictionType: 'passwordAddition', state: 'enabled', maxLifetime: null },
              ],
              keyCredentials: [],
            },
          },
        ],
      ],
      [
        '/identity/conditionalAccess/policies',
        [
          {
            id: guidOf('ca'),
            displayName: 'Workloads from our network',
            state: 'enabled',
            conditions: {
              clientApplications: {
                includeServicePrincipals: ['ServicePrincipalsInMyTenant'],
                excludeServicePrincipals: [],
              },
            },
          },
          {
            id: guidOf('ca 2'),
            displayName: 'People',
            state: 'enabled',
            conditions: { users: { includeUsers: ['All'] } },
          },
        ],
      ],
    ]),
    single: new Map([
      [
        '/policies/defaultAppManagementPolicy',
        {
          id: guidOf('default policy'),
          displayName: 'Default',
          isEnabled: true,
          applicationRestrictions: {
            passwordCredentials: [
              { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D' },
            ],
            keyCredentials: [],
          },
        },
      ],
    ]),
    authorization: new Map<string, readonly Entry[]>([
      [
        'roleAssignments',
        [
          assignment('owner', guidOf('deploy'), 'ServicePrincipal', { roleId: roleIds.owner }),
          assignment('operators', guidOf('operators'), 'Group'),
          assignment('paul', guidOf('paul'), 'User', { at: `${sub()}/resourceGroups/app` }),
          assignment('custom', guidOf('ids'), 'ServicePrincipal', {
            at: sub(otherSubscriptionId),
            roleId: roleIds.custom,
            further: { condition: "@Resource[a:b] StringEquals 'c'", conditionVersion: '2.0' },
          }),
          assignment('root', guidOf('nina'), 'User', { at: '/' }),
        ],
      ],
      [
        'roleDefinitions',
        [
          {
            id: role(roleIds.owner),
            name: roleIds.owner,
            type: 'Microsoft.Authorization/roleDefinitions',
            properties: {
              roleName: 'Owner',
              type: 'BuiltInRole',
              permissions: [{ actions: ['*'], notActions: [], dataActions: [], notDataActions: [] }],
              assignableScopes: ['/'],
            },
          },
          {
            id: role(roleIds.reader),
            name: roleIds.reader,
            type: 'Microsoft.Authorization/roleDefinitions',
            properties: {
              roleName: 'Reader',
              type: 'BuiltInRole',
              permissions: [
                {
                  actions: ['*/read'],
                  notActions: [],
                  condition: "@Request[a:b] StringEquals 'd'",
                  conditionVersion: '2.0',
                },
              ],
              assignableScopes: ['/'],
            },
          },
          {
            id: role(roleIds.custom, otherSubscriptionId),
            name: roleIds.custom,
            type: 'Microsoft.Authorization/roleDefinitions',
            properties: {
              roleName: 'Restarter',
              type: 'CustomRole',
              permissions: [
                { actions: ['Microsoft.Compute/virtualMachines/restart/action'], notActions: [] },
              ],
              assignableScopes: [sub(otherSubscriptionId)],
            },
          },
        ],
      ],
      [
        'denyAssignments',
        [
          {
            id: `${sub()}/providers/Microsoft.Authorization/denyAssignments/${guidOf('deny')}`,
            name: guidOf('deny'),
            type: 'Microsoft.Authorization/denyAssignments',
            properties: {
              denyAssignmentName: 'Kept by a stack',
              scope: `${sub()}/resourceGroups/app`,
              permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
              principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
              excludePrincipals: [{ id: guidOf('deploy'), type: 'ServicePrincipal' }],
              doNotApplyToChildScopes: false,
              isSystemProtected: true,
            },
          },
        ],
      ],
      [
        'roleAssignmentScheduleInstances',
        [
          instance('roleAssignmentScheduleInstances', 'active', {
            principalId: guidOf('paul'),
            principalType: 'User',
            roleAssignmentScheduleId: guidOf('schedule'),
            originRoleAssignmentId: `${sub()}/resourceGroups/app/providers/Microsoft.Authorization/roleAssignments/${guidOf('paul')}`,
            roleDefinitionId: role(roleIds.reader),
            scope: `${sub()}/resourceGroups/app`,
            endDateTime: '2026-05-01T00:00:00Z',
            assignmentType: 'Assigned',
            memberType: 'Direct',
          }),
        ],
      ],
      [
        'roleEligibilityScheduleInstances',
        [
          instance('roleEligibilityScheduleInstances', 'eligible', {
            principalId: guidOf('maria'),
            principalType: 'User',
            roleEligibilityScheduleId: guidOf('eligible schedule'),
            memberType: 'Direct',
          }),
        ],
      ],
      [
        'roleManagementPolicyAssignments',
        [roleIds.owner, roleIds.reader].map((id) => ({
          id: `${sub()}/providers/Microsoft.Authorization/roleManagementPolicyAssignments/${guidOf('p')}_${id}`,
          name: `${guidOf('p')}_${id}`,
          type: 'Microsoft.Authorization/RoleManagementPolicyAssignment',
          properties: {
            scope: sub(),
            roleDefinitionId: role(id),
            policyId: `${sub()}/providers/Microsoft.Authorization/roleManagementPolicies/${guidOf('p')}`,
            effectiveRules: rules(false),
          },
        })),
      ],
    ]),
    resourceGraph: new Map<string, readonly Entry[]>([
      [
        'hierarchy',
        [
          {
            id: '/providers/Microsoft.Management/managementGroups/root',
            type: 'microsoft.management/managementgroups',
            name: 'root',
            tenantId,
            displayName: 'Root',
            parent: '',
          },
          {
            id: '/providers/Microsoft.Management/managementGroups/prod',
            type: 'microsoft.management/managementgroups',
            name: 'prod',
            tenantId,
            displayName: 'Prod',
            parent: 'root',
          },
          {
            id: sub(),
            type: 'microsoft.resources/subscriptions',
            name: 'Production',
            subscriptionId,
            tenantId,
            ancestors: [{ name: 'prod' }, { name: 'root' }],
          },
          {
            id: sub(otherSubscriptionId),
            type: 'microsoft.resources/subscriptions',
            name: 'Sandbox',
            subscriptionId: otherSubscriptionId,
            tenantId,
            ancestors: [{ name: 'root' }],
          },
        ],
      ],
      [
        'managed identities',
        [
          {
            id: identityPath,
            name: 'ids',
            tenantId,
            tags: null,
            principalId: guidOf('ids'),
            clientId: guidOf('c ids'),
          },
        ],
      ],
      [
        'resources',
        [
          {
            id: `${sub()}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web`,
            type: 'microsoft.compute/virtualmachines',
            name: 'web',
            location: 'westeurope',
            tags: { team: 'web' },
            identity: {
              type: 'UserAssigned',
              userAssignedIdentities: {
                [identityPath]: { principalId: guidOf('ids'), clientId: guidOf('c ids') },
              },
            },
          },
          {
            id: `${sub()}/resourceGroups/app/providers/Microsoft.Storage/storageAccounts/files`,
            type: 'microsoft.storage/storageaccounts',
            name: 'files',
            location: 'westeurope',
            tags: null,
            identity: null,
            sharedKeys: null,
            keysCreated: { key1: start, key2: start },
            keyDays: 90,
          },
          {
            id: `${sub()}/resourceGroups/app/providers/Microsoft.KeyVault/vaults/vault`,
            type: 'microsoft.keyvault/vaults',
            name: 'vault',
            location: 'westeurope',
            roleBased: false,
            accessPolicies: [
              { tenantId, objectId: guidOf('deploy'), permissions: { secrets: ['get', 'list'], keys: [] } },
            ],
          },
          {
            id: `${sub()}/resourceGroups/app/providers/Microsoft.ServiceBus/namespaces/bus`,
            type: 'microsoft.servicebus/namespaces',
            name: 'bus',
            disableLocalAuth: true,
          },
        ],
      ],
      [
        'classic administrators',
        [
          {
            id: `${sub()}/providers/Microsoft.Authorization/classicAdministrators/1`,
            emailAddress: 'boss@contoso.example',
            role: 'CoAdministrator',
          },
        ],
      ],
    ]),
  };
};
