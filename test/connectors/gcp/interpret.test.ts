import { describe, expect, test } from 'vitest';
import { levelOf } from '../../../connectors/gcp/iam/levels.ts';
import { isAddressOfAgent, permissionOfDeny } from '../../../connectors/gcp/iam/names.ts';
import { predefinedRole } from '../../../connectors/gcp/iam/predefined-roles.ts';
import { memberOf } from '../../../connectors/gcp/identities/members.ts';
import { interpretGcp } from '../../../connectors/gcp/interpret.ts';
import { levelName } from '../../../src/model/level.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { accepts } from '../../../src/pipeline/federation.ts';
import {
  account,
  accountPlace,
  collectedAt,
  custom,
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
  tree,
} from './support.ts';

const grantsOf = (records: Parameters<typeof estateOf>[0], id = emailOf('bot')) => {
  const estate = estateOf([account('bot'), ...records]);
  return estate.identities[identityAt(estate, id)]!.grants;
};

test('predefined roles: as many as there are, with what they permit', () => {
  const viewer = predefinedRole('roles/storage.objectViewer')!;
  expect([
    viewer.has('storage.objects.get'),
    viewer.has('storage.objects.delete'),
    viewer.has('no.such.thing'),
  ]).toEqual([true, false, false]);
  expect([
    predefinedRole('roles/owner')!.permissions().length,
    predefinedRole('roles/editor')!.permissions().length,
  ]).toEqual([13_568, 11_979]);
  expect(predefinedRole('roles/no.such')).toBeUndefined();
});

test.each([
  ['storage.objects.get', 'read'],
  ['storage.objects.list', 'view'],
  ['storage.objects.create', 'write'],
  ['storage.buckets.setIamPolicy', 'control'],
  ['secretmanager.versions.access', 'read'],
  ['iam.serviceAccounts.getAccessToken', 'control'],
  ['iam.serviceAccounts.actAs', 'control'],
  ['iam.googleapis.com/workloadIdentityPools.get', 'view'],
  ['apikeys.keys.getKeyString', 'read'],
  ['compute.instances.start', 'write'],
  // Of the role Viewer, which changes nothing.
  ['aiplatform.endpoints.predict', 'view'],
  ['bigquery.jobs.create', 'view'],
  ['bigquery.jobs.update', 'write'],
])('%s is %s', (permission, level) => {
  expect(levelName(levelOf(permission))).toBe(level);
});

test.each([
  ['cloudresourcemanager.googleapis.com/projects.setIamPolicy', 'resourcemanager.projects.setIamPolicy'],
  ['iam.googleapis.com/roles.list', 'iam.roles.list'],
  ['iam.googleapis.com/*', 'iam.*'],
])('a deny policy writes %s', (written, permission) => {
  expect(permissionOfDeny(written)).toBe(permission);
});

test.each([
  ['service-100@gcp-sa-pubsub.iam.gserviceaccount.com', true],
  ['service-100@compute-system.iam.gserviceaccount.com', true],
  ['service-org-1@gcp-sa-scc.iam.gserviceaccount.com', true],
  ['100@cloudservices.gserviceaccount.com', true],
  ['100-compute@developer.gserviceaccount.com', false],
  ['shop@appspot.gserviceaccount.com', false],
  ['100@cloudbuild.gserviceaccount.com', false],
  ['ci@shop.iam.gserviceaccount.com', false],
])('%s is an agent of Google: %s', (email, answer) => {
  expect(isAddressOfAgent(email)).toBe(answer);
});

test.each([
  ['user:A@example.com', { is: 'user', id: 'a@example.com' }],
  ['deleted:user:a@example.com?uid=1', { is: 'deleted' }],
  ['allUsers', { is: 'everyone' }],
  ['domain:example.com', { is: 'domain' }],
  ['projectEditor:shop', { is: 'convenience', role: 'roles/editor', project: 'shop' }],
  ['serviceAccount:shop.svc.id.goog[ns/app]', { is: 'kubernetes' }],
  [
    'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/attribute.repository/a/b',
    { is: 'federated', of: { attribute: 'attribute.repository', value: 'a/b' } },
  ],
  [
    'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*',
    { is: 'federated', of: {} },
  ],
  ['somebody', { is: 'other' }],
])('%s', (written, expected) => {
  expect(memberOf(written)).toMatchObject(expected);
});

