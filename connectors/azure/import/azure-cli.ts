import { isObject } from '../../../src/exports/checked.ts';
import { fileHead } from '../../../src/exports/file-head.ts';
import { type JsonElement, placeOf, splitDocuments, splitPages } from '../../../src/exports/json-elements.ts';
import { announcesMore } from '../../../src/exports/pages.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { AzureRecordKind } from '../facts/records.ts';
import { type CliOutput, cliOutputIn, cliOutputs } from '../file-kinds.ts';
import { managementGroupOf, normalScope, subscriptionOf } from '../rbac/scope.ts';
import { recordOf, remedies, tenantOfFileName } from './element.ts';
import { listedResource } from './resource.ts';

type Element = Readonly<Record<string, unknown>>;

/** What the output of a command gives. */
interface CliList {
  readonly kind: AzureRecordKind;
  readonly gives: readonly InputKind[];
  /** What the list leaves out by its nature. Absent: it is whole. */
  readonly lacks?: string;
  readonly idOf: (element: Element) => string;
  /** Members that are called otherwise in the CLI's output. */
  readonly derive?: (element: Element) => Element;
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
const oneSubscription = 'of the one subscription that the CLI was set to';

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

const cliLists: Readonly<Record<CliOutput, CliList>> = {
  'role-assignments': {
    kind: 'azure.role-assignment',
    gives: ['grants'],
    lacks: `${oneSubscription}; eligible assignments are not in it, a live scan reads them (nhi-audit scan --azure)`,
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
  },
  applications: {
    kind: 'azure.application',
    gives: ['inventory', 'credentials'],
    idOf: objectId,
    derive: fromAzureAdGraph,
  },
  groups: { kind: 'azure.group', gives: [], idOf: objectId, derive: fromAzureAdGraph },
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
    lacks: 'it shows one managed identity: add the output for each other one',
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
      'it shows one project of Azure DevOps, and not who may use a connection: add the output for each other project',
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
  resources: {
    kind: 'azure.resource',
    gives: ['workloads'],
    lacks: `${oneSubscription}; settings are not in it, a live scan reads them (nhi-audit scan --azure)`,
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

const more: ReadonlySet<string> = new Set(['nextLink', '@odata.nextLink']);
const valueList: ReadonlySet<string> = new Set(['value']);

/**
 * `--all` lists what is assigned in the subscription that the CLI was set to, below it and above it: the management groups that
 * it names hold that subscription, which is the one that all the paths are in.
 * https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-list
 */
const seenFromOne = () => {
  const subscriptions = new Set<string>();
  const groups = new Set<string>();
  return {
    see: ({ scope, roleDefinitionId }: Element): void => {
      const at = normalScope(text(scope));
      const group = managementGroupOf(at);
      if (group !== undefined) groups.add(group);
      for (const path of [at, normalScope(text(roleDefinitionId))]) {
        const subscription = subscriptionOf(path);
        if (subscription !== undefined) subscriptions.add(subscription);
      }
    },
    /** Undefined: it shows none, or the file is put together from several. */
    told: (): Element | undefined => {
      const [id] = subscriptions;
      return subscriptions.size === 1 && groups.size > 0 ? { id, inherits: [...groups].sort() } : undefined;
    },
  };
};

interface Read {
  truncated: boolean;
}

function* elementsOf(file: SourceFile, inPages: boolean, read: Read): Generator<JsonElement> {
  if (!inPages) {
    yield* splitDocuments(file, remedies);
    return;
  }
  // The last page says whether another follows; its link may stand before its elements or behind them.
  let announced = false;
  for (const piece of splitPages(file, { lists: valueList, values: more }, remedies)) {
    if (piece.kind === 'element') yield piece;
    else if (piece.kind === 'value') announced ||= announcesMore(piece, more);
    else if (piece.kind === 'page-end') {
      read.truncated = announced;
      announced = false;
    }
  }
}

function* readList(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const head = fileHead(file.head);
  const output = cliOutputIn(head)!;
  const { command } = cliOutputs[output];
  const {
    kind,
    gives,
    lacks,
    idOf,
    derive = (element: Element) => element,
    isAbout = () => true,
  }: CliList = cliLists[output];
  const named = tenantOfFileName(file);
  const tenants = new Set<string>();
  const read: Read = { truncated: false };
  const seen = seenFromOne();
  for (const element of elementsOf(file, head.keys.has('value'), read)) {
    const place = (): string => placeOf(file, element);
    const { value } = element;
    if (!isObject(value)) throw new InputError('the element is no object', place(), remedies.damaged);
    if (output === 'federated-credentials' && !text(value.id).startsWith('/'))
      throw new InputError(
        'nothing says which application the federated credential is of',
        place(),
        'Give what AzureHound collected, or a snapshot made by: nhi-audit collect',
      );
    if (!isAbout(value)) continue;
    const derived = derive(value);
    const scope = text(derived.tenantId).toLowerCase() || named;
    tenants.add(scope);
    yield recordOf(kind, scope, idOf(derived), derived, place);
    if (output === 'role-assignments') seen.see(value);
  }
  const above = seen.told();
  if (above !== undefined)
    yield recordOf('azure.subscription', named, `${text(above.id)} inherits`, above, () => file.name);
  const gaps = [
    ...(lacks === undefined ? [] : [lacks]),
    ...(read.truncated ? ['more entries would follow (nextLink)'] : []),
  ];
  for (const scope of tenants.size === 0 ? [named] : [...tenants].sort())
    yield {
      connector: 'azure',
      scope,
      source: command,
      status: gaps.length === 0 ? 'complete' : 'partial',
      detail: gaps.join('; '),
      gives,
    };
}

export const azureCliList: FileFormat = { id: 'azure-cli-list', read: readList };
