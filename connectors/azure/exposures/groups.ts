import { fill } from '../../../src/model/command-line.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { levelRank } from '../../../src/model/level.ts';
import { addTo } from '../../../src/model/many.ts';
import type { Arranged } from '../identities/arrange.ts';
import { rightOfPermission, rightsOfDirectoryRole, rightsOfRole } from '../identities/rights.ts';
import { deletionsOf } from './deletions.ts';
import { wholeBy } from './whole.ts';

const membersCall = 'GET /v1.0/groups/{id}/members';
const ownersCall = 'GET /v1.0/groups/{id}/owners';

/** What each holder that is no identity has, at its strongest, with the names of it. */
const heldBy = ({ arm, directory, permissions, now }: Arranged) => {
  const held = new Map<
    string,
    { readonly name: string; readonly level: number; readonly source: FactRef }[]
  >();
  const highest = (rights: readonly { readonly level: number }[]): number =>
    rights.reduce((most, { level }) => Math.max(most, level), 0);
  for (const { principal, role, condition, source } of arm.assignments)
    addTo(held, principal, { name: role.name, level: highest(rightsOfRole(role, condition, now)), source });
  for (const { principal, role, source } of directory.assignments)
    addTo(held, principal, { name: role.name, level: highest(rightsOfDirectoryRole(role)), source });
  for (const { principal, name, resource, source } of permissions)
    addTo(held, principal, { name, level: rightOfPermission(name, resource).level, source });
  return held;
};

/**
 * Groups with privileges that nobody is in, or that control something and that nobody owns, by tenant. Where members or owners were
 * not read in full nobody can tell.
 * https://learn.microsoft.com/entra/fundamentals/concept-learn-about-groups
 */
export const idleGroups = (
  arranged: Arranged,
  read: readonly Coverage[],
): ReadonlyMap<string, readonly Exposure[]> => {
  const found = new Map<string, Exposure[]>();
  const held = heldBy(arranged);
  const membersWhole = wholeBy(read, membersCall);
  const ownersWhole = wholeBy(read, ownersCall);
  for (const { id, name, tenant, fact, members, owners, source } of arranged.groups.all.values()) {
    const own = held.get(id) ?? [];
    if (fact === undefined || own.length === 0) continue;
    const names = [...new Set(own.map((each) => each.name))].sort().slice(0, 3).join(', ');
    const isEmpty = members.length === 0 && membersWhole(tenant) === true;
    const { isAssignableToRole, onPremisesSyncEnabled, groupTypes } = fact.data;
    const byHand =
      isAssignableToRole !== true &&
      onPremisesSyncEnabled !== true &&
      groupTypes?.some((type) => type.toLowerCase() === 'dynamicmembership') !== true;
    const isOwnerless =
      !isEmpty &&
      owners.length === 0 &&
      ownersWhole(tenant) === true &&
      byHand &&
      own.some(({ level }) => level >= levelRank.control);
    if (isEmpty)
      addTo(found, tenant, {
        kind: 'idle-group',
        key: `empty ${id}`,
        says: `Group ${name} has ${names}, and nobody is in it`,
        evidence: [{ ...source, says: 'has no members, nor anybody who is eligible to be one' }],
        fix: [
          'Take away what the group holds, and delete it where nothing is left.',
          ...deletionsOf(
            id,
            own.map((each) => each.source),
          ),
        ].join('\n'),
      });
    if (isOwnerless)
      addTo(found, tenant, {
        kind: 'idle-group',
        key: `unowned ${id}`,
        says: `Group ${name} has ${names}, and nobody owns it`,
        evidence: [{ ...source, says: 'has no owners, and members who are put in by hand' }],
        fix: `Name an owner who answers for who is in it.\n${fill({
          template: 'az ad group owner add --group {id} --owner-object-id OWNER',
          values: { id },
        })}`,
      });
  }
  return found;
};
