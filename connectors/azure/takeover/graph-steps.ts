import type { Technique } from '../../../src/model/takeover.ts';
import { microsoftGraph } from '../directory/graph-permissions.ts';
import { type GraphPower, type GraphReach, graphPowerByName } from '../directory/graph-powers.ts';
import { permanent } from '../facts/term.ts';
import type { Group } from '../identities/groups.ts';
import {
  addApplicationCredential,
  addCredentialToBlueprint,
  addPrincipalCredential,
  addSignInMethod,
  assignDirectoryRole,
  changeMembershipRule,
  changeUserAttribute,
  convertGuest,
  grantItselfPermissions,
  joinGroup,
  loosenActivation,
  ownApplication,
  resetPassword,
  runOnDevice,
  takePrincipalOwnership,
  usePermission,
} from '../techniques/directory.ts';
import { type Aim, addAim, addGroupAim, type DirectorySteps, type Place } from './aims.ts';
import { directoryKey } from './directory.ts';
import { holdsAnything, isDynamic, isUnified } from './group-targets.ts';
import { addTerm } from './nodes.ts';

const techniquesOfReach: Readonly<Record<GraphReach, Technique>> = {
  tenant: usePermission,
  consents: usePermission,
  applications: addApplicationCredential,
  principals: takePrincipalOwnership,
  owned: ownApplication,
  groups: joinGroup,
  'groups-and-rules': joinGroup,
  'all-groups': joinGroup,
  teams: joinGroup,
  attributes: changeUserAttribute,
  passwords: resetPassword,
  methods: addSignInMethod,
  guests: convertGuest,
  devices: runOnDevice,
  activation: loosenActivation,
  'group-activation': loosenActivation,
  blueprints: addCredentialToBlueprint,
};
const precise: ReadonlyMap<string, Technique> = new Map([
  ['RoleManagement.ReadWrite.Directory', assignDirectoryRole],
  ['RoleAssignmentSchedule.ReadWrite.Directory', assignDirectoryRole],
  ['RoleEligibilitySchedule.ReadWrite.Directory', assignDirectoryRole],
  ['AppRoleAssignment.ReadWrite.All', grantItselfPermissions],
]);

/** Groups that a reach changes, and how: undefined, not this one. */
const ofGroup: Readonly<Partial<Record<GraphReach, (group: Group) => Technique | undefined>>> = {
  groups: (group) => (group.mayHoldRoles || isDynamic(group) ? undefined : joinGroup),
  'groups-and-rules': (group) =>
    group.mayHoldRoles ? undefined : isDynamic(group) ? changeMembershipRule : joinGroup,
  'all-groups': (group) => (isDynamic(group) ? undefined : joinGroup),
  teams: (group) => (isUnified(group) && !group.mayHoldRoles && !isDynamic(group) ? joinGroup : undefined),
  attributes: (group) => (isDynamic(group) ? changeUserAttribute : undefined),
};

/**
 * Permissions of Microsoft Graph on the whole tenant: those who have the same one share a node.
 * @param roleNodes of whoever has a role of the directory, by its key
 */
export const addGraphPermissions = (steps: DirectorySteps, roleNodes: ReadonlyMap<string, number>): void => {
  const { graph, arranged, nodes } = steps;
  const wide = arranged.permissions.flatMap((held) => {
    const row = held.resource === microsoftGraph ? graphPowerByName.get(held.name.toLowerCase()) : undefined;
    return row === undefined || row.reaches === 'owned' ? [] : [{ held, row }];
  });
  for (const [, some] of Map.groupBy(wide, ({ held, row }) => `${held.tenant} ${row.name}`)) {
    const [first] = some;
    const node = graph.holders(`whoever has ${first!.row.name}`);
    for (const { held } of some)
      for (const holder of nodes.holders(held.principal, permanent))
        addTerm(graph, holder.node, node, holder.term, held.name, [
          { ...held.source, says: `has the application permission ${held.name}` },
        ]);
    addReach(steps, node, first!.row, first!.held.tenant, roleNodes);
  }
};

