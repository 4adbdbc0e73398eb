import type { FactRef } from '../../../src/model/evidence.ts';
import { type Fact, type GcpInventory, sourceOf } from '../facts/inventory.ts';
import { isAddressOfAgent, projectOfEmail } from '../iam/names.ts';
import type { Binding } from './bindings.ts';
import { outsideDomains } from './domains.ts';
import type { Groups } from './groups.ts';
import {
  agentSetsOf,
  isAgentSet,
  isDefaultAccount,
  type Member,
  memberOf,
  nodeOfAccountSet,
} from './members.ts';
import type { Places } from './places.ts';

/** Somebody who holds something, or could. */
export interface Principal {
  /** E-mail; of others the member as it is written. */
  readonly id: string;
  readonly kind:
    | 'service-account'
    | 'default-service-account'
    | 'service-agent'
    | 'user'
    | 'federated-principal'
    | 'kubernetes-service-account'
    | 'agent'
    | 'api-key'
    | 'deleted-service-account'
    | 'deleted-user'
    | 'deleted-group'
    | 'deleted-principal'
    | 'outside-group'
    | 'outside-domain'
    | 'group'
    | 'domain'
    | 'principal-set'
    | 'auth-provider'
    | 'everyone';
  readonly name: string;
  /** Id of the project that it lives in. Absent: it lives in none. */
  readonly project?: string;
  /** Canonical name, of service accounts. */
  readonly place?: string;
  readonly fact?: Fact<'gcp.service-account'>;
  readonly member?: Extract<Member, { readonly is: 'federated' }>;
  /** An agent runs as it. Absent: nothing says so. */
  readonly agent?: true;
  readonly source: FactRef;
}

/** Whether a policy is that of a service account: who is named there may become it. */
export const isAccountPlace = (place: string): boolean => /^projects\/[^/]+\/serviceAccounts\//.test(place);

/** What agents run as: `principal://…`, or the address of an account. */
const agentIdentities = (inventory: GcpInventory): ReadonlyMap<string, FactRef> => {
  const named = (
    written: string | null | undefined,
    source: FactRef,
  ): readonly (readonly [string, FactRef])[] => {
    if (written == null || written === '') return [];
    const bare = written.replace(/^(?:serviceAccount:|spiffe:\/\/|principal:\/\/)/, '');
    return [[bare.startsWith('agents.global.') ? `principal://${bare}` : bare.toLowerCase(), source]];
  };
  return new Map([
    ...inventory.of('gcp.agent').flatMap((fact) => named(fact.data.runtimeIdentity, sourceOf(fact))),
    ...inventory
      .of('gcp.reasoning-engine')
      .flatMap((fact) => named(fact.data.effectiveIdentity ?? fact.data.serviceAccount, sourceOf(fact))),
  ]);
};

const deletedKinds: ReadonlyMap<string, Principal['kind']> = new Map([
  ['serviceAccount', 'deleted-service-account'],
  ['user', 'deleted-user'],
  ['group', 'deleted-group'],
  ['principal', 'deleted-principal'],
  ['principalSet', 'deleted-principal'],
]);

