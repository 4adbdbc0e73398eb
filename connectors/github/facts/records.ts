import { z } from 'zod';

/**
 * What a GitHub snapshot may hold, one schema a record kind. Field names are those of GitHub's REST API; unknown fields
 * are dropped here, and no schema has a place for a secret. Dates are ISO 8601, UTC; `null` where GitHub says `null`
 * (a token without expiry, a key that was never used), absent where the API did not tell.
 * The scope of a record is the organisation's login; of an offline reading the repository's full name.
 * https://docs.github.com/en/enterprise-cloud@latest/rest
 */

/** REST writes `2026-01-02T03:04:05Z`, with milliseconds or an offset, and older fields `2026-01-02 03:04:05 UTC`. */
const time = z.string().transform((value, context) => {
  const date = new Date(value);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  context.addIssue({ code: 'custom', message: `not a date: ${value.slice(0, 40)}` });
  return z.NEVER;
});

const when = time.nullish();
const words = z.string().nullish();
const flag = z.boolean().nullish();
const whole = z.number().int().nullish();
/** Permission to access: `contents` to `read`. */
const permissions = z.record(z.string(), z.string());

/** A repository by both of its names: the name can be taken over by another, the number cannot. */
export const repositoryReferenceSchema = z.object({ id: z.number().int(), full_name: z.string() });
/** A user, or an organisation. `type`: `User`, `Bot`, `Organization`. */
export const actorSchema = z.object({ id: whole, login: z.string(), type: words });

/** Last call of the API, of the last 30 days (API insights). Absent: none, or not told. */
const apiUse = { last_request_at: when, total_request_count: whole };

const repositories = z.array(repositoryReferenceSchema).optional();

/** https://docs.github.com/en/rest/orgs/orgs#get-an-organization */
export const organizationSchema = z.object({
  id: z.number().int(),
  login: z.string(),
  created_at: when,
  plan: z.object({ name: z.string() }).nullish(),
  two_factor_requirement_enabled: flag,
  /** Base permission of every member: `none`, `read`, `write`, `admin`. */
  default_repository_permission: words,
  members_can_create_repositories: flag,
  members_can_create_public_repositories: flag,
  members_can_invite_outside_collaborators: flag,
  members_can_delete_repositories: flag,
  members_can_change_repo_visibility: flag,
  deploy_keys_enabled_for_repositories: flag,
  /** Host of the web pages: `github.com`. */
  server: z.string().optional(),
  /** Slug of the enterprise, where the scan was asked for it. */
  enterprise: z.string().optional(),
});

/** What protects the default branch: of branch protection and rulesets only what tells who may push. */
export const branchProtectionSchema = z.object({
  pattern: words,
  requires_approving_reviews: flag,
  required_approving_review_count: whole,
  requires_status_checks: flag,
  restricts_pushes: flag,
  allows_force_pushes: flag,
  is_admin_enforced: flag,
  /** Types of the ruleset rules that hold for the branch: `PULL_REQUEST`, `UPDATE`, `NON_FAST_FORWARD`… */
  rules: z.array(z.string()).optional(),
  /** Record of the branch protection rule, and of each ruleset with its rules. */
  branch_rule: words,
  rulesets: z.array(z.object({ id: z.string(), rules: z.array(z.string()) })).optional(),
});

/** `type`: `App`, `Team`, `User`, `DeployKey` (any of the repository), `Role`, `OrganizationAdmin`, `EnterpriseOwner`. */
const guardActorSchema = z.object({
  type: z.string(),
  /** Slug, login, or name of the role. */
  name: words,
  /** Of a ruleset: `ALWAYS`, or `PULL_REQUEST` where a pull request is still needed. */
  mode: words,
});

/**
 * A ruleset or a branch protection rule that holds for default branches, and who gets past it.
 * https://docs.github.com/en/graphql/reference/objects#repositoryruleset
 * https://docs.github.com/en/graphql/reference/objects#branchprotectionrule
 */
