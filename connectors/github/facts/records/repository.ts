import { z } from 'zod';
import { actorSchema, flag, repositoryReferenceSchema, when, whole, words } from './fields.ts';

/** Repositories, what protects them, their environments and workflow files. */

/** What protects the default branch: of branch protection and rulesets only what tells who may push. */
const branchProtectionSchema = z.object({
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

/** Who answers for the workflows of a repository, by its CODEOWNERS file: users, teams and e-mail addresses as written. */
export const codeownersSchema = z.object({
  repository: z.object({ id: whole, full_name: z.string() }),
  /** `.github/CODEOWNERS` */
  path: z.string(),
  owners: z.array(z.string()),
});

/** What was blanked: what it looked like, and in which line. */
const blankedSecrets = z
  .array(
    z.object({
      kind: z.string(),
      line: z.number().int(),
      /** Of a service container of the job alone. */
      throw_away: z.literal(true).optional(),
      /** It may well be none. */
      unsure: z.literal(true).optional(),
    }),
  )
  .optional();

/** An action that lies in the repository and that its workflows use. */
export const localActionSchema = z.object({
  repository: z.object({ id: whole, full_name: z.string() }),
  /** `.github/actions/deploy/action.yml` */
  path: z.string(),
  /** With everything that looks like a secret blanked. */
  text: z.string(),
  /** How many places were blanked. */
  blanked: z.number().int().optional(),
  secrets: blankedSecrets,
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
  /** How many places were blanked, those of passwords that are thrown away with the job left out. */
  blanked: z.number().int().optional(),
  secrets: blankedSecrets,
});
