import {
  accessPolicy,
  appIdOf,
  azApp,
  azGroup,
  azIdentity,
  azManaged,
  azRa,
  azResource,
  azRole,
  azSp,
  azUser,
  azVault,
  carries,
  clientOf,
  directoryRoles,
  elsewhere,
  type Files,
  graphSp,
  hApp,
  hDirectory,
  hEligible,
  hGroup,
  hMember,
  hOwner,
  hound,
  hPermission,
  hSp,
  hTenant,
  hUser,
  identityPath,
  idOf,
  inGroup,
  inSubscription,
  subscription,
  tenant,
} from './files.ts';
import type { Goal } from './ways.ts';

type Part = readonly [kind: string, data: Readonly<Record<string, unknown>>];
/** What a tenant lets somebody do, and a twin of it that lets nobody. */
export interface Case {
  readonly says: string;
  readonly from: string;
  readonly goal: Goal;
  readonly files: Files;
  /** Absent: surely. */
  readonly way?: RegExp;
  readonly twins: readonly (readonly [says: string, files: Files, way?: RegExp])[];
}

/** An application `robot` that is Global Administrator, and what else there is. */
const robotIsAdmin: readonly Part[] = [
  hTenant,
  hSp('robot'),
  hApp('robot'),
  hDirectory('robot', 'Global Administrator'),
];
const h = (...parts: readonly Part[]): Files => ({ hound: hound(...parts) });
const mg = '/providers/Microsoft.Management/managementGroups';
const vmType = 'Microsoft.Compute/virtualMachines';
const siteType = 'Microsoft.Web/sites';