export const protectionSchema = z.object({
  type: z.enum(['ruleset', 'branch-protection']),
  /** Of a ruleset its name, else the pattern of branches. */
  name: z.string(),
  /** `Organization`, `Repository` or `Enterprise`, and which. */
  source: z.object({ type: z.string(), name: words }).nullish(),
  /** `ACTIVE`, `EVALUATE`, `DISABLED`. */
  enforcement: words,
  /** Absent: not told. GitHub tells it of a ruleset only to those who may edit it. */
  bypass_actors: z.array(guardActorSchema).optional(),
  /** Of a branch protection rule that restricts pushes: who may push. */
  push_actors: z.array(guardActorSchema).optional(),
});

/** https://docs.github.com/en/graphql/reference/objects#repository */
export const repositorySchema = z.object({
  id: z.number().int().optional(),
  node_id: z.string().optional(),
  /** `owner/name`; of an offline reading without a remote the folder's name alone. */
  full_name: z.string(),
  name: z.string(),
  owner: actorSchema.optional(),
  /** `public`, `private` or `internal`. */
  visibility: words,
  archived: flag,
  disabled: flag,
  fork: flag,
  created_at: when,
  pushed_at: when,
  default_branch: words,
  /** Of the default branch. Absent: not read. `null`: none. */
  protection: branchProtectionSchema.nullish(),
  /** How many there are, whether or not they could be listed. */
  deploy_key_count: whole,
  environment_count: whole,
  /** Custom instructions and set-up of agents that lie in the repository. */
  agent_files: z.array(z.string()).optional(),
});

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

export const secretLevels = ['organization', 'repository', 'environment'] as const;
export const secretKinds = ['actions', 'dependabot', 'agents', 'codespaces'] as const;

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

/** https://docs.github.com/en/rest/repos/webhooks */
export const webhookSchema = z.object({
  id: z.number().int(),
  level: z.enum(['organization', 'repository']),
  repository: repositoryReferenceSchema.optional(),
  name: words,
  active: flag,
  events: z.array(z.string()).optional(),
  /** Without user, password, query and fragment, where senders like to keep tokens. */
  url: words,
  content_type: words,
  /** `true`: certificates are not checked. */
  insecure_ssl: flag,
  has_secret: z.boolean(),
  /** The address holds a user, a password or a query that were left out here. */
  url_holds_credentials: z.boolean().optional(),
  created_at: when,
  updated_at: when,
  /** HTTP status of the last delivery of a repository's webhook; `null`: none in 30 days. */
  last_response_code: whole,
});

/** https://docs.github.com/en/rest/actions/self-hosted-runners */
export const runnerSchema = z.object({
  id: z.number().int(),
  level: z.enum(['organization', 'repository']),
  repository: repositoryReferenceSchema.optional(),
  name: z.string(),
  os: words,
  status: words,
  busy: flag,
  ephemeral: flag,
  version: words,
  runner_group_id: whole,
  /** Of the enterprise, which shares its group with the organisation: numbered by the enterprise. */
  inherited: z.boolean().optional(),
  labels: z.array(z.string()).optional(),
});

/** https://docs.github.com/en/rest/actions/self-hosted-runner-groups */
export const runnerGroupSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  /** `all`, `private` or `selected`. */
  visibility: z.string(),
  repositories,
  default: flag,
  /** Of the enterprise. What it allows and restricts there holds in the organisation as well. */
  inherited: flag,
  inherited_allows_public_repositories: flag,
  allows_public_repositories: flag,
  restricted_to_workflows: flag,
  selected_workflows: z.array(z.string()).optional(),
});

