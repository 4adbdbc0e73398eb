import { keyedTypes } from '../../facts/account-keys.ts';
import { type AzureCall, arm, everySubscription, once, resourceGraph } from './call.ts';

const authorization = '{scope}/providers/Microsoft.Authorization';
const subscriptions = 'GET /subscriptions';
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
/** A page needs the id, and an order that stays. */
const inOrder = '| order by id asc';
const everyThousand = 'A page for each 1,000.';
const reader = (provider: string, kind: string): readonly string[] => [`${provider}/${kind}/read`];

/** Types whose settings tell how they are opened, beside whatever carries an identity. */
const settingsOf = [
  ...keyedTypes.map(({ type }) => type),
  'microsoft.keyvault/vaults',
  'microsoft.containerservice/managedclusters',
  'microsoft.containerregistry/registries',
];

/** Subscriptions: what is assigned in them, and what is there. */
export const armCalls: readonly AzureCall[] = [
  arm('/subscriptions', '2022-12-01', {
    gives: [],
    permissions: reader('Microsoft.Resources', 'subscriptions'),
    why: 'Subscriptions that can be seen.',
    when: once,
  }),
  resourceGraph(
    'hierarchy',
    `resourcecontainers | where type in~ ('microsoft.resources/subscriptions', 'microsoft.management/managementgroups') | project id, type, name, subscriptionId, tenantId, tags, displayName = tostring(properties.displayName), parent = tostring(properties.details.parent.name), ancestors = properties.managementGroupAncestorsChain ${inOrder}`,
    {
      gives: [],
      permissions: [
        ...reader('Microsoft.Resources', 'subscriptions'),
        ...reader('Microsoft.Management', 'managementGroups'),
      ],
      why: 'Management groups, and where subscriptions hang in them.',
      when: everyThousand,
    },
  ),
  resourceGraph(
    'managed identities',
    `resources | where type =~ 'microsoft.managedidentity/userassignedidentities' | project id, name, tenantId, tags, principalId = tostring(properties.principalId), clientId = tostring(properties.clientId) ${inOrder}`,
    {
      gives: ['inventory'],
      permissions: reader('Microsoft.ManagedIdentity', 'userAssignedIdentities'),
      why: 'User-assigned managed identities.',
      when: everyThousand,
    },
  ),
  resourceGraph(
    'resources',
    `resources | where (isnotempty(identity.type) and identity.type !~ 'None') or type in~ (${quoted(settingsOf)}) | project id, type, name, location, tags, identity, kubelet = properties.identityProfile.kubeletidentity, sharedKeys = properties.allowSharedKeyAccess, disableLocalAuth = properties.disableLocalAuth, keysCreated = properties.keyCreationTime, keyDays = properties.keyPolicy.keyExpirationPeriodInDays, roleBased = properties.enableRbacAuthorization, forTemplates = properties.enabledForTemplateDeployment, accessPolicies = properties.accessPolicies, localAccountsDisabled = properties.disableLocalAccounts, clusterRoles = properties.aadProfile.enableAzureRBAC, administrators = properties.aadProfile.adminGroupObjectIDs, oidcIssuerProfile = properties.oidcIssuerProfile, addonProfiles = properties.addonProfiles, servicePrincipalProfile = pack('clientId', properties.servicePrincipalProfile.clientId), adminUserEnabled = properties.adminUserEnabled, roleAssignmentMode = properties.roleAssignmentMode, codeAt = tostring(properties.functionAppConfig.deployment.storage.value), image = tostring(properties.template.containers[0].image), image2 = tostring(properties.template.containers[1].image), groupImage = tostring(properties.containers[0].properties.image), groupImage2 = tostring(properties.containers[1].properties.image), siteImage = tostring(properties.siteConfig.linuxFxVersion) ${inOrder}`,
    {
      gives: ['workloads', 'ai-keys'],
      permissions: ['*/read'],
      why: 'Resources that carry managed identities, and settings of storage accounts, vaults and the like that tell how they are opened. Never a key or a secret.',
      when: everyThousand,
    },
  ),
  resourceGraph(
    'classic administrators',
    `authorizationresources | where type =~ 'microsoft.authorization/classicadministrators' | project id, emailAddress = tostring(properties.emailAddress), role = tostring(properties.role) ${inOrder}`,
    {
      gives: [],
      permissions: reader('Microsoft.Authorization', 'classicAdministrators'),
      why: 'Classic administrators.',
      when: everyThousand,
    },
  ),
  arm(`${authorization}/roleAssignments`, '2022-04-01', {
    gives: ['grants'],
    permissions: reader('Microsoft.Authorization', 'roleAssignments'),
    lead: subscriptions,
    why: 'Role assignments in the subscription, above and below it.',
    when: everySubscription,
  }),
  arm(`${authorization}/roleDefinitions`, '2022-05-01-preview', {
    gives: ['grants'],
    permissions: reader('Microsoft.Authorization', 'roleDefinitions'),
    lead: subscriptions,
    why: 'What roles permit, with the conditions inside them, which only this version tells.',
    when: 'For one subscription, and for each other one with an assignment of a role that was not in it.',
  }),
  arm(`${authorization}/denyAssignments`, '2022-04-01', {
    gives: ['guardrails'],
    permissions: reader('Microsoft.Authorization', 'denyAssignments'),
    lead: subscriptions,
    why: 'Deny assignments.',
    when: everySubscription,
  }),
  arm(`${authorization}/roleAssignmentScheduleInstances`, '2020-10-01', {
    gives: ['grants'],
    permissions: reader('Microsoft.Authorization', 'roleAssignmentScheduleInstances'),
    licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
    lead: subscriptions,
    why: 'Active assignments of Privileged Identity Management: which are activated, and which end.',
    when: everySubscription,
  }),
  arm(`${authorization}/roleEligibilityScheduleInstances`, '2020-10-01', {
    gives: ['grants'],
    permissions: reader('Microsoft.Authorization', 'roleEligibilityScheduleInstances'),
    licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
    lead: subscriptions,
    why: 'Eligible assignments of Privileged Identity Management.',
    when: everySubscription,
  }),
  arm(`${authorization}/roleManagementPolicyAssignments`, '2020-10-01', {
    gives: ['approvals'],
    permissions: reader('Microsoft.Authorization', 'roleManagementPolicyAssignments'),
    licence: 'Microsoft Entra ID P2 or Microsoft Entra ID Governance',
    lead: `GET ${authorization}/roleEligibilityScheduleInstances`,
    why: 'What is asked before an eligible role is activated, and how long an active assignment may last.',
    when: 'For each subscription, resource group or management group at which something is eligible or ends.',
  }),
];
