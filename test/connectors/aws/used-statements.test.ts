import { expect, test } from 'vitest';
import { usedStatements } from '../../../connectors/aws/remedies/used-statements.ts';
import type { Identity } from '../../../src/model/identity.ts';

const bucket = 'arn:aws:s3:::reports/*';
const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const late = '2026-03-01T00:00:00.000Z';
const later = '2026-03-02T00:00:00.000Z';

interface Seen {
  readonly resources?: readonly string[];
  readonly otherResources?: boolean;
  readonly told?: string;
}

const statements = (action: string, ...seen: readonly Seen[]) =>
  usedStatements(
    {
      uses: seen.map(({ resources = [], otherResources = false }) => ({
        action,
        resources,
        otherResources,
        last: late,
      })),
      ...(seen[0]?.told === undefined ? {} : { actionsLastUsed: { [action]: seen[0].told } }),
    } as unknown as Identity,
    [action],
  );

test.each<[says: string, action: string, seen: readonly Seen[], resource: string | readonly string[]]>([
  ['it was seen on one', 's3:GetObject', [{ resources: [bucket] }], bucket],
  [
    'it was seen on two, with two keys',
    's3:GetObject',
    [{ resources: ['arn:aws:s3:::zoo/*'] }, { resources: [bucket] }],
    [bucket, 'arn:aws:s3:::zoo/*'],
  ],
  ['IAM tells of the same use', 's3:GetObject', [{ resources: [bucket], told: late }], bucket],
  ['IAM tells of a later one', 's3:GetObject', [{ resources: [bucket], told: later }], '*'],
  ['it was seen on others besides', 's3:GetObject', [{ resources: [bucket], otherResources: true }], '*'],
  ['one of its uses names none', 's3:GetObject', [{ resources: [bucket] }, {}], '*'],
  ['no log shows it', 's3:GetObject', [], '*'],
  [
    'the event names another thing',
    'iam:AttachRolePolicy',
    [{ resources: ['arn:aws:iam::aws:policy/X'] }],
    '*',
  ],
  ['who asked wrote a wildcard', 'kms:Decrypt', [{ resources: ['arn:aws:kms:*:111122223333:key/*'] }], '*'],
])('%s', (_, action, seen, Resource) => {
  expect(statements(action, ...seen)).toEqual([{ Effect: 'Allow', Action: [action], Resource }]);
});

test('actions on the same resources stand together, and whole services on any', () => {
  const use = (action: string, resource: string) => ({
    action,
    resources: [resource],
    otherResources: false,
    last: late,
  });
  const identity = {
    uses: [use('kms:Decrypt', key), use('s3:GetObject', bucket), use('s3:PutObject', bucket)],
  } as unknown as Identity;
  expect(usedStatements(identity, ['kms:Decrypt', 's3:GetObject', 's3:PutObject', 'sqs:*'])).toEqual([
    { Effect: 'Allow', Action: ['sqs:*'], Resource: '*' },
    { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: key },
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: bucket },
  ]);
});
