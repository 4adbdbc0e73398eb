import { z } from 'zod';
import { flag, repositories, repositoryReferenceSchema, words } from './fields.ts';

/** The Copilot cloud agent. */

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
