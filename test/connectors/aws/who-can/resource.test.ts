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
} from '../../../support/aws-sketch.ts';

const bucket = 'arn:aws:s3:::books';
const object = `${bucket}/2026.csv`;
const key = `arn:aws:kms:eu-west-1:${account}:key/1`;
const me = arn.user('me');
const stranger = arn.user('stranger', other);

const lets = (principal: unknown, action: string, resource: string, condition?: unknown) => ({
  Effect: 'Allow' as const,
  Principal: principal,
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});
const ask = (records: readonly SnapshotRecord[], privilege: string, resource: string) => {
  const estate = estateOf(records);
  const answer = estate.whoCan!({ privilege, resource });
  return {
    notes: answer.notes.join(' '),
    of: (id: string) => {
      const index = estate.identities.findIndex((identity) => identity.id === id);
      return answer.identities.find(({ identity }) => identity === index)!;
    },
  };
};
const reader = user('me', { inline: [[allow('s3:GetObject')]] });
const nobody = user('me');
const get = 's3:GetObject';

describe('the policy of a bucket, asked about an object', () => {
  test('lets in who has no permission of its own, and is the evidence', () => {
    const policy = resourcePolicy(bucket, lets({ AWS: me }, get, `${bucket}/*`));
    const { ways, verdict } = ask([nobody, policy], get, object).of(me);
    expect(verdict).toBe('allowed');
    expect(ways[0]!.allowedBy).toEqual([
      {
        policy: `policy of ${bucket}`,
        via: 'resource',
        statement: 0,
        source: { record: 'aws.resource-policy', id: bucket, pointer: '/PolicyDocument/Statement/0' },
      },
    ]);
  });

  test.each([
    ['another prefix', lets({ AWS: me }, get, `${bucket}/other/*`)],
    ['another user', lets({ AWS: arn.user('else') }, get, `${bucket}/*`)],
    ['another action', lets({ AWS: me }, 's3:PutObject', `${bucket}/*`)],
    ['the account', lets({ AWS: arn.root() }, get, `${bucket}/*`)],
  ])('that lets in %s says nothing of it', (_, statement) => {
    expect(ask([nobody, resourcePolicy(bucket, statement)], get, object).of(me).verdict).toBe('denied');
  });

  test('stops who has the permission by a deny', () => {
    const policy = resourcePolicy(bucket, { ...lets('*', 's3:*', `${bucket}/*`), Effect: 'Deny' });
    const { verdict, stoppedBy } = ask([reader, policy], get, object).of(me);
    expect(verdict).toBe('denied');
    expect(stoppedBy).toEqual({ kind: 'deny', name: `policy of ${bucket}` });
  });

  test('whose deny is conditional leaves a condition', () => {
    const condition = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const policy = resourcePolicy(bucket, { ...lets('*', 's3:*', `${bucket}/*`, condition), Effect: 'Deny' });
    const { verdict, ways } = ask([reader, policy], get, object).of(me);
    expect(verdict).toBe('conditional');
    expect(ways[0]!.conditions.map((each) => each.key)).toEqual(['aws:SourceVpce']);
  });

  test("does not help against a deny of the identity's own", () => {
    const policy = resourcePolicy(bucket, lets({ AWS: me }, get, `${bucket}/*`));
    expect(ask([user('me', { inline: [[deny('s3:*')]] }), policy], get, object).of(me).verdict).toBe(
      'denied',
    );
  });

  test('needs the identity of another account to have the permission as well, and it the consent', () => {
    const policy = resourcePolicy(bucket, lets({ AWS: other }, get, `${bucket}/*`));
    const has = user('stranger', { account: other, inline: [[allow(get)]] });
    const hasNot = user('stranger', { account: other });
    const closed = resourcePolicy(bucket, lets({ AWS: me }, get, `${bucket}/*`));
    expect(ask([nobody, has, policy], get, object).of(stranger).verdict).toBe('allowed');
    expect(ask([nobody, hasNot, policy], get, object).of(stranger).verdict).toBe('denied');
    expect(ask([nobody, has, closed], get, object).of(stranger).verdict).toBe('denied');
  });

  test('takes the note away that it is not known', () => {
    const policy = resourcePolicy(bucket, lets({ AWS: me }, get, `${bucket}/*`));
    expect(ask([reader], get, object).notes).toMatch(/Policies of resources/);
    expect(ask([reader, policy], get, object).notes).not.toMatch(/Policies of resources/);
  });
});

describe('the policy of a key has the last word', () => {
  const decrypts = user('me', { inline: [[allow('kms:Decrypt')]] });
  const worker = role('worker', trustingService('lambda.amazonaws.com'));
  test.each([
    ['leaves it to policies of identities', lets({ AWS: arn.root() }, 'kms:*', '*'), 'allowed'],
    ['names only another identity', lets({ AWS: arn.role('worker') }, 'kms:*', '*'), 'denied'],
  ])('which %s', (_, statement, verdict) => {
    const found = ask([decrypts, worker, resourcePolicy(key, statement)], 'kms:Decrypt', key);
    expect(found.of(me).verdict).toBe(verdict);
    expect(found.notes).not.toMatch(/key policy/);
  });

  test('and lets in by itself whom it names', () => {
    const policy = resourcePolicy(key, lets({ AWS: arn.role('worker') }, 'kms:Decrypt', '*'));
    expect(ask([nobody, worker, policy], 'kms:Decrypt', key).of(arn.role('worker')).verdict).toBe('allowed');
  });
});
