import { everyHundred, type GitHubCall, once, org, orgAdministration } from './call.ts';

/** Settings of the organisation for Actions: what runs, where, and which tokens a job gets. */
export const actionsCalls: readonly GitHubCall[] = [
  org('GET /orgs/{org}/actions/permissions', orgAdministration, 'admin:org', ['configuration'], {
    why: 'Which repositories may run Actions, and which actions; whether actions must be pinned.',
    when: once,
  }),
  org('GET /orgs/{org}/actions/permissions/repositories', orgAdministration, 'admin:org', ['configuration'], {
    list: 'repositories',
    why: 'Which repositories may run Actions.',
    when: 'Where only selected repositories may, a page for each 100.',
  }),
  org(
    'GET /orgs/{org}/actions/permissions/selected-actions',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'Which actions may run.',
      when: 'Once, where only selected actions may run.',
    },
  ),
  org('GET /orgs/{org}/actions/permissions/workflow', orgAdministration, 'admin:org', ['configuration'], {
    why: 'What the token of a job may do by default, and whether it may approve pull requests.',
    when: once,
  }),
  org(
    'GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'Whose pull requests run workflows without an approval.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/actions/permissions/fork-pr-workflows-private-repos',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'What pull requests from forks of private repositories get.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/actions/permissions/self-hosted-runners',
    orgAdministration,
    'admin:org',
    ['configuration'],
    {
      why: 'Which repositories may have runners of their own.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories',
    orgAdministration,
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which ones these are.',
      when: 'Where only selected repositories may, a page for each 100.',
    },
  ),
  org('GET /orgs/{org}/actions/runners', ['organization_self_hosted_runners'], 'admin:org', ['inventory'], {
    list: 'runners',
    why: 'Self-hosted runners.',
    when: everyHundred,
  }),
  org(
    'GET /orgs/{org}/actions/runner-groups',
    ['organization_self_hosted_runners'],
    'admin:org',
    ['configuration'],
    {
      list: 'runner_groups',
      why: 'Runner groups: which repositories they serve, public ones among them.',
      when: everyHundred,
    },
  ),
  org(
    'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories',
    ['organization_self_hosted_runners'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories a group serves.',
      when: 'For each group of selected repositories, a page for each 100.',
    },
  ),
  org(
    'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners',
    ['organization_self_hosted_runners'],
    'admin:org',
    ['inventory'],
    {
      list: 'runners',
      why: 'Runners of the enterprise that the organisation may use.',
      when: 'For each group that the enterprise shares, a page for each 100.',
    },
  ),
  org('GET /orgs/{org}/actions/oidc/customization/sub', orgAdministration, 'read:org', ['trusts'], {
    why: 'What the subject of a job token to a cloud is made of; whether it names ids that cannot be taken over.',
    when: once,
  }),
  org(
    'GET /orgs/{org}/actions/oidc/customization/properties/repo',
    orgAdministration,
    'read:org',
    ['trusts'],
    {
      why: 'Which custom properties are claims of a job token.',
      when: once,
    },
  ),
];
