import fc from 'fast-check';
import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import {
  account,
  accountPlace,
  emailOf,
  folder,
  organization,
  otherProject,
  project,
  record,
} from '../connectors/gcp/support.ts';

/**
 * Organisations drawn by lot, as plain data: what the product reads is made of them by {@link recordsOf}, and what a reference
 * says of them it says by itself.
 */
export interface Allow {
  readonly on: string;
  readonly member: string;
  readonly role: string;
  readonly condition: string;
  readonly kind: 'policy' | 'entitlement';
}
export interface Deny {
  readonly on: string;
  readonly principal: string;
  readonly except: string;
  readonly permission: string;
  readonly exceptPermission: string;
  readonly condition: string;
}
export interface Boundary {
  readonly version: string;
  readonly within: string;
  readonly target: string;
  readonly condition: string;
}
export interface Access {
  readonly on: string;
  readonly effect: 'ALLOW' | 'DENY';
  readonly principal: string;
  readonly except: string;
  readonly permission: string;
}
export interface World {
  readonly allows: readonly Allow[];
  readonly denies: readonly Deny[];
  readonly boundaries: readonly Boundary[];
  readonly access: readonly Access[];
  /** Members of `ops`; `inner` is a group in it when it is among them. */
  readonly ops: readonly string[];
  readonly inner: readonly string[];
}

export const inside = 'folders/11';
export const deepProject = 'deep-dev';
export const bot = emailOf('bot');
export const robot = emailOf('robot', otherProject);
export const ana = 'ana@example.com';
export const unread = 'closed@example.com';

/** Nodes from each project upwards. */
export const above: Readonly<Record<string, readonly string[]>> = {
  [project]: [`projects/${project}`, folder, organization],
  [otherProject]: [`projects/${otherProject}`, organization],
  [deepProject]: [`projects/${deepProject}`, inside, folder, organization],
};
export const nodes = [
  organization,
  folder,
  inside,
  `projects/${project}`,
  `projects/${otherProject}`,
  `projects/${deepProject}`,
];

export const token = 'iam.serviceAccounts.getAccessToken';
export const setPolicy = 'resourcemanager.projects.setIamPolicy';
export const permissions = [
  token,
  setPolicy,
  'compute.instances.create',
  'storage.objects.get',
  'secretmanager.versions.access',
  'iam.roles.update',
];

/** Custom roles, by name: what they permit, and whether they do. */
export const roles: Readonly<
  Record<string, { readonly gives: readonly string[]; readonly off?: 'DISABLED' | 'deleted' | 'unread' }>
> = {
  tokens: { gives: [token] },
  all: { gives: permissions },
  little: { gives: ['compute.instances.list'] },
  disabled: { gives: permissions, off: 'DISABLED' },
  deleted: { gives: permissions, off: 'deleted' },
  closed: { gives: [], off: 'unread' },
};

export const conditions: Readonly<Record<string, string>> = {
  none: '',
  over: 'request.time < timestamp("2020-01-01T00:00:00Z")',
  later: '!(timestamp("2030-01-01T00:00:00Z") <= request.time)',
  window:
    'request.time > timestamp("2026-08-01T00:00:00Z") && request.time < timestamp("2026-10-01T00:00:00Z")',
  account: 'resource.type == "iam.googleapis.com/ServiceAccount"',
  node: 'resource.type == "cloudresourcemanager.googleapis.com/Project"',
  service: 'resource.service != "iam.googleapis.com"',
  tag: 'resource.matchTag("1/env", "prod")',
  either: 'resource.matchTag("1/env", "prod") || request.time < timestamp("2030-01-01T00:00:00Z")',
};

export const accountsOf = (node: string, type = '/type/ServiceAccount'): string =>
  `principalSet://cloudresourcemanager.googleapis.com/${node}${type}`;
export const single = (email: string): string =>
  `principal://iam.googleapis.com/projects/-/serviceAccounts/${email}`;
export const person = (email: string): string => `principal://goog/subject/${email}`;
export const group = (email: string): string => `principalSet://goog/group/${email}`;

const node = fc.constantFrom(...nodes);
const condition = fc.constantFrom('none', 'none', 'none', ...Object.keys(conditions));

