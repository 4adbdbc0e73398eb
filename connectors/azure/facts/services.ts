import { numberServices } from '../../../src/identities/numbers.ts';
import type { Sensitivity } from '../../../src/model/scope.ts';

/** What privileges can be about. `azure`: in subscriptions and above. `directory`: in the tenant. */
interface ServiceRow {
  /** Namespace of the resource provider, or of the directory's actions. */
  readonly name: string;
  readonly sensitivity: Sensitivity;
  readonly place: 'azure' | 'directory';
}

const azure = (sensitivity: Sensitivity, ...names: readonly string[]): readonly ServiceRow[] =>
  names.map((name) => ({ name, sensitivity, place: 'azure' }));

/** Whatever has no row of its own. */
export const otherService = 'other';
export const directoryService = 'microsoft.directory';
/** Mail, files, sites, chats. */
export const officeService = 'microsoft.office365';
/** Interfaces of applications other than Microsoft's own. */
export const applicationService = 'applications';

/** https://learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers */
const rows: readonly ServiceRow[] = [
  ...azure('identity', 'Microsoft.Authorization', 'Microsoft.ManagedIdentity'),
  ...azure('secrets', 'Microsoft.KeyVault'),
  ...azure(
    'data',
    'Microsoft.AppConfiguration',
    'Microsoft.Cache',
    'Microsoft.CognitiveServices',
    'Microsoft.DBforMySQL',
    'Microsoft.DBforPostgreSQL',
    'Microsoft.DataFactory',
    'Microsoft.Databricks',
    'Microsoft.DocumentDB',
    'Microsoft.EventHub',
    'Microsoft.Kusto',
    'Microsoft.MachineLearningServices',
    'Microsoft.OperationalInsights',
    'Microsoft.RecoveryServices',
    'Microsoft.Search',
    'Microsoft.ServiceBus',
    'Microsoft.Sql',
    'Microsoft.Storage',
    'Microsoft.Synapse',
  ),
  ...azure(
    'compute',
    'Microsoft.App',
    'Microsoft.Automation',
    'Microsoft.Batch',
    'Microsoft.Compute',
    'Microsoft.ContainerInstance',
    'Microsoft.ContainerRegistry',
    'Microsoft.ContainerService',
    'Microsoft.DevTestLab',
    'Microsoft.HybridCompute',
    'Microsoft.Logic',
    'Microsoft.Network',
    'Microsoft.Resources',
    'Microsoft.Web',
  ),
  ...azure('rest', 'Microsoft.Insights', otherService),
  { name: directoryService, sensitivity: 'identity', place: 'directory' },
  { name: officeService, sensitivity: 'data', place: 'directory' },
  { name: applicationService, sensitivity: 'rest', place: 'directory' },
];

export const azureServices = numberServices('azure', rows);

const indicesOf = (place: ServiceRow['place']): readonly number[] =>
  rows.flatMap((row, index) => (row.place === place ? [index] : []));

/** Cells of a subscription. */
export const subscriptionServices = indicesOf('azure');
/** Cells of a tenant. */
export const tenantServices = indicesOf('directory');

const byNamespace = new Map(rows.map(({ name }) => [name.toLowerCase(), name]));

/** Names of the services of Azure that have a row, by namespace in lower case. */
export const namespaces: ReadonlyMap<string, string> = new Map(
  rows
    .filter(({ place, name }) => place === 'azure' && name !== otherService)
    .map(({ name }) => [name.toLowerCase(), name]),
);

export const serviceOfNamespace = (namespace: string): string =>
  byNamespace.get(namespace.toLowerCase()) ?? otherService;
