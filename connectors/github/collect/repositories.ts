import type { z } from 'zod';
import { codeownersPaths, ownersOfWorkflows } from '../facts/codeowners.ts';
import type { RepositoryReference } from '../facts/records.ts';
import { localUses } from '../workflows/local-actions.ts';
import {
  type Collaborators,
  collaboratorsAnswerSchema,
  moreCollaboratorsAnswerSchema,
  repositoriesAnswerSchema,
  repositoryNodeSchema,
  workflowTextsAnswerSchema,
} from './answers.ts';
import type { UsedAction } from './local-actions.ts';
import { understood } from './organization.ts';
import { queries } from './queries.ts';
import { followCursors, makeStep, type PageInfo, type Place, type Step, tooMuch } from './step.ts';

/** What of a repository decides about further calls. Survives JSON. */
export interface KnownRepository {
  readonly reference: RepositoryReference;
  readonly nodeId: string;
  readonly active: boolean;
  /** Only whom it was opened to sees it. */
  readonly private: boolean;
  /** The user whose token it is administers it. */
  readonly administered: boolean;
  readonly branch: string | null;
  readonly deployKeys: number;
  readonly environments: number;
  readonly collaborators: number;
  /** Node ids of what protects the default branch. */
  readonly guards: readonly string[];
  readonly workflows: number;
  /** Bytes of them all. */
  readonly workflowBytes: number;
}

type Node = z.output<typeof repositoryNodeSchema>;

const workflowsOf = (node: Node) => (node.workflows?.entries ?? []).filter(({ name }) => isWorkflow(name));

const isWorkflow = (name: string): boolean => /\.ya?ml$/i.test(name);

const typesOf = (rules: readonly { readonly type: string }[]): readonly string[] =>
  [...new Set(rules.map(({ type }) => type))].sort();

/** What holds for the default branch and lets some past. */
const guardsOf = ({ defaultBranchRef: branch }: Node): readonly string[] => {
  const rule = branch?.branchProtectionRule;
  const listed = rule?.restrictsPushes === true || rule?.requiresApprovingReviews === true;
  return [
    ...(listed && rule.id ? [rule.id] : []),
    ...(branch?.rules?.nodes ?? []).flatMap((each) => each?.repositoryRuleset?.id ?? []),
  ];
};

const putRepository = (step: Step, call: string, node: Node): void => {
  const { defaultBranchRef: branch } = node;
  const rule = branch?.branchProtectionRule ?? undefined;
  const rules = (branch?.rules?.nodes ?? []).flatMap((each) => each ?? []);
  const byRuleset = Map.groupBy(rules, ({ repositoryRuleset }) => repositoryRuleset?.id);
  const guarded = rule !== undefined || rules.length > 0;
  step.put(call, 'github.repository', node.databaseId, {
    id: node.databaseId,
    node_id: node.id,
    full_name: node.nameWithOwner,
    name: node.name,
    owner: { id: node.owner.databaseId, login: node.owner.login, type: 'Organization' },
    visibility: node.visibility.toLowerCase(),
    archived: node.isArchived,
    disabled: node.isDisabled,
    fork: node.isFork,
    created_at: node.createdAt,
    pushed_at: node.pushedAt,
    default_branch: branch?.name,
    protection: guarded
      ? {
          pattern: rule?.pattern,
          requires_approving_reviews: rule?.requiresApprovingReviews,
          required_approving_review_count: rule?.requiredApprovingReviewCount,
          requires_status_checks: rule?.requiresStatusChecks,
          restricts_pushes: rule?.restrictsPushes,
          allows_force_pushes: rule?.allowsForcePushes,
          is_admin_enforced: rule?.isAdminEnforced,
          rules: typesOf(rules),
          branch_rule: rule?.id,
          rulesets: [...byRuleset]
            .flatMap(([id, own]) => (id === undefined ? [] : [{ id, rules: typesOf(own) }]))
            .sort((a, b) => (a.id < b.id ? -1 : 1)),
        }
      : null,
    deploy_key_count: node.deployKeys?.totalCount,
    environment_count: node.environments?.totalCount,
    agent_files: [
      ...(node.agents?.entries ?? []).map(({ name }) => `.github/agents/${name}`),
      ...(node.setup === null || node.setup === undefined
        ? []
        : ['.github/workflows/copilot-setup-steps.yml']),
    ],
  });
};

