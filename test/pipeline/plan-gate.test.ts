import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { readTerraformPlan } from '../../src/plan/terraform.ts';
import type { SketchedChange } from '../support/plan.ts';
import { failingClasses, judgePlan, kept, planMadeAt as madeAt } from '../support/plan-verdict.ts';

const account = '111122223333';
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (action: string | readonly string[], resource: unknown = '*', further: object = {}) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...further,
});
const trusts = (principal: object, further: object = {}): string =>
  policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...further });
const lambda = trusts({ Service: 'lambda.amazonaws.com' });
const until = (date: string) => ({ Condition: { DateLessThan: { 'aws:CurrentTime': date } } });

const role = (name: string, further: object = {}) => ({
  name,
  path: '/',
  arn: `arn:aws:iam::${account}:role/${name}`,
  assume_role_policy: lambda,
  ...further,
});
const inline = (name: string, text: string, of = 'ci') => ({ name, role: of, policy: text });
const ci = kept('aws_iam_role.ci', role('ci'));
const rule = (before: string | null, after: string | null): SketchedChange => ({
  address: 'aws_iam_role_policy.p',
  before: before === null ? null : inline('p', before),
  after: after === null ? null : inline('p', after),
});

const reads = policy(allow('s3:GetObject', 'arn:aws:s3:::a/*'));

