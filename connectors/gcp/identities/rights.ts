import type { Right } from '../../../src/identities/draft.ts';
import type { LevelRank } from '../../../src/model/level.ts';
import { greatest } from '../../../src/model/many.ts';
import { rowOfPermission } from '../facts/services.ts';
import { levelOf, serviceOf } from '../iam/levels.ts';
import { knownPermissions, permissionsOfService } from '../iam/predefined-roles.ts';
import type { Role } from '../iam/role.ts';

export interface GcpRight extends Right {
  /** Name of a predefined role; of others the permissions, sorted. */
  readonly privileges: readonly string[];
}

const known = new WeakMap<Role, readonly GcpRight[]>();

/** What a role comes to, service by service. */
export const rightsOfRole = (role: Role): readonly GcpRight[] => {
  let rights = known.get(role);
  if (rights === undefined) {
    rights = rightsIn(role);
    known.set(role, rights);
  }
  return rights;
};

/**
 * Under a service's name, and about something else than its resources: keys of accounts; what policies of rows and columns give.
 * Roles that are all of the service do not have them. https://cloud.google.com/storage/docs/access-control/iam-roles
 */
const isBeside = (permission: string): boolean =>
  /^(?:storage\.hmacKeys\.|bigquery\.(?:dataPolicies\.(?:getRawData|maskedGet)|rowAccessPolicies\.getFilteredData)$)/.test(
    permission,
  );
let besides: ReadonlyMap<string, number> | undefined;
/** How many permissions are about what a service holds. */
const sizeOf = (service: string): number => {
  besides ??= new Map(
    [...Map.groupBy(knownPermissions().filter(isBeside), serviceOf)].map(([name, found]) => [
      name,
      found.length,
    ]),
  );
  return permissionsOfService(service) - (besides.get(service) ?? 0);
};

const rightsIn = (role: Role): readonly GcpRight[] =>
  [...Map.groupBy(role.permissions(), rowOfPermission)].map(([service, permissions]) => {
    const own = permissions.filter((each) => serviceOf(each) === service && !isBeside(each)).length;
    return {
      service,
      level: greatest(permissions.map(levelOf)) as LevelRank,
      full: role.name === 'roles/owner' || (own > 0 && own === sizeOf(service)),
      privileges: role.predefined ? [role.name] : permissions.toSorted(),
    };
  });
