import type { EdgeReason } from '../../../src/model/takeover.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { sourceOf } from '../facts/inventory.ts';
import { accessPoliciesOf } from '../identities/access-policies.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import { acceptanceOf, federatedCredentialsOf } from '../identities/trusts.ts';
import { actAsAgent, actAsAgentUser } from '../techniques/directory.ts';
import { presentToken } from '../techniques/identities.ts';
import type { Nodes } from './nodes.ts';

/** Issuers of a tenant's own tokens, of both versions; without `https://`. */
export const issuersOf = (tenant: string): readonly string[] => [
  `login.microsoftonline.com/${tenant}/v2.0`,
  `sts.windows.net/${tenant}`,
];

/** Whether a principal gets tokens of its own, without a user. */
export const getsTokens = ({ kind, enabled, home }: Principal): boolean =>
  enabled &&
  home !== 'microsoft' &&
  (kind === 'managed-identity' || kind === 'service-principal' || kind === 'agent-identity');

/** A federated credential that names a principal of the tenant: `subject` is its object id. */
export const addOwnTokens = (graph: GraphBuilder, arranged: Arranged, nodes: Nodes): void => {
  const { principals, inventory } = arranged;
  const federated = federatedCredentialsOf(inventory);
  const asked = accessPoliciesOf(inventory);
  for (const principal of principals.all.values()) {
    const to = nodes.of(principal.id);
    if (to === undefined || !principal.enabled) continue;
    federated(principal).forEach((fact, trust) => {
      const { issuer, tests, assumes } = acceptanceOf(fact);
      const subject = tests.find(({ claim, operator }) => claim === 'sub' && operator === 'equals')
        ?.values[0];
      const holder = subject === undefined ? undefined : principals.all.get(subject.toLowerCase());
      if (holder === undefined || !getsTokens(holder)) return;
      if (!issuersOf(holder.tenant).some((own) => own.toLowerCase() === issuer.toLowerCase())) return;
      const from = nodes.of(holder.id);
      if (from !== undefined)
        graph.edge(from, to, presentToken, {
          trustedBy: [trust],
          assumes: [...assumes, ...asked(principal)],
          evidence: [{ ...sourceOf(fact), says: `accepts tokens of ${holder.name}` }],
        } satisfies Partial<EdgeReason>);
    });
  }
};

/** A blueprint gets tokens as each agent that is made of it, an agent as its user. */
export const addAgents = (graph: GraphBuilder, { principals }: Arranged, nodes: Nodes): void => {
  for (const principal of principals.all.values()) {
    const to = nodes.of(principal.id);
    const blueprint = principal.servicePrincipal?.data.agentIdentityBlueprintId;
    const parent = principal.user?.data.identityParentId;
    const made =
      blueprint == null
        ? undefined
        : (principals.byAppId.get(blueprint) ??
          principals.byApplication.get(blueprint) ??
          principals.all.get(blueprint));
    const agent = parent == null ? undefined : principals.all.get(parent);
    for (const [from, technique, says] of [
      [made, actAsAgent, 'is made of the blueprint'],
      [agent, actAsAgentUser, 'is the user of the agent'],
    ] as const) {
      const node = from === undefined ? undefined : nodes.of(from.id);
      if (node !== undefined && to !== undefined)
        graph.edge(node, to, technique, {
          evidence: [{ ...principal.source, says: `${principal.name} ${says}` }],
        });
    }
  }
};
