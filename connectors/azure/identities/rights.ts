import type { Right } from '../../../src/identities/draft.ts';
import { type LevelRank, levelRank } from '../../../src/model/level.ts';
import { namespaceOf, taskOf } from '../directory/actions.ts';
import { microsoftGraph } from '../directory/graph-permissions.ts';
import { graphPowerByName, isControl } from '../directory/graph-powers.ts';
import type { DirectoryRole } from '../facts/assignments.ts';
import {
  applicationService,
  directoryService,
  namespaces,
  officeService,
  otherService,
  serviceOfNamespace,
} from '../facts/services.ts';
import { lets } from '../rbac/condition/delegation.ts';
import { isMatched, patternsMeet } from '../rbac/pattern.ts';
import { entryPermits, type PermissionEntry, type Plane, type Role } from '../rbac/role.ts';
import { carrierTechniques } from '../techniques/carriers.ts';
import { assignIdentity, assignRoles, defineRoles, federateIdentity } from '../techniques/identities.ts';
import { directoryPowers } from '../techniques/powers.ts';
import type { Need } from '../techniques/types.ts';

/**
 * Levels of what roles permit, by their actions:
 *
 * | plane | action | level |
 * |---|---|---|
 * | management | `…/read` | view: settings, never what a service holds |
 * | management | `…/list…/action`, `…/get…/action` | read; of keys that open all of the service's data: write |
 * | management | `…/write`, `…/delete`, other actions | write |
 * | management | all of a service, or an action of a technique | control |
 * | data | `…/read`, `…/get…/action`, `…/list…/action`; `…Metadata/action` | read; view |
 * | data | other actions | write |
 * | data | an action on privileges of data | control |
 * | directory | `…/standard/read` and the like; `allProperties/read` | view; read |
 * | directory | other actions; one by which somebody is taken over | write; control |
 * | permissions of Graph | `.Read`; `.ReadWrite` and others; one by which somebody is taken over | read; write; control |
 */
export interface AzureRight extends Right {
  /** In Azure's words, sorted. */
  readonly privileges: readonly string[];
  /** Of what is only eligible: it is not held yet. */
  readonly eligible?: true;
}

const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

const single = ({ needs }: { readonly needs: readonly Need[] }): readonly Need[] =>
  needs.length === 1 ? needs : [];

/** Actions that are control of a service, by namespace. */
const controls: ReadonlyMap<string, readonly Need[]> = Map.groupBy(
  [
    ...carrierTechniques.filter(({ indirect }) => indirect !== true).flatMap(single),
    assignRoles,
    defineRoles,
    assignIdentity,
    federateIdentity,
    { action: ['microsoft.keyvault/vaults/accesspolicies/write'] },
    // Who may do what with data is kept by the service itself.
    { action: ['microsoft.documentdb/databaseaccounts/sqlroleassignments/write'] },
    { action: ['microsoft.kusto/clusters/principalassignments/write'] },
    { action: ['microsoft.sql/servers/administrators/write'] },
    { action: ['microsoft.dbforpostgresql/flexibleservers/administrators/write'] },
    { action: ['microsoft.dbformysql/flexibleservers/administrators/write'] },
    { action: ['microsoft.cache/redis/accesspolicyassignments/write'] },
    {
      action: [
        'microsoft.storage/storageaccounts/blobservices/containers/blobs/manageownership/action',
        'microsoft.storage/storageaccounts/blobservices/containers/blobs/modifypermissions/action',
      ],
      plane: 'data',
    },
  ] satisfies readonly Need[],
  ({ action: [action] }) => action.slice(0, action.indexOf('/')),
);

const lastOf = (action: string): readonly [string, string] => {
  const parts = action.split('/');
  return [parts.at(-2) ?? '', parts.at(-1) ?? ''];
};

const levelOf = (action: string, plane: Plane): LevelRank => {
  const [name, verb] = lastOf(action);
  // What a vault holds is read by an action of its own.
  if (verb === 'read')
    return plane === 'data' && !action.startsWith('microsoft.keyvault/') ? levelRank.read : levelRank.view;
  if (verb !== 'action') return levelRank.write;
  if (plane === 'data' && name.endsWith('metadata')) return levelRank.view;
  if (/^list.*(key|connectionstring|sas)s?$|^regenerate/.test(name) && plane === 'management')
    return levelRank.write;
  return /^(list|get|read|show|export|generateuserdelegationkey)/.test(name)
    ? levelRank.read
    : levelRank.write;
};

