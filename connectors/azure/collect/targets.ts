import { listing } from '../../../src/collection/collecting.ts';
import { answerFault } from '../../../src/collection/failure.ts';
import type { Target } from '../../connector.ts';
import { firstOf, openClients, signIn } from './entrance.ts';
import { cloudOf } from './environment.ts';
import type { AzureCollectOptions } from './options.ts';
import { hierarchy, subscriptionsCall } from './resources.ts';
import { isEntry } from './shapes.ts';
import { lower, objectOf, objectsOf, text, type Value } from './values.ts';

/** https://learn.microsoft.com/azure/cost-management-billing/manage/subscription-states: nothing can be read of others. */
const readable = new Set(['enabled', 'pastdue', 'warned']);

/**
 * Subscriptions of the tenant, or those below a management group. Throws what Azure answers where it does not list them all:
 * subscriptions that a list left out would be taken for gone.
 */
export async function* azureTargets(options: AzureCollectOptions): AsyncGenerator<Target> {
  const cloud = cloudOf(options.cloud);
  const world = listing(options);
  const first = firstOf(world);
  const signedIn = await signIn(options, cloud, world.signal, first);
  if ('reason' in signedIn) throw new Error(signedIn.reason);
  const { reading } = await openClients(options, world, cloud, signedIn.credential, first);
  const all = async (call: string): Promise<readonly Value[]> => {
    const found: unknown[] = [];
    for await (const { entries } of reading.pages(call, {})) found.push(...entries);
    if (!found.every((entry) => isEntry(call, entry)))
      throw answerFault('an entry has not the form that Azure documents: the list cannot be relied on');
    return objectsOf(found);
  };
  const wanted = options.managementGroup?.toLowerCase();
  const below = new Set<string>();
  if (wanted !== undefined) {
    for (const { subscriptionId, ancestors } of await all(hierarchy))
      if (objectsOf(ancestors).some(({ name }) => lower(name) === wanted)) below.add(lower(subscriptionId));
  }
  for (const entry of await all(subscriptionsCall)) {
    const { subscriptionId, displayName, state } = objectOf(entry);
    const id = lower(subscriptionId);
    if (!readable.has(lower(state)) || (wanted !== undefined && !below.has(id))) continue;
    yield text(displayName) === '' ? { id } : { id, title: text(displayName) };
  }
}
