import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  now,
  role,
  trustingService,
  variable,
  workload,
} from '../../../support/aws-sketch.ts';
import { attach, attachMe, checkTraps, conditional, holds, me, past, type Trap, when } from './trap.ts';

const box = role('box', trustingService('ec2.amazonaws.com'), {
  attached: [administrator],
  inInstanceProfile: true,
});
const instance = `arn:aws:ec2:eu-west-1:${account}:instance/i-1`;
const machine = (tags?: Readonly<Record<string, string>>) =>
  workload('AWS::EC2::Instance', instance, 'box', {
    ...(tags === undefined ? {} : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  });
const restart = allow(['ec2:StopInstances', 'ec2:StartInstances']);
const modifyIf = (operator: string, value: string, key = 'ec2:ResourceTag/locked') =>
  allow('ec2:ModifyInstanceAttribute', '*', when(operator, key, value));
const onMachine = (
  name: string,
  why: string,
  is: Trap['is'],
  statements: Parameters<typeof holds>[3],
  tags?: Readonly<Record<string, string>>,
): Trap => holds(name, why, is, [restart, ...statements], box, machine(tags));

const tags: readonly Trap[] = [
  onMachine(
    'a tag that stops it, and that it may take off',
    'it takes the tag off first',
    'admin',
    [modifyIf('StringNotEquals', 'yes'), allow('ec2:DeleteTags')],
    { locked: 'yes' },
  ),
  onMachine(
    'a tag that stops it',
    'the tag is there, and it may not change it',
    'none',
    [modifyIf('StringNotEquals', 'yes')],
    { locked: 'yes' },
  ),
  onMachine(
    'a tag that would stop it and is not there',
    'the tags of the instance are known',
    'admin',
    [modifyIf('StringNotEquals', 'yes')],
    {},
  ),
  onMachine(
    'a tag that it needs, and that it may set',
    'it sets the tag first',
    'admin',
    [modifyIf('StringEquals', 'ops', 'aws:ResourceTag/team'), allow('ec2:CreateTags')],
    { team: 'web' },
  ),
  onMachine(
    'a tag that it needs, and that it may set to another value only',
    'the value is not the one that lets it in',
    'none',
    [
      modifyIf('StringEquals', 'ops', 'aws:ResourceTag/team'),
      allow('ec2:CreateTags', '*', when('StringEquals', 'aws:RequestTag/team', 'web')),
    ],
    { team: 'web' },
  ),
  onMachine(
    'a tag that it may take off, unless the same tag forbids it',
    'the tag protects itself',
    'none',
    [
      modifyIf('StringNotEquals', 'yes'),
      allow('ec2:DeleteTags'),
      deny('ec2:DeleteTags', '*', when('StringEquals', 'ec2:ResourceTag/locked', 'yes')),
    ],
    { locked: 'yes' },
  ),
  onMachine('tags that nobody read', 'whether the tag is there is not known', 'adminIf', [
    modifyIf('StringNotEquals', 'yes'),
  ]),
  onMachine(
    'tags that nobody read, and that it may take off',
    'it makes sure that the tag is not there',
    'admin',
    [modifyIf('StringNotEquals', 'yes'), allow('ec2:DeleteTags')],
  ),
  onMachine(
    'a deny by a tag that it may take off',
    'it takes the tag off first',
    'admin',
    [
      allow('ec2:ModifyInstanceAttribute'),
      deny('ec2:ModifyInstanceAttribute', '*', when('StringEquals', 'aws:ResourceTag/locked', 'yes')),
      allow('ec2:DeleteTags'),
    ],
    { locked: 'yes' },
  ),
  onMachine(
    'a tag of the instance that has to be its own, which it may set',
    'it sets the tag to what its own says',
    'admin',
    [modifyIf('StringEquals', variable('aws:username'), 'aws:ResourceTag/owner'), allow('ec2:CreateTags')],
    {},
  ),
];

const sessions: readonly Trap[] = [
  {
    name: 'a session that IAM would have to take without a second factor',
    why: 'a key has no time of issue, and IAM takes no session of GetSessionToken without MFA',
    is: 'adminIf',
    records: [conditional(when('DateGreaterThan', 'aws:TokenIssueTime', past))],
  },
  {
    name: 'a session that begins after the facts were read',
    why: 'the time of the facts is the date that the condition names, and it may begin a session later',
    is: 'adminIf',
    records: [conditional(when('DateGreaterThan', 'aws:TokenIssueTime', now))],
  },
  {
    name: 'a key, which has no time of issue',
    why: 'IfExists lets a request without the key through',
    is: 'admin',
    records: [conditional(when('DateGreaterThanIfExists', 'aws:TokenIssueTime', past))],
  },
  holds(
    'a session for a service other than IAM',
    'GetSessionToken gives a session to every user',
    'admin',
    [allow('sts:AssumeRole', '*', when('DateGreaterThan', 'aws:TokenIssueTime', past))],
    role(
      'admin',
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' }],
      },
      { attached: [administrator] },
    ),
  ),
  holds(
    'a deny of IAM to keys, by the time of issue',
    'a session that IAM takes needs MFA or the console',
    'adminIf',
    [attachMe, deny('iam:*', '*', { Null: { 'aws:TokenIssueTime': 'true' } })],
  ),
  {
    name: 'MFA by BoolIfExists on an allow',
    why: 'a key carries no such value, and IfExists lets it through',
    is: 'admin',
    records: [conditional(when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'))],
  },
  {
    name: 'MFA by Bool on an allow',
    why: 'a device may be there',
    is: 'adminIf',
    records: [conditional(when('Bool', 'aws:MultiFactorAuthPresent', 'true'))],
  },
  holds(
    'a deny without MFA by BoolIfExists',
    'a key has no MFA: the deny holds unless there is a device',
    'adminIf',
    [attachMe, deny('iam:*', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))],
  ),
  holds(
    'a deny without MFA by Bool',
    'a key carries no such value, so that the deny does not hold',
    'admin',
    [attachMe, deny('iam:*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'false'))],
  ),
  {
    name: 'the age of a second factor',
    why: 'a key has none, and a session with a device may be young enough',
    is: 'adminIf',
    records: [conditional(when('NumericLessThan', 'aws:MultiFactorAuthAge', '3600'))],
  },
  {
    name: 'a key without a second factor, asked for by Null',
    why: 'a key carries no age',
    is: 'admin',
    records: [conditional({ Null: { 'aws:MultiFactorAuthAge': 'true' } })],
  },
];

const lambdaAdmin = role('admin', trustingService('lambda.amazonaws.com'), { attached: [administrator] });
const functionIn = (region: string) =>
  workload('AWS::Lambda::Function', `arn:aws:lambda:${region}:${account}:function:f`, 'admin');
const codeIn = (region: string) => [
  allow(
    ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
    '*',
    when('StringEquals', 'aws:RequestedRegion', region),
  ),
];

const regions: readonly Trap[] = [
  holds(
    'the region of the function',
    'requests go there',
    'admin',
    codeIn('eu-west-1'),
    lambdaAdmin,
    functionIn('eu-west-1'),
  ),
  holds(
    'another region than that of the function',
    'its requests go elsewhere',
    'none',
    codeIn('us-east-1'),
    lambdaAdmin,
    functionIn('eu-west-1'),
  ),
  {
    name: 'IAM in us-east-1',
    why: 'its one endpoint is there',
    is: 'admin',
    records: [conditional(when('StringEquals', 'aws:RequestedRegion', 'us-east-1'))],
  },
  {
    name: 'IAM in another region',
    why: 'there is no endpoint of IAM',
    is: 'none',
    records: [conditional(when('StringEquals', 'aws:RequestedRegion', 'eu-central-1'))],
  },
  holds('everything outside of one region denied, IAM left out', 'the deny is not about IAM', 'admin', [
    allow(attach, me),
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: when('StringNotEquals', 'aws:RequestedRegion', 'eu-central-1'),
    },
  ]),
  holds('everything, but for all regions without IAM', 'no permission is written there', 'none', [
    allow('*', '*'),
    deny('*', '*', when('StringNotEquals', 'aws:RequestedRegion', 'eu-central-1')),
  ]),
  holds('everything in a region without IAM', 'no permission is written there', 'none', [
    allow('*', '*', when('StringEquals', 'aws:RequestedRegion', 'eu-central-1')),
  ]),
  holds('everything in the region of IAM', 'permissions are written there', 'admin', [
    allow('*', '*', when('StringEquals', 'aws:RequestedRegion', 'us-east-1')),
  ]),
  holds('everything, but for other regions, IAM left out', 'the deny is not about IAM', 'admin', [
    allow('*', '*'),
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: when('StringNotEquals', 'aws:RequestedRegion', 'eu-central-1'),
    },
  ]),
  holds(
    'STS in a region of its own choice',
    'STS has an endpoint in every region',
    'admin',
    [allow('sts:AssumeRole', '*', when('StringEquals', 'aws:RequestedRegion', 'eu-central-1'))],
    role(
      'admin',
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: arn.root() }, Action: 'sts:AssumeRole' }],
      },
      { attached: [administrator] },
    ),
  ),
];

describe('tags of resources', () => {
  checkTraps(tags);
});
describe('keys and sessions', () => {
  checkTraps(sessions);
});
describe('regions', () => {
  checkTraps(regions);
});
