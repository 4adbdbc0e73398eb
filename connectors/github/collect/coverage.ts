import type { NamedCall } from '../../../src/collection/calls.ts';
import { coverageBy } from '../../../src/collection/coverage.ts';
import type { Ledger } from '../../../src/collection/ledger.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { type GitHubPart, githubBlindSpots, githubCall, githubCalls } from './calls.ts';
import { queries } from './queries.ts';

/** Lists that lead to the calls for each of their entries. A call without an entry here stands by itself. */
const leads: Readonly<Record<string, string>> = {
  'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories': 'GET /orgs/{org}/personal-access-tokens',
  'GET /orgs/{org}/actions/secrets/{secret_name}/repositories': 'GET /orgs/{org}/actions/secrets',
  'GET /orgs/{org}/dependabot/secrets/{secret_name}/repositories': 'GET /orgs/{org}/dependabot/secrets',
  'GET /orgs/{org}/codespaces/secrets/{secret_name}/repositories': 'GET /orgs/{org}/codespaces/secrets',
  'GET /orgs/{org}/agents/secrets/{secret_name}/repositories': 'GET /orgs/{org}/agents/secrets',
  'GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories':
    'GET /orgs/{org}/actions/permissions/self-hosted-runners',
  'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories':
    'GET /orgs/{org}/actions/runner-groups',
  'GET /orgs/{org}/copilot/coding-agent/permissions/repositories':
    'GET /orgs/{org}/copilot/coding-agent/permissions',
  'GET /enterprises/{enterprise}/apps/organizations/{org}/installations/{installation_id}/repositories':
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations',
  [queries.LocalActions.id]: queries.WorkflowTexts.id,
  [queries.TeamMembers.id]: queries.Teams.id,
  [queries.TeamRepositories.id]: queries.Teams.id,
  [queries.MoreCollaborators.id]: queries.Collaborators.id,
  'GET /apps/{app_slug}': 'GET /orgs/{org}/installations',
  'GET /orgs/{org}/actions/permissions/selected-actions': 'GET /orgs/{org}/actions/permissions',
  'GET /orgs/{org}/actions/permissions/repositories': 'GET /orgs/{org}/actions/permissions',
  'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners': 'GET /orgs/{org}/actions/runner-groups',
  'GET /repos/{owner}/{repo}/environments/{environment_name}/secrets':
    'GET /repos/{owner}/{repo}/environments',
  'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies':
    'GET /repos/{owner}/{repo}/environments',
  'GET /repos/{owner}/{repo}/agents/secrets': 'GET /orgs/{org}/copilot/coding-agent/permissions',
  'GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration':
    'GET /orgs/{org}/copilot/coding-agent/permissions',
};

const alone = new Set([queries.Repositories.id, 'GET /orgs/{org}/codespaces/secrets']);

const leadOf = ({ id, part }: NamedCall<GitHubPart>): string | undefined =>
  leads[id] ??
  (part !== 'organization' && part !== 'enterprise' && !alone.has(id) ? queries.Repositories.id : undefined);

/** Coverage of one organisation: a line for each call that was made, or should have been. */
export const coverageOf = (
  scope: string,
  ledger: Ledger,
  parts: ReadonlySet<GitHubPart>,
): readonly Coverage[] =>
  coverageBy<GitHubPart>(
    {
      connector: 'github',
      // Which organisations it has is asked of the enterprise, and told there.
      calls: githubCalls.filter(
        ({ id }) => id !== queries.EnterpriseOrganizations.id || !parts.has('enterprise'),
      ),
      leadOf,
      leftOut: (part) => {
        if (part === 'session') return null;
        return parts.has(part) ? undefined : `not asked for; --github-${part} reads it`;
      },
      blindSpots: githubBlindSpots,
    },
    scope,
    ledger,
  );

/** Coverage of an organisation that could not be entered: a line for each call that would have been made there. */
export const closed = (
  scope: string,
  source: string,
  status: Coverage['status'],
  detail: string,
  parts: ReadonlySet<GitHubPart>,
): readonly Coverage[] => {
  const due = githubCalls.filter(({ part }) => parts.has(part));
  const line = { connector: 'github', scope, cut: true } as const;
  const why = `not asked: ${source} failed`;
  return [
    { ...line, source, status, detail, gives: [...new Set(due.flatMap(({ gives }) => gives))] },
    ...due
      .filter(({ id }) => id !== source)
      .map(({ id, gives }): Coverage => ({ ...line, source: id, status: 'skipped', detail: why, gives })),
  ];
};

export const sessionLine = (
  scope: string,
  source: string,
  status: Coverage['status'],
  detail: string,
): Coverage => ({
  connector: 'github',
  scope,
  source,
  status,
  detail,
  gives: githubCall(source)?.gives ?? [],
});
