import type { UsageOf } from '../../src/usage/apply.ts';
import { unnamedTenant } from './facts/records.ts';
import { azureServices, directoryService, otherService } from './facts/services.ts';

/** Logs name resource providers in any case; `directory` and `sign-in` are our names for logs of Entra. */
const byLogName = new Map([
  ...azureServices.list.map(({ name }) => [name.toLowerCase(), name] as const),
  ['directory', directoryService] as const,
]);

/** Logs name principals by object id, and a log without a tenant is of the one that there is. */
export const azureUsage: UsageOf = {
  provider: 'azure',
  namesOf: ({ id }) => [id.toLowerCase()],
  scopeOf: (scope, { scopes }) => {
    if (scope !== unnamedTenant) return scope;
    const tenants = scopes.filter(({ kind }) => kind === 'tenant');
    return tenants.length === 1 ? tenants[0]!.id : scope;
  },
  // To sign in is no use of a privilege; a resource provider without a row of its own is one of the others.
  serviceOf: (service) =>
    byLogName.get(service) ?? (service.startsWith('microsoft.') ? otherService : undefined),
  blind:
    'reads of resources (the activity log has none), and data in vaults, storage and databases whose diagnostic settings send nothing',
};
