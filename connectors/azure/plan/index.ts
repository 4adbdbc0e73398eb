import type { Indeterminate, StateResource, StateTrust } from '../../../src/model/gate.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import { behind, changeNotes, picturesOf, readSides } from '../../../src/plan/fact-types.ts';
import { isIdentityOfPlan } from '../../../src/plan/own-identity.ts';
import {
  type ChangeAbout,
  type ChangedResource,
  isChanged,
  type Plan,
  type PlanContext,
  type PlannedResource,
  type PlanReader,
  type PlanReading,
  type PlanSide,
  type Side,
} from '../../../src/plan/planned-resource.ts';
import { builtInDirectoryRoles } from '../directory/built-in-roles.ts';
import { unnamedTenant } from '../facts/records.ts';
import { builtInRoles } from '../rbac/built-in-roles.ts';
import { roleIdOf } from '../rbac/role.ts';
import {
  aboutOf,
  bearers,
  dataOf,
  type Fact,
  factKey,
  factsOfRecord,
  normalOwner,
  recordsOf,
} from './facts.ts';
import { text, viewOf } from './names.ts';
import { keyed, outsideOf, shownBy } from './outside.ts';
import { accessTypes } from './types/access.ts';
import { azapiResource } from './types/azapi.ts';
import { contextOf } from './types/context.ts';
import { directoryTypes, federated } from './types/directory.ts';
import { pipelineTypes } from './types/pipelines.ts';
import { publicTypes } from './types/public.ts';
import type { PlanType } from './types/reading.ts';
import { sortOfUnread } from './unread-types.ts';

/** Terraform's azurerm, azuread, azapi and azuredevops providers: what a plan changes of the facts of a tenant. */

const types: Readonly<Record<string, PlanType>> = {
  ...accessTypes,
  azurerm_federated_identity_credential: federated(['parent_id', 'user_assigned_identity_id']),
  ...directoryTypes,
  ...publicTypes,
  ...pipelineTypes,
  azapi_resource: azapiResource,
};

const tenantOf = (
  plan: Plan,
  own: PlanContext['records'],
  accounts: readonly string[],
): { readonly tenant: string; readonly cannotJudge?: PlanReading['cannotJudge'] } => {
  const inEstate = [...new Set(own.map(({ scope }) => scope))].sort();
  const configured = [...(plan.providers ?? [])].flatMap(([key, values]) =>
    /^az/.test(key) ? (text(values.tenant_id)?.toLowerCase() ?? []) : [],
  );
  const said = accounts.map((each) => each.slice(each.indexOf('=') + 1).toLowerCase());
  const named = said.find((each) => inEstate.includes(each)) ?? configured[0];
  const tenant = named ?? inEstate[0] ?? unnamedTenant;
  if (inEstate.length === 0) return { tenant };
  if (named === undefined && inEstate.length > 1)
    return {
      tenant,
      cannotJudge: {
        says: `nothing tells in which tenant the change is made, and the estate that was given holds ${inEstate.length}: ${inEstate.slice(0, 4).join(', ')}`,
        remedy: 'Name it with --account ID.',
      },
    };
  // A file that did not say its tenant may be of any.
  if (inEstate.includes(tenant)) return { tenant };
  if (inEstate.includes(unnamedTenant)) return { tenant: unnamedTenant };
  return {
    tenant,
    cannotJudge: {
      says: `the change is made in the tenant ${tenant}, of which the estate that was given holds nothing (it holds ${inEstate.slice(0, 4).join(', ')})`,
      remedy: 'Give a snapshot of that tenant, or none.',
    },
  };
};

const typeOf = (type: string): PlanType | undefined => ownMember(types, type);

/** Ids of identities as they are interpreted, by those that facts use. */
const namesIn = (facts: Iterable<Fact>): ((id: string) => string) => {
  const all = [...facts];
  const principalOf = new Map(
    all.flatMap((fact) => {
      const data = dataOf(fact, 'azure.service-principal');
      return data?.appId == null ? [] : [[data.appId, data.id] as const];
    }),
  );
  const names = new Map<string, string>();
  for (const fact of all) {
    const application = dataOf(fact, 'azure.application');
    const principal = application === undefined ? undefined : principalOf.get(application.appId);
    if (application !== undefined && principal !== undefined) names.set(application.id, principal);
    const managed = dataOf(fact, 'azure.managed-identity');
    if (managed?.principalId != null) names.set(normalOwner(managed.id), managed.principalId);
  }
  return (id) => names.get(normalOwner(id)) ?? normalOwner(id);
};

/** Whoever owns an application makes secrets for it. */
const ownersIn = (facts: Iterable<Fact>, nameOf: (id: string) => string): NonNullable<PlanSide['trusts']> => {
  const owned = [...facts].flatMap((fact) => {
    const data = dataOf(fact, 'azure.ownership');
    return data === undefined || data.objectType === 'group' ? [] : [data];
  });
  return new Map(
    [...Map.groupBy(owned, ({ object }) => nameOf(object))].map(([id, same]) => [
      id,
      same.map(
        ({ owner }): StateTrust => ({
          mechanism: 'write-credential',
          party: 'identity',
          principal: owner,
          external: 'no',
          conditions: [],
        }),
      ),
    ]),
  );
};

