import type { StateIdentity } from '../../src/model/gate.ts';
import type { IdentityUser } from '../../src/model/remedy.ts';
import type { Sensitivity } from '../../src/model/scope.ts';

/** What the policy of the gate asks about roles and scopes of Azure. */

const services: Readonly<Record<string, Sensitivity>> = {
  directory: 'identity',
  data: 'data',
  management: 'compute',
};

export const concerns = (privilege: string, service: string): Sensitivity => {
  // Keys are used where they are; secrets and certificates with their keys are handed out.
  if (/^vault (?:\*|secrets?\b|certificates?\b|storage\b)/.test(privilege)) return 'secrets';
  return Object.hasOwn(services, service) ? services[service]! : 'identity';
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

export const usedBy = ({ kind, trusts }: StateIdentity): IdentityUser | undefined =>
  trusts.some(({ party, principal }) => party === 'federated' && pipelines.test(principal))
    ? 'pipeline'
    : Object.hasOwn(users, kind)
      ? users[kind]
      : undefined;
