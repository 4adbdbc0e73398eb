import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  allow,
  document,
  group,
  policy as policyRecord,
  user,
} from '../../../support/aws-sketch.ts';
import { lawRuns } from '../../../support/law-runs.ts';
import type { SketchedChange } from '../../../support/plan.ts';
import { judgePlan, kept } from '../../../support/plan-verdict.ts';

/** What bears on identities, groups and policies that the plan does not hold, without a snapshot and with one. */

const text = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const grants = (action: string, resource = '*') => ({ Effect: 'Allow', Action: action, Resource: resource });
const denies = (action: string) => ({ Effect: 'Deny', Action: action, Resource: '*' });
const lambda = text({
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';
const own = (name: string): string => `arn:aws:iam::${account}:policy/${name}`;

const role = (further: object = {}) => ({
  name: 'app',
  path: '/',
  arn: `arn:aws:iam::${account}:role/app`,
  assume_role_policy: lambda,
  inline_policy: [],
  managed_policy_arns: [],
  ...further,
});
const attach = (policy: string, before = false): SketchedChange => {
  const values = { role: 'app', policy_arn: policy };
  return before
    ? { address: 'aws_iam_role_policy_attachment.a', before: values }
    : { address: 'aws_iam_role_policy_attachment.a', after: values };
};
const inline = (policy: string) => ({ role: 'app', name: 'p', policy });
const change = (address: string, before: object | null, after: object | null): SketchedChange => ({
  address,
  before: before as Readonly<Record<string, unknown>> | null,
  after: after as Readonly<Record<string, unknown>> | null,
});
const madeUser = change('aws_iam_user.robot', null, { name: 'robot', path: '/' });
const key = change('aws_iam_access_key.k', null, { user: 'robot', status: 'Active' });

const failing = (...judged: Parameters<typeof judgePlan>): readonly string[] =>
  judgePlan(...judged)
    .changes.filter(({ fails }) => fails)
    .map(({ class: kind, who }) => `${kind} ${who.replace(/^.*:(?=\w+\/)/, '')}`)
    .sort();

const ground = (...records: readonly SnapshotRecord[]) => ({
  records,
  coverage: [
    {
      connector: 'aws' as const,
      scope: account,
      source: 'test',
      status: 'complete' as const,
      detail: '',
      gives: ['inventory', 'grants', 'trusts', 'credentials', 'guardrails', 'workloads'] as const,
    },
  ],
});

const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
  // Credentials
  ['an access key of a user that the plan does not hold', [key], ['credential-added user/robot']],
  ['an access key of a user that the plan makes without a grant', [madeUser, key], []],
  [
    'an access key of a user that was there before, and of whom the plan shows no grant',
    [kept('aws_iam_user.robot', { name: 'robot', path: '/' }), key],
    ['credential-added user/robot'],
  ],
  [
    'a key that is made inactive',
    [change('aws_iam_access_key.k', null, { user: 'robot', status: 'Inactive' })],
    [],
  ],
  [
    'a key of a service, an SSH key, a certificate and a password',
    [
      change('aws_iam_service_specific_credential.s', null, {
        user_name: 'a',
        service_name: 'codecommit.amazonaws.com',
      }),
      change('aws_iam_user_ssh_key.s', null, { username: 'b', encoding: 'SSH' }),
      change('aws_iam_signing_certificate.s', null, { user_name: 'c' }),
      change('aws_iam_user_login_profile.s', null, { user: 'd' }),
    ],
    ['a', 'b', 'c', 'd'].map((name) => `credential-added user/${name}`),
  ],
  [
    'all of them go',
    [change('aws_iam_access_key.k', { user: 'robot', status: 'Active', id: 'AKIA1' }, null)],
    [],
  ],
  [
    'the MFA device of a user is taken away',
    [change('aws_iam_virtual_mfa_device.m', { virtual_mfa_device_name: 'm', user_name: 'robot' }, null)],
    ['credential-added user/robot'],
  ],
  [
    'an MFA device that nobody uses goes',
    [change('aws_iam_virtual_mfa_device.m', { virtual_mfa_device_name: 'm', user_name: '' }, null)],
    [],
  ],
  // Groups
  [
    'administrator on a group that the plan does not hold',
    [change('aws_iam_group_policy_attachment.g', null, { group: 'dev', policy_arn: administrator })],
    ['new-standing-grant group/dev'],
  ],
  [
    'an inline policy of such a group is widened',
    [
      change(
        'aws_iam_group_policy.g',
        { group: 'dev', name: 'p', policy: text(grants('s3:GetObject')) },
        { group: 'dev', name: 'p', policy: text(grants('s3:*')) },
      ),
    ],
    ['privilege-widened group/dev'],
  ],
  [
    'such a group only loses something',
    [change('aws_iam_group_policy_attachment.g', { group: 'dev', policy_arn: administrator }, null)],
    [],
  ],
  [
    'a denial of such a group goes',
    [change('aws_iam_group_policy.g', { group: 'dev', name: 'p', policy: text(denies('iam:*')) }, null)],
    ['indeterminate group/dev'],
  ],
  [
    'such a group is only denied something',
    [change('aws_iam_group_policy.g', null, { group: 'dev', name: 'p', policy: text(denies('iam:*')) })],
    [],
  ],
  [
    'a policy on a group of the plan, whose members the plan does not hold',
    [
      kept('aws_iam_group.dev', { name: 'dev', path: '/' }),
      change('aws_iam_group_policy_attachment.g', null, { group: 'dev', policy_arn: administrator }),
    ],
    ['new-standing-grant group/dev'],
  ],
  [
    'the same, where a resource lists all of its members',
    [
      kept('aws_iam_group.dev', { name: 'dev', path: '/' }),
      kept('aws_iam_group_membership.m', { name: 'm', group: 'dev', users: [] }),
      change('aws_iam_group_policy_attachment.g', null, { group: 'dev', policy_arn: administrator }),
    ],
    [],
  ],
  [
    'a user enters a group that the plan does not hold',
    [change('aws_iam_user_group_membership.m', null, { user: 'robot', groups: ['admins'] })],
    ['indeterminate user/robot'],
  ],
  [
    'a new user with a key enters such a group',
    [
      madeUser,
      key,
      change('aws_iam_group_membership.m', null, { name: 'm', group: 'admins', users: ['robot'] }),
    ],
    ['credential-added user/robot', 'indeterminate user/robot'],
  ],
  [
    'a user leaves such a group',
    [change('aws_iam_user_group_membership.m', { user: 'robot', groups: ['admins'] }, null)],
    [],
  ],
  [
    'a user enters a group of the plan, which holds what the plan shows',
    [
      kept('aws_iam_group.dev', { name: 'dev', path: '/' }),
      kept('aws_iam_group_policy.g', { group: 'dev', name: 'p', policy: text(denies('iam:*')) }),
      change('aws_iam_user_group_membership.m', null, { user: 'robot', groups: ['dev'] }),
    ],
    [],
  ],
  [
    'somebody enters a group of Identity Center',
    [change('aws_identitystore_group_membership.m', null, { group_id: 'g', member_id: 'u' })],
    ['indeterminate aws_identitystore_group_membership.m'],
  ],
  // Limits
  [
    'a boundary whose text the plan does not hold goes',
    [
      change('aws_iam_role.app', role({ permissions_boundary: own('edge') }), role()),
      attach(administrator),
    ].slice(0, 1),
    ['indeterminate role/app'],
  ],
  [
    'it becomes another such boundary',
    [
      change(
        'aws_iam_role.app',
        role({ permissions_boundary: own('edge') }),
        role({ permissions_boundary: own('wide') }),
      ),
    ],
    ['indeterminate role/app'],
  ],
  [
    'such a boundary comes',
    [change('aws_iam_role.app', role(), role({ permissions_boundary: own('edge') }))],
    [],
  ],
  [
    'a new role has such a boundary',
    [change('aws_iam_role.app', null, role({ permissions_boundary: own('edge') }))],
    [],
  ],
  [
    'a new role has a boundary that is known after apply',
    [
      {
        address: 'aws_iam_role.app',
        after: role(),
        unknown: { permissions_boundary: true },
        expressions: { permissions_boundary: { references: ['local.edge'] } },
      },
    ],
    [],
  ],
  [
    'a role with such a boundary goes',
    [change('aws_iam_role.app', role({ permissions_boundary: own('edge') }), null)],
    [],
  ],
  [
    'a policy whose text the plan does not hold goes from a role that keeps another',
    [
      kept('aws_iam_role.app', role()),
      kept('aws_iam_role_policy.p', inline(text(grants('s3:*')))),
      attach(own('no-deletes'), true),
    ],
    ['indeterminate role/app'],
  ],
  [
    'it goes from a role that keeps nothing',
    [kept('aws_iam_role.app', role()), attach(own('no-deletes'), true)],
    [],
  ],
  [
    'a policy of AWS that only allows goes',
    [
      kept('aws_iam_role.app', role()),
      kept('aws_iam_role_policy.p', inline(text(grants('s3:*')))),
      attach('arn:aws:iam::aws:policy/AWSSupportAccess', true),
    ],
    [],
  ],
  [
    'the quarantine of AWS goes',
    [
      kept('aws_iam_role.app', role()),
      kept('aws_iam_role_policy.p', inline(text(grants('s3:*')))),
      attach('arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3', true),
    ],
    ['indeterminate role/app'],
  ],
  [
    'a denial of a role that the plan does not hold goes',
    [change('aws_iam_role_policy.p', inline(text(denies('iam:*'))), null)],
    ['indeterminate role/app'],
  ],
  [
    'it is only written in another order',
    [
      change(
        'aws_iam_role_policy.p',
        inline(text(denies('iam:*'))),
        inline('{"Statement":{"Resource":"*","Action":"iam:*","Effect":"Deny"},"Version":"2012-10-17"}'),
      ),
    ],
    [],
  ],
  [
    'a denial goes from a role of the plan with a policy whose text the plan does not hold',
    [
      kept('aws_iam_role.app', role({ managed_policy_arns: [own('unread')] })),
      change('aws_iam_role_policy.p', inline(text(denies('iam:*'))), null),
    ],
    ['indeterminate role/app'],
  ],
  [
    'a denial goes from a role of the plan that holds nothing',
    [kept('aws_iam_role.app', role()), change('aws_iam_role_policy.p', inline(text(denies('iam:*'))), null)],
    [],
  ],
  [
    'the removed block keeps the denial as it is',
    [
      kept('aws_iam_role.app', role()),
      kept('aws_iam_role_policy_attachment.full', { role: 'app', policy_arn: administrator }),
      {
        address: 'aws_iam_role_policy.p',
        actions: ['forget'],
        before: inline(text(denies('iam:*'))),
        after: null,
      },
    ],
    [],
  ],
  [
    'the denial is forgotten and replaced by one that allows: both are there',
    [
      kept('aws_iam_role.app', role()),
      {
        address: 'aws_iam_role_policy.p',
        actions: ['forget', 'create'],
        before: { ...inline(text(denies('*'))), name: 'old' },
        after: inline(text(grants('*'))),
      },
    ],
    [],
  ],
  [
    'an account leaves its unit of the organisation',
    [
      change(
        'aws_organizations_account.a',
        { name: 'a', parent_id: 'ou-1' },
        { name: 'a', parent_id: 'r-1' },
      ),
    ],
    ['indeterminate aws_organizations_account.a'],
  ],
  [
    'an account is only called otherwise',
    [
      change(
        'aws_organizations_account.a',
        { name: 'a', parent_id: 'ou-1' },
        { name: 'b', parent_id: 'ou-1' },
      ),
    ],
    [],
  ],
  [
    'a policy of the organisation is attached no longer',
    [change('aws_organizations_policy_attachment.a', { policy_id: 'p-1', target_id: 'ou-1' }, null)],
    ['indeterminate aws_organizations_policy_attachment.a'],
  ],
  [
    'it is attached',
    [change('aws_organizations_policy_attachment.a', null, { policy_id: 'p-1', target_id: 'ou-1' })],
    [],
  ],
  // Policies that others have
  ...(
    [
      ['has 7 attachments outside', 7, ['new-standing-grant policy/shared']],
      ['is attached to nothing', 0, []],
      ['has attachments that nobody counted', undefined, ['new-standing-grant policy/shared']],
    ] as const
  ).map(
    ([says, count, fails]) =>
      [
        `a policy that ${says} is widened`,
        [
          change(
            'aws_iam_policy.shared',
            {
              name: 'shared',
              arn: own('shared'),
              attachment_count: count,
              policy: text(grants('s3:GetObject')),
            },
            { name: 'shared', arn: own('shared'), attachment_count: count, policy: text(grants('*')) },
          ),
        ],
        fails,
      ] as const,
  ),
  [
    'a policy with its one attachment in the plan is widened',
    [
      kept('aws_iam_role.app', role()),
      change(
        'aws_iam_policy.shared',
        { name: 'shared', arn: own('shared'), attachment_count: 1, policy: text(grants('s3:GetObject')) },
        { name: 'shared', arn: own('shared'), attachment_count: 1, policy: text(grants('s3:*')) },
      ),
      kept('aws_iam_role_policy_attachment.a', { role: 'app', policy_arn: own('shared') }),
    ],
    ['privilege-widened role/app'],
  ],
  [
    'a policy that others have is narrowed',
    [
      change(
        'aws_iam_policy.shared',
        { name: 'shared', arn: own('shared'), attachment_count: 7, policy: text(grants('*')) },
        { name: 'shared', arn: own('shared'), attachment_count: 7, policy: text(grants('s3:GetObject')) },
      ),
    ],
    [],
  ],
  [
    'a policy that others have no longer denies',
    [
      change(
        'aws_iam_policy.shared',
        {
          name: 'shared',
          arn: own('shared'),
          attachment_count: 7,
          policy: text(denies('iam:*'), denies('s3:*')),
        },
        { name: 'shared', arn: own('shared'), attachment_count: 7, policy: text(denies('s3:*')) },
      ),
    ],
    ['indeterminate policy/shared'],
  ],
];

describe('what a plan bears on and does not hold', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    expect(failing(changes)).toEqual(expected);
  });
});

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom('*', 'iam:*', 's3:GetObject', 's3:ListAllMyBuckets', 'sqs:SendMessage'),
  Resource: fc.constantFrom('*', 'arn:aws:s3:::a/*'),
});

