import { describe, expect, test } from 'vitest';
import {
  appIdOf,
  azRa,
  type DirectoryRoleName,
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
  idOf,
  type Json,
  type PermissionName,
} from './files.ts';
import { type Goal, wayIn } from './ways.ts';

/**
 * Small tenants of AzureHound, one way in each, and the same tenant without it. Written from what is known of attacks on Entra
 * and from Microsoft's documentation, and told a statement a line:
 *
 *     app robot            an application of this tenant with its principal; `elsewhere`, `managed`, `locked`
 *     user ana             `guest`, `off`;  group admins: `roles` (may hold them), `synced`, `dynamic`, `unified`
 *     ana owns app robot   `app`, `principal`, `group`;  ana in admins
 *     ana is Global Administrator;  ana is X at app robot | principal robot;  ana may be X (eligible)
 *     ci has Application.ReadWrite.All;  admins own the subscription
 */
type Part = readonly [kind: string, data: Json];

const groupParts: Readonly<Record<string, Json>> = {
  roles: { isAssignableToRole: true },
  synced: { onPremisesSyncEnabled: true },
  dynamic: { groupTypes: ['DynamicMembership'] },
  unified: { groupTypes: ['Unified'] },
};
const locked = {
  servicePrincipalLockConfiguration: {
    isEnabled: true,
    allProperties: true,
    credentialsWithUsageVerify: null,
  },
};

const statements: readonly (readonly [RegExp, (...words: readonly string[]) => readonly Part[]])[] = [
  [
    /^app (\w+) ?(elsewhere|managed|locked)?$/,
    (name, how) =>
      how === 'elsewhere'
        ? [hSp(name!, { appOwnerOrganizationId: elsewhere })]
        : how === 'managed'
          ? [hSp(name!, { servicePrincipalType: 'ManagedIdentity', appOwnerOrganizationId: null })]
          : [hSp(name!), hApp(name!, how === 'locked' ? locked : {})],
  ],
  [
    /^user (\w+) ?(guest|off)?$/,
    (name, how) => [
      hUser(name!, how === 'guest' ? { userType: 'Guest' } : how === 'off' ? { accountEnabled: false } : {}),
    ],
  ],
  [/^group (\w+) ?(\w+)?$/, (name, how) => [hGroup(name!, how === undefined ? {} : groupParts[how]!)]],
  [/^(\w+) in (\w+)$/, (member, group) => [hMember(group!, member!)]],
  [
    /^(\w+) owns (app|principal|group) (\w+)$/,
    (owner, of, what) => [
      hOwner(of === 'app' ? 'App' : of === 'group' ? 'Group' : 'ServicePrincipal', what!, owner!),
    ],
  ],
  [
    /^(\w+) is (.+) at (app|principal|PRINCIPAL) (\w+)$/,
    (who, role, of, what) => {
      const id = of === 'app' ? appIdOf(what!) : idOf(what!);
      return [hDirectory(who!, role!, `/${of === 'PRINCIPAL' ? id.toUpperCase() : id}`)];
    },
  ],
  [/^(\w+) is (.+)$/, (who, role) => [hDirectory(who!, role!)]],
  [/^(\w+) may be (.+)$/, (who, role) => [hEligible(who!, role as DirectoryRoleName)]],
  [/^(\w+) has (\S+)$/, (who, name) => [graphSp, hPermission(who!, name as PermissionName)]],
];

const partsOf = (statement: string): readonly Part[] => {
  for (const [pattern, make] of statements) {
    const found = pattern.exec(statement);
    if (found !== null) return make(...found.slice(1));
  }
  throw new Error(`not understood: ${statement}`);
};

const filesOf = (text: string): Files => {
  const all = text.split(';').map((each) => each.trim());
  const owners = all.flatMap((each) => /^(\w+) own the subscription$/.exec(each)?.[1] ?? []);
  const parts = all.filter((each) => !each.endsWith(' own the subscription')).flatMap(partsOf);
  return {
    hound: hound(hTenant, ...parts),
    ...(owners.length === 0
      ? {}
      : { ra: owners.map((each) => azRa(each, 'Owner', undefined, { principalType: 'Group' })) }),
  };
};

const robot = 'app robot; robot is Global Administrator';
const admins = (how = ''): string => `group admins ${how}`.trim();
const surely = 'surely';
const none = 'no way';

