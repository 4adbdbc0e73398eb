import { describe, expect, test } from 'vitest';
import { inputKinds } from '../../../../src/model/coverage.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import type { PlanGround } from '../../../../src/pipeline/plan-gate.ts';
import type { SketchedChange } from '../../../support/plan.ts';
import { failingClasses, judgePlan, kept } from '../../../support/plan-verdict.ts';
import {
  member as accountMember,
  accountPlace,
  account as accountRecord,
  custom,
  customRole,
  emailOf,
  otherProject,
  policy as policyRecord,
  project,
  record,
  tree,
} from '../support.ts';

type Values = Readonly<Record<string, unknown>>;
const email = 'ci@app.iam.gserviceaccount.com';
const account = kept('google_service_account.ci', {
  account_id: 'ci',
  project: 'app',
  email,
  name: `projects/app/serviceAccounts/${email}`,
});
const change = (address: string, before: Values | null, after: Values | null): SketchedChange => ({
  address,
  before,
  after,
});
const member = (role: string, further: Values = {}): Values => ({
  project: 'app',
  role,
  member: `serviceAccount:${email}`,
  ...further,
});
const until = (date: string, more = ''): Values => ({
  condition: [{ title: 'end', expression: `request.time < timestamp("${date}")${more}` }],
});
const policy = (...bindings: readonly Values[]): string => JSON.stringify({ bindings });

