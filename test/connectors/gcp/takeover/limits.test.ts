import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  accountPlace,
  control,
  custom,
  customRole,
  emailOf,
  estateOf,
  folder,
  identityAt,
  member,
  organization,
  otherProject,
  policy,
  project,
  record,
  way,
} from '../support.ts';

const two = [account('bot'), account('admin')];
const tokens = [
  ...two,
  customRole('power', 'iam.serviceAccounts.getAccessToken'),
  policy(`projects/${project}`, { role: custom('power'), members: [member('bot')] }),
];
const boundaryOf = (version: string | null, ...resources: readonly string[]): SnapshotRecord =>
  record('gcp.boundary', 'b', {
    name: `${organization}/locations/global/principalAccessBoundaryPolicies/b`,
    displayName: 'home',
    details: { enforcementVersion: version, rules: [{ effect: 'ALLOW', resources: [...resources] }] },
  });
const boundary = (...resources: readonly string[]): SnapshotRecord => boundaryOf('3', ...resources);
const binding = (principalSet: string, expression?: string): SnapshotRecord =>
  record('gcp.policy-binding', 'pb', {
    name: 'pb',
    policy: `${organization}/locations/global/principalAccessBoundaryPolicies/b`,
    policyKind: 'PRINCIPAL_ACCESS_BOUNDARY',
    target: { principalSet },
    ...(expression === undefined ? {} : { condition: { expression } }),
  });
const node = (name: string): string => `//cloudresourcemanager.googleapis.com/${name}`;
const stopped = 'no way';
const unless = 'the principal access boundary home does not stop it';
const elsewhere = node(`projects/${otherProject}`);

test.each([
  ['nobody is bound', [boundary(node(`projects/${otherProject}`))], 'surely'],
  ['beyond', [boundary(node(`projects/${otherProject}`)), binding(node(organization))], stopped],
  ['beyond, by number', [boundary(node('projects/200')), binding(node('projects/100'))], stopped],
  ['within, by its folder', [boundary(node(folder)), binding(node(organization))], 'surely'],
  ['others are bound', [boundary(node(`projects/${otherProject}`)), binding(node('projects/200'))], 'surely'],
  ['beyond, at the newest version', [boundaryOf('latest', elsewhere), binding(node(organization))], stopped],
  ['beyond, at no version', [boundaryOf(null, elsewhere), binding(node(organization))], stopped],
  // Tokens of accounts are stopped from the third version on.
  ['beyond, at the second version', [boundaryOf('2', elsewhere), binding(node(organization))], 'surely'],
  ['beyond, at the first version', [boundaryOf('1', elsewhere), binding(node(organization))], 'surely'],
  [
    'beyond, at a version that nobody knows yet',
    [boundaryOf('9', elsewhere), binding(node(organization))],
    stopped,
  ],
  [
    'of whom it may be that they are bound',
    [boundary(elsewhere), binding(node(organization), "principal.team == 'robots'")],
    unless,
  ],
  [
    'accounts alone',
    [
      boundary(node(`projects/${otherProject}`)),
      binding(node(organization), "principal.type == 'iam.googleapis.com/ServiceAccount'"),
    ],
    stopped,
  ],
  [
    'people alone',
    [
      boundary(node(`projects/${otherProject}`)),
      binding(node(organization), "principal.type == 'iam.googleapis.com/WorkspaceIdentity'"),
    ],
    'surely',
  ],
  [
    'all but this one',
    [
      boundary(node(`projects/${otherProject}`)),
      binding(node(organization), `principal.subject != '${emailOf('bot')}'`),
    ],
    'surely',
  ],
])('a principal access boundary: %s', (_, records, expected) => {
  expect(way([...tokens, ...records])).toBe(expected);
});