/** https://docs.github.com/en/rest/deployments/environments */
export const environmentSchema = z.object({
  id: whole,
  name: z.string(),
  repository: repositoryReferenceSchema,
  created_at: when,
  updated_at: when,
  wait_timer: whole,
  prevent_self_review: flag,
  can_admins_bypass: flag,
  /** Empty: nobody needs to approve. A reviewer is a `User` or a `Team`, by login or slug. */
  reviewers: z.array(z.object({ type: z.string(), name: z.string(), id: whole })).optional(),
  /** Apps that must agree: slugs. */
  custom_rules: z.array(z.string()).optional(),
  /** `null`: every branch and tag may deploy. */
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
  /** With `custom_branch_policies`. Absent: not known which. */
  branch_policies: z.array(z.object({ name: z.string(), type: words })).optional(),
});

/** https://docs.github.com/en/rest/actions/oidc */
export const oidcSubjectSchema = z.object({
  level: z.enum(['organization', 'repository']),
  repository: repositoryReferenceSchema.optional(),
  use_default: flag,
  include_claim_keys: z.array(z.string()).optional(),
  /** Whether subjects hold `owner@id/name@id`. */
  use_immutable_subject: flag,
  /** Start of every subject of the repository, as GitHub says: `repo:acme@1/web@2`. */
  sub_claim_prefix: words,
  /** Of an organisation: custom properties that are claims. */
  custom_properties: z.array(z.string()).optional(),
});

/** https://docs.github.com/en/rest/actions/permissions: several answers about one organisation or repository. */
export const actionsPolicySchema = z.object({
  level: z.enum(['organization', 'repository']),
  repository: repositoryReferenceSchema.optional(),
  /** Which repositories may run Actions: `all`, `none` or `selected`. */
  enabled_repositories: words,
  /** With `selected`. Absent: not known which. */
  enabled_repository_list: repositories,
  /** `all`, `local_only` or `selected`. */
  allowed_actions: words,
  sha_pinning_required: flag,
  selected_actions: z
    .object({
      github_owned_allowed: flag,
      verified_allowed: flag,
      patterns_allowed: z.array(z.string()).optional(),
    })
    .nullish(),
  /** `read` or `write`. */
  default_workflow_permissions: words,
  can_approve_pull_request_reviews: flag,
  /** Whose pull requests from forks wait for an approval. */
  fork_pr_approval_policy: words,
  fork_pr_workflows_private_repos: z
    .object({
      run_workflows_from_fork_pull_requests: flag,
      send_write_tokens_to_workflows: flag,
      send_secrets_and_variables: flag,
      require_approval_for_fork_pr_workflows: flag,
    })
    .nullish(),
  /** Which repositories may have self-hosted runners of their own: `all`, `selected` or `none`. */
  self_hosted_runners: words,
  self_hosted_runner_repositories: repositories,
});

/** https://docs.github.com/en/graphql/reference/objects#organizationmemberedge */
export const memberSchema = z.object({
  id: whole,
  login: z.string(),
  /** `ADMIN` (owner) or `MEMBER`. */
  role: words,
  has_two_factor_enabled: flag,
  created_at: when,
  ...apiUse,
});

export const outsideCollaboratorSchema = z.object({ id: whole, login: z.string(), type: words, ...apiUse });

/** Direct access of one user to one repository, with where it comes from. */
export const repositoryAccessSchema = z.object({
  repository: repositoryReferenceSchema,
  id: whole,
  login: z.string(),
  /** What it comes to: `READ`, `TRIAGE`, `WRITE`, `MAINTAIN`, `ADMIN`. */
  permission: z.string(),
  /** `type`: `Organization`, `Repository` or `Team`. */
  sources: z
    .array(z.object({ type: z.string(), permission: words, role_name: words, name: words }))
    .optional(),
});

export const teamSchema = z.object({
  id: whole,
  slug: z.string(),
  parent: words,
  members: z.array(actorSchema),
  repositories: z.array(z.object({ repository: repositoryReferenceSchema, permission: z.string() })),
});