const pool = 'iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci';
const everybody = `principalSet://${pool}/*`;
const repository = (name: string): string => `principalSet://${pool}/attribute.repository/${name}`;
const becomes = (who: string): Values => ({
  service_account_id: `projects/app/serviceAccounts/${email}`,
  role: 'roles/iam.workloadIdentityUser',
  member: who,
});
const entering = (before: string | null, after: string | null): readonly SketchedChange[] => [
  account,
  change(
    'google_service_account_iam_member.w',
    before === null ? null : becomes(before),
    after === null ? null : becomes(after),
  ),
];
const provider = (condition: string | null, further: Values = {}): Values => ({
  project: 'app',
  workload_identity_pool_id: 'ci',
  workload_identity_pool_provider_id: 'github',
  attribute_condition: condition,
  attribute_mapping: { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' },
  oidc: [{ issuer_uri: 'https://token.actions.githubusercontent.com', allowed_audiences: [] }],
  ...further,
});
const accepting = (before: Values, after: Values): readonly SketchedChange[] => [
  change('google_iam_workload_identity_pool_provider.p', before, after),
];
const ofOwner = "assertion.repository_owner == 'acme'";

const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
  // Who of a pool is meant
  ['one repository of a pool enters', entering(null, repository('acme/app')), ['trust-widened']],
  ['one repository becomes the whole pool', entering(repository('acme/app'), everybody), ['trust-widened']],
  ['the whole pool becomes one repository', entering(everybody, repository('acme/app')), []],
  [
    'the whole pool becomes one subject',
    entering(everybody, `principal://${pool}/subject/repo:acme/app`),
    [],
  ],
  [
    'one repository becomes another',
    entering(repository('acme/app'), repository('acme/web')),
    ['trust-widened'],
  ],
  ['a pool leaves', entering(everybody, null), []],
  // Whose tokens a pool takes
  ['a condition goes', accepting(provider(ofOwner), provider(null)), ['trust-widened']],
  ['a condition comes', accepting(provider(null), provider(ofOwner)), []],
  [
    'it is written in another way',
    accepting(provider(ofOwner), provider('("acme" == assertion.repository_owner)')),
    [],
  ],
  [
    'one repository becomes all of an owner',
    accepting(
      provider("assertion.repository == 'acme/app'"),
      provider("assertion.repository.startsWith('acme/')"),
    ),
    ['trust-widened'],
  ],
  [
    'all of an owner become one repository',
    accepting(
      provider("assertion.repository.startsWith('acme/')"),
      provider("assertion.repository == 'acme/app'"),
    ),
    [],
  ],
  [
    'one repository more in a list',
    accepting(
      provider("assertion.repository in ['acme/app']"),
      provider("assertion.repository == 'acme/app' || assertion.repository == 'acme/web'"),
    ),
    ['trust-widened'],
  ],
  [
    'a further part is asked for',
    accepting(provider(ofOwner), provider(`${ofOwner} && assertion.ref == 'refs/heads/main'`)),
    [],
  ],
  [
    'a further part is an alternative',
    accepting(provider(ofOwner), provider(`${ofOwner} || assertion.actor == 'someone'`)),
    ['trust-widened'],
  ],
  [
    'another issuer',
    accepting(
      provider(ofOwner),
      provider(ofOwner, { oidc: [{ issuer_uri: 'https://other.example', allowed_audiences: [] }] }),
    ),
    ['trust-widened'],
  ],
  [
    'another audience',
    accepting(
      provider(ofOwner),
      provider(ofOwner, {
        oidc: [{ issuer_uri: 'https://token.actions.githubusercontent.com', allowed_audiences: ['any'] }],
      }),
    ),
    ['trust-widened'],
  ],
  [
    'the subject is made of something else',
    accepting(
      provider(ofOwner),
      provider(ofOwner, { attribute_mapping: { 'google.subject': 'assertion.repository' } }),
    ),
    ['indeterminate'],
  ],
  ['a provider is switched off', accepting(provider(ofOwner), provider(null, { disabled: true })), []],
  // Groups of Cloud Identity
  [
    'somebody enters a group that the plan does not hold',
    [
      change('google_cloud_identity_group_membership.m', null, {
        group: 'groups/abc',
        preferred_member_key: [{ id: email }],
      }),
    ],
    ['indeterminate'],
  ],
  [
    'somebody enters a new group that holds nothing',
    [
      change('google_cloud_identity_group.g', null, { group_key: [{ id: 'dev@x.com' }] }),
      {
        address: 'google_cloud_identity_group_membership.m',
        after: { preferred_member_key: [{ id: email }] },
        unknown: { group: true },
        expressions: {
          group: { references: ['google_cloud_identity_group.g.id', 'google_cloud_identity_group.g'] },
        },
      },
    ],
    [],
  ],
  [
    'a role of a group that the plan does not hold',
    [change('google_project_iam_member.m', null, member('roles/owner', { member: 'group:dev@x.com' }))],
    ['new-standing-grant'],
  ],
  [
    'a key of an account that the plan does not hold',
    [
      change('google_service_account_key.k', null, {
        service_account_id: 'projects/app/serviceAccounts/old@app.iam.gserviceaccount.com',
      }),
    ],
    ['credential-added'],
  ],
  // Limits
  [
    'a principal access boundary is no longer bound',
    [change('google_iam_projects_policy_binding.b', { policy: 'organizations/1/…/b' }, null)],
    ['indeterminate'],
  ],
  ['it comes', [change('google_iam_projects_policy_binding.b', null, { policy: 'organizations/1/…/b' })], []],
  ['nothing changes', [account, kept('google_project_iam_member.m', member('roles/owner'))], []],
  [
    'a new owner',
    [account, change('google_project_iam_member.m', null, member('roles/owner'))],
    ['new-standing-grant'],
  ],
  [
    'a new owner until the end of the task',
    [
      account,
      change('google_project_iam_member.m', null, member('roles/owner', until('2026-11-03T00:00:00Z'))),
    ],
    [],
  ],
  [
    'a new owner until next century',
    [
      account,
      change('google_project_iam_member.m', null, member('roles/owner', until('2126-11-03T00:00:00Z'))),
    ],
    ['new-standing-grant'],
  ],
  [
    'the end is taken away',
    [
      account,
      change(
        'google_project_iam_member.m',
        member('roles/owner', until('2026-11-03T00:00:00Z')),
        member('roles/owner'),
      ),
    ],
    ['permanence-worsened'],
  ],
  [
    'an owner becomes editor',
    [account, change('google_project_iam_member.m', member('roles/owner'), member('roles/editor'))],
    [],
  ],
  [
    'an editor becomes viewer',
    [account, change('google_project_iam_member.m', member('roles/editor'), member('roles/viewer'))],
    [],
  ],
  [
    'a viewer becomes editor',
    [account, change('google_project_iam_member.m', member('roles/viewer'), member('roles/editor'))],
    ['privilege-widened'],
  ],
  [
    'an administrator of storage only views objects',
    [
      account,
      change(
        'google_project_iam_member.m',
        member('roles/storage.admin'),
        member('roles/storage.objectViewer'),
      ),
    ],
    [],
  ],
  [
    'one bucket becomes the project',
    [
      account,
      change(
        'google_storage_bucket_iam_member.b',
        {
          bucket: 'logs',
          project: 'app',
          role: 'roles/storage.objectViewer',
          member: `serviceAccount:${email}`,
        },
        null,
      ),
      change('google_project_iam_member.m', null, member('roles/storage.objectViewer')),
    ],
    ['scope-widened'],
  ],
  [
    'a member becomes a binding with the same member',
    [
      account,
      change('google_project_iam_member.m', member('roles/editor'), null),
      change('google_project_iam_binding.b', null, {
        project: 'app',
        role: 'roles/editor',
        members: [`serviceAccount:${email}`],
      }),
    ],
    [],
  ],
  [
    'a binding gets one more member',
    [
      account,
      change(
        'google_project_iam_binding.b',
        { project: 'app', role: 'roles/editor', members: ['group:a@x.com'] },
        { project: 'app', role: 'roles/editor', members: [`serviceAccount:${email}`, 'group:a@x.com'] },
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'members of a binding in another order',
    [
      change(
        'google_project_iam_binding.b',
        { project: 'app', role: 'roles/editor', members: ['group:a@x.com', 'group:b@x.com'] },
        { project: 'app', role: 'roles/editor', members: ['group:b@x.com', 'group:a@x.com'] },
      ),
    ],
    [],
  ],
  [
    'people are not what the gate is about',
    [
      change('google_project_iam_member.m', null, {
        project: 'app',
        role: 'roles/editor',
        member: 'user:a@x.com',
      }),
    ],
    [],
  ],
  [
    'everybody may read a bucket',
    [
      change('google_storage_bucket_iam_member.b', null, {
        bucket: 'logs',
        role: 'roles/storage.objectViewer',
        member: 'allUsers',
      }),
    ],
    ['new-standing-grant'],
  ],
  [
    'a policy gets a binding',
    [
      change(
        'google_project_iam_policy.p',
        { project: 'app', policy_data: policy() },
        {
          project: 'app',
          policy_data: policy({ role: 'roles/owner', members: [`serviceAccount:${email}`] }),
        },
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'a policy in another order',
    [
      change(
        'google_project_iam_policy.p',
        {
          project: 'app',
          policy_data: policy(
            { role: 'roles/a.b', members: ['group:x'] },
            { role: 'roles/c.d', members: ['group:y'] },
          ),
        },
        {
          project: 'app',
          policy_data: policy(
            { role: 'roles/c.d', members: ['group:y'] },
            { role: 'roles/a.b', members: ['group:x'] },
          ),
        },
      ),
    ],
    [],
  ],
  [
    'a policy that is known after apply',
    [
      {
        address: 'google_project_iam_policy.p',
        before: { project: 'app', policy_data: policy() },
        after: { project: 'app' },
        unknown: { policy_data: true },
        expressions: { project: {}, policy_data: { references: ['data.google_iam_policy.p.policy_data'] } },
      },
    ],
    ['indeterminate'],
  ],
  [
    'a key of an account',
    [
      account,
      change('google_service_account_key.k', null, {
        service_account_id: `projects/app/serviceAccounts/${email}`,
      }),
    ],
    ['credential-added'],
  ],
  [
    'a key of an account that is made by the same plan and holds nothing',
    [
      {
        address: 'google_service_account.n',
        after: { account_id: 'n', project: 'app' },
        unknown: { email: true, name: true },
      },
      {
        address: 'google_service_account_key.k',
        after: {},
        unknown: { service_account_id: true },
        expressions: {
          service_account_id: { references: ['google_service_account.n.name', 'google_service_account.n'] },
        },
      },
    ],
    [],
  ],
  [
    'a role for an account that is made by the same plan',
    [
      {
        address: 'google_service_account.n',
        after: { account_id: 'n', project: 'app' },
        unknown: { email: true, name: true },
      },
      {
        address: 'google_project_iam_member.m',
        after: { project: 'app', role: 'roles/editor' },
        unknown: { member: true },
        expressions: {
          project: {},
          role: {},
          member: { references: ['google_service_account.n.email', 'google_service_account.n'] },
        },
      },
    ],
    ['new-standing-grant'],
  ],
  [
    'another account impersonates',
    [
      account,
      change('google_service_account_iam_member.t', null, {
        service_account_id: `projects/app/serviceAccounts/${email}`,
        role: 'roles/iam.serviceAccountTokenCreator',
        member: 'group:dev@x.com',
      }),
    ],
    ['new-standing-grant', 'trust-widened'],
  ],
  [
    'the condition of a pool provider goes',
    [
      change(
        'google_iam_workload_identity_pool_provider.p',
        {
          project: 'app',
          workload_identity_pool_id: 'github',
          attribute_condition: "assertion.repository == 'octo/app'",
          oidc: [{ issuer_uri: 'https://token.actions.githubusercontent.com' }],
        },
        {
          project: 'app',
          workload_identity_pool_id: 'github',
          oidc: [{ issuer_uri: 'https://token.actions.githubusercontent.com' }],
        },
      ),
    ],
    ['trust-widened'],
  ],
  [
    'a role that may be taken on request',
    [
      account,
      change('google_privileged_access_manager_entitlement.e', null, {
        parent: 'projects/app',
        eligible_users: [{ principals: ['group:dev@x.com'] }],
        privileged_access: [{ gcp_iam_access: [{ role_bindings: [{ role: 'roles/owner' }] }] }],
      }),
    ],
    [],
  ],
  [
    'a custom role gets a permission',
    [
      change(
        'google_project_iam_custom_role.r',
        { project: 'app', role_id: 'deploy', permissions: ['run.services.get'] },
        { project: 'app', role_id: 'deploy', permissions: ['run.services.get', 'iam.serviceAccounts.actAs'] },
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'a custom role loses a permission',
    [
      change(
        'google_project_iam_custom_role.r',
        { project: 'app', role_id: 'deploy', permissions: ['run.services.get', 'run.services.create'] },
        { project: 'app', role_id: 'deploy', permissions: ['run.services.get'] },
      ),
    ],
    [],
  ],
  [
    'a deny policy goes',
    [change('google_iam_deny_policy.d', { parent: 'x', name: 'd', rules: [] }, null)],
    ['indeterminate'],
  ],
];

describe('verdicts of a careful reviewer on plans of Google Cloud', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    expect(failingClasses(changes)).toEqual(expected);
  });

  test('the order of resources never matters', () => {
    for (const [, changes] of cases)
      expect(failingClasses(changes.toReversed())).toEqual(failingClasses(changes));
  });
});

/** Who else is there: what a plan leads to only together with the estate. */
const estate: readonly SnapshotRecord[] = [
  ...tree,
  accountRecord('bot'),
  accountRecord('admin'),
  policyRecord(`//cloudresourcemanager.googleapis.com/projects/${project}`, {
    role: 'roles/owner',
    members: [accountMember('admin')],
  }),
];
const covered: PlanGround['coverage'] = [
  'organizations/1',
  'folders/10',
  project,
  otherProject,
  'cloud-identity',
].map((scope) => ({
  connector: 'gcp',
  scope,
  source: 'a scan',
  status: 'complete',
  detail: '',
  gives: inputKinds,
}));
const around = (
  changes: readonly SketchedChange[],
  more: readonly SnapshotRecord[] = [],
): readonly string[] =>
  [
    ...new Set(
      judgePlan(changes, {}, { records: [...estate, ...more], coverage: covered })
        .changes.filter(({ fails }) => fails)
        .map((each) => each.class),
    ),
  ].sort();
const projectPolicy = `//cloudresourcemanager.googleapis.com/projects/${project}`;
const bound = (role: string, name = 'bot', where = project): Values => ({
  project: where,
  role,
  member: accountMember(name),
});
const denial = (...permissions: readonly string[]): Values => ({
  parent: `cloudresourcemanager.googleapis.com%2Fprojects%2F${project}`,
  name: 'no-tokens',
  rules: [
    {
      deny_rule: [{ denied_principals: ['principalSet://goog/public:all'], denied_permissions: permissions }],
    },
  ],
});

const accessPolicy = (effect: string, permission: string): readonly SketchedChange[] => [
  change('google_iam_project_access_policy.a', null, {
    project,
    location: 'global',
    access_policy_id: 'a',
    details: [
      {
        rules: [
          {
            effect,
            principals: [`principal://iam.googleapis.com/projects/-/serviceAccounts/${emailOf('bot')}`],
            operation: [{ permissions: [permission] }],
          },
        ],
      },
    ],
  }),
  change('google_iam_projects_policy_binding.b', null, {
    project,
    location: 'global',
    policy_binding_id: 'b',
    policy_kind: 'ACCESS',
    policy: `projects/${project}/locations/global/accessPolicies/a`,
    target: [{ resource: `//cloudresourcemanager.googleapis.com/projects/${project}` }],
  }),
];

describe('a plan on the estate that it changes', () => {
  const cases: readonly (readonly [
    says: string,
    changes: readonly SketchedChange[],
    fails: readonly string[],
    more?: readonly SnapshotRecord[],
  ])[] = [
    [
      'what runs as accounts, given to whoever may act as all of them',
      [change('google_project_iam_member.m', null, bound('roles/compute.instanceAdmin.v1'))],
      ['new-standing-grant'],
      [
        policyRecord(projectPolicy, {
          role: 'roles/iam.serviceAccountUser',
          members: [accountMember('bot')],
        }),
      ],
    ],
    [
      'tokens of an owner',
      [
        change('google_service_account_iam_member.t', null, {
          service_account_id: accountPlace('admin'),
          role: 'roles/iam.serviceAccountTokenCreator',
          member: accountMember('bot'),
        }),
      ],
      ['new-standing-grant'],
    ],
    [
      'what a project has by its number it has by its id',
      [change('google_project_iam_member.m', null, bound('roles/viewer', 'admin', '100'))],
      [],
    ],
    [
      'a role that it has already, in a plan that takes the binding over',
      [change('google_project_iam_member.m', null, bound('roles/owner', 'admin'))],
      [],
    ],
    [
      'a deny policy goes that kept somebody from tokens',
      [change('google_iam_deny_policy.d', denial('iam.googleapis.com/serviceAccounts.getAccessToken'), null)],
      ['blast-radius-grown'],
      [
        policyRecord(projectPolicy, { role: custom('tokens'), members: [accountMember('bot')] }),
        customRole('tokens', 'iam.serviceAccounts.getAccessToken'),
      ],
    ],
    [
      'a deny policy goes that kept nobody from anything',
      [change('google_iam_deny_policy.d', denial('iam.googleapis.com/serviceAccounts.getAccessToken'), null)],
      [],
    ],
    [
      'a deny policy comes',
      [change('google_iam_deny_policy.d', null, denial('iam.googleapis.com/serviceAccounts.getAccessToken'))],
      [],
      [
        policyRecord(projectPolicy, { role: custom('tokens'), members: [accountMember('bot')] }),
        customRole('tokens', 'iam.serviceAccounts.getAccessToken'),
      ],
    ],
    ...(
      [
        ['a role that makes API keys', 'apikeys.keys.create'],
        ['a role that binds API keys to accounts', 'iam.serviceAccountApiKeyBindings.create'],
        ['a role that makes HMAC keys', 'storage.hmacKeys.create'],
        ['a role that makes and uploads keys', 'iam.serviceAccountKeys.create'],
      ] as const
    ).map(
      ([says, permission]) =>
        [
          says,
          [change('google_project_iam_member.m', null, bound(custom('makes')))],
          ['new-standing-grant'],
          [customRole('makes', permission)],
        ] as const,
    ),
    ...(
      [
        ['a role that lists API keys', 'apikeys.keys.list'],
        ['a role that lists HMAC keys', 'storage.hmacKeys.list'],
        ['a role that lists keys', 'iam.serviceAccountKeys.list'],
      ] as const
    ).map(
      ([says, permission]) =>
        [
          says,
          [change('google_project_iam_member.m', null, bound(custom('looks')))],
          [],
          [customRole('looks', permission)],
        ] as const,
    ),
    [
      'an API key of an account that owns a project',
      [
        change('google_apikeys_key.k', null, {
          project,
          name: 'k',
          service_account_email: emailOf('admin'),
        }),
      ],
      ['credential-added'],
    ],
    [
      'an HMAC key of an account that owns a project',
      [change('google_storage_hmac_key.k', null, { project, service_account_email: emailOf('admin') })],
      ['credential-added'],
    ],
    [
      'a key that is uploaded for an account that owns a project',
      [
        change('google_service_account_key.k', null, {
          service_account_id: emailOf('admin'),
          public_key_data: 'eA==',
        }),
      ],
      ['credential-added'],
    ],
    ['an API key of nobody', [change('google_apikeys_key.k', null, { project, name: 'k' })], []],
    [
      'an access policy that allows what nobody is taken over by',
      accessPolicy('ALLOW', 'eventarc.googleapis.com/messageBuses.publish'),
      [],
    ],
    [
      'an access policy that allows control',
      accessPolicy('ALLOW', 'cloudresourcemanager.googleapis.com/projects.setIamPolicy'),
      ['new-standing-grant'],
    ],
    [
      'an access policy that denies',
      accessPolicy('DENY', 'cloudresourcemanager.googleapis.com/projects.setIamPolicy'),
      [],
    ],
    [
      'an access policy goes that kept somebody from tokens',
      accessPolicy('DENY', 'iam.googleapis.com/serviceAccounts.getAccessToken').map(({ address, after }) =>
        change(address, after ?? null, null),
      ),
      ['blast-radius-grown'],
      [
        policyRecord(projectPolicy, { role: custom('tokens'), members: [accountMember('bot')] }),
        customRole('tokens', 'iam.serviceAccounts.getAccessToken'),
      ],
    ],
    [
      'a role that nobody here defines',
      [change('google_project_iam_member.m', null, bound('organizations/1/roles/mystery'))],
      ['indeterminate'],
    ],
    [
      'a role that the estate defines',
      [change('google_project_iam_member.m', null, bound(custom('looks')))],
      [],
      [customRole('looks', 'compute.instances.list')],
    ],
    [
      'whoever enters a group gets what the group has',
      [
        change('google_cloud_identity_group_membership.m', null, {
          group: 'ops@example.com',
          preferred_member_key: [{ id: emailOf('bot') }],
        }),
      ],
      ['new-standing-grant'],
      [
        policyRecord(projectPolicy, { role: 'roles/owner', members: ['group:ops@example.com'] }),
        record('gcp.group', 'ops@example.com', { email: 'ops@example.com', whole: true }),
      ],
    ],
  ];
  test.each(cases.map(([says, changes, fails, more = []]) => [says, changes, fails, more] as const))(
    '%s',
    (_, changes, expected, more) => {
      expect(around(changes, more)).toEqual(expected);
    },
  );

  test('what runs as an account leads to it where somebody may act as it, and in no other project', () => {
    const actsAs = policyRecord(projectPolicy, {
      role: 'roles/iam.serviceAccountUser',
      members: [accountMember('bot')],
    });
    const falls = (where: string): number =>
      judgePlan(
        [change('google_project_iam_member.m', null, bound('roles/run.developer', 'bot', where))],
        {},
        {
          records: [...estate, actsAs],
          coverage: covered,
        },
      ).changes[0]!.blastRadius!.after;
    expect(falls(project)).toBeGreaterThan(falls(otherProject) + 10);
  });
});
