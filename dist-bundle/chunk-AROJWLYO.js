import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/connectors/github/collect/queries.js
var query = (name, signature, body) => ({
  id: `graphql ${name}`,
  text: `query ${name}(${signature}) {
${body}
  rateLimit { cost remaining limit resetAt }
}`
});
var page = "pageInfo { hasNextPage endCursor }";
var collaborators = `totalCount ${page}
      edges {
        permission
        permissionSources {
          permission roleName
          source { __typename ... on Team { slug } ... on Organization { login } ... on Repository { nameWithOwner } }
        }
        node { databaseId login }
      }`;
var allowed = "actor { __typename ... on App { slug } ... on Team { slug } ... on User { login } }";
var queries = {
  // 4 points for each 100 repositories.
  Repositories: query("Repositories", "$login: String!, $first: Int!, $cursor: String", `  organization(login: $login) {
    repositories(first: $first, after: $cursor, orderBy: { field: NAME, direction: ASC }) {
      totalCount ${page}
      nodes {
        id databaseId name nameWithOwner visibility
        isArchived isDisabled isFork createdAt pushedAt viewerCanAdminister
        owner { login ... on Organization { databaseId } }
        defaultBranchRef {
          name
          branchProtectionRule {
            id pattern requiresApprovingReviews requiredApprovingReviewCount requiresStatusChecks
            restrictsPushes allowsForcePushes isAdminEnforced
          }
          rules(first: 30) { nodes { type repositoryRuleset { id } } }
        }
        deployKeys(first: 1) { totalCount }
        environments(first: 1) { totalCount }
        direct: collaborators(first: 1, affiliation: DIRECT) { totalCount }
        workflows: object(expression: "HEAD:.github/workflows") { ... on Tree { entries { name type oid size } } }
        agents: object(expression: "HEAD:.github/agents") { ... on Tree { entries { name } } }
        setup: object(expression: "HEAD:.github/workflows/copilot-setup-steps.yml") { oid }
      }
    }
  }`),
  // 1 point: no connection in it.
  WorkflowTexts: query("WorkflowTexts", "$ids: [ID!]!", `  nodes(ids: $ids) {
    ... on Repository {
      id
      workflows: object(expression: "HEAD:.github/workflows") {
        ... on Tree { entries { name type oid object { ... on Blob { text isTruncated isBinary } } } }
      }
    }
  }`),
  // 2 points for each 50: what may get past a branch protection or a ruleset, which an organisation has for thousands.
  Protections: query("Protections", "$ids: [ID!]!", `  nodes(ids: $ids) {
    __typename
    ... on RepositoryRuleset {
      id name enforcement target
      source { __typename ... on Organization { name: login } ... on Repository { name: nameWithOwner } }
      bypassActors(first: 100) {
        totalCount
        nodes {
          bypassMode deployKey organizationAdmin repositoryRoleName
          actor { __typename ... on App { slug } ... on Team { slug } }
        }
      }
    }
    ... on BranchProtectionRule {
      id pattern
      repository { nameWithOwner }
      pushAllowances(first: 100) { totalCount nodes { ${allowed} } }
      bypassPullRequestAllowances(first: 100) { totalCount nodes { ${allowed} } }
    }
  }`),
  // 1 point for each 50 repositories.
  Collaborators: query("Collaborators", "$ids: [ID!]!", `  nodes(ids: $ids) {
    ... on Repository {
      id
      collaborators(first: 100, affiliation: DIRECT) { ${collaborators} }
    }
  }`),
  MoreCollaborators: query("MoreCollaborators", "$id: ID!, $cursor: String", `  node(id: $id) {
    ... on Repository {
      collaborators(first: 100, after: $cursor, affiliation: DIRECT) { ${collaborators} }
    }
  }`),
  Members: query("Members", "$login: String!, $cursor: String", `  organization(login: $login) {
    membersWithRole(first: 100, after: $cursor) {
      totalCount ${page}
      edges { role hasTwoFactorEnabled node { databaseId login createdAt } }
    }
  }`),
  // 1 point for each 50 teams.
  Teams: query("Teams", "$login: String!, $cursor: String", `  organization(login: $login) {
    teams(first: 50, after: $cursor, orderBy: { field: NAME, direction: ASC }) {
      totalCount ${page}
      nodes {
        id databaseId slug
        parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) { ${page} nodes { databaseId login } }
        repositories(first: 100) { ${page} edges { permission node { databaseId nameWithOwner } } }
      }
    }
  }`),
  TeamMembers: query("TeamMembers", "$id: ID!, $cursor: String", `  node(id: $id) {
    ... on Team { members(first: 100, after: $cursor, membership: IMMEDIATE) { ${page} nodes { databaseId login } } }
  }`),
  TeamRepositories: query("TeamRepositories", "$id: ID!, $cursor: String", `  node(id: $id) {
    ... on Team { repositories(first: 100, after: $cursor) { ${page} edges { permission node { databaseId nameWithOwner } } } }
  }`),
  EnterpriseOrganizations: query("EnterpriseOrganizations", "$slug: String!, $cursor: String", `  enterprise(slug: $slug) {
    organizations(first: 100, after: $cursor) { totalCount ${page} nodes { login } }
  }`)
};
var byText = new Map(Object.values(queries).map((each) => [each.text, each]));
var queryOfText = (text) => typeof text === "string" ? byText.get(text) : void 0;