describe('a principal access boundary that the holder may put aside', () => {
  const may = (...permissions: readonly string[]): readonly SnapshotRecord[] => [
    customRole('lifts', ...permissions),
    policy(organization, { role: custom('lifts'), members: [member('bot')] }),
  ];
  const outside = [
    ...tokens,
    boundary(node(`projects/${otherProject}`)),
    binding(node('projects/100')),
  ] as const;
  const of = 'iam.principalaccessboundarypolicies';
  const widens = 'it widens the principal access boundary home first';
  const takesAway = 'it takes away the principal access boundary home first';
  test.each([
    ['changes it', [`${of}.update`], widens],
    ['deletes it', [`${of}.delete`], takesAway],
    ['unbinds it', [`${of}.unbind`, 'resourcemanager.projects.deletePolicyBinding'], takesAway],
    ['binds it to others', [`${of}.bind`, 'resourcemanager.projects.updatePolicyBinding'], takesAway],
    ['reads it', [`${of}.get`], stopped],
    ['only unbinds the policy', [`${of}.unbind`], stopped],
    ['only has the target', ['resourcemanager.projects.deletePolicyBinding'], stopped],
    ['has another target', [`${of}.unbind`, 'resourcemanager.folders.deletePolicyBinding'], stopped],
  ])('who %s', (_, permissions, expected) => {
    expect(way([...outside, ...may(...permissions)])).toBe(expected);
  });
  test('whose version nobody knows may stop that', () => {
    const records = [
      ...tokens,
      boundaryOf('9', node(`projects/${otherProject}`)),
      binding(node('projects/100')),
      ...may(`${of}.update`),
    ];
    expect(way(records)).toBe(`${widens}, which does not stop that`);
  });
  test('with its own policy within it, does not stop that', () => {
    const records = [
      account('bot'),
      account('admin', 'elsewhere'),
      record('gcp.organization', 'organizations/2', { name: 'organizations/2' }),
      record('gcp.project', 'elsewhere', { projectId: 'elsewhere', parent: 'organizations/2' }),
      customRole('power', 'iam.serviceAccounts.getAccessToken'),
      policy('projects/elsewhere', { role: custom('power'), members: [member('bot')] }),
      boundary(node(organization)),
      binding(node(organization)),
    ];
    const to = emailOf('admin', 'elsewhere');
    expect(way(records, emailOf('bot'), to)).toBe(stopped);
    expect(way([...records, ...may(`${of}.update`)], emailOf('bot'), to)).toBe(
      'it widens the principal access boundary home first',
    );
  });
  test('is not put aside for what is within', () => {
    expect(
      way([...tokens, boundary(node(folder)), binding(node(organization)), ...may(`${of}.update`)]),
    ).toBe('surely');
  });
  test('all are, where none is widened', () => {
    const second = (target: string): readonly SnapshotRecord[] => [
      record('gcp.boundary', 'b2', {
        name: `${organization}/locations/global/principalAccessBoundaryPolicies/b2`,
        displayName: 'second',
        details: { rules: [{ effect: 'ALLOW', resources: [node(`projects/${otherProject}`)] }] },
      }),
      record('gcp.policy-binding', 'pb2', {
        name: 'pb2',
        policy: `${organization}/locations/global/principalAccessBoundaryPolicies/b2`,
        target: { principalSet: node(target) },
      }),
    ];
    const unbinds = may(`${of}.unbind`, 'resourcemanager.projects.deletePolicyBinding');
    expect(way([...outside, ...second('projects/100'), ...unbinds])).toBe(
      'it takes away the principal access boundary home, second first, which does not stop that',
    );
    expect(way([...outside, ...second(organization), ...unbinds])).toBe(stopped);
  });
});

describe('people and a boundary', () => {
  const who = 'user:ana@example.com';
  const power = [
    ...two,
    customRole('power', 'iam.serviceAccounts.getAccessToken'),
    policy(`projects/${project}`, { role: custom('power'), members: [who] }),
    boundary(node(`projects/${otherProject}`)),
  ];
  test.each([
    ['of the organisation and its own domain', node(organization), 'no way'],
    ['of a directory', '//iam.googleapis.com/locations/global/workspace/C01', unless],
    ['of a project, which has no people', node('projects/100'), 'surely'],
    ['of agents', `//agents.global.org-1.system.id.goog/*`, 'surely'],
  ])('%s', (_, set, expected) => {
    expect(way([...power, binding(set)], 'ana@example.com')).toBe(expected);
  });
});

