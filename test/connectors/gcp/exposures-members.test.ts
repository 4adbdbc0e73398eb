import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import {
  account,
  accountPlace,
  emailOf,
  estateOf,
  folder,
  identityAt,
  member,
  organization,
  policy,
  project,
  record,
} from './support.ts';

/** Who has roles that should have none here, or more than it needs: as `kind key severity`. */
const told = (records: readonly SnapshotRecord[], id: string, kind: string): readonly string[] => {
  const estate = estateOf(records);
  return (estate.identities[identityAt(estate, id)]!.exposures ?? [])
    .filter((each) => each.kind === kind)
    .map(({ key, severity }) => `${key} ${severity}`);
};
const fixOf = (records: readonly SnapshotRecord[], id: string, kind: string): string => {
  const estate = estateOf(records);
  return estate.identities[identityAt(estate, id)]!.exposures!.find((each) => each.kind === kind)!.fix;
};
const bound = (who: string, role: string, place = `projects/${project}`): SnapshotRecord =>
  policy(place, { role, members: [who] });
const own = account('bot');
const bot = emailOf('bot');

describe('everybody', () => {
  test.each([
    ['reads files', 'roles/storage.objectViewer', 'medium'],
    ['writes files', 'roles/storage.objectAdmin', 'critical'],
    ['sees names', 'roles/storage.insightsCollectorService', 'low'],
  ])('%s', (_, role, severity) => {
    for (const who of ['allUsers', 'allAuthenticatedUsers'])
      expect(
        told([bound(who, role, `//pubsub.googleapis.com/projects/${project}/topics/t`)], who, 'public-grant'),
      ).toEqual([`pubsub.googleapis.com/projects/${project}/topics/t ${severity}`]);
  });
  test('not what a service is there for, nor what one account has', () => {
    const service = `//run.googleapis.com/projects/${project}/locations/l/services/web`;
    expect(told([bound('allUsers', 'roles/run.invoker', service)], 'allUsers', 'public-grant')).toEqual([]);
    expect(told([own, bound(member('bot'), 'roles/storage.objectAdmin')], bot, 'public-grant')).toEqual([]);
  });
});

describe('outsiders', () => {
  const vendor = 'sync@vendor-prod.iam.gserviceaccount.com';
  test.each([
    [
      'an account of another organisation that controls',
      `serviceAccount:${vendor}`,
      vendor,
      'roles/owner',
      ['outsider high'],
    ],
    ['one that reads', `serviceAccount:${vendor}`, vendor, 'roles/storage.objectViewer', ['outsider low']],
    ['a person with public mail', 'user:eve@gmail.com', 'eve@gmail.com', 'roles/editor', ['outsider high']],
    [
      'a person of another domain',
      'user:eve@vendor.example',
      'eve@vendor.example',
      'roles/editor',
      ['outsider high'],
    ],
    ['a person of the domain', 'user:ana@example.com', 'ana@example.com', 'roles/editor', []],
    ['a person of a domain below it', 'user:ana@eu.example.com', 'ana@eu.example.com', 'roles/editor', []],
    [
      'a group of another domain',
      'group:g@vendor.example',
      'g@vendor.example',
      'roles/editor',
      ['outsider high'],
    ],
    [
      'a whole domain of others',
      'domain:vendor.example',
      'vendor.example',
      'roles/storage.objectViewer',
      ['outsider low'],
    ],
    ['an account of a project of its own', member('bot'), bot, 'roles/owner', []],
    [
      'an agent of Google',
      'serviceAccount:service-999@gcp-sa-pubsub.iam.gserviceaccount.com',
      'service-999@gcp-sa-pubsub.iam.gserviceaccount.com',
      'roles/editor',
      [],
    ],
  ])('%s', (_, who, id, role, expected) => {
    expect(told([bound(who, role)], id, 'outsider-grant')).toEqual(expected);
  });
});

test('groups that nobody read and domains stand for whoever is in them; they are no outsiders', () => {
  for (const [who, id, kind, nature] of [
    ['group:g@example.com', 'g@example.com', 'group', 'unknown'],
    ['domain:eu.example.com', 'eu.example.com', 'domain', 'human'],
  ] as const) {
    const records = [bound(who, 'roles/owner')];
    const { identities, coverage } = estateOf(records);
    expect(identities.map((each) => [each.id, each.kind, each.nature.is])).toEqual([[id, kind, nature]]);
    expect(told(records, id, 'outsider-grant')).toEqual([]);
    expect(coverage.find(({ source }) => source === 'members of groups')?.detail).toContain(
      `not known who is in ${kind} ${id}`,
    );
  }
});

test('a group of others does not have what its domain has', () => {
  const estate = estateOf([
    policy(
      `projects/${project}`,
      { role: 'roles/viewer', members: ['group:g@vendor.example'] },
      { role: 'roles/owner', members: ['domain:vendor.example'] },
    ),
  ]);
  expect(estate.identities[identityAt(estate, 'g@vendor.example')]!.grants.map(({ name }) => name)).toEqual([
    'roles/viewer',
  ]);
});

