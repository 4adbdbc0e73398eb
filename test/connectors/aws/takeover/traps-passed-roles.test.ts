import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  role,
  type Statement,
  trusting,
  trustingService,
  user,
} from '../../../support/aws-sketch.ts';
import { adminRole, checkTraps, holds, lambdaAdmin, type Trap, when } from './trap.ts';

const passes = (
  name: string,
  why: string,
  is: Trap['is'],
  statements: readonly Statement[],
  ...roles: Trap['records']
): Trap => holds(name, why, is, [allow('iam:PassRole'), ...statements], ...roles);
const profile = (name: string) => `arn:aws:iam::${account}:instance-profile/${name}`;
const ec2Admin = role('admin', trustingService('ec2.amazonaws.com'), {
  attached: [administrator],
  inInstanceProfile: true,
});
const cfnAdmin = adminRole(trustingService('cloudformation.amazonaws.com'));
const ec2 = (...kinds: readonly string[]) => kinds.map((kind) => `arn:aws:ec2:*:*:${kind}/*`);
const besideInstance = allow('ec2:RunInstances', [
  'arn:aws:ec2:*::image/*',
  ...ec2('subnet', 'network-interface', 'security-group', 'volume'),
]);
const onInstance = (condition: Parameters<typeof allow>[2]) =>
  allow('ec2:RunInstances', ec2('instance'), condition);
const denyOnInstance = (condition: Parameters<typeof allow>[2]) =>
  deny('ec2:RunInstances', ec2('instance'), condition);
const createStack = (condition: Parameters<typeof allow>[2]) =>
  allow('cloudformation:CreateStack', '*', condition);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
const requests: readonly Trap[] = [
  passes(
    'a stack with another role only',
    'the request names the role',
    'none',
    [createStack(when('StringEquals', 'cloudformation:RoleArn', arn.role('plain')))],
    cfnAdmin,
    role('plain', trustingService('cloudformation.amazonaws.com')),
  ),
  passes(
    'a stack with the role of the administrator',
    'the request names the role',
    'admin',
    [createStack(when('StringEquals', 'cloudformation:RoleArn', arn.role('admin')))],
    cfnAdmin,
  ),
  passes(
    'a stack of buckets only',
    'no identity is among its resources',
    'none',
    [createStack(when('ForAnyValue:StringEquals', 'cloudformation:ResourceTypes', ['AWS::S3::Bucket']))],
    cfnAdmin,
  ),
  passes(
    'a stack of buckets only, by ForAllValues',
    'a request that names no types is not limited',
    'admin',
    [createStack(when('ForAllValues:StringEquals', 'cloudformation:ResourceTypes', ['AWS::S3::Bucket']))],
    cfnAdmin,
  ),
  passes(
    'an instance with another profile only',
    'the profile has the role plain',
    'none',
    [besideInstance, onInstance(when('ArnEquals', 'ec2:InstanceProfile', profile('plain')))],
    ec2Admin,
    role('plain', trustingService('ec2.amazonaws.com'), { inInstanceProfile: true }),
  ),
  passes(
    'an instance with the profile of the administrator',
    'the profile has its role',
    'admin',
    [besideInstance, onInstance(when('ArnEquals', 'ec2:InstanceProfile', profile('admin')))],
    ec2Admin,
  ),
  passes(
    'an instance without a network interface',
    'RunInstances asks for one',
    'none',
    [allow('ec2:RunInstances', ['arn:aws:ec2:*::image/*', ...ec2('instance', 'subnet', 'security-group')])],
    ec2Admin,
  ),
  passes(
    'instances of some types',
    'the caller takes one of them',
    'admin',
    [
      allow('ec2:RunInstances'),
      denyOnInstance(when('StringNotEquals', 'ec2:InstanceType', ['t3.micro', 't3.small'])),
    ],
    ec2Admin,
  ),
  passes(
    'instances with tokens for metadata',
    'the caller asks for them',
    'admin',
    [
      allow('ec2:RunInstances'),
      denyOnInstance(when('StringNotEquals', 'ec2:MetadataHttpTokens', 'required')),
    ],
    ec2Admin,
  ),
  passes(
    'instances with an owner',
    'the caller gives the tag',
    'admin',
    [allow('ec2:RunInstances'), denyOnInstance(when('Null', 'aws:RequestTag/owner', 'true'))],
    ec2Admin,
  ),
  passes(
    'functions in a network',
    'the caller names one',
    'admin',
    [
      allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
      deny('lambda:CreateFunction', '*', when('Null', 'lambda:VpcIds', 'true')),
    ],
    lambdaAdmin,
  ),
  passes(
    'training jobs in isolation',
    'a container in isolation has no credentials',
    'none',
    [allow('sagemaker:CreateTrainingJob', '*', when('Bool', 'sagemaker:NetworkIsolation', 'true'))],
    adminRole(trustingService('sagemaker.amazonaws.com')),
  ),
];

