/**
 * Built-in roles of Entra by template id, with those of their actions by which somebody is taken over or privileges are given:
 * for estates whose role definitions were not read. Where they were, those count. From the pages of MicrosoftDocs/entra-docs
 * (`docs/identity/role-based-access-control/includes/`, CC BY 4.0) as of 2026-01-26.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export interface DirectoryRoleRow {
  readonly name: string;
  readonly actions: readonly string[];
  /** It has further actions, none of which takes anybody over. */
  readonly also?: 'view' | 'read' | 'write';
}

const d = 'microsoft.directory';
const applicationCredentials = [
  `${d}/applications/credentials/update`,
  `${d}/applications/owners/update`,
  `${d}/servicePrincipals/credentials/update`,
  `${d}/servicePrincipals/owners/update`,
];
const groupMembers = [
  `${d}/groups/members/update`,
  `${d}/groups/owners/update`,
  `${d}/groups/dynamicMembershipRule/update`,
];
const securityGroupMembers = [`${d}/groups.security/members/update`, `${d}/groups.security/owners/update`];
const unifiedGroupMembers = [`${d}/groups.unified/members/update`, `${d}/groups.unified/owners/update`];
const password = `${d}/users/password/update`;
const authenticationMethods = `${d}/users/authenticationMethods/basic/update`;
const federation = `${d}/domains/federation/update`;

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

export const builtInDirectoryRoles: ReadonlyMap<string, DirectoryRoleRow> = new Map<string, DirectoryRoleRow>(
  [
    [
      globalAdministrator,
      {
        name: 'Global Administrator',
        actions: [
          `${d}/applications/allProperties/allTasks`,
          `${d}/servicePrincipals/allProperties/allTasks`,
          `${d}/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin`,
          `${d}/groups/allProperties/allTasks`,
          `${d}/groupsAssignableToRoles/allProperties/update`,
          `${d}/roleAssignments/allProperties/allTasks`,
          `${d}/roleDefinitions/allProperties/allTasks`,
          `${d}/privilegedIdentityManagement/allProperties/allTasks`,
          `${d}/domains/allProperties/allTasks`,
          `${d}/users/allProperties/allTasks`,
          authenticationMethods,
          'microsoft.office365.exchange/allEntities/basic/allTasks',
          'microsoft.office365.sharePoint/allEntities/allTasks',
        ],
      },
    ],
    [
      'e8611ab8-c189-46e8-94e1-60213ab1f814',
      {
        name: 'Privileged Role Administrator',
        actions: [
          `${d}/groupsAssignableToRoles/allProperties/update`,
          `${d}/privilegedIdentityManagement/allProperties/allTasks`,
          `${d}/roleAssignments/allProperties/allTasks`,
          `${d}/roleDefinitions/allProperties/allTasks`,
          `${d}/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin`,
          `${d}/servicePrincipals/appRoleAssignedTo/update`,
        ],
      },
    ],
    [
      '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
      { name: 'Privileged Authentication Administrator', actions: [password, authenticationMethods] },
    ],
    [
      'c4e39bd9-1100-46d3-8c65-fb160da0071f',
      { name: 'Authentication Administrator', actions: [password, authenticationMethods] },
    ],
    [
      '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
      { name: 'Application Administrator', actions: applicationCredentials, also: 'write' },
    ],
    [
      '158c047a-c907-4556-b7ef-446551a6b5f7',
      { name: 'Cloud Application Administrator', actions: applicationCredentials, also: 'write' },
    ],
    [
      '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
      {
        name: 'Hybrid Identity Administrator',
        actions: [`${d}/applications/owners/update`, `${d}/servicePrincipals/owners/update`, federation],
        also: 'write',
      },
    ],
    [
      '4ba39ca4-527c-499a-b93d-d9b492c50246',
      {
        name: 'Partner Tier1 Support',
        actions: [
          `${d}/applications/credentials/update`,
          `${d}/applications/owners/update`,
          `${d}/groups/members/update`,
          `${d}/groups/owners/update`,
          password,
        ],
      },
    ],
    [
      'e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8',
      {
        name: 'Partner Tier2 Support',
        actions: [
          `${d}/applications/credentials/update`,
          `${d}/applications/owners/update`,
          `${d}/groups/members/update`,
          `${d}/groups/owners/update`,
          `${d}/roleAssignments/allProperties/allTasks`,
          `${d}/roleDefinitions/allProperties/allTasks`,
          `${d}/domains/allProperties/allTasks`,
          password,
        ],
      },
    ],
    [
      'fe930be7-5e62-47db-91af-98c3a49a38b1',
      { name: 'User Administrator', actions: [...groupMembers, password], also: 'write' },
    ],
    ['fdd7a751-b60b-444a-984c-02652fe8fa1c', { name: 'Groups Administrator', actions: groupMembers }],
    [
      '9360feb5-f418-4baa-8175-e2a00bac4301',
      { name: 'Directory Writers', actions: groupMembers, also: 'write' },
    ],
    [
      '45d8d3c5-c802-45c6-b32a-1d70b5e1e86e',
      { name: 'Identity Governance Administrator', actions: groupMembers.slice(0, 1), also: 'write' },
    ],
    [
      '3a2c62db-5318-420d-8d74-23affee5d9d5',
      { name: 'Intune Administrator', actions: securityGroupMembers, also: 'write' },
    ],
    [
      'b5a8dcf3-09d5-43a9-a639-8e29ef291470',
      { name: 'Knowledge Administrator', actions: securityGroupMembers },
    ],
    ['744ec460-397e-42ad-a462-8b3f9747a02c', { name: 'Knowledge Manager', actions: securityGroupMembers }],
    [
      '11451d60-acb2-45eb-a7d6-43d0f0125c13',
      { name: 'Windows 365 Administrator', actions: securityGroupMembers },
    ],
    [
      '29232cdf-9323-42fd-ade2-1d097af3e4de',
      {
        name: 'Exchange Administrator',
        actions: [...unifiedGroupMembers, 'microsoft.office365.exchange/allEntities/basic/allTasks'],
      },
    ],
    [
      'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
      {
        name: 'SharePoint Administrator',
        actions: [...unifiedGroupMembers, 'microsoft.office365.sharePoint/allEntities/allTasks'],
      },
    ],
    [
      '69091246-20e8-4a56-aa4d-066075b2a7a8',
      {
        name: 'Teams Administrator',
        actions: [...unifiedGroupMembers, 'microsoft.teams/allEntities/allProperties/allTasks'],
      },
    ],
    [
      '810a2642-a034-447f-a5e8-41beaa378541',
      {
        name: 'Yammer Administrator',
        actions: [...unifiedGroupMembers, 'microsoft.office365.yammer/allEntities/allProperties/allTasks'],
      },
    ],
    ['729827e3-9c14-49f7-bb1b-9608f156bbb8', { name: 'Helpdesk Administrator', actions: [password] }],
    ['966707d0-3269-4727-9be2-8c3a10f19b9d', { name: 'Password Administrator', actions: [password] }],
    [
      'be2f45a1-457d-42af-a067-6ec1fa63bc45',
      { name: 'External Identity Provider Administrator', actions: [federation] },
    ],
    [
      '8329153b-31d0-4727-b945-745eb3bc5f31',
      { name: 'Domain Name Administrator', actions: [`${d}/domains/allProperties/allTasks`] },
    ],
    [
      '194ae4cb-b126-40b2-bd5b-6091b380977d',
      { name: 'Security Administrator', actions: [federation], also: 'write' },
    ],
    [
      'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
      { name: 'Conditional Access Administrator', actions: [], also: 'write' },
    ],
    ['cf1c38e5-3621-4004-a7cb-879624dced7c', { name: 'Application Developer', actions: [], also: 'write' }],
    ['f2ef992c-3afb-46b9-b7cf-a126ee74c451', { name: 'Global Reader', actions: [], also: 'read' }],
    ['5d6b6bb7-de71-4623-b4af-96380a352509', { name: 'Security Reader', actions: [], also: 'read' }],
    ['4a5d8f65-41da-4de4-8968-e035b65339cf', { name: 'Reports Reader', actions: [], also: 'read' }],
    ['88d8e3e3-8f55-4a1e-953a-9b9898b8876b', { name: 'Directory Readers', actions: [], also: 'view' }],
    ['95e79109-95c0-4d8e-aee3-d01accf2d47b', { name: 'Guest Inviter', actions: [], also: 'write' }],
    ['790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', { name: 'Message Center Reader', actions: [], also: 'view' }],
    [
      '27460883-1df1-4691-b032-3b79643e5e63',
      { name: 'User Experience Success Manager', actions: [], also: 'view' },
    ],
    [
      '75934031-6c7e-415a-99d7-48dbd49e875e',
      { name: 'Usage Summary Reports Reader', actions: [], also: 'view' },
    ],
    [
      'd29b2b05-8046-44ba-8758-1e26182fcf32',
      { name: 'Directory Synchronization Accounts', actions: [], also: 'view' },
    ],
  ],
);

