import type { FactRef } from '../../../src/model/evidence.ts';
import { graphPermissionById, microsoftGraph } from '../directory/graph-permissions.ts';
import { type AzureInventory, sourceOf } from '../facts/inventory.ts';

/** An application permission that a principal holds. It has no end and is in force until somebody takes it away. */
export interface AppPermission {
  readonly principal: string;
  readonly principalType: string | null | undefined;
  readonly tenant: string;
  /** As applications ask for it; where nothing tells, the id of the app role. */
  readonly name: string;
  /** Client id of the application that exposes it. Absent: it was not read. */
  readonly resource?: string;
  readonly source: FactRef;
}

/** What the id stands for that says only that a user may sign in. */
const defaultAccess = '00000000-0000-0000-0000-000000000000';

export const permissionsOf = (inventory: AzureInventory): readonly AppPermission[] => {
  const resources = new Map(inventory.of('azure.service-principal').map(({ data }) => [data.id, data]));
  return inventory.of('azure.app-role-assignment').flatMap((fact): readonly AppPermission[] => {
    const { principalId, principalType, resourceId, appRoleId } = fact.data;
    // Users and groups are assigned to an application to sign in to it: that is no permission of theirs.
    if (appRoleId === defaultAccess || /^(user|group)$/i.test(principalType ?? '')) return [];
    const resource = resources.get(resourceId);
    const published = graphPermissionById.get(appRoleId);
    const appId = resource?.appId ?? (published === undefined ? undefined : microsoftGraph);
    return [
      {
        principal: principalId,
        principalType,
        tenant: fact.tenant,
        name:
          resource?.appRoles?.find(({ id }) => id === appRoleId)?.value ??
          (appId === microsoftGraph ? published?.name : undefined) ??
          appRoleId,
        ...(appId == null ? {} : { resource: appId }),
        source: sourceOf(fact),
      },
    ];
  });
};
