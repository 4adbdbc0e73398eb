import { z } from 'zod';
import { digits, flag, labels, list, when, words } from './fields.ts';

/** Who is somebody at Google Cloud, and by what it proves that. */

/** `projects.serviceAccounts.list`. https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts */
export const serviceAccountSchema = z.object({
  email: z.string(),
  uniqueId: digits,
  projectId: words,
  displayName: words,
  description: words,
  disabled: flag,
  /** By it a Workspace knows the account for domain-wide delegation. */
  oauth2ClientId: words,
});

/** `projects.serviceAccounts.keys.list`. https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys */
export const serviceAccountKeySchema = z.object({
  /** `projects/P/serviceAccounts/E/keys/K`; the account by e-mail or by number. */
  name: z.string(),
  /** `USER_MANAGED`, `SYSTEM_MANAGED`. */
  keyType: words,
  /** `GOOGLE_PROVIDED`, `USER_PROVIDED`. */
  keyOrigin: words,
  validAfterTime: when,
  validBeforeTime: when,
  disabled: flag,
  disableReason: words,
});

/** `projects.hmacKeys.list`. https://cloud.google.com/storage/docs/json_api/v1/projects/hmacKeys */
export const hmacKeySchema = z.object({
  accessId: z.string(),
  serviceAccountEmail: z.string(),
  /** `ACTIVE`, `INACTIVE`, `DELETED`. */
  state: words,
  timeCreated: when,
});

/** `projects.locations.keys.list`, which never has the key itself. https://cloud.google.com/api-keys/docs/reference/rest */
export const apiKeySchema = z.object({
  name: z.string(),
  uid: words,
  displayName: words,
  createTime: when,
  deleteTime: when,
  /** Whoever has the key is this account. */
  serviceAccountEmail: words,
});

/** `projects.locations.workloadIdentityPools.providers.list`, `locations.workforcePools.providers.list`. */
export const poolProviderSchema = z.object({
  /** `projects/N/locations/global/workloadIdentityPools/POOL/providers/P`. */
  name: z.string(),
  state: words,
  disabled: flag,
  attributeMapping: z.record(z.string(), z.string()).nullish(),
  /** CEL over `assertion`, `attribute` and `google`. */
  attributeCondition: words,
  oidc: z.object({ issuerUri: words, allowedAudiences: list }).nullish(),
  aws: z.object({ accountId: words }).nullish(),
});

/** `groups.memberships.list` of Cloud Identity. https://cloud.google.com/identity/docs/reference/rest/v1/groups.memberships */
export const membershipSchema = z.object({
  /** E-mail addresses. */
  group: z.string(),
  member: z.string(),
  /** `USER`, `SERVICE_ACCOUNT`, `GROUP`. */
  type: words,
});

/** What code runs as a service account: an instance, a function, a service, a node pool. */
export const resourceSchema = z.object({
  /** `//compute.googleapis.com/projects/P/zones/Z/instances/I`. */
  name: z.string(),
  /** Of Cloud Asset Inventory: `compute.googleapis.com/Instance`. */
  assetType: z.string(),
  project: words,
  /** E-mails; `default` where the resource says so. */
  serviceAccounts: list,
  labels,
  /** Of a node pool and a cluster: pods get no tokens of the nodes' account. */
  workloadIdentity: flag,
});
