import { describe } from 'vitest';
import {
  allow,
  arn,
  deny,
  document,
  role,
  type Statement,
  trusting,
  user,
  variable,
} from '../../../support/aws-sketch.ts';
import { adminRole, attach, boss, checkTraps, me, type Trap, trustRoot, when } from './trap.ts';

const takesTags = document({
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
});
const takesNone = document({
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const keys = 'iam:CreateAccessKey';
const ifTagged = when('StringEquals', 'aws:PrincipalTag/team', 'security');
const pod = (trust: unknown, statements: readonly ReturnType<typeof allow>[], tags = {}) =>
  role('pod', trust, { inline: [statements], tags });
const trap = (name: string, why: string, is: Trap['is'], records: Trap['records']): Trap => ({
  name,
  why,
  is,
  of: arn.role('pod'),
  records: [boss, ...records],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
const sessionTags: readonly Trap[] = [
  trap('a tag that the session may carry', 'whoever starts the session sets it, or not', 'adminIf', [
    pod(takesTags, [allow(keys, '*', ifTagged)]),
  ]),
  trap('a tag that no session may carry', 'the trust policy does not allow sts:TagSession', 'none', [
    pod(takesNone, [allow(keys, '*', ifTagged)]),
  ]),
  trap('the tag of the role itself', 'a session without tags has those of the role', 'admin', [
    pod(takesTags, [allow(keys, '*', ifTagged)], { team: 'security' }),
  ]),
  trap('another tag of the role, which a session may replace', 'the tag of the session wins', 'adminIf', [
    pod(takesTags, [allow(keys, '*', ifTagged)], { team: 'sales' }),
  ]),
  trap('a deny without the tag', 'a session with the tag is free of it', 'adminIf', [
    pod(takesTags, [
      allow(keys),
      deny(keys, '*', when('StringNotEquals', 'aws:PrincipalTag/team', 'security')),
    ]),
  ]),
  trap('a deny with the tag', 'a session without the tag is free of it', 'admin', [
    pod(takesTags, [allow(keys), deny(keys, '*', ifTagged)]),
  ]),
  trap(
    'a deny with the tag of the role',
    'a session with another tag in its place is free of it',
    'adminIf',
    [pod(takesTags, [allow(keys), deny(keys, '*', ifTagged)], { team: 'security' })],
  ),
  trap('a resource named by a tag', 'the session may be tagged with the name', 'adminIf', [
    pod(takesTags, [allow(keys, `arn:aws:iam::*:user/${variable('aws:PrincipalTag/name')}`)]),
  ]),
  trap('a resource named by a tag of the role', 'the role has the name in its tag', 'admin', [
    pod(takesTags, [allow(keys, `arn:aws:iam::*:user/${variable('aws:PrincipalTag/name')}`)], {
      name: 'boss',
    }),
  ]),
  trap('a resource named by a tag that nobody has', 'without the tag the variable has no value', 'none', [
    pod(takesNone, [allow(attach, `arn:aws:iam::*:user/${variable('aws:PrincipalTag/name')}`)]),
  ]),
];

const open = (prefix: string) => when('StringEquals', `${prefix}:ResourceTag/open`, 'yes');
const ofTeam = adminRole(trusting({ AWS: arn.root() }, when('StringEquals', 'aws:PrincipalTag/team', 'sec')));
const tagged = (
  name: string,
  why: string,
  is: Trap['is'],
  held: readonly Statement[],
  ...more: Trap['records']
): Trap => ({
  name,
  why,
  is,
  records: [user('start', { tags: { frozen: 'true' }, inline: [held] }), boss, ...more],
});
const assume = allow('sts:AssumeRole');
const onlyCost = when('ForAllValues:StringEquals', 'aws:TagKeys', ['cost']);
const frozen = deny('iam:Attach*', '*', when('StringEquals', 'aws:PrincipalTag/frozen', 'true'));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html */
const ownTags: readonly Trap[] = [
  tagged(
    'a role with the tag that is asked for',
    'STS knows tags of roles',
    'admin',
    [allow('sts:AssumeRole', '*', open('iam'))],
    adminRole(trustRoot, 'admin', { open: 'yes' }),
  ),
  tagged(
    'a role with another tag',
    'the value differs',
    'none',
    [allow('sts:AssumeRole', '*', open('iam'))],
    adminRole(trustRoot, 'admin', { open: 'no' }),
  ),
  tagged(
    'a role with another tag, which the caller may set',
    'first it tags, then it assumes',
    'admin',
    [allow('sts:AssumeRole', '*', open('iam')), allow('iam:TagRole')],
    adminRole(trustRoot, 'admin', { open: 'no' }),
  ),
  tagged('a user without the tag, which the caller may set', 'first it tags, then it makes a key', 'admin', [
    allow(keys, '*', open('aws')),
    allow('iam:TagUser'),
  ]),
  tagged('a user without the tag, where the caller may tag itself only', 'the user stays without', 'none', [
    allow(keys, '*', open('aws')),
    allow('iam:TagUser', me),
  ]),
  tagged(
    'a trust in a tag that the caller may give itself',
    'it tags itself',
    'admin',
    [assume, allow('iam:TagUser', me)],
    ofTeam,
  ),
  tagged(
    'the same for other keys only',
    'aws:TagKeys names one that does not help',
    'none',
    [assume, allow('iam:TagUser', me, onlyCost)],
    ofTeam,
  ),
  tagged(
    'the same for other values only',
    'aws:RequestTag names one that does not help',
    'none',
    [assume, allow('iam:TagUser', me, when('StringEquals', 'aws:RequestTag/team', 'dev'))],
    ofTeam,
  ),
  tagged(
    'a trust in a tag that the caller may not give itself',
    'it has no such tag',
    'none',
    [assume],
    ofTeam,
  ),
  tagged('a permission of its own for those with the tag', 'it tags itself', 'admin', [
    allow(attach, me, when('StringEquals', 'aws:PrincipalTag/team', 'sec')),
    allow('iam:TagUser', me),
  ]),
  tagged('a deny for those with the tag, which it may take off', 'without the tag it is free', 'admin', [
    allow(attach, me),
    frozen,
    allow('iam:UntagUser', me),
  ]),
  tagged('a deny for those with the tag', 'it has the tag', 'none', [allow(attach, me), frozen]),
];

describe('tags that the caller sets', () => checkTraps(ownTags));
describe('tags of sessions', () => checkTraps(sessionTags));
