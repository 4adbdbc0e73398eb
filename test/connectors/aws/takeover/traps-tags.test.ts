import { describe } from 'vitest';
import { allow, arn, deny, document, role, variable } from '../../../support/aws-sketch.ts';
import { attach, boss, checkTraps, type Trap, when } from './trap.ts';

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

describe('tags of sessions', () => checkTraps(sessionTags));
