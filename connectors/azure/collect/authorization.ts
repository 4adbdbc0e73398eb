import { roleIdOf } from '../rbac/role.ts';
import { kindOfScope, normalScope, subscriptionScope } from '../rbac/scope.ts';
import { policyFrom } from './policy-rules.ts';
import { makeStep, type Place, type Step } from './step.ts';
import { type Named, objectsOf, principalOf, text, type Value } from './values.ts';

const authorization = 'GET {scope}/providers/Microsoft.Authorization';
const subscriptionsCall = 'GET /subscriptions';
const assignments = `${authorization}/roleAssignments`;
const definitions = `${authorization}/roleDefinitions`;
const denies = `${authorization}/denyAssignments`;
const active = `${authorization}/roleAssignmentScheduleInstances`;
const eligible = `${authorization}/roleEligibilityScheduleInstances`;
const policies = `${authorization}/roleManagementPolicyAssignments`;

interface Subscription {
  readonly id: string;
  readonly name: string;
}

/** One that is read, with what is known of it so far. */
export interface SubscriptionReading extends Subscription {
  readonly data: Value;
}

/** What is assigned in one subscription, as far as later steps need it. */
interface Assigned {
  readonly principals: readonly Named[];
  /** Guids of roles. */
  readonly roles: readonly string[];
  /** Where something is eligible or ends, and which roles. */
  readonly bounded: readonly { readonly scope: string; readonly role: string }[];
}

/** Dates are `Date`s in the SDK's model. */
const endOf = ({ endDateTime }: Value): string =>
  endDateTime instanceof Date ? endDateTime.toISOString() : text(endDateTime);

const pathId = ({ id }: Value): string => normalScope(text(id));

/** `type` of a role in the SDK's model; the wire has it in the properties. */
const definitionOf = ({ permissions, ...role }: Value): Value => ({
  ...role,
  permissions: objectsOf(permissions),
});

const readSubscription = async (step: Step, { id, name, data }: SubscriptionReading): Promise<Assigned> => {
  const scope = subscriptionScope(id);
  const principals = new Map<string, Named>();
  const roles = new Set<string>();
  const found: { scope: string; role: string }[] = [];
  const see = (entry: Value): void => {
    const principal = principalOf(entry.principalId, entry.principalType);
    principals.set(principal.id, principal);
    roles.add(roleIdOf(text(entry.roleDefinitionId)));
  };
  for (const entry of objectsOf((await step.list(assignments, { scope }, name)).entries)) {
    see(entry);
    step.put(assignments, 'azure.role-assignment', pathId(entry), entry);
  }
  for (const entry of objectsOf((await step.list(denies, { scope }, name)).entries)) {
    const parties = (list: unknown): readonly Value[] => objectsOf(list);
    step.put(denies, 'azure.deny-assignment', pathId(entry), {
      ...entry,
      principals: parties(entry.principals),
      excludePrincipals: parties(entry.excludePrincipals),
    });
  }
  for (const [call, is] of [
    [active, 'active'],
    [eligible, 'eligible'],
  ] as const) {
    const listing = await step.list(call, { scope }, name);
    if (is === 'active')
      step.put(subscriptionsCall, 'azure.subscription', id, { ...data, activeRolesRead: listing.whole });
    for (const entry of objectsOf(listing.entries)) {
      see(entry);
      if (is === 'eligible' || endOf(entry) !== '')
        found.push({ scope: normalScope(text(entry.scope)), role: roleIdOf(text(entry.roleDefinitionId)) });
      step.put(call, 'azure.role-instance', `${is} ${pathId(entry)}`, { ...entry, is });
    }
  }
  return { principals: [...principals.values()], roles: [...roles], bounded: found };
};

/** @returns guids of the roles that were read */
const readDefinitions = async (
  step: Step,
  { id, name }: Subscription,
  filter?: string,
): Promise<readonly string[]> => {
  const { entries } = await step.list(
    definitions,
    { scope: subscriptionScope(id), ...(filter === undefined ? {} : { filter }) },
    name,
  );
  return objectsOf(entries).flatMap((entry) => {
    const role = definitionOf(entry);
    const guid = text(role.name).toLowerCase();
    return step.put(definitions, 'azure.role-definition', guid, role) ? [guid] : [];
  });
};

const readPolicies = async (step: Step, scope: string, roles: ReadonlySet<string>): Promise<void> => {
  const { entries } = await step.list(policies, { scope }, scope);
  for (const entry of objectsOf(entries)) {
    const role = roleIdOf(text(entry.roleDefinitionId));
    // There is one for each role that exists; those of others say nothing about anybody.
    if (!roles.has(role)) continue;
    const place = normalScope(text(entry.scope));
    const id = `${place} ${role}`;
    step.put(policies, 'azure.role-policy', id, { id, place, role, ...policyFrom(entry.effectiveRules) });
  }
};

/**
 * What is assigned in the subscriptions, above and below them.
 * @returns those who have something
 */
export const readAuthorization = async (
  place: Place,
  subscriptions: readonly SubscriptionReading[],
): Promise<readonly Named[]> => {
  const principals = new Map<string, Named>();
  const boundedAt = new Map<string, Set<string>>();
  const known = new Set<string>();
  const missing = new Map<Subscription, ReadonlySet<string>>();
  const [first] = subscriptions;
  if (first !== undefined) {
    const read = await makeStep(place, 'role definitions', (step) => readDefinitions(step, first));
    for (const role of read) known.add(role);
  }
  for (const subscription of subscriptions) {
    const assigned = await makeStep(place, `subscription ${subscription.id}`, (step) =>
      readSubscription(step, subscription),
    );
    for (const principal of assigned.principals) principals.set(principal.id, principal);
    for (const { scope, role } of assigned.bounded)
      boundedAt.set(scope, (boundedAt.get(scope) ?? new Set()).add(role));
    missing.set(subscription, new Set(assigned.roles));
  }
  for (const [subscription, roles] of missing) {
    const unknown = [...roles].filter((role) => !known.has(role));
    if (unknown.length === 0) continue;
    const read = await makeStep(place, `custom roles ${subscription.id}`, (step) =>
      readDefinitions(step, subscription, "type eq 'CustomRole'"),
    );
    // What is not there is not there for another subscription either: a deleted role.
    for (const role of [...read, ...unknown]) known.add(role);
  }
  for (const [scope, roles] of [...boundedAt].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // A policy at a resource does not exist: nothing can be made eligible there.
    if (kindOfScope(scope) === 'resource') continue;
    await makeStep(place, `policies ${scope}`, (step) => readPolicies(step, scope, roles));
  }
  return [...principals.values()];
};
