import { describe } from 'vitest';
import {
  account,
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
import { adminRole, checkTraps, start, type Trap } from './trap.ts';

const passAll = ['iam:PassRole'] as const;
const stackSets = [['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances']] as const;
const forStackSets = adminRole(trustingService('cloudformation.amazonaws.com'), 'administers');
const execution = (trust: unknown, of = account) =>
  role('AWSCloudFormationStackSetExecutionRole', trust, { account: of, attached: [administrator] });
const events = [['events:PutRule', 'events:PutTargets']] as const;
const pipes = ['pipes:CreatePipe'] as const;
const fis = [['fis:CreateExperimentTemplate', 'fis:StartExperiment']] as const;
const forService = (service: string, ...actions: readonly string[]) =>
  role('given', trustingService(service), { inline: [[allow(actions)]] });
const taskAdmin = adminRole(trustingService('ecs-tasks.amazonaws.com'), 'task');
const stackSet = `arn:aws:cloudformation:eu-west-1:${account}:stackset/base:1`;

const budgets = ['budgets:CreateBudgetAction'] as const;

const traps: readonly Trap[] = [
  {
    name: 'an action of a budget with a role that may attach policies to users',
    why: 'the caller names the policy and the user; whether the budget is exceeded is not shown',
    is: 'adminIf',
    records: [start([...passAll], [...budgets]), forService('budgets.amazonaws.com', 'iam:AttachUserPolicy')],
  },
  {
    name: 'an action of a budget with a role that may make keys for users',
    why: 'Budgets attaches policies with its role, and makes no keys',
    is: 'none',
    records: [
      start([...passAll], [...budgets]),
      forService('budgets.amazonaws.com', 'iam:CreateAccessKey'),
      user('boss', { attached: [administrator] }),
    ],
  },
  {
    name: 'the same with a role for another service',
    why: 'Budgets cannot assume it',
    is: 'none',
    records: [start([...passAll], [...budgets]), forService('backup.amazonaws.com', 'iam:AttachUserPolicy')],
  },
  {
    name: 'an administrator role for stack sets, and nothing that it could assume',
    why: 'CloudFormation assumes execution roles with it and makes no other call',
    is: 'none',
    records: [start([...passAll], [stackSets[0]]), forStackSets],
  },
  {
    name: 'the same with an execution role that trusts it',
    why: 'the stack instances act with the execution role, whose name the caller gives',
    is: 'admin',
    records: [
      start([...passAll], [stackSets[0]]),
      forStackSets,
      execution(trusting({ AWS: arn.role('administers') })),
    ],
  },
  {
    name: 'an execution role that trusts another role',
    why: 'the administration role may not assume it',
    is: 'none',
    records: [
      start([...passAll], [stackSets[0]]),
      forStackSets,
      execution(trusting({ AWS: arn.role('nobody') })),
    ],
  },
  {
    name: 'a role for stack sets without sts:AssumeRole, and an execution role that trusts the account',
    why: 'the trust policy leaves the decision to the account, whose policies do not allow it',
    is: 'none',
    records: [
      start([...passAll], [stackSets[0]]),
      forService('cloudformation.amazonaws.com', 's3:*'),
      execution(trusting({ AWS: arn.root() })),
    ],
  },
  {
    name: 'a stack, not a stack set, with the same role',
    why: 'a stack makes everything in its template with the role',
    is: 'admin',
    records: [start([...passAll], ['cloudformation:CreateStack']), forStackSets],
  },
  {
    name: 'a known stack set whose administration role reaches an execution role',
    why: 'whoever changes its template decides what the execution role makes',
    is: 'admin',
    records: [
      start(['cloudformation:UpdateStackSet']),
      forStackSets,
      execution(trusting({ AWS: arn.role('administers') })),
      workload('AWS::CloudFormation::StackSet', stackSet, 'administers'),
    ],
  },
  {
    name: 'a known stack set whose administration role reaches none',
    why: 'what the administration role holds besides is of no use to a stack set',
    is: 'none',
    records: [
      start(['cloudformation:UpdateStackSet']),
      forStackSets,
      workload('AWS::CloudFormation::StackSet', stackSet, 'administers'),
    ],
  },
  {
    name: 'a rule of EventBridge with a role that may do everything in S3',
    why: 'no target of a rule calls S3',
    is: 'none',
    records: [start([...passAll], [events[0]]), forService('events.amazonaws.com', 's3:*', 'iam:*')],
  },
  {
    name: 'a rule of EventBridge with a role that may start automations',
    why: 'an automation without a role of its own acts as the role of the rule',
    is: 'adminIf',
    records: [start([...passAll], [events[0]]), adminRole(trustingService('events.amazonaws.com'), 'given')],
  },
  {
    name: 'a rule of EventBridge whose role may run tasks and pass the role of an administrator',
    why: 'the target of a rule may give the task another role',
    is: 'adminIf',
    records: [
      start(['iam:PassRole', arn.role('given')], [events[0]]),
      forService('events.amazonaws.com', 'ecs:RunTask', 'iam:PassRole'),
      taskAdmin,
    ],
  },
  {
    name: 'a pipe of EventBridge with the role of an administrator',
    why: 'a pipe hands events to its target and calls nothing else',
    is: 'none',
    records: [start([...passAll], [...pipes]), adminRole(trustingService('pipes.amazonaws.com'), 'given')],
  },
  {
    name: 'an experiment with a role that may stop instances',
    why: 'actions of an experiment stop and slow things down',
    is: 'none',
    records: [start([...passAll], [fis[0]]), forService('fis.amazonaws.com', 'ec2:StopInstances', 'iam:*')],
  },
  {
    name: 'an experiment with a role that may start automations',
    why: 'an automation without a role of its own acts as the role of the experiment',
    is: 'adminIf',
    records: [start([...passAll], [fis[0]]), adminRole(trustingService('fis.amazonaws.com'), 'given')],
  },
];

describe('a service that makes some calls of its own gives no more than these', () => {
  checkTraps(traps);
});

describe('across accounts', () => {
  checkTraps([
    {
      name: 'an execution role of another account that trusts the administration role',
      why: 'it is the other account that falls, not the own one',
      is: 'none',
      records: [
        start([...passAll], [stackSets[0]]),
        forStackSets,
        execution(trusting({ AWS: arn.role('administers') }), other),
      ],
    },
  ]);
});