export const cases: readonly Case[] = [
  // 1-10 owners
  {
    says: 'owner of the application of a Global Administrator',
    from: 'ana',
    goal: 'the tenant',
    files: h(...robotIsAdmin, hUser('ana'), hOwner('App', 'robot', 'ana')),
    twins: [
      [
        'owner of an application that holds nothing',
        h(...robotIsAdmin, hUser('ana'), hSp('other'), hApp('other'), hOwner('App', 'other', 'ana')),
      ],
    ],
  },
  {
    says: 'owner of the principal of a Global Administrator',
    from: 'ana',
    goal: 'the tenant',
    files: h(...robotIsAdmin, hUser('ana'), hOwner('ServicePrincipal', 'robot', 'ana')),
    twins: [
      [
        'the property lock keeps credentials off it',
        h(
          hTenant,
          hSp('robot'),
          hApp('robot', {
            servicePrincipalLockConfiguration: {
              isEnabled: true,
              allProperties: true,
              credentialsWithUsageVerify: null,
              credentialsWithUsageSign: null,
              identifierUris: null,
              tokenEncryptionKeyId: null,
            },
          }),
          hDirectory('robot', 'Global Administrator'),
          hUser('ana'),
          hOwner('ServicePrincipal', 'robot', 'ana'),
        ),
      ],
      [
        'its application lives in another tenant',
        h(
          hTenant,
          hSp('robot', { appOwnerOrganizationId: elsewhere }),
          hDirectory('robot', 'Global Administrator'),
          hUser('ana'),
          hOwner('ServicePrincipal', 'robot', 'ana'),
        ),
      ],
    ],
  },
  {
    says: 'owner of a group that holds Owner of the subscription',
    from: 'ana',
    goal: 'the subscription',
    files: {
      ...h(hTenant, hUser('ana'), hGroup('admins'), hOwner('Group', 'admins', 'ana')),
      ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
    },
    twins: [
      [
        'the group is kept on premises',
        {
          ...h(
            hTenant,
            hUser('ana'),
            hGroup('admins', { onPremisesSyncEnabled: true }),
            hOwner('Group', 'admins', 'ana'),
          ),
          ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
        },
      ],
      [
        'its members follow a rule',
        {
          ...h(
            hTenant,
            hUser('ana'),
            hGroup('admins', {
              groupTypes: ['DynamicMembership'],
              membershipRule: 'user.department -eq "x"',
            }),
            hOwner('Group', 'admins', 'ana'),
          ),
          ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
        },
        /no way|rule/,
      ],
    ],
  },
  {
    says: 'a group in a group that is Global Administrator',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      hTenant,
      hUser('ana'),
      hGroup('outer', { isAssignableToRole: true }),
      hDirectory('outer', 'Global Administrator'),
      hMember('outer', 'ana'),
    ),
    twins: [
      [
        'not a member',
        h(
          hTenant,
          hUser('ana'),
          hUser('bob'),
          hGroup('outer', { isAssignableToRole: true }),
          hDirectory('outer', 'Global Administrator'),
          hMember('outer', 'bob'),
        ),
      ],
    ],
  },
  {
    says: 'a service principal that owns an application and may write what it owns',
    from: 'ci',
    goal: 'the tenant',
    files: h(
      ...robotIsAdmin,
      graphSp,
      hSp('ci'),
      hApp('ci'),
      hPermission('ci', 'Application.ReadWrite.OwnedBy'),
      hOwner('App', 'robot', 'ci', 'servicePrincipal'),
    ),
    twins: [
      [
        'it owns nothing',
        h(
          ...robotIsAdmin,
          graphSp,
          hSp('ci'),
          hApp('ci'),
          hPermission('ci', 'Application.ReadWrite.OwnedBy'),
        ),
      ],
      [
        'it may not write',
        h(
          ...robotIsAdmin,
          graphSp,
          hSp('ci'),
          hApp('ci'),
          hPermission('ci', 'User.Read.All'),
          hOwner('App', 'robot', 'ci', 'servicePrincipal'),
        ),
        /is given Application/,
      ],
    ],
  },
  // Roles of the directory
  {
    says: 'Application Administrator at the tenant',
    from: 'ana',
    goal: 'the tenant',
    files: h(...robotIsAdmin, hUser('ana'), hDirectory('ana', 'Application Administrator')),
    twins: [
      [
        'nothing of its holds more',
        h(hTenant, hSp('robot'), hApp('robot'), hUser('ana'), hDirectory('ana', 'Application Administrator')),
      ],
      [
        'Application Developer only',
        h(...robotIsAdmin, hUser('ana'), hDirectory('ana', 'Application Developer')),
      ],
      [
        'of a managed identity',
        h(
          hTenant,
          hSp('robot', { servicePrincipalType: 'ManagedIdentity', appOwnerOrganizationId: null }),
          hDirectory('robot', 'Global Administrator'),
          hUser('ana'),
          hDirectory('ana', 'Application Administrator'),
        ),
      ],
      [
        'of an application of another tenant',
        h(
          hTenant,
          hSp('robot', { appOwnerOrganizationId: elsewhere }),
          hDirectory('robot', 'Global Administrator'),
          hUser('ana'),
          hDirectory('ana', 'Application Administrator'),
        ),
      ],
    ],
  },
  {
    says: 'Cloud Application Administrator of one application, by its object id',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      ...robotIsAdmin,
      hUser('ana'),
      hDirectory('ana', 'Cloud Application Administrator', `/${appIdOf('robot')}`),
    ),
    twins: [
      [
        'of another',
        h(
          ...robotIsAdmin,
          hApp('other'),
          hSp('other'),
          hUser('ana'),
          hDirectory('ana', 'Cloud Application Administrator', `/${appIdOf('other')}`),
        ),
      ],
    ],
  },
  {
    says: 'the same of its principal, ids in capitals',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      ...robotIsAdmin,
      hUser('ana'),
      hDirectory('ana', 'Cloud Application Administrator', `/${idOf('robot').toUpperCase()}`),
    ),
    twins: [],
  },
  {
    says: 'Privileged Role Administrator',
    from: 'ana',
    goal: 'the tenant',
    files: h(hTenant, hUser('ana'), hDirectory('ana', 'Privileged Role Administrator')),
    twins: [
      ['Global Reader', h(hTenant, hUser('ana'), hDirectory('ana', 'Global Reader'))],
      [
        'Conditional Access Administrator',
        h(hTenant, hUser('ana'), hDirectory('ana', 'Conditional Access Administrator')),
      ],
      ['Exchange Administrator', h(hTenant, hUser('ana'), hDirectory('ana', 'Exchange Administrator'))],
      ['Security Administrator', h(hTenant, hUser('ana'), hDirectory('ana', 'Security Administrator'))],
    ],
  },
  {
    says: 'eligible Global Administrator',
    from: 'ana',
    goal: 'the tenant',
    way: /activates Global Administrator/,
    files: h(hTenant, hUser('ana'), hEligible('ana', 'Global Administrator')),
    twins: [],
  },
  {
    says: 'Privileged Authentication Administrator resets a Global Administrator',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      hTenant,
      hUser('ana'),
      hUser('boss'),
      hDirectory('boss', 'Global Administrator'),
      hDirectory('ana', 'Privileged Authentication Administrator'),
    ),
    twins: [
      [
        'Helpdesk Administrator does not',
        h(
          hTenant,
          hUser('ana'),
          hUser('boss'),
          hDirectory('boss', 'Global Administrator'),
          hDirectory('ana', 'Helpdesk Administrator'),
        ),
      ],
      [
        'Authentication Administrator does not',
        h(
          hTenant,
          hUser('ana'),
          hUser('boss'),
          hDirectory('boss', 'Global Administrator'),
          hDirectory('ana', 'Authentication Administrator'),
        ),
      ],
      [
        'User Administrator does not',
        h(
          hTenant,
          hUser('ana'),
          hUser('boss'),
          hDirectory('boss', 'Global Administrator'),
          hDirectory('ana', 'User Administrator'),
        ),
      ],
      [
        'the Global Administrator is switched off',
        h(
          hTenant,
          hUser('ana'),
          hUser('boss', { accountEnabled: false }),
          hDirectory('boss', 'Global Administrator'),
          hDirectory('ana', 'Privileged Authentication Administrator'),
        ),
        /./,
      ],
    ],
  },
  {
    says: 'Helpdesk resets a user who owns the application of an administrator',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      ...robotIsAdmin,
      hUser('ana'),
      hUser('dev'),
      hOwner('App', 'robot', 'dev'),
      hDirectory('ana', 'Helpdesk Administrator'),
    ),
    twins: [
      [
        'who is in a group that may hold roles',
        h(
          ...robotIsAdmin,
          hUser('ana'),
          hUser('dev'),
          hOwner('App', 'robot', 'dev'),
          hGroup('tier0', { isAssignableToRole: true }),
          hMember('tier0', 'dev'),
          hDirectory('ana', 'Helpdesk Administrator'),
        ),
      ],
      [
        'who is Application Administrator',
        h(
          ...robotIsAdmin,
          hUser('ana'),
          hUser('dev'),
          hOwner('App', 'robot', 'dev'),
          hDirectory('dev', 'Application Administrator'),
          hDirectory('ana', 'Helpdesk Administrator'),
        ),
      ],
      [
        'who is a guest',
        h(
          ...robotIsAdmin,
          hUser('ana'),
          hUser('dev', { userType: 'Guest' }),
          hOwner('App', 'robot', 'dev'),
          hDirectory('ana', 'Helpdesk Administrator'),
        ),
      ],
    ],
  },
  {
    says: 'Groups Administrator joins a group that owns the subscription',
    from: 'ana',
    goal: 'the subscription',
    files: {
      ...h(hTenant, hUser('ana'), hGroup('admins'), hDirectory('ana', 'Groups Administrator')),
      ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
    },
    twins: [
      [
        'that may hold roles',
        {
          ...h(
            hTenant,
            hUser('ana'),
            hGroup('admins', { isAssignableToRole: true }),
            hDirectory('ana', 'Groups Administrator'),
          ),
          ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
        },
      ],
    ],
  },
  ...(
    [
      'User Administrator',
      'Knowledge Administrator',
      'Directory Writers',
      'Identity Governance Administrator',
      'Intune Administrator',
    ] as const
  ).map(
    (role): Case => ({
      says: `${role} joins a group that owns the subscription`,
      from: 'ana',
      goal: 'the subscription',
      files: {
        ...h(hTenant, hUser('ana'), hGroup('admins'), hDirectory('ana', role)),
        ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
      },
      twins: [],
    }),
  ),
  {
    says: 'Partner Tier2 Support',
    from: 'ana',
    goal: 'the tenant',
    files: h(...robotIsAdmin, hUser('ana'), hDirectory('ana', 'Partner Tier2 Support')),
    twins: [],
  },
  {
    says: 'Hybrid Identity Administrator',
    from: 'ana',
    goal: 'the tenant',
    way: /surely|domain/,
    files: h(...robotIsAdmin, hUser('ana'), hDirectory('ana', 'Hybrid Identity Administrator')),
    twins: [],
  },
  // Permissions
  ...(
    [
      'RoleManagement.ReadWrite.Directory',
      'AppRoleAssignment.ReadWrite.All',
      'Application.ReadWrite.All',
    ] as const
  ).map(
    (name): Case => ({
      says: `${name}`,
      from: 'ci',
      goal: 'the tenant',
      files: h(...robotIsAdmin, graphSp, hSp('ci'), hApp('ci'), hPermission('ci', name)),
      twins: [
        [
          'the same of another interface',
          h(
            ...robotIsAdmin,
            graphSp,
            hSp('other', {
              appRoles: [{ id: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e0', value: name, isEnabled: true }],
            }),
            hSp('ci'),
            hApp('ci'),
            [
              'AZAppRoleAssignment',
              {
                id: 'x',
                appRoleId: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e0',
                principalId: idOf('ci'),
                principalType: 'ServicePrincipal',
                resourceId: idOf('other'),
              },
            ],
          ),
        ],
        [
          'Directory.Read.All',
          h(...robotIsAdmin, graphSp, hSp('ci'), hApp('ci'), hPermission('ci', 'Directory.Read.All')),
        ],
      ],
    }),
  ),
  {
    says: 'RoleManagement.ReadWrite.Directory of which Graph itself was not collected',
    from: 'ci',
    goal: 'the tenant',
    files: h(hTenant, hSp('ci'), hApp('ci'), hPermission('ci', 'RoleManagement.ReadWrite.Directory')),
    twins: [],
  },
  {
    says: 'GroupMember.ReadWrite.All joins an ordinary group',
    from: 'ci',
    goal: 'the subscription',
    files: {
      ...h(
        hTenant,
        graphSp,
        hSp('ci'),
        hApp('ci'),
        hGroup('admins'),
        hPermission('ci', 'GroupMember.ReadWrite.All'),
      ),
      ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
    },
    twins: [
      [
        'a group that may hold roles',
        {
          ...h(
            hTenant,
            graphSp,
            hSp('ci'),
            hApp('ci'),
            hGroup('admins', { isAssignableToRole: true }),
            hPermission('ci', 'GroupMember.ReadWrite.All'),
          ),
          ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
        },
      ],
    ],
  },
  {
    says: 'RoleManagement.ReadWrite.Directory joins a group that may hold roles',
    from: 'ci',
    goal: 'the subscription',
    files: {
      ...h(
        hTenant,
        graphSp,
        hSp('ci'),
        hApp('ci'),
        hGroup('admins', { isAssignableToRole: true }),
        hPermission('ci', 'RoleManagement.ReadWrite.Directory'),
      ),
      ra: [azRa('admins', 'Owner', inSubscription, { principalType: 'Group' })],
    },
    twins: [],
  },
  {
    says: 'Application.ReadWrite.All of a principal that a user owns',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      ...robotIsAdmin,
      graphSp,
      hSp('ci'),
      hApp('ci'),
      hPermission('ci', 'Application.ReadWrite.All'),
      hUser('ana'),
      hOwner('ServicePrincipal', 'ci', 'ana'),
    ),
    twins: [],
  },
  {
    says: 'delegated permissions are nothing by themselves',
    from: 'ci',
    goal: 'the tenant',
    way: /^no way$/,
    files: h(...robotIsAdmin, graphSp, hSp('ci'), hApp('ci'), [
      'AZOAuth2PermissionGrant',
      {
        id: 'g',
        clientId: idOf('ci'),
        consentType: 'AllPrincipals',
        resourceId: idOf('Microsoft Graph'),
        scope: 'RoleManagement.ReadWrite.Directory',
      },
    ]),
    twins: [],
  },
  {
    says: 'a password credential without rights on Graph',
    from: 'ci',
    goal: 'the tenant',
    way: /^no way$/,
    files: h(
      ...robotIsAdmin,
      hSp('ci', { passwordCredentials: [{ keyId: idOf('k'), endDateTime: '2030-01-01T00:00:00Z' }] }),
      hApp('ci'),
    ),
    twins: [],
  },
  {
    says: 'a role of one’s own that adds credentials',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      ...robotIsAdmin,
      hUser('ana'),
      [
        'AZRole',
        {
          id: idOf('own role'),
          templateId: idOf('own role'),
          displayName: 'credentials',
          isBuiltIn: false,
          isEnabled: true,
          rolePermissions: [
            {
              allowedResourceActions: ['microsoft.directory/applications/credentials/update'],
              condition: null,
            },
          ],
        },
      ],
      hDirectory('ana', 'own role'),
    ),
    twins: [
      [
        'that reads',
        h(
          ...robotIsAdmin,
          hUser('ana'),
          [
            'AZRole',
            {
              id: idOf('own role'),
              templateId: idOf('own role'),
              displayName: 'credentials',
              isBuiltIn: false,
              isEnabled: true,
              rolePermissions: [
                {
                  allowedResourceActions: ['microsoft.directory/applications/standard/read'],
                  condition: null,
                },
              ],
            },
          ],
          hDirectory('ana', 'own role'),
        ),
      ],
      [
        'that is switched off',
        h(
          ...robotIsAdmin,
          hUser('ana'),
          [
            'AZRole',
            {
              id: idOf('own role'),
              templateId: idOf('own role'),
              displayName: 'credentials',
              isBuiltIn: false,
              isEnabled: false,
              rolePermissions: [
                {
                  allowedResourceActions: ['microsoft.directory/applications/credentials/update'],
                  condition: null,
                },
              ],
            },
          ],
          hDirectory('ana', 'own role'),
        ),
      ],
    ],
  },
  // Azure
  {
    says: 'Owner at the root',
    from: 'ci',
    goal: 'the subscription',
    files: { sp: [azSp('ci')], ra: [azRa('ci', 'Owner', '/'), azRa('x', 'Reader')] },
    twins: [
      ['Reader at the root', { sp: [azSp('ci')], ra: [azRa('ci', 'Reader', '/'), azRa('x', 'Reader')] }],
    ],
  },
  {
    says: 'User Access Administrator of a management group above',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'User Access Administrator', `${mg}/Prod`), azRa('x', 'Reader')],
    },
    twins: [],
  },
  {
    says: 'Contributor is no owner',
    from: 'ci',
    goal: 'the subscription',
    way: /^no way$/,
    files: { sp: [azSp('ci')], ra: [azRa('ci', 'Contributor')] },
    twins: [],
  },
  {
    says: 'scopes in another spelling',
    from: 'ci',
    goal: 'vm',
    files: {
      sp: [azSp('ci')],
      ra: [
        azRa(
          'ci',
          'Virtual Machine Contributor',
          `${inSubscription.toUpperCase().replace('SUBSCRIPTIONS', 'subscriptions')}/resourcegroups/APP`,
        ),
      ],
      vms: [azResource(vmType, 'web', carries('vm'))],
    },
    twins: [
      [
        'a group whose name only begins so',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Virtual Machine Contributor', `${inSubscription}/resourceGroups/ap`)],
          vms: [azResource(vmType, 'web', carries('vm'))],
        },
      ],
    ],
  },
  {
    says: 'a role with a wildcard in the middle',
    from: 'ci',
    goal: 'vm',
    files: {
      sp: [azSp('ci')],
      roles: [azRole('runner', { actions: ['Microsoft.Compute/*/runCommand/action'] })],
      ra: [azRa('ci', 'runner')],
      vms: [azResource(vmType, 'web', carries('vm'))],
    },
    twins: [
      [
        'taken back',
        {
          sp: [azSp('ci')],
          roles: [
            azRole('runner', {
              actions: ['Microsoft.Compute/*'],
              notActions: ['Microsoft.Compute/virtualMachines/*'],
            }),
          ],
          ra: [azRa('ci', 'runner')],
          vms: [azResource(vmType, 'web', carries('vm'))],
        },
      ],
      [
        'taken back in another case',
        {
          sp: [azSp('ci')],
          roles: [
            azRole('runner', {
              actions: ['Microsoft.Compute/virtualMachines/runCommand/action'],
              notActions: ['microsoft.compute/virtualmachines/RUNCOMMAND/action'],
            }),
          ],
          ra: [azRa('ci', 'runner')],
          vms: [azResource(vmType, 'web', carries('vm'))],
        },
      ],
    ],
  },
  {
    says: 'a role of one’s own that may assign roles',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      roles: [azRole('delegate', { actions: ['Microsoft.Authorization/roleAssignments/*'] })],
      ra: [azRa('ci', 'delegate')],
    },
    twins: [
      [
        'it may only read them',
        {
          sp: [azSp('ci')],
          roles: [azRole('delegate', { actions: ['Microsoft.Authorization/*/read'] })],
          ra: [azRa('ci', 'delegate')],
        },
      ],
      [
        'everything but that',
        {
          sp: [azSp('ci')],
          roles: [
            azRole('delegate', {
              actions: ['*'],
              notActions: [
                'Microsoft.Authorization/*/Write',
                'Microsoft.Authorization/*/Delete',
                'Microsoft.Authorization/elevateAccess/Action',
              ],
            }),
          ],
          ra: [azRa('ci', 'delegate')],
        },
      ],
    ],
  },
  {
    says: 'it may change the role that it has',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      roles: [azRole('self', { actions: ['Microsoft.Authorization/roleDefinitions/write'] })],
      ra: [azRa('ci', 'self')],
    },
    twins: [
      [
        'that role can be assigned elsewhere too',
        {
          sp: [azSp('ci')],
          roles: [
            azRole('self', { actions: ['Microsoft.Authorization/roleDefinitions/write'] }, [
              inSubscription,
              '/subscriptions/5aaaaaaa-0000-4000-8000-000000000002',
            ]),
          ],
          ra: [azRa('ci', 'self')],
        },
      ],
    ],
  },
  {
    says: 'User Access Administrator without a condition',
    from: 'ci',
    goal: 'the subscription',
    files: { sp: [azSp('ci')], ra: [azRa('ci', 'Role Based Access Control Administrator')] },
    twins: [
      [
        'held to Reader',
        {
          sp: [azSp('ci')],
          ra: [
            azRa('ci', 'Role Based Access Control Administrator', inSubscription, {
              conditionVersion: '2.0',
              condition:
                "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7})) AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {acdd72a7-3385-48ef-bd42-f606fba81ae7}))",
            }),
          ],
        },
      ],
      [
        'all but the privileged ones',
        {
          sp: [azSp('ci')],
          ra: [
            azRa('ci', 'Role Based Access Control Administrator', inSubscription, {
              conditionVersion: '2.0',
              condition:
                "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {8e3af657-a8ff-443c-a75c-2fe8c4bcb635, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9, f58310d9-a9f6-439a-9e8d-f62e7b41a168}))",
            }),
          ],
        },
        /./,
      ],
    ],
  },
  {
    says: 'the command runs on a machine with two identities, the second is an owner',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ids: [azIdentity('weak'), azIdentity('strong')],
      ra: [azRa('ci', 'Virtual Machine Contributor', inGroup), azRa('strong', 'Owner')],
      vms: [azResource(vmType, 'web', carries(null, 'weak', 'strong'))],
    },
    twins: [
      [
        'only the first is on it',
        {
          sp: [azSp('ci')],
          ids: [azIdentity('weak'), azIdentity('strong')],
          ra: [azRa('ci', 'Virtual Machine Contributor', inGroup), azRa('strong', 'Owner')],
          vms: [azResource(vmType, 'web', carries(null, 'weak'))],
        },
      ],
    ],
  },
  {
    says: 'the list of machines, identities by their path in another case',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ids: [azIdentity('strong')],
      ra: [azRa('ci', 'Virtual Machine Contributor', inGroup), azRa('strong', 'Owner')],
      vms: [
        {
          ...azResource(vmType, 'web', {
            principalId: null,
            tenantId: null,
            type: 'UserAssigned',
            userAssignedIdentities: { [identityPath('strong').toUpperCase()]: {} },
          }),
        },
      ],
    },
    twins: [],
  },
  {
    says: 'Contributor of the group of a function app',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Website Contributor', inGroup), azRa('fn', 'Owner')],
      apps: [azResource(siteType, 'fn', carries('fn'), { kind: 'functionapp,linux' })],
    },
    twins: [
      [
        'Reader',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Reader', inGroup), azRa('fn', 'Owner')],
          apps: [azResource(siteType, 'fn', carries('fn'), { kind: 'functionapp,linux' })],
        },
      ],
    ],
  },
  {
    says: 'a slot of a web app',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Website Contributor', inGroup), azRa('slot', 'Owner')],
      apps: [
        azResource(`${siteType}`, 'shop', null),
        {
          ...azResource(`${siteType}/slots`, 'stage', carries('slot')),
          id: `${inGroup}/providers/Microsoft.Web/sites/shop/slots/stage`,
          name: 'shop/stage',
        },
      ],
    },
    twins: [],
  },
  {
    says: 'a logic app',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Logic App Contributor', inGroup), azRa('la', 'Owner')],
      r: [azResource('Microsoft.Logic/workflows', 'la', carries('la'))],
    },
    twins: [
      [
        'an operator of it',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Logic App Operator', inGroup), azRa('la', 'Owner')],
          r: [azResource('Microsoft.Logic/workflows', 'la', carries('la'))],
        },
      ],
    ],
  },
  {
    says: 'an automation account',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Automation Contributor', inGroup), azRa('aa', 'Owner')],
      r: [azResource('Microsoft.Automation/automationAccounts', 'aa', carries('aa'))],
    },
    twins: [
      [
        'who starts jobs of it',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Automation Job Operator', inGroup), azRa('aa', 'Owner')],
          r: [azResource('Microsoft.Automation/automationAccounts', 'aa', carries('aa'))],
        },
      ],
    ],
  },
  {
    says: 'a federated credential of a managed identity',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ids: [azIdentity('strong')],
      ra: [azRa('ci', 'Managed Identity Contributor', inGroup), azRa('strong', 'Owner')],
    },
    twins: [
      [
        'an operator has no machine',
        {
          sp: [azSp('ci')],
          ids: [azIdentity('strong')],
          ra: [azRa('ci', 'Managed Identity Operator', inGroup), azRa('strong', 'Owner')],
        },
      ],
    ],
  },
  {
    says: 'an operator of identities who makes machines elsewhere',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ids: [azIdentity('strong')],
      ra: [
        azRa('ci', 'Managed Identity Operator', inGroup),
        azRa('ci', 'Virtual Machine Contributor', `${inSubscription}/resourceGroups/lab`),
        azRa('strong', 'Owner'),
      ],
    },
    twins: [],
  },
  {
    says: 'a deployment script, a contributor and an identity of another group',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ids: [azIdentity('strong')],
      ra: [azRa('ci', 'Contributor'), azRa('strong', 'Owner')],
    },
    twins: [
      [
        'of another group only',
        {
          sp: [azSp('ci')],
          ids: [azIdentity('strong')],
          ra: [azRa('ci', 'Contributor', `${inSubscription}/resourceGroups/lab`), azRa('strong', 'Owner')],
        },
      ],
    ],
  },
  {
    says: 'the identity of a policy',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      roles: [
        azRole('policies', {
          actions: [
            'Microsoft.Authorization/policyDefinitions/*',
            'Microsoft.Authorization/policyAssignments/*',
            'Microsoft.PolicyInsights/remediations/*',
          ],
        }),
      ],
      ra: [azRa('ci', 'policies'), azRa('pol', 'Owner')],
      r: [
        {
          ...azResource('Microsoft.Authorization/policyAssignments', 'pol', carries('pol')),
          id: `${inSubscription}/providers/Microsoft.Authorization/policyAssignments/pol`,
        },
      ],
    },
    twins: [],
  },
  {
    says: 'a cluster’s administrator becomes its nodes',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Azure Kubernetes Service Cluster Admin Role', inGroup), azRa('kubelet', 'Owner')],
      r: [
        {
          ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')),
          disableLocalAccounts: false,
          identityProfile: {
            kubeletidentity: {
              clientId: clientOf('kubelet'),
              objectId: idOf('kubelet'),
              resourceId: identityPath('kubelet'),
            },
          },
        },
      ],
    },
    twins: [
      [
        'local accounts are off',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Azure Kubernetes Service Cluster Admin Role', inGroup), azRa('kubelet', 'Owner')],
          r: [
            {
              ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')),
              disableLocalAccounts: true,
              identityProfile: {
                kubeletidentity: {
                  clientId: clientOf('kubelet'),
                  objectId: idOf('kubelet'),
                  resourceId: identityPath('kubelet'),
                },
              },
            },
          ],
        },
      ],
      [
        'its control plane',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Azure Kubernetes Service Cluster Admin Role', inGroup), azRa('plane', 'Owner')],
          r: [
            {
              ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')),
              disableLocalAccounts: false,
              identityProfile: {
                kubeletidentity: {
                  clientId: clientOf('kubelet'),
                  objectId: idOf('kubelet'),
                  resourceId: identityPath('kubelet'),
                },
              },
            },
          ],
        },
      ],
    ],
  },
  {
    says: 'Arc',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Azure Connected Machine Resource Administrator', inGroup), azRa('arc', 'Owner')],
      r: [azResource('Microsoft.HybridCompute/machines', 'arc', carries('arc'))],
    },
    twins: [],
  },
  {
    says: 'a system identity that only the directory tells',
    from: 'ci',
    goal: 'the subscription',
    files: {
      sp: [
        azSp('ci'),
        azManaged(
          'web',
          `${inSubscription}/resourcegroups/app/providers/Microsoft.Compute/virtualMachines/web`,
          false,
        ),
      ],
      ra: [azRa('ci', 'Virtual Machine Contributor', inGroup), azRa('web', 'Owner')],
    },
    twins: [
      [
        'of another group',
        {
          sp: [
            azSp('ci'),
            azManaged(
              'web',
              `${inSubscription}/resourcegroups/other/providers/Microsoft.Compute/virtualMachines/web`,
              false,
            ),
          ],
          ra: [azRa('ci', 'Virtual Machine Contributor', inGroup), azRa('web', 'Owner')],
        },
      ],
    ],
  },
  // Vaults
  {
    says: 'an access policy of a vault',
    from: 'ci',
    goal: 'secrets',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('x', 'Reader')],
      vault: azVault('v', { accessPolicies: [accessPolicy('ci', ['Get', 'List'])] }),
    },
    twins: [
      [
        'that only lists',
        {
          sp: [azSp('ci')],
          ra: [azRa('x', 'Reader')],
          vault: azVault('v', { accessPolicies: [accessPolicy('ci', ['List'])] }),
        },
      ],
      [
        'of a vault that decides by roles',
        {
          sp: [azSp('ci')],
          ra: [azRa('x', 'Reader')],
          vault: azVault('v', {
            enableRbacAuthorization: true,
            accessPolicies: [accessPolicy('ci', ['Get', 'List'])],
          }),
        },
      ],
    ],
  },
  {
    says: 'a role on the secrets of a vault',
    from: 'ci',
    goal: 'secrets',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Key Vault Secrets User', inGroup)],
      vault: azVault('v', { enableRbacAuthorization: true }),
    },
    twins: [
      [
        'on their names',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Key Vault Reader', inGroup)],
          vault: azVault('v', { enableRbacAuthorization: true }),
        },
      ],
      [
        'of a vault that decides by policies',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Key Vault Secrets User', `${inGroup}/providers/Microsoft.KeyVault/vaults/v`)],
          vault: azVault('v', { enableRbacAuthorization: false }),
        },
      ],
    ],
  },
  {
    says: 'all permissions of a vault',
    from: 'ci',
    goal: 'secrets',
    files: {
      sp: [azSp('ci')],
      ra: [azRa('x', 'Reader')],
      vault: azVault('v', { accessPolicies: [accessPolicy('ci', ['all'])] }),
    },
    twins: [],
  },
  // chains
  {
    says: 'from a machine to a managed identity to roles of the directory',
    from: 'ana',
    goal: 'the tenant',
    files: {
      ...h(
        hTenant,
        graphSp,
        hUser('ana'),
        hSp('vm', { servicePrincipalType: 'ManagedIdentity', appOwnerOrganizationId: null }),
        hPermission('vm', 'RoleManagement.ReadWrite.Directory'),
      ),
      ra: [azRa('ana', 'Virtual Machine Contributor', inGroup, { principalType: 'User' })],
      vms: [azResource(vmType, 'web', carries('vm'))],
    },
    twins: [
      [
        'the machine has no identity',
        {
          ...h(
            hTenant,
            graphSp,
            hUser('ana'),
            hSp('vm', { servicePrincipalType: 'ManagedIdentity', appOwnerOrganizationId: null }),
            hPermission('vm', 'RoleManagement.ReadWrite.Directory'),
          ),
          ra: [azRa('ana', 'Virtual Machine Contributor', inGroup, { principalType: 'User' })],
          vms: [azResource(vmType, 'web', null)],
        },
      ],
    ],
  },
  {
    says: 'a group within a group',
    from: 'ana',
    goal: 'the subscription',
    files: {
      ...h(
        hTenant,
        hUser('ana'),
        hGroup('inner'),
        hGroup('outer'),
        hMember('inner', 'ana'),
        hMember('outer', 'inner', 'group'),
      ),
      ra: [azRa('outer', 'Owner', inSubscription, { principalType: 'Group' })],
    },
    twins: [
      [
        'the other way round',
        {
          ...h(
            hTenant,
            hUser('ana'),
            hGroup('inner'),
            hGroup('outer'),
            hMember('outer', 'ana'),
            hMember('outer', 'inner', 'group'),
          ),
          ra: [azRa('inner', 'Owner', inSubscription, { principalType: 'Group' })],
        },
      ],
    ],
  },
  {
    says: 'a robot with a role of the directory',
    from: 'ci',
    goal: 'the tenant',
    files: h(...robotIsAdmin, hSp('ci'), hApp('ci'), hDirectory('ci', 'Application Administrator')),
    twins: [
      ['Directory Readers', h(...robotIsAdmin, hSp('ci'), hApp('ci'), hDirectory('ci', 'Directory Readers'))],
    ],
  },
  {
    says: 'owner of a group that may hold roles and is Global Administrator',
    from: 'ana',
    goal: 'the tenant',
    files: h(
      hTenant,
      hUser('ana'),
      hGroup('t0', { isAssignableToRole: true }),
      hDirectory('t0', 'Global Administrator'),
      hOwner('Group', 't0', 'ana'),
    ),
    twins: [
      [
        'a member of another',
        h(
          hTenant,
          hUser('ana'),
          hGroup('t0', { isAssignableToRole: true }),
          hGroup('t1', { isAssignableToRole: true }),
          hDirectory('t0', 'Global Administrator'),
          hOwner('Group', 't1', 'ana'),
        ),
      ],
    ],
  },
  {
    says: 'Exchange Administrator and a Microsoft 365 group',
    from: 'ana',
    goal: 'the subscription',
    files: {
      ...h(
        hTenant,
        hUser('ana'),
        hGroup('team', { groupTypes: ['Unified'], securityEnabled: true }),
        hDirectory('ana', 'Exchange Administrator'),
      ),
      ra: [azRa('team', 'Owner', inSubscription, { principalType: 'Group' })],
    },
    twins: [
      [
        'a security group',
        {
          ...h(hTenant, hUser('ana'), hGroup('team'), hDirectory('ana', 'Exchange Administrator')),
          ra: [azRa('team', 'Owner', inSubscription, { principalType: 'Group' })],
        },
      ],
    ],
  },
  {
    says: 'a Microsoft 365 group as AzureHound lists them',
    from: 'ana',
    goal: 'the subscription',
    files: {
      ...h(
        hTenant,
        hUser('ana'),
        [
          'AZGroup365',
          { id: idOf('team'), displayName: 'team', groupTypes: ['Unified'], securityEnabled: false },
        ],
        ['AZGroup365Member', hMember('team', 'ana')[1]],
      ),
      ra: [azRa('team', 'Owner', inSubscription, { principalType: 'Group' })],
    },
    twins: [],
  },
  {
    says: 'access policies of a vault as AzureHound writes them one by one',
    from: 'ana',
    goal: 'secrets',
    files: h(hTenant, hUser('ana'), [
      'AZKeyVaultAccessPolicy',
      { keyVaultId: `${inGroup}/providers/Microsoft.KeyVault/vaults/v`, ...accessPolicy('ana', ['Get']) },
    ]),
    twins: [
      [
        'of a vault that decides by roles',
        h(
          hTenant,
          hUser('ana'),
          [
            'AZKeyVault',
            {
              id: `${inGroup}/providers/Microsoft.KeyVault/vaults/v`,
              name: 'v',
              properties: { enableRbacAuthorization: true, accessPolicies: [] },
            },
          ],
          [
            'AZKeyVaultAccessPolicy',
            {
              keyVaultId: `${inGroup}/providers/Microsoft.KeyVault/vaults/v`,
              ...accessPolicy('ana', ['Get']),
            },
          ],
        ),
      ],
    ],
  },
  {
    says: 'owner of a management group above, as AzureHound tells',
    from: 'ana',
    goal: 'the subscription',
    files: h(
      hTenant,
      hUser('ana'),
      [
        'AZManagementGroup',
        { id: `${mg}/corp`, name: 'corp', type: 'x', properties: { displayName: 'corp', tenantId: tenant } },
      ],
      [
        'AZSubscription',
        { id: inSubscription, subscriptionId: subscription, displayName: 'p', state: 'Enabled' },
      ],
      [
        'AZManagementGroupDescendant',
        {
          id: inSubscription,
          name: subscription,
          type: '/subscriptions',
          properties: { displayName: 'p', parent: { id: `${mg}/corp` } },
        },
      ],
      [
        'AZManagementGroupRoleAssignment',
        {
          managementGroupId: `${mg}/corp`,
          roleAssignments: [
            {
              managementGroupId: `${mg}/corp`,
              roleAssignment: {
                id: `${mg}/corp/providers/Microsoft.Authorization/roleAssignments/1`,
                name: '1',
                type: 'x',
                properties: {
                  principalId: idOf('ana').toUpperCase(),
                  principalType: 'User',
                  roleDefinitionId:
                    '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
                  scope: `${mg}/Corp`,
                },
              },
            },
          ],
        },
      ],
    ),
    twins: [
      [
        'of a group beside it',
        h(
          hTenant,
          hUser('ana'),
          [
            'AZManagementGroup',
            {
              id: `${mg}/corp`,
              name: 'corp',
              type: 'x',
              properties: { displayName: 'corp', tenantId: tenant },
            },
          ],
          [
            'AZManagementGroup',
            { id: `${mg}/lab`, name: 'lab', type: 'x', properties: { displayName: 'lab', tenantId: tenant } },
          ],
          [
            'AZSubscription',
            { id: inSubscription, subscriptionId: subscription, displayName: 'p', state: 'Enabled' },
          ],
          [
            'AZManagementGroupDescendant',
            {
              id: inSubscription,
              name: subscription,
              type: '/subscriptions',
              properties: { displayName: 'p', parent: { id: `${mg}/corp` } },
            },
          ],
          [
            'AZManagementGroupRoleAssignment',
            {
              managementGroupId: `${mg}/lab`,
              roleAssignments: [
                {
                  managementGroupId: `${mg}/lab`,
                  roleAssignment: {
                    id: `${mg}/lab/providers/Microsoft.Authorization/roleAssignments/1`,
                    name: '1',
                    type: 'x',
                    properties: {
                      principalId: idOf('ana').toUpperCase(),
                      principalType: 'User',
                      roleDefinitionId:
                        '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
                      scope: `${mg}/lab`,
                    },
                  },
                },
              ],
            },
          ],
        ),
      ],
    ],
  },
  {
    says: 'a role on a function app, as AzureHound writes it',
    from: 'ana',
    goal: 'fn',
    files: h(
      hTenant,
      hUser('ana'),
      [
        'AZFunctionApp',
        {
          id: `${inGroup}/providers/Microsoft.Web/sites/fn`,
          name: 'fn',
          kind: 'functionapp',
          type: siteType,
          identity: { principalId: idOf('fn'), tenantId: tenant, type: 'SystemAssigned' },
          properties: {},
        },
      ],
      [
        'AZFunctionAppRoleAssignment',
        {
          objectId: `${inGroup}/providers/Microsoft.Web/sites/fn`,
          roleAssignments: [
            {
              objectId: `${inGroup}/providers/Microsoft.Web/sites/fn`,
              roleDefinitionId: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
              assignee: {
                id: `${inGroup}/providers/Microsoft.Web/sites/fn/providers/Microsoft.Authorization/roleAssignments/1`,
                name: '1',
                type: 'x',
                properties: {
                  principalId: idOf('ana'),
                  principalType: 'User',
                  roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c`,
                  scope: `${inGroup}/providers/Microsoft.Web/sites/fn`,
                },
              },
            },
          ],
        },
      ],
    ),
    twins: [],
  },
  {
    says: 'keys of a storage account',
    from: 'ci',
    goal: 'keys',
    way: /./,
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Storage Account Contributor')],
      st: [azResource('Microsoft.Storage/storageAccounts', 'st', null, { allowSharedKeyAccess: null })],
    },
    twins: [],
  },
  {
    says: 'a guest who owns the subscription',
    from: 'ana',
    goal: 'the subscription',
    files: {
      users: [azUser('ana', { userPrincipalName: 'ana_p.example#EXT#@contoso.onmicrosoft.com' })],
      ra: [azRa('ana', 'Owner', inSubscription, { principalType: 'User' })],
    },
    twins: [],
  },
  {
    says: 'a role that attaches identities to machines of its own',
    from: 'ci',
    goal: 'strong',
    files: {
      sp: [azSp('ci')],
      ids: [azIdentity('strong')],
      roles: [
        azRole('mix', {
          actions: [
            'Microsoft.Compute/virtualMachines/*',
            'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
          ],
        }),
      ],
      ra: [azRa('ci', 'mix')],
    },
    twins: [
      [
        'without the second',
        {
          sp: [azSp('ci')],
          ids: [azIdentity('strong')],
          roles: [
            azRole('mix', {
              actions: [
                'Microsoft.Compute/virtualMachines/*',
                'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
              ],
            }),
          ],
          ra: [azRa('ci', 'mix')],
        },
      ],
      [
        'without the first',
        {
          sp: [azSp('ci')],
          ids: [azIdentity('strong')],
          roles: [
            azRole('mix', {
              actions: [
                'Microsoft.Compute/virtualMachines/read',
                'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
              ],
            }),
          ],
          ra: [azRa('ci', 'mix')],
        },
      ],
    ],
  },
  ...(
    [
      ['Data Factory Contributor', '673868aa-7521-48a0-acc6-0f60742d39f5', 'Microsoft.DataFactory/factories'],
      [
        'Resource Policy Contributor',
        '36243c78-bf99-498c-9df9-86d9f8d28608',
        'Microsoft.Authorization/policyAssignments',
      ],
      ['Log Analytics Contributor', '92aaf0da-9dab-42b6-94a3-d43ce8d16293', vmType],
      ['Avere Contributor', '4f8fab4f-1852-4a58-a46a-8eaf358af14a', vmType],
      ['Azure Arc machine', 'cd570a14-e51a-42ad-bac8-bafd67325302', 'Microsoft.HybridCompute/machines'],
      ['Container Apps Contributor', '358470bc-b998-42bd-ab17-a7e34c199c0f', 'Microsoft.App/containerApps'],
      ['Monitoring Contributor', '749f88d5-cbae-40b8-bcfc-e573ddc772fa', vmType],
    ] as const
  ).map(
    ([name, id, type]): Case => ({
      says: `${name} and what runs there`,
      from: 'ci',
      goal: 'mi',
      way: name === 'Monitoring Contributor' ? /^no way$/ : /^surely$/,
      files: {
        sp: [azSp('ci')],
        ra: [
          azRa('ci', name, inGroup, {
            roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
          }),
        ],
        r: [azResource(type, 'one', carries('mi'))],
      },
      twins: [],
    }),
  ),
  ...(
    [
      ['Azure Kubernetes Service RBAC Cluster Admin', 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b'],
      ['Azure Kubernetes Service RBAC Writer', 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb'],
    ] as const
  ).map(
    ([name, id]): Case => ({
      says: `${name} where the cluster decides by roles of Azure`,
      from: 'ci',
      goal: 'kubelet',
      files: {
        sp: [azSp('ci')],
        ra: [
          azRa('ci', name, inGroup, {
            roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
          }),
        ],
        r: [
          {
            ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')),
            aadProfile: { adminGroupObjectIDs: [], enableAzureRbac: true, managed: true, tenantId: tenant },
            disableLocalAccounts: true,
            identityProfile: {
              kubeletidentity: {
                clientId: clientOf('kubelet'),
                objectId: idOf('kubelet'),
                resourceId: identityPath('kubelet'),
              },
            },
          },
        ],
      },
      twins: [
        [
          'where it does not',
          {
            sp: [azSp('ci')],
            ra: [
              azRa('ci', name, inGroup, {
                roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
              }),
            ],
            r: [
              {
                ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')),
                aadProfile: {
                  adminGroupObjectIDs: [],
                  enableAzureRbac: false,
                  managed: true,
                  tenantId: tenant,
                },
                disableLocalAccounts: true,
                identityProfile: {
                  kubeletidentity: {
                    clientId: clientOf('kubelet'),
                    objectId: idOf('kubelet'),
                    resourceId: identityPath('kubelet'),
                  },
                },
              },
            ],
          },
        ],
      ],
    }),
  ),
  {
    says: 'a member of the administrators of a cluster becomes its nodes',
    from: 'ana',
    goal: 'kubelet',
    files: {
      ...h(hTenant, hUser('ana'), hGroup('kadmins'), hMember('kadmins', 'ana')),
      r: [
        {
          ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')),
          aadProfile: {
            adminGroupObjectIDs: [idOf('kadmins')],
            enableAzureRbac: false,
            managed: true,
            tenantId: tenant,
          },
          disableLocalAccounts: true,
          identityProfile: {
            kubeletidentity: {
              clientId: clientOf('kubelet'),
              objectId: idOf('kubelet'),
              resourceId: identityPath('kubelet'),
            },
          },
        },
      ],
    },
    twins: [
      [
        'somebody else',
        {
          ...h(hTenant, hUser('ana'), hUser('bob'), hGroup('kadmins'), hMember('kadmins', 'bob')),
          r: [
            {
              ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')),
              aadProfile: {
                adminGroupObjectIDs: [idOf('kadmins')],
                enableAzureRbac: false,
                managed: true,
                tenantId: tenant,
              },
              disableLocalAccounts: true,
              identityProfile: {
                kubeletidentity: {
                  clientId: clientOf('kubelet'),
                  objectId: idOf('kubelet'),
                  resourceId: identityPath('kubelet'),
                },
              },
            },
          ],
        },
      ],
    ],
  },
  {
    says: 'the identity with which a cluster’s control plane runs has no pod',
    from: 'ci',
    goal: 'plane',
    way: /^no way$/,
    files: {
      sp: [azSp('ci')],
      ra: [azRa('ci', 'Contributor', inGroup)],
      r: [{ ...azResource('Microsoft.ContainerService/managedClusters', 'k', carries('plane')) }],
    },
    twins: [],
  },
  {
    says: 'Key Vault Contributor of a vault writes itself into a policy',
    from: 'ci',
    goal: 'policies of vaults',
    files: { sp: [azSp('ci')], ra: [azRa('ci', 'Key Vault Contributor', inGroup)], vault: azVault('v', {}) },
    twins: [
      [
        'of a vault that decides by roles',
        {
          sp: [azSp('ci')],
          ra: [azRa('ci', 'Key Vault Contributor', inGroup)],
          vault: azVault('v', { enableRbacAuthorization: true }),
        },
      ],
    ],
  },
  // Lists as Graph and Resource Manager give them through az rest
  {
    says: 'roles of the directory by az rest',
    from: 'robot',
    goal: 'the tenant',
    files: {
      sp: [azSp('robot')],
      app: [azApp('robot')],
      roles: {
        '@odata.context':
          'https://graph.microsoft.com/v1.0/$metadata#roleManagement/directory/roleAssignments',
        value: [
          {
            directoryScopeId: '/',
            id: 'lAPpYvVpN0KRkAEhdxReEJC2sEqbR_9Hr48lds9SGHI-1',
            principalId: idOf('robot'),
            roleDefinitionId: directoryRoles['Global Administrator'],
          },
        ],
      },
    },
    twins: [],
  },
  {
    says: 'an eligible role of the directory by az rest',
    from: 'ana',
    goal: 'the tenant',
    way: /activates/,
    files: {
      users: [azUser('ana')],
      sp: [azSp('robot')],
      app: [azApp('robot')],
      roles: {
        '@odata.context': 'x',
        value: [
          {
            appScopeId: null,
            directoryScopeId: '/',
            endDateTime: null,
            id: 'x',
            memberType: 'Direct',
            principalId: idOf('ana'),
            roleDefinitionId: directoryRoles['Global Administrator'],
            roleEligibilityScheduleId: 'y',
            startDateTime: '2024-01-01T00:00:00Z',
          },
        ],
      },
    },
    twins: [],
  },
  {
    says: 'application permissions by az rest',
    from: 'robot',
    goal: 'the tenant',
    files: {
      sp: [azSp('robot')],
      app: [azApp('robot')],
      p: {
        '@odata.context': 'x',
        value: [
          {
            appRoleId: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
            createdDateTime: '2024-01-01T00:00:00Z',
            deletedDateTime: null,
            id: 'x',
            principalDisplayName: 'robot',
            principalId: idOf('robot'),
            principalType: 'ServicePrincipal',
            resourceDisplayName: 'Microsoft Graph',
            resourceId: idOf('Microsoft Graph'),
          },
        ],
      },
    },
    twins: [],
  },
  {
    says: 'groups with their members and owners by az rest',
    from: 'ana',
    goal: 'the subscription',
    files: {
      users: [azUser('ana')],
      ra: [azRa('g', 'Owner', inSubscription, { principalType: 'Group' })],
      g: {
        '@odata.context': 'x',
        value: [
          azGroup('g', {
            'members@odata.context': 'x',
            members: [{ '@odata.type': '#microsoft.graph.user', id: idOf('ana'), displayName: 'ana' }],
          }),
        ],
      },
    },
    twins: [],
  },
  {
    says: 'applications with their owners by az rest',
    from: 'ana',
    goal: 'the subscription',
    files: {
      users: [azUser('ana')],
      sp: [azSp('robot')],
      ra: [azRa('robot', 'Owner')],
      a: {
        '@odata.context': 'x',
        value: [
          azApp('robot', {
            'owners@odata.context': 'x',
            owners: [{ '@odata.type': '#microsoft.graph.user', id: idOf('ana'), displayName: 'ana' }],
          }),
        ],
      },
    },
    twins: [],
  },
  {
    says: 'an eligible role of Azure by az rest',
    from: 'ana',
    goal: 'the subscription',
    way: /activates/,
    files: {
      users: [azUser('ana')],
      sp: [azSp('robot')],
      e: {
        value: [
          {
            id: `${inSubscription}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/1`,
            name: '1',
            type: 'Microsoft.Authorization/roleEligibilityScheduleInstances',
            properties: {
              roleEligibilityScheduleId: 'x',
              scope: inSubscription,
              roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
              principalId: idOf('ana'),
              principalType: 'User',
              status: 'Provisioned',
              startDateTime: '2024-01-01T00:00:00Z',
              endDateTime: '2027-01-01T00:00:00Z',
              memberType: 'Direct',
              createdOn: '2024-01-01T00:00:00Z',
            },
          },
        ],
      },
    },
    twins: [],
  },
  {
    says: 'an owner whom a deny assignment holds back',
    from: 'ci',
    goal: 'vm',
    way: /^no way$/,
    files: {
      sp: [azSp('ci')],
      vms: [azResource(vmType, 'web', carries('vm'))],
      ra: [azRa('ci', 'Virtual Machine Contributor')],
      deny: {
        value: [
          {
            id: `${inSubscription}/providers/Microsoft.Authorization/denyAssignments/1`,
            name: '1',
            type: 'Microsoft.Authorization/denyAssignments',
            properties: {
              denyAssignmentName: 'd',
              scope: inGroup,
              permissions: [{ actions: ['*'], notActions: ['*/read'], dataActions: [], notDataActions: [] }],
              principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
              excludePrincipals: [],
              isSystemProtected: true,
              doNotApplyToChildScopes: false,
            },
          },
        ],
      },
    },
    twins: [],
  },
  // az only: guests
  {
    says: 'a guest whom the CLI lists without its type: no password of its is set here',
    from: 'ana',
    goal: 'dev',
    way: /^no way$/,
    files: {
      users: [
        azUser('ana'),
        azUser('dev', { userPrincipalName: 'dev_partner.example#EXT#@contoso.onmicrosoft.com' }),
      ],
      ...h(hTenant, hDirectory('ana', 'Helpdesk Administrator')),
    },
    twins: [],
  },
];
