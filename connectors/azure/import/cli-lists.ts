import { isObject } from '../../../src/exports/checked.ts';
import type { InputKind } from '../../../src/model/coverage.ts';
import type { AzureRecordKind } from '../facts/records.ts';
import { isVaultSecret } from '../facts/vault-address.ts';
import type { CliOutput } from '../file-kinds.ts';
import { normalScope } from '../rbac/scope.ts';
import { listedResource } from './resource.ts';

type Element = Readonly<Record<string, unknown>>;

/** A record without its tenant. */
export interface Made {
  readonly kind: AzureRecordKind;
  readonly id: string;
  readonly data: Element;
}

/** What the output of a command gives. */
export interface CliList {
  readonly kind: AzureRecordKind;
  readonly gives: readonly InputKind[];
  /** What the list leaves out by its nature. Absent: it is whole. */
  readonly lacks?: string;
  readonly idOf: (element: Element) => string;
  /** Members that are called otherwise in the CLI's output. */
  readonly derive?: (element: Element) => Element;
  /** Records besides its own, of what stands in it. */
  readonly also?: (element: Element) => readonly Made[];
  /** Absent: every element of the list is. */
  readonly isAbout?: (element: Element) => boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectId = ({ id }: Element): string => text(id).toLowerCase();
const pathId = ({ id }: Element): string => normalScope(text(id));
/** Before version 2.37 the CLI wrote what Azure AD Graph has: other names of ids and dates. */
const fromAzureAdGraph = (element: Element): Element => {
  const dated = (list: unknown): unknown =>
    Array.isArray(list)
      ? list.map((each) =>
          isObject(each) && each.endDateTime === undefined
            ? { ...each, startDateTime: each.startDate, endDateTime: each.endDate }
            : each,
        )
      : list;
  return element.id !== undefined || element.objectId === undefined
    ? element
    : {
        ...element,
        id: element.objectId,
        appOwnerOrganizationId: element.appOwnerTenantId,
        passwordCredentials: dated(element.passwordCredentials),
        keyCredentials: dated(element.keyCredentials),
      };
};
const oneSubscription =
  'it is of the one subscription that the CLI was set to: add the output for each other one';

const objectOf = (value: unknown): Element => (isObject(value) ? value : {});

/** What a connection says of how it signs in. What it signs in with is left where it is. */
const connectionOf = ({ id, name, isShared, authorization }: Element): Element => {
  const { scheme, parameters } = objectOf(authorization);
  // Members are written in either case.
  const members = new Map(
    Object.entries(objectOf(parameters)).map(([key, value]) => [key.toLowerCase(), text(value) || undefined]),
  );
  return {
    id,
    name,
    isShared,
    scheme,
    clientId: members.get('serviceprincipalid'),
    tenantId: members.get('tenantid'),
    issuer: members.get('workloadidentityfederationissuer'),
    subject: members.get('workloadidentityfederationsubject'),
  };
};

const listOf = (value: unknown): readonly Element[] => (Array.isArray(value) ? value.filter(isObject) : []);
const typeIn = (element: Element): string => text(element['@odata.type']).replace(/^#microsoft\.graph\./, '');

/** Owners that were asked for with it (`$expand=owners`, twenty at most). */
const ownersIn =
  (objectType: 'application' | 'service-principal' | 'group') =>
  (element: Element): readonly Made[] =>
    listOf(element.owners).map((owner) => ({
      kind: 'azure.ownership',
      id: `${objectId(element)}/owners/${objectId(owner)}`,
      data: { object: objectId(element), objectType, owner: objectId(owner), ownerType: typeIn(owner) },
    }));
const membersIn = (element: Element): readonly Made[] =>
  listOf(element.members).map((member) => ({
    kind: 'azure.membership',
    id: `${objectId(element)}/members/${objectId(member)}`,
    data: { group: objectId(element), member: objectId(member), memberType: typeIn(member) },
  }));
/** Elements of Resource Manager's own pages keep everything in `properties`. */
const flat = ({ properties, ...element }: Element): Element => ({ ...objectOf(properties), ...element });
const oneScope = 'it is of the scope that was asked: add the output for each other one';

export const cliLists: Readonly<Record<CliOutput, CliList>> = {
  'role-assignments': {
    kind: 'azure.role-assignment',
    gives: ['grants'],
    lacks: `${oneSubscription}; eligible assignments are not in it: a live scan reads them (nhi-audit scan --azure)`,
    idOf: pathId,
  },
  'role-definitions': {
    kind: 'azure.role-definition',
    gives: [],
    idOf: ({ name }) => text(name).toLowerCase(),
  },
  'service-principals': {
    kind: 'azure.service-principal',
    gives: ['inventory', 'credentials', 'configuration'],
    idOf: objectId,
    derive: fromAzureAdGraph,
    also: ownersIn('service-principal'),
  },
  applications: {
    kind: 'azure.application',
    gives: ['inventory', 'credentials'],
    idOf: objectId,
    derive: fromAzureAdGraph,
    also: ownersIn('application'),
  },
  groups: {
    kind: 'azure.group',
    gives: [],
    idOf: objectId,
    derive: fromAzureAdGraph,
    also: (element) => [...membersIn(element), ...ownersIn('group')(element)],
  },
  users: { kind: 'azure.user', gives: [], idOf: objectId, derive: fromAzureAdGraph },
  'managed-identities': {
    kind: 'azure.managed-identity',
    gives: ['inventory'],
    lacks: oneSubscription,
    idOf: pathId,
  },
  'federated-credentials': {
    kind: 'azure.federated-credential',
    gives: ['trusts'],
    lacks: 'it is of one managed identity: add the output for each other one',
    idOf: pathId,
    derive: (element) => ({
      ...element,
      of: text(element.id).replace(/\/federatedIdentityCredentials\/[^/]+$/i, ''),
    }),
  },
  'service-connections': {
    kind: 'azure.service-connection',
    gives: ['trusts'],
    lacks:
      'it is of one project of Azure DevOps, without who may use a connection: add the output for each other project',
    idOf: objectId,
    // Connections to other services are in the same list.
    isAbout: ({ type }) => text(type).toLowerCase() === 'azurerm',
    derive: connectionOf,
  },
  subscriptions: {
    kind: 'azure.subscription',
    gives: [],
    idOf: objectId,
    derive: ({ name, ...element }) => ({ ...element, displayName: name }),
  },
  locks: { kind: 'azure.lock', gives: [], lacks: oneSubscription, idOf: pathId },
  'vault-secrets': {
    kind: 'azure.vault-secret',
    gives: [],
    lacks: 'it is of one vault: add the output for each other one',
    idOf: ({ id }) => text(id).toLowerCase(),
    // Other lists have the same members: those of a vault say where they lie.
    isAbout: ({ id }) => isVaultSecret(text(id)),
    derive: ({ id, name, contentType, tags, attributes }) => ({ id, name, contentType, tags, attributes }),
  },
  'directory-role-instances': {
    kind: 'azure.directory-role-instance',
    gives: ['grants'],
    idOf: ({ id }) => text(id),
    // Only active ones say how they were assigned.
    derive: (element) => ({ ...element, is: element.assignmentType == null ? 'eligible' : 'active' }),
  },
  'group-instances': {
    kind: 'azure.group-instance',
    gives: ['grants'],
    lacks: 'of the groups that were asked',
    idOf: ({ id }) => text(id),
    derive: (element) => ({ ...element, is: element.assignmentType == null ? 'eligible' : 'active' }),
  },
  'directory-role-assignments': {
    kind: 'azure.directory-role-assignment',
    gives: ['grants'],
    idOf: ({ id }) => text(id),
  },
  'directory-role-definitions': { kind: 'azure.directory-role-definition', gives: [], idOf: objectId },
  'app-role-assignments': {
    kind: 'azure.app-role-assignment',
    gives: ['grants'],
    lacks: 'it is of the principals that were asked: add the output for each other one',
    idOf: ({ id, principalId, resourceId, appRoleId }) =>
      text(id) || [principalId, resourceId, appRoleId].map(text).join(' '),
  },
  'delegated-grants': {
    kind: 'azure.delegated-grant',
    gives: [],
    idOf: ({ id, clientId, resourceId, principalId }) =>
      text(id) || [clientId, resourceId, principalId].map(text).join(' '),
  },
  'administrative-units': {
    kind: 'azure.administrative-unit',
    gives: [],
    idOf: objectId,
    derive: (element) => ({
      ...element,
      members: Array.isArray(element.members) ? listOf(element.members).map(objectId) : undefined,
    }),
  },
  'role-eligibilities': {
    kind: 'azure.role-instance',
    gives: ['grants'],
    lacks: oneScope,
    idOf: pathId,
    derive: (element) => ({ ...flat(element), is: 'eligible' }),
  },
  'role-activations': {
    kind: 'azure.role-instance',
    gives: ['grants'],
    lacks: oneScope,
    idOf: pathId,
    derive: (element) => ({ ...flat(element), is: 'active' }),
  },
  'deny-assignments': {
    kind: 'azure.deny-assignment',
    gives: ['guardrails'],
    lacks: oneScope,
    idOf: pathId,
    derive: flat,
  },
  'role-assignment-pages': {
    kind: 'azure.role-assignment',
    gives: ['grants'],
    lacks: oneScope,
    idOf: pathId,
    derive: flat,
  },
  'role-definition-pages': {
    kind: 'azure.role-definition',
    gives: [],
    idOf: ({ name }) => text(name).toLowerCase(),
    derive: (element) => {
      const { type, ...definition } = flat(element);
      // Its type is that of the definition there, and that of the role within.
      return { ...definition, roleType: objectOf(element.properties).type };
    },
  },
  resources: {
    kind: 'azure.resource',
    gives: ['workloads'],
    lacks: `${oneSubscription}; settings are not in it: a live scan reads them (nhi-audit scan --azure)`,
    idOf: pathId,
    derive: listedResource,
  },
  'resources-of-a-kind': {
    kind: 'azure.resource',
    gives: ['workloads'],
    lacks: `${oneSubscription}, and of the kinds that the command lists`,
    idOf: pathId,
    derive: listedResource,
  },
};