test.each([
  ['deleted:group:gone@example.com?uid=5', 'deleted-group', 'gone@example.com'],
  [
    'deleted:principal://iam.googleapis.com/projects/100/locations/global/workloadIdentityPools/p/subject/x',
    'deleted-principal',
    'projects/100/locations/global/workloadIdentityPools/p/subject/x',
  ],
  ['deleted:user:gone@example.com?uid=5', 'deleted-user', 'gone@example.com'],
])('%s is told as %s', (who, kind, name) => {
  const estate = estateOf([bound(who, 'roles/owner')]);
  expect(estate.identities[identityAt(estate, who)]).toMatchObject({ kind, name, grants: [] });
  expect(told([bound(who, 'roles/owner')], who, 'orphaned-grant')).toEqual(['deleted low']);
});

test('who was deleted and stands in policies: it holds nothing, and is told', () => {
  const gone = `deleted:serviceAccount:${emailOf('gone')}?uid=123`;
  const records = [bound(gone, 'roles/owner')];
  expect(told(records, gone, 'orphaned-grant')).toEqual(['deleted low']);
  const estate = estateOf(records);
  expect(estate.identities[identityAt(estate, gone)]).toMatchObject({
    kind: 'deleted-service-account',
    grants: [],
    credentials: [],
    scope: project,
  });
  expect(fixOf(records, gone, 'orphaned-grant')).toContain('remove-iam-policy-binding');
  // On an account it is a trust in somebody who is no more.
  expect(
    estateOf([own, bound(gone, 'roles/iam.serviceAccountUser', accountPlace('bot'))]).identities.map(
      ({ id }) => id,
    ),
  ).toEqual([bot]);
});

describe('basic roles', () => {
  test.each([
    ['roles/owner', ['basic-role high']],
    ['roles/viewer', ['basic-role low']],
    ['roles/storage.admin', []],
  ])('%s', (role, expected) => {
    expect(told([own, bound(member('bot'), role)], bot, 'catch-all-role')).toEqual(expected);
  });
  test.each([
    ['roles/owner', `projects/${project}`, ['basic-role high']],
    ['roles/editor', folder, ['basic-role high']],
    ['roles/viewer', `projects/${project}`, []],
    // The organisation has a rule of its own.
    ['roles/owner', organization, []],
  ])('of a group whose members nobody read: %s on %s', (role, place, expected) => {
    const id = 'ops@example.com';
    const records = [policy(place, { role, members: [`group:${id}`] })];
    expect(told(records, id, 'catch-all-role')).toEqual(expected);
    const found = estateOf(records).identities[identityAt(estateOf(records), id)]!.exposures ?? [];
    expect(found.filter(({ kind }) => kind === 'catch-all-role').map(({ atMost }) => atMost)).toEqual(
      expected.map(() => 'medium'),
    );
  });
  test('not of people, nor of what is switched off, nor for a time', () => {
    expect(told([bound('user:ana@example.com', 'roles/owner')], 'ana@example.com', 'catch-all-role')).toEqual(
      [],
    );
    expect(
      told(
        [account('bot', project, { disabled: true }), bound(member('bot'), 'roles/owner')],
        bot,
        'catch-all-role',
      ),
    ).toEqual([]);
    const ending = policy(`projects/${project}`, {
      role: 'roles/owner',
      members: [member('bot')],
      condition: 'request.time < timestamp("2026-10-01T00:00:00Z")',
    });
    expect(told([own, ending], bot, 'catch-all-role')).toEqual([]);
  });
});

describe('acting as every account', () => {
  test.each([
    ['of a project', 'roles/iam.serviceAccountTokenCreator', `projects/${project}`, ['accounts medium']],
    ['by handing them on', 'roles/iam.serviceAccountUser', `projects/${project}`, ['accounts medium']],
    ['of a folder', 'roles/iam.serviceAccountUser', folder, ['accounts high']],
    ['of the organisation', 'roles/iam.serviceAccountKeyAdmin', organization, ['accounts high']],
    ['of one', 'roles/iam.serviceAccountUser', accountPlace('bot'), []],
    ['none', 'roles/iam.serviceAccountViewer', folder, []],
  ])('%s', (_, role, place, expected) => {
    for (const [who, id] of [
      [member('bot'), bot],
      ['user:ana@example.com', 'ana@example.com'],
    ] as const)
      expect(
        told([own, policy(place, { role, members: [who, member('bot')] })], id, 'wide-impersonation'),
      ).toEqual(expected);
  });
});

