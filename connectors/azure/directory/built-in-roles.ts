import { readFileSync } from 'node:fs';

/**
 * Built-in roles of Entra by template id, for estates whose role definitions were not read. Where they were, those count. Made
 * by `scripts/make-entra-roles.ts`, which says its source.
 * https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export interface DirectoryRoleRow {
  readonly name: string;
  readonly actions: readonly string[];
  /** As Microsoft marks it. */
  readonly privileged: boolean;
}

interface StoredRoles {
  readonly source: string;
  readonly namespaces: readonly (readonly [namespace: string, names: string])[];
  readonly roles: readonly (readonly [
    id: string,
    name: string,
    privileged: 0 | 1,
    actions: readonly number[],
  ])[];
}

const load = (): ReadonlyMap<string, DirectoryRoleRow> => {
  const file = readFileSync(new URL('./data/built-in-roles.generated.json', import.meta.url), 'utf8');
  const { namespaces, roles } = JSON.parse(file) as StoredRoles;
  const actions = namespaces.flatMap(([namespace, names]) =>
    names.split('|').map((name) => `${namespace}/${name}`),
  );
  return new Map(
    roles.map(([id, name, privileged, places]) => [
      id,
      { name, privileged: privileged === 1, actions: places.map((place) => actions[place]!) },
    ]),
  );
};

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

export const builtInDirectoryRoles: ReadonlyMap<string, DirectoryRoleRow> = load();

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
