import { given, nothing } from '../../../../src/plan/fact-types.ts';
import { line } from '../../../../src/plan/identity-reader.ts';
import type { PlannedResource, Values } from '../../../../src/plan/planned-resource.ts';
import { standIn, type View } from '../names.ts';
import type { PlanType } from './reading.ts';

/** What is open to everyone on the internet, without a credential. */

/** https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-configure */
const readable: ReadonlyMap<string, readonly string[]> = new Map([
  ['blob', ['blobs/read']],
  ['container', ['blobs/read', 'containers/list']],
]);

const accountOf = (values: Values, view: View): string => {
  const account = [values.storage_account_id, values.storage_account_name]
    .map((value) => view.text(value))
    .find(({ is }) => is === 'known');
  const name = account?.is === 'known' ? account.text : '{storage account}';
  return name.slice(name.lastIndexOf('/') + 1);
};

const containerName = (resource: PlannedResource, values: Values): string =>
  typeof values.name === 'string' ? values.name : standIn(resource.address);

/** https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_container */
export const publicTypes: Readonly<Record<string, PlanType>> = {
  azurerm_storage_container: {
    gives: 'whether everyone may read it',
    read: (resource, values, view) => {
      const type = view.text(values.container_access_type);
      if (type.is === 'absent') return nothing;
      return given(type, 'whether everyone may read it', (access) => {
        const privileges = readable.get(access.toLowerCase());
        if (privileges === undefined) return nothing;
        const id = `${accountOf(values, view)}/${containerName(resource, values)}`;
        const grant = line({
          scope: 'azure',
          service: 'Microsoft.Storage',
          level: 'read',
          privileges,
          resources: [id, `${id}/*`],
        });
        return {
          facts: [],
          resources: [
            {
              id: `azure:storage/${id}`,
              kind: 'container',
              scope: 'azure',
              access: [{ party: 'everyone', principal: '*', external: 'yes', lines: [grant] }],
            },
          ],
        };
      });
    },
  },
};
