import { z } from 'zod';
import {
  actorSchema,
  apiUse,
  flag,
  permissions,
  repositoryReferenceSchema,
  when,
  whole,
  words,
} from './fields.ts';

/** An organisation: who is in it, what they may do, where it sends events. */

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

export const teamSchema = z.object({
  id: whole,
  slug: z.string(),
  parent: words,
  members: z.array(actorSchema),
  repositories: z.array(z.object({ repository: repositoryReferenceSchema, permission: z.string() })),
});

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

/** Whom the scan ran as. */
export const callerSchema = z.object({
  type: z.enum(['app', 'user']),
  id: whole,
  name: z.string(),
  permissions: permissions.optional(),
  scopes: z.array(z.string()).optional(),
});
