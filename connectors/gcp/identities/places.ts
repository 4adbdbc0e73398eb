import type { GcpInventory } from '../facts/inventory.ts';
import { accountName, canonicalName, type Naming, projectIn, projectOfEmail } from '../iam/names.ts';

/** Where things lie: the tree of organisations, folders and projects, and in which project each resource is. */
export interface Places {
  readonly naming: Naming;
  readonly nameOf: (written: string) => string;
  readonly accountOf: (email: string) => string;
  /** Of a node of the tree or a resource: itself, then what holds it, the nearest first. */
  readonly chainOf: (name: string) => readonly string[];
  /** Numbers that a project is known by; none: nothing tells. */
  readonly numbersOf: (projectId: string) => readonly string[];
  /** Canonical names of all nodes of the tree; sorted. */
  readonly nodes: readonly string[];
  /** Nodes at or below a node. */
  readonly nodesBelow: (name: string) => readonly string[];
  /** Of which is not known all that holds them: folders are in one another, deeper than is looked at. Sorted. */
  readonly tooDeep: () => readonly string[];
  readonly isTooDeep: (name: string) => boolean;
  /** E-mails of the accounts that projects are known to have, by the name of the project. */
  readonly isOwnProject: (project: string) => boolean;
  /** What is taken for so, and nothing says, where a policy of what holds a resource is said to hold there. @param chain of the resource */
  readonly supposed: (chain: readonly string[], place: string) => readonly string[];
  /** The project that a number is taken to be of, where nothing says it for certain; undefined: nobody can tell, or it is known. */
  readonly supposedProject: (number: string) => string | undefined;
}

/**
 * Nodes from a resource upwards. Folders are ten levels deep at most: https://cloud.google.com/resource-manager/docs/limits
 */
const deepest = 100;

/** An account or agent that Google makes for a project, and names by its number. */
const numberedMember =
  /^serviceAccount:(?:service-)?(\d+)(?:-compute)?@(?:[a-z0-9-]+\.iam|developer|cloudservices|cloudbuild)\.gserviceaccount\.com$/;

/**
 * Numbers of projects whose own accounts a policy names, each once, with the accounts that witness it. Where a project's policy
 * names those of a single one, and nothing says whose the number is, it is this project's: Google gives them their roles there
 * when a service is switched on. One account alone may be an outsider's that was let in.
 * https://cloud.google.com/iam/docs/service-account-types#default
 */
const numbersIn = (
  bindings: readonly { readonly members?: readonly string[] | null | undefined }[] | null | undefined,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { members } of bindings ?? [])
    for (const member of members ?? []) {
      const number = numberedMember.exec(member)?.[1];
      if (number !== undefined) found.set(number, (found.get(number) ?? new Set()).add(member));
    }
  return found;
};