/** Of users with a role a permission alone sets no password; a way to sign in it adds to anybody's, as this role does. */
const privilegedAuthentication = '7be44c8a-adaf-4e2a-84d6-ab2649e08a13';

const aims: Readonly<
  Partial<
    Record<GraphReach, readonly { readonly aim: Aim; readonly by?: Technique; readonly role?: string }[]>
  >
> = {
  tenant: [{ aim: 'control' }],
  consents: [{ aim: 'control' }],
  applications: [{ aim: 'applications' }, { aim: 'principals', by: addPrincipalCredential }],
  principals: [{ aim: 'principals' }],
  blueprints: [{ aim: 'blueprints' }],
  passwords: [{ aim: 'users' }],
  methods: [{ aim: 'users', role: privilegedAuthentication }],
  guests: [{ aim: 'guests' }],
  devices: [{ aim: 'workers' }],
};

const everywhere: Place = { is: 'tenant' };

const addReach = (
  steps: DirectorySteps,
  node: number,
  row: GraphPower,
  tenant: string,
  roleNodes: ReadonlyMap<string, number>,
): void => {
  const { reaches, source } = row;
  const assumes = row.assumes ?? [];
  const technique = { ...(precise.get(row.name) ?? techniquesOfReach[reaches]), source };
  const aimed = aims[reaches];
  if (aimed !== undefined)
    for (const { aim, by = technique, role = '' } of aimed)
      addAim(steps, node, { aim, tenant, place: everywhere, role }, by, { assumes });
  else if (reaches === 'activation') loosenRoles(steps, node, technique, tenant, roleNodes);
  else if (reaches === 'group-activation') loosenGroups(steps, node, technique, tenant);
  else
    addGroupAim(
      steps,
      node,
      { tenant, place: everywhere },
      (group) => {
        const by = ofGroup[reaches]?.(group);
        return by === undefined ? undefined : { ...by, source };
      },
      {
        assumes: [
          ...(reaches === 'attributes'
            ? ['it controls a user', 'the rule of the group goes by what it may change']
            : []),
          ...assumes,
        ],
      },
    );
};

const throughWhom = (name: string, what: string): string =>
  `it acts through ${name}, who can activate ${what}`;

/** Only what something is asked for before gains by it: the rest is activated without. */
const loosenRoles = (
  { graph, arranged }: DirectorySteps,
  node: number,
  technique: Technique,
  tenant: string,
  roleNodes: ReadonlyMap<string, number>,
): void => {
  const { directory, principals, groups } = arranged;
  const seen = new Set<string>();
  for (const assignment of directory.assignments) {
    const { role, principal, term, source } = assignment;
    const key = directoryKey(assignment);
    const to = roleNodes.get(key);
    if (assignment.tenant !== tenant || to === undefined || seen.has(key)) continue;
    if (term.duration !== 'eligible' || (term.activation ?? []).length === 0) continue;
    seen.add(key);
    const name = principals.all.get(principal)?.name ?? groups.all.get(principal)?.name ?? principal;
    graph.edge(node, to, technique, {
      assumes: [throughWhom(name, role.name)],
      evidence: [{ ...source, says: `${name} is eligible for ${role.name}` }],
    });
  }
};

const loosenGroups = (
  { graph, arranged, reached, nodes }: DirectorySteps,
  node: number,
  technique: Technique,
  tenant: string,
): void => {
  const { principals } = arranged;
  for (const group of reached.groups(tenant)) {
    const to = nodes.of(group.id);
    const eligible = group.members.find(
      ({ term }) => term.duration === 'eligible' && (term.activation ?? []).length > 0,
    );
    if (to === undefined || eligible === undefined || !holdsAnything(arranged, group)) continue;
    const name = principals.all.get(eligible.id)?.name ?? eligible.id;
    graph.edge(node, to, technique, {
      assumes: [throughWhom(name, `its membership of ${group.name}`)],
      evidence: [{ ...eligible.source, says: `${name} is eligible for ${group.name}` }],
    });
  }
};
