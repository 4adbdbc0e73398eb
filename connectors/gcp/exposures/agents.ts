import type { Exposure } from '../../../src/model/exposure.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import { isDefaultAccount } from '../identities/members.ts';
import type { Principal } from '../identities/principals.ts';

/**
 * Agents that run as an account which is not theirs alone, by the identity that they run as.
 * https://cloud.google.com/agent-builder/agent-engine/agent-identity
 */
export const sharedAgentAccounts = ({
  inventory,
}: Arranged): ((principal: Principal, draft: Draft) => readonly Exposure[]) => {
  const running = Map.groupBy(inventory.of('gcp.reasoning-engine'), ({ data }) =>
    (data.serviceAccount ?? data.effectiveIdentity ?? '').replace(/^serviceAccount:/, '').toLowerCase(),
  );
  return ({ id, name }, { workloads = [] }) => {
    const engines = running.get(id) ?? [];
    const names = new Set(engines.map(({ data }) => data.name.slice(data.name.lastIndexOf('/') + 1)));
    const others = workloads.filter((each) => !names.has(each.name));
    if (engines.length === 0 || (engines.length === 1 && others.length === 0 && !isDefaultAccount(id)))
      return [];
    const sharing = isDefaultAccount(id)
      ? 'the default account of its project'
      : `an account that ${engines.length - 1 + others.length} other${engines.length - 1 + others.length === 1 ? '' : 's'} share`;
    return [
      {
        kind: 'weak-agent-guardrail',
        key: 'shared-account',
        says: `Agent ${engines[0]!.data.displayName ?? [...names][0]} runs as ${name}, ${sharing}`,
        evidence: [
          ...engines.slice(0, 3).map((fact) => ({ ...sourceOf(fact), says: `runs as ${name}` })),
          ...others.slice(0, 2).map(({ source }) => ({ ...source, says: `runs as ${name} too` })),
        ],
        fix: 'Deploy the agent with an identity of its own, give that what its task needs, then take from the account what only the agent needed.',
      },
    ];
  };
};

/** Keys that do not change, and no bound on what is asked for: by the agents that were seen to use them. https://cloud.google.com/iam/docs/agent-identity-overview */
export const agentCredentials = ({
  inventory,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const used = inventory
    .of('gcp.auth-provider')
    .filter(({ data }) => data.deleted !== true)
    .flatMap((fact) => (fact.data.workloads ?? []).map((workload) => ({ fact, workload })));
  const byAgent = Map.groupBy(used, ({ workload }) => workload);
  return ({ id, name }) =>
    (byAgent.get(id) ?? []).flatMap(({ fact }): readonly Exposure[] => {
      const { data } = fact;
      const label = data.name.slice(data.name.lastIndexOf('/') + 1);
      const agents = new Set(data.workloads ?? []).size;
      const weak: readonly (readonly [key: string, is: boolean, says: string, fix: string])[] = [
        [
          'static',
          data.type === 'apiKey',
          'shows an API key that does not change',
          'Let the agent sign in by OAuth or with its own identity where the other side takes that, then delete the auth provider.',
        ],
        [
          'scopes',
          (data.allowedScopes ?? []).length === 0 && /Oauth/i.test(data.type ?? ''),
          'may ask for any scope',
          'Name the scopes that the agents need in the auth provider.',
        ],
        [
          'shared',
          agents > 1,
          `is one of ${agents} agents that sign in alike`,
          'Give each agent an auth provider of its own, so that one can be stopped without the others.',
        ],
      ];
      return weak.flatMap(([key, is, says, fix]) =>
        is
          ? [
              {
                kind: 'weak-agent-guardrail' as const,
                key: `${key} ${data.name}`,
                says: `Agent ${name} ${says}, by auth provider ${label}`,
                evidence: [{ ...sourceOf(fact), says: `is of type ${data.type ?? 'unknown'}` }],
                fix,
              },
            ]
          : [],
      );
    });
};