/** Groups that somebody is in, directly or through others, and back. */
const membersIn = (facts: Iterable<Fact>): ((group: string) => ReadonlySet<string>) => {
  const direct = new Map<string, string[]>();
  for (const fact of facts) {
    const data = dataOf(fact, 'azure.membership');
    const instance = dataOf(fact, 'azure.group-instance');
    const pair =
      data ??
      (instance?.accessId === 'member'
        ? { group: instance.groupId, member: instance.principalId }
        : undefined);
    if (pair === undefined) continue;
    const list = direct.get(pair.group) ?? [];
    list.push(pair.member);
    direct.set(pair.group, list);
  }
  return behind(direct);
};

const holdersIn = (facts: Iterable<Fact>): ReadonlyMap<string, readonly string[]> => {
  const pairs = [...facts].flatMap((fact) => {
    const data = dataOf(fact, 'azure.role-assignment') ?? dataOf(fact, 'azure.role-instance');
    return data === undefined ? [] : [{ role: roleIdOf(data.roleDefinitionId), principal: data.principalId }];
  });
  return new Map(
    [...Map.groupBy(pairs, ({ role }) => role)].map(([role, same]) => [
      role,
      same.map(({ principal }) => principal),
    ]),
  );
};

const askForSnapshot = 'give a snapshot of the tenant with --snapshot';

/** Roles that somebody gets and that nothing here defines. */
const unreadRoles = (
  before: ReadonlyMap<string, Fact>,
  after: ReadonlyMap<string, Fact>,
): readonly (readonly [who: string, what: string])[] => {
  const defined = new Set([
    ...builtInRoles().keys(),
    ...builtInDirectoryRoles.keys(),
    ...[...after.values()].flatMap(
      (fact) =>
        dataOf(fact, 'azure.role-definition')?.name ??
        dataOf(fact, 'azure.directory-role-definition')?.id ??
        [],
    ),
  ]);
  return [...after].flatMap(([key, fact]) => {
    if (before.has(key)) return [];
    const arm = dataOf(fact, 'azure.role-assignment') ?? dataOf(fact, 'azure.role-instance');
    const entra =
      dataOf(fact, 'azure.directory-role-assignment') ?? dataOf(fact, 'azure.directory-role-instance');
    const role = arm === undefined ? entra?.roleDefinitionId : roleIdOf(arm.roleDefinitionId);
    if (role === undefined || defined.has(role)) return [];
    return [[(arm ?? entra)!.principalId, `what the role ${role} permits`] as const];
  });
};

/** Who comes into a group of which nobody read what it holds. */
const enteredGroups = (
  before: ReadonlyMap<string, Fact>,
  after: ReadonlyMap<string, Fact>,
  outside: ReturnType<typeof outsideOf>,
): readonly (readonly [who: string, what: string])[] =>
  [...after].flatMap(([key, fact]) => {
    const belonging = dataOf(fact, 'azure.membership');
    const owning = dataOf(fact, 'azure.ownership');
    const scheduled = dataOf(fact, 'azure.group-instance');
    // What is only eligible gives nothing yet.
    const active = scheduled?.is === 'active' && scheduled.endDateTime == null ? scheduled : undefined;
    const group =
      belonging?.group ?? active?.groupId ?? (owning?.objectType === 'group' ? owning.object : undefined);
    const who = belonging?.member ?? active?.principalId ?? owning?.owner;
    if (group === undefined || who === undefined || before.has(key) || !outside.closedGroups.has(group))
      return [];
    const name = outside.standIns.get(`{members of ${group}}`)?.name ?? group;
    return [[who, `what the group ${name} gives`] as const];
  });

