import type { Question } from './batch.ts';
import { makeStep, type Place, type Step } from './step.ts';
import {
  lower,
  type Named,
  namedOf,
  objectOf,
  objectsOf,
  principalOf,
  text,
  typeOf,
  type Value,
} from './values.ts';

const applications = 'GET /v1.0/applications';
const principals = 'GET /v1.0/servicePrincipals';
const ownedPrincipals = 'GET /v1.0/servicePrincipals (with owners)';
const permissionsOf = 'GET /v1.0/servicePrincipals/{id}/appRoleAssignedTo';
const federated = {
  applications: 'GET /v1.0/applications (with federated credentials)',
  principals: 'GET /v1.0/servicePrincipals (with federated credentials)',
} as const;

/** Graph expands no more than these. */
const mostExpanded = 20;

/** An application or a service principal, as far as later steps need it. */
export interface DirectoryObject {
  readonly id: string;
  readonly type: string;
  /** All were in the list. Of service principals none is. */
  readonly ownersWhole: boolean;
  readonly exposesRoles: boolean;
  readonly isManaged: boolean;
}

/** What was found, and who is named in it. */
interface Read<Found> {
  readonly found: Found;
  readonly named: readonly Named[];
}

const objectTypes = { [applications]: 'application', [principals]: 'service-principal' } as const;

export const putOwners = (
  step: Step,
  call: string,
  object: string,
  objectType: 'application' | 'service-principal' | 'group',
  owners: readonly Named[],
): void => {
  for (const { id, type } of owners)
    step.put(call, 'azure.ownership', `${object}/owners/${id}`, {
      object,
      objectType,
      owner: id,
      ownerType: type,
    });
};

const readObjects = async (
  step: Step,
  call: keyof typeof objectTypes,
): Promise<Read<readonly DirectoryObject[]>> => {
  const named = new Map<string, Named>();
  const found: DirectoryObject[] = [];
  const kind = call === applications ? 'azure.application' : 'azure.service-principal';
  for (const entry of objectsOf((await step.list(call)).entries)) {
    const id = lower(entry.id);
    if (!step.put(call, kind, id, entry)) continue;
    const owners = objectsOf(entry.owners).map(namedOf);
    putOwners(step, call, id, objectTypes[call], owners);
    for (const owner of owners) named.set(owner.id, owner);
    found.push({
      id,
      type: typeOf(entry),
      ownersWhole: call === applications && owners.length < mostExpanded,
      exposesRoles: Array.isArray(entry.appRoles) && entry.appRoles.length > 0,
      isManaged: entry.servicePrincipalType === 'ManagedIdentity',
    });
  }
  return { found, named: [...named.values()] };
};

/** Federated credentials of those that have some, or of all where Graph does not tell which. */
const readFederated = async (
  step: Step,
  all: { readonly applications: readonly string[]; readonly principals: readonly string[] },
): Promise<void> => {
  const [byApplication, byPrincipal] = await step.lists([
    { call: federated.applications },
    { call: federated.principals },
  ]);
  const having = (listing: typeof byApplication, others: readonly string[]): readonly string[] =>
    listing?.whole === true ? objectsOf(listing.entries).map(({ id }) => lower(id)) : others;
  const questions: readonly Question[] = [
    ...having(byApplication, all.applications).map((id) => ({
      call: 'GET /beta/applications/{id}/federatedIdentityCredentials',
      parameters: { id },
      where: id,
    })),
    ...having(byPrincipal, all.principals).map((id) => ({
      call: 'GET /beta/servicePrincipals/{id}/federatedIdentityCredentials',
      parameters: { id },
      where: id,
    })),
  ];
  const listings = await step.lists(questions);
  for (const [at, { entries }] of listings.entries()) {
    const { call, parameters } = questions[at]!;
    for (const entry of objectsOf(entries))
      step.put(call, 'azure.federated-credential', text(entry.id), { ...entry, of: parameters?.id });
  }
};

const readPermissions = async (step: Step, resources: readonly string[]): Promise<readonly Named[]> => {
  const named = new Map<string, Named>();
  const listings = await step.lists(
    resources.map((id) => ({ call: permissionsOf, parameters: { id }, where: id })),
  );
  for (const { entries } of listings)
    for (const entry of objectsOf(entries)) {
      const principal = principalOf(entry.principalId, entry.principalType);
      named.set(principal.id, principal);
      const id =
        text(entry.id) || [entry.principalId, entry.resourceId, entry.appRoleId].map(lower).join(' ');
      step.put(permissionsOf, 'azure.app-role-assignment', id, entry);
    }
  return [...named.values()];
};

const ownersCalls = {
  application: 'GET /v1.0/applications/{id}/owners',
  'service-principal': 'GET /v1.0/servicePrincipals/{id}/owners',
} as const;

const sponsorsCalls: Readonly<Record<string, string>> = {
  agentIdentity: 'GET /v1.0/servicePrincipals/{id}/microsoft.graph.agentIdentity/sponsors',
  agentIdentityBlueprintPrincipal:
    'GET /v1.0/servicePrincipals/{id}/microsoft.graph.agentIdentityBlueprintPrincipal/sponsors',
  agentIdentityBlueprint: 'GET /v1.0/applications/{id}/microsoft.graph.agentIdentityBlueprint/sponsors',
};

