import type {
  AccessAnswer,
  AccessQuestion,
  AccessWay,
  IdentityAccess,
  Obstacle,
} from '../../../src/model/access.ts';
import type { Condition } from '../../../src/model/condition.ts';
import type { FactRef } from '../../../src/model/evidence.ts';
import { includesAction } from '../directory/actions.ts';
import { microsoftGraph } from '../directory/graph-permissions.ts';
import { permanent, type Term, through } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { lets } from '../rbac/condition/delegation.ts';
import { isMatched, patternsMeet } from '../rbac/pattern.ts';
import { entryPermits, type PermissionEntry, type Plane } from '../rbac/role.ts';
import { kindOfScope, subscriptionOf, subscriptionScope } from '../rbac/scope.ts';
import type { Authorities, Authority } from '../takeover/authority.ts';
import { type Denies, denied } from '../takeover/denies.ts';
import { activationOf } from '../takeover/nodes.ts';
import { type Asked, readQuestion } from './question.ts';

/**
 * Who may do an action of Azure at a scope, an action of the directory, or has a permission of Microsoft Graph.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export interface WhoCanInput {
  readonly arranged: Arranged;
  readonly scopes: AzureScopes;
  readonly denies: Denies;
  readonly authorities: Authorities;
  /** Ids of the identities, as they are in the estate. */
  readonly identities: readonly string[];
  /** Nodes of the takeover graph that are no identities: what somebody has after a step. Absent: there is none. */
  readonly nodeOfAuthority: (authority: Authority) => number | undefined;
  readonly nodeOfGroup: (group: string) => number | undefined;
}

interface Found {
  readonly ways: readonly AccessWay[];
  readonly stoppedBy?: Obstacle;
}