const machine = (name: string) => `arn:aws:states:*:${account}:stateMachine:${name}`;
const machineAdmin = (name: string) =>
  adminRole(trusting({ Service: 'states.amazonaws.com' }, when('ArnLike', 'aws:SourceArn', machine(name))));
const runs = (name: string) => allow(['states:CreateStateMachine', 'states:StartExecution'], machine(name));

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
const named: readonly Trap[] = [
  passes(
    'a role for state machines under a name that the caller may give',
    'it names its own so',
    'admin',
    [runs('prod-*')],
    machineAdmin('prod-*'),
  ),
  passes(
    'a role for state machines under another name',
    'none that it may make has that name',
    'none',
    [runs('dev-*')],
    machineAdmin('prod-*'),
  ),
  passes(
    'two such roles',
    'one of them lets its own in',
    'admin',
    [runs('dev-*')],
    machineAdmin('prod-*'),
    adminRole(
      trusting({ Service: 'states.amazonaws.com' }, when('ArnLike', 'aws:SourceArn', machine('dev-*'))),
      'boss',
    ),
  ),
  passes(
    'a role for all state machines of the account',
    'its own is one of them',
    'admin',
    [runs('dev-*')],
    machineAdmin('*'),
  ),
];

const associated = (name: string, why: string, is: Trap['is'], resource: string): Trap => ({
  name,
  why,
  is,
  records: [
    user('start', {
      inline: [
        [
          allow('iam:PassRole', '*', when('ArnLike', 'iam:AssociatedResourceArn', resource)),
          allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
        ],
      ],
    }),
    lambdaAdmin,
  ],
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
const resources: readonly Trap[] = [
  associated(
    'passing to functions under a name',
    'the caller names its function so',
    'admin',
    `arn:aws:lambda:*:${account}:function:dev-*`,
  ),
  associated(
    'passing to instances',
    'a function is no instance',
    'none',
    `arn:aws:ec2:*:${account}:instance/*`,
  ),
];

const functionNamed = (name: string) => `arn:aws:lambda:*:${account}:function:${name}`;
const creates = (name: string) => allow('lambda:CreateFunction', functionNamed(name));
const invokes = (name: string) => allow('lambda:InvokeFunction', functionNamed(name));

/** What is made by one call and used by the next has one name. */
const oneName: readonly Trap[] = [
  passes(
    'functions made under one name and invoked under another',
    'what it makes it may not invoke',
    'none',
    [creates('dev-*'), invokes('prod-*')],
    lambdaAdmin,
  ),
  passes(
    'functions made under one name and invoked under another, which a third has both of',
    'dev-api is such a name',
    'admin',
    [creates('dev-*'), invokes('*-api')],
    lambdaAdmin,
  ),
  passes(
    'functions made under a name that may not be invoked',
    'a deny wins',
    'none',
    [creates('dev-*'), invokes('*'), deny('lambda:InvokeFunction', functionNamed('dev-*'))],
    lambdaAdmin,
  ),
  passes(
    'functions made under a name of which some may not be invoked',
    'it takes another of them',
    'admin',
    [creates('dev-*'), invokes('*'), deny('lambda:InvokeFunction', functionNamed('dev-a*'))],
    lambdaAdmin,
  ),
  passes(
    'one function that it may make, and all others that it may invoke',
    'it is not among them',
    'none',
    [
      creates('only'),
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', NotResource: functionNamed('only') },
    ],
    lambdaAdmin,
  ),
];

const swaps = allow([
  'ec2:RunInstances',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:AddRoleToInstanceProfile',
]);
const withoutProfile = adminRole(trustingService('ec2.amazonaws.com'));
const web = role('web', trustingService('ec2.amazonaws.com'), { inInstanceProfile: true });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html */
const profiles: readonly Trap[] = [
  passes(
    'the profile of another role, which it may empty and fill',
    'the instance has the role that is in it then',
    'admin',
    [swaps],
    withoutProfile,
    web,
  ),
  passes(
    'profiles that it may fill but not empty',
    'a profile holds one role',
    'none',
    [allow(['ec2:RunInstances', 'iam:AddRoleToInstanceProfile'])],
    withoutProfile,
    web,
  ),
  passes(
    'profiles that it may empty and fill, where there is none',
    'it may make none either',
    'none',
    [swaps],
    withoutProfile,
  ),
];

describe('names that two calls share', () => checkTraps(oneName));
describe('instance profiles', () => checkTraps(profiles));
describe('what a request says of the role', () => checkTraps(requests));
describe('roles for some resources of a service', () => checkTraps(named));
describe('resources that a role is passed to', () => checkTraps(resources));