const cases: readonly (readonly [
  from: string,
  goal: Goal,
  ways: readonly (readonly [tenant: string, way: string | RegExp])[],
])[] = [
  // Owners
  [
    'ana',
    'the tenant',
    [
      [`${robot}; user ana; ana owns app robot`, surely],
      [`${robot}; user ana; app other; ana owns app other`, none],
      [`${robot}; user ana; ana owns principal robot`, surely],
      ['app robot locked; robot is Global Administrator; user ana; ana owns principal robot', none],
      ['app robot locked; robot is Global Administrator; user ana; ana owns app robot', surely],
      ['app robot elsewhere; robot is Global Administrator; user ana; ana owns principal robot', none],
    ],
  ],
  [
    'ana',
    'the subscription',
    [
      [`user ana; ${admins()}; ana owns group admins; admins own the subscription`, surely],
      [`user ana; ${admins('synced')}; ana owns group admins; admins own the subscription`, none],
      [`user ana; ${admins('dynamic')}; ana owns group admins; admins own the subscription`, none],
      [
        `user ana; group inner; ${admins()}; ana in inner; inner in admins; admins own the subscription`,
        surely,
      ],
      [
        `user ana; group inner; ${admins()}; ana in inner; admins in inner; admins own the subscription`,
        none,
      ],
    ],
  ],
  [
    'ci',
    'the tenant',
    [
      [`${robot}; app ci; ci has Application.ReadWrite.OwnedBy; ci owns app robot`, surely],
      [`${robot}; app ci; ci has Application.ReadWrite.OwnedBy`, none],
      [
        `${robot}; app ci; ci has User.Read.All; ci owns app robot`,
        /is given Application\.ReadWrite\.OwnedBy/,
      ],
    ],
  ],
  [
    'ana',
    'the tenant',
    [
      ['user ana; group t0 roles; t0 is Global Administrator; ana owns group t0', surely],
      ['user ana; group t0 roles; group t1 roles; t0 is Global Administrator; ana owns group t1', none],
      ['user ana; group t0 roles; t0 is Global Administrator; ana in t0', surely],
      ['user ana; user bob; group t0 roles; t0 is Global Administrator; bob in t0', none],
    ],
  ],
  // Roles of the directory over applications
  [
    'ana',
    'the tenant',
    [
      [`${robot}; user ana; ana is Application Administrator`, surely],
      ['app robot; user ana; ana is Application Administrator', none],
      [`${robot}; user ana; ana is Application Developer`, none],
      ['app robot managed; robot is Global Administrator; user ana; ana is Application Administrator', none],
      [
        'app robot elsewhere; robot is Global Administrator; user ana; ana is Application Administrator',
        none,
      ],
      [`${robot}; user ana; ana is Cloud Application Administrator at app robot`, surely],
      [`${robot}; app other; user ana; ana is Cloud Application Administrator at app other`, none],
      [`${robot}; user ana; ana is Cloud Application Administrator at PRINCIPAL robot`, surely],
      [`${robot}; app ana; ana is Application Administrator`, surely],
      [`${robot}; app ana; ana is Directory Readers`, none],
      ['user ana; ana is Privileged Role Administrator', surely],
      ['user ana; ana is Global Reader', none],
      ['user ana; ana is Conditional Access Administrator', none],
      ['user ana; ana is Exchange Administrator', none],
      ['user ana; ana may be Global Administrator', 'it activates Global Administrator'],
      [`${robot}; user ana; ana is Partner Tier2 Support`, surely],
      [`${robot}; user ana; ana is Hybrid Identity Administrator`, /surely|domain/],
      ['user ana; ana is Security Administrator', /a domain of the tenant/],
    ],
  ],
  // Passwords
  [
    'ana',
    'the tenant',
    [
      ...(
        [
          ['Privileged Authentication Administrator', surely],
          ['Authentication Administrator', none],
          ['Helpdesk Administrator', none],
          ['User Administrator', none],
        ] as const
      ).map(
        ([role, way]) => [`user ana; user boss; boss is Global Administrator; ana is ${role}`, way] as const,
      ),
      ['user ana; user boss off; boss is Global Administrator; ana is Authentication Administrator', none],
      [`${robot}; user ana; user dev; dev owns app robot; ana is Helpdesk Administrator`, surely],
      [`${robot}; user ana; user dev guest; dev owns app robot; ana is Helpdesk Administrator`, none],
      [
        `${robot}; user ana; user dev; dev owns app robot; group t0 roles; dev in t0; ana is Helpdesk Administrator`,
        none,
      ],
      [
        `${robot}; user ana; user dev; dev owns app robot; dev is Application Administrator; ana is Helpdesk Administrator`,
        none,
      ],
    ],
  ],
  // Groups
  [
    'ana',
    'the subscription',
    [
      ...[
        'Groups Administrator',
        'User Administrator',
        'Knowledge Administrator',
        'Directory Writers',
        'Identity Governance Administrator',
        'Intune Administrator',
      ].flatMap((role) => [
        [`user ana; ${admins()}; ana is ${role}; admins own the subscription`, surely] as const,
        [
          `user ana; ${admins('roles')}; ana is ${role}; admins own the subscription`,
          /no way|policy/,
        ] as const,
      ]),
      [`user ana; ${admins('unified')}; ana is Exchange Administrator; admins own the subscription`, surely],
      [`user ana; ${admins()}; ana is Exchange Administrator; admins own the subscription`, none],
    ],
  ],
  // Permissions of Graph
  [
    'ci',
    'the tenant',
    [
      ...[
        'RoleManagement.ReadWrite.Directory',
        'AppRoleAssignment.ReadWrite.All',
        'Application.ReadWrite.All',
      ].map((name) => [`${robot}; app ci; ci has ${name}`, surely] as const),
      ['app ci; ci has Application.ReadWrite.All', none],
      [`${robot}; app ci; ci has Directory.Read.All`, none],
      [`${robot}; app ci`, none],
      [`${robot}; app ci; ci has GroupMember.ReadWrite.All`, none],
    ],
  ],
  [
    'ci',
    'the subscription',
    [
      [`app ci; ${admins()}; ci has GroupMember.ReadWrite.All; admins own the subscription`, surely],
      [`app ci; ${admins('roles')}; ci has GroupMember.ReadWrite.All; admins own the subscription`, none],
      [
        `app ci; ${admins('roles')}; ci has RoleManagement.ReadWrite.Directory; admins own the subscription`,
        surely,
      ],
      [`app ci; ${admins('synced')}; ci has Group.ReadWrite.All; admins own the subscription`, none],
    ],
  ],
  [
    'ana',
    'the tenant',
    [
      [`${robot}; app ci; ci has Application.ReadWrite.All; user ana; ana owns principal ci`, surely],
      [`${robot}; app ci; ci has Application.ReadWrite.All; user ana`, none],
    ],
  ],
];

