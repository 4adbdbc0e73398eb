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
  /** What Google found: `SERVICE_ACCOUNT_KEY_EXTENDED_STATUS_KEY_EXPOSED`. It stays when the key is enabled again. */
  extendedStatus: z.array(z.object({ key: words })).nullish(),
});

/** `projects.hmacKeys.list`. https://cloud.google.com/storage/docs/json_api/v1/projects/hmacKeys */
export const hmacKeySchema = z.object({
  accessId: z.string(),
  serviceAccountEmail: z.string(),
  /** `ACTIVE`, `INACTIVE`, `DELETED`. */
  state: words,
  timeCreated: when,
  /** When its state changed last. */
  updated: when,
});

/** `projects.locations.keys.list`, which never has the key itself. https://cloud.google.com/api-keys/docs/reference/rest */
export const apiKeySchema = z.object({
  name: z.string(),
  uid: words,
  displayName: words,
  createTime: when,
  updateTime: when,
  deleteTime: when,
  /** Whoever has the key is this account. */
  serviceAccountEmail: words,
  /** Absent: anybody may use it, for every API that is enabled. */
  restrictions: z
    .object({
      apiTargets: z.array(z.object({ service: words, methods: list })).nullish(),
      /** Where a caller has to be. */
      browserKeyRestrictions: z.object({ allowedReferrers: list }).nullish(),
      serverKeyRestrictions: z.object({ allowedIps: list }).nullish(),
      androidKeyRestrictions: z
        .object({ allowedApplications: z.array(z.object({ packageName: words })).nullish() })
        .nullish(),
      iosKeyRestrictions: z.object({ allowedBundleIds: list }).nullish(),
    })
    .nullish(),
});

/** `projects.locations.oauthClients.list`: applications that sign people of a workforce in. https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.oauthClients */
export const oauthClientSchema = z.object({
  name: z.string(),
  clientId: words,
  displayName: words,
  /** `PUBLIC_CLIENT`, `CONFIDENTIAL_CLIENT`. */
  clientType: words,
  state: words,
  disabled: flag,
  allowedGrantTypes: list,
  allowedScopes: list,
  allowedRedirectUris: list,
});

/** `projects.locations.workloadIdentityPools.list`, `locations.workforcePools.list`. */
export const poolSchema = z.object({
  /** `projects/N/locations/global/workloadIdentityPools/POOL`. */
  name: z.string(),
  displayName: words,
  state: words,
  disabled: flag,
  /** `FEDERATION_ONLY`, `TRUST_DOMAIN`, `SYSTEM_TRUST_DOMAIN`. */
  mode: words,
  /** Of a pool of a workforce: `organizations/N`. */
  parent: words,
  sessionDuration: words,
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
  /** How else it is proved who somebody is. What is in them is not kept. */
  saml: z.object({}).nullish(),
  x509: z.object({}).nullish(),
});

/** `groups.memberships.list` of Cloud Identity. https://cloud.google.com/identity/docs/reference/rest/v1/groups.memberships */
export const membershipSchema = z.object({
  /** E-mail addresses. */
  group: z.string(),
  member: z.string(),
  /** `USER`, `SERVICE_ACCOUNT`, `GROUP`. */
  type: words,
});

/** A group whose members were asked for: without members it is known to be empty. */
export const groupSchema = z.object({
  email: z.string(),
  /** Its members were read to the end. */
  whole: flag,
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
  /** Full names of buckets and repositories that it has its code from. */
  code: list,
  labels,
  /** Of a node pool and a cluster: pods get no tokens of the nodes' account. */
  workloadIdentity: flag,
  /** Its tokens have scopes by which nobody changes who may what: whoever has one is not the account. */
  narrowTokens: flag,
});
