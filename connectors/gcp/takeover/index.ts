import type { TokenOffer } from '../../../src/model/federation.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { sharedHolder } from '../../../src/takeover/holders.ts';
import type { Role } from '../iam/role.ts';
import type { Arranged } from '../identities/arrange.ts';
import { agentTechniques } from '../techniques/accounts.ts';
import { powers } from '../techniques/index.ts';
import { membership } from '../techniques/membership.ts';
import { inherit, updateRoleNeed } from '../techniques/scopes.ts';
import { boundariesOf } from './boundaries.ts';
import { clusterSteps } from './clusters.ts';
import { deniesAbout, deniesOf } from './denies.ts';
import { type Holder, permitsOf } from './permits.ts';
import { poolSteps } from './pools.ts';
import { stepsOf } from './steps.ts';
import { sleepersOf, targetsOf } from './targets.ts';

export interface TakeoverInput {
  readonly arranged: Arranged;
  /** Ids of the identities, sorted as they are in the estate. */
  readonly identities: readonly string[];
  /** Index of the scope of a node of the tree. */
  readonly scopeOf: (node: string) => number | undefined;
}

/** A role without any permission of a technique leads nowhere. */
const powerful = new WeakMap<Role, boolean>();
const hasPower = (role: Role): boolean => {
  let has = powerful.get(role);
  if (has === undefined) {
    has = powers.some((permission) => role.has(permission));
    powerful.set(role, has);
  }
  return has;
};

/** Who can become whom within Google Cloud. */
export const takeoverOf = ({
  arranged,
  identities,
  scopeOf,
}: TakeoverInput): { readonly graph: GraphBuilder; readonly offers: readonly TokenOffer[] } => {
  const graph = createGraphBuilder(identities.length, membership);
  const { places } = arranged;
  const nodeOf = new Map(identities.map((id, index) => [id, index]));
  const controlOf = (node: string): number | undefined => {
    const scope = scopeOf(node);
    return scope === undefined ? undefined : graph.control(scope);
  };
  for (const node of places.nodes) {
    const chain = places.chainOf(node);
    const [, parent] = places.isTooDeep(node) ? [] : chain;
    const from = parent === undefined ? undefined : controlOf(parent);
    const to = controlOf(node);
    if (from !== undefined && to !== undefined)
      graph.edge(from, to, inherit, { assumes: places.supposed(chain, parent!) });
  }
  const permits = permitsOf(arranged);
  const sleepers = sleepersOf(arranged, graph, nodeOf);
  const steps = stepsOf(arranged, graph, targetsOf(arranged, nodeOf, sleepers), controlOf, permits);
  const pods = clusterSteps(arranged, graph, nodeOf, permits);
  const pools = poolSteps(arranged, graph, nodeOf, permits);
  for (const { holder, nodes } of holdersOf(arranged, nodeOf, sleepers)) {
    const from = sharedHolder(graph, nodes, () => `${nodes.length} with the same roles`);
    steps(holder, from);
    pods.steps(holder, from);
    pools(holder, from);
  }
  return { graph, offers: pods.offers() };
};

/** Those who may do anything of it, together with whom they share all of that. */
const holdersOf = (
  arranged: Arranged,
  nodeOf: ReadonlyMap<string, number>,
  sleepers: ReadonlyMap<string, number>,
): readonly { readonly holder: Holder; readonly nodes: readonly number[] }[] => {
  const denies = deniesOf(arranged);
  const boundaries = boundariesOf(arranged);
  // A custom role that somebody may change counts although it gives nothing yet.
  const changed = arranged.bindings.some(({ role }) =>
    updateRoleNeed.some((permission) => role.has(permission)),
  );
  const found = new Map<string, { holder: Holder; nodes: number[] }>();
  for (const principal of arranged.principals.values()) {
    // What is switched off does nothing by itself; what Google's agents do, Google does.
    const node = (principal.fact?.data.disabled === true ? sleepers : nodeOf).get(principal.id);
    if (node === undefined) continue;
    if (principal.kind === 'service-agent' && !agentTechniques.some(({ agent }) => agent.test(principal.id)))
      continue;
    const bindings = arranged
      .heldBy(principal.id)
      .map(({ binding }) => binding)
      .filter(({ role }) => hasPower(role) || (changed && !role.predefined));
    if (bindings.length === 0) continue;
    const holder: Holder = {
      bindings,
      denies: deniesAbout(denies, principal, arranged),
      boundaries: boundaries(principal),
    };
    const key = JSON.stringify([
      bindings
        .map(({ role, place, condition, term, source }) =>
          [role.name, place, condition?.text ?? '', term, source.id, source.pointer ?? ''].join(' '),
        )
        .sort(),
      holder.denies.map(({ deny, about }) => [denies.indexOf(deny), about]),
      holder.boundaries,
    ]);
    const same = found.get(key);
    if (same === undefined) found.set(key, { holder, nodes: [node] });
    else same.nodes.push(node);
  }
  return [...found.values()];
};
