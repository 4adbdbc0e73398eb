import { carrier } from '../import/carriers.ts';
import { type Element, type Made, object, text } from '../import/element.ts';
import {
  apiKey,
  denial,
  folder,
  key,
  oauthClient,
  orgPolicy,
  policy,
  policyBinding,
  pool,
  project,
  provider,
  role,
  serviceAccount,
} from '../import/elements.ts';
import { accessPolicyOf, groupsIn, lostConditions, type Project, type Tree } from './inventory.ts';
import { keepList, makeStep, type Place, type Step } from './place.ts';
import { readRegional, regionalDue } from './regional.ts';

/** Resource by resource, what the inventory tells of all at once. */

const treeHost = '//cloudresourcemanager.googleapis.com/';

/** The policy of a node of the tree; groups that hold something there. */
export const readNodePolicy = async (
  step: Step,
  node: string,
  ancestors: readonly string[],
): Promise<readonly string[]> => {
  const call = 'cloudresourcemanager.getIamPolicy';
  const answer = await step.ask(call, { node }, node);
  if (answer === undefined) return [];
  const made = [policy(`${treeHost}${node}`, answer, undefined, ancestors)];
  step.put(call, made);
  if (lostConditions(made)) step.remark(call, 'conditions were left out of policies', true);
  return groupsIn(made);
};

export const readDenials = async (step: Step, node: string): Promise<void> => {
  const call = 'iam.policies.listPolicies';
  const { entries } = await step.list(
    call,
    { attachment: `cloudresourcemanager.googleapis.com/${node}` },
    node,
  );
  step.put(
    call,
    entries.map((entry) => denial(entry as Element)),
  );
};

