import type { BlindSpot } from '../../../src/collection/calls.ts';
import { armCalls } from './calls/arm.ts';
import type { AzureCall } from './calls/call.ts';
import { graphCalls } from './calls/graph.ts';

export type { AzureCall, AzurePart } from './calls/call.ts';

/**
 * Every API call that this connector can make, and no other: the guard refuses what is not in this table, the
 * permissions are printed from it, `docs/api-calls/azure.md` is checked against it. Loads no SDK.
 * https://learn.microsoft.com/rest/api/authorization/ https://learn.microsoft.com/graph/api/overview
 */
export const azureCalls: readonly AzureCall[] = [...graphCalls, ...armCalls];

const byId = new Map(azureCalls.map((each) => [each.id, each]));

export const azureCall = (id: string): AzureCall | undefined => byId.get(id);

/** What Microsoft shows to nobody, or not by a call that is made here. */
export const azureBlindSpots: readonly BlindSpot[] = [
  {
    source: 'secrets in vaults',
    detail:
      'Neither names nor values are asked for; who may read them is known from role assignments and access policies. Which of them are credentials of applications the output of az keyvault secret list for a vault tells, by names and tags',
  },
  {
    source: 'managed identities of child resources',
    detail:
      'Resource Graph does not list children of a resource (tasks of a registry, hosts of batch pools): what identities they carry is not seen',
  },
];
