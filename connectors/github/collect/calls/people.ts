import { queries } from '../queries.ts';
import { everyHundred, type GitHubCall, once, org } from './call.ts';

/** People, teams and agents. */
export const peopleCalls: readonly GitHubCall[] = [
  org('GET /orgs/{org}/outside_collaborators', ['members'], 'read:org', ['inventory'], {
    list: '',
    why: 'Outside collaborators.',
    when: everyHundred,
  }),
  org(
    'GET /orgs/{org}/copilot/coding-agent/permissions',
    ['organization_copilot_agent_settings'],
    'admin:org',
    ['inventory', 'configuration'],
    {
      why: 'In which repositories the Copilot cloud agent works.',
      when: once,
    },
  ),
  org(
    'GET /orgs/{org}/copilot/coding-agent/permissions/repositories',
    ['organization_copilot_agent_settings'],
    'admin:org',
    [],
    {
      list: 'repositories',
      why: 'Which repositories these are.',
      when: 'Where it works in selected repositories, a page for each 100.',
    },
  ),
  org(queries.Members.id, ['members'], 'read:org', ['inventory'], {
    why: 'Members, their role and whether they have a second factor.',
    when: everyHundred,
  }),
  org(queries.Teams.id, ['members', 'metadata'], 'read:org', ['grants'], {
    why: 'Teams: members, and repositories with the permission that they give.',
    when: 'A page for each 50 teams.',
  }),
  org(queries.TeamMembers.id, ['members'], 'read:org', [], {
    why: 'More members of a team.',
    when: 'For each team of more than 100, a page for each 100 more.',
  }),
  org(queries.TeamRepositories.id, ['members', 'metadata'], 'read:org', [], {
    why: 'More repositories of a team.',
    when: 'For each team with more than 100, a page for each 100 more.',
  }),
];
