import { describe, expect, test } from 'vitest';
import { withoutSteps } from '../../../connectors/aws/remedies/without.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { audit } from '../../../src/pipeline/audit.ts';
import {
  account,
  administrator,
  allow,
  arn,
  document,
  group,
  now,
  other,
  policy,
  reportRow,
  role,
  trusting,
  trustingService,
  user,
} from '../../support/aws-sketch.ts';
import { interpretations } from '../../support/providers.ts';

describe('a policy without the steps', () => {
  const pass = 'iam:PassRole';
  const target = [arn.role('admin')];
  const of = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement: Statement as never });
  const without = (statement: object) =>
    withoutSteps(of(statement, allow('s3:*')), new Set([0]), [pass], target);
  test.each<[string, object, readonly object[]]>([
    ['an action that is named is taken out', allow([pass, 'lambda:*']), [{ ...allow('lambda:*') }]],
    ['in any case', allow(['IAM:passrole', 'lambda:*']), [{ ...allow('lambda:*') }]],
    ['a statement of nothing else goes', allow(pass), []],
    [
      'what a wildcard gives is denied on the target',
      allow('iam:*'),
      [allow('iam:*'), { Effect: 'Deny', Action: pass, Resource: target[0] }],
    ],
    [
      'so is what is not left out',
      { Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
      [
        { Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
        { Effect: 'Deny', Action: pass, Resource: target[0] },
      ],
    ],
  ])('%s', (_, statement, expected) => {
    const rest = expected.filter((each) => (each as { Effect: string }).Effect === 'Allow');
    const denies = expected.filter((each) => (each as { Effect: string }).Effect === 'Deny');
    expect(without(statement)).toEqual(of(...rest, allow('s3:*'), ...denies));
  });
  test('nothing is left of a policy for the step alone', () => {
    expect(withoutSteps(of(allow(pass)), new Set([0]), [pass], target)).toBeUndefined();
  });
  test('other statements stay as they are', () => {
    expect(withoutSteps(of(allow(pass), allow([pass, 's3:*'])), new Set([0]), [pass], target)).toEqual(
      of(allow([pass, 's3:*'])),
    );
  });
});

const fixOf = (rule: string, identity: string, ...records: readonly SnapshotRecord[]): string => {
  const { findings } = audit({ collectedAt: now, records, coverage: [], interpretations }, defaultSettings);
  const found = findings.find((finding) => finding.rule === rule && finding.identity === identity);
  expect(found, findings.map(({ rule: id, identity: who }) => `${id} of ${who}`).join('\n')).toBeDefined();
  return found!.fix;
};
const admin = role('admin', trustingService('lambda.amazonaws.com'), { attached: [administrator] });

describe('a path', () => {
  const path = 'privilege-escalation-path';
  test('is cut in the policy of its own that allows its first step', () => {
    const own = [[allow('iam:PassRole'), allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])]];
    const fix = fixOf(path, arn.user('ci'), admin, user('ci', { inline: own }));
    expect(fix).toContain('aws iam put-user-policy --user-name ci --policy-name inline-0');
    expect(fix).not.toContain('PassRole');
    expect(fix).toContain('lambda:CreateFunction');
  });
  test('of which nothing is left: it is deleted', () => {
    const fix = fixOf(
      path,
      arn.user('ci'),
      user('ci', { inline: [[allow('iam:PutUserPolicy', arn.user('ci'))]] }),
    );
    expect(fix).toContain('aws iam delete-user-policy --user-name ci --policy-name inline-0');
  });
  test('is denied where AWS maintains the policy', () => {
    const power = 'arn:aws:iam::aws:policy/PowerUserAccess';
    const pass = [[allow('iam:PassRole')]];
    const fix = fixOf(path, arn.user('ci'), admin, user('ci', { attached: [power], inline: pass }));
    expect(fix).not.toContain('detach-user-policy');
  });
  test('of a policy of one’s own, in a new version of it', () => {
    const own = policy('deploy', document(allow('sts:AssumeRole', arn.role('boss')), allow('s3:GetObject')));
    const boss = role('boss', trusting({ AWS: arn.root() }), { attached: [administrator] });
    const fix = fixOf(
      path,
      arn.role('app'),
      own,
      boss,
      role('app', trustingService('ec2.amazonaws.com'), { attached: [arn.policy('deploy')] }),
    );
    expect(fix).toMatch(/aws iam create-policy-version --policy-arn \S+:policy\/deploy .*--set-as-default/);
    expect(fix).not.toContain('sts:AssumeRole');
  });
});