const knownOf = (node: Node): KnownRepository => ({
  reference: { id: node.databaseId, full_name: node.nameWithOwner },
  nodeId: node.id,
  active: !node.isArchived && !node.isDisabled,
  private: node.visibility === 'PRIVATE',
  administered: node.viewerCanAdminister === true,
  branch: node.defaultBranchRef?.name ?? null,
  // A number that was not told counts as one: then the list is asked for.
  deployKeys: node.deployKeys?.totalCount ?? 1,
  environments: node.environments?.totalCount ?? 1,
  collaborators: node.direct?.totalCount ?? 1,
  guards: guardsOf(node),
  workflows: workflowsOf(node).length,
  workflowBytes: workflowsOf(node).reduce((sum, { size }) => sum + (size ?? 0), 0),
});

interface PageValue {
  readonly repositories: readonly KnownRepository[];
  /** What the page says of the next one. */
  readonly page: PageInfo;
  /** How many GitHub could give at once. */
  readonly first: number;
  readonly totalCount: number;
  /** Entries of the page, those among them that were not understood. */
  readonly came: number;
}

const largestPage = 100;
const smallestPage = 10;

const readPage = async (
  step: Step,
  login: string,
  cursor: string | null,
  first: number,
): Promise<PageValue> => {
  const call = queries.Repositories.id;
  const nothing: PageValue = {
    repositories: [],
    page: { hasNextPage: false },
    first,
    totalCount: 0,
    came: 0,
  };
  const data = await step.query('Repositories', { login, first, cursor }, '', first > smallestPage);
  // GitHub gives up a query after ten seconds.
  if (data === tooMuch) return readPage(step, login, cursor, Math.max(smallestPage, Math.floor(first / 2)));
  if (data === undefined) return nothing;
  const answer = understood(repositoriesAnswerSchema, data, () =>
    step.remark(
      call,
      'an answer did not have the shape of the GitHub API: what follows it was not read',
      true,
    ),
  );
  if (answer === undefined) return nothing;
  const { nodes, pageInfo, totalCount } = answer.organization.repositories;
  const repositories = nodes.flatMap((raw) => {
    const node = repositoryNodeSchema.safeParse(raw);
    if (node.success) putRepository(step, call, node.data);
    else step.remark(call, 'a repository did not have the shape of the GitHub API and was left out', true);
    return node.success ? [knownOf(node.data)] : [];
  });
  return { repositories, page: pageInfo, first, totalCount, came: nodes.length };
};

/** All repositories that the credential sees. */
export const readRepositories = async (place: Place): Promise<readonly KnownRepository[]> => {
  const all: KnownRepository[] = [];
  const follow = followCursors(place.session.client.bounds, (why) =>
    place.ledger.remark(queries.Repositories.id, why, true),
  );
  let cursor: string | null = null;
  let first = largestPage;
  do {
    const at: string | null = cursor;
    const size = first;
    const page: PageValue = await makeStep(place, `repositories ${at ?? ''}`, (step) =>
      readPage(step, place.scope, at, size),
    );
    all.push(...page.repositories);
    first = page.first;
    cursor = follow(page.page, page);
  } while (cursor !== null);
  return all;
};

export const chunks = function* <T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
};

const halves = <T>(all: readonly T[]): readonly [readonly T[], readonly T[]] => {
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half), all.slice(half)];
};

const textsAtOnce = 50;
/** GitHub gives up a query after ten seconds: large texts are asked for in fewer repositories at once. */
const bytesAtOnce = 1_000_000;

const textBatches = function* (all: readonly KnownRepository[]): Generator<readonly KnownRepository[]> {
  let batch: KnownRepository[] = [];
  let bytes = 0;
  for (const repository of all) {
    if (
      batch.length === textsAtOnce ||
      (batch.length > 0 && bytes + repository.workflowBytes > bytesAtOnce)
    ) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(repository);
    bytes += repository.workflowBytes;
  }
  if (batch.length > 0) yield batch;
};
const largestText = 256 * 1024;

