import type { Draft as NeutralDraft } from '../../../src/identities/draft.ts';
import { fitsName } from '../../../src/identities/name-pattern.ts';
import type { Identity, Workload } from '../../../src/model/identity.ts';
import { addTo } from '../../../src/model/many.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { Settings } from '../../../src/model/settings.ts';
import { sourceOf } from '../facts/inventory.ts';
import { permanent } from '../facts/term.ts';
import { normalScope, subscriptionOf } from '../rbac/scope.ts';
import { accessPoliciesOf } from './access-policies.ts';
import type { Arranged } from './arrange.ts';
import { credentialsOf } from './credentials.ts';
import { type DraftGrant, grantsIn, keyGrants } from './grants.ts';
import { isGuest, type Principal } from './principals.ts';
import type { AzureRight } from './rights.ts';
import type { AzureScopes } from './scopes.ts';
import { connectionsOf, federatedCredentialsOf, trustsOf } from './trusts.ts';

export interface Draft extends NeutralDraft<AzureRight> {
  readonly grants: readonly DraftGrant[];
}

const natures: Readonly<Record<Principal['kind'], Identity['nature']>> = {
  'service-principal': { is: 'machine', reason: 'service principal of an application' },
  'managed-identity': { is: 'machine', reason: 'managed identity of a resource' },
  application: { is: 'machine', reason: 'registration of an application' },
  'agent-identity': { is: 'machine', reason: 'identity of an agent' },
  'agent-blueprint': { is: 'machine', reason: 'blueprint of agents' },
  'agent-user': { is: 'machine', reason: 'user account of an agent' },
  user: { is: 'human', reason: 'user account' },
  'account-keys': { is: 'machine', reason: 'keys of a resource' },
  principal: { is: 'unknown', reason: 'only an assignment names it' },
};

const agentKinds: ReadonlySet<Principal['kind']> = new Set([
  'agent-identity',
  'agent-blueprint',
  'agent-user',
]);

/** Who answers for a principal: a sponsor or an owner, else what a tag says. */
const ownersIn = (
  { inventory, principals, groups }: Arranged,
  settings: Settings,
): ((principal: Principal) => string | undefined) => {
  const owners = Map.groupBy(inventory.of('azure.ownership'), ({ data }) => data.object);
  const sponsors = Map.groupBy(inventory.of('azure.sponsorship'), ({ data }) => data.object);
  const nameOf = (id: string): string => principals.all.get(id)?.name ?? groups.all.get(id)?.name ?? id;
  return ({ id, appId, application, tags }) => {
    const named = [
      ...(sponsors.get(id) ?? []).map(({ data }) => data.sponsor),
      ...(owners.get(application?.data.id ?? '') ?? []).map(({ data }) => data.owner),
      ...(owners.get(appId ?? '') ?? []).map(({ data }) => data.owner),
      ...(owners.get(id) ?? []).map(({ data }) => data.owner),
    ].map(nameOf);
    const tagged = settings.ownerTagKeys.flatMap((key) => ownMember(tags ?? {}, key) ?? []);
    return [...named.sort(), ...tagged][0];
  };
};

/** Everybody of the estate, as the model has it. Sorted by id. */
export const draftsOf = (arranged: Arranged, scopes: AzureScopes, settings: Settings): readonly Draft[] => {
  const { inventory, principals, groups, machines, now } = arranged;
  const federated = federatedCredentialsOf(inventory);
  const connected = connectionsOf(inventory);
  const asked = accessPoliciesOf(inventory);
  const lastUse = new Map(
    inventory.of('azure.sign-in').flatMap(({ data }) => {
      const at = data.lastSignInActivity?.lastSignInDateTime;
      return at == null ? [] : [[data.appId, at] as const];
    }),
  );
  const credentials = credentialsOf(inventory, federated, lastUse, Date.parse(now));
  const callers = new Set(inventory.of('azure.caller').map(({ data }) => data.id));
  const workloads = workloadsOf(arranged);
  const grantsOf = grantsIn(arranged, scopes);
  const ownerOf = ownersIn(arranged, settings);

  return [...principals.all.values()].map((principal): Draft => {
    const { id, kind, name, tenant, home, homeTenant, place, appId, user, servicePrincipal, application } =
      principal;
    const own = place === undefined ? undefined : subscriptionOf(place);
    const owner = ownerOf(principal);
    const createdAt =
      application?.data.createdDateTime ??
      servicePrincipal?.data.createdDateTime ??
      user?.data.createdDateTime;
    const proofs = credentials(principal);
    // Whichever report is the fresher one: a credential that was used is a use of its principal.
    const used = [
      appId === undefined ? undefined : lastUse.get(appId),
      user?.data.signInActivity?.lastSignInDateTime,
      user?.data.signInActivity?.lastNonInteractiveSignInDateTime,
      ...proofs.map(({ lastUsedAt }) => (lastUsedAt === 'never' ? undefined : lastUsedAt)),
    ]
      .flatMap((at) => at ?? [])
      .sort()
      .at(-1);
    const trusts = trustsOf(principal, federated(principal), connected(principal), asked(principal));
    return {
      id,
      kind: kind === 'user' && user !== undefined && isGuest(user.data) ? 'guest' : kind,
      nature: natures[kind],
      name,
      scope: homeTenant ?? own ?? tenant,
      ...(owner === undefined ? {} : { owner }),
      ...(createdAt == null ? {} : { createdAt }),
      ...(used == null ? {} : { lastUsedAt: used }),
      credentials: proofs,
      // Passwords and second factors of people are not read.
      ...(kind === 'user' || kind === 'agent-user' ? { credentialsUnseen: true as const } : {}),
      grants: [
        ...grantsOf(id, permanent),
        ...keyGrants(principal, scopes),
        ...groups
          .of(id)
          .flatMap(({ group, term }) => grantsOf(group.id, term, group.name))
          .filter(({ duration }) => duration !== 'eligible' || !machines.has(id)),
      ],
      ...(trusts.length === 0 ? {} : { trusts }),
      ...(kind === 'managed-identity' ? { workloads: workloads.get(id) ?? [] } : {}),
      providerOwned: home === 'microsoft',
      breakGlass:
        settings.breakGlass.tagKeys.some((key) => ownMember(principal.tags ?? {}, key) != null) ||
        settings.breakGlass.names.some((pattern) => fitsName(pattern, name)),
      scanner: callers.has(id),
      agent: agentKinds.has(kind),
      source: principal.source,
    };
  });
};

/** Resources that carry each managed identity, by its object id. */
const workloadsOf = ({ inventory, principals }: Arranged): ReadonlyMap<string, readonly Workload[]> => {
  const found = new Map<string, Workload[]>();
  for (const fact of inventory.of('azure.resource')) {
    const { id, type, name, identity } = fact.data;
    const workload: Workload = {
      id,
      kind: type,
      name: name ?? id.slice(id.lastIndexOf('/') + 1),
      source: sourceOf(fact),
    };
    const carried = new Set([
      identity?.principalId,
      ...Object.entries(identity?.userAssignedIdentities ?? {}).map(
        ([path, each]) => each?.principalId ?? principals.byPath.get(normalScope(path))?.id,
      ),
    ]);
    for (const principal of carried) if (principal != null) addTo(found, principal, workload);
  }
  return found;
};
