import type { Coverage } from '../../../src/model/coverage.ts';
import { type GitHubCall, type GitHubPart, githubBlindSpots, githubCall, githubCalls } from './calls.ts';
import type { Ledger } from './ledger.ts';
import { queries } from './queries.ts';

/** Lists that lead to the calls for each of their entries. A call without an entry here stands by itself. */
const leads: Readonly<Record<string, string>> = {
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

const leadOf = ({ id, part }: GitHubCall): string | undefined =>
  leads[id] ??
  (part !== 'organization' && part !== 'enterprise' && !alone.has(id) ? queries.Repositories.id : undefined);

const line = (scope: string, call: GitHubCall, status: Coverage['status'], detail: string): Coverage => ({
  connector: 'github',
  scope,
  source: call.id,
  status,
  detail,
  gives: call.gives,
});

const outcomeOf = (ledger: Ledger, call: GitHubCall): Pick<Coverage, 'status' | 'detail'> | undefined => {
  const outcome = ledger.outcome(call.id);
  const lead = leadOf(call);
  if (lead === undefined) return outcome;
  const list = githubCall(lead);
  // A list that was asked for nowhere is whole as well, where what leads to it is.
  const led = list === undefined ? undefined : outcomeOf(ledger, list);
  const whole = led?.status === 'complete';
  const unread = `${lead} could not be read whole, and this is asked for what it lists`;
  if (outcome === undefined) {
    // Nothing that it is asked for: that is known only where the list was read.
    if (call.gives.length === 0) return;
    return whole ? { status: 'complete', detail: '' } : { status: 'skipped', detail: unread };
  }
  if (outcome.status !== 'complete' || whole) return outcome;
  return { status: 'partial', detail: outcome.detail === '' ? unread : `${outcome.detail}; ${unread}` };
};

/** Coverage of one organisation: a line for each call that was made, or should have been. */
export const coverageOf = (
  scope: string,
  ledger: Ledger,
  parts: ReadonlySet<GitHubPart>,
): readonly Coverage[] => [
  ...githubCalls.flatMap((call): readonly Coverage[] => {
    if (call.part === 'session') return [];
    if (!parts.has(call.part)) {
      const flag = `not asked for; --github-${call.part} reads it`;
      return call.gives.length === 0 ? [] : [line(scope, call, 'skipped', flag)];
    }
    const outcome = outcomeOf(ledger, call);
    return outcome === undefined ? [] : [line(scope, call, outcome.status, outcome.detail)];
  }),
  ...githubBlindSpots.map(
    ({ source, detail }): Coverage => ({
      connector: 'github',
      scope,
      source,
      status: 'unsupported',
      detail,
      gives: [],
    }),
  ),
];

/** Coverage of an organisation that could not be entered. */
export const closed = (
  scope: string,
  source: string,
  status: Coverage['status'],
  detail: string,
): readonly Coverage[] => {
  const lost = githubCalls
    .filter(({ part }) => part === 'organization' || part === 'repository')
    .flatMap(({ gives }) => gives);
  return [{ connector: 'github', scope, source, status, detail, gives: [...new Set(lost)] }];
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
