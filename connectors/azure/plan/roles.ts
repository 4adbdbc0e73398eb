import type { Level } from '../../../src/model/level.ts';
import { ownMember } from '../../../src/model/own-member.ts';

/** What a built-in role holds, as far as the gate compares it: texts of role definitions are not in a plan. */
export interface RoleMeaning {
  readonly level: Level;
  /** `management`: the control plane. `data`: what services hold. `directory`: Entra. */
  readonly service: 'management' | 'data' | 'directory';
  readonly privileges: readonly string[];
}

const management = (level: Level, ...privileges: readonly string[]): RoleMeaning => ({
  level,
  service: 'management',
  privileges: [...privileges].sort(),
});
const data = (level: Level, ...privileges: readonly string[]): RoleMeaning => ({
  level,
  service: 'data',
  privileges: [...privileges].sort(),
});

const verbs = ['read', 'write', 'delete', 'action'] as const;
const all = (prefix: string): readonly string[] => verbs.map((verb) => `${prefix}/*/${verb}`);
/** Never held through a wildcard over all services: contributors do not grant. */
const granting = 'Microsoft.Authorization/* (granting)';
const everything = verbs.map((verb) => `*/${verb}`);

/** By name and by id. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const builtIn: readonly (readonly [name: string, id: string, meaning: RoleMeaning])[] = [
  ['Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', management('control', ...everything, granting)],
  ['Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c', management('control', ...everything)],
  ['Reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', management('read', '*/read')],
  [
    'User Access Administrator',
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    management('control', '*/read', granting),
  ],
  [
    'Role Based Access Control Administrator',
    'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    management('control', '*/read', granting),
  ],
  [
    'Virtual Machine Contributor',
    '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    management('control', ...all('Microsoft.Compute/virtualMachines')),
  ],
  [
    'Network Contributor',
    '4d97b98b-1d4f-4787-a291-c67834d212e7',
    management('write', ...all('Microsoft.Network')),
  ],
  [
    'Website Contributor',
    'de139f84-1756-47ae-9be6-808fbbe84772',
    management('control', ...all('Microsoft.Web/sites')),
  ],
  [
    'Managed Identity Operator',
    'f1a07417-d97a-45cb-824c-7a7467783830',
    management(
      'control',
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
    ),
  ],
  [
    'Managed Identity Contributor',
    'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
    management('control', ...all('Microsoft.ManagedIdentity/userAssignedIdentities')),
  ],
  [
    'Azure Kubernetes Service Cluster Admin Role',
    '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
    management('control', 'Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action'),
  ],
  ['AcrPull', '7f951dda-4ed3-4680-a7ca-43fe172d538d', data('read', 'registry pull')],
  ['AcrPush', '8311e382-0749-4cb8-b61a-304f252e45ec', data('write', 'registry pull', 'registry push')],
  ['Monitoring Reader', '43d0d8ad-25c7-4714-9337-8ba259a9fe05', management('read', '*/read')],
  ['Log Analytics Reader', '73c42c96-874c-492b-b04d-ab87d138a893', management('read', '*/read')],
  ['Key Vault Administrator', '00482a5a-887f-4fb3-b363-3b7fe8e74483', data('control', 'vault *')],
  ['Key Vault Secrets Officer', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', data('write', 'vault secrets *')],
  ['Key Vault Secrets User', '4633458b-17de-408a-b874-0445c86b69e6', data('read', 'vault secrets read')],
  ['Key Vault Reader', '21090545-7ca7-4776-b22c-e363652d74d2', data('view', 'vault metadata')],
  ['Storage Blob Data Owner', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', data('control', 'blob *')],
  [
    'Storage Blob Data Contributor',
    'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    data('write', 'blob read', 'blob write'),
  ],
  ['Storage Blob Data Reader', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', data('read', 'blob read')],
];

const byName = new Map(builtIn.map(([name, , meaning]) => [name.toLowerCase(), { name, meaning }]));
const byId = new Map(builtIn.map(([name, id, meaning]) => [id, { name, meaning }]));

/** @param role name, id, or path that ends in the id */
export const roleMeaning = (role: string): { readonly name: string; readonly meaning: RoleMeaning } =>
  byName.get(role.toLowerCase()) ??
  byId.get(role.slice(role.lastIndexOf('/') + 1).toLowerCase()) ?? {
    name: role,
    meaning: management(
      /reader$/i.test(role) ? 'read' : 'write',
      `role: ${role.slice(role.lastIndexOf('/') + 1)}`,
    ),
  };

const grants =
  /^(\*|microsoft\.authorization\/(\*|[^/]+\/(\*|write|delete)|elevateaccess\/action|\*\/(write|delete)))$/i;
/** Actions by which a role takes over identities or hosts. https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations */
const takesOver =
  /^(\*$|\*\/(write|action)$|microsoft\.managedidentity\/(\*|userassignedidentities\/(\*|write|.*assign\/action|federatedidentitycredentials\/write))|microsoft\.compute\/(\*|virtualmachines\/(\*|runcommand\/action|extensions\/write|write))|microsoft\.web\/(\*|sites\/(\*|write))|microsoft\.automation\/(\*|automationaccounts\/(\*|runbooks\/write|jobs\/write))|microsoft\.containerservice\/(\*|managedclusters\/(\*|.*credential\/action)))/i;

/** Lines of a role definition of one's own. What `notActions` takes away makes it another privilege, never a wider one. */
export const definedRole = (permissions: {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}): readonly RoleMeaning[] => {
  const { actions, notActions, dataActions, notDataActions } = permissions;
  const isGranting =
    actions.some((action) => grants.test(action)) && !notActions.some((action) => grants.test(action));
  const spread = (action: string): readonly string[] =>
    action === '*' ? everything : action.endsWith('/*') ? all(action.slice(0, -2)) : [action];
  // Of what granting takes away nothing is left to say: contributors are told by its absence.
  const rest = notActions.filter((action) => !grants.test(action)).sort();
  const less = (not: readonly string[]) => (not.length === 0 ? '' : ` except ${not.join(', ')}`);
  const controls = isGranting || actions.some((action) => takesOver.test(action));
  const reads = (list: readonly string[]): boolean => list.every((action) => /\/read$/i.test(action));
  return [
    ...(actions.length === 0
      ? []
      : [
          management(
            controls ? 'control' : reads(actions) ? 'read' : 'write',
            ...new Set([
              ...actions.flatMap(spread).map((action) => `${action}${less(rest)}`),
              ...(isGranting ? [granting] : []),
            ]),
          ),
        ]),
    ...(dataActions.length === 0
      ? []
      : [
          data(
            reads(dataActions) ? 'read' : 'write',
            ...dataActions.map((action) => `${action}${less([...notDataActions].sort())}`),
          ),
        ]),
  ];
};

const directory = (level: Level, name: string): RoleMeaning => ({
  level,
  service: 'directory',
  privileges: [name],
});

/** By template id. https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const directoryRoles: Readonly<Record<string, readonly [Level, string]>> = {
  '62e90394-69f5-4237-9190-012177145e10': ['control', '*'],
  'e8611ab8-c189-46e8-94e1-60213ab1f814': ['control', 'Privileged Role Administrator'],
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': ['control', 'Privileged Authentication Administrator'],
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': ['control', 'Application Administrator'],
  '158c047a-c907-4556-b7ef-446551a6b5f7': ['control', 'Cloud Application Administrator'],
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2': ['control', 'Hybrid Identity Administrator'],
  'fe930be7-5e62-47db-91af-98c3a49a38b1': ['control', 'User Administrator'],
  'fdd7a751-b60b-444a-984c-02652fe8fa1c': ['control', 'Groups Administrator'],
  '3a2c62db-5318-420d-8d74-23affee5d9d5': ['control', 'Intune Administrator'],
  '194ae4cb-b126-40b2-bd5b-6091b380977d': ['control', 'Security Administrator'],
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9': ['control', 'Conditional Access Administrator'],
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': ['read', 'Global Reader'],
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b': ['read', 'Directory Readers'],
  '5d6b6bb7-de71-4623-b4af-96380a352509': ['read', 'Security Reader'],
  '4a5d8f65-41da-4de4-8968-e035b65339cf': ['read', 'Reports Reader'],
};
const directoryNames = new Map(
  Object.values(directoryRoles).map(([level, name]) => [
    name === '*' ? 'global administrator' : name.toLowerCase(),
    [level, name] as const,
  ]),
);

/** @param role template id, or display name of an activated role */
export const directoryRole = (role: string): RoleMeaning => {
  const [level, name] = ownMember(directoryRoles, role.toLowerCase()) ??
    directoryNames.get(role.toLowerCase()) ?? ['write', role];
  return directory(level, name);
};

/** Permissions of Microsoft Graph by which an application takes over others. https://learn.microsoft.com/graph/permissions-reference */
const graphControl: Readonly<Record<string, string>> = {
  '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9': 'Application.ReadWrite.All',
  '06b708a9-e830-4db3-a914-8e69da51d44f': 'AppRoleAssignment.ReadWrite.All',
  '19dbc75e-c2e2-444c-a770-ec69d8559fc7': 'Directory.ReadWrite.All',
  '62a82d76-70ea-41e2-9197-370581804d09': 'Group.ReadWrite.All',
  'dbaae8cf-10b5-4b86-a4a1-f871c94c6695': 'GroupMember.ReadWrite.All',
  '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8': 'RoleManagement.ReadWrite.Directory',
  '89c8469c-83ad-45f7-8ff2-6e3d4285709e': 'ServicePrincipalEndpoint.ReadWrite.All',
};

export const appRole = (id: string): RoleMeaning => {
  const name = ownMember(graphControl, id.toLowerCase());
  return name === undefined ? directory('write', `app role ${id}`) : directory('control', name);
};
