import type { Question } from './batch.ts';
import { policyFrom } from './policy-rules.ts';
import { makeStep, type Place, type Step } from './step.ts';
import { lower, type Named, namedOf, objectOf, objectsOf, principalOf, text, type Value } from './values.ts';

const organization = 'GET /v1.0/organization';
const roleManagement = 'GET /v1.0/roleManagement/directory';
const activeRoles = `${roleManagement}/roleAssignmentScheduleInstances`;

/**
 * Plans that decide what can be read, by id: `assignedPlans` has no names.
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const plans: ReadonlyMap<string, string> = new Map([
  ['41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM'],
  ['eec0eb4f-6444-4f95-aba0-50c24d67f998', 'AAD_PREMIUM_P2'],
  ['e866a266-3cff-43a3-acca-0c90a7e00c8b', 'ENTRA_IDENTITY_GOVERNANCE'],
  ['84c289f0-efcb-486f-8581-07f44fc9efad', 'AAD_WRKLDID_P1'],
  ['7dc0e92d-bf15-401d-907e-0884efe7c760', 'AAD_WRKLDID_P2'],
]);

/** The tenant itself, as far as it was told. `null`: it was not. */
export const readOrganization = (place: Place): Promise<Value | null> =>
  makeStep(place, 'organization', async (step) => {
    const [entry] = objectsOf((await step.list(organization)).entries);
    if (entry === undefined) return null;
    const servicePlans = objectsOf(entry.assignedPlans)
      // `Warning`: in the days of grace, all works still.
      .filter(({ capabilityStatus }) => capabilityStatus === 'Enabled' || capabilityStatus === 'Warning')
      .flatMap(({ servicePlanId }) => plans.get(lower(servicePlanId)) ?? []);
    return step.redacted('azure.tenant', {
      id: lower(entry.id),
      displayName: entry.displayName,
      verifiedDomains: entry.verifiedDomains,
      servicePlans: [...new Set(servicePlans)].sort(),
    });
  });

/** What was found in the lists of the tenant, as far as later steps need it. */
export interface TenantReading {
  readonly named: readonly Named[];
  /** Ids of groups that may have roles of the directory. */
  readonly groups: readonly string[];
}

interface Found {
  readonly named: Map<string, Named>;
  readonly groups: Set<string>;
  readonly units: Map<string, boolean>;
  /** Object ids of users that are agents. */
  readonly agentUsers: Set<string>;
  readonly scopes: Set<string>;
}

type Take = (step: Step, call: string, entry: Value, found: Found) => void;

const see = (found: Found, id: unknown, type = ''): void => {
  const named = principalOf(id, type);
  // What is told of the type elsewhere stays.
  if (named.id !== '' && (type !== '' || !found.named.has(named.id))) found.named.set(named.id, named);
};

/** Restrictions of one kind of credential in a policy. */
const restrictionsOf = (restrictions: unknown): Value => {
  const { passwordCredentials, keyCredentials } = objectOf(restrictions);
  return { passwordCredentials, keyCredentials };
};

const roleInstance =
  (is: 'active' | 'eligible'): Take =>
  (step, call, entry, found) => {
    see(found, entry.principalId);
    found.scopes.add(lower(entry.directoryScopeId));
    step.put(call, 'azure.directory-role-instance', `${is} ${text(entry.id)}`, { ...entry, is });
  };

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** All users that are agents: of people `All` stands, and not for these. https://learn.microsoft.com/entra/agent-id/disable-agent-identities */
const everyAgentUser = 'AllAgentIdUsers';

/**
 * A policy of Conditional Access, as far as it is about workloads, agents and users that are agents; `undefined`: it is about people
 * alone, and is not kept.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccessconditionset (beta)
 */
const policyFromAccess = (entry: Value, agentUsers: ReadonlySet<string>): Value | undefined => {
  const conditions = objectOf(entry.conditions);
  const clients = objectOf(conditions.clientApplications);
  const users = objectOf(conditions.users);
  const filter = objectOf(clients.agentIdServicePrincipalFilter);
  const ofAgents = (list: unknown): readonly string[] =>
    textsOf(list).filter((each) => each === everyAgentUser || agentUsers.has(each.toLowerCase()));
  const about = {
    includeServicePrincipals: clients.includeServicePrincipals,
    excludeServicePrincipals: clients.excludeServicePrincipals,
    includeAgentIds: clients.includeAgentIdServicePrincipals,
    excludeAgentIds: clients.excludeAgentIdServicePrincipals,
    includeAgentUsers: ofAgents(users.includeUsers),
    excludeAgentUsers: ofAgents(users.excludeUsers),
  };
  const hasFilter = text(filter.rule) !== '';
  if (!hasFilter && !Object.values(about).some((list) => Array.isArray(list) && list.length > 0))
    return undefined;
  const levels = conditions.agentIdRiskLevels;
  return {
    id: entry.id,
    displayName: entry.displayName,
    state: entry.state,
    ...about,
    ...(hasFilter ? { agentFilter: { mode: filter.mode, rule: filter.rule } } : {}),
    blocks: textsOf(objectOf(entry.grantControls).builtInControls).includes('block'),
    // An enumeration of several values is one text with commas.
    agentRiskLevels: Array.isArray(levels) ? textsOf(levels) : text(levels).split(',').filter(Boolean),
  };
};

