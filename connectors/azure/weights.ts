import type { StateIdentity } from '../../src/model/gate.ts';
import type { IdentityUser } from '../../src/model/remedy.ts';
import type { Sensitivity } from '../../src/model/scope.ts';
import { azureServices, serviceOfNamespace } from './facts/services.ts';

/** What the policy of the gate asks about roles and scopes of Azure. */

const sensitivity: ReadonlyMap<string, Sensitivity> = new Map(
  azureServices.list.map((service) => [service.name, service.sensitivity]),
);

/** What a service holds. */
export const sensitivityOf = (service: string): Sensitivity => sensitivity.get(service) ?? 'rest';

/** Keys are used where they are; secrets and certificates with their keys are handed out. */
const secret =
  /^(?:vault (?:secrets|certificates|storage)\b|data:microsoft\.keyvault\/(?:\*|vaults\/(?:\*|secrets|certificates)))/;

export const concerns = (privilege: string, service: string): Sensitivity => {
  if (secret.test(privilege)) return 'secrets';
  const of = sensitivityOf(service);
  if (of === 'secrets')
    return privilege.startsWith('data:') || privilege.startsWith('vault ') ? 'data' : 'compute';
  return of;
};

const verbs = ['read', 'write', 'delete', 'action'] as const;

/** Every action ends in one of four verbs, so a star at the end stands for these. */
export const privilegesIn = (
  pattern: string,
): readonly { readonly service: string; readonly privilege: string }[] => {
  if (pattern !== '*' && !pattern.endsWith('/*')) return [];
  const [namespace] = pattern.replace(/^data:/, '').split('/');
  return verbs.map((verb) => ({ service: serviceOfNamespace(namespace!), privilege: `${pattern}/${verb}` }));
};

/**
 * A resource, or what is in one; subscriptions, resource groups and management groups hold whatever comes.
 * https://learn.microsoft.com/azure/role-based-access-control/scope-overview
 */
export const namesResources = (pattern: string): boolean =>
  /^\{/.test(pattern)
    ? !/resource_group|subscription|management_group/.test(pattern)
    : /\/providers\/(?!microsoft\.management\/managementgroups)[^/*]+\/[^/*]+\/[^/*]+/i.test(pattern) ||
      /^\/(?:applications|serviceprincipals|administrativeunits)\/[^/*]+|^\/[0-9a-f-]{36}$/i.test(pattern);

const users: Readonly<Record<string, IdentityUser>> = {
  'managed-identity': 'workload',
  user: 'person',
  group: 'person',
};

const pipelines =
  /token\.actions\.githubusercontent\.com|gitlab|app\.terraform\.io|vstoken\.dev\.azure\.com/i;

/** Of connections of Azure DevOps, whose tokens Entra makes as well. */
const connections = /^(?:sc:\/\/|\/eid1\/.*\/sc\/)/;

export const usedBy = ({ kind, trusts }: StateIdentity): IdentityUser | undefined =>
  trusts.some(
    ({ party, principal, conditions }) =>
      party === 'federated' &&
      (pipelines.test(principal) ||
        conditions.some(({ values }) => values.some((value) => connections.test(value)))),
  )
    ? 'pipeline'
    : Object.hasOwn(users, kind)
      ? users[kind]
      : undefined;