describe('what is held, where and for how long', () => {
  test.each([
    [organization, organization],
    [folder, folder],
    [`//cloudresourcemanager.googleapis.com/projects/100`, project],
    [`projects/${project}`, project],
  ])('a role on %s is of %s', (place, scope) => {
    expect(grantsOf([policy(place, { role: 'roles/viewer', members: [member('bot')] })])).toMatchObject([
      { scope, name: 'roles/viewer', duration: 'permanent', providerManaged: true },
    ]);
  });
  test('a role above counts in every project below', () => {
    const estate = estateOf([
      account('bot'),
      policy(folder, { role: 'roles/storage.admin', members: [member('bot')] }),
    ]);
    const cells = estate.profiles[estate.identities[identityAt(estate, emailOf('bot'))]!.profile]!.cells;
    expect([...new Set(cells.map(({ scope }) => estate.scopes[scope]!.id))].sort()).toEqual(
      [folder, project].sort(),
    );
  });
  test('an end, a grant on request, one that is over, one that was made on request', () => {
    const until = 'request.time < timestamp("2026-10-01T00:00:00Z")';
    expect(
      grantsOf([
        policy(`projects/${project}`, { role: 'roles/viewer', members: [member('bot')], condition: until }),
      ]),
    ).toMatchObject([{ duration: 'time-bound', until: '2026-10-01T00:00:00.000Z', conditions: [] }]);
    expect(
      grantsOf([
        policy(`projects/${project}`, {
          role: 'roles/viewer',
          members: [member('bot')],
          condition: until,
          title: 'Created by: PAM',
        }),
      ]),
    ).toMatchObject([{ duration: 'activated' }]);
    expect(
      grantsOf([
        policy(`projects/${project}`, {
          role: 'roles/viewer',
          members: [member('bot')],
          condition: 'request.time < timestamp("2026-08-01T00:00:00Z")',
        }),
      ]),
    ).toMatchObject([{ duration: 'time-bound', until: '2026-08-01T00:00:00.000Z', privileges: [] }]);
    const entitlement = record('gcp.entitlement', 'e', {
      name: `projects/${project}/locations/global/entitlements/e`,
      eligibleUsers: [{ principals: [member('bot')] }],
      privilegedAccess: { gcpIamAccess: { roleBindings: [{ role: 'roles/editor' }] } },
    });
    expect(grantsOf([entitlement])).toMatchObject([{ duration: 'eligible', scope: project }]);
    // What one may ask for and another has is not the same, though role and place are.
    const estate = estateOf([
      account('bot'),
      account('other'),
      entitlement,
      policy(`projects/${project}`, { role: 'roles/editor', members: [member('other')] }),
    ]);
    const [asking, holding] = ['bot', 'other'].map(
      (name) => estate.profiles[estate.identities[identityAt(estate, emailOf(name))]!.profile]!,
    );
    expect(asking).not.toEqual(holding);
  });
  test('a role that nobody read is unknown, and said', () => {
    const records = [
      account('bot'),
      policy(organization, { role: custom('x'), members: [member('bot'), 'group:ops@example.com'] }),
    ];
    expect(grantsOf(records)).toMatchObject([{ duration: 'unknown', privileges: [] }]);
    const { coverage } = estateOf(records, []);
    // Of the organisation, and of where the group is.
    expect(coverage.map(({ scope }) => scope).sort()).toEqual([
      'cloud-identity',
      'cloud-identity',
      organization,
      organization,
    ]);
    expect(
      coverage
        .filter(({ scope }) => scope === organization)
        .map(({ source, status, detail }) => [source, status, detail.split(':')[0]]),
    ).toEqual([
      [
        'roles of Google Cloud',
        'partial',
        `not known what ${custom('x')} permits; add the output of gcloud iam roles describe`,
      ],
      [
        'members of groups',
        'partial',
        'not known who is in group ops@example.com; add the output of gcloud identity groups memberships list, named after the group (admins@example.com.json)',
      ],
    ]);
  });
  test('who has editor on the project has what its bucket gives to editors', () => {
    expect(
      grantsOf([
        policy(`projects/${project}`, { role: 'roles/editor', members: [member('bot')] }),
        record('gcp.iam-policy', 'b', {
          resource: '//storage.googleapis.com/logs',
          ancestors: ['projects/100'],
          bindings: [{ role: 'roles/storage.legacyBucketOwner', members: [`projectEditor:${project}`] }],
        }),
      ]).map(({ name, scope }) => [name, scope]),
    ).toEqual([
      ['roles/storage.legacyBucketOwner', project],
      ['roles/editor', project],
    ]);
  });
});

test('keys: whose, since when, until when; those that Google turns over are none', () => {
  const key = (id: string, part: object) =>
    record('gcp.service-account-key', id, {
      name: `${accountPlace('bot')}/keys/${id}`,
      keyType: 'USER_MANAGED',
      validAfterTime: '2025-01-01T00:00:00Z',
      ...part,
    });
  const estate = estateOf([
    account('bot'),
    key('a', { validBeforeTime: '9999-12-31T23:59:59Z' }),
    key('b', { validBeforeTime: '2026-12-31T00:00:00Z' }),
    key('c', { validBeforeTime: '2026-01-31T00:00:00Z' }),
    key('d', { disabled: true }),
    key('e', { keyType: 'SYSTEM_MANAGED' }),
    record('gcp.hmac-key', 'GOOG1', {
      accessId: 'GOOG1',
      serviceAccountEmail: emailOf('bot'),
      state: 'ACTIVE',
    }),
  ]);
  expect(
    estate.identities[identityAt(estate, emailOf('bot'))]!.credentials.map(({ id, lifetime, status }) => [
      id,
      lifetime,
      status,
    ]),
  ).toEqual([
    ['GOOG1', 'static', 'active'],
    ['a', 'static', 'active'],
    ['access-token', 'short-lived', 'active'],
    ['b', 'expiring', 'active'],
    ['c', 'expiring', 'expired'],
    ['d', 'static', 'inactive'],
  ]);
});