describe.each(cases)('%s to %s', (from, goal, ways) => {
  test.each(ways)('%s: %s', (tenant, way) => {
    const found = wayIn(filesOf(tenant), from, goal);
    if (typeof way === 'string') expect(found).toBe(way);
    else expect(found).toMatch(way);
  });
});

describe('permissions by what says them', () => {
  const robotParts = [
    hTenant,
    hSp('robot'),
    hApp('robot'),
    hDirectory('robot', 'Global Administrator'),
    hSp('ci'),
  ];
  const role = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';
  test('Graph itself was not collected', () => {
    const files = { hound: hound(...robotParts, hPermission('ci', 'RoleManagement.ReadWrite.Directory')) };
    expect(wayIn(files, 'ci', 'the tenant')).toBe(surely);
  });
  test('an interface of one’s own has a permission of the same name', () => {
    const own = hSp('own', {
      appRoles: [{ id: role, value: 'RoleManagement.ReadWrite.Directory', isEnabled: true }],
    });
    const given: Part = [
      'AZAppRoleAssignment',
      {
        id: 'x',
        appRoleId: role,
        principalId: idOf('ci'),
        principalType: 'ServicePrincipal',
        resourceId: idOf('own'),
      },
    ];
    expect(wayIn({ hound: hound(...robotParts, own, given) }, 'ci', 'the tenant')).toBe(none);
  });
  test('delegated permissions are nothing by themselves', () => {
    const grant: Part = [
      'AZOAuth2PermissionGrant',
      {
        id: 'g',
        clientId: idOf('ci'),
        consentType: 'AllPrincipals',
        resourceId: idOf('Microsoft Graph'),
        scope: 'RoleManagement.ReadWrite.Directory',
      },
    ];
    expect(wayIn({ hound: hound(...robotParts, graphSp, grant) }, 'ci', 'the tenant')).toBe(none);
  });
  test.each([
    ['microsoft.directory/applications/credentials/update', surely],
    ['microsoft.directory/applications/standard/read', none],
  ])('a role of one’s own with %s: %s', (action, way) => {
    const own: Part = [
      'AZRole',
      {
        id: idOf('own'),
        templateId: idOf('own'),
        displayName: 'own',
        isBuiltIn: false,
        isEnabled: true,
        rolePermissions: [{ allowedResourceActions: [action], condition: null }],
      },
    ];
    expect(wayIn({ hound: hound(...robotParts, own, hDirectory('ci', 'own')) }, 'ci', 'the tenant')).toBe(
      way,
    );
  });
});