describe('laws of what is outside', () => {
  /** Classes that fail, whoever it is. */
  const classes = (changes: readonly SketchedChange[]): readonly string[] =>
    judgePlan(changes)
      .changes.filter(({ fails }) => fails)
      .map(({ class: kind }) => kind)
      .sort();
  const shared = (policy: string): object => ({
    name: 'shared',
    arn: own('shared'),
    attachment_count: 2,
    policy,
  });

  test('what is new to a user by name is as new to the members of a group and to the holders of a policy', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (statements) => {
        const policy = text(...statements);
        const ofUser = classes([change('aws_iam_user_policy.p', null, { user: 'robot', name: 'p', policy })]);
        const ofGroup = classes([
          change('aws_iam_group_policy.p', null, { group: 'dev', name: 'p', policy }),
        ]);
        const ofHolders = classes([change('aws_iam_policy.p', shared(text()), shared(policy))]);
        expect(ofGroup).toEqual(ofUser);
        expect(ofHolders).toEqual(ofUser);
      }),
      { numRuns: lawRuns(8, 40) },
    );
  });

  test('whatever was there before: a new credential of somebody by name is never passed in silence', () => {
    const credential = fc.constantFrom(
      ['aws_iam_access_key', 'user'],
      ['aws_iam_service_specific_credential', 'user_name'],
      ['aws_iam_user_ssh_key', 'username'],
      ['aws_iam_signing_certificate', 'user_name'],
      ['aws_iam_user_login_profile', 'user'],
    );
    fc.assert(
      fc.property(credential, fc.array(statement, { maxLength: 2 }), ([type, field], statements) => {
        const held = { user: 'robot', name: 'p', policy: text(...statements) };
        const changes = [
          kept('aws_iam_user_policy.p', held),
          change(`${type}.c`, null, { [field!]: 'robot', status: 'Active' }),
        ];
        expect(classes(changes)).toEqual(['credential-added']);
      }),
      { numRuns: lawRuns(6, 30) },
    );
  });
});

