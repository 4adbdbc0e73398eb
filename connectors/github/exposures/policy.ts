import type { Exposure } from '../../../src/model/exposure.ts';
import { evidence, fixBy, plain, quoted, type Read } from './support.ts';

/**
 * What a workflow may do that asks for nothing in particular.
 * https://docs.github.com/en/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization
 */
export const privilegedByDefault = (policy: Read<'github.actions-policy'>): readonly Exposure[] => {
  const { data } = policy;
  const place = data.repository?.full_name ?? policy.id;
  const path = `${data.repository === undefined ? 'orgs' : 'repos'}/${place}/actions/permissions`;
  const put = (below: string, fields: string): string =>
    `gh api --method PUT ${quoted(`${path}/${below}`)} ${fields}`;
  const whose = `${data.repository === undefined ? 'Every workflow of' : 'Workflows of'} ${plain(place)}`;
  const found: Exposure[] = [];
  if (data.default_workflow_permissions === 'write')
    found.push({
      kind: 'privileged-by-default',
      key: 'default permissions',
      says: `${whose} may write by default, unless it asks for less`,
      ...(data.repository === undefined ? { severity: 'high' as const } : {}),
      evidence: [
        evidence('github.actions-policy', policy, 'the default is write', '/default_workflow_permissions'),
      ],
      fix: fixBy(
        'Make reading the default (Settings, Actions, General, Workflow permissions), and let each job ask for what it needs.',
        put('workflow', '--field default_workflow_permissions=read'),
      ),
    });
  if (data.can_approve_pull_request_reviews === true)
    found.push({
      kind: 'privileged-by-default',
      key: 'approve pull requests',
      says: `${whose} may approve pull requests, and so stand in for a required review`,
      evidence: [
        evidence(
          'github.actions-policy',
          policy,
          'Actions may create and approve pull requests',
          '/can_approve_pull_request_reviews',
        ),
      ],
      fix: fixBy(
        'Turn off "Allow GitHub Actions to create and approve pull requests".',
        put('workflow', '--field can_approve_pull_request_reviews=false'),
      ),
    });
  const forks = data.fork_pr_workflows_private_repos;
  const given = [
    ...(forks?.send_write_tokens_to_workflows === true ? ['a writing token'] : []),
    ...(forks?.send_secrets_and_variables === true ? ['secrets'] : []),
  ];
  if (forks?.run_workflows_from_fork_pull_requests === true && given.length > 0)
    found.push({
      kind: 'untrusted-code',
      key: 'forks of private repositories',
      says: `Pull requests of forks of private repositories of ${plain(place)} run with ${given.join(' and ')}`,
      severity: forks.require_approval_for_fork_pr_workflows === true ? 'low' : 'medium',
      evidence: [
        evidence(
          'github.actions-policy',
          policy,
          `workflows of forks get ${given.join(' and ')}`,
          '/fork_pr_workflows_private_repos',
        ),
      ],
      fix: fixBy(
        'Send neither writing tokens nor secrets to workflows of forks.',
        put(
          'fork-pr-workflows-private-repos',
          '--field run_workflows_from_fork_pull_requests=true --field send_write_tokens_to_workflows=false --field send_secrets_and_variables=false --field require_approval_for_fork_pr_workflows=true',
        ),
      ),
    });
  return found;
};
