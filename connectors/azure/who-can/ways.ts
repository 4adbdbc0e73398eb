import type { AccessWay, Obstacle } from '../../../src/model/access.ts';
import type { Condition } from '../../../src/model/condition.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import { includesAction } from '../directory/actions.ts';
import { microsoftGraph } from '../directory/graph-permissions.ts';
import type { DirectoryAssignment, RoleAssignment } from '../facts/assignments.ts';
import { permanent, type Term, through } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { AppPermission } from '../identities/permissions.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { lets } from '../rbac/condition/delegation.ts';
import { isMatched, patternsMeet } from '../rbac/pattern.ts';
import { entryPermits, type PermissionEntry, type Plane } from '../rbac/role.ts';
import { type Denies, denied } from '../takeover/denies.ts';
import { activationOf } from '../takeover/nodes.ts';
import type { Asked } from './question.ts';

/** Everybody's roles and permissions, by who has them. */
export interface Book {
  readonly arranged: Arranged;
  readonly scopes: AzureScopes;
  readonly denies: Denies;
  readonly armOf: ReadonlyMap<string, readonly RoleAssignment[]>;
  readonly directoryOf: ReadonlyMap<string, readonly DirectoryAssignment[]>;
  readonly permissionOf: ReadonlyMap<string, readonly AppPermission[]>;
}

export const bookOf = (arranged: Arranged, scopes: AzureScopes, denies: Denies): Book => ({
  arranged,
  scopes,
  denies,
  armOf: Map.groupBy(arranged.arm.assignments, ({ principal }) => principal),
  directoryOf: Map.groupBy(arranged.directory.assignments, ({ principal }) => principal),
  permissionOf: Map.groupBy(arranged.permissions, ({ principal }) => principal),
});

/** Ways in which a holder has what is asked, and what stopped one. */
export interface Found {
  readonly ways: readonly AccessWay[];
  readonly stoppedBy?: Obstacle;
}

/** What of an entry is asked for: the action itself, or what it holds of a pattern. */
export const heldOf = (
  entry: PermissionEntry,
  { action, written }: Asked,
  plane: Plane,
): readonly string[] => {
  if (entryPermits(entry, action, plane)) return [written];
  if (!action.includes('*')) return [];
  const [patterns, except] =
    plane === 'management' ? [entry.actions, entry.notActions] : [entry.dataActions, entry.notDataActions];
  return patterns
    .filter((pattern) => patternsMeet(pattern, action) && !except.some((not) => isMatched(pattern, not)))
    .map((pattern) => (isMatched(pattern, action) ? pattern : written));
};

const activates = (term: Term, name: string): readonly string[] =>
  term.duration === 'eligible' ? activationOf(term, name) : [];

const terms = ({ duration, until }: Term): Pick<AccessWay, 'duration' | 'until'> => ({
  duration,
  ...(until === undefined ? {} : { until }),
});

const conditionOf = (text: string): Condition => ({
  class: 'other',
  operator: 'Condition',
  key: 'role assignment condition',
  values: [text],
});

export const bestFirst = (a: AccessWay, b: AccessWay): number =>
  a.verdict === b.verdict
    ? a.assumes.length + a.conditions.length - b.assumes.length - b.conditions.length
    : a.verdict === 'allowed'
      ? -1
      : 1;

/** What an access policy of a vault lets somebody do with its secrets, keys and certificates. */
const vaultPermissions: Readonly<
  Record<string, readonly [list: 'secrets' | 'keys' | 'certificates', permission: string]>
> = {
  'microsoft.keyvault/vaults/secrets/getsecret/action': ['secrets', 'get'],
  'microsoft.keyvault/vaults/secrets/readmetadata/action': ['secrets', 'list'],
  'microsoft.keyvault/vaults/secrets/setsecret/action': ['secrets', 'set'],
  'microsoft.keyvault/vaults/secrets/delete': ['secrets', 'delete'],
  'microsoft.keyvault/vaults/keys/sign/action': ['keys', 'sign'],
  'microsoft.keyvault/vaults/keys/decrypt/action': ['keys', 'decrypt'],
};

const way = (
  asked: Asked,
  part: {
    readonly privileges: readonly string[];
    readonly on: string;
    readonly term: Term;
    readonly conditions?: readonly Condition[];
    readonly assumes?: readonly string[];
    readonly policy: string;
    readonly via: string;
    readonly statement?: number;
    readonly source: FactRef;
  },
): AccessWay => {
  const { conditions = [], term, policy } = part;
  const assumes = [...(part.assumes ?? []), ...activates(term, policy)];
  return {
    verdict: conditions.length + assumes.length === 0 ? 'allowed' : 'conditional',
    privileges: [...new Set(part.privileges)].sort(),
    resources: [asked.is === 'azure' && asked.place !== undefined ? asked.place : part.on],
    exceptResources: [],
    ...terms(term),
    conditions,
    request: [],
    assumes,
    allowedBy: [{ policy, via: part.via, statement: part.statement ?? 0, source: part.source }],
  };
};

