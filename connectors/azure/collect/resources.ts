import { clusterIdentitiesIn, registryIn } from '../import/resource.ts';
import { normalScope } from '../rbac/scope.ts';
import type { Parameters } from './addresses.ts';
import type { SubscriptionReading } from './authorization.ts';
import { resourceGraphPath } from './calls/call.ts';
import { makeStep, type Place, type Step } from './step.ts';
import { lower, objectOf, objectsOf, text, type Value } from './values.ts';

const query = (name: string): string => `POST ${resourceGraphPath} (${name})`;
export const subscriptionsCall = 'GET /subscriptions';
export const hierarchy = query('hierarchy');
const identities = query('managed identities');
const resources = query('resources');
const classic = query('classic administrators');

/** What was asked for; absent: all that can be seen. */
export interface Wanted {
  /** Ids, lower case. */
  readonly subscriptions?: readonly string[] | undefined;
  /** Name. */
  readonly managementGroup?: string | undefined;
}

const pathId = ({ id }: Value): string => normalScope(text(id));

interface Above {
  /** Of each subscription, the names of the management groups above it, the nearest first. */
  readonly above: Readonly<Record<string, readonly string[]>>;
}

const readHierarchy = async (step: Step): Promise<Above> => {
  const above: [string, readonly string[]][] = [];
  for (const entry of objectsOf((await step.list(hierarchy)).entries)) {
    if (/managementgroups$/i.test(text(entry.type))) {
      step.put(hierarchy, 'azure.management-group', lower(entry.name), {
        name: entry.name,
        displayName: entry.displayName,
        tenantId: entry.tenantId,
        parent: text(entry.parent) || undefined,
      });
    } else
      above.push([lower(entry.subscriptionId), objectsOf(entry.ancestors).map(({ name }) => text(name))]);
  }
  return { above: Object.fromEntries(above) };
};

const isWanted = (
  { subscriptions, managementGroup }: Wanted,
  id: string,
  above: readonly string[],
): boolean =>
  (subscriptions === undefined && managementGroup === undefined) ||
  subscriptions?.includes(id) === true ||
  (managementGroup !== undefined &&
    above.some((name) => name.toLowerCase() === managementGroup.toLowerCase()));

const readSubscriptions = async (
  step: Step,
  wanted: Wanted,
  { above }: Above,
): Promise<readonly SubscriptionReading[]> => {
  const { entries } = await step.list(subscriptionsCall);
  const seen: SubscriptionReading[] = [];
  for (const entry of objectsOf(entries)) {
    const id = lower(entry.subscriptionId);
    const groups = Object.hasOwn(above, id) ? above[id]! : [];
    if (!isWanted(wanted, id, groups)) continue;
    seen.push({
      id,
      name: text(entry.displayName) || id,
      data: step.redacted('azure.subscription', {
        id,
        displayName: entry.displayName,
        state: entry.state,
        tenantId: entry.tenantId,
        managementGroup: groups[0],
        tags: entry.tags,
      }),
    });
  }
  const lacking = (wanted.subscriptions ?? []).filter((id) => !seen.some((each) => each.id === id));
  if (lacking.length > 0)
    step.remark(subscriptionsCall, `not shown to the scanning identity: ${lacking.join(', ')}`, true);
  if (seen.length === 0)
    step.remark(subscriptionsCall, 'no subscription is shown to the scanning identity', true);
  return seen.sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** Keys are dated each by its name: `key1`. */
const keysOf = (created: unknown): readonly Value[] =>
  Object.entries(objectOf(created)).flatMap(([name, at]) => (typeof at === 'string' ? [{ name, at }] : []));

const policiesOf = (policies: unknown): readonly Value[] =>
  objectsOf(policies).map(({ objectId, applicationId, permissions }) => ({
    objectId,
    applicationId,
    ...objectOf(permissions),
  }));

/** Of the first two containers; of a site what it runs, which is an image where it says so. */
const imagesOf = ({
  image,
  image2,
  groupImage,
  groupImage2,
  siteImage,
}: Value): readonly string[] | undefined => {
  const found = [image, image2, groupImage, groupImage2, siteImage].map(text).filter((each) => each !== '');
  return found.length === 0 ? undefined : found;
};

const resourceOf = (entry: Value): Value => {
  const { disableLocalAuth, kubelet, keysCreated, accessPolicies } = entry;
  const isStorage = lower(entry.type) === 'microsoft.storage/storageaccounts';
  const isCluster = lower(entry.type) === 'microsoft.containerservice/managedclusters';
  const { principalId, tenantId, type, userAssignedIdentities } = objectOf(entry.identity);
  return {
    id: entry.id,
    type: entry.type,
    name: entry.name,
    location: entry.location,
    tags: entry.tags,
    ...(text(type) === ''
      ? {}
      : { identity: { type, principalId: principalId || undefined, tenantId, userAssignedIdentities } }),
    ...(text(objectOf(kubelet).objectId) === '' ? {} : { kubeletIdentity: kubelet }),
    settings: {
      // Of a storage account nothing said is yes.
      localKeys: isStorage
        ? (entry.sharedKeys ?? true)
        : typeof disableLocalAuth === 'boolean'
          ? !disableLocalAuth
          : undefined,
      keysCreated: keysOf(keysCreated),
      keyPeriodDays: entry.keyDays,
      roleBased: entry.roleBased,
      forTemplates: entry.forTemplates ?? undefined,
      accessPolicies: policiesOf(accessPolicies),
      localAccountsDisabled: entry.localAccountsDisabled,
      // A cluster without a profile of Entra says nothing of it: roles of Azure decide nothing there.
      clusterRoles: isCluster ? (entry.clusterRoles ?? false) : undefined,
      administrators: entry.administrators ?? undefined,
      ...clusterIdentitiesIn(entry),
      ...registryIn(entry),
      codeAt: text(entry.codeAt) || undefined,
      images: imagesOf(entry),
    },
  };
};

const readResources = async (step: Step, within: Parameters['within']): Promise<readonly string[]> => {
  const paths: string[] = [];
  for (const entry of objectsOf((await step.list(identities, { ...(within && { within }) })).entries)) {
    paths.push(text(entry.id));
    step.put(identities, 'azure.managed-identity', pathId(entry), {
      ...entry,
      principalId: text(entry.principalId) || undefined,
      clientId: text(entry.clientId) || undefined,
    });
  }
  for (const entry of objectsOf((await step.list(resources, { ...(within && { within }) })).entries))
    step.put(resources, 'azure.resource', pathId(entry), resourceOf(entry));
  for (const entry of objectsOf((await step.list(classic, { ...(within && { within }) })).entries))
    step.put(classic, 'azure.classic-administrator', pathId(entry), entry);
  return paths;
};

/** Subscriptions that are to be read, and what is in them. */
export const readSubscriptionsAndResources = async (
  place: Place,
  wanted: Wanted,
): Promise<readonly SubscriptionReading[]> => {
  const above = await makeStep(place, 'hierarchy', readHierarchy);
  const subscriptions = await makeStep(place, 'subscriptions', (step) =>
    readSubscriptions(step, wanted, above),
  );
  const all = wanted.subscriptions === undefined && wanted.managementGroup === undefined;
  await makeStep(place, 'resources', (step) =>
    readResources(step, all ? undefined : { subscriptions: subscriptions.map(({ id }) => id) }),
  );
  return subscriptions;
};
