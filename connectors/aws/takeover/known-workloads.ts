import type { Inventory } from '../facts/inventory.ts';
import { accountAndType, type ScopedWorkload } from '../facts/workloads.ts';
import type { Decision } from '../policy/evaluate.ts';
import { compileWildcard } from '../policy/wildcard.ts';
import type { Need } from '../techniques/index.ts';
import { type Asking, ask } from './asking.ts';
import { both } from './decisions.ts';
import type { Directory } from './directory.ts';
import type { Holder } from './holder.ts';
import { policyOfResource, resourceDenies } from './resource-based-policy.ts';

const workloadIndex = new WeakMap<Inventory, ReadonlyMap<string, readonly ScopedWorkload[]>>();

/** Collected workloads of one account and type. */
export const workloadsOf = (
  inventory: Inventory,
  account: string,
  resourceType: string,
): readonly ScopedWorkload[] => {
  let index = workloadIndex.get(inventory);
  if (index === undefined) {
    index = Map.groupBy(inventory.workloads, ({ scope, data }) => accountAndType(scope, data.ResourceType));
    workloadIndex.set(inventory, index);
  }
  return index.get(accountAndType(account, resourceType)) ?? [];
};

const matchers = new WeakMap<Need, Map<string, (arn: string) => boolean>>();

/** A need on the workload itself is checked against its ARN; any other on a name of the holder's choice. */
export const isAbout = (need: Need, arn: string): boolean => {
  if (need.on === '*') return false;
  const [, partition = '', , , account = ''] = arn.split(':', 5);
  const place = `${partition} ${account}`;
  let known = matchers.get(need);
  if (known === undefined) {
    known = new Map();
    matchers.set(need, known);
  }
  let matches = known.get(place);
  if (matches === undefined) {
    matches = compileWildcard(need.on.replace('{partition}', partition).replace('{account}', account));
    known.set(place, matches);
  }
  return matches(arn);
};

/** By the holder's own policies; a policy of the workload may still deny. */
export const askOnWorkload = (
  asking: Asking & Directory,
  holder: Holder,
  action: string,
  arn: string,
): Decision => {
  const decision = ask(holder, asking, { action, resource: arn });
  const policy = decision.verdict === 'denied' ? undefined : policyOfResource(asking.inventory, arn);
  if (policy === undefined) return decision;
  const document = asking.inventory.store.documents[policy.document]!;
  const asked = { action: action.toLowerCase(), account: holder.account, resource: arn };
  return both(decision, resourceDenies(document, holder, asking, asked));
};
