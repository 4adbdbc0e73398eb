import { describe } from 'vitest';
import {
  administrator,
  allow,
  arn,
  deny,
  document,
  policy,
  type Statement,
  user,
} from '../../../support/aws-sketch.ts';
import { adminRole, boss, checkTraps, holds, type Trap, trustRoot, when } from './trap.ts';

const notAction = (...actions: readonly string[]): Statement => ({
  Effect: 'Allow',
  NotAction: actions,
  Resource: '*',
});
const notResource = (...resources: readonly string[]): Statement => ({
  Effect: 'Allow',
  Action: '*',
  NotResource: resources,
});

/** Full control by other names than AdministratorAccess, and what only looks like it. */
const names: readonly Trap[] = [
  holds('*:* on everything', 'it is every action', 'admin', [allow('*:*')]),
  holds('IAM alone', 'who writes permissions has any', 'admin', [allow('iam:*')]),
  holds('IAM with a question mark', 'the pattern matches iam', 'admin', [allow('i?m:*')]),
  holds(
    'reading all of IAM',
    'it writes nothing',
    'none',
    [allow(['iam:Get*', 'iam:List*', 'iam:Simulate*'])],
    boss,
  ),
  holds('tagging all of IAM', 'no policy asks for a tag', 'none', [allow(['iam:Tag*', 'iam:Untag*'])], boss),
  holds('everything but the bill', 'IAM is in it', 'admin', [notAction('billing:*', 'budgets:*')]),
  holds('everything but IAM', 'no role lets it in', 'none', [notAction('iam:*', 'organizations:*')], boss),
  holds('everything but IAM, and IAM', 'the two statements leave nothing out', 'admin', [
    notAction('iam:*'),
    allow('iam:*'),
  ]),
  holds('everything on one bucket', 'no identity is a bucket', 'none', [
    allow('*', ['arn:aws:s3:::b', 'arn:aws:s3:::b/*']),
  ]),
  holds('everything on everything but one bucket', 'identities are not in the bucket', 'admin', [
    notResource('arn:aws:s3:::b', 'arn:aws:s3:::b/*'),
  ]),
  holds('everything on everything but identities', 'no identity can be changed or assumed', 'none', [
    notResource('arn:aws:iam::*:*'),
  ]),
  holds('everything on identities', 'that is what it takes', 'admin', [allow('*', 'arn:aws:iam::*:*')]),
  {
    name: 'an administrator without IAM, next to a role that the account may assume',
    why: 'the deny is about IAM, not about STS',
    is: 'admin',
    records: [user('start', { attached: [administrator], inline: [[deny('iam:*')]] }), adminRole(trustRoot)],
  },
];

const edge = policy('edge', document(allow('s3:*')));
const within = when('StringEquals', 'iam:PermissionsBoundary', arn.policy('edge'));
const makes = [allow(['iam:CreateUser', 'iam:AttachUserPolicy'], '*', within), allow('iam:CreateAccessKey')];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate */
const boundaries: readonly Trap[] = [
  holds(
    'new users within a boundary that it may rewrite',
    'the boundary says what the caller wants',
    'admin',
    [...makes, allow('iam:CreatePolicyVersion', arn.policy('edge'))],
    edge,
  ),
  holds(
    'new users within a boundary, next to another that it may rewrite',
    'the boundary stays',
    'none',
    [...makes, allow('iam:CreatePolicyVersion', arn.policy('ledge'))],
    edge,
  ),
  holds(
    'writing permissions of those within a boundary, being outside it',
    'the caller has no boundary',
    'none',
    [allow('iam:PutUserPolicy', '*', within)],
    edge,
  ),
];

describe('names of full control', () => checkTraps(names));
describe('boundaries of new identities', () => checkTraps(boundaries));

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const given = (
  name: string,
  why: string,
  is: Trap['is'],
  policies: readonly string[],
  boundary: string | undefined,
  ...more: Trap['records']
): Trap => ({
  name,
  why,
  is,
  records: [
    user('start', {
      attached: policies.map(aws),
      ...(boundary === undefined ? {} : { boundary: aws(boundary) }),
    }),
    ...more,
  ],
});

/** Exports by `--filter LocalManagedPolicy` and the like name policies of AWS without their text. */
const unsaid: readonly Trap[] = [
  given('IAMFullAccess', 'who writes permissions has any', 'admin', ['IAMFullAccess'], undefined),
  given(
    'PowerUserAccess, next to a role that the account may assume',
    'STS is in it',
    'admin',
    ['PowerUserAccess'],
    undefined,
    adminRole(trustRoot),
  ),
  given('PowerUserAccess alone', 'IAM is not in it', 'none', ['PowerUserAccess'], undefined, boss),
  given(
    'policies that read',
    'they change nothing',
    'none',
    ['ReadOnlyAccess', 'SecurityAudit', 'job-function/ViewOnlyAccess'],
    undefined,
    boss,
    adminRole(trustRoot),
  ),
  given(
    'an administrator within PowerUserAccess',
    'IAM is not in the boundary',
    'none',
    ['AdministratorAccess'],
    'PowerUserAccess',
    boss,
  ),
];

describe('policies of AWS whose text is not in the export', () => checkTraps(unsaid));
