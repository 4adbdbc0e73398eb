import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { eachText } from '../../src/snapshot/each-text.ts';
import type { TieReader, Ties } from '../connector.ts';
import type { AzureRecordKind } from './facts/records.ts';
import { unnamedTenant } from './facts/records.ts';
import { isMicrosoftTenant, signInKey } from './identities/principals.ts';
import { managementGroupOf, managementGroupScope, normalScope } from './rbac/scope.ts';

const guids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const mail = /^[^\s@/]+@[^\s@/]+$/;

/**
 * Members that hold the ids of what is only here. Roles, permissions and applications of Microsoft have the same id in every
 * tenant: naming one joins nobody.
 */
const ownIds: Readonly<Partial<Record<AzureRecordKind, readonly string[]>>> = {
  'azure.administrative-unit': ['id'],
  'azure.application': ['id', 'appId'],
  'azure.group': ['id'],
  'azure.managed-identity': ['principalId', 'clientId'],
  'azure.service-principal': ['id'],
  'azure.subscription': ['id', 'tenantId'],
  'azure.tenant': ['id'],
  'azure.user': ['id'],
};

const guidsIn = (text: string): readonly string[] =>
  [...text.matchAll(guids)].map(([guid]) => guid.toLowerCase());

const azureTieReader = (): TieReader => {
  const own = new Set<string>();
  const named = new Set<string>();
  /** What two have is joined, whoever made it: one is looked up for both. */
  const shared = (name: string): void => {
    own.add(name);
    named.add(name);
  };
  const open: (readonly (readonly string[])[])[] = [];
  return {
    add: ({ record, scope, id, data }: SnapshotRecord): void => {
      const told = data as Readonly<Record<string, unknown>>;
      for (const member of ownIds[record as AzureRecordKind] ?? [])
        if (typeof told[member] === 'string') for (const guid of guidsIn(told[member])) own.add(guid);
      if (record === 'azure.role-definition' && told.roleType !== 'BuiltInRole')
        for (const guid of guidsIn(id)) shared(guid);
      if (record === 'azure.directory-role-definition' && told.isBuiltIn === false)
        for (const guid of guidsIn(id)) shared(guid);
      if (record === 'azure.management-group') shared(managementGroupScope(String(told.name)));
      const home = told.appOwnerOrganizationId;
      // The tenant of others that an application comes from is one scope, of however many tenants it is used.
      if (typeof home === 'string' && !isMicrosoftTenant(home)) shared(home.toLowerCase());
      eachText([scope, id, data], (text) => {
        for (const guid of guidsIn(text)) named.add(guid);
        if (mail.test(text)) shared(`mail ${signInKey(text)}`);
        const group = text.startsWith('/') ? managementGroupOf(normalScope(text)) : undefined;
        if (group !== undefined) shared(managementGroupScope(group));
      });
      // Of whom a file is that does not say its tenant shows only beside all others.
      if (scope === unnamedTenant) open.push([]);
    },
    finish: () => ({ own, named, whole: new Set(), open }),
  };
};

/** Tenants are joined by naming what is in each other, and by what both of them have. */
export const azureTies: Ties = { toAll: new Set(), reader: azureTieReader };
