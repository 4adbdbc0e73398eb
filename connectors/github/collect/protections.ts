import {
  type Allowances,
  type BranchRuleNode,
  protectionsAnswerSchema,
  type RulesetNode,
} from './answers.ts';
import type { Json } from './organization.ts';
import { queries } from './queries.ts';
import { chunks, type KnownRepository } from './repositories.ts';
import { makeStep, type Place, type Step } from './step.ts';

const call = queries.Protections.id;
const atOnce = 50;

const allowed = (list: Allowances): readonly Json[] =>
  (list?.nodes ?? []).flatMap((each) =>
    each?.actor ? [{ type: each.actor.__typename, name: each.actor.slug ?? each.actor.login }] : [],
  );

type BypassActor = NonNullable<NonNullable<NonNullable<RulesetNode['bypassActors']>['nodes']>[number]>;

const bypassActorOf = ({ actor, bypassMode, ...flags }: BypassActor): Json => {
  const mode = { mode: bypassMode };
  if (actor) return { type: actor.__typename, name: actor.slug, ...mode };
  if (flags.deployKey) return { type: 'DeployKey', ...mode };
  if (flags.organizationAdmin) return { type: 'OrganizationAdmin', ...mode };
  if (flags.repositoryRoleName) return { type: 'Role', name: flags.repositoryRoleName, ...mode };
  // Its own flag is not in every Enterprise Server; there is no other kind.
  return { type: 'EnterpriseOwner', ...mode };
};

const rulesetOf = ({ name, enforcement, source, bypassActors }: RulesetNode): Json => ({
  type: 'ruleset',
  name,
  enforcement,
  source: source ? { type: source.__typename, name: source.name } : undefined,
  ...(bypassActors
    ? { bypass_actors: (bypassActors.nodes ?? []).flatMap((each) => (each ? [bypassActorOf(each)] : [])) }
    : {}),
});

const branchRuleOf = (node: BranchRuleNode): Json => ({
  type: 'branch-protection',
  name: node.pattern,
  source: node.repository ? { type: 'Repository', name: node.repository.nameWithOwner } : undefined,
  ...(node.bypassPullRequestAllowances ? { bypass_actors: allowed(node.bypassPullRequestAllowances) } : {}),
  ...(node.pushAllowances ? { push_actors: allowed(node.pushAllowances) } : {}),
});

const mostListed = 100;

const put = (step: Step, node: RulesetNode | BranchRuleNode): void => {
  const isRuleset = node.__typename === 'RepositoryRuleset';
  step.put(call, 'github.protection', node.id, isRuleset ? rulesetOf(node) : branchRuleOf(node));
  const lists = isRuleset ? [node.bypassActors] : [node.pushAllowances, node.bypassPullRequestAllowances];
  // https://docs.github.com/en/rest/repos/rules#get-a-repository-ruleset
  if (lists.some((list) => !list)) {
    const why =
      'GitHub shows who can bypass a ruleset only to those who may edit it; nothing more is asked for';
    step.remark(call, why, true);
  }
  const hidden = isRuleset
    ? 0
    : lists.flatMap((list) => list?.nodes ?? []).filter((each) => each && !each.actor).length;
  if (hidden > 0) step.remark(call, `GitHub does not say who ${hidden} of those are who get past it`, true);
  if (lists.some((list) => (list?.totalCount ?? 0) > mostListed))
    step.remark(call, `of more than ${mostListed} who get past a protection the first ones were read`, true);
};

const readBatch = async (step: Step, ids: readonly string[]): Promise<void> => {
  const data = await step.query('Protections', { ids });
  if (data === undefined) return;
  const answer = protectionsAnswerSchema.safeParse(data);
  if (!answer.success) return step.remark(call, 'an answer did not have the shape of the GitHub API', true);
  for (const node of answer.data.nodes) if (node) put(step, node);
};

/** Who gets past what protects default branches. */
export const readProtections = async (
  place: Place,
  repositories: readonly KnownRepository[],
): Promise<void> => {
  const ids = new Set(repositories.flatMap(({ active, guards }) => (active ? guards : [])));
  for (const batch of chunks([...ids].sort(), atOnce))
    await makeStep(place, `protections ${batch.join(' ')}`, (step) => readBatch(step, batch));
};
