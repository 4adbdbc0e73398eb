import type { Evidence } from '../../../src/model/evidence.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { createTargets } from '../../../src/takeover/targets.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { PrincipalKind } from '../identities/principals.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { elevateAccess, inherit, ownScope } from '../techniques/identities.ts';
import { membership } from '../techniques/membership.ts';
import type { Authorities, Authority } from './authority.ts';
import { addDirectoryRoles, addOwners } from './directory.ts';
import { directoryTargets } from './directory-targets.ts';
import { addGraphPermissions } from './graph-steps.ts';
import { addTerm, groupNodes, type Nodes } from './nodes.ts';
import { addResourceSteps } from './resources.ts';
import { hasPower } from './role-powers.ts';
import { addAgents, addOwnTokens } from './tokens.ts';
import { addFilledUnits } from './units.ts';
import { addStoredCredentials } from './vaults.ts';

export interface TakeoverInput {
  readonly arranged: Arranged;
  readonly scopes: AzureScopes;
  readonly authorities: Authorities;
  /** Ids of the identities, sorted as they are in the estate. */
  readonly identities: readonly string[];
  /** What a group, an authority or a role of the directory gives, by its key; index in `Estate.profiles`. */
  readonly profileOf: (key: string) => number | undefined;
}

/** The graph before it is finished, and the nodes that tokens and keys are of. */
export interface OpenTakeover {
  readonly graph: GraphBuilder;
  readonly nodes: Nodes;
  /** Whoever has an authority that leads anywhere. */
  readonly nodeOfAuthority: (authority: Authority) => number | undefined;
}

/** Who can become whom within Azure and Entra. */
export const takeoverOf = ({
  arranged,
  scopes,
  authorities,
  identities,
  profileOf,
}: TakeoverInput): OpenTakeover => {
  const graph = createGraphBuilder(identities.length, membership);
  const indexOf = new Map(identities.map((id, index) => [id, index]));
  const nodes = groupNodes(
    graph,
    arranged,
    whoeverActs(graph, arranged, indexOf),
    profileOf,
    authorities.apart,
  );
  const controlOf = (scope: string): number | undefined => {
    const index = scopes.numbered.places.get(scope);
    return index === undefined ? undefined : graph.control(index);
  };
  addControl(graph, scopes, controlOf);
  const authorityNode = addAuthorities(graph, authorities, nodes, controlOf, profileOf);
  addResourceSteps(graph, arranged, scopes, authorities, authorityNode, nodes);
  addStoredCredentials(graph, arranged, scopes, authorities, authorityNode, nodes);
  const targets = createTargets(graph);
  const reached = directoryTargets(arranged, targets, nodes);
  const steps = { graph, arranged, targets, reached, nodes, controlOf, profileOf };
  const roleNodes = addDirectoryRoles(steps);
  addGraphPermissions(steps, roleNodes);
  addFilledUnits(steps);
  addOwners(steps);
  addAgents(graph, arranged, nodes);
  addOwnTokens(graph, arranged, nodes);
  return { graph, nodes, nodeOfAuthority: authorityNode };
};

/** Whoever adds a credential to one of these may switch it on as well. */
const switchedOnAgain: ReadonlySet<PrincipalKind> = new Set([
  'service-principal',
  'application',
  'agent-blueprint',
]);

/**
 * The node of whoever acts as a principal: it itself. Nobody acts as one that is switched off; an application that is can be
 * switched on by whoever comes to it, and then is somebody else's:
 *
 *     ana ──adds a credential──► "robot, switched on again" ──► what robot holds
 *                                       └──► robot
 */
const whoeverActs = (
  graph: GraphBuilder,
  { principals }: Arranged,
  indexOf: ReadonlyMap<string, number>,
): ((id: string) => number | undefined) => {
  const made = new Map<string, number | undefined>();
  for (const { id, enabled, kind, name } of principals.all.values()) {
    const index = indexOf.get(id);
    if (enabled || index === undefined) continue;
    const node = switchedOnAgain.has(kind) ? graph.holders(`${name}, switched on again`) : undefined;
    if (node !== undefined) graph.belongs(node, index);
    made.set(id, node);
  }
  return (id) => (made.has(id) ? made.get(id) : indexOf.get(id));
};

/**
 * Control of a management group is control of what it holds. Control of a tenant is that of its root: a Global Administrator
 * gives itself access there.
 */
const addControl = (
  graph: GraphBuilder,
  scopes: AzureScopes,
  controlOf: (scope: string) => number | undefined,
): void => {
  for (const { id, kind, parent } of scopes.numbered.list) {
    if (parent === undefined || kind === 'external-tenant') continue;
    const from = controlOf(parent);
    const to = controlOf(id);
    if (from === undefined || to === undefined) continue;
    const isTenant = scopes.numbered.list[scopes.numbered.indexOf(parent)]!.kind === 'tenant';
    graph.edge(from, to, isTenant ? elevateAccess : inherit);
  }
  for (const [id, groups] of scopes.alsoAbove)
    for (const group of groups) {
      const from = controlOf(group);
      const to = controlOf(id);
      const isParent = scopes.numbered.list[scopes.numbered.places.get(id)!]?.parent === group;
      if (from !== undefined && to !== undefined && !isParent) graph.edge(from, to, inherit);
    }
};

/** A node for each authority that leads anywhere, with those who have it, and the steps between authorities. */
const addAuthorities = (
  graph: GraphBuilder,
  { all, holdings, steps, combined }: Authorities,
  nodes: Nodes,
  controlOf: (scope: string) => number | undefined,
  profileOf: (key: string) => number | undefined,
): ((authority: Authority) => number | undefined) => {
  const made = new Map<Authority, number>();
  for (const authority of all) {
    const { role, scope, key, self } = authority;
    const of = self === undefined ? 'whoever has' : `${self.id} with`;
    made.set(authority, graph.holders(`${of} ${role.name} on ${scope}`, profileOf(key)));
  }
  const controlled = new Map(
    steps.flatMap(({ from, to, technique }) => {
      const node = technique === ownScope && 'controls' in to ? controlOf(to.controls) : undefined;
      return node === undefined ? [] : [[from, node] as const];
    }),
  );
  for (const { holder, authority, term, evidence } of holdings) {
    const node = made.get(authority)!;
    const from = nodes.holding(holder, term);
    if (from === undefined) continue;
    const controls = controlled.get(authority);
    // Whoever owns a scope controls it by itself, for as long as it does.
    if (controls !== undefined && term.duration !== 'eligible')
      graph.edge(from, controls, ownScope, { evidence: [evidence], until: term.until });
    else addTerm(graph, from, node, term, authority.role.name, [evidence]);
  }
  const nodeOf = (to: Authority | { readonly controls: string }): number | undefined =>
    'controls' in to ? controlOf(to.controls) : made.get(to);
  for (const { from, to, technique, assumes } of steps) {
    const end = nodeOf(to);
    const evidence: readonly Evidence[] = [];
    if (end !== undefined) graph.edge(made.get(from)!, end, technique, { assumes, evidence });
  }
  for (const { holder, to, technique, assumes, until } of combined) {
    const from = nodes.of(holder);
    const end = nodeOf(to);
    if (from !== undefined && end !== undefined) graph.edge(from, end, technique, { assumes, until });
  }
  return (authority) => (hasPower(authority.role) ? made.get(authority) : undefined);
};
