import { schema as published } from '@octokit/graphql-schema';
import { buildSchema, type GraphQLSchema, graphql } from 'graphql';
import type { FakeActor, FakeOrganization, FakeRepository } from './github-estate.ts';

/**
 * GitHub's GraphQL over the fake's organisations, executed by graphql-js over GitHub's published schema. That text has a
 * field twice, so that it is not checked by itself: what is sent to it is.
 */
let built: GraphQLSchema | undefined;
export const githubGraphqlSchema = (): GraphQLSchema => {
  built ??= buildSchema(published.idl, { assumeValid: true, assumeValidSDL: true });
  return built;
};

interface PageArguments {
  readonly first?: number;
  readonly after?: string | null;
}

const connection = <T, Node>(
  all: readonly T[],
  nodeOf: (each: T) => Node,
  edgeOf: (each: T) => Readonly<Record<string, unknown>> = () => ({}),
) => {
  return ({ first = 100, after }: PageArguments) => {
    if (first > 100) throw new Error('Requesting more than 100 records is not possible');
    const from = after === undefined || after === null ? 0 : Number(Buffer.from(after, 'base64').toString());
    const page = all.slice(from, from + first);
    const end = from + page.length;
    return {
      totalCount: all.length,
      pageInfo: {
        hasNextPage: end < all.length,
        endCursor: page.length === 0 ? null : Buffer.from(String(end)).toString('base64'),
      },
      nodes: () => page.map(nodeOf),
      edges: () => page.map((each) => ({ ...edgeOf(each), node: nodeOf(each) })),
    };
  };
};

const day = '2026-03-01T10:00:00Z';
const blobOf = (name: string, text: string) => ({
  name,
  type: 'blob',
  oid: `oid-${name}-${text.length}`.padEnd(40, '0'),
  size: text.length,
  object: () => ({ __typename: 'Blob', text, isTruncated: false, isBinary: false }),
});

const actorOf = ({ app, team }: FakeActor) =>
  app !== undefined
    ? { __typename: 'App', slug: app }
    : team !== undefined
      ? { __typename: 'Team', slug: team }
      : null;

const rulesetOf = (organization: FakeOrganization, id: number) => {
  const found = organization.rulesets?.find((each) => each.id === id);
  if (found === undefined) return null;
  const bypass = found.bypass?.map((each) => ({
    bypassMode: each.mode ?? 'ALWAYS',
    deployKey: each.deployKey === true,
    organizationAdmin: false,
    enterpriseOwner: false,
    repositoryRoleName: each.role ?? null,
    actor: actorOf(each),
  }));
  return {
    __typename: 'RepositoryRuleset',
    id: `RRS_${id}`,
    name: found.name,
    enforcement: 'ACTIVE',
    target: 'BRANCH',
    source: { __typename: 'Organization', login: organization.login },
    bypassActors: bypass === undefined ? null : connection(bypass, (each) => each),
  };
};

const branchRuleOf = (organization: FakeOrganization, repository: FakeRepository) => {
  const { pushers = [], passing = [], ...rule } = repository.branchRule ?? {};
  const allowances = (all: unknown) =>
    connection(all as readonly FakeActor[], (each) => ({ actor: actorOf(each) }));
  return {
    __typename: 'BranchProtectionRule',
    id: `BPR_${repository.id}`,
    ...rule,
    repository: { nameWithOwner: `${organization.login}/${repository.name}` },
    pushAllowances: allowances(pushers),
    bypassPullRequestAllowances: allowances(passing),
  };
};

const rulesOf = (organization: FakeOrganization, { rules = [], rulesets = {} }: FakeRepository) => [
  ...rules.map((type) => ({ type, repositoryRuleset: null })),
  ...Object.entries(rulesets).flatMap(([id, types]) =>
    types.map((type) => ({ type, repositoryRuleset: rulesetOf(organization, Number(id)) })),
  ),
];

const fileOf = ({ files = {} }: FakeRepository, expression: string) => {
  const path = expression.replace(/^HEAD:/, '');
  return Object.hasOwn(files, path)
    ? { __typename: 'Blob', text: files[path], isTruncated: false, isBinary: false }
    : null;
};

