import { z } from 'zod';

/** The parts of GitHub's answers that lead to further calls or become records under other names. Read tolerantly. */
const nullish = <T extends z.ZodType>(schema: T) => schema.nullish();

export const referenceSchema = z.object({ id: z.number().int(), full_name: z.string() });

const entriesSchema = nullish(
  z.object({
    entries: nullish(
      z.array(
        z.object({
          name: z.string(),
          type: z.string().optional(),
          oid: z.string().optional(),
          size: z.number().optional(),
        }),
      ),
    ),
  }),
);

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: nullish(z.string()) });
const counted = nullish(z.object({ totalCount: z.number() }));

export const repositoryNodeSchema = z.object({
  id: z.string(),
  databaseId: z.number().int(),
  name: z.string(),
  nameWithOwner: z.string(),
  visibility: z.string(),
  isArchived: z.boolean(),
  isDisabled: z.boolean(),
  isFork: z.boolean(),
  viewerCanAdminister: nullish(z.boolean()),
  createdAt: nullish(z.string()),
  pushedAt: nullish(z.string()),
  owner: z.object({ login: z.string(), databaseId: nullish(z.number()) }),
  defaultBranchRef: nullish(
    z.object({
      name: z.string(),
      branchProtectionRule: nullish(
        z.object({
          id: nullish(z.string()),
          pattern: z.string(),
          requiresApprovingReviews: z.boolean(),
          requiredApprovingReviewCount: nullish(z.number().int()),
          requiresStatusChecks: z.boolean(),
          restrictsPushes: z.boolean(),
          allowsForcePushes: z.boolean(),
          isAdminEnforced: z.boolean(),
        }),
      ),
      rules: nullish(
        z.object({
          nodes: nullish(
            z.array(
              nullish(
                z.object({ type: z.string(), repositoryRuleset: nullish(z.object({ id: z.string() })) }),
              ),
            ),
          ),
        }),
      ),
    }),
  ),
  deployKeys: counted,
  environments: counted,
  direct: counted,
  workflows: entriesSchema,
  agents: entriesSchema,
  setup: nullish(z.object({ oid: z.string() })),
});

export const repositoriesAnswerSchema = z.object({
  organization: z.object({
    repositories: z.object({ totalCount: z.number(), pageInfo, nodes: z.array(z.unknown()) }),
  }),
});

const guardActor = nullish(
  z.object({ __typename: z.string(), slug: z.string().optional(), login: z.string().optional() }),
);
const allowances = nullish(
  z.object({ totalCount: z.number(), nodes: nullish(z.array(nullish(z.object({ actor: guardActor })))) }),
);
export type Allowances = z.output<typeof allowances>;

const rulesetNode = z.object({
  __typename: z.literal('RepositoryRuleset'),
  id: z.string(),
  name: z.string(),
  enforcement: z.string(),
  target: nullish(z.string()),
  source: nullish(z.object({ __typename: z.string(), name: nullish(z.string()) })),
  bypassActors: nullish(
    z.object({
      totalCount: z.number(),
      nodes: nullish(
        z.array(
          nullish(
            z.object({
              bypassMode: nullish(z.string()),
              deployKey: nullish(z.boolean()),
              organizationAdmin: nullish(z.boolean()),
              repositoryRoleName: nullish(z.string()),
              actor: guardActor,
            }),
          ),
        ),
      ),
    }),
  ),
});
const branchRuleNode = z.object({
  __typename: z.literal('BranchProtectionRule'),
  id: z.string(),
  pattern: z.string(),
  repository: nullish(z.object({ nameWithOwner: z.string() })),
  pushAllowances: allowances,
  bypassPullRequestAllowances: allowances,
});
export type RulesetNode = z.output<typeof rulesetNode>;
export type BranchRuleNode = z.output<typeof branchRuleNode>;

export const protectionsAnswerSchema = z.object({
  nodes: z.array(nullish(z.union([rulesetNode, branchRuleNode]))),
});

const blobEntry = z.object({
  name: z.string(),
  type: z.string(),
  oid: z.string(),
  object: nullish(
    z.object({
      text: nullish(z.string()),
      isTruncated: z.boolean().optional(),
      isBinary: nullish(z.boolean()),
    }),
  ),
});

const ownersSchema = nullish(z.object({ text: nullish(z.string()), isTruncated: nullish(z.boolean()) }));

export const workflowTextsAnswerSchema = z.object({
  nodes: z.array(
    nullish(
      z.object({
        id: z.string(),
        workflows: nullish(z.object({ entries: nullish(z.array(blobEntry)) })),
        owners: ownersSchema,
        ownersAtRoot: ownersSchema,
        ownersInDocs: ownersSchema,
      }),
    ),
  ),
});

