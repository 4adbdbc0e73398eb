import { z } from 'zod';
import {
  actorSchema,
  apiUse,
  flag,
  permissions,
  repositories,
  repositoryReferenceSchema,
  when,
  whole,
  words,
} from './fields.ts';

/** Keys, tokens, apps and the names of secrets; never a value. */

/** https://docs.github.com/en/rest/deploy-keys/deploy-keys. The key itself is dropped. */
export const deployKeySchema = z.object({
  id: z.number().int(),
  repository: repositoryReferenceSchema,
  title: words,
  read_only: z.boolean(),
  verified: flag,
  enabled: flag,
  created_at: when,
  /** `null`: never, as far as GitHub knows. */
  last_used: when,
  /** Login of who added it: the key dies with their access. */
  added_by: words,
});

/** https://docs.github.com/en/rest/orgs/orgs#list-app-installations-for-an-organization */
export const appInstallationSchema = z.object({
  id: z.number().int(),
  app_id: whole,
  app_slug: z.string(),
  client_id: words,
  permissions,
  /** `all` or `selected`. */
  repository_selection: z.string(),
  /** With `selected`, where the enterprise's API told. Absent: not known which. */
  repositories,
  events: z.array(z.string()).optional(),
  created_at: when,
  updated_at: when,
  suspended_at: when,
  suspended_by: actorSchema.nullish(),
  /** Owner of the App. Absent: private App of another, or not asked. */
  owner: actorSchema.nullish(),
  /** What the App asks for today; more than was granted: waits for approval. */
  requested_permissions: permissions.optional(),
  app_created_at: when,
  ...apiUse,
});

const patPermissions = z.object({
  organization: permissions.optional(),
  repository: permissions.optional(),
  other: permissions.optional(),
});

/** https://docs.github.com/en/rest/orgs/personal-access-tokens */
export const patGrantSchema = z.object({
  id: z.number().int(),
  owner: actorSchema,
  /** `none`, `all` or `subset`. */
  repository_selection: z.string(),
  repositories,
  permissions: patPermissions,
  access_granted_at: when,
  token_id: whole,
  token_name: words,
  token_expired: flag,
  /** `null`: never. */
  token_expires_at: when,
  token_last_used_at: when,
});

export const patRequestSchema = z.object({
  id: z.number().int(),
  reason: words,
  owner: actorSchema,
  repository_selection: z.string(),
  permissions: patPermissions,
  created_at: when,
  token_id: whole,
  token_name: words,
  token_expired: flag,
  token_expires_at: when,
  token_last_used_at: when,
});

/**
 * What a member let in by SAML single sign-on. `token_last_eight` is dropped.
 * https://docs.github.com/en/enterprise-cloud@latest/rest/orgs/orgs#list-saml-sso-authorizations-for-an-organization
 */
export const credentialAuthorizationSchema = z.object({
  login: z.string(),
  credential_id: z.number().int(),
  /** `personal access token`, `SSH key`, `OAuth app token`, `GitHub app token`. */
  credential_type: z.string(),
  credential_authorized_at: when,
  credential_accessed_at: when,
  scopes: z.array(z.string()).nullish(),
  fingerprint: words,
  authorized_credential_id: whole,
  authorized_credential_title: words,
  authorized_credential_note: words,
  authorized_credential_expires_at: when,
});

const secretLevels = ['organization', 'repository', 'environment'] as const;

const secretKinds = ['actions', 'dependabot', 'agents', 'codespaces'] as const;

/** Name and dates of a secret. The API gives no value, and there is no place for one. */
export const secretSchema = z.object({
  level: z.enum(secretLevels),
  kind: z.enum(secretKinds),
  name: z.string(),
  created_at: when,
  updated_at: when,
  /** Of an organisation: `all`, `private` (and internal) or `selected`. */
  visibility: words,
  /** With `selected`. Absent: not known which. */
  repositories,
  /** Of a repository or environment. */
  repository: repositoryReferenceSchema.optional(),
  environment: z.string().optional(),
});

/** https://docs.github.com/en/rest/private-registries/organization-configurations */
export const privateRegistrySchema = z.object({
  name: z.string(),
  registry_type: words,
  /** `token`, `username_password`, `oidc_aws`, `oidc_azure`, `oidc_gcp`, `oidc_jfrog`, `oidc_cloudsmith`. */
  auth_type: words,
  url: words,
  username: words,
  visibility: words,
  account_id: words,
  role_name: words,
  region: words,
  audience: words,
  tenant_id: words,
  client_id: words,
  workload_identity_provider: words,
  service_account: words,
  created_at: when,
  updated_at: when,
});
