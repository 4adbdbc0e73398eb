import { describe, expect, test } from 'vitest';
import type { AccessQuestion } from '../../../../src/model/access.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import { whoCan } from '../../../../src/pipeline/who-can.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  allow,
  arn,
  deny,
  document,
  estateOf,
  group,
  policy,
  role,
  trusting,
  user,
} from '../../../support/aws-sketch.ts';

/** What somebody can give itself without becoming an administrator. */
const secrets: AccessQuestion = { privilege: 'secretsmanager:GetSecretValue' };
const readSecrets = allow('secretsmanager:*');
const me = arn.user('start');

/** Steps by which `start` comes to what is asked; `may not` where it does not. */
const pathOf = (records: readonly SnapshotRecord[], question = secrets): string => {
  const estate = estateOf(records);
  const reach = reachOf(estate, defaultSettings);
  const report = whoCan({ estate, reach } as Parameters<typeof whoCan>[0], question)!;
  const index = estate.identities.findIndex(({ id }) => id === me);
  const { verdict } = report.answer.identities.find(({ identity }) => identity === index)!;
  const path = report.becoming.get(index);
  if (path === undefined) return verdict === 'denied' ? 'may not' : verdict;
  return path.map(({ technique }) => technique).join(', ');
};

const onlyReaders = { ArnEquals: { 'iam:PolicyARN': arn.policy('readers') } };
const readers = policy('readers', document(readSecrets));
const start = (...inline: Parameters<typeof allow>[]) =>
  user('start', { inline: [inline.map((parts) => allow(...parts))] });

describe('gains short of full control', () => {
  const fence = policy('fence', document(allow(['secretsmanager:*', 's3:*', 'iam:PutUserPolicy'])));
  const bounded = user('start', {
    inline: [[allow('iam:PutUserPolicy', me)]],
    boundary: arn.policy('fence'),
  });

  test.each<readonly [string, string, readonly SnapshotRecord[]]>([
    ['a policy of its own within its boundary', 'put-user-policy', [bounded, fence]],
    [
      'a policy of its own within a boundary that leaves it out',
      'may not',
      [bounded, policy('fence', document(allow(['s3:*', 'iam:PutUserPolicy'])))],
    ],
    [
      'a group that it may join',
      'add-user-to-group',
      [start(['iam:AddUserToGroup']), group('vault', { inline: [[readSecrets]] })],
    ],
    [
      'a group that it may not join',
      'may not',
      [start(['iam:AddUserToGroup', arn.group('others')]), group('vault', { inline: [[readSecrets]] })],
    ],
    [
      'an older version of its policy',
      'set-default-policy-version',
      [
        user('start', { attached: [arn.policy('own')], inline: [[allow('iam:SetDefaultPolicyVersion')]] }),
        policy('own', document(readSecrets), document(allow('s3:ListAllMyBuckets'))),
      ],
    ],
    [
      'a policy that it may attach to itself',
      'attach-own-policies',
      [start(['iam:AttachUserPolicy', me, onlyReaders]), readers],
    ],
    [
      'a policy that it may attach to itself, though a deny of its own is about it',
      'may not',
      [
        user('start', {
          inline: [[allow('iam:AttachUserPolicy', me, onlyReaders)], [deny('secretsmanager:*')]],
        }),
        readers,
      ],
    ],
    [
      'a policy that it may attach to its group',
      'attach-group-policies',
      [
        user('start', {
          groups: ['team'],
          inline: [[allow('iam:AttachGroupPolicy', arn.group('team'), onlyReaders)]],
        }),
        group('team'),
        readers,
      ],
    ],
    [
      'a policy that it may attach to a group of others',
      'may not',
      [start(['iam:AttachGroupPolicy', arn.group('team'), onlyReaders]), group('team'), readers],
    ],
    [
      'a policy that it may attach to a role that it can assume',
      'attach-own-policies-and-become',
      [
        start(['iam:AttachRolePolicy', '*', onlyReaders], ['sts:AssumeRole']),
        role('app', trusting({ AWS: me })),
        readers,
      ],
    ],
    [
      'a policy that it may attach to a role that it cannot assume',
      'may not',
      [
        start(['iam:AttachRolePolicy', '*', onlyReaders]),
        role('app', trusting({ Service: 'ec2.amazonaws.com' })),
        readers,
      ],
    ],
    [
      'a user of its own with a policy that it may attach',
      'create-user-with-some-policies',
      [
        start(
          ['iam:CreateUser'],
          ['iam:CreateAccessKey'],
          ['iam:AttachUserPolicy', arn.user('app-?*'), onlyReaders],
        ),
        readers,
      ],
    ],
    [
      'a user of its own without a credential for it',
      'may not',
      [start(['iam:CreateUser'], ['iam:AttachUserPolicy', arn.user('app-?*'), onlyReaders]), readers],
    ],
    [
      'no more than it has',
      'may not',
      [start(['iam:AddUserToGroup']), group('vault', { inline: [[allow('s3:*')]] })],
    ],
  ])('%s: %s', (_, expected, records) => {
    expect(pathOf(records)).toBe(expected);
  });

  test('count for the blast radius', () => {
    const estate = estateOf([bounded, fence]);
    const index = estate.identities.findIndex(({ id }) => id === me);
    const { score } = reachOf(estate, defaultSettings).radius(index);
    const alone = estateOf([user('start', { inline: [[allow('iam:PutUserPolicy', me)]] }), fence]);
    expect(score).toBeGreaterThan(1);
    expect(score).toBeLessThan(reachOf(alone, defaultSettings).radius(0).score);
  });
});
