import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  document,
  group,
  other,
  policy,
  role,
  trusting,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';
import { adminRole, checkTraps, lambdaAdmin, managed, start, type Trap, trustRoot } from './trap.ts';

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:${account}:${resource}`;
const project = at('codebuild', 'project/site');
const stack = at('cloudformation', 'stack/base/1');
const job = at('lambda', 'function:job');
const instance = at('ec2', 'instance/i-1');
const boss = user('boss', { attached: [administrator] });
const sets = (name: string) => allow('iam:PutRolePolicy', arn.role(name));

/** Chains over several identities, services and accounts, and the same chains with one link too few. */
const chains: readonly Trap[] = [
  {
    name: 'a role, a build, and a role that writes its own permissions',
    why: 'each link is in the snapshot',
    is: 'admin',
    records: [
      start(['sts:AssumeRole', arn.role('deploy')]),
      role('deploy', trustRoot, { inline: [[allow('codebuild:StartBuild', project)]] }),
      role('build', trustingService('codebuild.amazonaws.com'), { inline: [[sets('build')]] }),
      workload('AWS::CodeBuild::Project', project, 'build'),
    ],
  },
  {
    name: 'the same where the build writes the permissions of a role that nobody there can become',
    why: 'the last link leads nowhere',
    is: 'none',
    records: [
      start(['sts:AssumeRole', arn.role('deploy')]),
      role('deploy', trustRoot, { inline: [[allow('codebuild:StartBuild', project)]] }),
      role('build', trustingService('codebuild.amazonaws.com'), { inline: [[sets('vault')]] }),
      role('vault', trustingService('backup.amazonaws.com')),
      workload('AWS::CodeBuild::Project', project, 'build'),
    ],
  },
  {
    name: 'a group that it may join, whose members make keys for the administrator',
    why: 'what the group allows is its own then',
    is: 'admin',
    records: [
      start(['iam:AddUserToGroup', arn.group('helpdesk')]),
      group('helpdesk', { inline: [[allow('iam:CreateAccessKey', arn.user('boss'))]] }),
      boss,
    ],
  },
  {
    name: 'a group that adds what its own permissions lack',
    why: 'passing the role by the group, creating the function by itself',
    is: 'admin',
    records: [
      start(['iam:AddUserToGroup'], [['lambda:CreateFunction', 'lambda:InvokeFunction']]),
      group('passers', { inline: [[allow('iam:PassRole', arn.role('admin'))]] }),
      lambdaAdmin,
    ],
  },
  {
    name: 'a trust policy of a role whose boundary leaves nothing',
    why: 'the role is an administrator within a boundary for S3',
    is: 'none',
    records: [
      managed('edge', allow('s3:*')),
      start(['iam:UpdateAssumeRolePolicy', arn.role('bounded')]),
      role('bounded', trustingService('ec2.amazonaws.com'), {
        attached: [administrator],
        boundary: arn.policy('edge'),
      }),
    ],
  },
  {
    name: 'a new version of a policy that a role has which it can assume',
    why: 'it writes what it then becomes',
    is: 'admin',
    records: [
      managed('job', allow('s3:*')),
      start(['iam:CreatePolicyVersion', arn.policy('job')], ['sts:AssumeRole', arn.role('job')]),
      role('job', trustRoot, { attached: [arn.policy('job')] }),
    ],
  },
  {
    name: 'the same policy on a role that trusts a service only',
    why: 'nothing there lets it become the role',
    is: 'none',
    records: [
      managed('job', allow('s3:*')),
      start(['iam:CreatePolicyVersion', arn.policy('job')], ['sts:AssumeRole', arn.role('job')]),
      role('job', trustingService('backup.amazonaws.com'), { attached: [arn.policy('job')] }),
    ],
  },
  {
    name: 'a stack whose role makes users with any policy',
    why: 'who changes the template acts as the role',
    is: 'admin',
    records: [
      start(['cloudformation:UpdateStack', stack]),
      role('stacks', trustingService('cloudformation.amazonaws.com'), {
        inline: [[allow(['iam:CreateUser', 'iam:AttachUserPolicy', 'iam:CreateAccessKey'])]],
      }),
      workload('AWS::CloudFormation::Stack', stack, 'stacks'),
    ],
  },
  {
    name: 'an older policy version of a role whose code it replaces',
    why: 'it brings the version back, and the function then runs with it',
    is: 'admin',
    records: [
      policy('job', document(allow('*')), document(allow('s3:*'))),
      start(
        ['iam:SetDefaultPolicyVersion', arn.policy('job')],
        [['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], job],
      ),
      role('job', trustingService('lambda.amazonaws.com'), { attached: [arn.policy('job')] }),
      workload('AWS::Lambda::Function', job, 'job'),
    ],
  },
  {
    name: 'an instance that answers commands, whose role assumes a role of another account, which comes back',
    why: 'whether the instance is managed by Systems Manager is not in the snapshot',
    is: 'adminIf',
    records: [
      start([['ssm:SendCommand'], [instance, 'arn:aws:ssm:*:*:document/*']]),
      role('host', trustingService('ec2.amazonaws.com'), {
        inInstanceProfile: true,
        inline: [[allow('sts:AssumeRole', arn.role('hub', other))]],
      }),
      workload('AWS::EC2::Instance', instance, 'host'),
      role('hub', trusting({ AWS: arn.role('host') }), {
        account: other,
        inline: [[allow('sts:AssumeRole', arn.role('admin'))]],
      }),
      adminRole(trusting({ AWS: arn.role('hub', other) })),
    ],
  },
  {
    name: 'keys of a user whose role in another account trusts the first account for another role',
    why: 'the role there is for somebody else',
    is: 'none',
    records: [
      start(['iam:CreateAccessKey', arn.user('courier')]),
      user('courier', { inline: [[allow('sts:AssumeRole', arn.role('hub', other))]] }),
      role('hub', trusting({ AWS: arn.role('host') }), { account: other, attached: [administrator] }),
      adminRole(trusting({ AWS: arn.root(other) })),
    ],
  },
];

describe('chains', () => checkTraps(chains));
