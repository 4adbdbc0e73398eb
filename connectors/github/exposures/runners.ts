import type { Exposure } from '../../../src/model/exposure.ts';
import type { Fact, GitHubInventory } from '../facts/inventory.ts';
import { evidence, fixBy, listed, plain, quoted, type Read } from './support.ts';

interface RunnerPlace {
  readonly organization: string;
  /** Of a runner of an organisation. Absent: not read. */
  readonly group?: Read<'github.runner-group'>;
  /** Full names of public repositories that are not archived. */
  readonly publicRepositories: readonly string[];
}

/** Where a runner stands. */
const placeOfRunner = (inventory: GitHubInventory, { scope, data }: Fact<'github.runner'>): RunnerPlace => {
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
const reachedBy = (
  { data }: Read<'github.runner'>,
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

/**
 * A self-hosted runner that lives on after a job, and that public repositories can use.
 * https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners
 */
export const openHost = (inventory: GitHubInventory, runner: Fact<'github.runner'>): readonly Exposure[] => {
  const { data } = runner;
  if (data.ephemeral === true) return [];
  const place = placeOfRunner(inventory, runner);
  const reached = reachedBy(runner, place);
  if (reached.length === 0) return [];
  const { group, organization } = place;
  const limited = group?.data.restricted_to_workflows === true;
  const known = data.ephemeral === false;
  return [
    {
      kind: 'open-host',
      key: 'public repositories',
      says: `Runner ${plain(data.name)} ${known ? 'keeps its state between jobs' : 'is not known to be ephemeral'} and takes jobs of public ${reached.length === 1 ? 'repository' : 'repositories'} ${listed(reached)}${limited ? ', though of named workflows only' : ''}`,
      ...(limited ? { severity: 'medium' as const } : {}),
      ...(known ? {} : { confidence: 'low' as const }),
      evidence: [
        evidence(
          'github.runner',
          runner,
          known ? 'not ephemeral' : 'not said to be ephemeral',
          known ? '/ephemeral' : undefined,
        ),
        ...(group === undefined || data.level === 'repository'
          ? []
          : [
              evidence(
                'github.runner-group',
                group,
                `group ${plain(group.data.name)} may be used by public repositories`,
                '/allows_public_repositories',
              ),
            ]),
      ],
      fix:
        data.level === 'repository' || group === undefined
          ? fixBy(
              'Use runners of GitHub for the public repository, or register the runner for one job each (./config.sh --ephemeral).',
              ...(data.repository === undefined
                ? []
                : [
                    `gh api --method DELETE ${quoted(`repos/${data.repository.full_name}/actions/runners/${data.id}`)}`,
                  ]),
            )
          : fixBy(
              'Keep the group from public repositories, and register runners for one job each (./config.sh --ephemeral).',
              `gh api --method PATCH ${quoted(`orgs/${organization}/actions/runner-groups/${group.data.id}`)} --field allows_public_repositories=false`,
            ),
    },
  ];
};