describe('a trust', () => {
  const external = 'external-trust-without-condition';
  test('of a third party keeps whom else it names, as they were', () => {
    const trust = trusting({ AWS: [`arn:aws:iam::999988887777:root`, arn.role('own')] });
    const fix = fixOf(external, arn.role('vendor'), role('vendor', trust, { inline: [[allow('s3:*')]] }));
    expect(fix).toContain(
      `{"Effect":"Allow","Principal":{"AWS":"${arn.role('own')}"},"Action":"sts:AssumeRole"}`,
    );
    expect(fix).toContain('"StringEquals":{"sts:ExternalId":"EXTERNAL_ID"}');
    expect(fix.match(/# fill in /g)).toHaveLength(1);
  });
  test('never shows an external id that is there', () => {
    const trust = document(
      ...trusting({ AWS: `arn:aws:iam::${other}:root` }, { StringEquals: { 'sts:ExternalId': 'planted-id' } })
        .Statement,
      ...trusting({ AWS: '*' }).Statement,
    );
    const fix = fixOf(external, arn.role('vendor'), role('vendor', trust, { inline: [[allow('s3:*')]] }));
    expect(fix).toContain('update-assume-role-policy');
    expect(fix).not.toContain('planted-id');
  });
  test('of a service is for resources of the own account', () => {
    const trust = trustingService('vpc-flow-logs.amazonaws.com');
    const fix = fixOf(
      'service-trust-without-source',
      arn.role('logs'),
      role('logs', trust, { inline: [[allow('s3:*')]] }),
    );
    expect(fix).toContain(`"StringEquals":{"aws:SourceAccount":"${account}"}`);
    expect(fix).not.toContain('# fill in');
  });
  test('in somebody who is gone loses him, and lets nobody in where he was the only one', () => {
    const trust = trusting({ AWS: 'AIDAEXAMPLEGONE000001' });
    const fix = fixOf('expired-grant', arn.role('left'), role('left', trust, { inline: [[allow('s3:*')]] }));
    expect(fix).toContain('[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]');
  });
});

describe('a wildcard', () => {
  const rule = 'wildcard-privileges-on-sensitive-services';
  const trust = trustingService('lambda.amazonaws.com');
  const guard = { Sid: 'Guard', Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' } as const;
  const used = (name: string, services: readonly object[]): SnapshotRecord => ({
    record: 'aws.service-last-accessed',
    scope: account,
    id: arn.role(name),
    data: {
      Arn: arn.role(name),
      JobCompletionDate: now,
      JobType: 'ACTION_LEVEL',
      ServicesLastAccessed: services,
    },
  });
  const action = (ActionName: string, LastAccessedTime?: string) => ({
    ActionName,
    ...(LastAccessedTime === undefined ? {} : { LastAccessedTime }),
  });
  const putOf = (fix: string): unknown =>
    JSON.parse(/--policy-document '(.*)'$/m.exec(fix)![1]!.replaceAll("'\\''", "'"));
  const mixed = [allow(['s3:*', 'logs:PutLogEvents']), guard, allow('sqs:SendMessage')];
  const narrow = (Action: unknown) => [
    allow('logs:PutLogEvents'),
    { Effect: 'Allow', Action, Resource: 'RESOURCES_OF_THE_TASK' },
    guard,
    allow('sqs:SendMessage'),
  ];

  test('in an inline policy goes, and all beside it stays', () => {
    const fix = fixOf(rule, arn.role('app'), role('app', trust, { inline: [mixed] }));
    expect(putOf(fix)).toEqual({ Version: '2012-10-17', Statement: narrow('ACTIONS_OF_THE_TASK') });
    expect(fix).toContain('--policy-name inline-0');
    expect(fix).not.toContain('delete-role-policy');
    expect(fix.match(/# fill in ACTIONS_OF_THE_TASK/g)).toHaveLength(1);
  });
  test('becomes what was used, where that is known', () => {
    const use = used('app', [
      {
        ServiceNamespace: 's3',
        LastAuthenticated: now,
        TrackedActionsLastAccessed: [action('ListAllMyBuckets', now), action('CreateBucket')],
      },
    ]);
    const fix = fixOf(rule, arn.role('app'), role('app', trust, { inline: [mixed] }), use);
    expect(putOf(fix)).toEqual({ Version: '2012-10-17', Statement: narrow('s3:ListAllMyBuckets') });
    expect(fix).not.toContain('ACTIONS_OF_THE_TASK');
    expect(fix).toContain('# The actions are those that were seen in use.');
  });
  test('goes where its service was never used', () => {
    const use = used('app', [
      { ServiceNamespace: 's3' },
      { ServiceNamespace: 'sqs', LastAuthenticated: now },
    ]);
    const whole = role('app', trust, { inline: [[allow('s3:*')]] });
    expect(fixOf(rule, arn.role('app'), whole, use)).toContain(
      'aws iam delete-role-policy --role-name app --policy-name inline-0',
    );
  });
  test('of a policy that others have as well is put beside it, before it is detached', () => {
    const wide = policy('wide', document(...mixed));
    const fix = fixOf(rule, arn.role('app'), wide, role('app', trust, { attached: [arn.policy('wide')] }));
    expect(putOf(fix)).toEqual({ Version: '2012-10-17', Statement: narrow('ACTIONS_OF_THE_TASK') });
    expect(fix.indexOf('put-role-policy')).toBeLessThan(fix.indexOf('detach-role-policy'));
  });
  test('in a group: the user keeps what else the group gives', () => {
    const records = [
      group('g', { inline: [[allow('s3:*')], [allow('sqs:SendMessage')]] }),
      user('ci', { groups: ['g'], inline: [[allow('sns:Publish')]] }),
      reportRow('ci', { keys: 1 }),
    ];
    const fix = fixOf(rule, arn.user('ci'), ...records);
    expect(putOf(fix)).toMatchObject({
      Statement: [{ Action: 'ACTIONS_OF_THE_TASK' }, { Action: 'sqs:SendMessage' }],
    });
    expect(fix).toContain('aws iam remove-user-from-group --user-name ci --group-name g');
  });
  test('under a condition keeps it', () => {
    const condition = { StringEquals: { 'aws:PrincipalTag/team': 'a' } };
    const fix = fixOf(
      rule,
      arn.role('app'),
      role('app', trust, { inline: [[allow('s3:*', '*', condition)]] }),
    );
    expect(putOf(fix)).toMatchObject({ Statement: [{ Condition: condition }] });
  });
});

test('what is put in place of all actions keeps what is denied', () => {
  const own = [allow('*'), { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' } as const];
  const fix = fixOf(
    'wildcard-privileges-on-sensitive-services',
    arn.role('app'),
    role('app', trustingService('ec2.amazonaws.com'), { inline: [own] }),
  );
  expect(fix).toContain(`{"Effect":"Deny","Action":"sqs:DeleteQueue","Resource":"*"}`);
  expect(fix).not.toContain('delete-role-policy');
});

test('what is put in place of an administrator comes first, and ends', () => {
  const lines = fixOf('standing-administrator', arn.user('ci'), ...keyed('ci')).split('\n');
  const at = (start: string): number => lines.findIndex((line) => line.startsWith(start));
  expect(at('aws iam put-user-policy')).toBeGreaterThan(0);
  expect(at('aws iam detach-user-policy')).toBeGreaterThan(at('aws iam put-user-policy'));
  expect(lines.join('\n')).toContain(`--policy-arn ${administrator}`);
  expect(lines.join('\n')).toContain('"aws:CurrentTime":"END_TIME"');
});

function keyed(name: string): readonly SnapshotRecord[] {
  const key = { UserName: name, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active', CreateDate: now };
  return [
    user(name, { attached: [administrator] }),
    { record: 'aws.access-key', scope: account, id: key.AccessKeyId, data: key },
  ];
}
