import type { FileHead, FileKind } from '../../src/model/connector.ts';

/**
 * Outputs of the Azure CLI that are a list: the command, members that an element has, and some that it does not, by which
 * another list is told from it. https://learn.microsoft.com/cli/azure/reference-index
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
  groups: { command: 'az ad group list', marks: ['groupTypes', 'securityEnabled'], not: [] },
  users: { command: 'az ad user list', marks: ['userPrincipalName', 'id'], not: ['groupTypes', 'appId'] },
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
  subscriptions: { command: 'az account list', marks: ['tenantId', 'homeTenantId', 'state', 'id'], not: [] },
  resources: {
    command: 'az resource list',
    marks: ['id', 'type', 'identity', 'managedBy'],
    not: [],
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly command: string; readonly marks: readonly string[]; readonly not: readonly string[] }
  >
>;
export type CliOutput = keyof typeof cliOutputs;

/** Which list these members are of. */
const cliOutputOf = (keys: ReadonlySet<string>): CliOutput | undefined =>
  (Object.keys(cliOutputs) as readonly CliOutput[]).find((name) => {
    const { marks, not }: { readonly marks: readonly string[]; readonly not: readonly string[] } =
      cliOutputs[name];
    return marks.every((mark) => keys.has(mark)) && !not.some((mark) => keys.has(mark));
  });

/** Pages as Graph writes them (`{"value":[…]}`) hold the same elements as what its CLI makes of them. */
const elementsOf = ({ keys, elementKeys }: FileHead): ReadonlySet<string> =>
  keys.has('value') ? elementKeys : keys;

export const cliOutputIn = (head: FileHead): CliOutput | undefined => cliOutputOf(elementsOf(head));

/** Azure's own files that can be handed in. */
export const azureFiles: readonly FileKind[] = [
  {
    id: 'azure-cli-list',
    title: `output (--output json) of ${Object.values(cliOutputs)
      .map(({ command }) => command)
      .join(', ')}`,
    recognises: (head) => cliOutputIn(head) !== undefined,
    marks: Object.values(cliOutputs).map(({ command, marks }) => ({
      of: `${command} --output json`,
      members: marks,
    })),
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
