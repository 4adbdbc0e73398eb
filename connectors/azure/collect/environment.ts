import { InputError } from '../../../src/model/input-error.ts';

/**
 * Hosts of a cloud. A token is asked for, and sent, to these and to no others.
 * https://learn.microsoft.com/graph/deployments
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure
 * https://learn.microsoft.com/azure/china/resources-developer-guide
 */
export interface Cloud {
  /** Origin of Azure Resource Manager. */
  readonly arm: string;
  /** What a token for it is asked for. */
  readonly armScope: string;
  /** Origin of Microsoft Graph. */
  readonly graph: string;
  readonly graphScope: string;
  /** Where tokens come from. */
  readonly authority: string;
}

const cloud = (arm: string, graph: string, authority: string): Cloud => ({
  arm: `https://${arm}`,
  armScope: `https://${arm}/.default`,
  graph: `https://${graph}`,
  graphScope: `https://${graph}/.default`,
  authority: `https://${authority}`,
});

/** By the names of the Azure CLI (`az cloud list`), and the department of defence, which it does not know. */
const clouds: ReadonlyMap<string, Cloud> = new Map([
  ['AzureCloud', cloud('management.azure.com', 'graph.microsoft.com', 'login.microsoftonline.com')],
  [
    'AzureUSGovernment',
    cloud('management.usgovcloudapi.net', 'graph.microsoft.us', 'login.microsoftonline.us'),
  ],
  [
    'AzureUSGovernmentDoD',
    cloud('management.usgovcloudapi.net', 'dod-graph.microsoft.us', 'login.microsoftonline.us'),
  ],
  [
    'AzureChinaCloud',
    cloud('management.chinacloudapi.cn', 'microsoftgraph.chinacloudapi.cn', 'login.chinacloudapi.cn'),
  ],
]);

export const cloudNames: readonly string[] = [...clouds.keys()];

/** @throws InputError for a cloud that is none */
export const cloudOf = (name = 'AzureCloud'): Cloud => {
  const found = [...clouds].find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
  if (found !== undefined) return found;
  throw new InputError(
    'this is not the name of a cloud',
    `--azure-cloud ${JSON.stringify(name)}`,
    `Give one of ${cloudNames.join(', ')}.`,
  );
};

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const isGuid = (text: string): boolean => guid.test(text);
