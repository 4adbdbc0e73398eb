import type { UsageOf } from '../../src/usage/apply.ts';
import { unnamedTenant } from './facts/records.ts';

/** Logs name principals by object id, and a log without a tenant is of the one that there is. */
export const azureUsage: UsageOf = {
  provider: 'azure',
  namesOf: ({ id }) => [id.toLowerCase()],
  scopeOf: (scope, { scopes }) => {
    if (scope !== unnamedTenant) return scope;
    const tenants = scopes.filter(({ kind }) => kind === 'tenant');
    return tenants.length === 1 ? tenants[0]!.id : scope;
  },
  blind:
    'reads of resources (the activity log has none), and data in vaults, storage and databases whose diagnostic settings send nothing',
};
