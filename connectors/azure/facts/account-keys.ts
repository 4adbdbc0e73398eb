import type { AzureRecordData } from './records.ts';

/**
 * Keys by which a resource is opened past Entra: whoever has one is nobody in particular, may do all that the service does with
 * its data, and stays so until the key is made anew. Only settings and dates are ever read, never a key.
 */
interface KeyedType {
  /** Lower case. */
  readonly type: string;
  /** Of the model. */
  readonly service: string;
  /**
   * Actions whose answer has a key, or a signature by one, lower case; any of them. That of Cosmos DB which makes a key anew
   * answers with nothing.
   * https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/database-accounts/regenerate-key
   */
  readonly shownBy: readonly [string, ...string[]];
  readonly source: string;
}

export const keyedTypes: readonly KeyedType[] = [
  {
    type: 'microsoft.storage/storageaccounts',
    service: 'Microsoft.Storage',
    shownBy: [
      'microsoft.storage/storageaccounts/listkeys/action',
      'microsoft.storage/storageaccounts/regeneratekey/action',
      'microsoft.storage/storageaccounts/listaccountsas/action',
      'microsoft.storage/storageaccounts/listservicesas/action',
    ],
    source: 'https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent',
  },
  {
    type: 'microsoft.documentdb/databaseaccounts',
    service: 'Microsoft.DocumentDB',
    shownBy: [
      'microsoft.documentdb/databaseaccounts/listkeys/action',
      'microsoft.documentdb/databaseaccounts/listconnectionstrings/action',
    ],
    source: 'https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-connect-role-based-access-control',
  },
  {
    type: 'microsoft.servicebus/namespaces',
    service: 'Microsoft.ServiceBus',
    shownBy: [
      'microsoft.servicebus/namespaces/authorizationrules/listkeys/action',
      'microsoft.servicebus/namespaces/authorizationrules/regeneratekeys/action',
    ],
    source: 'https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication',
  },
  {
    type: 'microsoft.eventhub/namespaces',
    service: 'Microsoft.EventHub',
    shownBy: [
      'microsoft.eventhub/namespaces/authorizationrules/listkeys/action',
      'microsoft.eventhub/namespaces/authorizationrules/regeneratekeys/action',
    ],
    source: 'https://learn.microsoft.com/azure/event-hubs/disable-local-authentication',
  },
  {
    type: 'microsoft.search/searchservices',
    service: 'Microsoft.Search',
    shownBy: [
      'microsoft.search/searchservices/listadminkeys/action',
      'microsoft.search/searchservices/regenerateadminkey/action',
    ],
    source: 'https://learn.microsoft.com/azure/search/search-security-enable-roles',
  },
  {
    type: 'microsoft.cognitiveservices/accounts',
    service: 'Microsoft.CognitiveServices',
    shownBy: [
      'microsoft.cognitiveservices/accounts/listkeys/action',
      'microsoft.cognitiveservices/accounts/regeneratekey/action',
    ],
    source: 'https://learn.microsoft.com/azure/ai-services/disable-local-auth',
  },
  {
    type: 'microsoft.appconfiguration/configurationstores',
    service: 'Microsoft.AppConfiguration',
    shownBy: [
      'microsoft.appconfiguration/configurationstores/listkeys/action',
      'microsoft.appconfiguration/configurationstores/regeneratekey/action',
    ],
    source:
      'https://learn.microsoft.com/azure/azure-app-configuration/howto-disable-access-key-authentication',
  },
];

export interface AccountKeys extends KeyedType {
  /** By name, with the time of their making where it is told. */
  readonly keys: readonly { readonly name: string; readonly createdAt?: string }[];
}

/** Undefined: its type has no keys, they are switched off, or its settings were not read. */
export const accountKeysOf = ({
  type,
  settings,
}: AzureRecordData<'azure.resource'>): AccountKeys | undefined => {
  const keyed = keyedTypes.find((each) => each.type === type.toLowerCase());
  // Where the service says nothing of them they are on.
  if (keyed === undefined || settings == null || settings.localKeys === false) return undefined;
  const told = (settings.keysCreated ?? []).map(({ name, at }) => ({
    name,
    ...(at == null ? {} : { createdAt: at }),
  }));
  return { ...keyed, keys: told.length === 0 ? [{ name: 'account-key' }] : told };
};