type OwnersFile = {
  readonly text?: string | null | undefined;
  readonly isTruncated?: boolean | null | undefined;
};

/** The first file that is there decides. @param files in the order of `codeownersPaths` */
const putOwners = (
  step: Step,
  repository: RepositoryReference,
  files: readonly (OwnersFile | null | undefined)[],
): void => {
  const at = files.findIndex((file) => file?.text !== undefined && file.text !== null);
  const file = files[at];
  if (file === undefined || file === null) return;
  const path = codeownersPaths[at]!;
  if (file.isTruncated === true) {
    step.remark(queries.WorkflowTexts.id, `${repository.full_name} ${path} is too large`, true);
    return;
  }
  step.put(queries.WorkflowTexts.id, 'github.codeowners', `${repository.full_name}/${path}`, {
    repository,
    path,
    owners: [...ownersOfWorkflows(file.text ?? '')],
  });
};

/** What the texts of workflows lead to. Survives JSON. */
interface Texts {
  /** Numbers of the repositories whose workflows may ask for a job token of their own (`id-token`). */
  readonly federated: readonly number[];
  readonly actions: readonly UsedAction[];
}

const readTexts = async (step: Step, batch: readonly KnownRepository[]): Promise<Texts> => {
  const call = queries.WorkflowTexts.id;
  const where = batch.length === 1 ? batch[0]!.reference.full_name : `${batch.length} repositories`;
  const ids = batch.map(({ nodeId }) => nodeId);
  const data = await step.query('WorkflowTexts', { ids }, where, batch.length > 1);
  if (data === tooMuch) {
    const [one, other] = halves(batch);
    const read = [await readTexts(step, one), await readTexts(step, other)];
    return {
      federated: read.flatMap(({ federated }) => federated),
      actions: read.flatMap(({ actions }) => actions),
    };
  }
  const parsed = workflowTextsAnswerSchema.safeParse(data);
  if (!parsed.success) {
    if (data !== undefined) step.remark(call, 'an answer did not have the shape of the GitHub API', true);
    // Not known: they are asked for their subject.
    return { federated: batch.map(({ reference }) => reference.id), actions: [] };
  }
  const byNode = new Map(batch.map((each) => [each.nodeId, each]));
  const federated = new Set<number>();
  const actions: UsedAction[] = [];
  for (const node of parsed.data.nodes) {
    const repository = node === null || node === undefined ? undefined : byNode.get(node.id);
    if (repository === undefined) continue;
    const came = (node?.workflows?.entries ?? []).filter(({ name }) => isWorkflow(name)).length;
    if (came < repository.workflows) {
      const lost = repository.workflows - came;
      step.remark(
        call,
        `${repository.reference.full_name}: ${lost} workflows are listed and did not come`,
        true,
      );
    }
    putOwners(step, repository.reference, [node?.owners, node?.ownersAtRoot, node?.ownersInDocs]);
    for (const { name, type, oid, object } of node?.workflows?.entries ?? []) {
      if (type !== 'blob' || !isWorkflow(name)) continue;
      const readable = object?.isTruncated !== true && object?.isBinary !== true;
      const text = readable ? (object?.text ?? undefined) : undefined;
      const kept = text !== undefined && text.length <= largestText ? text : undefined;
      const path = `.github/workflows/${name}`;
      const { reference } = repository;
      if (kept === undefined)
        step.remark(call, `${reference.full_name} ${path} is too large or no text`, true);
      if (kept !== undefined)
        actions.push(
          ...localUses(kept).map((used) => ({ repository: reference, nodeId: repository.nodeId, used })),
        );
      if (kept === undefined || /\bid-token\b|write-all/.test(kept)) federated.add(reference.id);
      step.put(call, 'github.workflow', `${reference.full_name}/${path}`, {
        repository: reference,
        path,
        ref: repository.branch,
        oid,
        text: kept,
      });
    }
  }
  return { federated: [...federated], actions };
};

