import { type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import { createGraphBuilder, type GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { sharedHolder } from '../../../src/takeover/holders.ts';
import { addWayThroughWorkload } from '../../../src/takeover/workloads.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Role } from '../iam/role.ts';
import type { Arranged } from '../identities/arrange.ts';
import {
  accountTechniques,
  agentTechniques,
  changeProvider,
  delegate,
  hmacKey,
} from '../techniques/accounts.ts';
import {
  actAs,
  carrierTechniques,
  crossProjectAssumes,
  crossProjectConstraint,
  hostTechniques,
  podIdentity,
} from '../techniques/hosts.ts';
import { membership } from '../techniques/membership.ts';
import {
  changeEntitlement,
  changeEntitlementNeed,
  inherit,
  liftConstraintNeed,
  liftDenyNeed,
  ownScope,
  setPolicy,
  setPolicyOf,
  updateRole,
  updateRoleNeed,
} from '../techniques/scopes.ts';
import type { HostTechnique } from '../techniques/types.ts';
import { boundariesOf } from './boundaries.ts';
import { clusterSteps } from './clusters.ts';
import { constraintsOf } from './constraints.ts';
import { delegationOf } from './delegation.ts';
import { deniesAbout, deniesOf } from './denies.ts';
import { type Holder, type Permits, permitsOf } from './permits.ts';
import { alikeIn, poolProjectsOf, type Target, targetsOf } from './targets.ts';

export interface TakeoverInput {
  readonly arranged: Arranged;
  /** Ids of the identities, sorted as they are in the estate. */
  readonly identities: readonly string[];
  /** Index of the scope of a node of the tree. */
  readonly scopeOf: (node: string) => number | undefined;
}

/** Every permission that a technique asks for: a role without any of them leads nowhere. */
const powers: readonly string[] = [
  ...new Set(
    [
      ...[
        ...accountTechniques,
        ...agentTechniques,
        ...hostTechniques,
        ...carrierTechniques,
        hmacKey,
        delegate,
        changeProvider,
        podIdentity,
      ].flatMap(({ needs }) => needs),
      actAs,
      updateRoleNeed,
      changeEntitlementNeed,
      liftConstraintNeed,
      liftDenyNeed,
      ...Object.values(setPolicyOf),
    ].flat(),
  ),
];
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
export const takeoverOf = ({ arranged, identities, scopeOf }: TakeoverInput): GraphBuilder => {
  const graph = createGraphBuilder(identities.length, membership);
  const { places } = arranged;
  const nodeOf = new Map(identities.map((id, index) => [id, index]));
  const controlOf = (node: string): number | undefined => {
    const scope = scopeOf(node);
    return scope === undefined ? undefined : graph.control(scope);
  };
  for (const node of places.nodes) {
    const [, parent] = places.chainOf(node);
    const from = parent === undefined ? undefined : controlOf(parent);
    const to = controlOf(node);
    if (from !== undefined && to !== undefined) graph.edge(from, to, inherit);
  }
  const steps = stepsOf(arranged, graph, targetsOf(arranged, nodeOf), controlOf);
  const pods = clusterSteps(arranged, graph, nodeOf, permitsOf(arranged));
  for (const { holder, nodes } of holdersOf(arranged, nodeOf)) {
    const from = sharedHolder(graph, nodes, () => `${nodes.length} with the same roles`);
    steps(holder, from);
    pods(holder, from);
  }
  return graph;
};

/** Those who may do anything of it, together with whom they share all of that. */
const holdersOf = (
  arranged: Arranged,
  nodeOf: ReadonlyMap<string, number>,
): readonly { readonly holder: Holder; readonly nodes: readonly number[] }[] => {
  const denies = deniesOf(arranged);
  const boundaries = boundariesOf(arranged);
  // A custom role that somebody may change counts although it gives nothing yet.
  const changed = arranged.bindings.some(({ role }) =>
    updateRoleNeed.some((permission) => role.has(permission)),
  );
  const found = new Map<string, { holder: Holder; nodes: number[] }>();
  for (const principal of arranged.principals.values()) {
    const node = nodeOf.get(principal.id);
    // What is switched off does nothing; what Google's agents do, Google does.
    if (node === undefined || principal.fact?.data.disabled === true) continue;
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

/** All steps of one holder. */
const stepsOf = (
  arranged: Arranged,
  graph: GraphBuilder,
  targets: readonly Target[],
  controlOf: (node: string) => number | undefined,
): ((holder: Holder, from: number) => void) => {
  const { places } = arranged;
  const permits = permitsOf(arranged);
  const byProject = Map.groupBy(targets, ({ project }) => project);
  const byPlace = new Map(targets.map((target) => [target.place, target]));
  const byCarrier = new Map(
    targets.flatMap((target) =>
      target.carriers.map((fact) => [places.nameOf(fact.data.name), target] as const),
    ),
  );
  const forbids = constraintsOf(arranged);
  const poolsOf = poolProjectsOf(arranged);
  const alikeOf = alikeIn(graph, byProject, poolsOf);

  const below = (place: string): readonly Target[] => {
    const one = byPlace.get(place) ?? byCarrier.get(place);
    if (one !== undefined) return [one];
    const nodes = places.nodesBelow(place);
    return nodes.flatMap((node) => byProject.get(node) ?? []);
  };

  const delegate = delegationOf(arranged, graph, { permits, below, alikeOf });

  return (holder, from) => {
    const reached = new Set(holder.bindings.flatMap(({ place }) => below(place)));
    const hosts = new Map<string, ReturnType<typeof hostOn>>();
    const hostIn = (project: string): ReturnType<typeof hostOn> => {
      if (!hosts.has(project)) hosts.set(project, hostOn(holder, project, permits));
      return hosts.get(project);
    };
    const hostFor = (project: string): ReturnType<typeof hostOn> => {
      const own = hostIn(project);
      // Elsewhere an account may be used only where its project says so: the constraint holds unless it is switched off.
      if (own !== undefined || forbids(crossProjectConstraint, project) !== false) return own;
      const elsewhere = [...new Set(holder.bindings.map(({ place }) => place))]
        .flatMap(places.nodesBelow)
        .filter((node) => node.startsWith('projects/') && node !== project)
        .flatMap((node) => hostIn(node) ?? [])
        .sort((a, b) => a.details.assumes!.length - b.details.assumes!.length)[0];
      return elsewhere === undefined
        ? undefined
        : { ...elsewhere, details: assuming(elsewhere.details, crossProjectAssumes) };
    };
    const done = new Set<number>();
    const delegateTo = delegate(holder, from);
    const ownPlaces = new Set(holder.bindings.map(({ place }) => place));
    for (const target of reached) {
      if (target.node === from) continue;
      const { project } = target;
      // What it holds on the account itself it holds on no other.
      const alike = ownPlaces.has(target.place) ? undefined : alikeOf.get(target);
      if (alike !== undefined) {
        if (done.has(alike)) continue;
        done.add(alike);
      }
      delegateTo(target, alike);
      accountSteps(holder, from, alike === undefined ? target : { ...target, node: alike }, () =>
        hostFor(project),
      );
    }
    scopeSteps(holder, from);
  };

  function accountSteps(
    holder: Holder,
    from: number,
    { node, principal, place, project, carriers }: Target,
    hostFor: () => ReturnType<typeof hostOn>,
  ): void {
    if (principal.kind === 'service-agent' || /^\d+@cloudbuild\./.test(principal.id))
      for (const technique of agentTechniques) {
        const details = technique.agent.test(principal.id)
          ? permits(holder, technique.needs, project)
          : undefined;
        if (details !== undefined) graph.edge(from, node, technique, assuming(details, technique.assumes));
      }
    if (principal.kind === 'service-agent') return;
    for (const technique of accountTechniques) {
      let details = permits(holder, technique.needs, place);
      if (details === undefined) continue;
      if (technique.forbiddenBy !== undefined && forbids(technique.forbiddenBy, project) === true) {
        const lifted = permits(holder, [liftConstraintNeed], project);
        if (lifted === undefined) continue;
        details = together(details, assuming(lifted, ['it switches the constraint off first']));
      }
      graph.edge(from, node, technique, assuming(details, technique.assumes));
    }
    const hmac = permits(holder, hmacKey.needs, project);
    if (hmac !== undefined) graph.edge(from, node, hmacKey, assuming(hmac, hmacKey.assumes));
    for (const pool of poolsOf(place)) {
      const details = permits(holder, changeProvider.needs, pool);
      if (details !== undefined) graph.edge(from, node, changeProvider, details);
    }
    const acting = permits(holder, [actAs], place);
    const hosts = acting === undefined ? undefined : hostFor();
    if (acting !== undefined && hosts !== undefined)
      graph.edge(from, node, hosts.technique, together(acting, hosts.details));
    for (const fact of carriers)
      for (const technique of carrierTechniques) {
        if (!technique.on.includes(fact.data.assetType)) continue;
        if (technique.closedByWorkloadIdentity === true && fact.data.workloadIdentity === true) continue;
        if (technique.actsAs && acting === undefined) continue;
        const changing = permits(holder, technique.needs, places.nameOf(fact.data.name));
        if (changing === undefined) continue;
        const whole = technique.actsAs ? together(changing, acting!) : changing;
        addWayThroughWorkload(graph, from, technique, {
          id: fact.data.name,
          runsAs: [{ node, details: {} }],
          details: {
            ...assuming(whole, unproven(holder, technique, project, permits)),
            evidence: [
              ...(whole.evidence ?? []),
              { ...sourceOf(fact), says: `it runs as ${principal.name}` },
            ],
          },
        });
      }
  }

  function scopeSteps(holder: Holder, from: number): void {
    for (const place of new Set(holder.bindings.map((binding) => binding.place))) {
      for (const node of places.nodesBelow(place)) {
        const control = controlOf(node);
        const kind = node.slice(0, node.indexOf('/')) as keyof typeof setPolicyOf;
        if (control === undefined) continue;
        const set = permits(holder, [setPolicyOf[kind]], node);
        // Who owns it has it already.
        const owns = holder.bindings.some(
          ({ role, place: at, term, condition }) =>
            role.name === 'roles/owner' &&
            term.duration !== 'eligible' &&
            condition === undefined &&
            places.chainOf(node).includes(at),
        );
        if (set !== undefined) graph.edge(from, control, owns ? ownScope : setPolicy, set);
        const entitled = set === undefined ? permits(holder, [changeEntitlementNeed], node) : undefined;
        if (entitled !== undefined)
          graph.edge(
            from,
            control,
            changeEntitlement,
            assuming(entitled, ['the agent of Privileged Access Manager may grant roles there']),
          );
      }
    }
    for (const { role, place, term } of holder.bindings) {
      const [, home] = /^((?:projects|organizations)\/[^/]+)\/roles\//.exec(role.name) ?? [];
      const control = controlOf(place);
      if (home === undefined || control === undefined || term.duration === 'eligible') continue;
      const details = permits(holder, [updateRoleNeed], places.nameOf(home));
      if (details !== undefined)
        graph.edge(from, control, updateRole, together(details, { until: term.until }));
    }
  }
};

/** The service by which somebody can most surely have something of its own run in a project; undefined: there is none. */
const hostOn = (
  holder: Holder,
  project: string,
  permits: Permits,
): { readonly technique: HostTechnique; readonly details: EdgeDetails } | undefined => {
  let best: ReturnType<typeof hostOn>;
  for (const technique of hostTechniques) {
    const details = permits(holder, technique.needs, project);
    if (details === undefined) continue;
    const whole = assuming(details, unproven(holder, technique, project, permits));
    if (best === undefined || whole.assumes!.length < best.details.assumes!.length)
      best = { technique, details: whole };
  }
  return best;
};

/** What a technique assumes and the holder cannot see to itself. */
const unproven = (
  holder: Holder,
  { assumes, proves }: Pick<HostTechnique, 'assumes' | 'proves'>,
  project: string,
  permits: Permits,
): readonly string[] =>
  assumes === undefined || (proves !== undefined && permits(holder, [proves], project)?.assumes?.length === 0)
    ? []
    : assumes;

const assuming = (details: EdgeDetails, assumes: readonly string[] = []): EdgeDetails => ({
  ...details,
  assumes: [...(details.assumes ?? []), ...assumes],
});
