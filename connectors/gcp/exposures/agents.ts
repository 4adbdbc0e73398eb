import type { Exposure } from '../../../src/model/exposure.ts';
import { type Fact, sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Draft } from '../identities/drafts.ts';
import { isDefaultAccount } from '../identities/members.ts';
import type { Principal } from '../identities/principals.ts';

interface Weakness {
  readonly key: string;
  /** Of an agent: what it does. */
  readonly says: string;
  readonly fix: string;
}

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

/** What is weak in how agents sign in elsewhere, whoever of them does. */
const weakSignIn = ({ type, allowedScopes }: Fact<'gcp.auth-provider'>['data']): readonly Weakness[] => [
  ...(type === 'apiKey'
    ? [
        {
          key: 'static',
          says: 'shows an API key that does not change',
          fix: 'Let the agent sign in by OAuth or with its own identity where the other side takes that, then delete the auth provider.',
        },
      ]
    : []),
  ...((allowedScopes ?? []).length === 0 && /Oauth/i.test(type ?? '')
    ? [
        {
          key: 'scopes',
          says: 'may ask for any scope',
          fix: 'Name the scopes that the agents need in the auth provider.',
        },
      ]
    : []),
];

/**
 * Keys that do not change, and no bound on what is asked for: by the agents that were seen to use them, else by the sign-in itself.
 * https://cloud.google.com/iam/docs/agent-identity-overview
 */
export const agentCredentials = ({
  inventory,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const working = inventory.of('gcp.auth-provider').filter(({ data }) => data.deleted !== true);
  const byAgent = Map.groupBy(
    working.flatMap((fact) => (fact.data.workloads ?? []).map((workload) => ({ fact, workload }))),
    ({ workload }) => workload,
  );
  const byName = new Map(working.map((fact) => [fact.data.name, fact]));
  const told = (fact: Fact<'gcp.auth-provider'>, { key, fix }: Weakness, says: string): Exposure => ({
    kind: 'weak-agent-guardrail',
    key: `${key} ${fact.data.name}`,
    says,
    evidence: [{ ...sourceOf(fact), says: `is of type ${fact.data.type ?? 'unknown'}` }],
    fix,
  });
  return ({ id, name, kind }) => {
    if (kind === 'auth-provider') {
      const fact = byName.get(id);
      return fact === undefined
        ? []
        : weakSignIn(fact.data).map((weak) =>
            told(fact, weak, `Whatever agent uses auth provider ${name} ${weak.says}; none is known to`),
          );
    }
    return (byAgent.get(id) ?? []).flatMap(({ fact }) => {
      const label = fact.data.name.slice(fact.data.name.lastIndexOf('/') + 1);
      const agents = new Set(fact.data.workloads ?? []).size;
      const shared: readonly Weakness[] =
        agents > 1
          ? [
              {
                key: 'shared',
                says: `is one of ${agents} agents that sign in alike`,
                fix: 'Give each agent an auth provider of its own, so that one can be stopped without the others.',
              },
            ]
          : [];
      return [...weakSignIn(fact.data), ...shared].map((weak) =>
        told(fact, weak, `Agent ${name} ${weak.says}, by auth provider ${label}`),
      );
    });
  };
};
