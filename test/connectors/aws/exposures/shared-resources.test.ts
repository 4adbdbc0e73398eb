import { describe, expect, test } from 'vitest';
import type { SnapshotRecord } from '../../../../src/model/snapshot.ts';
import {
  account,
  allow,
  arn,
  deny,
  estateOf,
  other,
  resourcePolicy,
  role,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';

/** What of the words of policies and lists S3 lets stand, and what grants on keys add. */

const bucket = 'arn:aws:s3:::files';
const key = `arn:aws:kms:eu-west-1:${account}:key/1`;
const foreign = '999999999999';

const record = (kind: string, id: string, data: object): SnapshotRecord => ({
  record: kind,
  scope: account,
  id,
  data: data as SnapshotRecord['data'],
});
const block = (Id: string, RestrictPublicBuckets: boolean, IgnorePublicAcls = false): SnapshotRecord =>
  record('aws.public-access-block', Id, {
    Id,
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls,
    RestrictPublicBuckets,
  });
const acl = (Grantee: string, Permission: string): SnapshotRecord =>
  record('aws.bucket-acl', bucket, { Arn: bucket, PublicGrants: [{ Grantee, Permission }] });
const grant = (GranteePrincipal: string, more: object = {}): SnapshotRecord =>
  record('aws.key-grant', 'g-1', {
    GrantId: 'g-1',
    KeyArn: key,
    Name: 'backup',
    GranteePrincipal,
    Operations: ['Decrypt', 'DescribeKey'],
    ...more,
  });
const lets = (Principal: unknown, Action = 's3:GetObject', Condition?: unknown) => ({
  Effect: 'Allow' as const,
  Principal,
  Action,
  Resource: `${bucket}/*`,
  ...(Condition === undefined ? {} : { Condition }),
});
const openTo = (...principals: readonly unknown[]): SnapshotRecord =>
  resourcePolicy(bucket, ...principals.map((principal) => lets(principal)));

const openOf = (records: readonly SnapshotRecord[]): readonly string[] =>
  (estateOf(records).identities.find(({ id }) => id === arn.root())?.exposures ?? []).map(
    ({ severity, confidence, says }) => `${severity} ${confidence}: ${says}`,
  );
const verdictOf = (
  records: readonly SnapshotRecord[],
  id: string,
  privilege = 's3:GetObject',
  resource = `${bucket}/a`,
): string | undefined => {
  const estate = estateOf(records);
  const at = estate.identities.findIndex((identity) => identity.id === id);
  return estate.whoCan!({ privilege, resource }).identities.find(({ identity }) => identity === at)?.verdict;
};

describe('a bucket policy for everyone', () => {
  const says = 'Bucket files lets everyone use s3:GetObject';
  test.each<readonly [string, readonly SnapshotRecord[], readonly string[]]>([
    ['counts with less confidence where nobody read the setting', [], [`medium medium: ${says}`]],
    [
      'counts where neither bucket nor account restricts it',
      [block(bucket, false), block(account, false)],
      [`medium high: ${says}`],
    ],
    ['is closed by the bucket', [block(bucket, true)], []],
    ['is closed by the account', [block(account, true), block(bucket, false)], []],
    [
      'is not closed by the setting of another bucket',
      [block(`${bucket}-2`, true)],
      [`medium medium: ${says}`],
    ],
    [
      'is not closed by blocking new policies only',
      [block(bucket, false), block(account, false, true)],
      [`medium high: ${says}`],
    ],
  ])('%s', (_, settings, expected) => {
    expect(openOf([openTo('*'), ...settings])).toEqual(expected);
  });

  test('takes other accounts that it names with it, and leaves its own', () => {
    const stranger = user('stranger', { account: other, inline: [[allow('s3:*')]] });
    const mine = user('me');
    const records = [openTo('*', { AWS: arn.user('stranger', other) }), stranger, mine];
    expect(verdictOf(records, arn.user('stranger', other))).toBe('allowed');
    const restricted = [...records, block(bucket, true)];
    expect(verdictOf(restricted, arn.user('stranger', other))).toBe('denied');
    expect(verdictOf(restricted, arn.user('me'))).toBe('allowed');
  });

  test('that is not public keeps other accounts in, whatever is restricted', () => {
    const stranger = user('stranger', { account: other, inline: [[allow('s3:*')]] });
    const records = [openTo({ AWS: arn.user('stranger', other) }), stranger, block(bucket, true)];
    expect(verdictOf(records, arn.user('stranger', other))).toBe('allowed');
  });

  test('under a condition that S3 takes for no public one stays as it is', () => {
    const ours = { StringEquals: { 'aws:PrincipalOrgID': 'o-example1234' } };
    const foreignRoot = { AWS: `arn:aws:iam::${foreign}:root` };
    const policy = resourcePolicy(bucket, lets('*', 's3:GetObject', ours), lets(foreignRoot));
    expect(openOf([policy, block(bucket, true)])).toEqual([
      `low low: Bucket files lets all of account ${foreign} use s3:GetObject`,
    ]);
  });
});

describe('an access control list', () => {
  test.each<readonly [string, readonly SnapshotRecord[], readonly string[]]>([
    [
      'for everyone is a way in',
      [acl('AllUsers', 'READ'), block(bucket, false), block(account, false)],
      ['medium high: Bucket files lets everyone use s3:ListBucket by its access control list'],
    ],
    [
      'for every account of AWS is one too, and writing is worse',
      [acl('AuthenticatedUsers', 'WRITE')],
      [
        'high medium: Bucket files lets everyone with an AWS account use s3:PutObject, s3:DeleteObject by its access control list',
      ],
    ],
    ['is ignored where the bucket says so', [acl('AllUsers', 'READ'), block(bucket, false, true)], []],
    ['is ignored where the account says so', [acl('AllUsers', 'READ'), block(account, false, true)], []],
    [
      'is not ignored because policies are restricted',
      [acl('AllUsers', 'READ'), block(bucket, true), block(account, false)],
      ['medium high: Bucket files lets everyone use s3:ListBucket by its access control list'],
    ],
  ])('%s', (_, records, expected) => {
    expect(openOf(records)).toEqual(expected);
  });
});

describe('a grant on a key', () => {
  const worker = role('worker', trustingService('lambda.amazonaws.com'));
  const grantsOf = (records: readonly SnapshotRecord[], id = arn.role('worker')) =>
    estateOf(records).identities.find((identity) => identity.id === id)?.grants ?? [];

  test('is a permanent grant of the role that it names, on the account of the key', () => {
    expect(grantsOf([worker, grant(arn.role('worker'))])).toMatchObject([
      {
        scope: account,
        name: 'grant backup on key 1',
        via: 'grant on a key',
        duration: 'permanent',
        source: { record: 'aws.key-grant', id: 'g-1' },
      },
    ]);
  });

  test('is told line by line as well', () => {
    const estate = estateOf([worker, grant(arn.role('worker'))]);
    const at = estate.identities.findIndex(({ id }) => id === arn.role('worker'));
    const lines = estate.entitlements?.(at) ?? [];
    expect(lines.flatMap(({ privileges }) => privileges).sort()).toEqual(['kms:Decrypt', 'kms:DescribeKey']);
    for (const line of lines)
      expect(line).toMatchObject({
        resources: [key],
        duration: 'permanent',
        sources: [{ record: 'aws.key-grant', id: 'g-1' }],
      });
  });

  test('reaches the role behind a session', () => {
    const session = `arn:aws:sts::${account}:assumed-role/worker/i-1`;
    expect(grantsOf([worker, grant(session)])).toHaveLength(1);
  });

  test('of another role, or of a service, is none of it', () => {
    expect(grantsOf([worker, grant(arn.role('else'))])).toEqual([]);
    expect(grantsOf([worker, grant('rds.eu-west-1.amazonaws.com')])).toEqual([]);
  });

  test('lets decrypt without a policy, also across accounts, and a deny ends it', () => {
    const ask = (records: readonly SnapshotRecord[], id: string) =>
      verdictOf(records, id, 'kms:Decrypt', key);
    const stranger = arn.user('stranger', other);
    expect(ask([worker, grant(arn.role('worker'))], arn.role('worker'))).toBe('allowed');
    expect(ask([user('stranger', { account: other }), grant(stranger)], stranger)).toBe('allowed');
    expect(ask([worker, grant(arn.role('else'))], arn.role('worker'))).toBe('denied');
    const denied = role('worker', trustingService('lambda.amazonaws.com'), {
      inline: [[deny('kms:Decrypt')]],
    });
    expect(ask([denied, grant(arn.role('worker'))], arn.role('worker'))).toBe('denied');
  });

  test('lets nothing but its operations', () => {
    const records = [worker, grant(arn.role('worker'))];
    expect(verdictOf(records, arn.role('worker'), 'kms:ScheduleKeyDeletion', key)).toBe('denied');
  });

  test('with an encryption context asks for one', () => {
    const records = [worker, grant(arn.role('worker'), { EncryptionContextKeys: ['purpose'] })];
    expect(verdictOf(records, arn.role('worker'), 'kms:Decrypt', key)).not.toBe('denied');
  });

  test('counts for the blast radius', () => {
    const reach = (records: readonly SnapshotRecord[]): number => {
      const { takeover } = estateOf(records);
      return JSON.stringify(takeover).length;
    };
    expect(reach([worker, grant(arn.role('worker'))])).not.toBe(reach([worker]));
  });

  test('for a whole foreign account is a way in', () => {
    expect(openOf([worker, grant(`arn:aws:iam::${foreign}:root`)])).toEqual([
      `low low: Grant backup on key 1 lets all of account ${foreign} use kms:Decrypt, kms:DescribeKey`,
    ]);
    expect(openOf([worker, grant(`arn:aws:iam::${account}:root`)])).toEqual([]);
  });
});

describe('a secret in the settings of what runs as a role that was not read', () => {
  const job = `arn:aws:lambda:eu-west-1:${account}:function:job`;
  const literals = { Name: 'job', Literals: [{ Place: 'environment variable', Name: 'TOKEN' }] };
  const says = ({ is }: { readonly is: 'root' | 'role' }, ...more: readonly SnapshotRecord[]) =>
    estateOf([workload('AWS::Lambda::Function', job, 'app', literals), ...more])
      .identities.find(({ id }) => id === (is === 'root' ? arn.root() : arn.role('app')))
      ?.exposures?.map(({ kind, atMost }) => `${kind} ${atMost}`);

  test('stands with the account, no worse for its root user', () => {
    expect(says({ is: 'root' })).toEqual(['literal-secret high']);
  });

  test('and with the role where that was read', () => {
    const app = role('app', trustingService('lambda.amazonaws.com'));
    expect(says({ is: 'role' }, app)).toEqual(['literal-secret undefined']);
    expect(says({ is: 'root' }, app)).toBeUndefined();
  });
});