/** Lists that stand by themselves: what is done with an entry of each. */
const takes: ReadonlyMap<string, Take> = new Map<string, Take>([
  [
    'GET /v1.0/oauth2PermissionGrants',
    (step, call, entry, found) => {
      see(found, entry.principalId, 'user');
      const id = text(entry.id) || [entry.clientId, entry.resourceId, entry.principalId].map(lower).join(' ');
      step.put(call, 'azure.delegated-grant', id, entry);
    },
  ],
  [
    `${roleManagement}/roleDefinitions`,
    (step, call, entry) => {
      step.put(call, 'azure.directory-role-definition', lower(entry.id), entry);
    },
  ],
  [
    `${roleManagement}/roleAssignments`,
    (step, call, entry, found) => {
      see(found, entry.principalId);
      found.scopes.add(lower(entry.directoryScopeId));
      step.put(call, 'azure.directory-role-assignment', text(entry.id), entry);
    },
  ],
  [activeRoles, roleInstance('active')],
  [`${roleManagement}/roleEligibilityScheduleInstances`, roleInstance('eligible')],
  [
    'GET /v1.0/policies/roleManagementPolicyAssignments',
    (step, call, entry) => {
      const role = lower(entry.roleDefinitionId);
      const id = `/ ${role}`;
      const rules = objectOf(entry.policy).rules;
      step.put(call, 'azure.role-policy', id, { id, place: '/', role, ...policyFrom(rules) });
    },
  ],
  [
    'GET /v1.0/groups (assignable to roles)',
    (step, call, entry, found) => {
      const id = lower(entry.id);
      if (!step.put(call, 'azure.group', id, entry)) return;
      found.groups.add(id);
      see(found, id, 'group');
    },
  ],
  [
    'GET /v1.0/users/microsoft.graph.agentUser',
    (step, call, entry, found) => {
      const data = { ...entry, '@odata.type': '#microsoft.graph.agentUser' };
      found.agentUsers.add(lower(entry.id));
      step.put(call, 'azure.user', lower(entry.id), data);
    },
  ],
  [
    'GET /v1.0/directory/administrativeUnits',
    (_step, _call, entry, found) => {
      found.units.set(lower(entry.id), entry.isMemberManagementRestricted === true);
    },
  ],
  [
    'GET /beta/reports/servicePrincipalSignInActivities',
    (step, call, entry) => {
      step.put(call, 'azure.sign-in', lower(entry.appId), entry);
    },
  ],
  [
    'GET /beta/reports/appCredentialSignInActivities',
    (step, call, entry) => {
      step.put(call, 'azure.credential-sign-in', text(entry.id) || lower(entry.keyId), entry);
    },
  ],
  [
    'GET /v1.0/policies/defaultAppManagementPolicy',
    (step, call, entry) => {
      step.put(call, 'azure.app-management-policy', text(entry.id), {
        id: entry.id,
        displayName: entry.displayName,
        isDefault: true,
        isEnabled: entry.isEnabled,
        ...restrictionsOf(entry.applicationRestrictions),
      });
    },
  ],
  [
    'GET /v1.0/policies/appManagementPolicies',
    (step, call, entry) => {
      step.put(call, 'azure.app-management-policy', text(entry.id), {
        id: entry.id,
        displayName: entry.displayName,
        isDefault: false,
        isEnabled: entry.isEnabled,
        ...restrictionsOf(entry.restrictions),
      });
    },
  ],
  [
    'GET /beta/identity/conditionalAccess/policies',
    (step, call, entry, found) => {
      const policy = policyFromAccess(entry, found.agentUsers);
      if (policy !== undefined) step.put(call, 'azure.conditional-access-policy', text(entry.id), policy);
    },
  ],
  [
    'GET /v1.0/identityProtection/riskyServicePrincipals',
    (step, call, entry) => {
      step.put(call, 'azure.risk', lower(entry.id), entry);
    },
  ],
]);

const unitsCall = 'GET /v1.0/directory/administrativeUnits';
const unitMembers = 'GET /v1.0/directory/administrativeUnits/{id}/members';

const readUnits = async (step: Step, units: readonly Value[], found: Found): Promise<void> => {
  const matters = units.filter(
    ({ id }) => found.units.get(lower(id)) === true || found.scopes.has(`/administrativeunits/${lower(id)}`),
  );
  const questions: readonly Question[] = matters.map(({ id }) => ({
    call: unitMembers,
    parameters: { id: lower(id) },
    where: lower(id),
  }));
  const listings = await step.lists(questions);
  const members = new Map(
    matters.map(({ id }, at) => [lower(id), objectsOf(listings[at]?.entries).map(namedOf)]),
  );
  for (const unit of units) {
    const id = lower(unit.id);
    const own = members.get(id);
    step.put(unitsCall, 'azure.administrative-unit', id, {
      ...unit,
      ...(own === undefined ? {} : { members: own.map((each) => each.id) }),
    });
  }
};

/** Lists of the tenant that no other leads to, in as few requests as can be. */
export const readTenant = (place: Place, itself: Value | null): Promise<TenantReading> =>
  makeStep(place, 'tenant', async (step) => {
    const found: Found = {
      named: new Map(),
      groups: new Set(),
      units: new Map(),
      agentUsers: new Set(),
      scopes: new Set(),
    };
    const calls = [...takes.keys()];
    const listings = await step.lists(calls.map((call) => ({ call })));
    for (const [at, { entries }] of listings.entries()) {
      const call = calls[at]!;
      for (const entry of objectsOf(entries)) takes.get(call)!(step, call, entry, found);
    }
    const activeRolesRead = listings[calls.indexOf(activeRoles)]?.whole === true;
    if (itself !== null)
      step.put(organization, 'azure.tenant', text(itself.id), { ...itself, activeRolesRead });
    const units = objectsOf(listings[calls.indexOf(unitsCall)]?.entries);
    await readUnits(step, units, found);
    return { named: [...found.named.values()], groups: [...found.groups] };
  });
