import { expect, test } from 'vitest';
import { awsInterpretation } from '../../../connectors/aws/index.ts';
import { usageOfEvent } from '../../../connectors/aws/usage/cloudtrail.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type ReduceOptions, reduce } from '../../../src/pipeline/reduce.ts';
import { createUsageFold, recordsOf } from '../../../src/usage/fold.ts';
import { account, allow, arn, now, role, trustingService, user, workload } from '../../support/aws-sketch.ts';

/** What sessions of the role did, by the name of the session. */
const logOf = (uses: readonly (readonly [session: string, source: string, name: string])[]) => {
  const fold = createUsageFold();
  for (const [session, source, name] of uses) {
    const entry = usageOfEvent({
      eventTime: '2026-05-31T12:00:00Z',
      eventSource: `${source}.amazonaws.com`,
      eventName: name,
      awsRegion: 'eu-central-1',
      recipientAccountId: account,
      managementEvent: true,
      eventCategory: 'Management',
      userIdentity: {
        type: 'AssumedRole',
        accountId: account,
        arn: `arn:aws:sts::${account}:assumed-role/shared/${session}`,
        sessionContext: { sessionIssuer: { type: 'Role', arn: arn.role('shared'), accountId: account } },
      },
    });
    if (!('aside' in entry)) fold.add(entry);
  }
  return [...recordsOf('aws', fold)];
};

const functionArn = (name: string) => `arn:aws:lambda:eu-central-1:${account}:function:${name}`;
const lambda = (name: string) =>
  workload('AWS::Lambda::Function', functionArn(name), 'shared', { Name: name });
const shared = role('shared', trustingService('lambda.amazonaws.com'), {
  inline: [[allow(['secretsmanager:*', 'sqs:*'])]],
});
/** Whoever can change one of the functions has all that both need. */
const developer = user('dev', { inline: [[allow('lambda:UpdateFunctionCode', functionArn('mail'))]] });
const estate = [shared, lambda('billing'), lambda('mail'), developer];

const planOf = (log: readonly SnapshotRecord[], options: Partial<ReduceOptions> = {}, records = estate) =>
  reduce(
    { collectedAt: now, coverage: [], records: [...records, ...log], interpretations: [awsInterpretation] },
    defaultSettings,
    { most: 4, keepUsedWithinDays: 90, ...options },
  );
const splits = async (...args: Parameters<typeof planOf>) =>
  (await planOf(...args)).steps.filter(({ changes }) => changes[0]!.kind === 'split-identity');

const differing = [
  ['billing', 'secretsmanager', 'GetSecretValue'],
  ['mail', 'sqs', 'CreateQueue'],
] as const;

test('functions that share a role get one each, with what each was seen to use, and the old one loses all', async () => {
  const [step] = await splits(logOf(differing));
  expect(step).toMatchObject({
    verified: true,
    changes: [
      {
        identity: arn.role('shared'),
        says: 'Give billing, mail an identity each in place of role shared, with what it used; nothing stays with that one.',
        risk: { is: 'not known' },
      },
    ],
  });
  const { commands, undo } = step!.changes[0]!;
  expect(commands.map((line) => line.replace(/ --(?:assume-role-)?policy-document .*$/, ''))).toEqual([
    'aws iam create-role --role-name shared-billing',
    'aws iam put-role-policy --role-name shared-billing --policy-name nhi-audit-used',
    'aws iam create-role --role-name shared-mail',
    'aws iam put-role-policy --role-name shared-mail --policy-name nhi-audit-used',
    `aws lambda update-function-configuration --function-name ${functionArn('billing')} --role ${arn.role('shared-billing')}`,
    `aws lambda update-function-configuration --function-name ${functionArn('mail')} --role ${arn.role('shared-mail')}`,
    expect.stringMatching(/^aws iam delete-role-policy --role-name shared --policy-name /),
  ]);
  expect(commands[1]).toContain('"Action":["secretsmanager:GetSecretValue"]');
  expect(commands[3]).toContain('"Action":["sqs:CreateQueue"]');
  // Back: the shared role first, then the functions, then the new ones go.
  expect(undo.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    'aws iam put-role-policy',
    'aws lambda update-function-configuration',
    'aws iam delete-role-policy',
    'aws iam delete-role',
    'aws lambda update-function-configuration',
    'aws iam delete-role-policy',
    'aws iam delete-role',
  ]);
});

test('whoever can change one function has what that one needs, and no more', async () => {
  const plan = await planOf(logOf(differing));
  const [step] = plan.steps.filter(({ changes }) => changes[0]!.kind === 'split-identity');
  expect(step!.lowered.map(({ identity }) => identity)).toContain(arn.user('dev'));
});

test('what nobody knows whose it was stays with the shared role', async () => {
  const [step] = await splits(logOf([...differing, ['somebody', 'sqs', 'DeleteQueue']]));
  expect(step!.changes[0]!.says).toContain('one privilege stays with that one');
  expect(step!.changes[0]!.commands.join('\n')).toMatch(
    /put-role-policy --role-name shared --policy-name nhi-audit-used .*sqs:DeleteQueue/,
  );
});

test.each([
  [
    'both need the same',
    logOf([
      ['billing', 'sqs', 'CreateQueue'],
      ['mail', 'sqs', 'CreateQueue'],
    ]),
    estate,
  ],
  [
    'sessions tell of no function',
    logOf([
      ['ann@example.com', 'sqs', 'CreateQueue'],
      ['x', 'sqs', 'DeleteQueue'],
    ]),
    estate,
  ],
  ['one function alone runs with it', logOf(differing), [shared, lambda('billing'), developer]],
  ['there are no logs', [], estate],
  [
    'one of them cannot be given another role',
    logOf(differing),
    [
      shared,
      lambda('billing'),
      workload('AWS::Glue::Job', 'arn:aws:glue:eu-central-1:1:job/mail', 'shared', { Name: 'mail' }),
      developer,
    ],
  ],
])('nothing is split where %s', async (_, log, records) => {
  expect(await splits(log, {}, records)).toEqual([]);
});
