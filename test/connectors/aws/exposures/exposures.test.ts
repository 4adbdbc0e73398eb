import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  administrator,
  arn,
  estateOf,
  now,
  role,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';

/** `kind key` of what is weak in an identity. */
const exposuresOf = (records: readonly SnapshotRecord[], id: string): readonly string[] =>
  (estateOf(records).identities.find((identity) => identity.id === id)?.exposures ?? []).map(
    ({ kind, says }) => `${kind}: ${says}`,
  );
const box = role('box', trustingService('ec2.amazonaws.com'), { inInstanceProfile: true });
const app = role('app', trustingService('lambda.amazonaws.com'));
const lambda = `arn:aws:lambda:eu-west-1:${account}:function:web`;
const instance = `arn:aws:ec2:eu-west-1:${account}:instance/i-0a`;
const literal = (Name: string, Place = 'environment variable') => ({ Literals: [{ Place, Name }] });
const stored = (data: object): SnapshotRecord => ({
  record: 'aws.secret',
  scope: account,
  id: `arn:aws:secretsmanager:eu-west-1:${account}:secret:db`,
  data: { ARN: `arn:aws:secretsmanager:eu-west-1:${account}:secret:db`, Name: 'db', ...data },
});
const parameter = (Name: string, Type: string): SnapshotRecord => ({
  record: 'aws.parameter',
  scope: account,
  id: Name,
  data: { Name, Type },
});
const ago = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

describe('secrets in settings', () => {
  test('stand with the role that the workload runs as', () => {
    expect(
      exposuresOf(
        [app, workload('AWS::Lambda::Function', lambda, 'app', { Name: 'web', ...literal('DB_PASSWORD') })],
        arn.role('app'),
      ),
    ).toEqual([
      'literal-secret: Lambda Function web has a secret written out in environment variable DB_PASSWORD',
    ]);
    expect(exposuresOf([app, workload('AWS::Lambda::Function', lambda, 'app')], arn.role('app'))).toEqual([]);
  });

  test('of what runs as nobody stand with the root user, who is there for them', () => {
    const stack = workload(
      'AWS::CloudFormation::Stack',
      `arn:aws:cloudformation:eu-west-1:${account}:stack/base/1`,
      'x',
      {
        RoleArns: [],
        Name: 'base',
        ...literal('DbPassword', 'parameter without NoEcho'),
      },
    );
    expect(exposuresOf([stack], arn.root())).toEqual([
      'literal-secret: CloudFormation Stack base has a secret written out in parameter without NoEcho DbPassword',
    ]);
    expect(estateOf([app]).identities.map(({ kind }) => kind)).toEqual(['role']);
  });

  test.each<readonly [string, string, number]>([
    ['/prod/db-password', 'String', 1],
    ['/prod/db-password', 'SecureString', 0],
    ['/prod/db-host', 'String', 0],
    ['/password/length', 'String', 0],
  ])('parameter %s as %s: %i', (name, type, count) => {
    expect(exposuresOf([app, parameter(name, type)], arn.root())).toHaveLength(count);
  });
});

describe('the metadata service', () => {
  test.each<readonly [string | undefined, number]>([
    ['optional', 1],
    ['required', 0],
    [undefined, 0],
  ])('tokens %s: %i', (MetadataTokens, count) => {
    const machine = workload(
      'AWS::EC2::Instance',
      instance,
      'box',
      MetadataTokens === undefined ? {} : { MetadataTokens },
    );
    expect(exposuresOf([box, machine], arn.role('box'))).toHaveLength(count);
  });

  test('an instance without a role gives nothing away', () => {
    const bare = workload('AWS::EC2::Instance', instance, 'box', {
      RoleArns: [],
      MetadataTokens: 'optional',
    });
    expect(exposuresOf([box, bare], arn.role('box'))).toEqual([]);
  });
});

describe('rotation of stored secrets', () => {
  test.each<readonly [string, object, RegExp | undefined]>([
    [
      'off, and unchanged for a day too long',
      { RotationEnabled: false, LastChangedDate: ago(91) },
      /rotation is off.* 91 days ago/,
    ],
    [
      'off, and unchanged for as long as allowed',
      { RotationEnabled: false, LastChangedDate: ago(90) },
      undefined,
    ],
    [
      'on, and due two days ago',
      { RotationEnabled: true, NextRotationDate: ago(2), LastRotatedDate: ago(40) },
      /overdue since/,
    ],
    [
      'on, and due a day ago: AWS may still be at it',
      { RotationEnabled: true, NextRotationDate: ago(1), LastRotatedDate: ago(31) },
      undefined,
    ],
    [
      'on, and two days longer ago than the rule says',
      { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 }, LastRotatedDate: ago(32) },
      /every 30 days, and the last one was 32 days ago/,
    ],
    [
      'on, and a day longer ago than the rule says',
      { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 }, LastRotatedDate: ago(31) },
      undefined,
    ],
    ['off, of a service of AWS', { OwningService: 'rds', LastChangedDate: ago(500) }, undefined],
    ['off, and being deleted', { DeletedDate: ago(1), LastChangedDate: ago(500) }, undefined],
  ])('%s', (_, data, says) => {
    const found = exposuresOf([app, stored(data)], arn.root());
    if (says === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringMatching(says)]);
  });
});

describe('a key that AWS found in public', () => {
  test.each(['', 'V2', 'V3'])('is told by AWSCompromisedKeyQuarantine%s', (version) => {
    const found = user('bot', {
      attached: [`arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine${version}`],
    });
    expect(exposuresOf([found], arn.user('bot'))).toEqual([
      `known-compromise: AWS found a key of bot in public and attached AWSCompromisedKeyQuarantine${version}`,
    ]);
  });

  test.each([administrator, `arn:aws:iam::${account}:policy/AWSCompromisedKeyQuarantineV2`])(
    'not by %s',
    (policy) => {
      expect(exposuresOf([user('bot', { attached: [policy] })], arn.user('bot'))).toEqual([]);
    },
  );
});
