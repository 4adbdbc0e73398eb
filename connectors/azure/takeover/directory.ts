import type { EdgeDetails } from '../../../src/takeover/edge-details.ts';
import { microsoftGraph } from '../directory/graph-permissions.ts';
import type { DirectoryAssignment, DirectoryRole } from '../facts/assignments.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { Group } from '../identities/groups.ts';
import { ownApplication, ownGroup, ownPrincipal, ownTenant } from '../techniques/directory.ts';
import { type DirectoryPower, hasPower, type Power, powers } from '../techniques/powers.ts';
import { type Aim, addAim, addGroupAim, type DirectorySteps, type Place } from './aims.ts';
import { credentialDetails, type DirectoryTargets, principalCredentialDetails } from './directory-targets.ts';
import { isDynamic, isKeptHere, isUnified, unreadGroup } from './group-targets.ts';
import { addTerm, termDetails } from './nodes.ts';

const groupsOfPower: Readonly<Partial<Record<Power, (group: Group) => boolean>>> = {
  'security-groups': (group) => !group.mayHoldRoles && !isUnified(group),
  'unified-groups': (group) => !group.mayHoldRoles && isUnified(group),
  'role-groups': ({ mayHoldRoles }) => mayHoldRoles,
  // Those that hold roles of the directory have no rule.
  'security-rules': (group) => isDynamic(group) && !isUnified(group),
  'unified-rules': (group) => isDynamic(group) && isUnified(group),
  attributes: isDynamic,
  workflows: (group) => !group.mayHoldRoles,
};
/** Of groups whose members follow a rule: by these alone. */
const ofRules: ReadonlySet<Power> = new Set(['security-rules', 'unified-rules', 'attributes']);

/** They hold for the whole tenant alone. */
const ofTenant: ReadonlySet<Power> = new Set(['attributes', 'workflows']);

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

/** Every power that there is by itself. */
const isEverything = ({ actions }: DirectoryRole): boolean =>
  powers.every((power) => power.indirect === true || hasPower(actions, power));

export const isPowerful = ({ actions }: DirectoryRole): boolean =>
  powers.some((power) => hasPower(actions, power));

/**
 * What roles of the directory reach. Those who have the same one at the same place share a node.
 * @returns that node, by {@link directoryKey}
 */
export const addDirectoryRoles = (steps: DirectorySteps): ReadonlyMap<string, number> => {
  const roleNodes = new Map<string, number>();
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
    roleNodes.set(key, node);
    // Whoever has all there is administers the tenant by itself, for as long as it does.
    const control = scope === '/' && isEverything(role) ? steps.controlOf(tenant) : undefined;
    if (control !== undefined) graph.edge(node, control, ownTenant);
    for (const { principal, term, source } of assignments)
      for (const { node: holder, term: whole } of nodes.holders(principal, term)) {
        const evidence = [{ ...source, says: `is ${role.name}${scope === '/' ? '' : ` at ${scope}`}` }];
        if (control !== undefined && whole.duration !== 'eligible')
          graph.edge(holder, control, ownTenant, { evidence, until: whole.until });
        else addTerm(graph, holder, node, whole, role.name, evidence);
      }
    if (control !== undefined) continue;
    const place = placeOf(scope, reached);
    for (const power of powers)
      if (hasPower(role.actions, power)) addPower(steps, node, power, role, tenant, place);
  }
  return roleNodes;
};

const aims: Readonly<Partial<Record<Power, Aim>>> = {
  'application-credentials': 'applications',
  'application-owners': 'applications',
  'principal-credentials': 'principals',
  'principal-owners': 'principals',
  blueprints: 'blueprints',
  passwords: 'users',
  methods: 'users',
  guests: 'guests',
  devices: 'workers',
  tenant: 'control',
  domains: 'control',
};

export const addPower = (
  steps: DirectorySteps,
  node: number,
  { power, technique, assumes = [] }: DirectoryPower,
  role: DirectoryRole,
  tenant: string,
  place: Place,
): void => {
  const details: EdgeDetails = { assumes };
  const aim = aims[power];
  if (aim !== undefined) addAim(steps, node, { aim, tenant, place, role: role.id }, technique, details);
  // Members of groups are users anywhere, whatever is in a unit.
  else if (!ofTenant.has(power) || place.is === 'tenant')
    addGroupAim(
      steps,
      node,
      { tenant, place },
      (group) =>
        groupsOfPower[power]!(group) && isDynamic(group) === ofRules.has(power) ? technique : undefined,
      details,
    );
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
    const detailsOf = objectType === 'service-principal' ? principalCredentialDetails : credentialDetails;
    const details = principal === undefined ? undefined : detailsOf(arranged, principal);
    if (to === undefined || details === undefined) continue;
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
        assumes: [
          ...(own.assumes ?? []),
          ...unreadGroup(group),
          ...asksFor(id, writesGroups, 'GroupMember.ReadWrite.All'),
        ],
      });
    }
  }
};
