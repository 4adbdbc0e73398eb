import type { FactRef } from '../../../src/model/evidence.ts';
import { agentId, dependabotId, runnerId } from '../facts/identity-keys.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import type { Draft } from './draft.ts';
import { agentTrusts, runnerTrusts, writersOf } from './trusts.ts';

/** https://docs.github.com/en/actions/concepts/runners/self-hosted-runners */
export const runnerDrafts = (inventory: GitHubInventory): readonly Draft[] =>
  inventory.of('github.runner').map((runner): Draft => {
    const { id, scope, data } = runner;
    const source: FactRef = { record: 'github.runner', id };
    const place = data.repository?.full_name ?? scope;
    return {
      id: runnerId(place, data),
      kind: 'runner',
      nature: { is: 'machine', reason: 'a self-hosted runner takes jobs' },
      name: data.name,
      scope: place,
      credentials: [
        {
          id: `registration of ${data.name}`,
          kind: 'runner-registration',
          // An ephemeral runner is registered for one job.
          lifetime: data.ephemeral === true ? 'short-lived' : 'static',
          binding: 'certificate',
          status: data.status === 'offline' ? 'unknown' : 'active',
        },
      ],
      grants: [
        {
          scope: place,
          name: 'takes jobs',
          via: 'registration',
          duration: 'permanent',
          rights: [
            place.includes('/')
              ? { place: 'repository', service: 'actions', level: 2 }
              : { place: 'organization', service: 'runners', level: 2 },
          ],
          source,
        },
      ],
      holds: [],
      trusts: runnerTrusts(inventory, runner),
      source,
    };
  });

/**
 * The cloud agent pushes branches of its own, and what it reads can tell it what to write.
 * https://docs.github.com/en/copilot/concepts/agents/coding-agent/about-coding-agent
 */
export const agentDrafts = (inventory: GitHubInventory): readonly Draft[] =>
  inventory.of('github.copilot').flatMap((copilot): readonly Draft[] => {
    const { id, scope, data } = copilot;
    const source: FactRef = { record: 'github.copilot', id };
    const place = data.repository?.full_name ?? scope;
    if (data.repository === undefined && data.enabled_repositories === 'none') return [];
    const places =
      data.repository !== undefined || data.enabled_repositories !== 'selected'
        ? [place]
        : (data.repositories ?? []).map(({ full_name }) => full_name);
    const assumes = [
      'what it reads makes it write that',
      ...(data.require_actions_workflow_approval === false
        ? []
        : ['somebody approves the workflow runs of its branch']),
    ];
    return [
      {
        id: agentId(place),
        kind: 'agent',
        nature: { is: 'machine', reason: 'the Copilot cloud agent' },
        name: `Copilot cloud agent in ${place}`,
        scope: place,
        credentials: [
          {
            id: 'session token of the agent',
            kind: 'agent-session',
            lifetime: 'short-lived',
            binding: 'attested',
            status: 'active',
          },
        ],
        grants: places.map((each) => ({
          scope: each,
          name: 'agent sessions',
          via: 'policy of Copilot',
          duration: 'permanent',
          rights: [
            { place: 'repository', service: 'contents', level: 3 },
            { place: 'repository', service: 'pull-requests', level: 3 },
          ],
          source,
        })),
        holds: places.map((each) => ({ place: each, strength: 'push', assumes })),
        trusts: agentTrusts(copilot),
        agent: true,
        source,
      },
    ];
  });

/**
 * Dependabot, where something is kept for it: its jobs open registries with that.
 * https://docs.github.com/en/code-security/dependabot/working-with-dependabot/about-dependabot-on-github-actions-runners
 */
export const dependabotDrafts = (inventory: GitHubInventory): readonly Draft[] => {
  const kept = [
    ...inventory
      .of('github.secret')
      .filter(({ data }) => data.kind === 'dependabot')
      .map(({ id, scope, data }): readonly [string, FactRef] => [
        data.repository === undefined ? scope : organizationOf(data.repository.full_name),
        { record: 'github.secret', id },
      ]),
    ...inventory
      .of('github.private-registry')
      .map(({ id, scope }): readonly [string, FactRef] => [scope, { record: 'github.private-registry', id }]),
  ];
  // The first of each organisation tells where it is known from.
  return [...new Map(kept.toReversed())].map(
    ([organization, source]): Draft => ({
      id: dependabotId(organization),
      kind: 'dependabot',
      nature: { is: 'machine', reason: 'GitHub runs it' },
      name: `Dependabot in ${organization}`,
      scope: organization,
      owner: organization,
      credentials: [
        {
          id: 'token of an update job',
          kind: 'job-token',
          lifetime: 'short-lived',
          binding: 'attested',
          status: 'active',
        },
      ],
      // In which repositories it is switched on is not collected.
      grants: [],
      holds: [],
      // What it opens and updates is written in the repositories.
      trusts: [
        {
          mechanism: 'write-code',
          party: 'scope',
          principal: writersOf(organization),
          external: 'no',
          scope: organization,
          conditions: [],
          source,
        },
      ],
      source,
    }),
  );
};
