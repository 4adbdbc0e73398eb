import type { FileHead, FileKind } from '../../src/model/connector.ts';

interface CliListMarks {
  readonly command: string;
  readonly marks: readonly string[];
  readonly older?: readonly string[];
  readonly not: readonly string[];
  /** Of Resource Manager's own pages (`az rest`): the type of their elements, which all have the same members. */
  readonly type?: RegExp;
}

const armPage = (type: string): Pick<CliListMarks, 'marks' | 'not' | 'type'> => ({
  marks: ['id', 'name', 'properties', 'type'],
  not: ['location', 'kind'],
  type: new RegExp(`"type"\\s*:\\s*"Microsoft\\.Authorization/${type}"`, 'i'),
});

/**
 * Outputs of the Azure CLI that are a list: the command, members that an element has, and some that it does not, by which
 * another list is told from it; `older`: members instead of the marks before the CLI spoke Microsoft Graph (2.37), or of its
 * first versions. The first that fits counts. https://learn.microsoft.com/cli/azure/reference-index
 */
export const cliOutputs = {
  'role-assignments': {
    command: 'az role assignment list --all',
    marks: ['roleDefinitionId', 'principalId', 'scope'],
    not: ['assignmentType', 'memberType', 'kind'],
  },
  'role-definitions': {
    command: 'az role definition list',
    marks: ['assignableScopes', 'permissions', 'roleName'],
    not: [],
  },
  'service-principals': {
    command: 'az ad sp list --all',
    marks: ['servicePrincipalType', 'appId'],
    not: [],
  },
  applications: {
    command: 'az ad app list --all',
    marks: ['appId', 'requiredResourceAccess'],
    not: ['servicePrincipalType'],
  },
  groups: {
    command: 'az ad group list',
    marks: ['groupTypes', 'securityEnabled'],
    older: ['objectId', 'objectType', 'securityEnabled'],
    not: [],
  },
  users: {
    command: 'az ad user list',
    marks: ['userPrincipalName', 'id'],
    older: ['userPrincipalName', 'objectId', 'objectType'],
    not: ['groupTypes', 'appId'],
  },
  'managed-identities': {
    command: 'az identity list',
    marks: ['clientId', 'principalId', 'tenantId', 'id'],
    not: ['roleDefinitionId'],
  },
  'federated-credentials': {
    command: 'az identity federated-credential list',
    marks: ['audiences', 'issuer', 'subject', 'id'],
    not: [],
  },
  'service-connections': {
    command: 'az devops service-endpoint list',
    marks: ['authorization', 'serviceEndpointProjectReferences', 'id'],
    not: [],
  },
  subscriptions: {
    command: 'az account list',
    marks: ['tenantId', 'homeTenantId', 'state', 'id'],
    older: ['tenantId', 'cloudName', 'state', 'id'],
    not: [],
  },
  resources: {
    command: 'az resource list',
    marks: ['id', 'type', 'identity', 'managedBy'],
    not: ['subscriptionId'],
  },
  locks: {
    command: 'az lock list',
    marks: ['level', 'notes', 'id'],
    not: ['location'],
  },
  'vault-secrets': {
    command: 'az keyvault secret list',
    marks: ['attributes', 'contentType', 'id'],
    not: ['location', 'kty', 'kid', 'sid'],
  },
  // What the CLI has no command for is asked of Graph and of Resource Manager by address.
  'directory-role-instances': {
    command: 'az rest --url …/roleManagement/directory/role{Eligibility,Assignment}ScheduleInstances',
    marks: ['principalId', 'roleDefinitionId', 'directoryScopeId', 'memberType'],
    not: ['kind'],
  },
  'group-instances': {
    command:
      'az rest --url …/identityGovernance/privilegedAccess/group/{eligibility,assignment}ScheduleInstances',
    marks: ['accessId', 'groupId', 'principalId'],
    not: ['kind'],
  },
  'directory-role-assignments': {
    command: 'az rest --url …/roleManagement/directory/roleAssignments',
    marks: ['principalId', 'roleDefinitionId', 'directoryScopeId'],
    not: ['kind', 'memberType'],
  },
  'directory-role-definitions': {
    command: 'az rest --url …/roleManagement/directory/roleDefinitions',
    marks: ['rolePermissions', 'isBuiltIn'],
    not: ['kind'],
  },
  'app-role-assignments': {
    command: 'az rest --url …/servicePrincipals/ID/appRoleAssignedTo',
    marks: ['appRoleId', 'principalId', 'resourceId'],
    not: ['kind'],
  },
  'delegated-grants': {
    command: 'az rest --url …/oauth2PermissionGrants',
    marks: ['clientId', 'consentType', 'resourceId', 'scope'],
    not: ['kind'],
  },
  'administrative-units': {
    command: 'az rest --url …/directory/administrativeUnits?$expand=members',
    marks: ['isMemberManagementRestricted', 'id'],
    not: ['kind'],
  },
  'role-eligibilities': {
    command: 'az rest --url …/providers/Microsoft.Authorization/roleEligibilityScheduleInstances',
    ...armPage('roleEligibilityScheduleInstances'),
  },
  'role-activations': {
    command: 'az rest --url …/providers/Microsoft.Authorization/roleAssignmentScheduleInstances',
    ...armPage('roleAssignmentScheduleInstances'),
  },
  'deny-assignments': {
    command: 'az rest --url …/providers/Microsoft.Authorization/denyAssignments',
    ...armPage('denyAssignments'),
  },
  'role-assignment-pages': {
    command: 'az rest --url …/providers/Microsoft.Authorization/roleAssignments',
    ...armPage('roleAssignments'),
  },
  'role-definition-pages': {
    command: 'az rest --url …/providers/Microsoft.Authorization/roleDefinitions',
    ...armPage('roleDefinitions'),
  },
  // The CLI says the group of whatever Resource Manager has; lists of all kinds as newer versions write them, without nulls, too.
  'resources-of-a-kind': {
    command: 'az vm list',
    marks: ['id', 'name', 'location', 'resourceGroup'],
    not: ['principalId', 'clientId', 'eventTimestamp', 'subscriptionId'],
  },
} as const satisfies Readonly<Record<string, CliListMarks>>;
export type CliOutput = keyof typeof cliOutputs;

