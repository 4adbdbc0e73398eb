import { describe } from 'vitest';
import {
  account,
  administrator,
  allow,
  arn,
  deny,
  role,
  trustingService,
  user,
  workload,
} from '../../../support/aws-sketch.ts';
import { adminRole, checkTraps, holds, lambdaAdmin, type Trap } from './trap.ts';

const passes = (name: string, why: string, is: Trap['is'], service: string, ...actions: readonly string[]) =>
  holds(name, why, is, [allow('iam:PassRole'), allow(actions)], adminRole(trustingService(service)));

/** Services that take a role and give nothing of it to whoever handed it over. */
const harmless: readonly Trap[] = [
  passes(
    'a database',
    'it reads buckets and invokes functions with its role, no more',
    'none',
    'rds.amazonaws.com',
    'rds:*',
  ),
  passes(
    'a data warehouse',
    'it loads and unloads with its role',
    'none',
    'redshift.amazonaws.com',
    'redshift:*',
  ),
  passes('a file server', 'its users see buckets', 'none', 'transfer.amazonaws.com', 'transfer:*'),
  passes('a delivery stream', 'it writes to its destination', 'none', 'firehose.amazonaws.com', 'firehose:*'),
  passes('a backup', 'it reads and restores data', 'none', 'backup.amazonaws.com', 'backup:*'),
  passes('Lightsail', 'its instances take no role', 'none', 'lightsail.amazonaws.com', 'lightsail:*'),
  // https://docs.aws.amazon.com/opsworks/latest/userguide/stacks-eol-faqs.html
  passes('OpsWorks', 'AWS ended it in 2024', 'none', 'opsworks.amazonaws.com', 'opsworks:*'),
  // https://docs.aws.amazon.com/codestar/latest/userguide/codestar-eol.html
  passes('CodeStar', 'AWS ended it in 2024', 'none', 'codestar.amazonaws.com', 'codestar:*'),
  passes(
    'a state machine that nothing starts',
    'created is not run',
    'none',
    'states.amazonaws.com',
    'states:CreateStateMachine',
  ),
  passes(
    'reading APIs',
    'an integration is written with POST',
    'none',
    'apigateway.amazonaws.com',
    'apigateway:GET',
  ),
  passes(
    'a project for functions',
    'the role lets in Lambda, not CodeBuild',
    'none',
    'lambda.amazonaws.com',
    'codebuild:CreateProject',
    'codebuild:StartBuild',
  ),
  passes(
    'containers passed to ECS itself',
    'the role lets in tasks, the permission has no way to run one',
    'none',
    'ecs-tasks.amazonaws.com',
    'ecs:RegisterTaskDefinition',
  ),
  passes(
    'an Express service, with a role for ECS itself',
    'containers get the task role, and ECS acts with the others',
    'none',
    'ecs.amazonaws.com',
    'ecs:CreateExpressGatewayService',
  ),
  passes(
    'credentials of a new queue of Deadline Cloud for reading',
    'they are limited to that',
    'none',
    'credentials.deadline.amazonaws.com',
    'deadline:CreateQueue',
    'deadline:AssumeQueueRoleForRead',
  ),
  passes(
    'a queue of Deadline Cloud, with a role that lets in the service and not its credentials',
    'the credentials come from the other',
    'none',
    'deadline.amazonaws.com',
    'deadline:CreateQueue',
    'deadline:AssumeQueueRoleForUser',
  ),
  passes(
    'a capability of an EKS cluster, with a role for the cluster',
    'capabilities are let in by a name of their own',
    'none',
    'eks.amazonaws.com',
    'eks:CreateCapability',
  ),
  passes(
    'a MicroVM without a way into it',
    'its image runs what others put there',
    'none',
    'lambda.amazonaws.com',
    'lambda:RunMicrovm',
  ),
  passes(
    'a resource type of its own and a stack that uses it',
    'the code runs with the role; whether it can be placed is not shown',
    'adminIf',
    'resources.cloudformation.amazonaws.com',
    'cloudformation:RegisterType',
    'cloudformation:CreateStack',
  ),
  passes(
    'a resource type that no stack uses',
    'its code is not run',
    'none',
    'resources.cloudformation.amazonaws.com',
    'cloudformation:RegisterType',
  ),
  holds('PassRole alone', 'nothing takes the role', 'none', [allow('iam:PassRole')], lambdaAdmin),
];

