import type { Arranged } from '../identities/arrange.ts';
import type { Group } from '../identities/groups.ts';

/** A group that can be changed here at all: not one that is kept on premises. */
export const isKeptHere = ({ fact }: Group): boolean => fact?.data.onPremisesSyncEnabled !== true;
/**
 * Its members follow a rule: nobody is added by hand. A group that may hold roles of the directory never does:
 * https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept
 */
export const isDynamic = ({ fact, mayHoldRoles }: Group): boolean =>
  !mayHoldRoles && fact?.data.groupTypes?.includes('DynamicMembership') === true;
export const isUnified = ({ fact }: Group): boolean => fact?.data.groupTypes?.includes('Unified') === true;

/** Of a group that only an assignment names nobody can tell the one nor the other. */
export const unreadGroup = ({ fact, name }: Group): readonly string[] =>
  fact === undefined ? [`members of ${name} are added here, and by hand`] : [];

const known = new WeakMap<Arranged, ReadonlySet<string>>();

/** Joining a group that holds nothing leads nowhere. */
export const holdsAnything = (arranged: Arranged, { id }: Group): boolean => {
  let holders = known.get(arranged);
  if (holders === undefined) {
    holders = new Set([
      ...arranged.arm.assignments.map(({ principal }) => principal),
      ...arranged.directory.assignments.map(({ principal }) => principal),
      ...arranged.permissions.map(({ principal }) => principal),
      ...arranged.inventory.of('azure.ownership').map(({ data }) => data.owner),
      ...[...arranged.groups.all.values()].flatMap(({ members, owners }) =>
        [...members, ...owners].map((belonging) => belonging.id),
      ),
      ...arranged.inventory
        .of('azure.resource')
        .flatMap(({ data: { settings } }) => [
          ...(settings?.accessPolicies ?? []).map(({ objectId }) => objectId),
          ...(settings?.administrators ?? []),
        ]),
    ]);
    known.set(arranged, holders);
  }
  return holders.has(id);
};
