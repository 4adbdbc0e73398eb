import { eachAtMost } from '../../../src/collection/concurrency.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { append } from '../../../src/model/many.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { projectOfEmail } from '../iam/names.ts';
import { dueAgents, readAgents } from './agents.ts';
import { coverageOf, type Replaced } from './coverage.ts';
import { readGroups } from './groups.ts';
import {
  asked,
  type Project,
  readEnabled,
  readOrgPolicies,
  readPolicies,
  readResources,
  type Tree,
} from './inventory.ts';
import {
  dueEntitlements,
  dueUse,
  readAbove,
  readAccessPolicies,
  readNodeEntitlements,
  readOrganization,
  readUse,
} from './nodes.ts';
import { makeStep, type Place } from './place.ts';
import { readRecommendations } from './recommendations.ts';
import {
  type Lacking,
  policyCalls,
  readDenials,
  readNodeBindings,
  readNodeOrgPolicies,
  readNodePolicy,
  readProject,
  readRoles,
  readTree,
  resourceCalls,
} from './single.ts';

export interface NodeOptions {
  readonly recommendations: boolean;
  readonly tell: (line: Coverage) => Promise<void>;
}

/** Projects that are asked about at once: far below what Google allows a caller. */
const atOnce = 8;

/** Reads of several projects at once; what is found is told in the order of the projects. */
const forEach = async <Thing>(
  place: Place,
  things: readonly Thing[],
  read: (place: Place, thing: Thing) => Promise<void>,
): Promise<void> => {
  for (let from = 0; from < things.length; from += atOnce) {
    const found = await eachAtMost(atOnce, things.slice(from, from + atOnce), async (thing) => {
      const own: SnapshotRecord[] = [];
      await read(
        {
          ...place,
          emit: async (record) => {
            own.push(record);
          },
        },
        thing,
      );
      return own;
    });
    for (const record of found.flat()) await place.emit(record);
  }
};

/** What the inventory refuses, project by project. */
const readSingly = async (
  place: Place,
  tree: Pick<Tree, 'projects' | 'folders' | 'accounts'>,
  lacking: Lacking,
): Promise<{
  readonly accounts: readonly string[];
  readonly groups: readonly string[];
  readonly accessPolicies: readonly string[];
  readonly enabled: ReadonlyMap<string, ReadonlySet<string>>;
}> => {
  if (lacking.resources) place.due(...resourceCalls, 'iam.locations.policyBindings.list');
  if (lacking.policies) place.due(...policyCalls);
  if (lacking.orgPolicies) place.due('orgpolicy.policies.list');
  const groups: string[] = [];
  const accessPolicies: string[] = [];
  const parents = [...new Set([place.node, ...tree.folders])].filter((node) => !node.startsWith('projects/'));
  for (const node of parents) {
    const own = await makeStep(place, `node ${node}`, async (step) => {
      let bound: readonly string[] = [];
      if (lacking.resources) {
        // Those of an organisation are read anyway.
        if (!node.startsWith('organizations/')) await readDenials(step, node);
        bound = await readNodeBindings(step, node);
        if (node.startsWith('organizations/')) await readRoles(step, node);
      }
      if (lacking.orgPolicies) await readNodeOrgPolicies(step, node);
      return { bound, groups: lacking.policies ? await readNodePolicy(step, node, []) : [] };
    });
    append(groups, own.groups);
    append(accessPolicies, own.bound);
  }
  const byProject = Map.groupBy(tree.accounts, (email) => projectOfEmail(email) ?? '');
  const accounts: string[] = [];
  const enabled = new Map<string, ReadonlySet<string>>();
  await forEach(place, tree.projects, async (own, project) => {
    const known = [...(byProject.get(project.id) ?? []), ...(byProject.get(project.number ?? '-') ?? [])];
    const read = await readProject(own, project, lacking, known);
    append(accounts, read.accounts);
    append(groups, read.groups);
    append(accessPolicies, read.accessPolicies);
    if (read.enabled !== null) enabled.set(project.id, new Set(read.enabled));
  });
  return { accounts, groups, accessPolicies, enabled };
};

/** Whether a project has an API. Where nobody told it is asked. */
type HasApi = (project: Project, api: string) => boolean;