describe('what is activated', () => {
  const entitlement = (part: object = {}, role = 'roles/owner'): SnapshotRecord =>
    record('gcp.entitlement', 'e', {
      name: `projects/${project}/locations/global/entitlements/e`,
      eligibleUsers: [{ principals: ['user:eva@example.com', 'group:ops@example.com'] }],
      privilegedAccess: {
        gcpIamAccess: {
          resource: `//cloudresourcemanager.googleapis.com/projects/${project}`,
          roleBindings: [{ role }],
        },
      },
      ...part,
    });
  const joins = record('gcp.membership', 'm', { group: 'ops@example.com', member: 'eva@example.com' });
  const approvedBy = (...approvers: readonly string[]) => ({ approval: true, approvers: [...approvers] });
  const grant = (by: string) =>
    record('gcp.grant', 'g', {
      name: `projects/${project}/locations/global/entitlements/e/grants/g`,
      requester: 'eva@example.com',
      state: 'ENDED',
      approvedBy: [by],
    });
  test.each<readonly [string, readonly SnapshotRecord[], readonly string[]]>([
    ['nobody approves', [entitlement()], ['e medium']],
    ['nobody approves what does little', [entitlement({}, 'roles/storage.objectViewer')], ['e low']],
    ['somebody else approves', [entitlement(approvedBy('user:ana@example.com'))], []],
    [
      'it is one of those',
      [entitlement(approvedBy('user:ana@example.com', 'user:eva@example.com'))],
      ['e medium'],
    ],
    ['by a group', [joins, entitlement(approvedBy('group:ops@example.com'))], ['e medium']],
    ['a group that it is not in', [entitlement(approvedBy('group:bosses@example.com'))], []],
  ])('%s', (_, records, expected) => {
    expect(told(records, 'eva@example.com', 'activation-without-approval')).toEqual(expected);
  });
  test('what it approved for itself', () => {
    const e = `projects/${project}/locations/global/entitlements/e`;
    const own_ = record('gcp.entitlement', e, {
      name: e,
      eligibleUsers: [{ principals: ['user:eva@example.com'] }],
      privilegedAccess: {
        gcpIamAccess: { resource: `projects/${project}`, roleBindings: [{ role: 'roles/owner' }] },
      },
      ...approvedBy('user:ana@example.com'),
    });
    expect(told([own_, grant('eva@example.com')], 'eva@example.com', 'activation-without-approval')).toEqual([
      `${e} medium`,
    ]);
    expect(told([own_, grant('ana@example.com')], 'eva@example.com', 'activation-without-approval')).toEqual(
      [],
    );
  });
});

describe('what Google proposes', () => {
  const recommendation = (part: object = {}) =>
    record('gcp.recommendation', 'r', {
      name: 'r',
      state: 'ACTIVE',
      priority: 'P2',
      resource: `//cloudresourcemanager.googleapis.com/projects/${project}`,
      member: member('bot'),
      removedRoles: ['roles/editor'],
      addedRoles: ['roles/storage.objectViewer'],
      ...part,
    });
  const insight = record('gcp.insight', 'i', {
    name: 'i',
    member: member('bot'),
    role: 'roles/editor',
    exercisedPermissions: ['storage.objects.get'],
    inferredPermissions: ['storage.objects.list'],
    currentTotalPermissionsCount: 9000,
  });
  const base = [own, bound(member('bot'), 'roles/editor')];
  test('is told while it is open, with what takes the role’s place', () => {
    expect(told([...base, recommendation()], bot, 'less-recommended')).toEqual([
      `projects/${project} roles/editor medium`,
    ]);
    const fix = fixOf([...base, recommendation(), insight], bot, 'less-recommended');
    expect(fix).toContain('storage.objects.get, storage.objects.list');
    expect(fix).toContain('gcloud iam roles create ROLE');
    expect(fixOf([...base, recommendation({ addedRoles: [] }), insight], bot, 'less-recommended')).toContain(
      `--role projects/${project}/roles/ROLE`,
    );
    expect(fix.indexOf('add-iam-policy-binding')).toBeLessThan(fix.indexOf('remove-iam-policy-binding'));
  });
  test.each([
    ['done', { state: 'SUCCEEDED' }],
    ['dismissed', { state: 'DISMISSED' }],
    ['about somebody else', { member: member('other') }],
  ])('not what is %s', (_, part) => {
    expect(told([...base, recommendation(part)], bot, 'less-recommended')).toEqual([]);
  });
});

describe('API keys that are bound to nobody', () => {
  const name = 'projects/100/locations/global/keys/k';
  const id = `//apikeys.googleapis.com/${name}`;
  const key = (restrictions?: object) =>
    record('gcp.api-key', name, {
      name,
      uid: 'k',
      displayName: 'maps',
      ...(restrictions === undefined ? {} : { restrictions }),
    });
  test.each([
    ['for everything from anywhere', undefined, ['k undefined']],
    ['for one interface from anywhere', { apiTargets: [{ service: 'maps' }] }, ['k low']],
    [
      'for one interface from one place',
      { apiTargets: [{ service: 'maps' }], serverKeyRestrictions: { allowedIps: ['192.0.2.1'] } },
      [],
    ],
  ])('%s', (_, restrictions, expected) => {
    expect(told([key(restrictions)], id, 'wide-token')).toEqual(expected);
  });
  test('are identities of their project with a credential and no more', () => {
    const estate = estateOf([key()]);
    expect(estate.identities[identityAt(estate, id)]).toMatchObject({
      kind: 'api-key',
      scope: project,
      grants: [],
      credentials: [{ kind: 'api-key', lifetime: 'static' }],
    });
  });
});