/** `literal`: the value is written there, and was not kept. `reference`: it names a secret or variable. */
const configuredValue = z.object({ name: z.string(), value: z.enum(['literal', 'reference']), of: words });

/**
 * The Copilot cloud agent in an organisation or a repository.
 * https://docs.github.com/en/rest/copilot/copilot-coding-agent-management
 */
export const copilotSchema = z.object({
  level: z.enum(['organization', 'repository']),
  repository: repositoryReferenceSchema.optional(),
  /** Of an organisation: `all`, `selected` or `none`. */
  enabled_repositories: words,
  repositories,
  mcp_servers: z
    .array(
      z.object({
        name: z.string(),
        /** `local`, `stdio`, `http`, `sse`. */
        type: words,
        command: words,
        /** Host of a remote server; the rest of the address is dropped. */
        host: words,
        tools: z.array(z.string()).optional(),
        env: z.array(configuredValue).optional(),
        headers: z.array(configuredValue).optional(),
        /** An argument or the address looks like a secret; it was not kept. */
        literal_secret: z.boolean().optional(),
      }),
    )
    .optional(),
  is_firewall_enabled: flag,
  is_firewall_recommended_allowlist_enabled: flag,
  custom_allowlist: z.array(z.string()).nullish(),
  require_actions_workflow_approval: flag,
  is_automations_enabled: flag,
  require_write_access_for_automation_triggers: flag,
});

/** A workflow file of the default branch. */
export const workflowSchema = z.object({
  repository: z.object({ id: whole, full_name: z.string() }),
  /** `.github/workflows/ci.yml` */
  path: z.string(),
  /** Branch that it was read from; absent offline. */
  ref: words,
  oid: words,
  /** With everything that looks like a secret blanked. Absent: too large, binary, or not answered. */
  text: z.string().optional(),
  /** How many places were blanked. */
  blanked: z.number().int().optional(),
});

/** Whom the scan ran as. */
export const callerSchema = z.object({
  type: z.enum(['app', 'user']),
  id: whole,
  name: z.string(),
  permissions: permissions.optional(),
  scopes: z.array(z.string()).optional(),
});

/** Record kind → schema of its `data`. */
export const githubRecords = {
  'github.actions-policy': { schema: actionsPolicySchema },
  'github.app-installation': { schema: appInstallationSchema },
  'github.caller': { schema: callerSchema },
  'github.copilot': { schema: copilotSchema },
  'github.credential-authorization': { schema: credentialAuthorizationSchema },
  'github.deploy-key': { schema: deployKeySchema },
  'github.environment': { schema: environmentSchema },
  'github.member': { schema: memberSchema },
  'github.oidc-subject': { schema: oidcSubjectSchema },
  'github.organization': { schema: organizationSchema },
  'github.outside-collaborator': { schema: outsideCollaboratorSchema },
  'github.pat-grant': { schema: patGrantSchema },
  'github.pat-request': { schema: patRequestSchema },
  'github.private-registry': { schema: privateRegistrySchema },
  'github.protection': { schema: protectionSchema },
  'github.repository': { schema: repositorySchema },
  'github.repository-access': { schema: repositoryAccessSchema },
  'github.runner': { schema: runnerSchema },
  'github.runner-group': { schema: runnerGroupSchema },
  'github.secret': { schema: secretSchema },
  'github.team': { schema: teamSchema },
  'github.webhook': { schema: webhookSchema },
  'github.workflow': { schema: workflowSchema },
} as const;

export type GitHubRecordKind = keyof typeof githubRecords;
export type GitHubRecordData<Kind extends GitHubRecordKind> = z.output<
  (typeof githubRecords)[Kind]['schema']
>;
/** What may be given for a record before its schema has looked at it. */
export type GitHubRecordInput<Kind extends GitHubRecordKind> = z.input<
  (typeof githubRecords)[Kind]['schema']
>;
export type RepositoryReference = z.output<typeof repositoryReferenceSchema>;