const readPeopleBehind = async (
  step: Step,
  objects: readonly (DirectoryObject & { readonly is: keyof typeof ownersCalls })[],
): Promise<readonly Named[]> => {
  const named = new Map<string, Named>();
  const [owned] = await step.lists([{ call: ownedPrincipals }]);
  const have =
    owned?.whole === true ? new Set(objectsOf(owned.entries).map(({ id }) => lower(id))) : undefined;
  const isAsked = ({
    id,
    is,
    ownersWhole,
  }: Pick<(typeof objects)[number], 'id' | 'is' | 'ownersWhole'>): boolean =>
    !ownersWhole && (is === 'application' || have === undefined || have.has(id));
  const questions = objects.flatMap(({ id, type, is, ownersWhole }) => [
    ...(!isAsked({ id, is, ownersWhole })
      ? []
      : [{ call: ownersCalls[is], parameters: { id }, where: id, is, id }]),
    ...(Object.hasOwn(sponsorsCalls, type)
      ? [{ call: sponsorsCalls[type]!, parameters: { id }, where: id, is: undefined, id }]
      : []),
  ]);
  const listings = await step.lists(questions);
  for (const [at, { entries }] of listings.entries()) {
    const { call, id, is } = questions[at]!;
    const people = objectsOf(entries).map(namedOf);
    for (const one of people) named.set(one.id, one);
    if (is !== undefined) putOwners(step, call, id, is, people);
    else
      for (const { id: sponsor } of people)
        step.put(call, 'azure.sponsorship', `${id}/sponsors/${sponsor}`, { object: id, sponsor });
  }
  return [...named.values()];
};

const agents = 'GET /v1.0/servicePrincipals';
const riskyAgents = 'GET /beta/identityProtection/riskyAgents';
const attributesCalls: Readonly<Record<string, string>> = {
  agentIdentity: `${agents}/microsoft.graph.agentIdentity (attributes)`,
  agentIdentityBlueprintPrincipal: `${agents}/microsoft.graph.agentIdentityBlueprintPrincipal (attributes)`,
};

/** Names of the custom security attributes that somebody has; `undefined`: the answer leaves them out. */
const attributeNames = ({ customSecurityAttributes: sets }: Value): readonly string[] | undefined => {
  if (sets === undefined) return undefined;
  return Object.entries(objectOf(sets)).flatMap(([set, attributes]) =>
    Object.keys(objectOf(attributes))
      .filter((attribute) => !attribute.includes('@'))
      .map((attribute) => `${set}.${attribute}`),
  );
};

/** What is told of agents alone; a tenant without any is not asked. */
const readAgents = async (step: Step, services: readonly DirectoryObject[]): Promise<void> => {
  const types = new Set(services.map(({ type }) => type));
  const calls = Object.entries(attributesCalls).flatMap(([type, call]) => (types.has(type) ? [call] : []));
  if (calls.length === 0) return;
  const listings = await step.lists([{ call: riskyAgents }, ...calls.map((call) => ({ call }))]);
  for (const [at, { entries }] of listings.entries())
    for (const entry of objectsOf(entries)) {
      if (at === 0) {
        const { riskLastModifiedDateTime: riskLastUpdatedDateTime } = entry;
        if (entry.isDeleted !== true)
          step.put(riskyAgents, 'azure.risk', lower(entry.id), { ...entry, riskLastUpdatedDateTime });
        continue;
      }
      const names = attributeNames(entry);
      if (names !== undefined)
        step.put(calls[at - 1]!, 'azure.security-attributes', lower(entry.id), { id: entry.id, names });
    }
};

export interface Principals {
  /** Ids of service principals. */
  readonly known: ReadonlySet<string>;
  /** All who have or own something of what was read. */
  readonly named: readonly Named[];
  /** How many expose app roles, and how many requests that cost. */
  readonly exposing: number;
}

/** Applications and service principals, what proves them, who owns them, and what application permissions they hold. */
export const readPrincipals = async (place: Place): Promise<Principals> => {
  const apps = await makeStep(place, 'applications', (step) => readObjects(step, applications));
  const services = await makeStep(place, 'service principals', (step) => readObjects(step, principals));
  const ids = (objects: readonly DirectoryObject[]): readonly string[] => objects.map(({ id }) => id);
  await makeStep(place, 'federated credentials', (step) =>
    readFederated(step, {
      applications: ids(apps.found),
      principals: ids(services.found.filter(({ isManaged }) => isManaged)),
    }),
  );
  const exposing = services.found.filter(({ exposesRoles }) => exposesRoles);
  const holding = await makeStep(place, 'application permissions', (step) =>
    readPermissions(step, ids(exposing)),
  );
  const behind = await makeStep(place, 'owners and sponsors', (step) =>
    readPeopleBehind(step, [
      ...apps.found.map((each) => ({ ...each, is: 'application' as const })),
      ...services.found.map((each) => ({ ...each, is: 'service-principal' as const })),
    ]),
  );
  await makeStep(place, 'agents', (step) => readAgents(step, services.found));
  return {
    known: new Set(ids(services.found)),
    named: [...apps.named, ...services.named, ...holding, ...behind],
    exposing: exposing.length,
  };
};
