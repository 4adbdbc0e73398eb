import { describe, expect, test } from 'vitest';
import type { Inventory, Principal } from '../../../../connectors/aws/facts/inventory.ts';
import { createTrustReader } from '../../../../connectors/aws/identities/trust.ts';
import { createPolicyStore } from '../../../../connectors/aws/policy/store.ts';
import {
  account,
  allow,
  arn,
  document,
  now,
  other,
  trusting,
  variable,
} from '../../../support/aws-sketch.ts';
import { type Conditions, denies, lets, own, trustsOf } from './trusting.ts';

describe('whom a trust policy names', () => {
  const saml = `arn:aws:iam::${account}:saml-provider/idp`;
  const unlisted = '777788889999';
  test.each<[principal: unknown, action: string, trusts: readonly (readonly unknown[])[]]>([
    ['*', 'sts:AssumeRole', [['assume', 'everyone', '*', 'yes', undefined]]],
    [{ AWS: '*' }, 'sts:*', [['assume', 'everyone', '*', 'yes', undefined]]],
    [{ AWS: account }, 'sts:AssumeRole', [['assume', 'scope', account, 'no', account]]],
    [{ AWS: arn.root() }, 'sts:AssumeRole', [['assume', 'scope', account, 'no', account]]],
    [{ AWS: unlisted }, 'sts:AssumeRole', [['assume', 'scope', unlisted, 'yes', unlisted]]],
    [{ AWS: arn.user('ci') }, 'sts:AssumeRole', [['assume', 'identity', arn.user('ci'), 'no', account]]],
    [{ AWS: arn.role('x', other) }, 'sts:*', [['assume', 'identity', arn.role('x', other), 'yes', other]]],
    [
      { AWS: 'AROAEXAMPLE123' },
      'sts:AssumeRole',
      [['assume', 'deleted', 'AROAEXAMPLE123', 'unknown', undefined]],
    ],
    [
      { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
      'sts:AssumeRole',
      [
        ['pass-to-service', 'service', 'ec2.amazonaws.com', 'no', undefined],
        ['pass-to-service', 'service', 'lambda.amazonaws.com', 'no', undefined],
      ],
    ],
    [{ Federated: saml }, 'sts:AssumeRoleWithSAML', [['federate', 'federated', saml, 'yes', undefined]]],
    [{ Federated: saml }, 'sts:AssumeRole*', [['federate', 'federated', saml, 'yes', undefined]]],
    [{ AWS: account }, 'sts:TagSession', []],
    [{ AWS: account }, 'iam:*', []],
  ])('%j for %s', (principal, action, trusts) => {
    expect(
      trustsOf(document(lets(principal, undefined, action))).map((each) => [
        each.mechanism,
        each.party,
        each.principal,
        each.external,
        each.scope,
      ]),
    ).toEqual(trusts);
  });

  test('everybody but those whom NotPrincipal names', () => {
    const trust = document({ Effect: 'Allow', NotPrincipal: { AWS: account }, Action: 'sts:AssumeRole' });
    expect(trustsOf(trust)).toMatchObject([{ party: 'everyone', principal: '*' }]);
  });

  test('whose an account is, nobody knows without the list of the organisation', () => {
    expect(trustsOf(trusting({ AWS: [other, account] }), undefined).length).toBe(2);
    const store = createPolicyStore();
    const role = {
      trust: store.intern(trusting({ AWS: [other, account] })),
      arn: own,
    } as unknown as Principal;
    const reader = createTrustReader(
      { store, organizations: new Map() } as unknown as Inventory,
      new Set([account]),
      Date.parse(now),
    );
    expect(reader(role).map(({ external }) => external)).toEqual(['unknown', 'no']);
  });

  test('a role without a trust policy, and an empty statement', () => {
    const reader = createTrustReader({} as Inventory, new Set(), 0);
    expect(reader({ arn: own } as Principal)).toEqual([]);
    expect(trustsOf(document({ Effect: 'Allow', Action: 'sts:AssumeRole' }))).toEqual([]);
    expect(trustsOf(document(denies({ AWS: account })))).toEqual([]);
  });

  test('the place of each: roles that share a policy keep their own', () => {
    const store = createPolicyStore();
    const trust = document(allow('s3:GetObject'), lets({ AWS: [account, other] }), lets('*'));
    const index = store.intern(trust);
    const reader = createTrustReader(
      { store, organizations: new Map() } as unknown as Inventory,
      new Set(),
      0,
    );
    const placesOf = (of: string) =>
      reader({ trust: index, arn: of } as unknown as Principal).map(({ source, statement }) => [
        statement,
        source,
      ]);
    for (const of of [own, arn.role('second')])
      expect(placesOf(of)).toEqual(
        [1, 1, 2].map((at) => [
          at,
          { record: 'aws.role', id: of, pointer: `/AssumeRolePolicyDocument/Statement/${at}` },
        ]),
      );
    expect(trustsOf({ Version: '2012-10-17', Statement: lets('*') })[0]!.source.pointer).toBe(
      '/AssumeRolePolicyDocument/Statement',
    );
  });
});

describe('callers that conditions name', () => {
  const named = (principal: unknown, conditions: Conditions) =>
    trustsOf(document(lets(principal, conditions)))[0]!.only?.map((each) => [
      each.party,
      each.principal,
      each.external,
      each.scope,
    ]);
  const like = (key: string, ...values: readonly string[]): Conditions => ({ StringLike: { [key]: values } });
  const mine = arn.role('mine');
  const theirs = arn.role('theirs', other);

  test.each<
    [text: string, principal: unknown, Conditions, only: readonly (readonly unknown[])[] | undefined]
  >([
    ['an account', '*', like('aws:PrincipalAccount', other), [['scope', other, 'yes', other]]],
    ['an own account', '*', like('aws:PrincipalAccount', account), [['scope', account, 'no', account]]],
    [
      'the account of the role',
      '*',
      like('aws:PrincipalAccount', variable('aws:ResourceAccount')),
      [['scope', variable('aws:ResourceAccount'), 'no', undefined]],
    ],
    ['a role', '*', like('aws:PrincipalArn', theirs), [['identity', theirs, 'yes', other]]],
    [
      'all roles of an account',
      '*',
      like('aws:PrincipalArn', `arn:aws:iam::${other}:role/*`),
      [['scope', other, 'yes', other]],
    ],
    [
      'all of an account',
      '*',
      like('aws:PrincipalArn', `arn:aws:iam::${other}:*`),
      [['scope', other, 'yes', other]],
    ],
    [
      'the root of an account',
      '*',
      like('aws:PrincipalArn', arn.root(other)),
      [['scope', other, 'yes', other]],
    ],
    [
      'a role whose name begins like a root',
      '*',
      like('aws:PrincipalArn', `arn:aws:iam::${other}:rooted`),
      [['identity', `arn:aws:iam::${other}:rooted`, 'yes', other]],
    ],
    [
      'an account with more before it',
      '*',
      { StringEquals: { 'aws:PrincipalAccount': `x${other}` } },
      undefined,
    ],
    ['some roles', '*', like('aws:PrincipalArn', `${theirs}*`), [['identity', `${theirs}*`, 'yes', other]]],
    ['roles of any account', '*', like('aws:PrincipalArn', 'arn:aws:iam::*:role/x', theirs), undefined],
    ['not an account', '*', { StringNotEquals: { 'aws:PrincipalAccount': other } }, undefined],
    ['an organisation', '*', like('aws:PrincipalOrgID', 'o-abc'), undefined],
    [
      'a role beside its account',
      '*',
      { ...like('aws:PrincipalAccount', other), ArnLike: { 'aws:PrincipalArn': theirs } },
      [['identity', theirs, 'yes', other]],
    ],
    [
      'of an account one of its roles',
      { AWS: account },
      like('aws:PrincipalArn', mine),
      [['identity', mine, 'no', account]],
    ],
    [
      'of an account also roles of others',
      { AWS: account },
      like('aws:PrincipalArn', mine, theirs),
      [['identity', mine, 'no', account]],
    ],
    ['of an account only roles of others', { AWS: account }, like('aws:PrincipalArn', theirs), undefined],
    ['of a role nothing', { AWS: mine }, like('aws:PrincipalArn', mine), undefined],
  ])('%s', (_, principal, conditions, only) => {
    expect(named(principal, conditions)).toEqual(only);
  });
});

describe('what a service is to be limited by, and is not', () => {
  const open = (service: string, conditions?: Conditions) =>
    trustsOf(document(lets({ Service: service }, conditions)))[0]!.openEnds?.map(({ of }) => of);
  const from = { StringEquals: { 'aws:SourceAccount': account } };
  const anchor = `arn:aws:rolesanywhere:eu-central-1:${account}:trust-anchor/`;

  test.each<[service: string, Conditions | undefined, readonly string[] | undefined]>([
    ['scheduler.amazonaws.com', undefined, ['source']],
    ['Scheduler.amazonaws.com.cn', undefined, ['source']],
    ['states.eu-central-1.amazonaws.com', undefined, ['source']],
    ['states.us-gov-west-1.amazonaws.com', undefined, ['source']],
    ['scheduler.amazonaws.com', from, undefined],
    ['scheduler.amazonaws.com', { StringEquals: { 'aws:SourceOrgID': 'o-abc' } }, undefined],
    ['scheduler.amazonaws.com', { StringEqualsIfExists: { 'aws:SourceAccount': account } }, ['source']],
    ['ec2.amazonaws.com', undefined, undefined],
    ['constructor', undefined, undefined],
    ['rolesanywhere.amazonaws.com', undefined, ['issuer', 'subject']],
    ['rolesanywhere.amazonaws.com', { ArnEquals: { 'aws:SourceArn': `${anchor}1a2b` } }, ['subject']],
    ['rolesanywhere.amazonaws.com', { ArnLike: { 'aws:SourceArn': `${anchor}*` } }, ['issuer', 'subject']],
    [
      'rolesanywhere.amazonaws.com',
      { ArnLike: { 'aws:SourceArn': [`${anchor}1a2b`, `${anchor}*`] } },
      ['issuer', 'subject'],
    ],
    [
      'rolesanywhere.amazonaws.com',
      { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'web' } },
      ['issuer'],
    ],
    ['rolesanywhere.amazonaws.com', { StringEquals: { 'aws:RequestTag/x509SAN/DNS': 'web' } }, ['issuer']],
    ['rolesanywhere.amazonaws.com', { StringEquals: { 'sts:SourceIdentity': 'CN=web' } }, ['issuer']],
    [
      'rolesanywhere.amazonaws.com',
      { StringLike: { 'sts:SourceIdentity': ['CN=web', '*'] } },
      ['issuer', 'subject'],
    ],
    [
      'rolesanywhere.amazonaws.com',
      { StringNotEquals: { 'sts:SourceIdentity': 'CN=web' } },
      ['issuer', 'subject'],
    ],
    [
      'rolesanywhere.amazonaws.com',
      { StringEqualsIfExists: { 'sts:SourceIdentity': 'CN=web' } },
      ['issuer', 'subject'],
    ],
    ['rolesanywhere.amazonaws.com', { Null: { 'sts:SourceIdentity': 'false' } }, ['issuer', 'subject']],
    [
      'rolesanywhere.amazonaws.com',
      { StringEquals: { 'aws:PrincipalTag/team': 'web' } },
      ['issuer', 'subject'],
    ],
  ])('%s with %j: %j', (service, conditions, ends) => {
    expect(open(service, conditions)).toEqual(ends);
  });
});
