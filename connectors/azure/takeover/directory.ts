import type { Technique } from '../../../src/model/takeover.ts';
import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import type { TargetSet, Targets } from '../../../src/takeover/targets.ts';
import type { GraphPermissionRow, GraphReach } from '../directory/graph-permissions.ts';
import { graphPermissionByName, microsoftGraph } from '../directory/graph-permissions.ts';
import type { DirectoryAssignment, DirectoryRole } from '../facts/assignments.ts';
import { sourceOf } from '../facts/inventory.ts';
import { through } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Group } from '../identities/groups.ts';
import {
  addApplicationCredential,
  addCredentialToBlueprint,
  addPrincipalCredential,
  addSignInMethod,
  assignDirectoryRole,
  grantItselfPermissions,
  joinGroup,
  ownApplication,
  ownGroup,
  ownPrincipal,
  ownTenant,
  resetPassword,
  takePrincipalOwnership,
  usePermission,
} from '../techniques/directory.ts';
import { type DirectoryPower, hasPower, type Power, powers } from '../techniques/powers.ts';
import { credentialDetails, type DirectoryTargets, isLocked } from './directory-targets.ts';
import { addTerm, type Nodes, termDetails } from './nodes.ts';

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

/** A group that can be changed here at all: not one that is kept on premises. */
const isKeptHere = ({ fact }: Group): boolean => fact?.data.onPremisesSyncEnabled !== true;
const isDynamic = ({ fact }: Group): boolean => fact?.data.groupTypes?.includes('DynamicMembership') === true;
const holdsRoles = ({ fact }: Group): boolean => fact?.data.isAssignableToRole === true;
const isUnified = ({ fact }: Group): boolean => fact?.data.groupTypes?.includes('Unified') === true;

const groupsOfPower: Readonly<Partial<Record<Power, (group: Group) => boolean>>> = {
  'security-groups': (group) => !holdsRoles(group) && !isUnified(group),
  'unified-groups': (group) => !holdsRoles(group) && isUnified(group),
  'role-groups': holdsRoles,
};

/** Where a role of the directory holds. */
type Place =
  | { readonly is: 'tenant' }
  | { readonly is: 'unit'; readonly members: ReadonlySet<string> }
  | { readonly is: 'object'; readonly id: string };

const placeOf = (scope: string, reached: DirectoryTargets): Place => {
  if (scope === '/' || scope === '') return { is: 'tenant' };
  const unit = /^\/administrativeunits\/([^/]+)$/.exec(scope)?.[1];
  if (unit !== undefined) return { is: 'unit', members: reached.inUnit(unit) };
  return { is: 'object', id: scope.slice(scope.lastIndexOf('/') + 1) };
};

export const directoryKey = ({
  role,
  scope,
  tenant,
}: Pick<DirectoryAssignment, 'role' | 'scope' | 'tenant'>): string =>
  `directory ${tenant} ${role.id} ${scope}`;

/** Every power that there is. */
const isEverything = ({ actions }: DirectoryRole): boolean =>
  powers.every((power) => hasPower(actions, power));

export const isPowerful = ({ actions }: DirectoryRole): boolean =>
  powers.some((power) => hasPower(actions, power));

/** What roles of the directory reach. Those who have the same one at the same place share a node. */
export const addDirectoryRoles = (steps: DirectorySteps): void => {
  const { graph, arranged, nodes, reached, profileOf } = steps;
  const byKey = Map.groupBy(
    arranged.directory.assignments.filter(
      ({ role, term }) => isPowerful(role) || term.duration === 'eligible',
    ),
    directoryKey,
  );
  for (const [key, assignments] of byKey) {
    const [first] = assignments;
    const { role, scope, tenant } = first!;
    const node = graph.holders(
      `whoever is ${role.name}${scope === '/' ? '' : ` at ${scope}`}`,
      profileOf(key),
    );
    // Whoever has all there is administers the tenant by itself, for as long as it does.
    const control = scope === '/' && isEverything(role) ? steps.controlOf(tenant) : undefined;
    if (control !== undefined) graph.edge(node, control, ownTenant);
    for (const { principal, term, source } of assignments)
      for (const holder of nodes.holders(principal)) {
        const whole = through(term, holder.term);
        const evidence = [{ ...source, says: `is ${role.name}${scope === '/' ? '' : ` at ${scope}`}` }];
        if (control !== undefined && whole.duration !== 'eligible')
          graph.edge(holder.node, control, ownTenant, { evidence, until: whole.until });
        else addTerm(graph, holder.node, node, whole, role.name, evidence);
      }
    if (control !== undefined) continue;
    const place = placeOf(scope, reached);
    for (const power of powers)
      if (hasPower(role.actions, power)) addPower(steps, node, power, role, tenant, place);
  }
};

