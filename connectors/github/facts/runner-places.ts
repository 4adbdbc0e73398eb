import type { Fact, GitHubInventory } from './inventory.ts';

/**
 * Where self-hosted runners stand, and which public repositories they can be reached from.
 * https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/manage-access
 */

interface RunnerPlace {
  readonly organization: string;
  /** Of a runner of an organisation. Absent: not read. */
  readonly group?: Fact<'github.runner-group'>;
  /** Full names of public repositories that are not archived. */
  readonly publicRepositories: readonly string[];
}

/** Where a runner stands. */
export const placeOfRunner = (
  inventory: GitHubInventory,
  { scope, data }: Fact<'github.runner'>,
): RunnerPlace => {
  const group = inventory
    .of('github.runner-group')
    .find((each) => each.scope === scope && each.data.id === data.runner_group_id);
  return {
    organization: scope,
    ...(data.level === 'repository' || group === undefined ? {} : { group }),
    publicRepositories: inventory
      .repositoriesOf(scope)
      .filter((each) => each.data.visibility === 'public' && each.data.archived !== true)
      .map((each) => each.data.full_name),
  };
};

/** Names of the public repositories that can send it jobs. */
export const publicRepositoriesOf = (
  inventory: GitHubInventory,
  runner: Fact<'github.runner'>,
): readonly string[] => reachedBy(runner, placeOfRunner(inventory, runner));

/** Public repositories that can send it jobs. */
export const reachedBy = (
  { data }: Fact<'github.runner'>,
  { group, publicRepositories }: RunnerPlace,
): readonly string[] => {
  if (data.level === 'repository')
    return publicRepositories.filter((name) => name === data.repository?.full_name);
  if (group === undefined || group.data.allows_public_repositories !== true) return [];
  if (group.data.visibility === 'private') return [];
  const chosen =
    group.data.visibility === 'selected' && group.data.repositories !== undefined
      ? new Set(group.data.repositories.map(({ full_name }) => full_name))
      : undefined;
  // A public repository cannot call the workflows of a closed one.
  const named =
    group.data.restricted_to_workflows === true && group.data.selected_workflows !== undefined
      ? group.data.selected_workflows.map((each) => each.toLowerCase())
      : undefined;
  return publicRepositories.filter(
    (name) =>
      (chosen?.has(name) ?? true) &&
      (named?.some((each) => each.startsWith(`${name.toLowerCase()}/`)) ?? true),
  );
};
