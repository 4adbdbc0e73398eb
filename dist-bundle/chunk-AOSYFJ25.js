import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  external_exports
} from "./chunk-76DL45RX.js";

// ../../work/wt/exports/dist/connectors/github/facts/records.js
var time = external_exports.string().transform((value, context) => {
  const date = new Date(value);
  if (!Number.isNaN(date.getTime()))
    return date.toISOString();
  context.addIssue({ code: "custom", message: `not a date: ${value.slice(0, 40)}` });
  return external_exports.NEVER;
});
var when = time.nullish();
var words = external_exports.string().nullish();
var flag = external_exports.boolean().nullish();
var whole = external_exports.number().int().nullish();
var permissions = external_exports.record(external_exports.string(), external_exports.string());
var repositoryReferenceSchema = external_exports.object({ id: external_exports.number().int(), full_name: external_exports.string() });
var actorSchema = external_exports.object({ id: whole, login: external_exports.string(), type: words });
var apiUse = { last_request_at: when, total_request_count: whole };
var repositories = external_exports.array(repositoryReferenceSchema).optional();
var organizationSchema = external_exports.object({
  id: external_exports.number().int(),
  login: external_exports.string(),
  created_at: when,
  plan: external_exports.object({ name: external_exports.string() }).nullish(),
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
  server: external_exports.string().optional(),
  /** Slug of the enterprise, where the scan was asked for it. */
  enterprise: external_exports.string().optional()
});
var branchProtectionSchema = external_exports.object({
  pattern: words,
  requires_approving_reviews: flag,
  required_approving_review_count: whole,
  requires_status_checks: flag,
  restricts_pushes: flag,
  allows_force_pushes: flag,
  is_admin_enforced: flag,
  /** Types of the ruleset rules that hold for the branch: `PULL_REQUEST`, `UPDATE`, `NON_FAST_FORWARD`… */
  rules: external_exports.array(external_exports.string()).optional(),
  /** Record of the branch protection rule, and of each ruleset with its rules. */
  branch_rule: words,
  rulesets: external_exports.array(external_exports.object({ id: external_exports.string(), rules: external_exports.array(external_exports.string()) })).optional()
});
var guardActorSchema = external_exports.object({
  type: external_exports.string(),
  /** Slug, login, or name of the role. */
  name: words,
  /** Of a ruleset: `ALWAYS`, or `PULL_REQUEST` where a pull request is still needed. */
  mode: words
});
var protectionSchema = external_exports.object({
  type: external_exports.enum(["ruleset", "branch-protection"]),
  /** Of a ruleset its name, else the pattern of branches. */
  name: external_exports.string(),
  /** `Organization`, `Repository` or `Enterprise`, and which. */
  source: external_exports.object({ type: external_exports.string(), name: words }).nullish(),
  /** `ACTIVE`, `EVALUATE`, `DISABLED`. */
  enforcement: words,
  /** Absent: not told. GitHub tells it of a ruleset only to those who may edit it. */
  bypass_actors: external_exports.array(guardActorSchema).optional(),
  /** Of a branch protection rule that restricts pushes: who may push. */
  push_actors: external_exports.array(guardActorSchema).optional()
});
var repositorySchema = external_exports.object({
  id: external_exports.number().int().optional(),
  node_id: external_exports.string().optional(),
  /** `owner/name`; of an offline reading without a remote the folder's name alone. */
  full_name: external_exports.string(),
  name: external_exports.string(),
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
  agent_files: external_exports.array(external_exports.string()).optional()
});
var deployKeySchema = external_exports.object({
  id: external_exports.number().int(),
  repository: repositoryReferenceSchema,
  title: words,
  read_only: external_exports.boolean(),
  verified: flag,
  enabled: flag,
  created_at: when,
  /** `null`: never, as far as GitHub knows. */
  last_used: when,
  /** Login of who added it: the key dies with their access. */
  added_by: words
});
var appInstallationSchema = external_exports.object({
  id: external_exports.number().int(),
  app_id: whole,
  app_slug: external_exports.string(),
  client_id: words,
  permissions,
  /** `all` or `selected`. */
  repository_selection: external_exports.string(),
  /** With `selected`, where the enterprise's API told. Absent: not known which. */
  repositories,
  events: external_exports.array(external_exports.string()).optional(),
  created_at: when,
  updated_at: when,
  suspended_at: when,
  suspended_by: actorSchema.nullish(),
  /** Owner of the App. Absent: private App of another, or not asked. */
  owner: actorSchema.nullish(),
  /** What the App asks for today; more than was granted: waits for approval. */
  requested_permissions: permissions.optional(),
  app_created_at: when,
  ...apiUse
});
var patPermissions = external_exports.object({
  organization: permissions.optional(),
  repository: permissions.optional(),
  other: permissions.optional()
});
var patGrantSchema = external_exports.object({
  id: external_exports.number().int(),
  owner: actorSchema,
  /** `none`, `all` or `subset`. */
  repository_selection: external_exports.string(),
  repositories,
  permissions: patPermissions,
  access_granted_at: when,
  token_id: whole,
  token_name: words,
  token_expired: flag,
  /** `null`: never. */
  token_expires_at: when,
  token_last_used_at: when
});
var patRequestSchema = external_exports.object({
  id: external_exports.number().int(),
  reason: words,
  owner: actorSchema,
  repository_selection: external_exports.string(),
  permissions: patPermissions,
  created_at: when,
  token_id: whole,
  token_name: words,
  token_expired: flag,
  token_expires_at: when,
  token_last_used_at: when
});
var credentialAuthorizationSchema = external_exports.object({
  login: external_exports.string(),
  credential_id: external_exports.number().int(),
  /** `personal access token`, `SSH key`, `OAuth app token`, `GitHub app token`. */
  credential_type: external_exports.string(),
  credential_authorized_at: when,
  credential_accessed_at: when,
  scopes: external_exports.array(external_exports.string()).nullish(),
  fingerprint: words,
  authorized_credential_id: whole,
  authorized_credential_title: words,
  authorized_credential_note: words,
  authorized_credential_expires_at: when
});
var secretLevels = ["organization", "repository", "environment"];
var secretKinds = ["actions", "dependabot", "agents", "codespaces"];
var secretSchema = external_exports.object({
  level: external_exports.enum(secretLevels),
  kind: external_exports.enum(secretKinds),
  name: external_exports.string(),
  created_at: when,
  updated_at: when,
  /** Of an organisation: `all`, `private` (and internal) or `selected`. */
  visibility: words,
  /** With `selected`. Absent: not known which. */
  repositories,
  /** Of a repository or environment. */
  repository: repositoryReferenceSchema.optional(),
  environment: external_exports.string().optional()
});
var privateRegistrySchema = external_exports.object({
  name: external_exports.string(),
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
  updated_at: when
});
var webhookSchema = external_exports.object({
  id: external_exports.number().int(),
  level: external_exports.enum(["organization", "repository"]),
  repository: repositoryReferenceSchema.optional(),
  name: words,
  active: flag,
  events: external_exports.array(external_exports.string()).optional(),
  /** Without user, password, query and fragment, where senders like to keep tokens. */
  url: words,
  content_type: words,
  /** `true`: certificates are not checked. */
  insecure_ssl: flag,
  has_secret: external_exports.boolean(),
  /** The address holds a user, a password or a query that were left out here. */
  url_holds_credentials: external_exports.boolean().optional(),
  created_at: when,
  updated_at: when,
  /** HTTP status of the last delivery of a repository's webhook; `null`: none in 30 days. */
  last_response_code: whole
});
var runnerSchema = external_exports.object({
  id: external_exports.number().int(),
  level: external_exports.enum(["organization", "repository"]),
  repository: repositoryReferenceSchema.optional(),
  name: external_exports.string(),
  os: words,
  status: words,
  busy: flag,
  ephemeral: flag,
  version: words,
  runner_group_id: whole,
  /** Of the enterprise, which shares its group with the organisation: numbered by the enterprise. */
  inherited: external_exports.boolean().optional(),
  labels: external_exports.array(external_exports.string()).optional()
});
var runnerGroupSchema = external_exports.object({
  id: external_exports.number().int(),
  name: external_exports.string(),
  /** `all`, `private` or `selected`. */
  visibility: external_exports.string(),
  repositories,
  default: flag,
  /** Of the enterprise. What it allows and restricts there holds in the organisation as well. */
  inherited: flag,
  inherited_allows_public_repositories: flag,
  allows_public_repositories: flag,
  restricted_to_workflows: flag,
  selected_workflows: external_exports.array(external_exports.string()).optional()
});
var environmentSchema = external_exports.object({
  id: whole,
  name: external_exports.string(),
  repository: repositoryReferenceSchema,
  created_at: when,
  updated_at: when,
  wait_timer: whole,
  prevent_self_review: flag,
  can_admins_bypass: flag,
  /** Empty: nobody needs to approve. A reviewer is a `User` or a `Team`, by login or slug. */
  reviewers: external_exports.array(external_exports.object({ type: external_exports.string(), name: external_exports.string(), id: whole })).optional(),
  /** Apps that must agree: slugs. */
  custom_rules: external_exports.array(external_exports.string()).optional(),
  /** `null`: every branch and tag may deploy. */
  deployment_branch_policy: external_exports.object({ protected_branches: external_exports.boolean(), custom_branch_policies: external_exports.boolean() }).nullish(),
  /** With `custom_branch_policies`. Absent: not known which. */
  branch_policies: external_exports.array(external_exports.object({ name: external_exports.string(), type: words })).optional()
});
var oidcSubjectSchema = external_exports.object({
  level: external_exports.enum(["organization", "repository"]),
  repository: repositoryReferenceSchema.optional(),
  use_default: flag,
  include_claim_keys: external_exports.array(external_exports.string()).optional(),
  /** Whether subjects hold `owner@id/name@id`. */
  use_immutable_subject: flag,
  /** Start of every subject of the repository, as GitHub says: `repo:acme@1/web@2`. */
  sub_claim_prefix: words,
  /** Of an organisation: custom properties that are claims. */
  custom_properties: external_exports.array(external_exports.string()).optional()
});
var actionsPolicySchema = external_exports.object({
  level: external_exports.enum(["organization", "repository"]),
  repository: repositoryReferenceSchema.optional(),
  /** Which repositories may run Actions: `all`, `none` or `selected`. */
  enabled_repositories: words,
  /** With `selected`. Absent: not known which. */
  enabled_repository_list: repositories,
  /** `all`, `local_only` or `selected`. */
  allowed_actions: words,
  sha_pinning_required: flag,
  selected_actions: external_exports.object({
    github_owned_allowed: flag,
    verified_allowed: flag,
    patterns_allowed: external_exports.array(external_exports.string()).optional()
  }).nullish(),
  /** `read` or `write`. */
  default_workflow_permissions: words,
  can_approve_pull_request_reviews: flag,
  /** Whose pull requests from forks wait for an approval. */
  fork_pr_approval_policy: words,
  fork_pr_workflows_private_repos: external_exports.object({
    run_workflows_from_fork_pull_requests: flag,
    send_write_tokens_to_workflows: flag,
    send_secrets_and_variables: flag,
    require_approval_for_fork_pr_workflows: flag
  }).nullish(),
  /** Which repositories may have self-hosted runners of their own: `all`, `selected` or `none`. */
  self_hosted_runners: words,
  self_hosted_runner_repositories: repositories
});
var memberSchema = external_exports.object({
  id: whole,
  login: external_exports.string(),
  /** `ADMIN` (owner) or `MEMBER`. */
  role: words,
  has_two_factor_enabled: flag,
  created_at: when,
  ...apiUse
});
var outsideCollaboratorSchema = external_exports.object({ id: whole, login: external_exports.string(), type: words, ...apiUse });
var repositoryAccessSchema = external_exports.object({
  repository: repositoryReferenceSchema,
  id: whole,
  login: external_exports.string(),
  /** What it comes to: `READ`, `TRIAGE`, `WRITE`, `MAINTAIN`, `ADMIN`. */
  permission: external_exports.string(),
  /** `type`: `Organization`, `Repository` or `Team`. */
  sources: external_exports.array(external_exports.object({ type: external_exports.string(), permission: words, role_name: words, name: words })).optional()
});
var teamSchema = external_exports.object({
  id: whole,
  slug: external_exports.string(),
  parent: words,
  members: external_exports.array(actorSchema),
  repositories: external_exports.array(external_exports.object({ repository: repositoryReferenceSchema, permission: external_exports.string() }))
});
var configuredValue = external_exports.object({ name: external_exports.string(), value: external_exports.enum(["literal", "reference"]), of: words });
var copilotSchema = external_exports.object({
  level: external_exports.enum(["organization", "repository"]),
  repository: repositoryReferenceSchema.optional(),
  /** Of an organisation: `all`, `selected` or `none`. */
  enabled_repositories: words,
  repositories,
  mcp_servers: external_exports.array(external_exports.object({
    name: external_exports.string(),
    /** `local`, `stdio`, `http`, `sse`. */
    type: words,
    command: words,
    /** Host of a remote server; the rest of the address is dropped. */
    host: words,
    tools: external_exports.array(external_exports.string()).optional(),
    env: external_exports.array(configuredValue).optional(),
    headers: external_exports.array(configuredValue).optional(),
    /** An argument or the address looks like a secret; it was not kept. */
    literal_secret: external_exports.boolean().optional()
  })).optional(),
  is_firewall_enabled: flag,
  is_firewall_recommended_allowlist_enabled: flag,
  custom_allowlist: external_exports.array(external_exports.string()).nullish(),
  require_actions_workflow_approval: flag,
  is_automations_enabled: flag,
  require_write_access_for_automation_triggers: flag
});
var workflowSchema = external_exports.object({
  repository: external_exports.object({ id: whole, full_name: external_exports.string() }),
  /** `.github/workflows/ci.yml` */
  path: external_exports.string(),
  /** Branch that it was read from; absent offline. */
  ref: words,
  oid: words,
  /** With everything that looks like a secret blanked. Absent: too large, binary, or not answered. */
  text: external_exports.string().optional(),
  /** How many places were blanked. */
  blanked: external_exports.number().int().optional()
});
var callerSchema = external_exports.object({
  type: external_exports.enum(["app", "user"]),
  id: whole,
  name: external_exports.string(),
  permissions: permissions.optional(),
  scopes: external_exports.array(external_exports.string()).optional()
});
var githubRecords = {
  "github.actions-policy": { schema: actionsPolicySchema },
  "github.app-installation": { schema: appInstallationSchema },
  "github.caller": { schema: callerSchema },
  "github.copilot": { schema: copilotSchema },
  "github.credential-authorization": { schema: credentialAuthorizationSchema },
  "github.deploy-key": { schema: deployKeySchema },
  "github.environment": { schema: environmentSchema },
  "github.member": { schema: memberSchema },
  "github.oidc-subject": { schema: oidcSubjectSchema },
  "github.organization": { schema: organizationSchema },
  "github.outside-collaborator": { schema: outsideCollaboratorSchema },
  "github.pat-grant": { schema: patGrantSchema },
  "github.pat-request": { schema: patRequestSchema },
  "github.private-registry": { schema: privateRegistrySchema },
  "github.protection": { schema: protectionSchema },
  "github.repository": { schema: repositorySchema },
  "github.repository-access": { schema: repositoryAccessSchema },
  "github.runner": { schema: runnerSchema },
  "github.runner-group": { schema: runnerGroupSchema },
  "github.secret": { schema: secretSchema },
  "github.team": { schema: teamSchema },
  "github.webhook": { schema: webhookSchema },
  "github.workflow": { schema: workflowSchema }
};

export {
  callerSchema,
  githubRecords
};