const addPower = (
  { graph, targets, reached, nodes, controlOf, arranged }: DirectorySteps,
  node: number,
  { power, technique, assumes = [] }: DirectoryPower,
  role: DirectoryRole,
  tenant: string,
  place: Place,
): void => {
  const details: EdgeDetails = { assumes };
  const aim = (set: TargetSet): void => {
    if (place.is === 'tenant') targets.aim(node, [set], technique, () => details);
    else {
      const ids = place.is === 'unit' ? [...place.members] : [place.id];
      targets.aim(node, targets.only(set, ids.map(reached.nodeOf)), technique, () => details);
    }
  };
  switch (power) {
    case 'application-credentials':
    case 'application-owners':
      aim(reached.applications(tenant));
      break;
    case 'principal-credentials':
    case 'principal-owners':
      aim(reached.principals(tenant));
      break;
    case 'blueprints':
      aim(reached.blueprints(tenant));
      break;
    case 'passwords':
    case 'methods':
      // Units hold users; a role at a single user there is none.
      if (place.is !== 'object') aim(reached.users(tenant, role.id));
      break;
    case 'tenant':
    case 'domains': {
      const control = controlOf(tenant);
      if (control !== undefined && place.is === 'tenant') graph.edge(node, control, technique, details);
      break;
    }
    default: {
      const isWanted = groupsOfPower[power]!;
      for (const group of reached.groups(tenant)) {
        const inPlace =
          place.is === 'unit'
            ? place.members.has(group.id)
            : place.is === 'object'
              ? place.id === group.id
              : reached.isOpen(group.id);
        const to = nodes.of(group.id);
        if (!inPlace || to === undefined || !isWanted(group) || !isKeptHere(group) || isDynamic(group))
          continue;
        if (holdsAnything(arranged, group)) graph.edge(node, to, technique, details);
      }
    }
  }
};

/** Joining a group that holds nothing leads nowhere. */
const holdsAnything = (arranged: Arranged, { id }: Group): boolean => {
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
    ]);
    known.set(arranged, holders);
  }
  return holders.has(id);
};
const known = new WeakMap<Arranged, ReadonlySet<string>>();

const techniquesOfReach: Readonly<Record<GraphReach, Technique>> = {
  tenant: usePermission,
  applications: addApplicationCredential,
  principals: takePrincipalOwnership,
  owned: ownApplication,
  groups: joinGroup,
  'all-groups': joinGroup,
  passwords: resetPassword,
  methods: addSignInMethod,
  blueprints: addCredentialToBlueprint,
};
const precise: ReadonlyMap<string, Technique> = new Map([
  ['RoleManagement.ReadWrite.Directory', assignDirectoryRole],
  ['RoleAssignmentSchedule.ReadWrite.Directory', assignDirectoryRole],
  ['RoleEligibilitySchedule.ReadWrite.Directory', assignDirectoryRole],
  ['AppRoleAssignment.ReadWrite.All', grantItselfPermissions],
]);

/** Permissions of Microsoft Graph on the whole tenant: those who have the same one share a node. */
export const addGraphPermissions = (steps: DirectorySteps): void => {
  const { graph, arranged, nodes } = steps;
  const wide = arranged.permissions.flatMap((held) => {
    const row =
      held.resource === microsoftGraph ? graphPermissionByName.get(held.name.toLowerCase()) : undefined;
    return row?.reaches === undefined || row.reaches === 'owned' ? [] : [{ held, row }];
  });
  for (const [, some] of Map.groupBy(wide, ({ held, row }) => `${held.tenant} ${row.name}`)) {
    const [first] = some;
    const node = graph.holders(`whoever has ${first!.row.name}`);
    for (const { held } of some)
      for (const holder of nodes.holders(held.principal))
        addTerm(graph, holder.node, node, holder.term, held.name, [
          { ...held.source, says: `has the application permission ${held.name}` },
        ]);
    addReach(steps, node, first!.row, first!.held.tenant);
  }
};