const read = (plan: Plan, { records, accounts = [], terraform }: PlanContext): PlanReading => {
  const own = records.filter(({ record }) => record.startsWith('azure.'));
  const { tenant, cannotJudge } = tenantOf(plan, own, accounts);
  const subscriptions = own.flatMap(({ record, id }) => (record === 'azure.subscription' ? [id] : []));
  const resources = plan.resources.filter(
    ({ provider, mode }) => mode === 'managed' && terraform.includes(provider),
  );
  const views = {
    before: viewOf(plan, 'before', tenant, subscriptions),
    after: viewOf(plan, 'after', tenant, subscriptions),
  };
  const readings = readSides(resources, views, typeOf, contextOf);

  const base = keyed(own.flatMap(factsOfRecord));
  const { before, after } = picturesOf(base, readings, factKey);

  const made = new Set(
    resources.flatMap((resource) => {
      const identity = typeOf(resource.type)?.identity;
      return resource.before !== undefined || resource.after === undefined || identity === undefined
        ? []
        : [identity(resource, resource.after, views.after)];
    }),
  );
  const outside = outsideOf({ tenant, base, before, after, made });
  for (const fact of outside.facts) {
    const isMade = bearers(fact).some(
      (id) => made.has(id) || made.has(/^\{members of (.*)\}$/.exec(id)?.[1] ?? ''),
    );
    if (!isMade) before.set(factKey(fact), fact);
    after.set(factKey(fact), fact);
  }

  const nameOf = { before: namesIn(before.values()), after: namesIn(after.values()) };
  const called = (id: string): string => outside.standIns.get(id)?.id ?? nameOf.after(nameOf.before(id));

  const renamed = new Map<string, string>();
  for (const resource of resources) {
    const identity = typeOf(resource.type)?.identity;
    if (identity === undefined || resource.before === undefined || resource.after === undefined) continue;
    const old = nameOf.before(identity(resource, resource.before, views.before));
    const now = nameOf.after(identity(resource, resource.after, views.after));
    if (old !== now) renamed.set(now, old);
  }

  const notes = changeNotes();
  const note = (id: string, resource: PlannedResource, about: ChangeAbout): void =>
    notes.note(called(id), resource, about);
  const members = membersIn([...before.values(), ...after.values()]);
  const holders = holdersIn([...before.values(), ...after.values()]);
  for (const resource of resources.filter(isChanged))
    for (const side of ['before', 'after'] as const) {
      const { facts, resources: open = [] } = readings[side].get(resource)!;
      for (const { id } of open) note(id, resource, 'trust');
      for (const fact of facts)
        for (const who of bearers(fact)) {
          const direct = who.startsWith('role ') ? (holders.get(who.slice(5)) ?? []) : [who];
          // Who is in a group is no news for the others in it.
          const belongs =
            (dataOf(fact, 'azure.membership')?.group ?? dataOf(fact, 'azure.group-instance')?.groupId) ===
            who;
          for (const id of new Set(direct.flatMap((each) => [each, ...(belongs ? [] : members(each))])))
            note(id, resource, aboutOf(fact));
        }
    }

  const changedBy = notes.changedBy();
  const placeOf = (id: string): Pick<Indeterminate, 'location'> => {
    const resource: ChangedResource['resource'] | undefined = changedBy.get(called(id))?.[0]?.resource;
    return resource === undefined ? {} : { location: resource.location };
  };
  const untold = resources.filter(isChanged).flatMap((resource): readonly Indeterminate[] =>
    (readings.after.get(resource)?.unknown ?? []).flatMap(({ who, what, why }) => {
      const about = who?.startsWith('role ')
        ? (holders.get(who.slice(5)) ?? [who])
        : [who ?? resource.address];
      return [...new Set(about.map((each) => (who === undefined ? each : called(each))))].map((identity) => ({
        identity,
        what,
        why,
        privileged: true,
        location: resource.location,
      }));
    }),
  );
  const unread = unreadRoles(before, after).map(
    ([who, what]): Indeterminate => ({
      identity: called(who),
      what,
      why: `its definition is not in the plan: ${askForSnapshot}`,
      privileged: true,
      ...placeOf(who),
    }),
  );
  const entered = enteredGroups(before, after, outside).map(
    ([who, what]): Indeterminate => ({
      identity: called(who),
      what,
      why: `what it holds is not in the plan: ${askForSnapshot}`,
      privileged: true,
      ...placeOf(who),
    }),
  );

  const inEstate = shownBy(base.values());
  const shown = [...shownBy(before.values())].filter((id) => !inEstate.has(id) && !made.has(id));
  const sideOf = (side: Side, facts: ReadonlyMap<string, Fact>): PlanSide => ({
    records: recordsOf(facts.values()),
    identities: [],
    trusts: ownersIn(facts.values(), nameOf[side]),
    resources: [...readings[side].values()].flatMap(({ resources: open = [] }) =>
      open.map((each): StateResource => ({ ...each, provider: 'azure' })),
    ),
  });
  return {
    before: sideOf('before', before),
    after: sideOf('after', after),
    renamed,
    indeterminate: [...untold, ...unread, ...entered],
    ...(cannotJudge === undefined ? {} : { cannotJudge }),
    unseen: new Map(shown.map((id) => [called(id), 'what else it holds'])),
    standIns: outside.standIns,
    changedBy,
  };
};

const makesIdentity = (type: string): boolean => typeOf(type)?.identity !== undefined;

export const azurePlan: PlanReader = {
  provider: 'azure',
  sortOf: (type) => (typeOf(type) === undefined ? sortOfUnread(type) : 'read'),
  isOwnIdentity: (value, plan) => isIdentityOfPlan(value, plan, makesIdentity),
  types: Object.fromEntries(Object.entries(types).map(([type, { gives }]) => [type, gives])),
  read,
};