export const placesOf = (inventory: GcpInventory): Places => {
  const ids = new Map<string, string>();
  for (const { data } of inventory.of('gcp.project'))
    if (data.projectNumber != null) ids.set(data.projectNumber, data.projectId);
  const ownNode = /^\/\/cloudresourcemanager\.googleapis\.com\/projects\/([^/]+)$/;
  for (const { data } of inventory.of('gcp.iam-policy')) {
    // Inventories tell the number beside the id.
    const [, id] = ownNode.exec(data.resource) ?? [];
    const [, number] = /^projects\/(\d+)$/.exec(data.ancestors?.[0] ?? '') ?? [];
    if (id !== undefined && number !== undefined && !/^\d+$/.test(id)) ids.set(number, id);
  }
  for (const { data } of inventory.of('gcp.service-account')) {
    // The default accounts carry the number in their address.
    const number = projectOfEmail(data.email);
    if (
      number !== undefined &&
      /^\d+$/.test(number) &&
      data.projectId != null &&
      !/^\d+$/.test(data.projectId)
    )
      ids.set(number, data.projectId);
  }
  const numbered = new Set(ids.values());
  const supposedIds = new Map<string, string>();
  for (const { data } of inventory.of('gcp.iam-policy')) {
    const [, id] = ownNode.exec(data.resource) ?? /^projects\/([^/]+)$/.exec(data.resource) ?? [];
    if (id === undefined || /^\d+$/.test(id) || numbered.has(id)) continue;
    const numbers = [...numbersIn(data.bindings)].filter(([number]) => !ids.has(number));
    const [[number, witnesses] = []] = numbers;
    if (numbers.length === 1) (witnesses!.size > 1 ? ids : supposedIds).set(number!, id);
  }
  const emails = new Map(inventory.of('gcp.service-account').map(({ data }) => [data.uniqueId, data.email]));
  const naming: Naming = {
    projectId: (id) => ids.get(id) ?? id,
    homeOf: (id) => ids.get(id) ?? supposedIds.get(id) ?? id,
    emailOf: (who) => (emails.get(who) ?? who).toLowerCase(),
  };
  const nameOf = (written: string): string => canonicalName(written, naming);

  const parents = new Map<string, string>();
  const nodes = new Set<string>();
  const isNode = (name: string): boolean => /^(?:organizations|folders|projects)\/[^/]+$/.test(name);
  const addNode = (name: string): void => {
    if (isNode(name)) nodes.add(name);
  };
  const put = (child: string, parent: string): void => {
    addNode(child);
    addNode(parent);
    if (child !== parent && !parents.has(child)) parents.set(child, parent);
  };
  for (const { data } of inventory.of('gcp.organization')) addNode(nameOf(data.name));
  for (const { data } of inventory.of('gcp.folder')) {
    addNode(nameOf(data.name));
    if (data.parent != null) put(nameOf(data.name), nameOf(data.parent));
  }
  for (const { data } of inventory.of('gcp.project')) {
    addNode(`projects/${data.projectId}`);
    if (data.parent != null) put(`projects/${data.projectId}`, nameOf(data.parent));
  }
  for (const { data } of inventory.of('gcp.iam-policy')) {
    const name = nameOf(data.resource);
    const above = (data.ancestors ?? []).map(nameOf).filter((each) => each !== name);
    [name, ...above].forEach((each, place, chain) => {
      const parent = chain[place + 1];
      if (parent !== undefined) put(each, parent);
      else addNode(each);
    });
    const project = projectIn(name);
    if (project !== undefined) addNode(`projects/${project}`);
  }
  // Values of tags have policies of their own, and hang below their keys' owner.
  for (const { data } of inventory.of('gcp.tag-value')) {
    const owner = /^(\d+)\/|^([^/]+)\//.exec(data.namespacedName ?? '');
    const organization = `organizations/${owner?.[1] ?? ''}`;
    const node = nodes.has(organization)
      ? organization
      : `projects/${naming.projectId(owner?.[2] ?? owner?.[1] ?? '')}`;
    if (nodes.has(node)) put(nameOf(`//cloudresourcemanager.googleapis.com/${data.name}`), node);
  }
  for (const { data } of inventory.of('gcp.service-account')) {
    const project = data.projectId ?? projectOfEmail(data.email);
    if (project != null) addNode(`projects/${naming.projectId(project)}`);
  }
  // Who lists keys or entitlements alone has read of their project all the same. What a number is of, others tell.
  const ofProject = [
    ...inventory.of('gcp.service-account-key').map(({ data }) => projectIn(nameOf(data.name))),
    ...inventory.of('gcp.hmac-key').map(({ data }) => projectOfEmail(data.serviceAccountEmail.toLowerCase())),
    ...inventory.of('gcp.entitlement').map(({ data }) => projectIn(nameOf(data.name))),
  ];
  for (const project of ofProject)
    if (project !== undefined && /^[a-z]/.test(project)) addNode(`projects/${project}`);
  for (const { data } of inventory.of('gcp.resource')) {
    const name = nameOf(data.name);
    const project =
      data.project == null ? projectIn(name) : naming.projectId(data.project.replace(/^projects\//, ''));
    if (project !== undefined) put(name, `projects/${project}`);
    // What holds its code is of the same project, unless something says otherwise.
    for (const holding of data.code ?? []) {
      const place = nameOf(holding);
      if (project !== undefined && projectIn(place) === undefined) put(place, `projects/${project}`);
    }
  }

  // With a single organisation, what nothing says the place of is taken to be under it.
  const organizations = [...nodes].filter((node) => node.startsWith('organizations/'));
  const adopted = new Map<string, string>();
  if (organizations.length === 1)
    for (const node of nodes)
      if (!parents.has(node) && node !== organizations[0]) {
        parents.set(node, organizations[0]!);
        adopted.set(node, `${node} lies below ${organizations[0]}`);
      }

  const tooDeep = new Set<string>();
  const chains = new Map<string, readonly string[]>();
  const chainOf = (name: string): readonly string[] => {
    let chain = chains.get(name);
    if (chain === undefined) {
      const found = new Set<string>();
      for (let at: string | undefined = name; at !== undefined && !found.has(at); ) {
        found.add(at);
        if (found.size > deepest) {
          tooDeep.add(name);
          break;
        }
        const project: string | undefined = isNode(at) ? undefined : projectIn(at);
        at = parents.get(at) ?? (project === undefined ? undefined : `projects/${project}`);
      }
      chain = [...found];
      chains.set(name, chain);
    }
    return chain;
  };
  const numbersOf = new Map<string, string[]>();
  for (const [number, id] of ids) numbersOf.set(id, [...(numbersOf.get(id) ?? []), number]);
  const sorted = [...nodes].sort();
  const below = new Map<string, string[]>();
  for (const node of sorted)
    for (const above of chainOf(node)) {
      const nodes = below.get(above);
      if (nodes === undefined) below.set(above, [node]);
      else nodes.push(node);
    }
  return {
    naming,
    nameOf,
    accountOf: (email) => accountName(email, naming),
    chainOf,
    numbersOf: (projectId) => numbersOf.get(projectId) ?? [],
    nodes: sorted,
    tooDeep: () => [...tooDeep].sort(),
    isTooDeep: (name) => chainOf(name).length > deepest,
    nodesBelow: (name) => below.get(name) ?? [],
    isOwnProject: (project) => nodes.has(`projects/${project}`),
    supposedProject: (number) => {
      if (ids.has(number) || nodes.has(`projects/${number}`)) return undefined;
      const known = new Set(ids.values());
      const without = [...nodes].flatMap((node) => /^projects\/(\D.*)$/.exec(node)?.[1] ?? []);
      const rest = without.filter((id) => !known.has(id));
      return supposedIds.get(number) ?? (rest.length === 1 ? rest[0] : undefined);
    },
    supposed: (chain, place) => {
      const above = chain.indexOf(place);
      const [, number] =
        above < 1 ? [] : (/^projects\/[^/]+\/serviceAccounts\/(?:service-)?(\d+)[-@]/.exec(chain[0]!) ?? []);
      const project = number === undefined ? undefined : supposedIds.get(number);
      return [
        ...(project === undefined || ids.has(number!)
          ? []
          : [`the project of number ${number} is ${project}`]),
        ...chain.slice(0, Math.max(above, 0)).flatMap((each) => adopted.get(each) ?? []),
      ];
    },
  };
};