describe('pods', () => {
  const pool = `${project}.svc.id.goog[shop/web]`;
  const trusting = [
    ...two,
    customRole('pods', 'container.pods.create'),
    policy(accountPlace('admin'), {
      role: 'roles/iam.workloadIdentityUser',
      members: [`serviceAccount:${pool}`],
    }),
  ];
  const deploys = (of: string): SnapshotRecord =>
    policy(`projects/${of}`, { role: custom('pods'), members: [member('bot')] });
  const cluster = record('gcp.resource', 'c', {
    name: `//container.googleapis.com/projects/${project}/locations/l/clusters/c`,
    assetType: 'container.googleapis.com/Cluster',
    project,
    workloadIdentity: true,
  });
  test('whoever runs pods in a cluster is whom its service accounts become', () => {
    expect(way([...trusting, deploys(project), cluster])).toBe('surely');
  });
  test('without a cluster that is known it rests on there being one', () => {
    expect(way([...trusting, deploys(project)])).toBe('the project has a cluster with workload identity');
  });
  test('clusters of another project have another pool', () => {
    expect(way([...trusting, deploys(otherProject), cluster])).toBe('no way');
  });
  test('looking at pods is no way', () => {
    expect(
      way([
        ...trusting,
        cluster,
        customRole('looks', 'container.pods.list'),
        policy(`projects/${project}`, { role: custom('looks'), members: [member('bot')] }),
      ]),
    ).toBe('no way');
  });
});

describe('what was asked for', () => {
  const grant = (part: object): SnapshotRecord =>
    record('gcp.grant', 'g', {
      name: 'projects/100/locations/global/entitlements/e/grants/g',
      requester: emailOf('bot'),
      state: 'ACTIVE',
      accessGrantTime: '2026-08-31T23:30:00Z',
      requestedDuration: '3600s',
      resource: node('projects/100'),
      roleBindings: [{ role: 'roles/owner' }],
      ...part,
    });
  const held = (...records: readonly SnapshotRecord[]): unknown => {
    const estate = estateOf([account('bot'), ...records]);
    return estate.identities[identityAt(estate, emailOf('bot'))]!.grants.map(({ duration, until }) => [
      duration,
      until,
    ]);
  };
  const end = '2026-09-01T00:30:00.000Z';
  test('is activated until it ends', () => {
    expect(held(grant({}))).toEqual([['activated', end]]);
    expect(control([account('bot'), grant({})], project)).toBe('surely');
  });
  test.each([
    ['it ended', { state: 'ENDED' }],
    ['it waits for approval', { state: 'APPROVAL_AWAITED' }],
    ['its time is over', { accessGrantTime: '2026-08-31T20:00:00Z' }],
    ['it was taken away', { accessRemoveTime: '2026-08-31T23:45:00Z' }],
  ])('nothing is held where %s', (_, part) => {
    expect(held(grant(part))).toEqual([]);
  });
  test('what the policy shows of it is held once', () => {
    const shown = policy(`projects/${project}`, {
      role: 'roles/owner',
      members: [member('bot')],
      condition: `request.time < timestamp("${end}")`,
      title: 'Created by: PAM',
    });
    expect(held(grant({}), shown)).toEqual([['activated', end]]);
  });
});

describe('an account that is used in another project', () => {
  const acting = [
    ...two,
    customRole('acts', 'iam.serviceAccounts.actAs'),
    policy(accountPlace('admin'), { role: custom('acts'), members: [member('bot')] }),
    policy(`projects/${otherProject}`, { role: 'roles/run.developer', members: [member('bot')] }),
  ];
  const constraint = (enforced: boolean): SnapshotRecord =>
    record('gcp.org-policy', 'o', {
      resource: `projects/${project}`,
      constraint: 'constraints/iam.disableCrossProjectServiceAccountUsage',
      enforced,
    });
  test('is not, unless its own project allows it', () => {
    expect(way(acting)).toBe('no way');
    expect(way([...acting, constraint(true)])).toBe('no way');
    expect(way([...acting, constraint(false)])).toContain(
      'the agents of the other project may make tokens of the account',
    );
  });
  test('is where the holder may switch the constraint off', () => {
    const changes = (place: string): readonly SnapshotRecord[] => [
      customRole('changes', 'orgpolicy.policies.update'),
      policy(place, { role: custom('changes'), members: [member('bot')] }),
    ];
    const told =
      'it switches the constraint off first; the agents of the other project may make tokens of the account';
    expect(way([...acting, constraint(true), ...changes(organization)])).toBe(told);
    expect(way([...acting, ...changes(organization)])).toBe(told);
    // Of another project's policies it may say what it wants.
    expect(way([...acting, constraint(true), ...changes(`projects/${otherProject}`)])).toBe('no way');
  });
});