/** Which list these members are of. */
const cliOutputOf = (keys: ReadonlySet<string>, text: string): CliOutput | undefined =>
  (Object.keys(cliOutputs) as readonly CliOutput[]).find((name) => {
    const { marks, older, not, type }: CliListMarks = cliOutputs[name];
    const fits = [marks, older].some((each) => each?.every((mark) => keys.has(mark)));
    return fits && !not.some((mark) => keys.has(mark)) && type?.test(text) !== false;
  });

/** Pages as Graph writes them (`{"value":[…]}`) hold the same elements as what its CLI makes of them. */
const elementsOf = ({ keys, elementKeys }: FileHead): ReadonlySet<string> =>
  keys.has('value') ? elementKeys : keys;

/** Columns that rows of all tables of Resource Graph have, and no list of the CLI. */
const rowMembers = ['id', 'type', 'subscriptionId', 'tenantId', 'resourceGroup', 'properties'];
const isRow = (names: ReadonlySet<string>): boolean => rowMembers.every((name) => names.has(name));

export const cliOutputIn = (head: FileHead): CliOutput | undefined =>
  cliOutputOf(elementsOf(head), head.text);

/** By a command of their own: members of pages are those of much else. */
const named = Object.values(cliOutputs).filter(({ command }) => !command.startsWith('az rest'));

/** Azure's own files that can be handed in. */
export const azureFiles: readonly FileKind[] = [
  {
    id: 'azure-cli-list',
    title: `output (--output json) of ${named.map(({ command }) => command).join(', ')}, and of az rest what the CLI has no command for: roles of the directory, permissions of applications, eligible roles, deny assignments, units`,
    recognises: (head) => cliOutputIn(head) !== undefined,
    marks: named.map(({ command, marks }) => ({
      of: `${command} --output json`,
      members: marks,
    })),
  },
  {
    id: 'azure-graph-query',
    title:
      'output (--output json) of az graph query: whole rows of resources, resourcecontainers, authorizationresources',
    recognises: ({ keys, elementKeys }) =>
      [keys, ...(keys.has('data') && keys.has('count') ? [elementKeys] : [])].some(isRow),
    marks: [{ of: 'az graph query --output json', members: rowMembers }],
  },
  {
    id: 'azurehound',
    title: 'what AzureHound collected: azurehound list -o FILE',
    recognises: ({ keys, elementKeys, text }) =>
      keys.has('data') && elementKeys.has('kind') && elementKeys.has('data') && /"kind"\s*:\s*"AZ/.test(text),
    marks: [{ of: 'what azurehound list writes', members: ['data', 'kind', 'meta'] }],
  },
  {
    id: 'azure-logs',
    title:
      'logs of use: az monitor activity-log list, files of a diagnostic setting, sign-ins and audit logs of Entra (a file, or a folder of them)',
    usage: true,
    marks: [
      {
        of: 'az monitor activity-log list --output json',
        members: ['eventTimestamp', 'operationName', 'correlationId', 'caller'],
      },
    ],
    recognises: ({ keys, elementKeys }) =>
      [keys, ...(keys.has('value') || keys.has('records') ? [elementKeys] : [])].some(
        (names) =>
          ['eventTimestamp', 'operationName', 'correlationId'].every((name) => names.has(name)) ||
          ['time', 'operationName', 'category', 'resourceId'].every((name) => names.has(name)) ||
          ['createdDateTime', 'appId', 'ipAddress', 'status'].every((name) => names.has(name)) ||
          ['activityDateTime', 'activityDisplayName', 'initiatedBy'].every((name) => names.has(name)),
      ),
  },
];
