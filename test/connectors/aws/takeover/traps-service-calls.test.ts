import { describe } from 'vitest';
import {
  account,
  allow,
  document,
  organization,
  other,
  role,
  trusting,
  trustingService,
} from '../../../support/aws-sketch.ts';
import { adminRole, checkTraps, passAndCreate, type Trap, trustRoot, when } from './trap.ts';

const lambda = { Service: 'lambda.amazonaws.com' };
const functions = (name: string, of = account) => `arn:aws:lambda:*:${of}:function:${name}`;
/** A user who may pass any role to a new function and invoke it; the administrator lets Lambda in on a condition. */
const asked = (
  name: string,
  why: string,
  is: Trap['is'],
  condition: Parameters<typeof trusting>[1],
): Trap => ({
  name,
  why,
  is,
  records: [passAndCreate('*'), adminRole(trusting(lambda, condition))],
});
const trusted = (
  name: string,
  why: string,
  is: Trap['is'],
  trust: unknown,
  ...more: Trap['records']
): Trap => ({
  name,
  why,
  is,
  records: [passAndCreate('*'), adminRole(trust), ...more],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
const calls: readonly Trap[] = [
  asked('for the own account', 'aws:SourceAccount is where the function is', 'admin', {
    StringEquals: { 'aws:SourceAccount': account },
  }),
  asked('for functions under a name', 'the caller names its function so', 'admin', {
    ArnLike: { 'aws:SourceArn': functions('x-*') },
  }),
  asked('for functions of another account', 'the role may be passed in its own account only', 'none', {
    ArnLike: { 'aws:SourceArn': functions('*', other) },
  }),
  asked('with MFA', 'a service has no second factor', 'none', {
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
  }),
  asked('with an external id', 'Lambda sends none', 'none', { StringEquals: { 'sts:ExternalId': 'x' } }),
  asked('from a network of the company', 'the service calls from a network of AWS', 'none', {
    IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
  }),
  asked('with the ARN of a role', 'a service has no aws:PrincipalArn', 'none', {
    ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' },
  }),
  asked('until a date that is past', 'the trust ended', 'none', {
    DateLessThan: { 'aws:CurrentTime': '2025-01-01T00:00:00Z' },
  }),
  trusted(
    'for resources of the organisation',
    'aws:SourceOrgID is the organisation of the function',
    'admin',
    trusting(lambda, when('StringEquals', 'aws:SourceOrgID', 'o-example')),
    ...organization([account], {}),
  ),
  trusted(
    'for resources of another organisation',
    'the function is of o-example',
    'none',
    trusting(lambda, when('StringEquals', 'aws:SourceOrgID', 'o-elsewhere')),
    ...organization([account], {}),
  ),
  trusted(
    'a deny for everyone in the trust policy',
    'a deny wins',
    'none',
    document(
      { Effect: 'Allow', Principal: lambda, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
    ),
  ),
  trusted(
    'a trust policy for tags only',
    'sts:TagSession does not start a session',
    'none',
    document({ Effect: 'Allow', Principal: lambda, Action: 'sts:TagSession' }),
  ),
  trusted(
    'the same service by the name that it has in a region',
    'it is the same service',
    'admin',
    trustingService('lambda.eu-west-1.amazonaws.com'),
  ),
  trusted(
    'a service of another name that ends the same',
    'Lambda@Edge is another service',
    'none',
    trustingService('edgelambda.amazonaws.com'),
  ),
  trusted(
    'the name that the service has in China',
    'it is not a service of this partition',
    'none',
    trustingService('lambda.amazonaws.com.cn'),
  ),
];

const job = (trust: unknown) => role('start', trust, { inline: [[allow('sts:AssumeRole')]] });
const asJob = (name: string, why: string, is: Trap['is'], trust: unknown, condition: object): Trap => ({
  name,
  why,
  is,
  of: `arn:aws:iam::${account}:role/start`,
  records: [job(trust), adminRole(trusting({ AWS: account }, condition as Parameters<typeof trusting>[1]))],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
const sessions: readonly Trap[] = [
  asJob(
    'MFA asked of a role that only a service starts',
    'its sessions begin without a second factor',
    'none',
    trustingService('lambda.amazonaws.com'),
    when('Bool', 'aws:MultiFactorAuthPresent', 'true'),
  ),
  asJob(
    'recent MFA asked of a role that only a service starts',
    'its sessions have no aws:MultiFactorAuthAge',
    'none',
    trustingService('lambda.amazonaws.com'),
    when('NumericLessThan', 'aws:MultiFactorAuthAge', '3600'),
  ),
  asJob(
    'MFA asked of a role that people assume',
    'they may have given a code when they did',
    'adminIf',
    trustRoot,
    when('Bool', 'aws:MultiFactorAuthPresent', 'true'),
  ),
  asJob(
    'MFA where it is told at all, asked of a role that only a service starts',
    'the sessions may say false, and nobody can make them say nothing',
    'admin',
    trustingService('lambda.amazonaws.com'),
    when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'),
  ),
];

const saml = `arn:aws:iam::${account}:saml-provider/corp`;
const signIn = (condition?: object) =>
  adminRole(
    document({
      Effect: 'Allow',
      Principal: { Federated: saml },
      Action: 'sts:AssumeRoleWithSAML',
      ...(condition === undefined ? {} : { Condition: condition }),
    }),
  );
const provider = (
  name: string,
  why: string,
  is: Trap['is'],
  actions: readonly string[],
  condition?: object,
): Trap => ({
  name,
  why,
  is,
  of: `arn:aws:iam::${account}:role/start`,
  records: [role('start', trustRoot, { inline: [[allow(actions)]] }), signIn(condition)],
});
const audience = when('StringEquals', 'SAML:aud', 'https://signin.aws.amazon.com/saml');

const providers: readonly Trap[] = [
  provider(
    'new metadata of the provider that the administrator trusts',
    'whoever holds the key of the metadata signs what it likes, the audience too',
    'admin',
    ['iam:UpdateSAMLProvider'],
    audience,
  ),
  provider(
    'new metadata, where the trust ended',
    'nobody signs in any more',
    'none',
    ['iam:UpdateSAMLProvider'],
    when('DateLessThan', 'aws:CurrentTime', '2025-01-01T00:00:00Z'),
  ),
  provider(
    'the provider deleted and made again',
    'a trust policy names a provider by its ARN, which the new one has as well',
    'admin',
    ['iam:DeleteSAMLProvider', 'iam:CreateSAMLProvider'],
    audience,
  ),
  provider(
    'a provider that can be made but not deleted',
    'the name is taken',
    'none',
    ['iam:CreateSAMLProvider'],
    audience,
  ),
];

describe('what the call of a service carries', () => checkTraps(calls));
describe('what sessions begin with', () => checkTraps(sessions));
describe('providers of sign-ins', () => checkTraps(providers));
