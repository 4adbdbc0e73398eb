import { describe, expect, test } from 'vitest';
import type { SketchedChange } from '../../../support/plan.ts';
import { failingClasses, kept } from '../../../support/plan-verdict.ts';

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

const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
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
    ['trust-widened'],
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
    ['privilege-widened'],
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
