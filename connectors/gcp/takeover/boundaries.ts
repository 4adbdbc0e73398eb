import { asked, readCondition } from '../iam/condition/index.ts';
import type { Arranged } from '../identities/arrange.ts';
import { memberOf } from '../identities/members.ts';
import type { Principal } from '../identities/principals.ts';

/**
 * Resources beyond which somebody can do less than roles say. Which permissions that stops depends on the version of the policy,
 * and grows: a step beyond rests on not being stopped. https://cloud.google.com/iam/docs/pab-blocked-permissions
 */
export interface Boundary {
  readonly name: string;
  /** Canonical names: what lies below is within as well. */
  readonly places: readonly string[];
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

/** https://cloud.google.com/iam/docs/principal-access-boundary-policies */
export const boundariesOf = (arranged: Arranged): ((principal: Principal) => readonly Boundary[]) => {
  const { inventory, places, now } = arranged;
  const policies = new Map(
    inventory.of('gcp.boundary').map(({ data }): readonly [string, Boundary] => [
      data.name,
      {
        name: data.displayName ?? data.name,
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
        ? [boundary]
        : [],
    );
  };
};

/** What must be so that none of them stops a step; undefined: it is within one. @param chain the target, and what holds it */
export const beyond = (boundaries: readonly Boundary[], chain: readonly string[]): string | undefined =>
  boundaries.length === 0 || boundaries.some(({ places }) => places.some((each) => chain.includes(each)))
    ? undefined
    : `the principal access boundary ${[...new Set(boundaries.map(({ name }) => name))].sort().join(', ')} does not stop it`;
