import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import { environmentGuard, environmentGuards } from '../facts/protection.ts';
import { type Draft, isOfCode } from '../identities/draft.ts';
import type { JobGroup } from '../identities/job-groups.ts';
import type { NodeOf } from './nodes.ts';
import { approve } from './techniques.ts';

/**
 * Who lets jobs into a protected environment.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#required-reviewers
 */

type Protection = NonNullable<JobGroup['protection']>;

const teamOf = (inventory: GitHubInventory, organization: string, slug: string) =>
  inventory.of('github.team').find(({ scope, data }) => scope === organization && data.slug === slug);

/** Logins of those who may approve; teams count by their members, who are those of teams below it as well. */
const approversOf = (
  inventory: GitHubInventory,
  repository: string,
  { data }: Protection,
): readonly { readonly login: string; readonly as: string }[] =>
  (data.reviewers ?? []).flatMap(({ type, name }) =>
    type === 'Team'
      ? (teamOf(inventory, organizationOf(repository), name)?.data.members ?? []).map(({ login }) => ({
          login,
          as: `${login} of team ${name}`,
        }))
      : [{ login: name, as: name }],
  );

/** Teams whose members nobody told: whoever wants to get in may be one of them. */
const unreadTeams = (inventory: GitHubInventory, { repository, protection }: JobGroup): readonly string[] =>
  (protection?.data.reviewers ?? [])
    .filter(
      ({ type, name }) =>
        type === 'Team' && teamOf(inventory, organizationOf(repository), name) === undefined,
    )
    .map(({ name }) => name);

/** What stands before an environment, for somebody who is not known to approve. */
export const firstGuard = (inventory: GitHubInventory, group: JobGroup): readonly string[] => {
  const guard = environmentGuard(group.protection?.data);
  const unread = unreadTeams(inventory, group);
  const who = unread.length === 0 ? '' : ` (who is in team ${unread.join(', ')} was not read)`;
  return guard === undefined ? [] : [`${guard}${who}`];
};

const mayPush = ({ holds }: Draft, repository: string): readonly string[] | undefined =>
  holds
    .filter(
      (hold) => isOfCode(hold) && (hold.place === repository || hold.place === organizationOf(repository)),
    )
    .map(({ assumes }) => assumes)
    .toSorted((one, other) => one.length - other.length)[0];

/**
 * Whoever reviews an environment and can push approves what is his own, unless the environment forbids it; so does what acts
 * as a reviewer, and the app that an environment asks.
 */
export const addApprovals = (
  graph: GraphBuilder,
  inventory: GitHubInventory,
  drafts: readonly Draft[],
  groups: readonly JobGroup[],
  nodeOf: NodeOf,
): void => {
  const acting = Map.groupBy(
    drafts.flatMap((draft, index) => {
      const { approvesAs: as, scope } = draft;
      const organization = organizationOf(scope);
      return as === undefined ? [] : [{ key: `${organization} ${as}`, draft, index }];
    }),
    ({ key }) => key,
  );
  for (const { id, repository, protection } of groups) {
    const node = nodeOf(id);
    if (node === undefined || protection === undefined) continue;
    const guards = environmentGuards(protection.data);
    const link = (key: string, says: string, overcome: (by: (typeof guards)[number]) => boolean): void => {
      for (const { draft, index } of acting.get(`${organizationOf(repository)} ${key}`) ?? []) {
        const assumes = mayPush(draft, repository);
        if (assumes === undefined) continue;
        graph.edge(index, node, approve, {
          assumes: [...assumes, ...guards.filter((guard) => !overcome(guard)).map(({ clause }) => clause)],
          evidence: [{ record: 'github.environment', id: protection.id, says }],
        });
      }
    };
    if (protection.data.prevent_self_review !== true)
      for (const { login, as } of approversOf(inventory, repository, protection))
        link(
          login,
          `${as} reviews environment ${protection.data.name} and may review what is his own`,
          ({ by }) => by === 'reviewers',
        );
    for (const slug of protection.data.custom_rules ?? [])
      link(
        `app ${slug}`,
        `app ${slug} decides who gets into environment ${protection.data.name}`,
        ({ by, clause }) => by === 'app' && clause.startsWith(`${slug} `),
      );
  }
};