const readProjects = async (
  place: Place,
  projects: readonly Project[],
  accounts: readonly string[],
  has: HasApi,
): Promise<void> => {
  const holders = new Set(accounts.map((email) => projectOfEmail(email)));
  dueUse(place);
  dueAgents(place);
  await forEach(place, projects, async (own, project) => {
    if (holders.has(project.id) || (project.number !== undefined && holders.has(project.number)))
      await readUse(own, project);
    if (has(project, asked.pam)) await readNodeEntitlements(own, `projects/${project.id}`);
    const [identity, registry] = [has(project, asked.identity), has(project, asked.registry)];
    if (identity || registry)
      await readAgents(own, project.id, { identity, registry, vertex: has(project, asked.vertex) });
  });
};

/** Reads one organisation, folder or project with all that is in it, and tells how far each call came. */
export const readNode = async (
  given: Omit<Place, 'due'>,
  { recommendations, tell }: NodeOptions,
): Promise<void> => {
  const due = new Set<string>();
  const place: Place = {
    ...given,
    due: (...calls) => {
      for (const call of calls) due.add(call);
    },
  };
  const { node } = place;
  const above = await readAbove(place);
  const tree = await readResources(place);
  const inPolicies = await readPolicies(place);
  const orgPolicies = await readOrgPolicies(place);
  const lacking: Lacking = {
    resources: tree === undefined,
    policies: inPolicies === undefined,
    orgPolicies: !orgPolicies,
  };
  const replaced: Replaced[] = [
    ...(lacking.resources
      ? [{ call: 'cloudasset.assets.list RESOURCE', by: 'Resource Manager and IAM, project by project,' }]
      : []),
    ...(inPolicies !== undefined && due.has('cloudasset.searchAllIamPolicies')
      ? [{ call: 'cloudasset.assets.list IAM_POLICY', by: 'cloudasset.searchAllIamPolicies' }]
      : []),
    ...(lacking.orgPolicies
      ? [{ call: 'cloudasset.assets.list ORG_POLICY', by: 'orgpolicy.policies.list' }]
      : []),
  ];
  const bound = await readOrganization(place, !lacking.resources);
  const isProject = node.startsWith('projects/');
  const own: Pick<Tree, 'projects' | 'folders'> =
    tree ??
    (isProject
      ? { projects: [{ id: above.id ?? node.slice('projects/'.length), number: above.number }], folders: [] }
      : await readTree(place));
  const isSingle = lacking.resources || lacking.policies || lacking.orgPolicies;
  const single = isSingle
    ? await readSingly(place, { ...own, accounts: tree?.accounts ?? [] }, lacking)
    : { accounts: [], groups: [], accessPolicies: [], enabled: new Map<string, ReadonlySet<string>>() };
  await readAccessPolicies(place, [
    ...above.accessPolicies,
    ...bound,
    ...(tree?.accessPolicies ?? []),
    ...single.accessPolicies,
  ]);
  const accounts = [...new Set([...(tree?.accounts ?? []), ...single.accounts])];
  const enabled = lacking.resources ? undefined : await readEnabled(place);
  const has: HasApi = ({ id, number }, api) => {
    const told = single.enabled.get(id);
    if (told !== undefined) return told.has(api);
    if (enabled === undefined) return true;
    const projects = enabled.get(api);
    return projects !== undefined && (projects.has(id) || (number !== undefined && projects.has(number)));
  };
  dueEntitlements(place);
  for (const parent of [...(isProject ? [] : [node]), ...own.folders])
    await readNodeEntitlements(place, parent);
  await readProjects(place, own.projects, accounts, has);
  await readGroups(place, [...above.groups, ...(inPolicies ?? []), ...single.groups]);
  if (recommendations)
    await readRecommendations(place, [
      ...(isProject ? [] : [node]),
      ...own.folders,
      ...own.projects.map(({ id }) => `projects/${id}`),
    ]);
  const { ledger } = place;
  // A project may be asked for by its number; what is said of it names it as its accounts do.
  const told = above.id === undefined ? node : `projects/${above.id}`;
  for (const line of coverageOf({ node: told, ledger, due, replaced, recommendations })) await tell(line);
};
