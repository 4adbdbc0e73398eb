import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { reachOf } from '../../../../src/reach/index.ts';
import {
  account,
  allow,
  arn,
  document,
  estateOf,
  group,
  resourcePolicy,
  trusting,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';
import { adminRole, checkTraps, me, start, type Trap, when } from './trap.ts';

const profile = `arn:aws:rolesanywhere:eu-west-1:${account}:profile/1`;
const anchor = `arn:aws:rolesanywhere:eu-west-1:${account}:trust-anchor/01234567-89ab-cdef-0123-456789abcdef`;
const anywhere = (condition?: Parameters<typeof trusting>[1]) =>
  adminRole(trusting({ Service: 'rolesanywhere.amazonaws.com' }, condition));
const gives = (more: object = {}) => workload('AWS::RolesAnywhere::Profile', profile, 'admin', more);
const newAnchor = start(['rolesanywhere:CreateTrustAnchor']);
const readOnly = document(allow('s3:GetObject'));

/** https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
const rolesAnywhere: readonly Trap[] = [
  {
    name: 'a trust anchor of its own, where a profile gives out the administrator',
    why: 'any certificate of any trust anchor of the account is let in',
    is: 'admin',
    records: [newAnchor, anywhere(), gives()],
  },
  {
    name: 'the same with a role that accepts one trust anchor only',
    why: 'a new trust anchor has another ARN than the one that the trust policy names',
    is: 'none',
    records: [newAnchor, anywhere(when('ArnEquals', 'aws:SourceArn', anchor)), gives()],
  },
  {
    name: 'the same with a role that accepts all trust anchors of the account',
    why: 'the new one is one of them',
    is: 'admin',
    records: [
      newAnchor,
      anywhere(when('ArnLike', 'aws:SourceArn', `arn:aws:rolesanywhere:*:${account}:trust-anchor/*`)),
      gives(),
    ],
  },
  {
    name: 'a profile with a session policy that only reads',
    why: 'a session may do what the role and the session policy both allow',
    is: 'none',
    records: [newAnchor, anywhere(), gives({ SessionPolicies: [readOnly] })],
  },
  {
    name: 'a profile with a session policy as text that allows everything',
    why: 'the session is as strong as the role',
    is: 'admin',
    records: [newAnchor, anywhere(), gives({ SessionPolicies: [JSON.stringify(document(allow('*')))] })],
  },
  {
    name: 'a profile with a managed policy that is not in the snapshot',
    why: 'nobody can say what it lets through',
    is: 'adminIf',
    records: [newAnchor, anywhere(), gives({ SessionPolicyArns: [arn.policy('elsewhere')] })],
  },
];

const association = (cluster: string, more: object = {}) =>
  workload(
    'AWS::EKS::PodIdentityAssociation',
    `arn:aws:eks:eu-west-1:${account}:podidentityassociation/${cluster}/a-1`,
    'admin',
    more,
  );
const podAdmin = adminRole(trustingService('pods.eks.amazonaws.com'));
const ofCluster = (cluster: string) =>
  start(
    ['eks:CreateAccessEntry', `arn:aws:eks:*:*:cluster/${cluster}`],
    ['eks:AssociateAccessPolicy', `arn:aws:eks:*:*:access-entry/${cluster}/*`],
  );

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html */
const eks: readonly Trap[] = [
  {
    name: 'an access entry in the cluster whose pods have the role',
    why: 'an administrator of the cluster runs pods as any service account',
    is: 'admin',
    records: [ofCluster('main'), podAdmin, association('main')],
  },
  {
    name: 'an access entry in another cluster',
    why: 'the association is about the pods of one cluster; whether another has one is not shown',
    is: 'none',
    records: [ofCluster('test'), podAdmin, association('main')],
  },
  {
    name: 'an association with a policy that only reads',
    why: 'the pods get what the role and the policy both allow',
    is: 'none',
    records: [ofCluster('main'), podAdmin, association('main', { Policy: '', SessionPolicies: [readOnly] })],
  },
];

describe('Roles Anywhere', () => checkTraps(rolesAnywhere));
describe('pods of EKS', () => checkTraps(eks));

describe('what is held besides full control', () => {
  const scoreOf = (...records: Parameters<typeof estateOf>[0][number][]): number => {
    const estate = estateOf(records);
    return reachOf(estate, defaultSettings).radius(estate.identities.findIndex(({ id }) => id === me)).score;
  };
  const keeper = group('keepers', { inline: [[allow('s3:*')]] });

  test('a group that can be joined counts for the score as a group that it is in', () => {
    const joins = allow('iam:AddUserToGroup', arn.group('keepers'));
    const nothing = scoreOf(user('start', { inline: [[joins]] }));
    const joined = scoreOf(user('start', { inline: [[joins]] }), keeper);
    const member = scoreOf(user('start', { inline: [[joins]], groups: ['keepers'] }), keeper);
    expect(joined).toBeGreaterThan(nothing);
    expect(joined).toBe(member);
  });

  test('a group that cannot be joined does not', () => {
    const elsewhere = allow('iam:AddUserToGroup', arn.group('others'));
    expect(scoreOf(user('start', { inline: [[elsewhere]] }), keeper)).toBe(
      scoreOf(user('start', { inline: [[elsewhere]] })),
    );
  });

  test('a session within a limit counts for what the limit leaves', () => {
    const within = scoreOf(newAnchor, anywhere(), gives({ SessionPolicies: [readOnly] }));
    const before = scoreOf(newAnchor, anywhere());
    const whole = scoreOf(newAnchor, anywhere(), gives());
    expect(within).toBeLessThan(whole);
    expect(within).toBeGreaterThan(0);
    expect(before).toBe(whole);
  });
});

describe('what policies of resources give', () => {
  const bucket = 'arn:aws:s3:::books';
  const key = `arn:aws:kms:eu-west-1:${account}:key/1`;
  const scoreOf = (...records: Parameters<typeof estateOf>[0][number][]): number => {
    const estate = estateOf(records);
    return reachOf(estate, defaultSettings).radius(estate.identities.findIndex(({ id }) => id === me)).score;
  };
  const lets = (principal: unknown, action: string, resource: string, condition?: unknown) => ({
    Effect: 'Allow' as const,
    Principal: principal,
    Action: action,
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  });
  const nobody = user('start');
  const before = scoreOf(nobody);

  test.each([
    ['the user by name', { AWS: me }, true],
    ['everyone', '*', true],
    ['another user', { AWS: arn.user('else') }, false],
    ["the account, which leaves it to the user's own policies", { AWS: arn.root() }, false],
    ['a service', { Service: 'cloudtrail.amazonaws.com' }, false],
  ])('a bucket that lets in %s', (_, principal, counts) => {
    const score = scoreOf(
      nobody,
      user('else'),
      resourcePolicy(bucket, lets(principal, 's3:*', `${bucket}/*`)),
    );
    expect(score > before).toBe(counts);
  });

  test('a key is one key, whatever its policy says the resource is', () => {
    const named = scoreOf(nobody, resourcePolicy(key, lets({ AWS: me }, 'kms:*', '*')));
    const all = scoreOf(user('start', { inline: [[allow('kms:*')]] }));
    expect(named).toBeGreaterThan(before);
    expect(named).toBeLessThan(all);
  });

  test('a condition that is never met gives nothing, one that is open counts', () => {
    const within = (condition: unknown) =>
      scoreOf(nobody, resourcePolicy(bucket, lets('*', 's3:*', bucket, condition)));
    expect(within(when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'))).toBe(before);
    expect(within(when('StringEquals', 'aws:SourceVpce', 'vpce-1'))).toBeGreaterThan(before);
  });

  test('an identity of another account needs a permission of its own', () => {
    const stranger = `arn:aws:iam::444455556666:user/stranger`;
    const policy = resourcePolicy(bucket, lets({ AWS: stranger }, 's3:*', bucket));
    const score = (...statements: ReturnType<typeof allow>[]) => {
      const estate = estateOf([
        user('stranger', { account: '444455556666', inline: [statements] }),
        nobody,
        policy,
      ]);
      const index = estate.identities.findIndex(({ id }) => id === stranger);
      return reachOf(estate, defaultSettings).radius(index).score;
    };
    const own = estateOf([user('stranger', { account: '444455556666', inline: [[allow('s3:*')]] }), nobody]);
    const ownIndex = own.identities.findIndex(({ id }) => id === stranger);
    expect(score()).toBe(0);
    expect(score(allow('s3:*'))).toBeGreaterThan(reachOf(own, defaultSettings).radius(ownIndex).score);
  });
});
