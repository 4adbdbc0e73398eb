import type { StandIn } from '../../../src/plan/planned-resource.ts';
import type { AzureRecordKind } from '../facts/records.ts';
import { normalScope } from '../rbac/scope.ts';
import { bearers, dataOf, type Fact, factKey, normalOwner, recordFact } from './facts.ts';

/**
 * Whom a change bears on and neither the plan nor the estate shows: principals that are given by id, members of groups, holders
 * of roles. They are put on both sides as far as they are known, and what is not known of them is said.
 */
export interface Outside {
  readonly facts: readonly Fact[];
  /** By the object id that stands for them. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** Groups that were there before and of which nobody can see what they give. */
  readonly closedGroups: ReadonlySet<string>;
  /** Object ids and paths of those that nothing shows. */
  readonly bare: ReadonlySet<string>;
}

/** What is known of the estate and of both sides of the plan. */
export interface Picture {
  readonly tenant: string;
  readonly base: ReadonlyMap<string, Fact>;
  readonly before: ReadonlyMap<string, Fact>;
  readonly after: ReadonlyMap<string, Fact>;
  /** Object ids of what the plan makes. */
  readonly made: ReadonlySet<string>;
}

const whole: ReadonlySet<string> = new Set<AzureRecordKind>([
  'azure.application',
  'azure.service-principal',
  'azure.user',
  'azure.group',
  'azure.managed-identity',
]);

/** Object ids and paths of those whom facts show. */
export const shownBy = (facts: Iterable<Fact>): ReadonlySet<string> => {
  const shown = new Set<string>();
  for (const fact of facts) {
    const resource = dataOf(fact, 'azure.resource');
    if (resource?.identity?.principalId != null) shown.add(resource.identity.principalId);
    if (fact.is !== 'record' || !whole.has(fact.record.record)) continue;
    const { id, principalId } = fact.record.data as { readonly id: string; readonly principalId?: string };
    shown.add(normalOwner(id));
    if (typeof principalId === 'string') shown.add(principalId);
  }
  return shown;
};

type Kind = 'application' | 'service-principal' | 'group' | 'user' | 'managed-identity';

const kindOf = (fact: Fact, id: string): Kind => {
  if (id.startsWith('/')) return 'managed-identity';
  if (fact.is === 'credential') return 'application';
  if (fact.is === 'vault-policy') return 'service-principal';
  const data = fact.record.data as Readonly<Record<string, unknown>>;
  if (fact.record.record === 'azure.membership' && data.group === id) return 'group';
  if (fact.record.record === 'azure.group-instance' && data.groupId === id) return 'group';
  if (fact.record.record === 'azure.federated-credential') return 'application';
  if (fact.record.record === 'azure.ownership')
    return data.owner === id ? 'user' : data.objectType === 'group' ? 'group' : 'application';
  const type = String(data.principalType ?? '').toLowerCase();
  return type === 'user' ? 'user' : type.endsWith('group') ? 'group' : 'service-principal';
};

const bareFact = (kind: Kind, id: string, tenant: string): Fact => {
  switch (kind) {
    case 'application':
      return recordFact('azure.application', tenant, id, { id, appId: id });
    case 'group':
      return recordFact('azure.group', tenant, id, { id });
    case 'user':
      return recordFact('azure.user', tenant, id, { id });
    case 'managed-identity':
      return recordFact('azure.managed-identity', tenant, id, { id, principalId: id });
    case 'service-principal':
      return recordFact('azure.service-principal', tenant, id, { id });
  }
};

/** Some say more of what somebody is than others. */
const tellingFirst: readonly Kind[] = [
  'managed-identity',
  'group',
  'user',
  'application',
  'service-principal',
];

const nobody = /^(?:role |\*$)/;

const bareOnes = ({ tenant, base, before, after }: Picture): ReadonlyMap<string, Fact> => {
  const shown = new Set([...shownBy(before.values()), ...shownBy(after.values())]);
  const kinds = new Map<string, Kind>();
  for (const [key, fact] of [...before, ...after]) {
    if (base.has(key)) continue;
    for (const id of bearers(fact)) {
      if (nobody.test(id) || shown.has(id)) continue;
      const kind = kindOf(fact, id);
      const known = kinds.get(id);
      if (known === undefined || tellingFirst.indexOf(kind) < tellingFirst.indexOf(known))
        kinds.set(id, kind);
    }
  }
  return new Map([...kinds].map(([id, kind]) => [id, bareFact(kind, id, tenant)]));
};

