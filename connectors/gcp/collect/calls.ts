import type { BlindSpot } from '../../../src/collection/calls.ts';
import { agentCalls } from './calls/agents.ts';
import type { GcpCall } from './calls/call.ts';
import { aboveCalls, inventoryCalls, sessionCalls } from './calls/inventory.ts';
import { groupCalls, nodeCalls, recommendationCalls } from './calls/node.ts';
import { regionalCalls } from './calls/regional.ts';
import { singleCalls } from './calls/single.ts';

export type { Bucket, GcpCall, GcpPart } from './calls/call.ts';
export { buckets } from './calls/call.ts';

/**
 * Every API call that this connector can make, and no other: the guard refuses what is not in this table, the
 * permissions are printed from it, `docs/api-calls/gcp.md` is checked against it. Loads no package.
 * Methods, paths and page sizes: Google's discovery documents. Privileged Access Manager and IAM v3 have none: from
 * https://github.com/googleapis/googleapis. Permissions: https://cloud.google.com/iam/docs/permissions-reference
 */
export const gcpCalls: readonly GcpCall[] = [
  ...sessionCalls,
  ...inventoryCalls,
  ...aboveCalls,
  ...nodeCalls,
  ...groupCalls,
  ...agentCalls,
  ...singleCalls,
  ...regionalCalls,
  ...recommendationCalls,
];

const byId = new Map(gcpCalls.map((each) => [each.id, each]));

export const gcpCall = (id: string): GcpCall | undefined => byId.get(id);

/** What Google shows to nobody, or not by these APIs: said in every scan, so that it is not taken for "none". */
export const gcpBlindSpots: readonly BlindSpot[] = [
  {
    source: 'domain-wide delegation',
    detail:
      'Google has no list of the service accounts that may act for people of a Workspace. Read is what its administrators did in the last 400 days, where Workspace shares its logs with Google Cloud; what was agreed to before, the Admin console shows (Security, API controls, Domain-wide delegation)',
  },
  {
    source: 'use of HMAC keys, of API keys bound to accounts and of delegation',
    detail:
      'Policy Analyzer does not record it: an account that has any of them is not called unused, however long ago it last signed in',
  },
];
