import type { Technique } from '../../../src/model/takeover.ts';
import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { TargetSet, Targets } from '../../../src/takeover/targets.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Group } from '../identities/groups.ts';
import type { DirectoryTargets } from './directory-targets.ts';
import { holdsAnything, isKeptHere, unreadGroup } from './group-targets.ts';
import type { Nodes } from './nodes.ts';

export interface DirectorySteps {
  readonly graph: GraphBuilder;
  readonly arranged: Arranged;
  readonly targets: Targets;
  readonly reached: DirectoryTargets;
  readonly nodes: Nodes;
  /** Node of full control of a tenant. */
  readonly controlOf: (tenant: string) => number | undefined;
  /** What whoever has a role of the directory can do by that. */
  readonly profileOf: (key: string) => number | undefined;
}

/** Where a role of the directory holds. A permission of Graph holds in the whole tenant. */
export type Place =
  | { readonly is: 'tenant' }
  | { readonly is: 'unit'; readonly members: ReadonlySet<string> }
  | { readonly is: 'object'; readonly id: string };

/** Whom a power over the directory is aimed at, whether a role or a permission of Graph has it; groups are apart. */
export type Aim = 'control' | 'applications' | 'principals' | 'blueprints' | 'users' | 'guests' | 'workers';

interface Shot {
  readonly aim: Aim;
  readonly tenant: string;
  readonly place: Place;
  /** By which role passwords are set: {@link DirectoryTargets.users}. */
  readonly role: string;
}

type Sets = Exclude<Aim, 'control'>;

/** A set of the tenant, and at which places a role of the directory reaches into it. */
const sets: Readonly<
  Record<
    Sets,
    {
      readonly of: (reached: DirectoryTargets, shot: Shot) => TargetSet;
      readonly places: readonly Place['is'][];
    }
  >
> = {
  applications: {
    of: (reached, { tenant }) => reached.applications(tenant),
    places: ['tenant', 'unit', 'object'],
  },
  principals: {
    of: (reached, { tenant }) => reached.principals(tenant),
    places: ['tenant', 'unit', 'object'],
  },
  blueprints: {
    of: (reached, { tenant }) => reached.blueprints(tenant),
    places: ['tenant', 'unit', 'object'],
  },
  // Units hold users; a role at a single user there is none.
  users: {
    of: (reached, { tenant, role, place }) => reached.users(tenant, role, place.is === 'unit'),
    places: ['tenant', 'unit'],
  },
  guests: { of: (reached, { tenant }) => reached.guests(tenant), places: ['tenant', 'unit'] },
  workers: { of: (reached, { tenant }) => reached.workers(tenant), places: ['tenant'] },
};

/** Steps from a node to all that a power is aimed at, within its place. */
export const addAim = (
  { graph, targets, reached, controlOf }: DirectorySteps,
  node: number,
  shot: Shot,
  technique: Technique,
  details: EdgeDetails,
): void => {
  const { aim, tenant, place } = shot;
  if (aim === 'control') {
    const control = controlOf(tenant);
    if (control !== undefined && place.is === 'tenant') graph.edge(node, control, technique, details);
    return;
  }
  const { of, places } = sets[aim];
  if (!places.includes(place.is)) return;
  const set = of(reached, shot);
  if (place.is === 'tenant') targets.aim(node, [set], technique, () => details);
  else {
    const ids = place.is === 'unit' ? [...place.members] : [place.id];
    targets.aim(node, targets.only(set, ids.map(reached.nodeOf)), technique, () => details);
  }
};

/** Steps from a node into groups that hold something and can be changed here, by what `byOf` says of each; undefined: none. */
export const addGroupAim = (
  { graph, arranged, reached, nodes }: DirectorySteps,
  node: number,
  { tenant, place }: Pick<Shot, 'tenant' | 'place'>,
  byOf: (group: Group) => Technique | undefined,
  details: EdgeDetails,
): void => {
  for (const group of reached.groups(tenant)) {
    const inPlace =
      place.is === 'unit'
        ? place.members.has(group.id)
        : place.is === 'object'
          ? place.id === group.id
          : reached.isOpen(group.id);
    const to = nodes.of(group.id);
    if (!inPlace || to === undefined || !isKeptHere(group)) continue;
    const technique = byOf(group);
    if (technique === undefined || !holdsAnything(arranged, group)) continue;
    const unread = unreadGroup(group);
    graph.edge(
      node,
      to,
      technique,
      unread.length === 0 ? details : { ...details, assumes: [...(details.assumes ?? []), ...unread] },
    );
  }
};