export const allowOf: fc.Arbitrary<Allow> = fc
  .record<Allow>({
    on: fc.oneof(node, node, fc.constantFrom(accountPlace('admin'), accountPlace('admin', deepProject))),
    member: fc.constantFrom(
      `serviceAccount:${bot}`,
      `serviceAccount:${bot}`,
      `serviceAccount:${robot}`,
      `user:${ana}`,
      'group:ops@example.com',
      `group:${unread}`,
      'domain:example.com',
      'allUsers',
      `deleted:serviceAccount:${bot}?uid=1`,
      accountsOf('projects/100'),
      accountsOf(organization),
      accountsOf(folder),
      accountsOf(organization, '/type/ServiceAgent'),
    ),
    role: fc.constantFrom('tokens', 'all', 'all', ...Object.keys(roles)),
    condition,
    kind: fc.constantFrom('policy', 'policy', 'policy', 'entitlement'),
  })
  // Entitlements are of nodes of the tree alone.
  .map((allow) => (allow.on.includes('/serviceAccounts/') ? { ...allow, kind: 'policy' as const } : allow));

const principal = fc.constantFrom(
  'principalSet://goog/public:all',
  group('ops@example.com'),
  group(unread),
  single(bot),
  single(robot),
  person(ana),
  accountsOf('projects/100', ''),
  accountsOf('projects/200'),
  accountsOf(organization),
  accountsOf(organization, ''),
  `deleted:${single(bot)}?uid=1`,
);
const nobody = fc.constantFrom('', '', '');

export const denyOf: fc.Arbitrary<Deny> = fc.record({
  on: node,
  principal,
  except: fc.oneof(nobody, principal),
  permission: fc.constantFrom(
    'iam.googleapis.com/serviceAccounts.getAccessToken',
    'iam.googleapis.com/serviceAccounts.*',
    'iam.googleapis.com/*.getAccessToken',
    'iam.googleapis.com/*.*',
    'cloudresourcemanager.googleapis.com/projects.setIamPolicy',
    'storage.googleapis.com/objects.*',
    'compute.googleapis.com/instances.list',
  ),
  exceptPermission: fc.constantFrom('', '', 'iam.googleapis.com/serviceAccounts.getAccessToken'),
  condition,
});

export const principalConditions: Readonly<Record<string, string>> = {
  none: '',
  accounts: "principal.type == 'iam.googleapis.com/ServiceAccount'",
  people: "principal.type == 'iam.googleapis.com/WorkspaceIdentity'",
  others: `principal.subject != '${bot}'`,
};

export const boundaryOf: fc.Arbitrary<Boundary> = fc.record({
  version: fc.constantFrom('1', '2', '3', '4', 'latest', '7'),
  within: node,
  target: fc.oneof(node, fc.constantFrom('projects/100', 'projects/200')),
  condition: fc.constantFrom('none', 'none', ...Object.keys(principalConditions)),
});

export const accessOf: fc.Arbitrary<Access> = fc.record({
  on: node,
  effect: fc.constantFrom('ALLOW', 'DENY'),
  principal: fc.constantFrom(single(bot), single(robot), person(ana), group('ops@example.com')),
  except: fc.oneof(nobody, fc.constantFrom(single(bot), group('ops@example.com'))),
  permission: fc.constantFrom(
    'iam.googleapis.com/serviceAccounts.getAccessToken',
    'storage.googleapis.com/objects.get',
  ),
});

export const worlds: fc.Arbitrary<World> = fc.record({
  allows: fc.array(allowOf, { minLength: 1, maxLength: 5 }),
  denies: fc.array(denyOf, { maxLength: 2 }),
  boundaries: fc.array(boundaryOf, { maxLength: 2 }),
  access: fc.array(accessOf, { maxLength: 2 }),
  ops: fc.subarray([bot, robot, ana, 'inner@example.com']),
  inner: fc.subarray([bot, ana]),
});

const crm = (name: string): string => `//cloudresourcemanager.googleapis.com/${name}`;
const conditionIn = (name: string) =>
  name === 'none' ? {} : { condition: { expression: conditions[name]! } };

/** What is there in every organisation that is drawn. */
export const surroundings: readonly SnapshotRecord[] = [
  record('gcp.folder', inside, { name: inside, parent: folder }),
  record('gcp.project', deepProject, { projectId: deepProject, projectNumber: '300', parent: inside }),
  // By which she is known.
  record('gcp.iam-policy', 'known', {
    resource: '//storage.googleapis.com/known',
    bindings: [{ role: `${organization}/roles/little`, members: [`user:${ana}`] }],
  }),
  account('bot'),
  account('robot', otherProject),
  ...[project, otherProject, deepProject].map((each) => account('admin', each)),
  ...Object.entries(roles).flatMap(([name, { gives, off }]) =>
    off === 'unread'
      ? []
      : [
          record('gcp.role', `${organization}/roles/${name}`, {
            name: `${organization}/roles/${name}`,
            title: name,
            stage: off === 'DISABLED' ? 'DISABLED' : 'GA',
            deleted: off === 'deleted',
            includedPermissions: [...gives],
          }),
        ],
  ),
];

