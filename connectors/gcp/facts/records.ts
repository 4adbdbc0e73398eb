import type { z } from 'zod';
import {
  apiKeySchema,
  hmacKeySchema,
  membershipSchema,
  poolProviderSchema,
  resourceSchema,
  serviceAccountKeySchema,
  serviceAccountSchema,
} from './records/identities.ts';
import {
  denyPolicySchema,
  entitlementSchema,
  folderSchema,
  iamPolicySchema,
  organizationSchema,
  orgPolicySchema,
  projectSchema,
  roleSchema,
} from './records/policies.ts';

/**
 * What a snapshot of Google Cloud may hold, one schema a record kind; unknown fields are dropped here, and no schema has a
 * place for a secret. Dates are ISO 8601, UTC. The scope of a record is {@link wholeEstate}: files name resources in full.
 */
export const gcpRecords = {
  'gcp.api-key': { schema: apiKeySchema },
  'gcp.deny-policy': { schema: denyPolicySchema },
  'gcp.entitlement': { schema: entitlementSchema },
  'gcp.folder': { schema: folderSchema },
  'gcp.hmac-key': { schema: hmacKeySchema },
  'gcp.iam-policy': { schema: iamPolicySchema },
  'gcp.membership': { schema: membershipSchema },
  'gcp.org-policy': { schema: orgPolicySchema },
  'gcp.organization': { schema: organizationSchema },
  'gcp.pool-provider': { schema: poolProviderSchema },
  'gcp.project': { schema: projectSchema },
  'gcp.resource': { schema: resourceSchema },
  'gcp.role': { schema: roleSchema },
  'gcp.service-account': { schema: serviceAccountSchema },
  'gcp.service-account-key': { schema: serviceAccountKeySchema },
} as const satisfies Readonly<Record<`gcp.${string}`, { readonly schema: z.ZodType }>>;

export type GcpRecordKind = keyof typeof gcpRecords;
export type GcpRecordData<Kind extends GcpRecordKind> = z.output<(typeof gcpRecords)[Kind]['schema']>;
export type GcpRecordInput<Kind extends GcpRecordKind> = z.input<(typeof gcpRecords)[Kind]['schema']>;

/** Scope of records and coverage of files that are about no project in particular. */
export const wholeEstate = 'google-cloud';
