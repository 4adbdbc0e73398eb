import { describe, expect, test } from 'vitest';
import { judgeTemplates } from '../../../../support/template.ts';

/** Users, groups and policies that are not in the stack, and limits that cannot be read. */
const resources = (...lines: readonly string[]): string =>
  `Resources:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
const nothing = resources('Q: {Type: "AWS::SQS::Queue"}');
const policy = (statement: string): string => `{Version: 2012-10-17, Statement: [${statement}]}`;
const allow = (action: string): string => `{Effect: Allow, Action: '${action}', Resource: '*'}`;
const deny = (action: string): string => `{Effect: Deny, Action: '${action}', Resource: '*'}`;
const managed = (statement: string, more = ''): string =>
  `M: {Type: "AWS::IAM::ManagedPolicy", Properties: {ManagedPolicyName: shared, ${more}PolicyDocument: ${policy(statement)}}}`;
const role = (more: string): string =>
  `R: {Type: "AWS::IAM::Role", Properties: {RoleName: app, AssumeRolePolicyDocument: ${policy('{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}')}, ${more}}}`;
const user = (more = ''): string => `U: {Type: "AWS::IAM::User", Properties: {UserName: bot${more}}}`;
const key = 'K: {Type: "AWS::IAM::AccessKey", Properties: {UserName: bot}}';

const cases: readonly (readonly [says: string, base: string, head: string, fails: readonly string[]])[] = [
  ['a key of a user outside', nothing, resources(key), ['credential-added user/bot']],
  ['a key of a user that the stack makes', nothing, resources(user(), key), []],
  [
    'a key of a user of the stack that was there before',
    resources(user()),
    resources(user(), key),
    ['credential-added user/bot'],
  ],
  [
    'a password',
    resources(user()),
    resources(user(', LoginProfile: {Password: x}')),
    ['credential-added user/bot'],
  ],
  [
    'the MFA device of a user goes',
    resources('V: {Type: "AWS::IAM::VirtualMFADevice", Properties: {Users: [bot]}}'),
    nothing,
    ['credential-added user/bot'],
  ],
  [
    'a user enters a group outside',
    nothing,
    resources('A: {Type: "AWS::IAM::UserToGroupAddition", Properties: {GroupName: admins, Users: [old]}}'),
    ['indeterminate user/old'],
  ],
  [
    'a new user with a key is in a group outside',
    nothing,
    resources(user(', Groups: [admins]'), key),
    ['credential-added user/bot', 'indeterminate user/bot'],
  ],
  [
    'a policy is put on a group outside',
    nothing,
    resources(managed(allow('iam:*'), 'Groups: [Ops], ')),
    ['new-standing-grant group/Ops'],
  ],
  ['a denial is put on a group outside', nothing, resources(managed(deny('*'), 'Groups: [Ops], ')), []],
  [
    'a managed policy is widened: nobody knows who else has it',
    resources(managed(allow('s3:GetObject'))),
    resources(managed(allow('*'))),
    ['new-standing-grant policy/shared'],
  ],
  [
    'one is widened by something that only the stack knows',
    resources(managed(allow('s3:GetObject'))),
    resources(managed(`${allow('s3:GetObject')}, {Effect: Allow, Action: !ImportValue what, Resource: '*'}`)),
    ['indeterminate policy/shared'],
  ],
  ['one is narrowed', resources(managed(allow('*'))), resources(managed(allow('s3:GetObject'))), []],
  [
    'a boundary of another stack goes',
    resources(
      role(
        'PermissionsBoundary: !ImportValue edge, ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]',
      ),
    ),
    resources(role('ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]')),
    ['indeterminate role/app'],
  ],
  [
    'a boundary of another stack becomes that of a third',
    resources(role('PermissionsBoundary: !ImportValue edge')),
    resources(role('PermissionsBoundary: !ImportValue wide')),
    ['indeterminate role/app'],
  ],
  [
    'a boundary of another stack stays',
    resources(role('PermissionsBoundary: !ImportValue edge')),
    resources(role('PermissionsBoundary: !ImportValue edge, Description: x')),
    [],
  ],
  [
    'a new role has a boundary of another stack',
    nothing,
    resources(role('PermissionsBoundary: !ImportValue edge')),
    [],
  ],
  [
    'a policy of another stack goes, and another one stays',
    resources(
      role(
        `ManagedPolicyArns: [!ImportValue guard], Policies: [{PolicyName: p, PolicyDocument: ${policy(allow('s3:*'))}}]`,
      ),
    ),
    resources(role(`Policies: [{PolicyName: p, PolicyDocument: ${policy(allow('s3:*'))}}]`)),
    ['indeterminate role/app'],
  ],
];

describe('what a stack bears on and does not hold', () => {
  test.each(cases)('%s', (_, base, head, expected) => {
    const told = judgeTemplates(base, head)
      .changes.filter(({ fails }) => fails)
      .map(({ class: kind, who }) => `${kind} ${who.replace(/^.*:(?=\w+\/)/, '')}`);
    expect(told.sort()).toEqual(expected);
  });
});
