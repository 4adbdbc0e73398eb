import { expect, test } from 'vitest';
import { allow, arn, estateOf, other, resourcePolicy, user } from '../../../support/aws-sketch.ts';

const bucket = 'arn:aws:s3:::of-others';

/** A file of AWS Config may be of an account whose identities nobody read. */
test('the policy of a resource in an account that was not read is an account of which nothing else is known', () => {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: arn.root() },
    Action: 's3:*',
    Resource: `${bucket}/*`,
  } as const;
  const policy = { ...resourcePolicy(bucket, statement), scope: other };
  const estate = estateOf([user('reader', { inline: [[allow('s3:GetObject')]] }), policy]);
  expect(estate.scopes.map(({ id }) => id)).toContain(other);
  expect(estate.identities.map(({ name }) => name)).toEqual(['reader']);
  expect(() => estate.whoCan!({ privilege: 's3:GetObject', resource: `${bucket}/x` })).not.toThrow();
});