/** Roles of Azure of one holder. */
const byRoles = (
  { arranged: { now }, scopes, denies, armOf }: Book,
  asked: Asked & { readonly is: 'azure' },
  holder: string,
  held: Term,
  via: string,
  about: readonly number[],
): Found => {
  const ways: AccessWay[] = [];
  let stoppedBy: Obstacle | undefined;
  for (const { role, scope, condition, term, source } of armOf.get(holder) ?? []) {
    if (asked.place !== undefined && !scopes.tree.covers(scope, asked.place)) continue;
    for (const plane of asked.planes)
      role.entries.forEach((entry, statement) => {
        const privileges = heldOf(entry, asked, plane);
        if (privileges.length === 0) return;
        const { surely, perhaps } = denied(
          about.map((place) => denies.list[place]!),
          asked.action,
          plane,
          asked.place ?? scope,
          scopes.tree,
        );
        if (surely) {
          const stops = about.find(
            (at) => denied([denies.list[at]!], asked.action, plane, asked.place ?? scope, scopes.tree).surely,
          );
          stoppedBy = { kind: 'deny', name: stops === undefined ? '' : denies.list[stops]!.name };
          return;
        }
        const texts = [entry.condition, condition].flatMap((text) => (text === undefined ? [] : [text]));
        const answers = texts.map((text) => lets(text, asked.action, now));
        if (answers.includes('no')) return;
        ways.push(
          way(asked, {
            privileges,
            on: scope,
            term: through(term, held),
            conditions: texts.filter((_, place) => answers[place] !== 'yes').map(conditionOf),
            assumes: perhaps,
            policy: role.name,
            via,
            statement,
            source,
          }),
        );
      });
  }
  return { ways, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
};

const byVaults = (
  { arranged: { inventory }, scopes }: Book,
  asked: Asked & { readonly is: 'azure' },
  holder: string,
  held: Term,
  via: string,
): readonly AccessWay[] => {
  const wanted = Object.hasOwn(vaultPermissions, asked.action) ? vaultPermissions[asked.action] : undefined;
  if (wanted === undefined) return [];
  const [list, permission] = wanted;
  return inventory.of('azure.resource').flatMap((fact): readonly AccessWay[] => {
    const { id, settings } = fact.data;
    const place = id.toLowerCase();
    if (settings?.roleBased === true) return [];
    if (asked.place !== undefined && !scopes.tree.covers(place, asked.place)) return [];
    const policy = (settings?.accessPolicies ?? []).find(
      (each) =>
        each.objectId === holder &&
        (each[list] ?? []).some((held_) => [permission, 'all'].includes(held_.toLowerCase())),
    );
    return policy === undefined
      ? []
      : [
          way(asked, {
            privileges: [asked.written],
            on: place,
            term: held,
            policy: 'access policy',
            via,
            source: { record: 'azure.resource', id: fact.id, pointer: '/settings/accessPolicies' },
          }),
        ];
  });
};

const byDirectory = (
  { directoryOf }: Book,
  asked: Asked & { readonly is: 'directory' },
  holder: string,
  held: Term,
  via: string,
): readonly AccessWay[] =>
  (directoryOf.get(holder) ?? []).flatMap(
    ({ role, scope, condition, term, source }): readonly AccessWay[] => {
      if (!role.actions.some((action) => includesAction(action, asked.action))) return [];
      const object = scope === '/' ? undefined : scope.slice(scope.lastIndexOf('/') + 1);
      if (asked.object !== undefined && object !== undefined && object !== asked.object) return [];
      return [
        way(asked, {
          privileges: [asked.written],
          on: scope === '/' ? '*' : scope,
          term: through(term, held),
          ...(condition === undefined ? {} : { conditions: [conditionOf(condition)] }),
          policy: role.name,
          via,
          source,
        }),
      ];
    },
  );

const byPermissions = (
  { permissionOf }: Book,
  asked: Asked,
  holder: string,
  held: Term,
  via: string,
): readonly AccessWay[] =>
  (permissionOf.get(holder) ?? []).flatMap(({ name, resource, source }): readonly AccessWay[] =>
    name.toLowerCase() !== asked.action
      ? []
      : [
          way(asked, {
            privileges: [name],
            on: resource === microsoftGraph || resource === undefined ? '*' : resource,
            term: held,
            policy: name,
            via,
            source,
          }),
        ],
  );

export const holds = (
  book: Book,
  asked: Asked,
  holder: string,
  held: Term,
  group: string | undefined,
  about: readonly number[],
): Found => {
  const via = (own: string): string => (group === undefined ? own : `group ${group}`);
  if (asked.is === 'permission')
    return { ways: byPermissions(book, asked, holder, held, via('application permission')) };
  if (asked.is === 'directory')
    return { ways: byDirectory(book, asked, holder, held, via('directory role')) };
  const { ways, stoppedBy } = byRoles(book, asked, holder, held, via('assigned'), about);
  return {
    ways: [...ways, ...byVaults(book, asked, holder, held, via('access policy'))],
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
};

/** Keys of an account open its data, whatever roles say. */
export const byKeys = (
  { arranged: { principals }, scopes }: Book,
  asked: Asked,
  id: string,
): readonly AccessWay[] => {
  const principal = principals.all.get(id);
  if (asked.is !== 'azure' || principal?.keys === undefined || principal.place === undefined) return [];
  const { service } = principal.keys;
  if (!asked.action.startsWith(`${service.toLowerCase()}/`) || !asked.planes.includes('data')) return [];
  if (asked.place !== undefined && !scopes.tree.covers(principal.place, asked.place)) return [];
  return [
    way(asked, {
      privileges: [asked.written],
      on: principal.place,
      term: permanent,
      policy: 'account keys',
      via: 'keys',
      source: principal.source,
    }),
  ];
};
