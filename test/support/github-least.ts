import type { FakeOrganization } from './github-estate.ts';

/** A term of the least number of calls: what is asked for, how often, and what the scanner asks for it. */
export interface LeastTerm {
  readonly term: string;
  readonly least: number;
  /** Call of the scanner that this is. Absent: several. */
  readonly call?: string;
}

const pages = (entries: readonly unknown[] | undefined, size = 100): number =>
  Math.max(1, Math.ceil((entries?.length ?? 0) / size));

/**
 * The least number of calls that GitHub's API allows for everything that is read of an organisation, counted from what is
 * in it: one for each single thing, and for each page of a hundred (`https://docs.github.com/en/rest`). Three calls for
 * each repository have no form for the whole organisation.
 */
export const leastCalls = (organization: FakeOrganization): readonly LeastTerm[] => {
  const { repositories, installations = [], patGrants = [], secrets = [], groups = [] } = organization;
  const active = repositories.filter(({ archived }) => archived !== true);
  const environments = active.flatMap((each) => each.environments ?? []);
  const having = (test: (each: (typeof active)[number]) => unknown) => active.filter(test).length;
  const detailed = having(
    ({ collaborators, keys, environments: own }) =>
      (collaborators?.length ?? 0) + (keys?.length ?? 0) + (own?.length ?? 0) > 0,
  );
  const writes = organization.workflowPermissions?.default_workflow_permissions !== 'read';
  const runners = organization.runnerRepositories ?? 'all';
  const agents = organization.agentRepositories ?? 'none';
  const chosen = (which: 'all' | 'none' | readonly number[]): number =>
    which === 'all' ? active.length : which === 'none' ? 0 : which.length;
  const own = 'GET /repos/{owner}/{repo}';
  return [
    { term: 'settings of the organisation', least: 20 },
    {
      term: 'App installations, a page for each 100',
      least: pages(installations),
      call: 'GET /orgs/{org}/installations',
    },
    {
      term: 'owner of each App',
      least: new Set(installations.map(({ app_slug }) => app_slug)).size,
      call: 'GET /apps/{app_slug}',
    },
    {
      term: 'fine-grained tokens, a page for each 100',
      least: pages(patGrants),
      call: 'GET /orgs/{org}/personal-access-tokens',
    },
    {
      term: 'repositories of each token of some repositories',
      least: patGrants.filter(({ repository_selection }) => repository_selection === 'subset').length,
      call: 'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories',
    },
    {
      term: 'SAML credentials, a page for each 100',
      least: pages(organization.authorizations),
      call: 'GET /orgs/{org}/credential-authorizations',
    },
    {
      term: 'repositories of secrets of selected repositories',
      least: secrets.filter(({ visibility }) => visibility === 'selected').length,
      call: 'GET /orgs/{org}/actions/secrets/{secret_name}/repositories',
    },
    {
      term: 'repositories of runner groups of selected repositories',
      least: groups.filter(({ visibility }) => visibility === 'selected').length,
      call: 'GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories',
    },
    {
      term: 'outside collaborators, a page for each 100',
      least: pages(organization.outside),
      call: 'GET /orgs/{org}/outside_collaborators',
    },
    { term: 'Actions secrets of each repository', least: active.length, call: `${own}/actions/secrets` },
    {
      term: 'Dependabot secrets of each repository',
      least: active.length,
      call: `${own}/dependabot/secrets`,
    },
    { term: 'webhooks of each repository', least: active.length, call: `${own}/hooks` },
    {
      term: 'default token, where the organisation lets it write',
      least: writes ? active.length : 0,
      call: `${own}/actions/permissions/workflow`,
    },
    {
      term: 'runners, where a repository may have some',
      least: chosen(runners),
      call: `${own}/actions/runners`,
    },
    {
      term: 'subject of job tokens, where a workflow asks for one',
      least: having(({ workflows }) =>
        Object.values(workflows ?? {}).some((text) => text.includes('id-token')),
      ),
      call: `${own}/actions/oidc/customization/sub`,
    },
    {
      term: 'deploy keys, where there are some',
      least: having(({ keys }) => keys?.length),
      call: `${own}/keys`,
    },
    {
      term: 'secrets of each environment',
      least: environments.length,
      call: `${own}/environments/{environment_name}/secrets`,
    },
    { term: 'secrets and settings of the agent, where it works', least: 2 * chosen(agents) },
    { term: 'GraphQL: repositories, 100 at once', least: pages(repositories), call: 'graphql Repositories' },
    {
      term: 'GraphQL: access to repositories that have keys, environments or collaborators, 25 at once',
      least: Math.ceil(detailed / 25),
      call: 'graphql Collaborators',
    },
    {
      term: 'GraphQL: texts of workflows, 25 at once',
      least: Math.ceil(having(({ workflows }) => workflows) / 25),
      call: 'graphql WorkflowTexts',
    },
    { term: 'GraphQL: members, 100 at once', least: pages(organization.members), call: 'graphql Members' },
  ];
};

export const sumOf = (terms: readonly LeastTerm[]): number =>
  terms.reduce((sum, { least }) => sum + least, 0);