const groupRecords = ({ ops, inner }: Pick<World, 'ops' | 'inner'>): readonly SnapshotRecord[] =>
  (
    [
      ['ops@example.com', ops],
      ['inner@example.com', inner],
    ] as const
  ).flatMap(([email, members]) => [
    record('gcp.group', email, { email, whole: true }),
    ...members.map((each) =>
      record('gcp.membership', `${email} ${each}`, {
        group: email,
        member: each,
        type:
          each === 'inner@example.com'
            ? 'GROUP'
            : each.endsWith('.gserviceaccount.com')
              ? 'SERVICE_ACCOUNT'
              : 'USER',
      }),
    ),
  ]);

/** One binding, deny policy, boundary, access policy or entitlement a record: none of them has the id of another. */
export const recordsOf = (world: World): readonly SnapshotRecord[] => [
  ...surroundings,
  ...groupRecords(world),
  ...[
    ...Map.groupBy(
      world.allows.filter(({ kind }) => kind === 'policy'),
      ({ on }) => on,
    ),
  ].map(([on, allows]) =>
    record('gcp.iam-policy', on, {
      resource: on,
      bindings: allows.map(({ member, role, condition: name }) => ({
        role: `${organization}/roles/${role}`,
        members: [member],
        ...conditionIn(name),
      })),
    }),
  ),
  ...world.allows.flatMap(({ kind, on, member, role, condition: name }, index) =>
    kind === 'policy'
      ? []
      : [
          record('gcp.entitlement', `e${index}`, {
            name: `${organization}/locations/global/entitlements/e${index}`,
            eligibleUsers: [{ principals: [member] }],
            privilegedAccess: {
              gcpIamAccess: {
                resource: crm(on),
                roleBindings: [
                  {
                    role: `${organization}/roles/${role}`,
                    ...(name === 'none' ? {} : { conditionExpression: conditions[name]! }),
                  },
                ],
              },
            },
          }),
        ],
  ),
  ...world.denies.map((deny, index) => {
    const name = `policies/cloudresourcemanager.googleapis.com%2F${deny.on.replace('/', '%2F')}/denypolicies/d${index}`;
    return record('gcp.deny-policy', name, {
      name,
      rules: [
        {
          denyRule: {
            deniedPrincipals: [deny.principal],
            exceptionPrincipals: deny.except === '' ? [] : [deny.except],
            deniedPermissions: [deny.permission],
            exceptionPermissions: deny.exceptPermission === '' ? [] : [deny.exceptPermission],
            ...(deny.condition === 'none'
              ? {}
              : { denialCondition: { expression: conditions[deny.condition]! } }),
          },
        },
      ],
    });
  }),
  ...world.boundaries.flatMap(({ version, within, target, condition: name }, index) => {
    const policy = `${organization}/locations/global/principalAccessBoundaryPolicies/b${index}`;
    return [
      record('gcp.boundary', policy, {
        name: policy,
        details: { enforcementVersion: version, rules: [{ effect: 'ALLOW', resources: [crm(within)] }] },
      }),
      record('gcp.policy-binding', `pb${index}`, {
        name: `pb${index}`,
        policy,
        policyKind: 'PRINCIPAL_ACCESS_BOUNDARY',
        target: { principalSet: crm(target) },
        ...(name === 'none' ? {} : { condition: { expression: principalConditions[name]! } }),
      }),
    ];
  }),
  ...world.access.flatMap(({ on, effect, principal: who, except, permission }, index) => {
    const policy = `${organization}/locations/global/accessPolicies/a${index}`;
    return [
      record('gcp.access-policy', policy, {
        name: policy,
        details: {
          rules: [
            {
              effect,
              principals: [who],
              excludedPrincipals: except === '' ? [] : [except],
              operation: { permissions: [permission] },
            },
          ],
        },
      }),
      record('gcp.policy-binding', `ab${index}`, {
        name: `ab${index}`,
        policy,
        policyKind: 'ACCESS',
        target: { resource: crm(on) },
      }),
    ];
  }),
];
