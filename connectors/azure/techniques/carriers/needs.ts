import type { Need } from '../types.ts';

/** Any of these actions of management. */
export const need = (...action: readonly [string, ...string[]]): Need => ({ action });
/** Any of these actions on data. */
export const data = (...action: readonly [string, ...string[]]): Need => ({ action, plane: 'data' });

export const write = 'write-code' as const;

export const vm = 'microsoft.compute/virtualmachines';
export const vmss = 'microsoft.compute/virtualmachinescalesets';
export const site = 'microsoft.web/sites';
export const automationAccount = 'microsoft.automation/automationaccounts';
export const aks = 'microsoft.containerservice/managedclusters';