// ../../work/wt/exports/dist/connectors/github/collect/calls.js
var everyHundred = "A page for each 100.";
var once = "Once.";
var eachActive = "For each repository that is not archived.";
var call = (part) => (id, permissions, scope, gives, rest) => ({ id, part, permissions, scope, gives, ...rest });
var session = call("session");
var org = call("organization");
var repo = call("repository");
var enterprise = call("enterprise");
var codespaces = call("codespaces");
var orgAdministration = ["organization_administration"];
var githubCalls = [
  session("GET /user", [], "", ["scanner"], {
    why: "Whom the scan runs as, with a token.",
    when: "Once, with a token."
  }),
  session("GET /app", [], "", ["scanner"], {
    why: "Which App the scan runs as.",
    when: "Once, with an App."
  }),
  session("GET /orgs/{org}/installation", [], "", [], {
    why: "Finds the App's installation in the organisation, and what it was granted.",
    when: "Once for each organisation, with an App."
  }),
  session("GET /enterprises/{enterprise}/installation", [], "", [], {
    why: "Finds the App's installation in the enterprise.",
    when: "Once, with an App and --github-enterprise.",
    cloudOnly: true
  }),
  session("POST /app/installations/{installation_id}/access_tokens", [], "", [], {
    why: "Exchanges the signed assertion of the App for a token of one hour: the one request that is not a read.",
    when: "Once an hour for each installation, with an App."
  }),
  org("GET /orgs/{org}", [], "admin:org", ["organization", "configuration"], {
    why: "Base permission of members, two-factor requirement, whether deploy keys may be used.",
    when: once
  }),
  org("GET /orgs/{org}/installations", orgAdministration, "admin:org", ["inventory", "grants"], {
    list: "installations",
    why: "App installations with their permissions, repositories (all or selected), suspension.",
    when: everyHundred
  }),
  org("GET /apps/{app_slug}", [], "", ["owners"], {
    why: "Who owns an App. Private Apps of others are not shown.",
    when: "Once for each App that is installed."
  }),
  org("GET /orgs/{org}/personal-access-tokens", ["organization_personal_access_tokens"], "", ["inventory", "grants", "credentials", "credential-use"], {
    list: "",
    why: "Fine-grained personal access tokens that may enter the organisation. Shown to Apps only.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories", ["organization_personal_access_tokens"], "", [], {
    list: "",
    why: "Which repositories a token may enter.",
    when: "For each token that may enter some and not all, a page for each 100."
  }),
  org("GET /orgs/{org}/personal-access-token-requests", ["organization_personal_access_token_requests"], "", ["approvals"], {
    list: "",
    why: "Requests for fine-grained tokens that wait for approval. Shown to Apps only.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/credential-authorizations", orgAdministration, "read:org", ["inventory", "credentials", "credential-use"], {
    list: "",
    cloudOnly: true,
    why: "Classic personal access tokens, SSH keys and OAuth tokens that members let in by SAML single sign-on.",
    when: "A page for each 100. Only organisations with SAML have it."
  }),
  org("GET /orgs/{org}/insights/api/subject-stats", ["organization_api_insights"], "admin:org", ["identity-use"], {
    list: "",
    cloudOnly: true,
    why: "When App installations and users last called the API.",
    when: "A page for each 100, of the last 30 days. Only on GitHub Enterprise Cloud."
  }),
  org("GET /orgs/{org}/actions/secrets", ["organization_secrets"], "admin:org", ["configuration", "credentials"], {
    list: "secrets",
    why: "Actions secrets: names, dates, visibility. Never values: the API does not give them.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/actions/secrets/{secret_name}/repositories", ["organization_secrets"], "admin:org", [], {
    list: "repositories",
    why: "Which repositories see a secret.",
    when: "For each secret of selected repositories, a page for each 100."
  }),
  org("GET /orgs/{org}/dependabot/secrets", ["organization_dependabot_secrets"], "admin:org", ["configuration", "credentials"], {
    list: "secrets",
    why: "Dependabot secrets.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/dependabot/secrets/{secret_name}/repositories", ["organization_dependabot_secrets"], "admin:org", [], {
    list: "repositories",
    why: "Which repositories see a secret.",
    when: "For each secret of selected repositories, a page for each 100."
  }),
  codespaces("GET /orgs/{org}/codespaces/secrets", ["organization_codespaces_secrets"], "admin:org", ["configuration", "credentials"], {
    list: "secrets",
    why: "Codespaces secrets.",
    when: everyHundred
  }),
  codespaces("GET /orgs/{org}/codespaces/secrets/{secret_name}/repositories", ["organization_codespaces_secrets"], "admin:org", [], {
    list: "repositories",
    why: "Which repositories see a secret.",
    when: "For each secret of selected repositories, a page for each 100."
  }),
  org("GET /orgs/{org}/agents/secrets", ["organization_agent_secrets"], "admin:org", ["configuration", "credentials"], {
    list: "secrets",
    why: "Secrets of the Copilot cloud agent.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/agents/secrets/{secret_name}/repositories", ["organization_agent_secrets"], "admin:org", [], {
    list: "repositories",
    why: "Which repositories see a secret.",
    when: "For each secret of selected repositories, a page for each 100."
  }),
  org("GET /orgs/{org}/private-registries", ["organization_private_registries"], "admin:org", ["configuration", "credentials"], {
    list: "configurations",
    why: "Private registries: whether by a stored token or by OIDC, and as whom.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/hooks", ["organization_hooks"], "admin:org_hook", ["configuration"], {
    list: "",
    why: "Webhooks: where they go, whether they are signed. A secret is only noted as present.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/actions/permissions", orgAdministration, "admin:org", ["configuration"], {
    why: "Which repositories may run Actions, and which actions; whether actions must be pinned.",
    when: once
  }),
  org("GET /orgs/{org}/actions/permissions/repositories", orgAdministration, "admin:org", ["configuration"], {
    list: "repositories",
    why: "Which repositories may run Actions.",
    when: "Where only selected repositories may, a page for each 100."
  }),
  org("GET /orgs/{org}/actions/permissions/selected-actions", orgAdministration, "admin:org", ["configuration"], {
    why: "Which actions may run.",
    when: "Once, where only selected actions may run."
  }),
  org("GET /orgs/{org}/actions/permissions/workflow", orgAdministration, "admin:org", ["configuration"], {
    why: "What the token of a job may do by default, and whether it may approve pull requests.",
    when: once
  }),
  org("GET /orgs/{org}/actions/permissions/fork-pr-contributor-approval", orgAdministration, "admin:org", ["configuration"], {
    why: "Whose pull requests run workflows without an approval.",
    when: once
  }),
  org("GET /orgs/{org}/actions/permissions/fork-pr-workflows-private-repos", orgAdministration, "admin:org", ["configuration"], {
    why: "What pull requests from forks of private repositories get.",
    when: once
  }),
  org("GET /orgs/{org}/actions/permissions/self-hosted-runners", orgAdministration, "admin:org", ["configuration"], {
    why: "Which repositories may have runners of their own.",
    when: once
  }),
  org("GET /orgs/{org}/actions/permissions/self-hosted-runners/repositories", orgAdministration, "admin:org", [], {
    list: "repositories",
    why: "Which ones these are.",
    when: "Where only selected repositories may, a page for each 100."
  }),
  org("GET /orgs/{org}/actions/runners", ["organization_self_hosted_runners"], "admin:org", ["inventory"], {
    list: "runners",
    why: "Self-hosted runners.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/actions/runner-groups", ["organization_self_hosted_runners"], "admin:org", ["configuration"], {
    list: "runner_groups",
    why: "Runner groups: which repositories they serve, public ones among them.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/actions/runner-groups/{runner_group_id}/repositories", ["organization_self_hosted_runners"], "admin:org", [], {
    list: "repositories",
    why: "Which repositories a group serves.",
    when: "For each group of selected repositories, a page for each 100."
  }),
  org("GET /orgs/{org}/actions/runner-groups/{runner_group_id}/runners", ["organization_self_hosted_runners"], "admin:org", ["inventory"], {
    list: "runners",
    why: "Runners of the enterprise that the organisation may use.",
    when: "For each group that the enterprise shares, a page for each 100."
  }),
  org("GET /orgs/{org}/actions/oidc/customization/sub", orgAdministration, "read:org", ["trusts"], {
    why: "What the subject of a job token to a cloud is made of; whether it names ids that cannot be taken over.",
    when: once
  }),
  org("GET /orgs/{org}/actions/oidc/customization/properties/repo", orgAdministration, "read:org", ["trusts"], {
    why: "Which custom properties are claims of a job token.",
    when: once
  }),
  org("GET /orgs/{org}/outside_collaborators", ["members"], "read:org", ["inventory"], {
    list: "",
    why: "Outside collaborators.",
    when: everyHundred
  }),
  org("GET /orgs/{org}/copilot/coding-agent/permissions", ["organization_copilot_agent_settings"], "admin:org", ["inventory", "configuration"], {
    why: "In which repositories the Copilot cloud agent works.",
    when: once
  }),
  org("GET /orgs/{org}/copilot/coding-agent/permissions/repositories", ["organization_copilot_agent_settings"], "admin:org", [], {
    list: "repositories",
    why: "Which repositories these are.",
    when: "Where it works in selected repositories, a page for each 100."
  }),
  org(queries.Members.id, ["members"], "read:org", ["inventory"], {
    why: "Members, their role and whether they have a second factor.",
    when: everyHundred
  }),
  org(queries.Teams.id, ["members", "metadata"], "read:org", ["grants"], {
    why: "Teams: members, and repositories with the permission that they give.",
    when: "A page for each 50 teams."
  }),
  org(queries.TeamMembers.id, ["members"], "read:org", [], {
    why: "More members of a team.",
    when: "For each team of more than 100, a page for each 100 more."
  }),
  org(queries.TeamRepositories.id, ["members", "metadata"], "read:org", [], {
    why: "More repositories of a team.",
    when: "For each team with more than 100, a page for each 100 more."
  }),
  repo(queries.Repositories.id, ["metadata", "administration", "contents"], "repo", ["inventory", "organization"], {
    why: "Repositories; protection of the default branch; how many deploy keys, environments and direct collaborators each has; ids of its workflow files.",
    when: everyHundred
  }),
  repo(queries.WorkflowTexts.id, ["contents"], "repo", ["workloads", "trusts"], {
    why: "Texts of workflows. Whatever looks like a secret in them is blanked.",
    when: "For each 50 repositories with workflows, or fewer with more than a megabyte of them."
  }),
  repo(queries.Protections.id, ["metadata", "administration"], "repo", [], {
    why: "Which Apps, teams, roles and deploy keys may get past the protection of default branches.",
    when: "For each 50 rulesets and branch protections that hold for default branches; a ruleset of the organisation once."
  }),
  repo(queries.Collaborators.id, ["metadata", "members"], "repo", ["grants"], {
    why: "Who was given access to a repository directly, and which permission.",
    when: "For each 50 repositories with direct or outside collaborators."
  }),
  repo(queries.MoreCollaborators.id, ["metadata", "members"], "repo", [], {
    why: "More collaborators of a repository.",
    when: "For each repository with more than 100, a page for each 100 more."
  }),
  repo("GET /repos/{owner}/{repo}/keys", ["administration"], "repo", ["inventory", "credentials", "credential-use"], {
    list: "",
    why: "Deploy keys with their last use. The key itself is dropped.",
    when: "For each repository that has one, a page for each 100."
  }),
  repo("GET /repos/{owner}/{repo}/actions/secrets", ["secrets"], "repo", ["configuration", "credentials"], {
    list: "secrets",
    why: "Actions secrets of the repository.",
    when: eachActive
  }),
  repo("GET /repos/{owner}/{repo}/dependabot/secrets", ["dependabot_secrets"], "repo", ["configuration", "credentials"], {
    list: "secrets",
    why: "Dependabot secrets of the repository.",
    when: eachActive
  }),
  repo("GET /repos/{owner}/{repo}/hooks", ["repository_hooks"], "admin:repo_hook", ["configuration"], {
    list: "",
    why: "Webhooks of the repository.",
    when: eachActive
  }),
  repo("GET /repos/{owner}/{repo}/environments", ["actions"], "repo", ["configuration", "trusts"], {
    list: "environments",
    why: "Environments and their protection: reviewers, waiting time, branches.",
    when: "For each repository with environments, a page for each 100."
  }),
  repo("GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies", ["actions"], "repo", ["configuration"], {
    list: "branch_policies",
    why: "From which branches an environment can be entered.",
    when: "For each environment with branch patterns of its own."
  }),
  repo("GET /repos/{owner}/{repo}/environments/{environment_name}/secrets", ["secrets", "environments"], "repo", ["configuration", "credentials"], {
    list: "secrets",
    why: "Secrets of an environment.",
    when: "For each environment, a page for each 100."
  }),
  repo("GET /repos/{owner}/{repo}/actions/permissions/workflow", ["administration"], "repo", ["configuration"], {
    why: "What the token of a job may do by default in the repository.",
    when: "For each repository that is not archived and may run Actions, where the organisation allows more than reading or did not tell."
  }),
  repo("GET /repos/{owner}/{repo}/actions/oidc/customization/sub", ["actions"], "repo", ["trusts"], {
    why: "The subject that job tokens of the repository carry.",
    when: "For each repository with a workflow that may ask for a job token (`id-token`)."
  }),
  repo("GET /repos/{owner}/{repo}/actions/runners", ["administration"], "repo", ["inventory"], {
    list: "runners",
    why: "Self-hosted runners of the repository.",
    when: "For each repository that may have some by the organisation."
  }),
  repo("GET /repos/{owner}/{repo}/agents/secrets", ["agent_secrets"], "repo", ["configuration", "credentials"], {
    list: "secrets",
    why: "Secrets of the Copilot cloud agent in the repository.",
    when: "For each repository that it works in."
  }),
  repo("GET /repos/{owner}/{repo}/copilot/cloud-agent/configuration", ["copilot_agent_settings"], "repo", ["configuration"], {
    why: "Firewall, approvals and MCP servers of the agent. Of literal values only their kind is kept.",
    when: "For each repository that it works in."
  }),
  codespaces("GET /repos/{owner}/{repo}/codespaces/secrets", ["codespaces_secrets"], "repo", ["configuration", "credentials"], {
    list: "secrets",
    why: "Codespaces secrets of the repository.",
    when: "For each repository that is not archived."
  }),
  enterprise(queries.EnterpriseOrganizations.id, [], "read:enterprise", ["organization"], {
    cloudOnly: true,
    why: "Organisations of the enterprise.",
    when: everyHundred
  }),
  enterprise("GET /enterprises/{enterprise}/apps/organizations/{org}/installations", ["enterprise_organization_installations"], "", [], {
    list: "",
    cloudOnly: true,
    why: "App installations as the enterprise sees them. Shown to Apps that the enterprise installed.",
    when: "A page for each 100 in each organisation."
  }),
  enterprise("GET /enterprises/{enterprise}/apps/organizations/{org}/installations/{installation_id}/repositories", ["enterprise_organization_installation_repositories"], "", ["grants"], {
    list: "",
    cloudOnly: true,
    why: "Which repositories an App may enter; no other call tells it.",
    when: "For each installation of selected repositories, a page for each 100."
  })
];
var notOnEveryServer = [
  "/agents/secrets",
  "/codespaces/secrets",
  "/copilot/",
  "/insights/api/",
  "/credential-authorizations",
  "/oidc/customization/properties/repo",
  "/permissions/fork-pr-",
  "/permissions/self-hosted-runners",
  "GET /enterprises/"
];
var mayLackOnServer = (id) => notOnEveryServer.some((part) => id.includes(part));
var byId = new Map(githubCalls.map((each) => [each.id, each]));
var githubCall = (id) => byId.get(id);
var githubBlindSpots = [
  {
    source: "classic personal access tokens",
    detail: "GitHub lists them only where members let them in by SAML single sign-on (credential-authorizations); all others are not shown to anybody"
  },
  {
    source: "OAuth apps",
    detail: "GitHub has no list of the OAuth apps that members let in; only their tokens in organisations with SAML are seen"
  },
  {
    source: "private keys of Apps",
    detail: "GitHub shows them to nobody but the owner of the App, in its settings; age and number are not known"
  },
  {
    source: "SSH keys of members",
    detail: "ages and last uses are shown only where members let them in by SAML single sign-on (credential-authorizations)"
  }
];

export {
  queries,
  queryOfText,
  githubCalls,
  mayLackOnServer,
  githubCall,
  githubBlindSpots
};
