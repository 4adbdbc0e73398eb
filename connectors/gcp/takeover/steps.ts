import { assuming, type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Arranged } from '../identities/arrange.ts';
import { accountTechniques, agentTechniques, hmacKey, readApiKey } from '../techniques/accounts.ts';
import { actAs, crossProjectAssumes, crossProjectConstraint } from '../techniques/hosts.ts';
import { liftConstraintNeed } from '../techniques/scopes.ts';
import { constraintsOf } from './constraints.ts';
import { delegationOf } from './delegation.ts';
import { type Host, hostsOf } from './hosts.ts';
import { type Holder, type Permits, placesHeld } from './permits.ts';
import { scopeSteps } from './scopes.ts';
import { alikeIn, type Target } from './targets.ts';
import { unlistedSteps } from './unlisted.ts';
import { stateSteps, workloadSteps } from './workloads.ts';

/** All steps of one holder to service accounts and nodes of the tree. */
export const stepsOf = (
  arranged: Arranged,
  graph: GraphBuilder,
  targets: readonly Target[],
  controlOf: (node: string) => number | undefined,
  permits: Permits,
): ((holder: Holder, from: number) => void) => {
  const { places } = arranged;
  const byProject = Map.groupBy(targets, ({ project }) => project);
  const byPlace = new Map(targets.map((target) => [target.place, target]));
  /** Resources that run as accounts, what holds their code, and keys that are bound to accounts. */
  const byResource = Map.groupBy(
    targets.flatMap((target) =>
      [
        ...target.carriers.flatMap(({ data }) => [data.name, ...(data.code ?? [])]),
        ...target.apiKeys.map(({ data }) => `//apikeys.googleapis.com/${data.name}`),
      ].map((name) => ({ place: places.nameOf(name), target })),
    ),
    ({ place }) => place,
  );
  const elsewhere = Map.groupBy(
    [...byResource].flatMap(([place, found]) =>
      found.flatMap(({ target }) => {
        const home = places.chainOf(place).find((each) => /^projects\/[^/]+$/.test(each));
        return home === undefined || home === target.project ? [] : [{ home, target }];
      }),
    ),
    ({ home }) => home,
  );
  const forbids = constraintsOf(arranged);
  const alikeOf = alikeIn(graph, byProject);

  const below = (place: string): readonly Target[] => {
    const one = byPlace.get(place);
    if (one !== undefined) return [one];
    const through = byResource.get(place);
    if (through !== undefined) return through.map(({ target }) => target);
    // A resource that a policy names, and of which nobody listed what it runs as.
    const unlisted = arranged.runs.unlistedHome(place);
    if (unlisted !== undefined) return byProject.get(unlisted) ?? [];
    return places
      .nodesBelow(place)
      .flatMap((node) => [
        ...(byProject.get(node) ?? []),
        ...(elsewhere.get(node) ?? []).map(({ target }) => target),
      ]);
  };

  const delegate = delegationOf(arranged, graph, { permits, below, alikeOf });
  const hostOn = hostsOf(arranged, permits);
  const throughWorkloads = workloadSteps(arranged, graph, permits);
  const throughUnlisted = unlistedSteps(arranged, graph, permits);
  const throughState = stateSteps(arranged, graph, targets, permits);
  const toScopes = scopeSteps(arranged, graph, {
    permits,
    controlOf,
    accountAt: (place) => byPlace.get(place),
  });

  return (holder, from) => {
    const ownPlaces = placesHeld(holder);
    const reached = new Set([...ownPlaces].flatMap(below));
    const hosts = new Map<string, Host | undefined>();
    const hostIn = (project: string): Host | undefined => {
      if (!hosts.has(project)) hosts.set(project, hostOn(holder, project));
      return hosts.get(project);
    };
    const hostFor = (project: string): Host | undefined => {
      const own = hostIn(project);
      if (own !== undefined) return own;
      // Elsewhere an account may be used only where its project says so: the constraint holds unless it is switched off.
      const allowed =
        forbids(crossProjectConstraint, project) === false ? {} : liftConstraint(holder, project);
      if (allowed === undefined) return undefined;
      const further = [...ownPlaces]
        .flatMap(places.nodesBelow)
        .filter((node) => node.startsWith('projects/') && node !== project)
        .flatMap((node) => hostIn(node) ?? [])
        .sort((a, b) => a.details.assumes!.length - b.details.assumes!.length)[0];
      return further === undefined
        ? undefined
        : { ...further, details: together(allowed, assuming(further.details, crossProjectAssumes)) };
    };
    const done = new Set<number>();
    const delegateTo = delegate(holder, from);
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
    throughState(holder, from);
    toScopes(holder, from);
  };

  /** What it rests on that somebody switches off a constraint of a project; undefined: it may not. */
  function liftConstraint(holder: Holder, project: string): EdgeDetails | undefined {
    const lifted = permits(holder, [liftConstraintNeed], project);
    return lifted === undefined ? undefined : assuming(lifted, ['it switches the constraint off first']);
  }

  function accountSteps(holder: Holder, from: number, target: Target, hostFor: () => Host | undefined): void {
    const { node, principal, place, project } = target;
    // Of an account that is only taken to be the project's.
    const supposed = places.supposed(places.chainOf(place), project);
    for (const technique of agentTechniques) {
      const details = technique.agent.test(principal.id)
        ? permits(holder, technique.needs, project)
        : undefined;
      if (details !== undefined)
        graph.edge(from, node, technique, assuming(details, [...supposed, ...(technique.assumes ?? [])]));
    }
    if (principal.kind === 'service-agent') return;
    const open = new Set<string>();
    for (const technique of accountTechniques) {
      if (technique.otherwise !== undefined && open.has(technique.otherwise)) continue;
      let details = permits(holder, technique.needs, place);
      if (details === undefined) continue;
      if (technique.forbiddenBy !== undefined && forbids(technique.forbiddenBy, project) === true) {
        const lifted = liftConstraint(holder, project);
        if (lifted === undefined) continue;
        details = together(details, lifted);
      }
      open.add(technique.id);
      graph.edge(from, node, technique, assuming(details, technique.assumes));
    }
    const hmac = permits(holder, hmacKey.needs, project);
    if (hmac !== undefined)
      graph.edge(from, node, hmacKey, assuming(hmac, [...supposed, ...hmacKey.assumes!]));
    for (const { data } of target.apiKeys) {
      const reading = permits(
        holder,
        readApiKey.needs,
        places.nameOf(`//apikeys.googleapis.com/${data.name}`),
      );
      if (reading !== undefined) graph.edge(from, node, readApiKey, assuming(reading, readApiKey.assumes));
    }
    const acting = permits(holder, [actAs], place);
    const host = acting === undefined ? undefined : hostFor();
    if (acting !== undefined && host !== undefined)
      graph.edge(from, node, host.technique, together(acting, host.details));
    throughWorkloads(holder, from, target, acting);
    throughUnlisted(holder, from, target, acting, host !== undefined);
  }
};
