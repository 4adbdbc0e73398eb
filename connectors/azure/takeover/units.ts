import { includesAction } from '../directory/actions.ts';
import { microsoftGraph } from '../directory/graph-permissions.ts';
import type { DirectoryAssignment } from '../facts/assignments.ts';
import { isEligible, permanent, type Term, through } from '../facts/term.ts';
import { fillUnit } from '../techniques/directory.ts';
import { hasPower, powers } from '../techniques/powers.ts';
import type { DirectorySteps } from './aims.ts';
import { addPower } from './directory.ts';
import { addTerm } from './nodes.ts';

interface Decides {
  readonly action: string;
  readonly permissions: readonly string[];
}
/** The rule itself, or who is in it where there is none. */
const whole: Decides = {
  action: 'microsoft.directory/administrativeUnits/allProperties/update',
  permissions: ['administrativeunit.readwrite.all'],
};
const byHand: Decides = { action: 'microsoft.directory/administrativeUnits/members/update', permissions: [] };
const byRule: Decides = {
  action: 'microsoft.directory/users/basic/update',
  permissions: ['user.readwrite.all', 'directory.readwrite.all'],
};
const goesBy = ['the rule of the unit goes by what it may change'];

const unitOf = ({ scope }: DirectoryAssignment): string | undefined =>
  /^\/administrativeunits\/([^/]+)$/.exec(scope)?.[1];

/** What a role at a unit reaches of whoever is put into it: users and groups are. */
const reachesMembers = new Set(['passwords', 'methods', 'guests', 'security-groups', 'unified-groups']);

/**
 * Whoever has a role at an administrative unit and decides as well who is in it has the role over whomever it likes, but those in
 * restricted units. A role of one, a power over units of another lead nowhere together.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-members-dynamic
 */
export const addFilledUnits = (steps: DirectorySteps): void => {
  const { graph, arranged, nodes } = steps;
  const { directory, permissions, groups, inventory } = arranged;
  const unitById = new Map(inventory.of('azure.administrative-unit').map(({ data }) => [data.id, data]));
  const rolesOf = Map.groupBy(directory.assignments, ({ principal }) => principal);
  const permissionsOf = Map.groupBy(permissions, ({ principal }) => principal);
  const may = (id: string, { action, permissions: wanted }: Decides): boolean =>
    [{ id, term: permanent }, ...groups.of(id).map(({ group, term }) => ({ id: group.id, term }))].some(
      (holder) =>
        !isEligible(holder.term) &&
        ((rolesOf.get(holder.id) ?? []).some(
          ({ role, scope, term }) =>
            scope === '/' && !isEligible(term) && role.actions.some((held) => includesAction(held, action)),
        ) ||
          (permissionsOf.get(holder.id) ?? []).some(
            ({ name, resource }) => resource === microsoftGraph && wanted.includes(name.toLowerCase()),
          )),
    );
  for (const assignment of directory.assignments) {
    const unit = unitById.get(unitOf(assignment) ?? '');
    if (unit === undefined) continue;
    const { role, tenant, term, principal, source } = assignment;
    const reached = powers.filter(
      (power) => reachesMembers.has(power.power) && hasPower(role.actions, power),
    );
    if (reached.length === 0) continue;
    const isRule = unit.membershipType === 'Dynamic';
    const name = `${role.name} at ${unit.displayName ?? unit.id}`;
    const holders: readonly { readonly id: string; readonly term: Term }[] = [
      { id: principal, term },
      ...(groups.all.get(principal)?.members ?? []).map((member) => ({
        id: member.id,
        term: through(term, member.term),
      })),
    ];
    for (const holder of holders) {
      const from = nodes.of(holder.id);
      if (from === undefined || groups.all.has(holder.id)) continue;
      const surely = may(holder.id, whole) || (!isRule && may(holder.id, byHand));
      if (!surely && !(isRule && may(holder.id, byRule))) continue;
      const node = graph.holders(`whoever is ${name} and decides who is in it`);
      addTerm(graph, from, node, holder.term, role.name, [{ ...source, says: `is ${name}` }]);
      for (const power of reached)
        addPower(
          steps,
          node,
          {
            ...power,
            technique: {
              ...power.technique,
              ...fillUnit,
              does: `${fillUnit.does} and ${power.technique.does}`,
            },
            assumes: [...(power.assumes ?? []), ...(surely ? [] : goesBy)],
          },
          role,
          tenant,
          { is: 'tenant' },
        );
    }
  }
};