/** https://cloud.google.com/iam/docs/principal-identifiers#deleted */
const deletedIn = (
  written: string,
): (Pick<Principal, 'kind' | 'name'> & { readonly home?: string }) | undefined => {
  const [, prefix, rest] = /^deleted:(\w+):([^?]+)/.exec(written) ?? [];
  const kind = prefix === undefined ? undefined : deletedKinds.get(prefix);
  if (kind === undefined) return undefined;
  const pool = kind === 'deleted-principal';
  const home = pool ? /\/projects\/([^/]+)\//.exec(rest!)?.[1] : projectOfEmail(rest!.toLowerCase());
  return {
    kind,
    name: pool ? rest!.replace(/^\/\/iam\.googleapis\.com\//, '') : rest!,
    ...(home === undefined ? {} : { home }),
  };
};

/** Who was found so far, by id. */
interface Register {
  readonly found: Map<string, Principal>;
  readonly places: Places;
  readonly account: (email: string, source: FactRef, fact?: Fact<'gcp.service-account'>) => void;
  readonly agent: (written: string, source: FactRef) => void;
  /** Unless there is one of that id. */
  readonly put: (principal: Principal) => void;
}

const createRegister = (places: Places): Register => {
  const found = new Map<string, Principal>();
  const put = (principal: Principal): void => {
    if (!found.has(principal.id)) found.set(principal.id, principal);
  };
  return {
    found,
    places,
    put,
    account: (email, source, fact) => {
      // What looks like one and is of a project that is known is the project's.
      const [, named] = /@([a-z0-9-]+)\.iam\.gserviceaccount\.com$/.exec(email) ?? [];
      const disguised = named !== undefined && places.isOwnProject(named);
      const agent = fact === undefined && !disguised && isAddressOfAgent(email);
      const told = fact?.data.projectId ?? (disguised ? named : projectOfEmail(email));
      const project = told === undefined ? undefined : places.naming.homeOf(told);
      put({
        id: email,
        kind: agent
          ? 'service-agent'
          : isDefaultAccount(email)
            ? 'default-service-account'
            : 'service-account',
        name: email,
        ...(project === undefined ? {} : { project }),
        place: disguised ? `projects/${named}/serviceAccounts/${email}` : places.accountOf(email),
        ...(fact === undefined ? {} : { fact }),
        source,
      });
    },
    agent: (written, source) => {
      if (memberOf(written).is !== 'agent') return;
      put({
        id: written,
        kind: 'agent',
        name: written.replace(/^principal:\/\/[^/]+\//, ''),
        ...homeIn(/\/projects\/([^/]+)\//.exec(written)?.[1], places),
        agent: true,
        source,
      });
    },
  };
};

const homeIn = (project: string | undefined, places: Places): Pick<Principal, 'project'> =>
  project === undefined ? {} : { project: places.naming.projectId(project) };

/** Accounts that are listed, that something runs as, and that keys are of. */
const listed = (inventory: GcpInventory, { account }: Register): void => {
  for (const fact of inventory.of('gcp.service-account'))
    account(fact.data.email.toLowerCase(), sourceOf(fact), fact);
  for (const fact of inventory.of('gcp.resource'))
    for (const email of fact.data.serviceAccounts ?? [])
      if (email.includes('@')) account(email.toLowerCase(), sourceOf(fact));
  for (const { data, kind, id } of inventory.of('gcp.service-account-key')) {
    const email = /\/serviceAccounts\/([^/]+@[^/]+)\/keys\//.exec(data.name)?.[1];
    if (email !== undefined) account(email.toLowerCase(), { record: kind, id });
  }
  for (const fact of inventory.of('gcp.hmac-key'))
    account(fact.data.serviceAccountEmail.toLowerCase(), sourceOf(fact));
  for (const fact of inventory.of('gcp.api-key')) {
    const { serviceAccountEmail, deleteTime } = fact.data;
    if (serviceAccountEmail != null && deleteTime == null)
      account(serviceAccountEmail.toLowerCase(), sourceOf(fact));
  }
};

const inGroups = (inventory: GcpInventory, groupsRead: Groups, { account, put }: Register): void => {
  const groups = new Set(
    inventory
      .of('gcp.membership')
      .map(({ data }) => data.group.toLowerCase())
      .concat(inventory.of('gcp.group').map(({ data }) => data.email.toLowerCase())),
  );
  for (const { data, kind, id } of inventory.of('gcp.membership')) {
    const member = data.member.toLowerCase();
    const source = { record: kind, id };
    if (member.endsWith('.gserviceaccount.com')) account(member, source);
    // A group in a group that nobody read stands for whoever is in it.
    else if (data.type === 'GROUP' && !groupsRead.isRead(member))
      put({ id: member, kind: 'group', name: member, source });
    // People hold what their groups do. Only a list that says what each member is tells them from groups.
    else if (data.type === 'USER' && member.includes('@') && !groups.has(member))
      put({ id: member, kind: 'user', name: member, source });
  }
};

/** What stands for itself: a key that is bound to nobody, a sign-in of agents of which no agent is known. */
const standingAlone = (inventory: GcpInventory, { places, found }: Register): void => {
  for (const fact of inventory.of('gcp.api-key')) {
    const { name, displayName, uid, deleteTime, serviceAccountEmail } = fact.data;
    if (deleteTime != null || serviceAccountEmail != null) continue;
    const id = `//apikeys.googleapis.com/${name}`;
    found.set(id, {
      id,
      kind: 'api-key',
      name: displayName ?? uid ?? name,
      ...homeIn(/^projects\/([^/]+)\//.exec(name)?.[1], places),
      source: sourceOf(fact),
    });
  }
  for (const fact of inventory.of('gcp.auth-provider')) {
    const { name, deleted, workloads } = fact.data;
    if (deleted === true || (workloads ?? []).length > 0) continue;
    found.set(name, {
      id: name,
      kind: 'auth-provider',
      name: name.slice(name.lastIndexOf('/') + 1),
      ...homeIn(/^projects\/([^/]+)\//.exec(name)?.[1], places),
      agent: true,
      source: sourceOf(fact),
    });
  }
};

/** Policies of accounts name accounts that nobody listed, be there anything in them or not. */
const withPolicies = (
  inventory: GcpInventory,
  bindings: readonly Binding[],
  { places, account }: Register,
): void => {
  const ofPolicies = [
    ...inventory
      .of('gcp.iam-policy')
      .map((fact) => ({ place: places.nameOf(fact.data.resource), source: sourceOf(fact) })),
    ...bindings,
  ];
  for (const { place, source } of ofPolicies) {
    const [, owner] = /^projects\/[^/]+\/serviceAccounts\/([^/]+@[^/]+)$/.exec(place) ?? [];
    if (owner !== undefined) account(owner.toLowerCase(), source);
  }
};

interface Telling {
  readonly isOutside: (address: string) => boolean;
  readonly groupsRead: Groups;
}

/** Of a group whose members were read they are the identities; any other stands for whoever is in it. */
const groupOf = (
  { member, written, place, source }: Binding,
  { isOutside, groupsRead }: Telling,
): Principal | undefined => {
  if (member.is !== 'group' && member.is !== 'domain') return undefined;
  const outside = isOutside(member.id);
  const stands = outside ? !isAccountPlace(place) : member.is === 'domain' || !groupsRead.isRead(member.id);
  if (!stands) return undefined;
  return {
    id: member.id,
    kind: outside ? (member.is === 'group' ? 'outside-group' : 'outside-domain') : member.is,
    name: outside ? written : member.id,
    source,
  };
};

/** Whom a binding names; undefined: nobody who is told by it. */
const namedBy = (binding: Binding, telling: Telling, places: Places): Principal | undefined => {
  const { member, written, place, source } = binding;
  switch (member.is) {
    case 'group':
    case 'domain':
      return groupOf(binding, telling);
    case 'user':
    case 'everyone':
      return { id: member.id, kind: member.is, name: member.id, source };
    case 'kubernetes':
      return {
        id: member.id,
        kind: 'kubernetes-service-account',
        name: member.id,
        project: member.id.slice(0, member.id.indexOf('.svc.id.goog')),
        source,
      };
    case 'deleted': {
      const deleted = isAccountPlace(place) ? undefined : deletedIn(written);
      return deleted === undefined
        ? undefined
        : {
            id: written,
            kind: deleted.kind,
            name: deleted.name,
            ...(deleted.home === undefined ? {} : { project: places.naming.homeOf(deleted.home) }),
            source,
          };
    }
    case 'federated':
      return isAccountPlace(place)
        ? undefined
        : {
            id: member.id,
            kind: 'federated-principal',
            name: member.id.replace(/^principal(?:Set)?:\/\/iam\.googleapis\.com\//, ''),
            ...homeIn(/^projects\/([^/]+)\//.exec(member.pool)?.[1], places),
            member,
            source,
          };
    default:
      return undefined;
  }
};

/** A set stands for its members where none of them is known. */
const uninhabited = (bindings: readonly Binding[], { places, found }: Register): readonly Principal[] => {
  const sets = Map.groupBy(
    bindings.filter(({ member }) => member.is === 'set'),
    ({ written }) => written,
  );
  const everybody = sets.size === 0 ? [] : [...found.values()];
  const inhabited = new Set(
    everybody.flatMap(({ id, kind, place, project }) =>
      kind === 'agent'
        ? agentSetsOf(id)
        : place === undefined || project === undefined
          ? []
          : places
              .chainOf(`projects/${project}`)
              .map((node) => `${node} ${kind === 'service-agent' ? 'ServiceAgent' : 'ServiceAccount'}`),
    ),
  );
  return [...(sets as Map<string, [Binding, ...Binding[]]>)].flatMap(
    ([written, [{ source }]]): readonly Principal[] => {
      const node = nodeOfAccountSet(written);
      const type = /\/type\/(\w+)$/.exec(written)?.[1] ?? 'ServiceAccount';
      if (inhabited.has(node === undefined ? written : `${places.nameOf(node)} ${type}`)) return [];
      // Google's agents are Google's.
      if (type === 'ServiceAgent') return [];
      return [
        {
          id: written,
          kind: isAgentSet(written) ? 'agent' : 'principal-set',
          name: written.replace(/^principalSet:\/\//, ''),
          ...homeIn(/projects\/([^/]+)/.exec(node ?? written)?.[1], places),
          ...(isAgentSet(written) ? { agent: true as const } : {}),
          source,
        },
      ];
    },
  );
};

/** Service accounts that are listed, and everybody whom a binding names, by id; sorted. */
export const principalsOf = (
  inventory: GcpInventory,
  places: Places,
  groupsRead: Groups,
  bindings: readonly Binding[],
): ReadonlyMap<string, Principal> => {
  const register = createRegister(places);
  const { found, account, agent, put } = register;
  listed(inventory, register);
  inGroups(inventory, groupsRead, register);
  standingAlone(inventory, register);
  const runsAs = agentIdentities(inventory);
  for (const [id, source] of runsAs) {
    if (id.includes('://')) agent(id, source);
    else if (id.includes('@')) account(id, source);
  }
  for (const fact of inventory.of('gcp.auth-provider'))
    for (const workload of fact.data.workloads ?? []) agent(workload, sourceOf(fact));
  withPolicies(inventory, bindings, register);
  const telling: Telling = { isOutside: outsideDomains(inventory), groupsRead };
  for (const binding of bindings) {
    const { member, source } = binding;
    if (member.is === 'agent') agent(member.id, source);
    else if (member.is === 'service-account') account(member.id, source);
    else {
      const named = namedBy(binding, telling, places);
      // Of those whom many policies name the last one is the source.
      if (named?.kind === 'everyone' || named?.kind === 'kubernetes-service-account')
        found.set(named.id, named);
      else if (named !== undefined) put(named);
    }
  }
  for (const each of uninhabited(bindings, register)) found.set(each.id, each);
  return new Map(
    [...found]
      .map(([id, each]) => [id, runsAs.has(id) ? { ...each, agent: true as const } : each] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
};
