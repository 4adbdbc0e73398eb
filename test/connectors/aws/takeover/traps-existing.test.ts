import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  role,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';
import { adminRole, checkTraps, start, type Trap } from './trap.ts';

const at = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:${account}:${rest}`;
const glueAdmin = adminRole(trustingService('glue.amazonaws.com'));
const plain = (service: string) => role('plain', trustingService(service));
const nightly = workload('AWS::Glue::Job', at('glue', 'job/nightly'), 'plain');
const changeJobs = (resource?: string) =>
  user('start', {
    inline: [
      [allow('iam:PassRole', arn.role('admin')), allow(['glue:UpdateJob', 'glue:StartJobRun'], resource)],
    ],
  });
const taskAdmin = adminRole(trustingService('ecs-tasks.amazonaws.com'));
const cluster = workload('AWS::ECS::Cluster', at('ecs', 'cluster/main'), 'plain', { RoleArns: [] });
const task = workload('AWS::ECS::TaskDefinition', at('ecs', 'task-definition/web:1'), 'plain', {
  RoleArns: [],
});

const existing: readonly Trap[] = [
  {
    name: 'a Glue job that may be there',
    why: 'nothing shows one',
    is: 'adminIf',
    records: [changeJobs(), glueAdmin],
  },
  {
    name: 'a Glue job that is there, with a harmless role',
    why: 'it can be given the other role',
    is: 'admin',
    records: [changeJobs(), glueAdmin, plain('glue.amazonaws.com'), nightly],
  },
  {
    name: 'a Glue job that is there, and may not be changed',
    why: 'all jobs are known, and the policy names another one',
    is: 'none',
    records: [changeJobs(at('glue', 'job/weekly')), glueAdmin, plain('glue.amazonaws.com'), nightly],
  },
  {
    name: 'a task definition and a cluster that are there',
    why: 'the run names role and commands',
    is: 'admin',
    records: [start(['iam:PassRole'], ['ecs:RunTask']), taskAdmin, cluster, task],
  },
  {
    name: 'a cluster that is there, and no task definition that is known',
    why: 'nothing shows one to run',
    is: 'adminIf',
    records: [start(['iam:PassRole'], ['ecs:RunTask']), taskAdmin, cluster],
  },
  {
    name: 'a cluster that is there, and a task definition of its own',
    why: 'RegisterTaskDefinition makes what is run',
    is: 'admin',
    records: [start(['iam:PassRole'], ['ecs:RunTask'], ['ecs:RegisterTaskDefinition']), taskAdmin, cluster],
  },
  {
    name: 'StartTask with overrides',
    why: 'it takes a role and commands as RunTask does; a container instance is not known',
    is: 'adminIf',
    records: [start(['iam:PassRole'], ['ecs:StartTask']), taskAdmin],
  },
  {
    name: 'StartTask without iam:PassRole',
    why: 'the override passes the role',
    is: 'none',
    records: [start(['ecs:StartTask']), taskAdmin],
  },
  {
    name: 'a container instance of its own',
    why: 'the agent on it is given the credentials of the task',
    is: 'adminIf',
    records: [
      start(
        ['iam:PassRole'],
        [['ecs:RegisterContainerInstance', 'ecs:DiscoverPollEndpoint', 'ecs:Poll', 'ecs:StartTask']],
      ),
      taskAdmin,
    ],
  },
];

const box = (name: string, attached: readonly string[] = []) =>
  role(name, trustingService('ec2.amazonaws.com'), { attached, inInstanceProfile: true });
const template = workload('AWS::EC2::LaunchTemplate', at('ec2', 'launch-template/lt-1'), 'web');
const versions = ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'];

const templates: readonly Trap[] = [
  {
    name: 'a new default version of a known launch template',
    why: 'it may name any instance profile, and iam:PassRole is asked of who starts instances',
    is: 'adminIf',
    records: [start([versions]), box('web'), box('ops', [administrator]), template],
  },
  {
    name: 'a new version that is not made the default one',
    why: 'a group that takes $Latest starts instances from it',
    is: 'adminIf',
    records: [start(['ec2:CreateLaunchTemplateVersion']), box('web'), box('ops', [administrator]), template],
  },
  {
    name: 'another default version of a known launch template, without writing one',
    why: 'older versions say what they say',
    is: 'none',
    records: [start(['ec2:ModifyLaunchTemplate']), box('web'), box('ops', [administrator]), template],
  },
  {
    name: 'a new version of another launch template',
    why: 'all templates are known, and this one may not be changed',
    is: 'none',
    records: [
      start([versions, at('ec2', 'launch-template/lt-2')]),
      box('web'),
      box('ops', [administrator]),
      template,
    ],
  },
  {
    name: 'an administrator that is in no instance profile',
    why: 'a launch template names a profile',
    is: 'none',
    records: [
      start([versions]),
      box('web'),
      role('ops', trustingService('ec2.amazonaws.com'), { attached: [administrator] }),
      template,
    ],
  },
  {
    name: 'no launch template that is known',
    why: 'there may be one',
    is: 'adminIf',
    records: [start([versions]), box('ops', [administrator])],
  },
];

describe('what a technique needs and is there already', () => {
  checkTraps(existing);
});

describe('versions of launch templates', () => {
  checkTraps(templates);
});