const instance = `arn:aws:ec2:eu-west-1:${account}:instance/i-1`;
const ec2Admin = [
  role('admin', trustingService('ec2.amazonaws.com'), { attached: [administrator], inInstanceProfile: true }),
  workload('AWS::EC2::Instance', instance, 'admin'),
];
const onInstances = `arn:aws:ec2:*:${account}:instance/*`;
const sends = (...documents: readonly string[]) =>
  allow('ssm:SendCommand', [onInstances, ...documents.map((name) => `arn:aws:ssm:*:*:document/${name}`)]);

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html */
const commands: readonly Trap[] = [
  holds(
    'a command by the document that runs scripts',
    'whether the agent runs is not shown',
    'adminIf',
    [sends('AWS-RunShellScript')],
    ...ec2Admin,
  ),
  holds(
    'a command by documents whose names begin alike',
    'the one that runs scripts is among them',
    'adminIf',
    [sends('AWS-Run*')],
    ...ec2Admin,
  ),
  holds(
    'a command by a document that installs packages of AWS',
    "what runs is not the caller's",
    'none',
    [sends('AWS-ConfigureAWSPackage')],
    ...ec2Admin,
  ),
  holds(
    'a command by a document of the company',
    'what it runs is not shown',
    'adminIf',
    [sends('Company-Deploy')],
    ...ec2Admin,
  ),
  holds(
    'a command without a document',
    'the document is asked for as well',
    'none',
    [allow('ssm:SendCommand', onInstances)],
    ...ec2Admin,
  ),
  holds(
    'a session on another instance',
    'the resource names one that has no role',
    'none',
    [allow('ssm:StartSession', `arn:aws:ec2:*:${account}:instance/i-2`)],
    ...ec2Admin,
  ),
  holds(
    'a login as a chosen user of the system',
    'the caller names it',
    'adminIf',
    [allow('ec2-instance-connect:SendSSHPublicKey', '*', { StringEquals: { 'ec2:osuser': 'ec2-user' } })],
    ...ec2Admin,
  ),
];

const restarts = allow(['ec2:StopInstances', 'ec2:StartInstances']);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
const attributes: readonly Trap[] = [
  holds(
    'any attribute of an instance, and a restart',
    'the start-up script is one',
    'admin',
    [restarts, allow('ec2:ModifyInstanceAttribute')],
    ...ec2Admin,
  ),
  holds(
    'the type of an instance, and a restart',
    'the start-up script stays',
    'none',
    [
      restarts,
      allow('ec2:ModifyInstanceAttribute', '*', { StringEquals: { 'ec2:Attribute': 'InstanceType' } }),
    ],
    ...ec2Admin,
  ),
];

