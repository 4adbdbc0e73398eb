import type { Right } from '../../../src/identities/draft.ts';
import type { LevelRank } from '../../../src/model/level.ts';
import { greatest } from '../../../src/model/many.ts';
import { rowOfPermission } from '../facts/services.ts';
import { levelOf, serviceOf } from '../iam/levels.ts';
import { permissionsOfService } from '../iam/predefined-roles.ts';
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

const rightsIn = (role: Role): readonly GcpRight[] =>
  [...Map.groupBy(role.permissions(), rowOfPermission)].map(([service, permissions]) => {
    const own = permissions.filter((each) => serviceOf(each) === service).length;
    return {
      service,
      level: greatest(permissions.map(levelOf)) as LevelRank,
      full: role.name === 'roles/owner' || (own > 0 && own === permissionsOfService(service)),
      privileges: role.predefined ? [role.name] : permissions.toSorted(),
    };
  });
