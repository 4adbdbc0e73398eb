import type { z } from 'zod';
import { usageRecords } from '../../../src/usage/record.ts';
import {
  accessSummarySchema,
  agentAuthorizationSchema,
  agentBindingSchema,
  agentEndpointSchema,
  agentSchema,
  authProviderSchema,
  callerSchema,
  mcpServerSchema,
  reasoningEngineSchema,
} from './records/agents.ts';
import {
  apiKeySchema,
  groupSchema,
  hmacKeySchema,
  membershipSchema,
  oauthClientSchema,
  poolProviderSchema,
  poolSchema,
  resourceSchema,
  serviceAccountKeySchema,
  serviceAccountSchema,
} from './records/identities.ts';
import {
  accessPolicySchema,
  boundarySchema,
  denyPolicySchema,
  entitlementSchema,
  folderSchema,
  grantSchema,
  iamPolicySchema,
  organizationSchema,
  orgPolicySchema,
  policyBindingSchema,
  projectSchema,
  roleSchema,
  tagBindingSchema,
  tagValueSchema,
} from './records/policies.ts';
import { activitySchema, delegationSchema, insightSchema, recommendationSchema } from './records/use.ts';

/**
 * What a snapshot of Google Cloud may hold, one schema a record kind; unknown fields are dropped here, and no schema has a
 * place for a secret. Dates are ISO 8601, UTC. The scope of a record is {@link wholeEstate}: files name resources in full.
 */
export const gcpRecords = {
  'gcp.access-policy': { schema: accessPolicySchema },
  'gcp.access-summary': { schema: accessSummarySchema },
  'gcp.activity': { schema: activitySchema },
  'gcp.agent': { schema: agentSchema },
  'gcp.agent-authorization': { schema: agentAuthorizationSchema },
  'gcp.agent-binding': { schema: agentBindingSchema },
  'gcp.agent-endpoint': { schema: agentEndpointSchema },
  'gcp.api-key': { schema: apiKeySchema },
  'gcp.auth-provider': { schema: authProviderSchema },
  'gcp.boundary': { schema: boundarySchema },
  'gcp.caller': { schema: callerSchema },
  'gcp.delegation': { schema: delegationSchema },
  'gcp.deny-policy': { schema: denyPolicySchema },
  'gcp.entitlement': { schema: entitlementSchema },
  'gcp.folder': { schema: folderSchema },
  'gcp.grant': { schema: grantSchema },
  'gcp.group': { schema: groupSchema },
  'gcp.hmac-key': { schema: hmacKeySchema },
  'gcp.iam-policy': { schema: iamPolicySchema },
  'gcp.insight': { schema: insightSchema },
  'gcp.mcp-server': { schema: mcpServerSchema },
  'gcp.membership': { schema: membershipSchema },
  'gcp.oauth-client': { schema: oauthClientSchema },
  'gcp.org-policy': { schema: orgPolicySchema },
  'gcp.organization': { schema: organizationSchema },
  'gcp.policy-binding': { schema: policyBindingSchema },
  'gcp.pool': { schema: poolSchema },
  'gcp.pool-provider': { schema: poolProviderSchema },
  'gcp.project': { schema: projectSchema },
  'gcp.reasoning-engine': { schema: reasoningEngineSchema },
  'gcp.recommendation': { schema: recommendationSchema },
  'gcp.resource': { schema: resourceSchema },
  'gcp.role': { schema: roleSchema },
  'gcp.service-account': { schema: serviceAccountSchema },
  'gcp.service-account-key': { schema: serviceAccountKeySchema },
  'gcp.tag-binding': { schema: tagBindingSchema },
  'gcp.tag-value': { schema: tagValueSchema },
  'gcp.use': { schema: usageRecords.use.schema },
  'gcp.use-window': { schema: usageRecords.window.schema },
} as const satisfies Readonly<Record<`gcp.${string}`, { readonly schema: z.ZodType }>>;

export type GcpRecordKind = keyof typeof gcpRecords;
export type GcpRecordData<Kind extends GcpRecordKind> = z.output<(typeof gcpRecords)[Kind]['schema']>;
export type GcpRecordInput<Kind extends GcpRecordKind> = z.input<(typeof gcpRecords)[Kind]['schema']>;

/** Scope of records and coverage of files that are about no project in particular. */
export const wholeEstate = 'google-cloud';
