import { assuming, type EdgeDetails, together } from '../../../src/takeover/edge-details.ts';
import { asked, readCondition } from '../iam/condition/index.ts';
import type { Arranged } from '../identities/arrange.ts';
import { memberOf } from '../identities/members.ts';
import type { Principal } from '../identities/principals.ts';
import { removeBoundaryNeed, unbindBoundaryNeeds, widenBoundaryNeed } from '../techniques/scopes.ts';
import type { Need } from '../techniques/types.ts';

/**
 * Resources beyond which somebody can do less than roles say. Which permissions that stops depends on the version of the policy,
 * and grows: a step beyond rests on not being stopped. https://cloud.google.com/iam/docs/pab-blocked-permissions
 */
export interface Boundary {
  readonly name: string;
  /** Canonical names: what lies below is within as well. */
  readonly places: readonly string[];
  /** Canonical name of the organisation that its policy is of. Absent: its name says none. */
  readonly home?: string;
  /** Canonical name of what it is bound to, and through that to the principal. */
  readonly target: string;
}

/** Whether a policy binding is about somebody; who cannot be told counts as bound. */
const isTarget = (
  target: string,
  { id, project, place, member }: Principal,
  { places }: Arranged,
): boolean => {
  const node = places.nameOf(target);
  if (/^(?:organizations|folders|projects)\/[^/]+$/.test(node))
    return project === undefined
      ? node.startsWith('organizations/') && place === undefined
      : places.chainOf(`projects/${project}`).includes(node);
  const pool = /^(?:\/\/)?iam\.googleapis\.com\/(.+)$/.exec(target)?.[1];
  if (pool === undefined) return false;
  const own = member ?? memberOf(id);
  if ('pool' in own) return places.nameOf(own.pool) === places.nameOf(pool);
  // Of people nobody can tell here of which directory they are.
  return /\/workspace\//.test(pool) && project === undefined && place === undefined;
};

const homeOf = (policy: string): Pick<Boundary, 'home'> => {
  const [home] = /^organizations\/[^/]+(?=\/)/.exec(policy) ?? [];
  return home === undefined ? {} : { home };
};

/** https://cloud.google.com/iam/docs/principal-access-boundary-policies */
export const boundariesOf = (arranged: Arranged): ((principal: Principal) => readonly Boundary[]) => {
  const { inventory, places, now } = arranged;
  const policies = new Map(
    inventory.of('gcp.boundary').map(({ data }): readonly [string, Omit<Boundary, 'target'>] => [
      data.name,
      {
        name: data.displayName ?? data.name,
        ...homeOf(data.name),
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
    return bound.flatMap(({ boundary, target, condition }) =>
      isTarget(target, principal, arranged) &&
      (condition === undefined || asked(condition, Date.parse(now), attributes) !== 'no')
        ? [{ ...boundary, target: places.nameOf(target) }]
        : [],
    );
  };
};

/** Names of those that somebody is bound by, none of which has a step within; none: it is within one. @param chain the target, and what holds it */
const outsideOf = (boundaries: readonly Boundary[], chain: readonly string[]): readonly string[] =>
  boundaries.some(({ places }) => places.some((each) => chain.includes(each)))
    ? []
    : [...new Set(boundaries.map(({ name }) => name))].sort();

/** What must be so that none of them stops a step; undefined: it is within one. @param chain the target, and what holds it */
export const beyond = (boundaries: readonly Boundary[], chain: readonly string[]): string | undefined => {
  const names = outsideOf(boundaries, chain);
  return names.length === 0
    ? undefined
    : `the principal access boundary ${names.join(', ')} does not stop it`;
};

/**
 * What it rests on that somebody puts its boundaries aside first: to widen one is enough, since what lies within any is within
 * all of them together; else each is deleted or unbound.
 * @param may whether somebody may, whatever boundaries say
 * @returns undefined: it may not
 */
export const putAside = (
  boundaries: readonly Boundary[],
  may: (need: Need, place: string) => EdgeDetails | undefined,
  chainOf: (place: string) => readonly string[],
): EdgeDetails | undefined => {
  /** @param names of those that are put aside */
  const told = (steps: readonly Step[], does: string, names: readonly string[]): EdgeDetails | undefined => {
    const found = steps.map(([need, place]) => may(need, place));
    if (found.includes(undefined)) return undefined;
    const whole = (found as readonly EdgeDetails[]).reduce(together);
    // Their own policies may lie beyond them.
    const isWithin = steps.every(([, place]) => outsideOf(boundaries, chainOf(place)).length === 0);
    const which = [...new Set(names)].sort().join(', ');
    return assuming(whole, [
      `it ${does} the principal access boundary ${which} first${isWithin ? '' : ', which does not stop that'}`,
    ]);
  };
  for (const { name, home } of boundaries) {
    const widened = home === undefined ? undefined : told([[widenBoundaryNeed, home]], 'widens', [name]);
    if (widened !== undefined) return widened;
  }
  const steps = boundaries.map(({ home, target }) =>
    home === undefined
      ? undefined
      : removals(home, target).find((each) => each.every(([need, place]) => may(need, place) !== undefined)),
  );
  return steps.length === 0 || steps.includes(undefined)
    ? undefined
    : told(
        (steps as readonly (readonly Step[])[]).flat(),
        'takes away',
        boundaries.map(({ name }) => name),
      );
};

type Step = readonly [need: Need, place: string];

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
