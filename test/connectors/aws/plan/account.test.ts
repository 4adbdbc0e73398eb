import { describe, expect, test } from 'vitest';
import { accountsOf } from '../../../../connectors/aws/plan/account.ts';
import { InputError } from '../../../../src/model/input-error.ts';
import { readTerraformPlan } from '../../../../src/plan/terraform.ts';
import { planText, type SketchedChange } from '../../../support/plan.ts';

const [first, second, third] = ['111122223333', '444455556666', '777788889999'] as const;
const trust = '{"Version":"2012-10-17","Statement":[]}';
const fresh: SketchedChange = {
  address: 'aws_iam_role.app',
  after: { name: 'app', path: '/', assume_role_policy: trust },
};

interface Asked {
  readonly changes?: readonly SketchedChange[];
  readonly further?: object;
  readonly estate: readonly string[];
  readonly keys?: readonly string[];
  readonly given?: readonly string[];
}
const judged = ({ changes = [fresh], further = {}, estate, keys = ['aws'], given = [] }: Asked) =>
  accountsOf(
    readTerraformPlan(planText(changes, further), 'plan.json', '2026-11-01T00:00:00Z'),
    estate,
    keys,
    given,
  );
const providers = (config: Readonly<Record<string, object>>, variables: object = {}): object => ({
  variables,
  configuration: {
    root_module: {},
    provider_config: Object.fromEntries(
      Object.entries(config).map(([key, expressions]) => [key, { name: 'aws', expressions }]),
    ),
  },
});
const assumes = (role: object) => ({ assume_role: [{ role_arn: role }] });
const roleArn = (account: string): string => `arn:aws:iam::${account}:role/deploy`;

describe('the account of a plan on an estate of several accounts', () => {
  const estate = [first, second];

  test.each<readonly [says: string, asked: Omit<Asked, 'estate'>]>([
    [
      'its own ARN',
      {
        changes: [
          { address: 'aws_iam_role.app', before: { arn: roleArn(second) }, after: { arn: roleArn(second) } },
        ],
      },
    ],
    [
      'the role that the provider assumes',
      { further: providers({ aws: assumes({ constant_value: roleArn(second) }) }) },
    ],
    [
      'a variable with that role',
      {
        further: providers(
          { aws: assumes({ references: ['var.role'] }) },
          { role: { value: roleArn(second) } },
        ),
      },
    ],
    [
      'a variable with the account in that role',
      {
        further: providers({ aws: assumes({ references: ['var.account'] }) }, { account: { value: second } }),
      },
    ],
    [
      'the one account that the provider allows',
      { further: providers({ aws: { allowed_account_ids: { constant_value: [second] } } }) },
    ],
    [
      'aws_caller_identity in the state',
      {
        further: {
          prior_state: {
            values: {
              root_module: {
                resources: [
                  {
                    type: 'aws_caller_identity',
                    provider_name: 'registry.terraform.io/hashicorp/aws',
                    values: { account_id: second, arn: roleArn(second) },
                  },
                ],
              },
            },
          },
        },
      },
    ],
    [
      'a policy that is attached',
      {
        changes: [
          fresh,
          {
            address: 'aws_iam_role_policy_attachment.a',
            after: { role: 'app', policy_arn: `arn:aws:iam::${second}:policy/p` },
          },
        ],
      },
    ],
    [
      'its own ARN, whatever one is called after another account',
      {
        changes: [
          {
            address: 'aws_sns_topic_subscription.s',
            before: { arn: `arn:aws:sns:eu-central-1:${first}:t:1` },
            after: { arn: `arn:aws:sns:eu-central-1:${first}:t:1` },
          },
          { address: 'aws_iam_user.u', before: { arn: `arn:aws:iam::${second}:user/u` }, after: null },
        ],
      },
    ],
    [
      'ARNs of its other resources',
      {
        changes: [
          fresh,
          {
            address: 'aws_sqs_queue.q',
            before: { arn: `arn:aws:sqs:eu-central-1:${second}:q` },
            after: { arn: `arn:aws:sqs:eu-central-1:${second}:q` },
          },
        ],
      },
    ],
    ['the user', { given: [second] }],
    ['the user, of this configuration', { given: [`aws=${second}`] }],
  ])('is known by %s', (_, asked) => {
    const { accountOf, cannotJudge } = judged({ ...asked, estate });
    expect(accountOf('aws').id).toBe(second);
    expect(cannotJudge).toBeUndefined();
  });

  test('a policy of AWS tells nothing, and neither do two allowed accounts', () => {
    const changes = [
      fresh,
      {
        address: 'aws_iam_role_policy_attachment.a',
        after: { role: 'app', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      },
    ];
    const further = providers({ aws: { allowed_account_ids: { constant_value: [first, second] } } });
    expect(judged({ changes, further, estate }).cannotJudge).toEqual({
      says: `nothing tells in which account the change is made, and the estate that was given holds 2: ${first}, ${second}`,
      remedy: 'Name it with --account ID.',
    });
  });

  test('a second configuration that signs in alike works in the same account, another one may not', () => {
    const changes = [
      { address: 'aws_iam_role.app', before: { arn: roleArn(second) }, after: { arn: roleArn(second) } },
    ];
    const keys = ['aws', 'aws.other'];
    const region = (name: string) => ({ region: { constant_value: name } });
    const alike = providers({ aws: region('eu-central-1'), 'aws.other': region('us-east-1') });
    expect(judged({ changes, further: alike, estate, keys }).accountOf('aws.other').id).toBe(second);
    const profile = { ...region('us-east-1'), profile: { constant_value: 'prod' } };
    const apart = providers({ aws: region('eu-central-1'), 'aws.other': profile });
    expect(judged({ changes, further: apart, estate, keys }).cannotJudge?.remedy).toBe(
      'Name it with --account aws.other=ID.',
    );
  });

  test('an account of which the estate holds nothing is no account to judge on', () => {
    expect(judged({ estate, given: [third] }).cannotJudge?.says).toContain(`made in the account ${third}`);
    expect(judged({ estate: [first], given: [third] }).cannotJudge?.says).toContain(`it holds ${first}`);
    expect(judged({ estate: [], given: [third] }).cannotJudge).toBeUndefined();
  });

  test('nothing that is read needs no account', () => {
    expect(judged({ estate, keys: [] }).cannotJudge).toBeUndefined();
  });

  test.each([
    ['prod', 'is no account of AWS'],
    ['aws.prod=1', 'is no account of AWS'],
    [first, `are in the account ${second}, not in ${first}`],
    [`aws=${first}`, `are in the account ${second}, not in ${first}`],
  ])('--account %s is refused', (given, says) => {
    const changes = [
      { address: 'aws_iam_role.app', before: { arn: roleArn(second) }, after: { arn: roleArn(second) } },
    ];
    const act = () => judged({ changes, estate, given: [given] });
    expect(act).toThrow(InputError);
    expect(act).toThrow(says);
  });
});

describe('the account of a plan on less', () => {
  test('the one account of the estate', () => {
    expect(judged({ estate: [first] }).accountOf('aws')).toEqual({ id: first, partition: 'aws' });
  });

  test('nobody’s, where there is no estate', () => {
    expect(judged({ estate: [] }).accountOf('aws').id).toBe('000000000000');
  });
});