/** Before actions on data. */
export const onData = 'data:';

const verbs = ['read', 'write', 'delete', 'action'] as const;

interface Found {
  level: LevelRank;
  full: boolean;
  readonly privileges: Set<string>;
}

/** What one entry permits in one namespace. */
const inNamespace = (
  entry: PermissionEntry,
  namespace: string,
  plane: Plane,
  found: Found,
  permitsControl: (need: Need) => boolean,
): void => {
  const patterns = plane === 'management' ? entry.actions : entry.dataActions;
  const except = plane === 'management' ? entry.notActions : entry.notDataActions;
  const all = `${namespace}/*`;
  const raise = (level: LevelRank, privilege: string): void => {
    if (level > found.level) found.level = level;
    // What is none of the services that have a row goes by its action alone: a star there stands for all of them.
    const action =
      namespace === otherService && privilege.startsWith(`${otherService}/`)
        ? privilege.slice(otherService.length + 1)
        : privilege;
    // The same action of management and on data are two.
    found.privileges.add(plane === 'data' ? `${onData}${action}` : action);
  };
  if (entryPermits(entry, all, plane) && !except.some((pattern) => patternsMeet(pattern, all))) {
    // All of one of the many that have no row is not all of the others.
    const isOne = namespace !== otherService && serviceOfNamespace(namespace) === otherService;
    raise(plane === 'management' && !isOne ? levelRank.control : levelRank.write, all);
    if (plane === 'management') found.full = true;
  } else {
    for (const pattern of patterns) {
      if (!patternsMeet(pattern, all)) continue;
      const isOpen = pattern.includes('*');
      const cut = except.some((not) => patternsMeet(not, pattern));
      if (!isOpen || !cut) {
        if (except.some((not) => isMatched(pattern, not))) continue;
        // A star at the end stands for every verb.
        raise(
          pattern.endsWith('*') ? levelRank.write : levelOf(pattern, plane),
          pattern.startsWith('*') ? `${namespace}/${pattern}` : pattern,
        );
        continue;
      }
      for (const verb of verbs) {
        // What is left of it after what is taken back, verb by verb.
        const part = `${namespace}/*/${verb}`;
        const left = isMatched(part, pattern) || patternsMeet(pattern, part);
        if (!left || except.some((not) => isMatched(part, not))) continue;
        // No action of granting is called so: contributors are told by its absence.
        if (verb === 'action' && namespace === 'microsoft.authorization') continue;
        raise(levelOf(part, plane), part);
      }
    }
  }
  if (found.level === levelRank.control) return;
  for (const need of controls.get(namespace) ?? [])
    if ((need.plane ?? 'management') === plane && permitsControl(need))
      raise(levelRank.control, need.action[0]);
};

const known = new WeakMap<Role, Map<string, readonly AzureRight[]>>();

/**
 * What a role comes to, service by service.
 * @param condition of the assignment: it may leave nothing to delegate
 */
export const rightsOfRole = (
  role: Role,
  condition: string | undefined,
  now: string,
): readonly AzureRight[] => {
  let byCondition = known.get(role);
  if (byCondition === undefined) {
    byCondition = new Map();
    known.set(role, byCondition);
  }
  const key = `${now} ${condition ?? ''}`;
  let rights = byCondition.get(key);
  if (rights === undefined) {
    rights = rightsIn(role, condition, now);
    byCondition.set(key, rights);
  }
  return rights;
};