const repositoryOf = (organization: FakeOrganization, repository: FakeRepository) => {
  const { branch = 'main', branchRule = null } = repository;
  const collaborators = (repository.collaborators ?? []).map((each) => each);
  return {
    __typename: 'Repository',
    id: `R_${repository.id}`,
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: `${organization.login}/${repository.name}`,
    visibility: (repository.visibility ?? 'private').toUpperCase(),
    isArchived: repository.archived === true,
    isDisabled: false,
    isFork: false,
    viewerCanAdminister: repository.administered !== false,
    createdAt: day,
    pushedAt: day,
    owner: { __typename: 'Organization', login: organization.login, databaseId: organization.id },
    defaultBranchRef:
      branch === null
        ? null
        : {
            name: branch,
            branchProtectionRule: branchRule === null ? null : branchRuleOf(organization, repository),
            rules: connection(rulesOf(organization, repository), (rule) => rule),
          },
    deployKeys: connection(repository.keys ?? [], () => ({})),
    environments: connection(repository.environments ?? [], () => ({})),
    collaborators: connection(
      collaborators,
      ({ id, login }) => ({ __typename: 'User', databaseId: id, login }),
      ({ permission, from = 'Repository' }) => ({
        permission,
        permissionSources: [
          {
            permission,
            roleName: permission.toLowerCase(),
            source: {
              __typename: from,
              slug: 'ops',
              login: organization.login,
              nameWithOwner: `${organization.login}/${repository.name}`,
            },
          },
        ],
      }),
    ),
    object: ({ expression }: { readonly expression: string }) =>
      expression === 'HEAD:.github/workflows' && repository.workflows !== undefined
        ? {
            __typename: 'Tree',
            entries: () =>
              Object.entries(repository.workflows ?? {}).map(([name, text]) => blobOf(name, text)),
          }
        : expression === 'HEAD:.github/CODEOWNERS' && repository.codeowners !== undefined
          ? { __typename: 'Blob', text: repository.codeowners, isTruncated: false, isBinary: false }
          : fileOf(repository, expression),
  };
};

type FakeTeam = NonNullable<FakeOrganization['teams']>[number];

const teamOf = (organization: FakeOrganization, team: FakeTeam) => ({
  __typename: 'Team',
  id: `T_${team.id}`,
  databaseId: team.id,
  slug: team.slug,
  parentTeam: null,
  members: connection(team.members, (login) => ({
    login,
    databaseId: organization.members?.find((member) => member.login === login)?.id,
  })),
  repositories: connection(
    team.repositories,
    ({ id }) => repositoryOf(organization, organization.repositories.find((each) => each.id === id)!),
    ({ permission }) => ({ permission }),
  ),
});

const organizationOf = (organization: FakeOrganization) => {
  return {
    __typename: 'Organization',
    login: organization.login,
    repositories: connection(organization.repositories, (each) => repositoryOf(organization, each)),
    membersWithRole: connection(
      organization.members ?? [],
      ({ id, login }) => ({ databaseId: id, login, createdAt: day }),
      ({ role, twoFactor = false }) => ({ role, hasTwoFactorEnabled: twoFactor }),
    ),
    teams: connection(organization.teams ?? [], (team) => teamOf(organization, team)),
  };
};

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export const answerGraphql = async (
  organizations: readonly FakeOrganization[],
  { query, variables }: GraphqlRequest,
  rateLimit: Readonly<Record<string, unknown>>,
): Promise<unknown> => {
  const find = (id: string) => {
    for (const organization of organizations) {
      const repository = organization.repositories.find((each) => `R_${each.id}` === id);
      if (repository !== undefined) return repositoryOf(organization, repository);
      const ruled = organization.repositories.find((each) => `BPR_${each.id}` === id);
      if (ruled !== undefined) return branchRuleOf(organization, ruled);
      const ruleset = id.startsWith('RRS_') ? rulesetOf(organization, Number(id.slice(4))) : null;
      if (ruleset !== null) return ruleset;
      const team = organization.teams?.find((each) => `T_${each.id}` === id);
      if (team !== undefined) return teamOf(organization, team);
    }
    return null;
  };
  const rootValue = {
    rateLimit: { cost: 1, ...rateLimit },
    organization: ({ login }: { readonly login: string }) => {
      const found = organizations.find((each) => each.login.toLowerCase() === login.toLowerCase());
      return found === undefined ? null : organizationOf(found);
    },
    enterprise: () => ({
      organizations: connection(organizations, ({ login }) => ({ __typename: 'Organization', login })),
    }),
    node: ({ id }: { readonly id: string }) => find(id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map(find),
  };
  const result = await graphql({
    schema: githubGraphqlSchema(),
    source: query,
    rootValue,
    variableValues: { ...variables },
  });
  const errors = result.errors?.map(({ message, path }) => ({ type: 'ERROR', message, path }));
  return { data: result.data, ...(errors === undefined ? {} : { errors }) };
};