describe('tokens of others', () => {
  const pool = 'projects/100/locations/global/workloadIdentityPools/ci';
  const provider = (part: object = {}) =>
    record('gcp.pool-provider', 'p', {
      name: `${pool}/providers/gh`,
      attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' },
      oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
      ...part,
    });
  const token = (repository: string) => ({
    node: 0,
    issuer: 'token.actions.githubusercontent.com',
    claims: {
      sub: { like: [`repo:${repository}:*`] },
      repository: { like: [repository] },
      repository_owner: { like: [repository.split('/')[0]!] },
      aud: { like: ['*'] },
    },
    assumes: [],
  });
  const lets = (who: string, part: object, repository = 'acme/web'): string => {
    const estate = estateOf([
      account('bot'),
      provider(part),
      policy(accountPlace('bot'), {
        role: 'roles/iam.workloadIdentityUser',
        members: [
          `${who.startsWith('subject') ? 'principal' : 'principalSet'}://iam.googleapis.com/${pool}/${who}`,
        ],
      }),
    ]);
    const ways = estate.identities[identityAt(estate, emailOf('bot'))]!.trusts.flatMap(
      (trust) => trust.accepts ?? [],
    );
    if (ways.length === 0) return 'nobody';
    const way = ways.find((each) => accepts(each, token(repository)));
    return way === undefined ? 'no' : way.assumes.join('; ') || 'yes';
  };
  test.each([
    ['*', {}, 'yes'],
    ['attribute.repository/acme/web', {}, 'yes'],
    ['attribute.repository/acme/api', {}, 'no'],
    ['attribute.environment/production', {}, 'nobody'],
    ['*', { disabled: true }, 'nobody'],
    ['*', { attributeCondition: "assertion.repository_owner == 'acme'" }, 'yes'],
    ['*', { attributeCondition: "'other' == assertion.repository_owner" }, 'no'],
    ['*', { attributeCondition: "assertion.repository_owner != 'acme'" }, 'no'],
    ['*', { attributeCondition: "attribute.repository in ['acme/web', 'acme/api']" }, 'yes'],
    [
      '*',
      { attributeCondition: "attribute.repository == 'a/b' || attribute.repository == 'acme/web'" },
      'yes',
    ],
    ['*', { attributeCondition: "assertion.repository.startsWith('acme/')" }, 'yes'],
    ['*', { attributeCondition: "assertion.repository.startsWith('other/')" }, 'no'],
    ['*', { attributeCondition: "assertion.repository.matches('acme')" }, 'yes'],
    ['*', { attributeCondition: "assertion.repository.matches('^acme$')" }, 'no'],
    ['*', { attributeCondition: "assertion.repository.split('/')[0] == 'acme'" }, 'yes'],
    ['*', { attributeCondition: "assertion.repository.split('/')[0] == 'other'" }, 'no'],
    [
      '*',
      { attributeCondition: "assertion.repository == 'a/b' || assertion.repository_owner == 'acme'" },
      'yes',
    ],
    [
      '*',
      { attributeCondition: "assertion.repository.matches('(?i)acme')" },
      "the token meets all of assertion.repository.matches('(?i)acme')",
    ],
    ['*', { oidc: { issuerUri: 'https://gitlab.com' } }, 'no'],
  ])('%s with %j: %s', (who, part, answer) => {
    expect(lets(who, part)).toBe(answer);
  });
});

test('an account of elsewhere is named, and lives elsewhere', () => {
  const estate = estateOf([
    policy(`projects/${project}`, {
      role: 'roles/viewer',
      members: [member('bot', 'partner-prod'), 'user:ana@example.com'],
    }),
  ]);
  expect(estate.identities.map(({ id, scope, kind }) => [id, scope, kind])).toEqual([
    ['ana@example.com', 'cloud-identity', 'user'],
    [emailOf('bot', 'partner-prod'), 'partner-prod', 'service-account'],
  ]);
  expect(estate.scopes.find(({ id }) => id === 'partner-prod')).toMatchObject({
    kind: 'external-project',
    services: [],
  });
});

test('the same facts in another order are the same estate', () => {
  const records = [
    ...tree,
    account('bot'),
    account('bot', otherProject),
    policy(organization, { role: 'roles/editor', members: [member('bot'), 'user:a@example.com'] }),
    policy(folder, { role: 'roles/owner', members: [member('bot', otherProject)] }),
  ];
  const told = (list: typeof records): string => {
    const { takeover, ...estate } = interpretGcp(list, {
      collectedAt,
      coverage: [],
      settings: defaultSettings,
    });
    return JSON.stringify([estate, [...takeover.from], [...takeover.to], takeover.reasons]);
  };
  expect(told(records.toReversed())).toBe(told(records));
});
