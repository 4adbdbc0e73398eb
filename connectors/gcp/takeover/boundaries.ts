import { type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import { enforcementOf } from '../iam/boundary-versions.ts';
import { asked, readCondition } from '../iam/condition/index.ts';
import type { Arranged } from '../identities/arrange.ts';
import { agentSetsOf, isAgentSet, memberOf } from '../identities/members.ts';
import { type Answer, all } from '../identities/named.ts';
import type { Principal } from '../identities/principals.ts';
import { removeBoundaryNeed, unbindBoundaryNeeds, widenBoundaryNeed } from '../techniques/scopes.ts';
import type { Need } from '../techniques/types.ts';

/**
 * Resources beyond which somebody can do less than roles say: permissions that the version of the policy stops.
 * https://cloud.google.com/iam/docs/principal-access-boundary-policies
 */
export interface Boundary {
  readonly name: string;
  /** Canonical names: what lies below is within as well. */
  readonly places: readonly string[];
  /** Of its enforcement, as written. Absent: the newest. */
  readonly version?: string;
  /** Canonical name of the organisation that its policy is of. Absent: its name says none. */
  readonly home?: string;
  /** Canonical name of what it is bound to, and through that to the principal. */
  readonly target: string;
  /** Whether the principal is bound by it for certain. */
  readonly surely: boolean;
}

/** Whether a policy binding is about somebody. */
const isTarget = (target: string, principal: Principal, { places, inventory }: Arranged): Answer => {
  const { id, project, place, member, kind } = principal;
  const node = places.nameOf(target);
  const own = member ?? memberOf(id);
  if (/^(?:organizations|folders|projects)\/[^/]+$/.test(node)) {
    // Of people nobody can tell here of which directory they are, but by the organisation's own domain.
    if (project === undefined) {
      if (!node.startsWith('organizations/') || place !== undefined || kind.startsWith('outside-'))
        return 'no';
      const domain = inventory.of('gcp.organization').find(({ data }) => data.name === node)
        ?.data.displayName;
      return kind === 'user' && domain != null && id.endsWith(`@${domain.toLowerCase()}`) ? 'yes' : 'unknown';
    }
    if (!places.chainOf(`projects/${project}`).includes(node)) return 'no';
    // Accounts and pools of workloads are told to be in these sets, and nothing else is.
    return place !== undefined || own.is === 'federated' || kind === 'kubernetes-service-account'
      ? 'yes'
      : 'unknown';
  }
  const agents = target.replace(/^(?:principalSet:)?\/\//, 'principalSet://');
  if (isAgentSet(agents)) return agentSetsOf(id).includes(agents) ? 'yes' : 'no';
  const pool = /^(?:\/\/)?iam\.googleapis\.com\/(.+)$/.exec(target)?.[1];
  if (pool === undefined) return 'no';
  if ('pool' in own) return places.nameOf(own.pool) === places.nameOf(pool) ? 'yes' : 'no';
  return /\/workspace\//.test(pool) && project === undefined && place === undefined ? 'unknown' : 'no';
};

const homeOf = (policy: string): Pick<Boundary, 'home'> => {
  const [home] = /^organizations\/[^/]+(?=\/)/.exec(policy) ?? [];
  return home === undefined ? {} : { home };
};

/** https://cloud.google.com/iam/docs/principal-access-boundary-policies */
export const boundariesOf = (arranged: Arranged): ((principal: Principal) => readonly Boundary[]) => {
  const { inventory, places, now } = arranged;
  const policies = new Map(
    inventory.of('gcp.boundary').map(({ data }): readonly [string, Omit<Boundary, 'target' | 'surely'>] => [
      data.name,
      {
        name: data.displayName ?? data.name,
        ...homeOf(data.name),
        ...(data.details?.enforcementVersion == null ? {} : { version: data.details.enforcementVersion }),
        places: (data.details?.rules ?? [])
          .filter(({ effect }) => effect == null || effect === 'ALLOW')
          .flatMap(({ resources }) => (resources ?? []).map(places.nameOf)),
      },
    ]),
  );
  const bound = inventory.of('gcp.policy-binding').flatMap(({ data }) => {
    const boundary = policies.get(data.policy ?? '');
    const target = data.target?.principalSet;
    const text = data.condition?.expression?.trim() ?? '';
    return boundary === undefined || target == null
      ? []
      : [{ boundary, target, condition: text === '' ? undefined : readCondition(text, now) }];
  });
  return (principal) => {
    const attributes = new Map([
      ['principal.subject', principal.id],
      [
        'principal.type',
        principal.place === undefined
          ? 'iam.googleapis.com/WorkspaceIdentity'
          : 'iam.googleapis.com/ServiceAccount',
      ],
    ]);
    return bound.flatMap(({ boundary, target, condition }) => {
      const about = all([
        isTarget(target, principal, arranged),
        condition === undefined ? 'yes' : asked(condition, Date.parse(now), attributes),
      ]);
      return about === 'no' ? [] : [{ ...boundary, target: places.nameOf(target), surely: about === 'yes' }];
    });
  };
};

/** Boundaries that stop a step. */
export interface Stop {
  readonly names: readonly string[];
  readonly surely: boolean;
}

/**
 * What of the boundaries somebody is bound by stops the use of a permission; undefined: none does. What lies within any of them
 * is within all together, and each stops what its version does.
 * https://cloud.google.com/iam/docs/principal-access-boundary-policies#interactions
 * @param chain the target, and what holds it
 */
export const beyond = (
  boundaries: readonly Boundary[],
  chain: readonly string[],
  permission: string,
): Stop | undefined => {
  if (boundaries.length === 0) return undefined;
  const within = boundaries.filter(({ places }) => places.some((each) => chain.includes(each)));
  if (within.some(({ surely }) => surely)) return undefined;
  const stopping = boundaries
    .map((each) => ({ ...each, does: enforcementOf(each.version, permission) }))
    .filter((each) => !within.some(({ name }) => name === each.name) && each.does !== 'ignores');
  if (stopping.length === 0) return undefined;
  return {
    names: [...new Set(stopping.map(({ name }) => name))].sort(),
    surely: within.length === 0 && stopping.some(({ surely, does }) => surely && does === 'stops'),
  };
};

/** What must be so that none of them stops it. */
export const notStopped = ({ names }: Stop): string =>
  `the principal access boundary ${names.join(', ')} does not stop it`;

/** What stands in the way is taken out of it first. */
export interface Lift {
  /** `take the deny policy X away`. */
  readonly does: string;
  /** The same of somebody: `it takes the deny policy X away first`. */
  readonly told: string;
  /** What it rests on that the holder may. */
  readonly details: EdgeDetails;
}

/**
 * How somebody puts its boundaries aside first: to widen one is enough, since what lies within any is within all of them together;
 * else each is deleted or unbound.
 * @param may whether somebody may, whatever boundaries say
 * @returns undefined: it may not
 */
export const putAside = (
  boundaries: readonly Boundary[],
  may: (need: Need, place: string) => EdgeDetails | undefined,
  chainOf: (place: string) => readonly string[],
): Lift | undefined => {
  /** @param names of those that are put aside */
  const lift = (
    steps: readonly Step[],
    [does, told]: readonly [does: string, told: string],
    names: readonly string[],
  ): Lift | undefined => {
    const found = steps.map(([need, place]) => may(need, place));
    if (found.includes(undefined)) return undefined;
    const details = (found as readonly EdgeDetails[]).reduce(together);
    // Their own policies may lie beyond them.
    const isWithin = steps.every(([need, place]) =>
      need.every((permission) => beyond(boundaries, chainOf(place), permission) === undefined),
    );
    const which = `the principal access boundary ${[...new Set(names)].sort().join(', ')}`;
    const unless = isWithin ? '' : ', which does not stop that';
    return { does: `${does} ${which}${unless}`, told: `it ${told} ${which} first${unless}`, details };
  };
  for (const { name, home, surely } of boundaries) {
    // What is within one that it may not be bound by is not within.
    if (!surely && boundaries.some((each) => each.surely)) continue;
    const widened =
      home === undefined ? undefined : lift([[widenBoundaryNeed, home]], ['widen', 'widens'], [name]);
    if (widened !== undefined) return widened;
  }
  const steps = boundaries.map(({ home, target }) =>
    home === undefined
      ? undefined
      : removals(home, target).find((each) => each.every(([need, place]) => may(need, place) !== undefined)),
  );
  return steps.length === 0 || steps.includes(undefined)
    ? undefined
    : lift(
        (steps as readonly (readonly Step[])[]).flat(),
        ['take away', 'takes away'],
        boundaries.map(({ name }) => name),
      );
};

/** A permission, or any of several, on what. */
export type Step = readonly [need: Need, place: string];

/** Ways to have a boundary apply no more, all steps of each. */
const removals = (home: string, target: string): readonly (readonly Step[])[] => [
  [[removeBoundaryNeed, home]],
  ...unbindBoundaryNeeds
    .filter(({ from }) => from.test(target))
    .map(({ needs: [policy, bound] }): readonly Step[] => [
      [policy, home],
      [bound, target],
    ]),
];