const roleNamed = (name: string): string =>
  [...builtInDirectoryRoles].find(([, row]) => row.name === name)![0];
const named = (...names: readonly string[]): ReadonlySet<string> => new Set(names.map(roleNamed));

const weakest = ['Directory Readers', 'Guest Inviter'];
const readers = [
  'Message Center Reader',
  'Reports Reader',
  'User Experience Success Manager',
  'Usage Summary Reports Reader',
];

/**
 * Whose password a role resets: users without a role of the directory, and users who have none but these. `all`: everybody's.
 * Who is in a group that may hold roles is out of reach of all but these last.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords
 */
export const passwordsOf: ReadonlyMap<string, ReadonlySet<string> | 'all'> = new Map<
  string,
  ReadonlySet<string> | 'all'
>([
  [globalAdministrator, 'all'],
  [roleNamed('Privileged Authentication Administrator'), 'all'],
  [roleNamed('Partner Tier2 Support'), 'all'],
  [roleNamed('Password Administrator'), named(...weakest, 'Password Administrator')],
  [
    roleNamed('Helpdesk Administrator'),
    named(...weakest, ...readers, 'Helpdesk Administrator', 'Password Administrator'),
  ],
  [
    roleNamed('Authentication Administrator'),
    named(...weakest, ...readers, 'Authentication Administrator', 'Password Administrator'),
  ],
  [
    roleNamed('User Administrator'),
    named(
      ...weakest,
      ...readers,
      'Groups Administrator',
      'Helpdesk Administrator',
      'Password Administrator',
      'User Administrator',
    ),
  ],
]);