/** What a careful reviewer would say of each plan: classes that fail; none: it passes. */
const cases: readonly (readonly [
  says: string,
  changes: readonly SketchedChange[],
  fails: readonly string[],
])[] = [
  ['nothing changes', [ci, rule(reads, reads)], []],
  ['a new role without any grant', [{ address: 'aws_iam_role.x', after: role('x') }], []],
  [
    'a new administrator by inline policy',
    [{ address: 'aws_iam_role.ci', after: role('ci') }, rule(null, policy(allow('*')))],
    ['new-standing-grant'],
  ],
  [
    'a new administrator by a policy of AWS',
    [
      { address: 'aws_iam_role.ci', after: role('ci') },
      {
        address: 'aws_iam_role_policy_attachment.a',
        after: { role: 'ci', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
    ],
    ['new-standing-grant'],
  ],
  [
    'a grant is added to a role that had none',
    [ci, rule(null, policy(allow('s3:*')))],
    ['new-standing-grant'],
  ],
  [
    'a grant that ends within the policy',
    [ci, rule(null, policy(allow('s3:PutObject', '*', until('2026-11-05T00:00:00Z'))))],
    [],
  ],
  [
    'the end of a grant is removed',
    [
      ci,
      rule(
        policy(allow('s3:PutObject', '*', until('2026-11-05T00:00:00Z'))),
        policy(allow('s3:PutObject', '*')),
      ),
    ],
    ['permanence-worsened'],
  ],
  [
    'the end of a grant is pushed years away',
    [
      ci,
      rule(
        policy(allow('s3:PutObject', '*', until('2026-11-05T00:00:00Z'))),
        policy(allow('s3:PutObject', '*', until('2036-11-05T00:00:00Z'))),
      ),
    ],
    ['permanence-worsened'],
  ],
  [
    'reading becomes writing',
    [ci, rule(policy(allow('s3:GetObject')), policy(allow(['s3:GetObject', 's3:PutObject'])))],
    ['privilege-widened'],
  ],
  [
    'one bucket becomes all buckets',
    [ci, rule(policy(allow('s3:PutObject', 'arn:aws:s3:::a/*')), policy(allow('s3:PutObject')))],
    ['scope-widened'],
  ],
  [
    'all buckets become one',
    [ci, rule(policy(allow('s3:PutObject')), policy(allow('s3:PutObject', 'arn:aws:s3:::a/*')))],
    [],
  ],
  ['all goes', [{ address: 'aws_iam_role.ci', before: role('ci') }, rule(policy(allow('*')), null)], []],
  ['a policy goes', [ci, rule(policy(allow('*')), null)], []],
  [
    'actions in another order and in another case',
    [
      ci,
      rule(policy(allow(['s3:GetObject', 's3:PutObject'])), policy(allow(['S3:putobject', 's3:GetObject']))),
    ],
    [],
  ],
  [
    'one policy is split over two resources',
    [
      ci,
      rule(policy(allow(['s3:GetObject', 'sqs:SendMessage'])), policy(allow('s3:GetObject'))),
      { address: 'aws_iam_role_policy.q', after: inline('q', policy(allow('sqs:SendMessage'))) },
    ],
    [],
  ],
  [
    'an inline policy becomes a managed one with the same text',
    [
      ci,
      rule(policy(allow('s3:PutObject')), null),
      {
        address: 'aws_iam_policy.m',
        after: { name: 'm', path: '/', policy: policy(allow('s3:PutObject')) },
        unknown: { arn: true, id: true },
      },
      {
        address: 'aws_iam_role_policy_attachment.m',
        after: { role: 'ci' },
        unknown: { policy_arn: true, id: true },
        expressions: {
          role: { constant_value: 'ci' },
          policy_arn: { references: ['aws_iam_policy.m.arn', 'aws_iam_policy.m'] },
        },
      },
    ],
    [],
  ],
  [
    'a statement is doubled',
    [
      ci,
      rule(
        reads,
        policy(allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:GetObject', 'arn:aws:s3:::a/*')),
      ),
    ],
    [],
  ],
  [
    'a deny takes the new action away again',
    [
      ci,
      rule(
        reads,
        policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*'), {
          Effect: 'Deny',
          Action: 's3:PutObject',
          Resource: '*',
        }),
      ),
    ],
    [],
  ],
  [
    'a deny goes',
    [
      ci,
      rule(
        policy(allow('s3:*'), { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' }),
        policy(allow('s3:*')),
      ),
    ],
    ['privilege-widened'],
  ],
  [
    'the boundary of a role goes',
    [
      kept('aws_iam_policy.b', {
        name: 'b',
        path: '/',
        arn: `arn:aws:iam::${account}:policy/b`,
        policy: policy(allow('s3:GetObject')),
      }),
      {
        address: 'aws_iam_role.ci',
        before: role('ci', { permissions_boundary: `arn:aws:iam::${account}:policy/b` }),
        after: role('ci'),
      },
      rule(policy(allow('s3:*')), policy(allow('s3:*'))),
    ],
    ['privilege-widened'],
  ],
  [
    'another account is trusted by a role that can write',
    [
      {
        address: 'aws_iam_role.ci',
        before: role('ci'),
        after: role('ci', { assume_role_policy: trusts({ AWS: 'arn:aws:iam::999988887777:root' }) }),
      },
      rule(policy(allow('s3:PutObject')), policy(allow('s3:PutObject'))),
    ],
    ['trust-widened'],
  ],
  [
    'a trust gets a condition more',
    [
      {
        address: 'aws_iam_role.ci',
        before: role('ci', { assume_role_policy: trusts({ AWS: 'arn:aws:iam::999988887777:root' }) }),
        after: role('ci', {
          assume_role_policy: trusts(
            { AWS: 'arn:aws:iam::999988887777:root' },
            { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } },
          ),
        }),
      },
      rule(policy(allow('s3:PutObject')), policy(allow('s3:PutObject'))),
    ],
    [],
  ],
  [
    'an access key for a user that can write',
    [
      kept('aws_iam_user.u', { name: 'u', path: '/', arn: `arn:aws:iam::${account}:user/u` }),
      kept('aws_iam_user_policy.u', { name: 'u', user: 'u', policy: policy(allow('s3:PutObject')) }),
      { address: 'aws_iam_access_key.k', after: { user: 'u', status: 'Active' }, unknown: { id: true } },
    ],
    ['credential-added'],
  ],
  [
    'a user enters a group of administrators',
    [
      kept('aws_iam_user.u', { name: 'u', path: '/', arn: `arn:aws:iam::${account}:user/u` }),
      kept('aws_iam_group.g', { name: 'g', path: '/', arn: `arn:aws:iam::${account}:group/g` }),
      kept('aws_iam_group_policy.g', { name: 'g', group: 'g', policy: policy(allow('*')) }),
      { address: 'aws_iam_user_group_membership.m', after: { user: 'u', groups: ['g'] } },
    ],
    ['new-standing-grant'],
  ],
  [
    'a role is renamed by replacement',
    [
      {
        address: 'aws_iam_role.ci',
        actions: ['delete', 'create'],
        before: role('ci'),
        after: role('build'),
      },
      {
        address: 'aws_iam_role_policy.p',
        actions: ['delete', 'create'],
        before: inline('p', policy(allow('s3:PutObject'))),
        after: inline('p', policy(allow('s3:PutObject')), 'build'),
      },
    ],
    [],
  ],
  [
    'a resource moves into a module',
    [
      { ...kept('module.ci.aws_iam_role.this', role('ci')), was: 'aws_iam_role.ci' },
      {
        ...kept('module.ci.aws_iam_role_policy.this', inline('p', policy(allow('s3:PutObject')))),
        was: 'aws_iam_role_policy.p',
      },
    ],
    [],
  ],
  [
    'one more instance of for_each',
    [
      kept('aws_iam_role.app["a"]', role('a')),
      kept('aws_iam_role_policy.app["a"]', inline('p', policy(allow('s3:PutObject')), 'a')),
      { address: 'aws_iam_role.app["b"]', after: role('b') },
      { address: 'aws_iam_role_policy.app["b"]', after: inline('p', policy(allow('s3:PutObject')), 'b') },
    ],
    ['new-standing-grant'],
  ],
  [
    'a policy text that is known only after apply',
    [
      ci,
      {
        address: 'aws_iam_role_policy.p',
        before: inline('p', reads),
        after: { name: 'p', role: 'ci' },
        unknown: { policy: true },
        expressions: {
          name: { constant_value: 'p' },
          role: { constant_value: 'ci' },
          policy: { references: ['aws_s3_bucket.b.arn', 'aws_s3_bucket.b'] },
        },
      },
    ],
    ['indeterminate'],
  ],
  [
    'a policy of AWS whose text is not known here',
    [
      ci,
      {
        address: 'aws_iam_role_policy_attachment.a',
        after: { role: 'ci', policy_arn: 'arn:aws:iam::aws:policy/AWSSupportAccess' },
      },
    ],
    // It lasts, and nobody can tell what it gives.
    ['indeterminate', 'new-standing-grant'],
  ],
  [
    'tags and descriptions change',
    [
      {
        address: 'aws_iam_role.ci',
        before: role('ci'),
        after: role('ci', { description: 'x', tags: { a: 'b' } }),
      },
    ],
    [],
  ],
  [
    'a role for services may be passed to a function by whoever deploys',
    [
      kept('aws_iam_role.admin', role('admin')),
      kept('aws_iam_role_policy.admin', inline('p', policy(allow('*')), 'admin')),
      ci,
      rule(
        policy(allow('lambda:*')),
        policy(allow('lambda:*'), allow('iam:PassRole', `arn:aws:iam::${account}:role/admin`)),
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'a role that reads one bucket may be passed by whoever deploys',
    [
      kept('aws_iam_role.task', role('task')),
      kept('aws_iam_role_policy.task', inline('p', reads, 'task')),
      ci,
      rule(null, policy(allow('iam:PassRole', `arn:aws:iam::${account}:role/task`))),
    ],
    [],
  ],
  [
    'a role for services that the plan does not show may be passed by whoever deploys',
    [
      ci,
      rule(
        policy(allow('lambda:*')),
        policy(allow('lambda:*'), allow('iam:PassRole', `arn:aws:iam::${account}:role/elsewhere`)),
      ),
    ],
    ['new-standing-grant'],
  ],
  [
    'a signing certificate for a user that can write',
    [
      kept('aws_iam_user.u', { name: 'u', path: '/', arn: `arn:aws:iam::${account}:user/u` }),
      kept('aws_iam_user_policy.u', { name: 'u', user: 'u', policy: policy(allow('s3:PutObject')) }),
      {
        address: 'aws_iam_signing_certificate.c',
        after: { user_name: 'u', status: 'Active' },
        unknown: { certificate_id: true },
      },
    ],
    ['credential-added'],
  ],
  [
    'a permission set gets a policy that a plan does not evaluate',
    [
      {
        address: 'aws_ssoadmin_managed_policy_attachment.a',
        after: { managed_policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
    ],
    ['indeterminate'],
  ],
  [
    'a permission set loses a policy',
    [
      {
        address: 'aws_ssoadmin_managed_policy_attachment.a',
        before: { managed_policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
    ],
    [],
  ],
  [
    'a policy of the organisation is taken off',
    [{ address: 'aws_organizations_policy_attachment.a', before: { policy_id: 'p-1', target_id: 'ou-1' } }],
    ['indeterminate'],
  ],
  [
    'a policy of the organisation is put on',
    [{ address: 'aws_organizations_policy_attachment.a', after: { policy_id: 'p-1', target_id: 'ou-1' } }],
    [],
  ],
];

describe('verdicts of a careful reviewer on Terraform plans', () => {
  test.each(cases)('%s', (_, changes, expected) => {
    expect([...failingClasses(changes)].sort()).toEqual([...expected].sort());
  });

  test('the order of resources never matters', () => {
    for (const [, changes] of cases) {
      expect(failingClasses(changes.toReversed()).toSorted()).toEqual(failingClasses(changes).toSorted());
    }
  });
});

test('under strict reading that becomes writing fails on one bucket as well', () => {
  const changes = [ci, rule(reads, policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*')))];
  expect(failingClasses(changes)).toEqual([]);
  expect(failingClasses(changes, {}, { policy: 'strict' })).toEqual(['privilege-widened']);
});

const holding = (text: string) =>
  judgePlan([{ address: 'aws_iam_policy.p', after: { name: 'p', path: '/', policy: text } }]);

describe('what nobody has yet is listed, with what is missing', () => {
  test.each<[says: string, changes: readonly SketchedChange[], fails: boolean, missing: string]>([
    [
      'a policy that is attached to nothing, of everything',
      [{ address: 'aws_iam_policy.p', after: { name: 'p', path: '/', policy: policy(allow('*')) } }],
      true,
      'attached to nothing',
    ],
    [
      'a policy that is attached to nothing, of one bucket',
      [{ address: 'aws_iam_policy.p', after: { name: 'p', path: '/', policy: reads } }],
      false,
      'attached to nothing',
    ],
    [
      'a group without members, of everything',
      [
        { address: 'aws_iam_group.g', after: { name: 'g', path: '/' } },
        { address: 'aws_iam_group_policy.g', after: { name: 'g', group: 'g', policy: policy(allow('*')) } },
      ],
      true,
      'no members',
    ],
    [
      'a role that nobody may enter',
      [
        { address: 'aws_iam_role.ci', after: role('ci', { assume_role_policy: policy() }) },
        rule(null, policy(allow('*'))),
      ],
      true,
      'trusts nobody',
    ],
    [
      'a role that everybody may enter, and that holds nothing',
      [{ address: 'aws_iam_role.ci', after: role('ci', { assume_role_policy: trusts({ AWS: '*' }) }) }],
      true,
      'holds nothing yet',
    ],
  ])('%s', (_, changes, fails, missing) => {
    const told = judgePlan(changes).changes.filter((change) => change.class === 'latent-privilege');
    expect(told.map((change) => change.fails)).toEqual([fails]);
    expect(told[0]!.what).toContain(missing);
  });

  test('one that somebody has is told there, and nowhere else', () => {
    const { changes } = judgePlan([
      ci,
      { address: 'aws_iam_policy.p', after: { name: 'p', path: '/', policy: policy(allow('*')) } },
      {
        address: 'aws_iam_role_policy_attachment.a',
        after: { role: 'ci', policy_arn: `arn:aws:iam::${account}:policy/p` },
      },
    ]);
    expect(changes.map((change) => change.class)).not.toContain('latent-privilege');
  });

  test('where it is written', () => {
    const [change] = holding(policy(allow('*'))).changes;
    expect(change!.location!.address).toBe('aws_iam_policy.p');
  });
});

describe('what a change says', () => {
  const { changes, verdict } = judgePlan([ci, rule(null, policy(allow('*')))]);

  test('who, since which change, and where it is written', () => {
    const [change] = changes;
    expect(verdict).toBe('fail');
    expect(change).toMatchObject({
      who: `arn:aws:iam::${account}:role/ci`,
      since: 'aws_iam_role_policy.p (create)',
      location: { file: 'plan.json', address: 'aws_iam_role_policy.p' },
    });
    expect(change!.location!.line).toBeGreaterThan(1);
  });
});

test('of two policies of one role, the one that says what is new is shown', () => {
  const changes = [
    ci,
    {
      address: 'aws_iam_role_policy.a',
      after: inline('a', policy(allow('s3:PutObject', '*', until('2026-11-05T00:00:00Z')))),
    },
    { address: 'aws_iam_role_policy.b', after: inline('b', policy(allow('SQS:sendmessage'))) },
  ];
  for (const order of [changes, changes.toReversed()]) {
    const failing = judgePlan(order).changes.filter(({ fails }) => fails);
    expect(failing.map(({ location }) => location?.address)).toEqual(['aws_iam_role_policy.b']);
  }
});

describe('what is no plan', () => {
  test.each([
    ['a plan file in its binary form', 'PK\u0003\u0004x', /binary/],
    ['text', 'Terraform will perform', /not JSON/],
    ['a state', '{"version":4,"terraform_version":"1","lineage":"x"}', /state/],
    ['a format of the future', '{"format_version":"9.0","resource_changes":[]}', /newer/],
    ['a run that failed', '{"format_version":"1.2","errored":true,"resource_changes":[]}', /error/],
    ['a list', '[]', /no plan/],
  ])('%s', (_, text, says) => {
    const read = () => readTerraformPlan(text, 'x.json', madeAt);
    expect(read).toThrow(InputError);
    expect(read).toThrow(says);
  });
});
