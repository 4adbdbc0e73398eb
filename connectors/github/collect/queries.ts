/**
 * GraphQL for what it tells in fewer calls than REST. The guard lets through these texts and no others; a test reads
 * each with graphql-js against GitHub's public schema and allows queries only.
 * Costs by https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export interface Query {
  /** `graphql` and the name of the operation. */
  readonly id: string;
  readonly text: string;
}

const query = (name: string, signature: string, body: string): Query => ({
  id: `graphql ${name}`,
  text: `query ${name}(${signature}) {\n${body}\n  rateLimit { cost remaining limit resetAt }\n}`,
});

const page = 'pageInfo { hasNextPage endCursor }';
const collaborators = `totalCount ${page}
      edges {
        permission
        permissionSources {
          permission roleName
          source { __typename ... on Team { slug } ... on Organization { login } ... on Repository { nameWithOwner } }
        }
        node { databaseId login }
      }`;
const allowed = 'actor { __typename ... on App { slug } ... on Team { slug } ... on User { login } }';

/** How many actions one query reads: no connection in it, so that it costs one point however many they are. */
export const slotsOfActions = 20;
const slots = Array.from({ length: slotsOfActions }, (_, slot) => slot);
const file = '{ ... on Blob { text isTruncated isBinary } }';

export const queries = {
  // 4 points for each 100 repositories.
  Repositories: query(
    'Repositories',
    '$login: String!, $first: Int!, $cursor: String',
    `  organization(login: $login) {
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
          rules(first: 30) { totalCount nodes { type repositoryRuleset { id } } }
        }
        deployKeys(first: 1) { totalCount }
        environments(first: 1) { totalCount }
        direct: collaborators(first: 1, affiliation: DIRECT) { totalCount }
        workflows: object(expression: "HEAD:.github/workflows") { ... on Tree { entries { name type oid size } } }
        agents: object(expression: "HEAD:.github/agents") { ... on Tree { entries { name } } }
        setup: object(expression: "HEAD:.github/workflows/copilot-setup-steps.yml") { oid }
      }
    }
  }`,
  ),
  // 1 point: no connection in it.
  WorkflowTexts: query(
    'WorkflowTexts',
    '$ids: [ID!]!',
    `  nodes(ids: $ids) {
    ... on Repository {
      id
      workflows: object(expression: "HEAD:.github/workflows") {
        ... on Tree { entries { name type oid object { ... on Blob { text isTruncated isBinary } } } }
      }
      owners: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { text isTruncated } }
      ownersAtRoot: object(expression: "HEAD:CODEOWNERS") { ... on Blob { text isTruncated } }
      ownersInDocs: object(expression: "HEAD:docs/CODEOWNERS") { ... on Blob { text isTruncated } }
    }
  }`,
  ),
  // 1 point. A fixed text for any number up to its slots: which repository and path is in the variables.
  LocalActions: query(
    'LocalActions',
    slots.map((slot) => `$id${slot}: ID!, $path${slot}_0: String!, $path${slot}_1: String!`).join(', '),
    slots
      .map(
        (slot) => `  slot${slot}: node(id: $id${slot}) {
    ... on Repository { file0: object(expression: $path${slot}_0) ${file} file1: object(expression: $path${slot}_1) ${file} }
  }`,
      )
      .join('\n'),
  ),
  // 2 points for each 50: what may get past a branch protection or a ruleset, which an organisation has for thousands.
  Protections: query(
    'Protections',
    '$ids: [ID!]!',
    `  nodes(ids: $ids) {
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
  }`,
  ),
  // 1 point for each 50 repositories.
  Collaborators: query(
    'Collaborators',
    '$ids: [ID!]!',
    `  nodes(ids: $ids) {
    ... on Repository {
      id
      collaborators(first: 100, affiliation: DIRECT) { ${collaborators} }
    }
  }`,
  ),
  MoreCollaborators: query(
    'MoreCollaborators',
    '$id: ID!, $cursor: String',
    `  node(id: $id) {
    ... on Repository {
      collaborators(first: 100, after: $cursor, affiliation: DIRECT) { ${collaborators} }
    }
  }`,
  ),
  Members: query(
    'Members',
    '$login: String!, $cursor: String',
    `  organization(login: $login) {
    membersWithRole(first: 100, after: $cursor) {
      totalCount ${page}
      edges { role hasTwoFactorEnabled node { databaseId login createdAt } }
    }
  }`,
  ),
  // 1 point for each 50 teams.
  Teams: query(
    'Teams',
    '$login: String!, $cursor: String',
    `  organization(login: $login) {
    teams(first: 50, after: $cursor, orderBy: { field: NAME, direction: ASC }) {
      totalCount ${page}
      nodes {
        id databaseId slug
        parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) { totalCount ${page} nodes { databaseId login } }
        repositories(first: 100) { totalCount ${page} edges { permission node { databaseId nameWithOwner } } }
      }
    }
  }`,
  ),
  TeamMembers: query(
    'TeamMembers',
    '$id: ID!, $cursor: String',
    `  node(id: $id) {
    ... on Team { members(first: 100, after: $cursor, membership: IMMEDIATE) { totalCount ${page} nodes { databaseId login } } }
  }`,
  ),
  TeamRepositories: query(
    'TeamRepositories',
    '$id: ID!, $cursor: String',
    `  node(id: $id) {
    ... on Team { repositories(first: 100, after: $cursor) { totalCount ${page} edges { permission node { databaseId nameWithOwner } } } }
  }`,
  ),
  EnterpriseOrganizations: query(
    'EnterpriseOrganizations',
    '$slug: String!, $cursor: String',
    `  enterprise(slug: $slug) {
    organizations(first: 100, after: $cursor) { totalCount ${page} nodes { login } }
  }`,
  ),
} as const;

export type QueryName = keyof typeof queries;

const byText = new Map<string, Query>(Object.values(queries).map((each) => [each.text, each]));

const byId = new Map<string, Query>(Object.values(queries).map((each) => [each.id, each]));

export const queryOfId = (id: string): Query | undefined => byId.get(id);

/** The query that this is the very text of. */
export const queryOfText = (text: unknown): Query | undefined =>
  typeof text === 'string' ? byText.get(text) : undefined;
