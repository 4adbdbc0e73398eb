import type { GcpInventory } from '../facts/inventory.ts';
import { accountName, canonicalName, type Naming, projectIn, projectOfEmail } from '../iam/names.ts';
import { numbersOf } from './naming.ts';

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
  /** Whether facts are of the project, and not its name alone. @param project id */
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

const isNode = (name: string): boolean => /^(?:organizations|folders|projects)\/[^/]+$/.test(name);

/** Nodes and what holds them, as they are read. */
interface Tree {
  /** What holds a node or a resource. */
  readonly parents: Map<string, string>;
  readonly nodes: Set<string>;
  readonly addNode: (name: string) => void;
  readonly put: (child: string, parent: string) => void;
}

const createTree = (): Tree => {
  const parents = new Map<string, string>();
  const nodes = new Set<string>();
  const addNode = (name: string): void => {
    if (isNode(name)) nodes.add(name);
  };
  return {
    parents,
    nodes,
    addNode,
    put: (child, parent) => {
      addNode(child);
      addNode(parent);
      if (child !== parent && !parents.has(child)) parents.set(child, parent);
    },
  };
};

type NameOf = (written: string) => string;

/** Organisations, folders and projects, and what policies tell of where they are. */
const readNodes = (inventory: GcpInventory, nameOf: NameOf, { addNode, put }: Tree): void => {
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
};

/** Tags, accounts, keys, entitlements and resources, below their projects. */
const readResources = (
  inventory: GcpInventory,
  naming: Naming,
  nameOf: NameOf,
  { nodes, addNode, put }: Tree,
): void => {
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
};

/** With a single organisation, what nothing says the place of is taken to be under it. @returns what is supposed of each */
const adopt = ({ nodes, parents }: Tree): ReadonlyMap<string, string> => {
  const [organization, ...others] = [...nodes].filter((node) => node.startsWith('organizations/'));
  const adopted = new Map<string, string>();
  if (organization === undefined || others.length > 0) return adopted;
  for (const node of nodes)
    if (!parents.has(node) && node !== organization) {
      parents.set(node, organization);
      adopted.set(node, `${node} lies below ${organization}`);
    }
  return adopted;
};

/** From a node or resource upwards, each asked once. */
const chainsOf = (
  parents: ReadonlyMap<string, string>,
): { readonly chainOf: (name: string) => readonly string[]; readonly tooDeep: ReadonlySet<string> } => {
  const tooDeep = new Set<string>();
  const chains = new Map<string, readonly string[]>();
  const climb = (name: string): readonly string[] => {
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
    return [...found];
  };
  return {
    tooDeep,
    chainOf: (name) => {
      const chain = chains.get(name) ?? climb(name);
      chains.set(name, chain);
      return chain;
    },
  };
};

export const placesOf = (inventory: GcpInventory): Places => {
  const { naming, ids, supposed: supposedIds } = numbersOf(inventory);
  const nameOf = (written: string): string => canonicalName(written, naming);
  const tree = createTree();
  readNodes(inventory, nameOf, tree);
  readResources(inventory, naming, nameOf, tree);
  const adopted = adopt(tree);
  const { nodes } = tree;
  const { chainOf, tooDeep } = chainsOf(tree.parents);
  const numbers = new Map<string, string[]>();
  for (const [number, id] of ids) numbers.set(id, [...(numbers.get(id) ?? []), number]);
  const sorted = [...nodes].sort();
  const below = new Map<string, string[]>();
  for (const node of sorted)
    for (const above of chainOf(node)) {
      const known = below.get(above);
      if (known === undefined) below.set(above, [node]);
      else known.push(node);
    }
  return {
    naming,
    nameOf,
    accountOf: (email) => accountName(email, naming),
    chainOf,
    numbersOf: (projectId) => numbers.get(projectId) ?? [],
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
