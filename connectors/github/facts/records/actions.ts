import { z } from 'zod';
import { flag, repositories, repositoryReferenceSchema, whole, words } from './fields.ts';

/** What jobs run on, and what they may do. */

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