/** Texts of all workflows; gives the repositories that may enter clouds with them, and the actions in them that they use. */
export const readWorkflows = async (
  place: Place,
  repositories: readonly KnownRepository[],
): Promise<{ readonly federated: ReadonlySet<number>; readonly actions: readonly UsedAction[] }> => {
  const federated = new Set<number>();
  const actions: UsedAction[] = [];
  const withWorkflows = repositories.filter(({ workflows }) => workflows > 0);
  for (const batch of textBatches(withWorkflows)) {
    const key = `texts of workflows ${batch.map(({ reference }) => reference.id).join(' ')}`;
    const read = await makeStep(place, key, (step) => readTexts(step, batch));
    for (const id of read.federated) federated.add(id);
    actions.push(...read.actions);
  }
  return { federated, actions };
};

const putAccess = (step: Step, repository: RepositoryReference, edges: Collaborators['edges']): void => {
  for (const { permission, permissionSources, node } of edges ?? []) {
    step.put(queries.Collaborators.id, 'github.repository-access', `${repository.full_name}/${node.login}`, {
      repository,
      id: node.databaseId,
      login: node.login,
      permission,
      sources: (permissionSources ?? []).map((source) => ({
        type: source.source.__typename,
        permission: source.permission,
        role_name: source.roleName,
        name: source.source.slug,
      })),
    });
  }
};

const readRest = async (
  step: Step,
  repository: KnownRepository,
  first: Pick<Collaborators, 'pageInfo' | 'totalCount' | 'edges'>,
): Promise<void> => {
  const follow = step.cursors(queries.Collaborators.id);
  const announced = ({ totalCount, edges }: typeof first) => ({ totalCount, came: edges?.length ?? 0 });
  let after = follow(first.pageInfo, announced(first));
  while (after !== null) {
    const data = await step.query(
      'MoreCollaborators',
      { id: repository.nodeId, cursor: after },
      repository.reference.full_name,
    );
    const answer = moreCollaboratorsAnswerSchema.safeParse(data);
    if (!answer.success) {
      const which = `not all collaborators of ${repository.reference.full_name} could be read`;
      return step.remark(queries.Collaborators.id, which, true);
    }
    const { collaborators } = answer.data.node;
    putAccess(step, repository.reference, collaborators.edges);
    after = follow(collaborators.pageInfo, announced(collaborators));
  }
};

const accessAtOnce = 50;

const readBatchAccess = async (step: Step, batch: readonly KnownRepository[]): Promise<void> => {
  const ids = batch.map(({ nodeId }) => nodeId);
  const where = batch.length === 1 ? batch[0]!.reference.full_name : `${batch.length} repositories`;
  const data = await step.query('Collaborators', { ids }, where, batch.length > 1);
  if (data === tooMuch) {
    for (const half of halves(batch)) await readBatchAccess(step, half);
    return;
  }
  const answer = collaboratorsAnswerSchema.safeParse(data);
  if (!answer.success) {
    if (data !== undefined) step.remark(queries.Collaborators.id, 'an answer was not understood', true);
    return;
  }
  const byNode = new Map(batch.map((each) => [each.nodeId, each]));
  for (const node of answer.data.nodes) {
    const repository = node === null || node === undefined ? undefined : byNode.get(node.id);
    if (repository === undefined) continue;
    if (!node?.collaborators) {
      step.remark(queries.Collaborators.id, `not shown of ${repository.reference.full_name}`, true);
      continue;
    }
    putAccess(step, repository.reference, node.collaborators.edges);
    await readRest(step, repository, node.collaborators);
  }
};

/** Who was given access to a repository by name. */
export const readAccess = async (place: Place, repositories: readonly KnownRepository[]): Promise<void> => {
  const shared = repositories.filter(({ collaborators }) => collaborators > 0);
  for (const batch of chunks(shared, accessAtOnce)) {
    const key = `collaborators ${batch.map(({ reference }) => reference.id).join(' ')}`;
    await makeStep(place, key, (step) => readBatchAccess(step, batch));
  }
};