const actionFileSchema = nullish(
  z.object({
    text: nullish(z.string()),
    isTruncated: z.boolean().optional(),
    isBinary: nullish(z.boolean()),
  }),
);

/** By the names of the slots; `rateLimit` stands beside them. */
export const localActionsAnswerSchema = z.record(
  z.string(),
  nullish(z.object({ file0: actionFileSchema, file1: actionFileSchema })),
);

const collaboratorsSchema = z.object({
  totalCount: z.number(),
  pageInfo,
  edges: nullish(
    z.array(
      z.object({
        permission: z.string(),
        permissionSources: nullish(
          z.array(
            z.object({
              permission: z.string(),
              roleName: nullish(z.string()),
              source: z.object({ __typename: z.string(), slug: z.string().optional() }),
            }),
          ),
        ),
        node: z.object({ databaseId: nullish(z.number()), login: z.string() }),
      }),
    ),
  ),
});
export type Collaborators = z.output<typeof collaboratorsSchema>;

export const collaboratorsAnswerSchema = z.object({
  nodes: z.array(nullish(z.object({ id: z.string(), collaborators: nullish(collaboratorsSchema) }))),
});
export const moreCollaboratorsAnswerSchema = z.object({
  node: z.object({ collaborators: collaboratorsSchema }),
});

export const membersAnswerSchema = z.object({
  organization: z.object({
    membersWithRole: z.object({
      totalCount: z.number(),
      pageInfo,
      edges: z.array(
        z.object({
          role: nullish(z.string()),
          hasTwoFactorEnabled: nullish(z.boolean()),
          node: z.object({
            databaseId: nullish(z.number()),
            login: z.string(),
            createdAt: nullish(z.string()),
          }),
        }),
      ),
    }),
  }),
});

const teamMembersSchema = z.object({
  totalCount: z.number(),
  pageInfo,
  nodes: z.array(z.object({ databaseId: nullish(z.number()), login: z.string() })),
});
const teamRepositoriesSchema = z.object({
  totalCount: z.number(),
  pageInfo,
  edges: nullish(
    z.array(
      z.object({
        permission: z.string(),
        node: z.object({ databaseId: z.number().int(), nameWithOwner: z.string() }),
      }),
    ),
  ),
});
const teamSchema = z.object({
  id: z.string(),
  databaseId: nullish(z.number()),
  slug: z.string(),
  parentTeam: nullish(z.object({ slug: z.string() })),
  members: teamMembersSchema,
  repositories: teamRepositoriesSchema,
});
export const teamsAnswerSchema = z.object({
  organization: z.object({
    teams: z.object({ totalCount: z.number(), pageInfo, nodes: z.array(teamSchema) }),
  }),
});
export const teamMembersAnswerSchema = z.object({ node: z.object({ members: teamMembersSchema }) });
export const teamRepositoriesAnswerSchema = z.object({
  node: z.object({ repositories: teamRepositoriesSchema }),
});

export const enterpriseOrganizationsAnswerSchema = z.object({
  enterprise: z.object({
    organizations: z.object({
      pageInfo,
      totalCount: z.number(),
      nodes: z.array(nullish(z.object({ login: z.string() }))),
    }),
  }),
});

const configSchema = z.object({
  url: nullish(z.string()),
  content_type: nullish(z.string()),
  insecure_ssl: nullish(z.union([z.string(), z.number(), z.boolean()])),
  /** Masked by GitHub where there is one. Only that there is one is kept. */
  secret: z.unknown().optional(),
});
export const webhookAnswerSchema = z
  .object({
    id: z.number().int(),
    config: configSchema,
    last_response: nullish(z.object({ code: nullish(z.number()) })),
  })
  .loose();

export const environmentAnswerSchema = z
  .object({
    id: nullish(z.number()),
    name: z.string(),
    can_admins_bypass: nullish(z.boolean()),
    protection_rules: nullish(
      z.array(
        z
          .object({
            type: z.string().optional(),
            wait_timer: nullish(z.number()),
            prevent_self_review: nullish(z.boolean()),
            reviewers: nullish(
              z.array(
                z.object({
                  type: z.string().optional(),
                  reviewer: nullish(
                    z.object({
                      id: nullish(z.number()),
                      login: z.string().optional(),
                      slug: z.string().optional(),
                    }),
                  ),
                }),
              ),
            ),
            app: nullish(z.object({ slug: z.string() })),
          })
          .loose(),
      ),
    ),
    deployment_branch_policy: nullish(
      z.object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() }),
    ),
  })
  .loose();