/** The tree below a node, of what the caller is shown. */
export const readTree = (place: Place): Promise<Pick<Tree, 'projects' | 'folders'>> => {
  const { node } = place;
  const [folderCall, projectCall] = [
    'cloudresourcemanager.folders.search',
    'cloudresourcemanager.projects.search',
  ];
  if (node.startsWith('projects/'))
    return Promise.resolve({ projects: [{ id: node.slice('projects/'.length) }], folders: [] });
  place.due(folderCall, projectCall);
  return makeStep(place, 'tree', async (step) => {
    const found = await step.list(folderCall, {});
    if (!found.whole)
      step.remark(projectCall, 'folders could not be read whole, so projects in them may be missing', true);
    const folders = found.entries as readonly Element[];
    const projects = (await step.list(projectCall, {})).entries as readonly Element[];
    // The lists have whatever is shown to the caller, of other organisations too.
    const parents = new Map(folders.map(({ name, parent }) => [text(name), text(parent)]));
    const isBelow = (parent: string): boolean => {
      const seen = new Set<string>();
      for (
        let at: string | undefined = parent;
        at !== undefined && at !== '' && !seen.has(at);
        at = parents.get(at)
      ) {
        if (at === node) return true;
        seen.add(at);
      }
      return false;
    };
    const ownFolders = folders.filter(({ name, parent }) => text(name) === node || isBelow(text(parent)));
    const ownProjects = projects.filter(
      ({ parent, state }) => state !== 'DELETE_REQUESTED' && isBelow(text(parent)),
    );
    if (node.startsWith('organizations/') && ownFolders.length + ownProjects.length > 0)
      step.put(folderCall, [folder({ name: node })]);
    step.put(folderCall, ownFolders.map(folder));
    step.put(projectCall, ownProjects.map(project));
    return {
      folders: ownFolders.map(({ name }) => text(name)).filter((name) => name !== node),
      projects: ownProjects.map(
        ({ projectId, name }): Project => ({
          id: text(projectId),
          number: text(name).replace(/^projects\//, ''),
        }),
      ),
    };
  });
};

/** What is enabled in a project; `undefined`: not known. */
const enabledIn = async (step: Step, id: string): Promise<ReadonlySet<string> | undefined> => {
  const { entries, whole } = await step.list('serviceusage.services.list', { project: id }, id);
  if (!whole) return;
  return new Set(
    entries.map((entry) => /\/services\/([^/]+)$/.exec(text((entry as Element).name))?.[1] ?? ''),
  );
};

interface CarrierCall {
  readonly call: string;
  readonly api: string;
  readonly assetType: string;
  /** Full name of the resource, without the host. */
  readonly nameOf: (entry: Element, project: string) => string;
}

const own = ({ name }: Element): string => text(name);

/** https://cloud.google.com/asset-inventory/docs/asset-types */
const carrierCalls: readonly CarrierCall[] = [
  {
    call: 'compute.instances.aggregatedList',
    api: 'compute.googleapis.com',
    assetType: 'compute.googleapis.com/Instance',
    nameOf: ({ selfLink }) => text(selfLink).replace(/^.*?\/(projects\/)/, '$1'),
  },
  {
    call: 'run.projects.locations.services.list',
    api: 'run.googleapis.com',
    assetType: 'run.googleapis.com/Service',
    nameOf: own,
  },
  {
    call: 'run.projects.locations.jobs.list',
    api: 'run.googleapis.com',
    assetType: 'run.googleapis.com/Job',
    nameOf: own,
  },
  {
    call: 'cloudfunctions.projects.locations.functions.list',
    api: 'cloudfunctions.googleapis.com',
    assetType: 'cloudfunctions.googleapis.com/Function',
    nameOf: own,
  },
  {
    call: 'container.projects.locations.clusters.list',
    api: 'container.googleapis.com',
    assetType: 'container.googleapis.com/Cluster',
    nameOf: ({ name, location }, project) =>
      `projects/${project}/locations/${text(location)}/clusters/${text(name)}`,
  },
  {
    call: 'dataflow.projects.jobs.aggregated',
    api: 'dataflow.googleapis.com',
    assetType: 'dataflow.googleapis.com/Job',
    nameOf: ({ id, location }, project) => `projects/${project}/locations/${text(location)}/jobs/${text(id)}`,
  },
  {
    call: 'notebooks.projects.locations.instances.list',
    api: 'notebooks.googleapis.com',
    assetType: 'notebooks.googleapis.com/Instance',
    nameOf: own,
  },
  {
    call: 'workflows.projects.locations.workflows.list',
    api: 'workflows.googleapis.com',
    assetType: 'workflows.googleapis.com/Workflow',
    nameOf: own,
  },
];

const ofProject = [
  ['iam.projects.locations.oauthClients.list', oauthClient],
  ['apikeys.projects.locations.keys.list', apiKey],
] as const;

/** Calls of {@link readProject} for resources. */
export const resourceCalls: readonly string[] = [
  'serviceusage.services.list',
  'iam.projects.serviceAccounts.list',
  'iam.projects.serviceAccounts.keys.list',
  'iam.projects.locations.workloadIdentityPools.list',
  'iam.projects.locations.workloadIdentityPools.providers.list',
  'iam.roles.list',
  'iam.policies.listPolicies',
  ...ofProject.map(([call]) => call),
  ...carrierCalls.map(({ call }) => call),
  ...regionalDue,
];

export const policyCalls: readonly string[] = [
  'cloudresourcemanager.getIamPolicy',
  'iam.projects.serviceAccounts.getIamPolicy',
];

/** What is not known yet. */
export interface Lacking {
  readonly resources: boolean;
  readonly policies: boolean;
  readonly orgPolicies: boolean;
}

export interface ProjectReading {
  readonly accounts: readonly string[];
  readonly groups: readonly string[];
  /** Names of access policies that are bound. */
  readonly accessPolicies: readonly string[];
  /** APIs; `null`: not known. */
  readonly enabled: readonly string[] | null;
}

const readAccountKeys = async (step: Step, account: string): Promise<void> => {
  const call = 'iam.projects.serviceAccounts.keys.list';
  const { entries } = await step.list(call, { account }, account);
  step.put(
    call,
    entries
      .filter((entry) => object(entry).keyType !== 'SYSTEM_MANAGED')
      .map((entry) => key(entry as Element)),
  );
};

const readAccountPolicy = async (step: Step, id: string, account: string): Promise<readonly string[]> => {
  const call = 'iam.projects.serviceAccounts.getIamPolicy';
  const answer = await step.ask(call, { account }, account);
  if (answer === undefined) return [];
  const made = [
    policy(`//iam.googleapis.com/${account}`, answer, 'iam.googleapis.com/ServiceAccount', [
      `projects/${id}`,
    ]),
  ];
  step.put(call, made);
  return groupsIn(made);
};

export const readRoles = async (step: Step, node: string): Promise<void> => {
  await keepList(step, 'iam.roles.list', role, { node }, node);
};

export const readNodeOrgPolicies = async (step: Step, node: string): Promise<void> => {
  const { entries } = await step.list('orgpolicy.policies.list', { node }, node);
  step.put(
    'orgpolicy.policies.list',
    entries.flatMap((entry) => orgPolicy(entry as Element)),
  );
};

/** Policy bindings of a node; names of access policies among what they bind. */
export const readNodeBindings = async (step: Step, node: string): Promise<readonly string[]> => {
  const call = 'iam.locations.policyBindings.list';
  const { entries } = await step.list(call, { node }, node);
  const made = entries.map((entry) => policyBinding(entry as Element));
  step.put(call, made);
  return made.flatMap(accessPolicyOf);
};

const readPools = async (step: Step, id: string): Promise<void> => {
  const [pools, providers] = [
    'iam.projects.locations.workloadIdentityPools.list',
    'iam.projects.locations.workloadIdentityPools.providers.list',
  ] as const;
  for (const name of await keepList(step, pools, pool, { project: id }, id)) {
    await keepList(step, providers, provider, { pool: name }, name);
  }
};

/** @param known addresses of accounts that the inventory told */
export const readProject = (
  place: Place,
  { id, number }: Project,
  { resources, policies, orgPolicies }: Lacking,
  known: readonly string[],
): Promise<ProjectReading> =>
  makeStep(place, `project ${id}`, async (step) => {
    const groups: string[] = [];
    const bound: string[] = [];
    const accounts = [...known];
    let enabled: ReadonlySet<string> | undefined;
    const node = `projects/${id}`;
    if (resources) {
      enabled = await enabledIn(step, id);
      const call = 'iam.projects.serviceAccounts.list';
      const { entries } = await step.list(call, { project: id }, id);
      step.put(
        call,
        entries.map((entry) => serviceAccount(entry as Element)),
      );
      accounts.push(...entries.map((entry) => text((entry as Element).email)));
      for (const email of accounts) await readAccountKeys(step, `${node}/serviceAccounts/${email}`);
      await readPools(step, id);
      await readRoles(step, node);
      await readDenials(step, node);
      bound.push(...(await readNodeBindings(step, node)));
      for (const [each, make] of ofProject) {
        if (each.startsWith('apikeys.') && enabled?.has('apikeys.googleapis.com') === false) continue;
        await keepList(step, each, make, { project: id }, id);
      }
      for (const { call: each, api, assetType, nameOf } of carrierCalls) {
        if (enabled?.has(api) === false) continue;
        const list = await step.list(each, { project: id }, id);
        step.put(
          each,
          list.entries.flatMap((entry): readonly Made[] =>
            carrier(`//${api}/${nameOf(entry as Element, id)}`, assetType, entry as Element, [
              `projects/${number ?? id}`,
            ]),
          ),
        );
      }
      await readRegional(step, { id, number }, enabled);
    }
    if (policies) {
      groups.push(...(await readNodePolicy(step, node, [])));
      for (const email of accounts)
        groups.push(...(await readAccountPolicy(step, id, `${node}/serviceAccounts/${email}`)));
    }
    if (orgPolicies) await readNodeOrgPolicies(step, node);
    return {
      accounts,
      groups: [...new Set(groups)],
      accessPolicies: [...new Set(bound)],
      enabled: enabled === undefined ? null : [...enabled],
    };
  });