const recordsIn = <Kind extends AzureRecordKind>(facts: Iterable<Fact>, kind: Kind) =>
  [...facts].flatMap((fact) => dataOf(fact, kind) ?? []);

/** Somebody in each group that the estate does not show: what the group gets, whoever is in it gets. */
const groupStandIns = (
  { tenant, base, before, after }: Picture,
  bare: Iterable<Fact>,
): readonly (readonly [string, StandIn, Fact, readonly Fact[]])[] => {
  const inEstate = new Set(recordsIn(base.values(), 'azure.group').map(({ id }) => id));
  const groups = new Map(
    recordsIn([...before.values(), ...after.values(), ...bare], 'azure.group').map((data) => [data.id, data]),
  );
  return [...groups.values()].flatMap(({ id, displayName }) => {
    if (inEstate.has(id)) return [];
    const name = displayName ?? id;
    const member = `{members of ${id}}`;
    const standIn: StandIn = {
      id,
      kind: 'group',
      name,
      says: `It stands for whoever is in the group ${name}: nothing here lists them.`,
    };
    const facts = [
      recordFact('azure.service-principal', tenant, member, { id: member, displayName: name }),
      recordFact('azure.membership', tenant, `${id} ${member}`, { group: id, member }),
    ];
    return [[member, standIn, facts[0]!, facts] as const];
  });
};

/** Somebody with each role of one's own that was there before: others may have it elsewhere. */
const roleStandIns = ({
  tenant,
  base,
  before,
  after,
}: Picture): readonly (readonly [string, StandIn, readonly Fact[]])[] =>
  [...after].flatMap(([key, fact]) => {
    const role = dataOf(fact, 'azure.role-definition');
    if (role === undefined || base.has(key) || !before.has(key)) return [];
    const name = role.roleName ?? role.name;
    const holder = `{holders of ${role.name}}`;
    const scope = normalScope(role.assignableScopes?.[0] ?? '/');
    return [
      [
        holder,
        {
          id: role.id,
          kind: 'role',
          name,
          says: `It stands for whoever else has the role ${name}: nothing here lists them.`,
        },
        [
          recordFact('azure.service-principal', tenant, holder, { id: holder, displayName: name }),
          recordFact('azure.role-assignment', tenant, `${holder} ${scope}`, {
            id: `${holder} ${scope}`,
            scope,
            roleDefinitionId: role.id,
            principalId: holder,
          }),
        ],
      ] as const,
    ];
  });

/** Vaults of whose policies the plan tells and which it does not hold. */
const vaults = ({ tenant, before, after }: Picture): readonly Fact[] => {
  const facts = [...before.values(), ...after.values()];
  const known = new Set(recordsIn(facts, 'azure.resource').map(({ id }) => normalScope(id)));
  const named = new Set(facts.flatMap((fact) => (fact.is === 'vault-policy' ? [fact.vault] : [])));
  return [...named]
    .filter((vault) => !known.has(vault))
    .map((id) =>
      recordFact('azure.resource', tenant, id, { id, type: 'Microsoft.KeyVault/vaults', settings: {} }),
    );
};

export const outsideOf = (picture: Picture): Outside => {
  const bare = bareOnes(picture);
  const groups = groupStandIns(picture, bare.values());
  const roles = roleStandIns(picture);
  const closed = groups.flatMap(([, { id }]) => (picture.made.has(id) ? [] : [id]));
  return {
    facts: [
      ...bare.values(),
      ...vaults(picture),
      ...groups.flatMap(([, , , facts]) => facts),
      ...roles.flatMap(([, , facts]) => facts),
    ],
    standIns: new Map([
      ...groups.map(([id, standIn]) => [id, standIn] as const),
      ...roles.map(([id, standIn]) => [id, standIn] as const),
    ]),
    closedGroups: new Set(closed),
    bare: new Set(bare.keys()),
  };
};

export const keyed = (facts: Iterable<Fact>): Map<string, Fact> => {
  const map = new Map<string, Fact>();
  for (const fact of facts) map.set(factKey(fact), fact);
  return map;
};
