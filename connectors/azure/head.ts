import type { Connector, Flag } from '../connector.ts';
import { azureFiles } from './file-kinds.ts';

const ofAzure = ['azure'];

const flags: readonly Flag[] = [
  { flags: '--azure', help: 'live Azure and Entra, with the default credential chain' },
  {
    flags: '--azure-tenant <id>',
    help: "tenant, by id or domain (default: the credential's)",
    implies: ofAzure,
  },
  {
    flags: '--azure-subscription <id>',
    help: 'this subscription only (default: all that can be seen)',
    takes: 'many',
    implies: ofAzure,
  },
  {
    flags: '--azure-management-group <name>',
    help: 'subscriptions below this management group only',
    implies: ofAzure,
  },
  {
    flags: '--azure-cloud <name>',
    help: 'AzureUSGovernment, AzureUSGovernmentDoD, AzureChinaCloud (default: AzureCloud)',
    implies: ofAzure,
  },
  {
    flags: '--azure-resume <file>',
    help: 'keep here what is read, and go on from it after an interruption',
    implies: ofAzure,
    readingOnly: true,
  },
];

/** Microsoft Azure and Entra ID. */
export const azure: Connector = {
  id: 'azure',
  title: 'Azure',
  files: azureFiles,
  starts: [
    {
      what: 'a tenant of Entra and its subscriptions (reads only; nhi-audit permissions azure prints what it needs):',
      command: 'nhi-audit scan --azure',
    },
    {
      what: 'files of the Azure CLI: az ad sp list --all > sp.json; az role assignment list --all > ra.json',
      command: 'nhi-audit scan sp.json ra.json',
    },
    { what: 'what AzureHound collected:', command: 'nhi-audit scan azurehound.json' },
  ],
  words: {
    id: 'an object id',
    action: 'an action of Azure, or a permission of Graph: Mail.Read',
    resource: 'a path of Azure',
  },
  examples: {
    'who-can': [
      [
        'whoever may assign roles in a subscription',
        'nhi-audit who-can Microsoft.Authorization/roleAssignments/write --on /subscriptions/ID today.ndjson',
      ],
      [
        'a permission of Microsoft Graph',
        'nhi-audit who-can RoleManagement.ReadWrite.Directory today.ndjson',
      ],
    ],
    scan: [['a tenant of Entra and its subscriptions, after az login', 'nhi-audit scan --azure']],
    permissions: [['a role of Azure and the permissions of an application', 'nhi-audit permissions azure']],
  },
  live: {
    flags,
    askedBy: ofAzure,
    permissionFlags: [
      {
        flags: '--azure-management-group <name>',
        help: 'azure: where the role may be given (default: a placeholder for the root)',
      },
    ],
    load: async () => (await import('./live.ts')).azureLive,
  },
  benchmarks: ['cis-azure-v6-0', 'cis-m365-v7-0'],
  plan: {
    terraform: ['azurerm', 'azuread', 'azapi', 'azuredevops'],
    load: async () => (await import('./plan/index.ts')).azurePlan,
  },
  records: async () => (await import('./facts/records.ts')).azureRecords,
  redaction: async () => (await import('./facts/redaction.ts')).redactAzure,
  demo: async () => (await import('./demo/index.ts')).azureDemo,
  interpretation: async () => (await import('./index.ts')).azureInterpretation,
  changes: async () => (await import('./changes/index.ts')).azureChanges,
};