/** What of an entry is asked for: the action itself, or what it holds of a pattern. */
const heldOf = (entry: PermissionEntry, { action, written }: Asked, plane: Plane): readonly string[] => {
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

const bestFirst = (a: AccessWay, b: AccessWay): number =>
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

export const createWhoCan = (input: WhoCanInput): ((question: AccessQuestion) => AccessAnswer) => {
  const { arranged, scopes, denies, authorities, identities } = input;
  const { arm, directory, permissions, groups, machines, principals, inventory, now } = arranged;
  const armOf = Map.groupBy(arm.assignments, ({ principal }) => principal);
  const directoryOf = Map.groupBy(directory.assignments, ({ principal }) => principal);
  const permissionOf = Map.groupBy(permissions, ({ principal }) => principal);

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
              (at) =>
                denied([denies.list[at]!], asked.action, plane, asked.place ?? scope, scopes.tree).surely,
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

  const byPermissions = (asked: Asked, holder: string, held: Term, via: string): readonly AccessWay[] =>
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

  const holds = (
    asked: Asked,
    holder: string,
    held: Term,
    group: string | undefined,
    about: readonly number[],
  ): Found => {
    const via = (own: string): string => (group === undefined ? own : `group ${group}`);
    if (asked.is === 'permission')
      return { ways: byPermissions(asked, holder, held, via('application permission')) };
    if (asked.is === 'directory') return { ways: byDirectory(asked, holder, held, via('directory role')) };
    const { ways, stoppedBy } = byRoles(asked, holder, held, via('assigned'), about);
    return {
      ways: [...ways, ...byVaults(asked, holder, held, via('access policy'))],
      ...(stoppedBy === undefined ? {} : { stoppedBy }),
    };
  };

  /** Keys of an account open its data, whatever roles say. */
  const byKeys = (asked: Asked, id: string): readonly AccessWay[] => {
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

  const unreadOf = (asked: Asked, ids: readonly string[]): readonly string[] =>
    asked.is === 'permission'
      ? []
      : ids
          .flatMap((id) =>
            asked.is === 'azure'
              ? (armOf.get(id) ?? []).flatMap(({ role }) =>
                  !role.builtIn && role.entries.length === 0 ? [role.name] : [],
                )
              : (directoryOf.get(id) ?? []).flatMap(({ role }) => (role.read ? [] : [role.name])),
          )
          .sort();

  const accessOf = (id: string, identity: number, asked: Asked): IdentityAccess => {
    const through_ = groups.of(id);
    const about = denies.of(id);
    const found = [
      holds(asked, id, permanent, undefined, about),
      ...through_.map(({ group, term }) => holds(asked, group.id, term, group.name, about)),
    ];
    const ways = [...found.flatMap((each) => each.ways), ...byKeys(asked, id)]
      .filter(({ duration }) => duration !== 'eligible' || !machines.has(id))
      .sort(bestFirst);
    if (ways.length > 0) return { identity, verdict: ways[0]!.verdict, ways };
    const unread = [...new Set(unreadOf(asked, [id, ...through_.map(({ group }) => group.id)]))];
    if (unread.length > 0) return { identity, verdict: 'unknown', ways, unread };
    const stoppedBy = found.find((each) => each.stoppedBy !== undefined)?.stoppedBy;
    return { identity, verdict: 'denied', ways, stoppedBy: stoppedBy ?? { kind: 'no-allow', name: '' } };
  };

  /** Control of what holds the place is enough; of the directory that of the tenant. */
  const enough = (asked: Asked): readonly number[] => {
    const { list } = scopes.numbered;
    return list.flatMap(({ id, kind }, index) => {
      if (asked.is !== 'azure') return kind === 'tenant' ? [index] : [];
      if (kind !== 'subscription' && kind !== 'management-group') return [];
      if (asked.place === undefined) return [index];
      const path = kind === 'subscription' ? subscriptionScope(id) : id;
      const ownSubscription = subscriptionOf(asked.place);
      const isNearest =
        ownSubscription === undefined
          ? path === asked.place || kindOfScope(asked.place) === 'root'
          : id === ownSubscription;
      return isNearest ? [index] : [];
    });
  };

  const statesOf = (asked: Asked): NonNullable<AccessAnswer['states']> => {
    const ofGroups = [...groups.all.values()].flatMap(({ id, name }) => {
      const node = input.nodeOfGroup(id);
      const { ways } = holds(asked, id, permanent, name, denies.of(id));
      const [best] = [...ways].sort(bestFirst);
      return node === undefined || best === undefined ? [] : [{ node, verdict: best.verdict }];
    });
    if (asked.is !== 'azure') return ofGroups;
    const ofAuthorities = authorities.all.flatMap((authority) => {
      const node = input.nodeOfAuthority(authority);
      const { role, scope, condition } = authority;
      if (node === undefined || condition !== undefined) return [];
      if (asked.place !== undefined && !scopes.tree.covers(scope, asked.place)) return [];
      const isHeld = asked.planes.some(
        (plane) =>
          role.entries.some(
            (entry) => entry.condition === undefined && heldOf(entry, asked, plane).length > 0,
          ) && !denied(authority.denies, asked.action, plane, asked.place ?? scope, scopes.tree).surely,
      );
      return isHeld ? [{ node, verdict: 'allowed' as const }] : [];
    });
    return [...ofGroups, ...ofAuthorities];
  };

  return (question) => {
    const asked = readQuestion(question);
    const answers = identities.map((id, identity) => accessOf(id, identity, asked));
    return {
      privileges: [
        ...new Set(
          answers.flatMap(({ ways }) => ways.flatMap(({ privileges }) => privileges)).concat(asked.written),
        ),
      ].sort(),
      identities: answers,
      scopes: enough(asked),
      states: statesOf(asked),
      notes: notesOf(asked),
    };
  };
};

/** What is decided elsewhere than by roles. */
const notesOf = (asked: Asked): readonly string[] => {
  if (asked.is === 'permission')
    return ['Delegated permissions are not asked for: they go as far as the user who is signed in.'];
  if (asked.is === 'directory')
    return ['What owners may do with what they own is not asked for: nhi-audit explain shows it.'];
  return /^microsoft\.documentdb\//.test(asked.action)
    ? ['Roles that Cosmos DB keeps itself (sqlRoleAssignments) are not read.']
    : [];
};