const project = workload(
  'AWS::CodeBuild::Project',
  `arn:aws:codebuild:eu-west-1:${account}:project/p`,
  'plain',
);
const stackArn = `arn:aws:cloudformation:eu-west-1:${account}:stack/prod-x/11111111-2222-3333-4444-555555555555`;
const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`;
const writesCode = (name: string) =>
  allow(
    ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
    `arn:aws:lambda:*:${account}:function:${name}`,
  );
const job = workload('AWS::Lambda::Function', functionArn('job'), 'admin');

const workloads: readonly Trap[] = [
  holds(
    'builds, where the one project runs as another role',
    'the other role may do nothing',
    'none',
    [allow('codebuild:StartBuild')],
    adminRole(trustingService('codebuild.amazonaws.com')),
    role('plain', trustingService('codebuild.amazonaws.com')),
    project,
  ),
  holds(
    'changing a project that somebody else starts',
    'whether it is started is not shown',
    'adminIf',
    [allow('codebuild:UpdateProject')],
    adminRole(trustingService('codebuild.amazonaws.com')),
  ),
  holds(
    'a stack that a deny names',
    'the stack is called so',
    'none',
    [
      allow('cloudformation:UpdateStack'),
      deny('cloudformation:*', `arn:aws:cloudformation:*:${account}:stack/prod-*/*`),
    ],
    adminRole(trustingService('cloudformation.amazonaws.com')),
    workload('AWS::CloudFormation::Stack', stackArn, 'admin'),
  ),
  holds(
    'a function whose name is longer',
    'the pattern ends before',
    'none',
    [writesCode('jo')],
    lambdaAdmin,
    job,
  ),
  holds(
    'versions of a function',
    'code is changed on the function itself',
    'none',
    [writesCode('job:*')],
    lambdaAdmin,
    job,
  ),
  {
    name: 'everything but IAM, where the one function runs as another role',
    why: 'the other role may do nothing',
    is: 'none',
    records: [
      user('start', {
        inline: [[{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }]],
      }),
      lambdaAdmin,
      role('plain', trustingService('lambda.amazonaws.com')),
      workload('AWS::Lambda::Function', functionArn('f'), 'plain'),
    ],
  },
  {
    name: 'a command on an instance, new code of a function, a key of the administrator',
    why: 'each step is allowed; whether the agent runs is not shown',
    is: 'adminIf',
    records: [
      user('start', { inline: [[allow('ssm:SendCommand')]] }),
      user('boss', { attached: [administrator] }),
      role('web', trustingService('ec2.amazonaws.com'), {
        inInstanceProfile: true,
        inline: [[writesCode('sync')]],
      }),
      role('sync', trustingService('lambda.amazonaws.com'), {
        inline: [[allow('iam:CreateAccessKey', arn.user('boss'))]],
      }),
      workload('AWS::EC2::Instance', instance, 'web'),
      workload('AWS::Lambda::Function', functionArn('sync'), 'sync'),
    ],
  },
];

const queueArn = (id: string) => `arn:aws:deadline:eu-west-1:${account}:farm/farm-1/queue/queue-${id}`;
const queueAdmin = adminRole(trustingService('credentials.deadline.amazonaws.com'));
const queue = workload('AWS::Deadline::Queue', queueArn('1'), 'admin');
const expressService = `arn:aws:ecs:eu-west-1:${account}:service/default/web`;

/** https://docs.aws.amazon.com/deadline-cloud/latest/userguide/security-iam-service-roles.html */
const queuesAndServices: readonly Trap[] = [
  holds(
    'credentials of a known queue',
    'they are those of its role',
    'admin',
    [allow('deadline:AssumeQueueRoleForUser', queueArn('1'))],
    queueAdmin,
    queue,
  ),
  holds(
    'credentials of another queue',
    'the one that has the role is not named',
    'none',
    [allow('deadline:AssumeQueueRoleForUser', queueArn('2'))],
    queueAdmin,
    queue,
  ),
  holds(
    'jobs in a known queue',
    'whether a fleet works for it is not shown',
    'adminIf',
    [allow('deadline:CreateJob', `${queueArn('1')}/job/*`)],
    queueAdmin,
    queue,
  ),
  holds(
    'jobs in another queue',
    'the one that has the role is not named',
    'none',
    [allow('deadline:CreateJob', `${queueArn('2')}/job/*`)],
    queueAdmin,
    queue,
  ),
  holds(
    'another role for a known queue',
    'the queue is there, and gives out credentials of the new role',
    'admin',
    [allow('iam:PassRole'), allow(['deadline:UpdateQueue', 'deadline:AssumeQueueRoleForUser'])],
    queueAdmin,
    role('plain', trustingService('credentials.deadline.amazonaws.com')),
    workload('AWS::Deadline::Queue', queueArn('1'), 'plain'),
  ),
  holds(
    'another role for a known Express service',
    'the service is there',
    'admin',
    [allow('iam:PassRole'), allow('ecs:UpdateExpressGatewayService')],
    adminRole(trustingService('ecs-tasks.amazonaws.com')),
    role('plain', trustingService('ecs-tasks.amazonaws.com')),
    workload('AWS::ECS::ExpressGatewayService', expressService, 'plain'),
  ),
  holds(
    'another image for an Express service, without passing roles',
    'its task role may do nothing',
    'none',
    [allow('ecs:UpdateExpressGatewayService')],
    adminRole(trustingService('ecs-tasks.amazonaws.com')),
    workload('AWS::ECS::ExpressGatewayService', expressService, 'plain'),
  ),
];

describe('queues and Express services', () => checkTraps(queuesAndServices));
describe('services that give nothing of the role', () => checkTraps(harmless));
describe('attributes of instances', () => checkTraps(attributes));
describe('commands on instances', () => checkTraps(commands));
describe('what runs as a role', () => checkTraps(workloads));
