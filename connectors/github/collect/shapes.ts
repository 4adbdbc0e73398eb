import { z } from 'zod';
import { answerFault } from '../../../src/collection/failure.ts';
import { referenceSchema } from './answers.ts';
import { githubCall } from './calls.ts';

/**
 * What an answer must have to be one of GitHub's: of a list each entry, of anything else the whole. Proxies and sign-in pages
 * answer with 200 as well. Only what GitHub always gives is asked for here: the rest is up to the records.
 * https://docs.github.com/en/enterprise-cloud@latest/rest
 */
const text = z.string();
const number = z.number();
const withId = z.object({ id: number });
const named = z.object({ name: text });
const numbered = z.object({ id: number, name: text });
const choice = z.object({ enabled_repositories: text });
const installation = z.object({ id: number, permissions: z.record(text, text) });

/** At least one of the members: none of them is in every answer. */
const oneOf = (...members: readonly string[]): z.ZodType =>
  z.record(text, z.unknown()).refine((given) => members.some((member) => Object.hasOwn(given, member)));

export const shapes: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['GET /user', z.object({ id: number, login: text })],
  ['GET /app', withId],
  ['GET /orgs/{org}/installation', installation],
  ['GET /enterprises/{enterprise}/installation', installation],
  ['POST /app/installations/{installation_id}/access_tokens', z.object({ token: text, expires_at: text })],
  ['GET /orgs/{org}', z.object({ id: number, login: text })],
  ['GET /orgs/{org}/installations', z.object({ id: number, app_slug: text })],
  ['GET /apps/{app_slug}', withId],
  ['GET /orgs/{org}/personal-access-tokens', withId],
  ['GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories', referenceSchema],
  ['GET /orgs/{org}/personal-access-token-requests', withId],
  ['GET /orgs/{org}/credential-authorizations', z.object({ login: text, credential_id: number })],
  [
    'GET /orgs/{org}/insights/api/subject-stats',
    z.object({
      subject_id: number,
      subject_type: text,
      last_request_timestamp: text.nullish(),
      total_request_count: number.nullish(),
    }),
  ],
  ['GET /orgs/{org}/actions/secrets', named],
  ['GET /orgs/{org}/actions/secrets/{secret_name}/repositories', referenceSchema],
  ['GET /orgs/{org}/dependabot/secrets', named],
  ['GET /orgs/{org}/dependabot/secrets/{secret_name}/repositories', referenceSchema],
  ['GET /orgs/{org}/codespaces/secrets', named],
  ['GET /orgs/{org}/codespaces/secrets/{secret_name}/repositories', referenceSchema],
  ['GET /orgs/{org}/agents/secrets', named],
  ['GET /orgs/{org}/agents/secrets/{secret_name}/repositories', referenceSchema],
  ['GET /orgs/{org}/private-registries', named],
  ['GET /orgs/{org}/hooks', withId],
  ['GET /orgs/{org}/actions/permissions', choice],
  ['GET /orgs/{org}/actions/permissions/repositories', referenceSchema],
  [
    'GET /orgs/{org}/actions/permissions/selected-actions',
    oneOf('github_owned_allowed', 'verified_allowed', 'patterns_allowed'),
  ],
  ['GET /orgs/{org}/actions/permissions/workflow', z.object({ default_workflow_permissions: text })],
  ['GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval', z.object({ approval_policy: text })],
  [
    'GET /orgs/{org}/actions/permissions/fork-pr-workflows-private-repos',
    z.object({ run_workflows_from_fork_pull_requests: z.boolean() }),
  ],
  ['GET /orgs/{org}/actions/permissions/self-hosted-runners', choice],
  ['GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories', referenceSchema],
  ['GET /orgs/{org}/actions/runners', numbered],
  ['GET /orgs/{org}/actions/runner-groups', numbered],
  ['GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories', referenceSchema],
  ['GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners', numbered],
  [
    'GET /orgs/{org}/actions/oidc/customization/sub',
    oneOf('include_claim_keys', 'use_default', 'use_immutable_subject'),
  ],
  [
    'GET /orgs/{org}/actions/oidc/customization/properties/repo',
    z.array(z.object({ custom_property_name: text })),
  ],
  ['GET /orgs/{org}/outside_collaborators', z.object({ id: number, login: text })],
  ['GET /orgs/{org}/copilot/coding-agent/permissions', choice],
  ['GET /orgs/{org}/copilot/coding-agent/permissions/repositories', referenceSchema],
  ['GET /repos/{owner}/{repo}/keys', withId],
  ['GET /repos/{owner}/{repo}/actions/secrets', named],
  ['GET /repos/{owner}/{repo}/dependabot/secrets', named],
  ['GET /repos/{owner}/{repo}/hooks', withId],
  ['GET /repos/{owner}/{repo}/environments', named],
  ['GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies', named],
  ['GET /repos/{owner}/{repo}/environments/{environment_name}/secrets', named],
  [
    'GET /repos/{owner}/{repo}/actions/permissions/workflow',
    z.object({ default_workflow_permissions: text }),
  ],
  ['GET /repos/{owner}/{repo}/actions/oidc/customization/sub', z.object({ use_default: z.boolean() })],
  ['GET /repos/{owner}/{repo}/actions/runners', numbered],
  ['GET /repos/{owner}/{repo}/agents/secrets', named],
  [
    'GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration',
    oneOf(
      'mcp_configuration',
      'is_firewall_enabled',
      'custom_allowlist',
      'require_actions_workflow_approval',
      'is_automations_enabled',
    ),
  ],
  ['GET /repos/{owner}/{repo}/codespaces/secrets', named],
  [
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations',
    z.object({ id: number, app_slug: text.nullish(), repository_selection: text.nullish() }),
  ],
  [
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations/{installation_id}/repositories',
    referenceSchema,
  ],
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an entry of a list has the form that is documented. */
export const isEntry = (call: string, entry: unknown): boolean =>
  shapes.get(call)?.safeParse(entry).success ?? isObject(entry);

/** The entries of a list, of whatever form. @throws answerFault */
export const entriesOf = (call: string, data: unknown): readonly unknown[] => {
  const member = githubCall(call)?.list ?? '';
  const list = member === '' ? data : isObject(data) ? data[member] : undefined;
  if (!Array.isArray(list)) throw answerFault('the answer is not the list that GitHub documents');
  return list;
};

/** @throws answerFault where it is no answer to the call: a list by its being one, anything else by what it holds */
export const checkShape = (call: string, data: unknown): void => {
  if (githubCall(call)?.list !== undefined) entriesOf(call, data);
  else if (!(shapes.get(call)?.safeParse(data).success ?? true))
    throw answerFault('the answer has not the form that GitHub documents');
};
