import { assuming, together } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { Arranged } from '../identities/arrange.ts';
import { crossProjectAssumes, crossProjectConstraint } from '../techniques/hosts.ts';
import { accountStepsOf } from './account-steps.ts';
import { constraintsOf, liftsConstraints } from './constraints.ts';
import { delegationOf } from './delegation.ts';
import { type Host, hostsOf } from './hosts.ts';
import { type Holder, type Permits, placesHeld } from './permits.ts';
import { scopeSteps } from './scopes.ts';
import { alikeIn, type Target } from './targets.ts';
import { stateSteps } from './workloads.ts';

/** All steps of one holder to service accounts and nodes of the tree. */
export const stepsOf = (
  arranged: Arranged,
  graph: GraphBuilder,
  targets: readonly Target[],
  controlOf: (node: string) => number | undefined,
  permits: Permits,
): ((holder: Holder, from: number) => void) => {
  const byProject = Map.groupBy(targets, ({ project }) => project);
  const byPlace = new Map(targets.map((target) => [target.place, target]));
  const alikeOf = alikeIn(graph, byProject);
  const below = targetsBelow(arranged, targets, byPlace, byProject);
  const delegate = delegationOf(arranged, graph, {
    permits,
    below: (place) => below(place).filter(({ isOff }) => !isOff),
    alikeOf,
  });
  const hostsFor = hostsAnywhere(arranged, permits);
  const toAccount = accountStepsOf(arranged, graph, permits);
  const throughState = stateSteps(arranged, graph, targets, permits);
  const toScopes = scopeSteps(arranged, graph, {
    permits,
    controlOf,
    accountAt: (place) => byPlace.get(place),
  });

  return (holder, from) => {
    const ownPlaces = placesHeld(holder);
    const reached = new Set([...ownPlaces].flatMap(below));
    const hostFor = hostsFor(holder, ownPlaces);
    const done = new Set<number>();
    const delegateTo = delegate(holder, from);
    for (const target of reached) {
      if (target.node === from) continue;
      // What it holds on the account itself it holds on no other.
      const alike = ownPlaces.has(target.place) ? undefined : alikeOf.get(target);
      if (alike !== undefined) {
        if (done.has(alike)) continue;
        done.add(alike);
      }
      if (!target.isOff) delegateTo(target, alike);
      toAccount(holder, from, alike === undefined ? target : { ...target, node: alike }, () =>
        hostFor(target.project),
      );
    }
    throughState(holder, from);
    toScopes(holder, from);
  };
};

/** Accounts that something held at a place may be about: those below it, and those that run there. */
const targetsBelow = (
  { places, runs }: Arranged,
  targets: readonly Target[],
  byPlace: ReadonlyMap<string, Target>,
  byProject: ReadonlyMap<string, readonly Target[]>,
): ((place: string) => readonly Target[]) => {
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
  return (place) => {
    const one = byPlace.get(place);
    if (one !== undefined) return [one];
    const through = byResource.get(place);
    if (through !== undefined) return through.map(({ target }) => target);
    // A resource that a policy names, and of which nobody listed what it runs as.
    const unlisted = runs.unlistedHome(place);
    if (unlisted !== undefined) return byProject.get(unlisted) ?? [];
    return places
      .nodesBelow(place)
      .flatMap((node) => [
        ...(byProject.get(node) ?? []),
        ...(elsewhere.get(node) ?? []).map(({ target }) => target),
      ]);
  };
};

/** Of a holder, by what service something of its own runs as an account of a project: there, or elsewhere where that is allowed. */
const hostsAnywhere = (
  arranged: Arranged,
  permits: Permits,
): ((holder: Holder, ownPlaces: ReadonlySet<string>) => (project: string) => Host | undefined) => {
  const { places } = arranged;
  const hostOn = hostsOf(arranged, permits);
  const forbids = constraintsOf(arranged);
  const liftConstraint = liftsConstraints(permits);
  return (holder, ownPlaces) => {
    const hosts = new Map<string, Host | undefined>();
    const hostIn = (project: string): Host | undefined => {
      if (!hosts.has(project)) hosts.set(project, hostOn(holder, project));
      return hosts.get(project);
    };
    return (project) => {
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
  };
};
