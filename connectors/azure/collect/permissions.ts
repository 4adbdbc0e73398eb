import { microsoftGraph } from '../directory/graph-permissions.ts';
import { azureCalls } from './calls.ts';

/**
 * Ids of the application permissions of Graph that reading needs.
 * https://learn.microsoft.com/graph/permissions-reference
 */
const graphIds: ReadonlyMap<string, string> = new Map([
  ['AdministrativeUnit.Read.All', '134fd756-38ce-4afd-ba33-e9623dbe66c2'],
  ['Application.Read.All', '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'],
  ['AuditLog.Read.All', 'b0afded3-3588-46d8-8b3d-9842eff778da'],
  ['CustomSecAttributeAssignment.Read.All', '3b37c5a4-1226-493d-bec3-5d6c6b866f3f'],
  ['Directory.Read.All', '7ab1d382-f21e-4acd-a863-ba3e13f7da61'],
  ['GroupMember.Read.All', '98830695-27a2-44f7-8c18-0c3ebc9698f6'],
  ['IdentityRiskyAgent.Read.All', '4aadfb66-d49a-414a-a883-d8c240b6fa33'],
  ['IdentityRiskyServicePrincipal.Read.All', '607c7344-0eed-41e5-823a-9695ebe1b7b0'],
  ['Organization.Read.All', '498476ce-e0fe-48b0-b801-37ba7e2685c6'],
  ['Policy.Read.All', '246dd0d5-5bd0-4def-940b-0421030a5b68'],
  ['PrivilegedAssignmentSchedule.Read.AzureADGroup', 'cd4161cb-f098-48f8-a884-1eda9a42434c'],
  ['PrivilegedEligibilitySchedule.Read.AzureADGroup', 'edb419d6-7edc-42a3-9345-509bfdf5d87c'],
  ['RoleManagement.Read.Directory', '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'],
  ['RoleManagementPolicy.Read.AzureADGroup', '69e67828-780e-47fd-b28c-7b27d14864e6'],
  ['User.Read.All', 'df021288-bdef-4463-88db-98f22de89214'],
]);

/** What a scan needs: a role of Azure for `az role definition create`, and a part of an application's manifest. */
export interface AzurePermissions {
  readonly role: {
    readonly Name: string;
    readonly IsCustom: true;
    readonly Description: string;
    readonly Actions: readonly string[];
    readonly NotActions: readonly string[];
    readonly DataActions: readonly string[];
    readonly NotDataActions: readonly string[];
    readonly AssignableScopes: readonly string[];
  };
  readonly manifest: {
    readonly requiredResourceAccess: readonly {
      readonly resourceAppId: string;
      readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' }[];
    }[];
  };
  /** Names of the permissions in the manifest, in its order. */
  readonly graphPermissions: readonly string[];
}

const neededOf = (host: 'arm' | 'graph'): readonly string[] =>
  [
    ...new Set(azureCalls.filter((call) => call.host === host).flatMap(({ permissions }) => permissions)),
  ].sort();

/** Reads of the whole management plane: what carries an identity may be of any kind. It shows no key and no secret. */
const all = '*/read';

/**
 * The least that a scan needs, from the table of calls.
 * @param managementGroup where the role may be given; the root management group has the tenant's id for a name
 */
export const azurePermissions = (managementGroup = 'TENANT-ID'): AzurePermissions => {
  const actions = neededOf('arm');
  const names = neededOf('graph');
  return {
    role: {
      Name: 'nhi-audit reader',
      IsCustom: true,
      Description:
        'What nhi-audit scan --azure reads: settings and assignments, never data, keys or secrets.',
      Actions: actions.filter(
        (action) => action === all || !(actions.includes(all) && action.endsWith('/read')),
      ),
      NotActions: [],
      DataActions: [],
      NotDataActions: [],
      AssignableScopes: [`/providers/Microsoft.Management/managementGroups/${managementGroup}`],
    },
    manifest: {
      requiredResourceAccess: [
        {
          resourceAppId: microsoftGraph,
          resourceAccess: names.map((name) => ({ id: graphIds.get(name)!, type: 'Role' })),
        },
      ],
    },
    graphPermissions: names,
  };
};
