import { describe } from 'vitest';
import {
  administrator,
  allow,
  arn,
  other,
  role,
  trusting,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';
import {
  adminRole,
  checkTraps,
  lambdaAdmin,
  managed,
  passAndCreate,
  start,
  type Trap,
  when,
} from './trap.ts';

const passing: readonly Trap[] = [
  {
    name: 'starting instances, allowed on volumes only',
    why: 'RunInstances is also checked against the instance, the image and the subnet',
    is: 'none',
    records: [
      start(['iam:PassRole'], ['ec2:RunInstances', 'arn:aws:ec2:*:*:volume/*']),
      role('admin', trustingService('ec2.amazonaws.com'), {
        attached: [administrator],
        inInstanceProfile: true,
      }),
    ],
  },
  {
    name: 'PassRole to the right service',
    why: 'Lambda is what the role is passed to',
    is: 'admin',
    records: [
      passAndCreate('*', when('StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com')),
      lambdaAdmin,
    ],
  },
  {
    name: 'PassRole limited to another service',
    why: 'the role may be passed to EC2 only',
    is: 'none',
    records: [
      passAndCreate('*', when('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com')),
      lambdaAdmin,
    ],
  },
  {
    name: 'PassRole on one harmless role',
    why: 'the administrator role may not be passed',
    is: 'none',
    records: [
      passAndCreate(arn.role('plain')),
      role('plain', trustingService('lambda.amazonaws.com')),
      lambdaAdmin,
    ],
  },
  {
    name: 'PassRole on everything, with no privileged role that trusts the service',
    why: 'Lambda cannot act as a role that does not trust it',
    is: 'none',
    records: [passAndCreate('*'), adminRole(trustingService('ec2.amazonaws.com'))],
  },
  {
    name: 'PassRole on a role without instance profile, for EC2',
    why: 'instances take roles only in instance profiles',
    is: 'none',
    records: [start(['iam:PassRole'], ['ec2:RunInstances']), adminRole(trustingService('ec2.amazonaws.com'))],
  },
  {
    name: 'PassRole on a role whose instance profile can be made',
    why: 'the profile can be created and the role put into it',
    is: 'admin',
    records: [
      start(
        ['iam:PassRole'],
        [['ec2:RunInstances', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile']],
      ),
      adminRole(trustingService('ec2.amazonaws.com')),
    ],
  },
  {
    name: 'new functions only under a name, within a boundary that names the same',
    why: 'the caller picks a name that both let through',
    is: 'admin',
    records: [
      managed('edge', allow(['iam:PassRole']), allow('lambda:*', 'arn:aws:lambda:*:*:function:dev-*')),
      user('start', { inline: [[allow('iam:PassRole'), allow('lambda:*')]], boundary: arn.policy('edge') }),
      lambdaAdmin,
    ],
  },
  {
    name: 'a service that may act only for another account',
    why: "aws:SourceAccount is the account of the service's resource",
    is: 'none',
    records: [
      passAndCreate('*'),
      adminRole(
        trusting({ Service: 'lambda.amazonaws.com' }, when('StringEquals', 'aws:SourceAccount', other)),
      ),
    ],
  },
  {
    name: 'code of a function that is known to run as the administrator',
    why: 'the function is in the snapshot',
    is: 'admin',
    records: [
      start([['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']]),
      lambdaAdmin,
      workload('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:111122223333:function:job', 'admin'),
    ],
  },
  {
    name: 'code of another function than the one that runs as the administrator',
    why: 'the resource names a function that runs as somebody else',
    is: 'none',
    records: [
      start([['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], 'arn:aws:lambda:*:*:function:web']),
      lambdaAdmin,
      workload('AWS::Lambda::Function', 'arn:aws:lambda:eu-west-1:111122223333:function:job', 'admin'),
    ],
  },
  {
    name: 'code of functions that nobody collected',
    why: 'whether one runs as the administrator is not in the snapshot',
    is: 'adminIf',
    records: [start([['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']]), lambdaAdmin],
  },
];

describe('roles passed to services, and what runs as them', () => checkTraps(passing));
