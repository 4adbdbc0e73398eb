import { describe } from 'vitest';
import {
  account,
  allow,
  arn,
  document,
  organization,
  other,
  trusting,
  user,
} from '../../../support/aws-sketch.ts';
import { adminRole, checkTraps, type Trap, when } from './trap.ts';

const stranger = arn.user('stranger', other);
const caller = user('stranger', { account: other, inline: [[allow('sts:AssumeRole')]] });
const insiders = trusting('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-example'));
const inPath = (operator: string, path: string) =>
  trusting({ AWS: other }, when(`ForAnyValue:${operator}`, 'aws:PrincipalOrgPaths', path));
const listed = organization([account, other], { management: account });
const trap = (name: string, why: string, is: Trap['is'], records: Trap['records']): Trap => ({
  name,
  why,
  is,
  of: stranger,
  records: [caller, ...records],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths */
const members: readonly Trap[] = [
  trap('everyone of the organisation, asked by a member', 'the list of accounts has it', 'admin', [
    ...listed,
    adminRole(insiders),
  ]),
  trap(
    'everyone of the organisation, asked from outside',
    'the list of accounts is whole and does not have it',
    'none',
    [...organization([account], { management: account }), adminRole(insiders)],
  ),
  trap(
    'everyone of the organisation, where its accounts were not listed',
    'whether the account belongs to it is not in the snapshot',
    'adminIf',
    [...organization([account], {}), adminRole(insiders)],
  ),
  trap('everyone else, asked from outside', 'it is of no organisation that is named', 'admin', [
    ...organization([account], { management: account }),
    adminRole(trusting('*', when('StringNotEquals', 'aws:PrincipalOrgID', 'o-example'))),
  ]),
  trap(
    'a path of the organisation in which the account is',
    'the account stands right below the root',
    'admin',
    [...listed, adminRole(inPath('StringLike', 'o-example/r-root/*'))],
  ),
  trap('a path of the organisation in which the account is not', 'it is in no such unit', 'none', [
    ...listed,
    adminRole(inPath('StringLike', 'o-example/r-root/ou-sec/*')),
  ]),
  trap('a deny for who is not of the organisation, which spares a member', 'the member is of it', 'admin', [
    ...listed,
    adminRole(
      document(
        { Effect: 'Allow', Principal: { AWS: other }, Action: 'sts:AssumeRole' },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Condition: when('StringNotEquals', 'aws:PrincipalOrgID', 'o-example'),
        },
      ),
    ),
  ]),
];

describe('who is of the organisation', () => checkTraps(members));