const rightsIn = (role: Role, condition: string | undefined, now: string): readonly AzureRight[] => {
  const found = new Map<string, Found>();
  for (const entry of role.entries) {
    const permitsControl = (need: Need): boolean =>
      need.action.some(
        (action) =>
          entryPermits(entry, action, need.plane) &&
          // Who may assign some roles only does not control the rest.
          (need !== assignRoles ||
            (lets(condition, action, now, { role: owner }) !== 'no' &&
              lets(entry.condition, action, now, { role: owner }) !== 'no')),
      );
    for (const plane of ['management', 'data'] as const) {
      const patterns = plane === 'management' ? entry.actions : entry.dataActions;
      const named = new Set<string>();
      for (const pattern of patterns) {
        const slash = pattern.indexOf('/');
        const namespace = slash < 0 ? pattern : pattern.slice(0, slash);
        if (namespace.includes('*')) for (const each of namespaces.keys()) named.add(each);
        else named.add(namespace);
        // What is none of the services that have a row is held by a star as well.
        if (namespace.includes('*')) named.add(otherService);
      }
      for (const namespace of named) {
        const service = serviceOfNamespace(namespace);
        let of = found.get(service);
        if (of === undefined) {
          of = { level: levelRank.none, full: false, privileges: new Set() };
          found.set(service, of);
        }
        inNamespace(entry, namespace, plane, of, permitsControl);
      }
    }
  }
  return [...found]
    .filter(([, { level }]) => level > 0)
    .map(([service, { level, full, privileges }]) => ({
      service,
      level,
      full: full && service !== otherService,
      privileges: [...privileges].sort(),
    }));
};

/** Of these the office services hold nothing: news of the service, requests for help, figures. */
const messages: ReadonlySet<string> = new Set(
  ['messagecenter', 'network', 'servicehealth', 'supporttickets', 'usagereports', 'webportal'].map(
    (each) => `microsoft.office365.${each}`,
  ),
);

const ofDirectory = new WeakMap<readonly string[], readonly AzureRight[]>();

/** What a role of the directory comes to. */
export const rightsOfDirectoryRole = ({ actions }: DirectoryRole): readonly AzureRight[] => {
  let rights = ofDirectory.get(actions);
  if (rights === undefined) {
    rights = rightsOfActions(actions);
    ofDirectory.set(actions, rights);
  }
  return rights;
};

const rightsOfActions = (actions: readonly string[]): readonly AzureRight[] => {
  const found = new Map<string, Found>();
  const raise = (service: string, level: LevelRank, privilege: string): void => {
    const of = found.get(service) ?? { level: levelRank.none, full: false, privileges: new Set<string>() };
    if (level > of.level) of.level = level;
    of.privileges.add(privilege);
    found.set(service, of);
  };
  for (const action of actions) {
    const namespace = namespaceOf(action);
    if (namespace === directoryService)
      raise(
        directoryService,
        directoryPowers(action) ? levelRank.control : levelRank[taskOf(action)],
        action,
      );
    else if (
      (namespace.startsWith('microsoft.office365') || namespace === 'microsoft.teams') &&
      !messages.has(namespace)
    )
      raise(officeService, levelRank[taskOf(action)], action);
  }
  return [...found].map(([service, { level, privileges }]) => ({
    service,
    level,
    full: false,
    privileges: [...privileges].sort(),
  }));
};

/** Permissions on mail, files, sites and the like; the rest are about the directory. */
const office =
  /^(mail|files|sites|chat|channel|calendars|contacts|onlinemeetings|notes|tasks|teams|teamwork|teamsactivity|mailbox|sharepoint|lists|termstore|exchange|full_access_as_app|callrecords|calls)/i;

/**
 * What an application permission comes to.
 * @param resource client id of the application that exposes it
 */
export const rightOfPermission = (permission: string, resource: string | undefined): AzureRight => {
  const privileges = [permission];
  const power = resource === microsoftGraph ? graphPowerByName.get(permission.toLowerCase()) : undefined;
  if (power !== undefined && isControl(power))
    return { service: directoryService, level: levelRank.control, full: false, privileges };
  const level = /readwrite|write|fullcontrol|manage|send|full_access|create|delete/i.test(permission)
    ? levelRank.write
    : levelRank.read;
  if (office.test(permission)) return { service: officeService, level, full: false, privileges };
  if (resource === microsoftGraph) return { service: directoryService, level, full: false, privileges };
  return { service: applicationService, level, full: false, privileges };
};

/** Scopes that a user, or an administrator for all of them, consented to: the strongest of them says how much it is. */
export const rightOfDelegation = (scopes: readonly string[], resource: string | undefined): AzureRight => {
  const rights = scopes.map((scope) => rightOfPermission(scope, resource ?? microsoftGraph));
  return {
    service: resource === undefined || resource === microsoftGraph ? directoryService : applicationService,
    // Whoever signs in decides how far it goes: it controls nothing by itself.
    level: rights.some(({ level }) => level >= levelRank.write) ? levelRank.write : levelRank.read,
    full: false,
    privileges: scopes.map((scope) => `delegated ${scope}`).sort(),
  };
};
