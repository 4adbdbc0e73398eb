import { type Element, listOf, type Made, object, text } from '../import/element.ts';
import {
  accessPolicy,
  boundary,
  entitlement,
  folder,
  grant,
  hmacKey,
  pool,
  project,
  provider,
} from '../import/elements.ts';
import { delegationsInEntry } from '../import/workspace.ts';
import type { Project } from './inventory.ts';
import { keepList, makeStep, type Place, type Step } from './place.ts';
import { readDenials, readNodeBindings, readNodePolicy } from './single.ts';

/** What no inventory has. */

const boundaries = 'iam.organizations.locations.principalAccessBoundaryPolicies.list';
const bindings = 'iam.locations.policyBindings.list';
const entries = 'logging.entries.list';
/** As many as are asked for. */
const mostEntries = 1000;
const workforce = 'iam.locations.workforcePools.list';
const workforceProviders = 'iam.locations.workforcePools.providers.list';
const entitlements = 'privilegedaccessmanager.entitlements.list';
const grants = 'privilegedaccessmanager.entitlements.grants.list';
const hmacKeys = 'storage.projects.hmacKeys.list';
const activities = [
  'policyanalyzer.activities.query serviceAccountLastAuthentication',
  'policyanalyzer.activities.query serviceAccountKeyLastAuthentication',
] as const;

const readBoundaries = async (step: Step, node: string): Promise<void> => {
  await keepList(step, boundaries, boundary, { organization: node.slice('organizations/'.length) }, node);
};

/** Boundaries, and pools of a workforce, which only organisations have. */
/** @returns names of access policies that are bound */
export const readOrganization = async (place: Place, withBindings: boolean): Promise<readonly string[]> => {
  const { node } = place;
  if (!node.startsWith('organizations/')) return [];
  place.due(boundaries, workforce, workforceProviders, 'iam.policies.listPolicies', entries);
  if (withBindings) place.due(bindings);
  return makeStep(place, 'organization', async (step) => {
    await readBoundaries(step, node);
    await readDenials(step, node);
    const bound = withBindings ? await readNodeBindings(step, node) : [];
    for (const name of await keepList(step, workforce, pool, { parent: node }, node)) {
      await keepList(
        step,
        workforceProviders,
        provider,
        { workforce: name.slice(name.lastIndexOf('/') + 1) },
        name,
      );
    }
    await readDelegations(step, node);
    return bound;
  });
};

/** Whom administrators of Workspace let act for everybody, as far as its logs are here. */
const readDelegations = async (step: Step, node: string): Promise<void> => {
  const answer = await step.ask(entries, { node }, node);
  const told = listOf(answer?.entries).map(object);
  step.put(entries, told.flatMap(delegationsInEntry));
  if (told.length >= mostEntries) step.remark(entries, 'there are older ones', true);
};

const accessPolicies = 'iam.accessPolicies.get';

/** What the access policies say that are bound somewhere. */
export const readAccessPolicies = async (place: Place, names: readonly string[]): Promise<void> => {
  place.due(accessPolicies);
  for (const policy of [...new Set(names)].sort())
    await makeStep(place, `access policy ${policy}`, async (step) => {
      const answer = await step.ask(accessPolicies, { policy }, policy);
      if (answer !== undefined) step.put(accessPolicies, [accessPolicy(answer)]);
    });
};

const readEntitlements = async (step: Step, node: string): Promise<void> => {
  for (const name of await keepList(step, entitlements, entitlement, { node }, node)) {
    await keepList(step, grants, grant, { entitlement: name }, name);
  }
};

export const dueEntitlements = (place: Place): void => place.due(entitlements, grants);

/** What may be asked for on a node of the tree. */
export const readNodeEntitlements = (place: Place, node: string): Promise<void> =>
  makeStep(place, `entitlements ${node}`, (step) => readEntitlements(step, node));