describe('the same on an estate that shows them', () => {
  const strong = user('robot', { inline: [[allow('*')]] });
  const weak = user('robot');

  test('a key of a user is judged by what the user holds', () => {
    expect(failing([key], {}, ground(strong))).toEqual(['credential-added user/robot']);
    expect(failing([key], {}, ground(weak))).toEqual([]);
    const password = change('aws_iam_user_login_profile.l', null, { user: 'robot' });
    expect(failing([password], {}, ground(strong))).toEqual(['credential-added user/robot']);
    expect(failing([password], {}, ground(weak))).toEqual([]);
  });

  test('a user whom the snapshot does not hold is not known by it', () => {
    expect(failing([key], {}, ground(user('another')))).toEqual(['credential-added user/robot']);
  });

  test('a user enters a group that the estate shows', () => {
    const enters = change('aws_iam_user_group_membership.m', null, { user: 'robot', groups: ['dev'] });
    expect(failing([enters], {}, ground(weak, group('dev', { inline: [[allow('s3:PutObject')]] })))).toEqual([
      'new-standing-grant user/robot',
    ]);
    expect(failing([enters], {}, ground(weak, group('dev')))).toEqual([]);
  });

  test('a policy on a group that the estate shows reaches its members', () => {
    const attached = change('aws_iam_group_policy_attachment.g', null, {
      group: 'dev',
      policy_arn: administrator,
    });
    const member = user('robot', { groups: ['dev'] });
    expect(failing([attached], {}, ground(member, group('dev')))).toEqual(['new-standing-grant user/robot']);
  });

  test('a widened policy is judged by who has it', () => {
    const widened = change(
      'aws_iam_policy.shared',
      { name: 'shared', arn: own('shared'), attachment_count: 7, policy: text(grants('s3:GetObject')) },
      { name: 'shared', arn: own('shared'), attachment_count: 7, policy: text(grants('s3:*')) },
    );
    const held = policyRecord('shared', document(allow('s3:GetObject')));
    const holder = user('robot', { attached: [own('shared')] });
    expect(failing([widened], {}, ground(held, holder))).toEqual(['privilege-widened user/robot']);
    // Of an estate in which nobody has it, it is control that nobody can use yet.
    expect(failing([widened], {}, ground(held, weak))).toEqual(['latent-privilege policy/shared']);
  });

  test('how many others have it is said', () => {
    const [told] = judgePlan([
      change(
        'aws_iam_policy.shared',
        { name: 'shared', arn: own('shared'), attachment_count: 3, policy: text(grants('s3:GetObject')) },
        { name: 'shared', arn: own('shared'), attachment_count: 3, policy: text(grants('*')) },
      ),
    ]).changes;
    expect(told!.what).toContain('It stands for 3 others that have the policy shared, outside of the plan.');
    expect(told!.location?.address).toBe('aws_iam_policy.shared');
  });
});
