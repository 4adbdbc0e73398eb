import type { Exposure } from '../../../src/model/exposure.ts';
import type { Fact, GitHubInventory } from '../facts/inventory.ts';
import { placeOfRunner, reachedBy } from '../facts/runner-places.ts';
import { evidence, fixBy, listed, plain, quoted } from './support.ts';

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