const addReach = (
  { graph, targets, reached, nodes, controlOf, arranged }: DirectorySteps,
  node: number,
  row: GraphPermissionRow,
  tenant: string,
): void => {
  const reaches = row.reaches!;
  const technique = precise.get(row.name) ?? techniquesOfReach[reaches];
  const details: EdgeDetails = { assumes: row.assumes ?? [] };
  const aim = (set: TargetSet, by = technique): void => targets.aim(node, [set], by, () => details);
  if (reaches === 'tenant') {
    const control = controlOf(tenant);
    if (control !== undefined) graph.edge(node, control, technique, details);
  } else if (reaches === 'applications') {
    aim(reached.applications(tenant));
    aim(reached.principals(tenant), addPrincipalCredential);
  } else if (reaches === 'principals') aim(reached.principals(tenant));
  else if (reaches === 'blueprints') aim(reached.blueprints(tenant));
  // Of users with a role a permission alone sets no password; a way to sign in it adds to anybody's.
  else if (reaches === 'passwords') aim(reached.users(tenant, ''));
  else if (reaches === 'methods') aim(reached.users(tenant, '7be44c8a-adaf-4e2a-84d6-ab2649e08a13'));
  else
    for (const group of reached.groups(tenant)) {
      const to = nodes.of(group.id);
      const isWanted = reaches === 'all-groups' || !holdsRoles(group);
      if (
        to === undefined ||
        !isWanted ||
        !isKeptHere(group) ||
        isDynamic(group) ||
        !reached.isOpen(group.id)
      )
        continue;
      if (holdsAnything(arranged, group)) graph.edge(node, to, technique, details);
    }
};

const ownedBy = 'application.readwrite.ownedby';
const writesApplications: ReadonlySet<string> = new Set([
  ownedBy,
  'application.readwrite.all',
  'directory.readwrite.all',
]);
const writesGroups: ReadonlySet<string> = new Set([
  'group.readwrite.all',
  'groupmember.readwrite.all',
  'directory.readwrite.all',
]);

/**
 * Owners of applications, of their principals and of groups. A user does it as itself; an application needs a permission of
 * Graph for it, with which what it owns is enough.
 */
export const addOwners = (steps: DirectorySteps): void => {
  const { graph, arranged, nodes } = steps;
  const { principals, groups, inventory, permissions } = arranged;
  const permissionsOf = Map.groupBy(permissions, ({ principal }) => principal);
  const may = (owner: string, wanted: ReadonlySet<string>): boolean => {
    const held = [owner, ...groups.of(owner).map(({ group }) => group.id)].flatMap(
      (id) => permissionsOf.get(id) ?? [],
    );
    return held.some(({ name, resource }) => resource === microsoftGraph && wanted.has(name.toLowerCase()));
  };
  /** What an owner's own nature asks for besides. */
  const asksFor = (owner: string, wanted: ReadonlySet<string>, name: string): readonly string[] => {
    const principal = principals.all.get(owner);
    const isUser = principal === undefined || principal.kind === 'user';
    return isUser || may(owner, wanted) ? [] : [`it is given ${name} as well`];
  };
  for (const fact of inventory.of('azure.ownership')) {
    const { object, objectType, owner } = fact.data;
    const from = nodes.of(owner);
    if (from === undefined || objectType === 'group') continue;
    const principal =
      objectType === 'application'
        ? (principals.byApplication.get(object) ?? principals.byAppId.get(object))
        : principals.all.get(object);
    const to = principal === undefined ? undefined : nodes.of(principal.id);
    const details = principal === undefined ? undefined : credentialDetails(principal);
    if (to === undefined || details === undefined) continue;
    if (objectType === 'service-principal' && isLocked(principal!)) continue;
    graph.edge(from, to, objectType === 'application' ? ownApplication : ownPrincipal, {
      evidence: [{ ...sourceOf(fact), says: `owns ${principal!.name}` }],
      assumes: [
        ...(details.assumes ?? []),
        ...asksFor(owner, writesApplications, 'Application.ReadWrite.OwnedBy'),
      ],
    });
  }
  for (const group of groups.all.values()) {
    const to = nodes.of(group.id);
    if (to === undefined || !isKeptHere(group) || isDynamic(group)) continue;
    for (const { id, term, source } of group.owners) {
      const from = nodes.of(id);
      if (from === undefined) continue;
      const own = termDetails(term, `its ownership of ${group.name}`);
      graph.edge(from, to, ownGroup, {
        ...own,
        evidence: [{ ...source, says: `owns ${group.name}` }],
        assumes: [...(own.assumes ?? []), ...asksFor(id, writesGroups, 'GroupMember.ReadWrite.All')],
      });
    }
  }
};