/** `//iam.googleapis.com/projects/P/serviceAccounts/E`, of a key with `/keys/K`. */
const activityOf = (entry: Element): Made => {
  const told = object(entry.activity);
  const period = object(entry.observationPeriod);
  const of = object(told.serviceAccount ?? told.serviceAccountKey);
  return {
    kind: 'gcp.activity',
    id: `${text(entry.activityType)} ${text(entry.fullResourceName)}`,
    data: {
      activityType: entry.activityType,
      fullResourceName: entry.fullResourceName,
      serviceAccountId: of.serviceAccountId,
      lastAuthenticatedTime: told.lastAuthenticatedTime,
      observationStart: period.startTime,
      observationEnd: period.endTime,
    },
  };
};

export const dueUse = (place: Place): void => place.due(hmacKeys, ...activities);

/** Last use, and keys of Cloud Storage: of a project that has service accounts. */
export const readUse = (place: Place, { id }: Project): Promise<void> =>
  makeStep(place, `use ${id}`, async (step) => {
    await keepList(step, hmacKeys, hmacKey, { project: id }, id);
    for (const call of activities) {
      await keepList(step, call, activityOf, { project: id }, id);
    }
  });

const parentIn = (answer: Element | undefined): string | undefined => {
  const parent = text(answer?.parent);
  return /^(?:folders|organizations)\/[^/]+$/.test(parent) ? parent : undefined;
};

/** Far above what Google allows: ten. https://cloud.google.com/resource-manager/docs/limits */
const deepest = 32;

/** What lies above a folder or project, and what is inherited from there. */
export const readAbove = async (
  place: Place,
): Promise<{
  readonly groups: readonly string[];
  /** Names of access policies that are bound there. */
  readonly accessPolicies: readonly string[];
  readonly number?: string | undefined;
  readonly id?: string | undefined;
}> => {
  const { node } = place;
  if (node.startsWith('organizations/')) return { groups: [], accessPolicies: [] };
  const [projects, folders] = [
    'cloudresourcemanager.projects.get',
    'cloudresourcemanager.folders.get',
  ] as const;
  const isProject = node.startsWith('projects/');
  place.due(
    isProject ? projects : folders,
    'cloudresourcemanager.getIamPolicy',
    'iam.policies.listPolicies',
    bindings,
  );
  const askFolder = (step: Step, name: string) =>
    step.ask(folders, { folder: name.slice('folders/'.length) }, name);
  return makeStep(place, 'above', async (step) => {
    const groups: string[] = [];
    const bound: string[] = [];
    const own = isProject
      ? await step.ask(projects, { project: node.slice('projects/'.length) }, node)
      : await askFolder(step, node);
    if (own !== undefined) step.put(isProject ? projects : folders, [isProject ? project(own) : folder(own)]);
    if (own === undefined || parentIn(own) === undefined)
      step.remark(
        'cloudresourcemanager.getIamPolicy',
        'what is inherited from above is not known',
        own === undefined,
      );
    let parent = parentIn(own);
    for (let depth = 0; parent !== undefined && depth < deepest; depth += 1) {
      const at: string = parent;
      parent = undefined;
      if (at.startsWith('folders/')) {
        const answer = await askFolder(step, at);
        if (answer !== undefined) step.put(folders, [folder(answer)]);
        parent = parentIn(answer);
      }
      groups.push(...(await readNodePolicy(step, at, parent === undefined ? [] : [parent])));
      await readDenials(step, at);
      bound.push(...(await readNodeBindings(step, at)));
      if (at.startsWith('organizations/')) {
        await readBoundaries(step, at);
        await readDelegations(step, at);
      }
    }
    const number = /^projects\/(\d+)$/.exec(text(own?.name))?.[1];
    return {
      groups: [...new Set(groups)],
      accessPolicies: [...new Set(bound)],
      number,
      id: text(own?.projectId) || undefined,
    };
  });
};
