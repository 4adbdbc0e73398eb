import { createHash } from 'node:crypto';
import { roleArn } from './export.ts';
import type { Account, Role, Workload } from './sketch.ts';

/**
 * What AWS Config records of a workload: the id, the ARN and where its configuration names the role.
 * Properties by type: https://github.com/awslabs/aws-config-resource-schema
 */
interface Recorded {
  readonly id: (name: string) => string;
  readonly arn: (place: string, name: string) => string;
  readonly configuration: (name: string, role: string, account: Account) => Readonly<Record<string, unknown>>;
}

const instanceId = (name: string): string =>
  `i-0${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;

const recorded: Readonly<Record<Workload['type'], Recorded>> = {
  'AWS::Lambda::Function': {
    id: (name) => name,
    arn: (place, name) => `arn:aws:lambda:${place}:function:${name}`,
    configuration: (name, role) => ({ functionName: name, role, runtime: 'nodejs24.x', timeout: 30 }),
  },
  'AWS::EC2::Instance': {
    id: instanceId,
    arn: (place, name) => `arn:aws:ec2:${place}:instance/${instanceId(name)}`,
    configuration: (name, role) => ({
      instanceId: instanceId(name),
      instanceType: 'm7g.large',
      iamInstanceProfile: { arn: role.replace(':role/', ':instance-profile/') },
      state: { name: 'running' },
      tags: [{ key: 'Name', value: name }],
    }),
  },
  'AWS::ECS::TaskDefinition': {
    id: (name) => `${name}:1`,
    arn: (place, name) => `arn:aws:ecs:${place}:task-definition/${name}:1`,
    configuration: (name, role, account) => ({
      Family: name,
      NetworkMode: 'awsvpc',
      TaskRoleArn: role,
      ExecutionRoleArn: `arn:aws:iam::${account.id}:role/ecs-execution`,
    }),
  },
  'AWS::Glue::Job': {
    id: (name) => name,
    arn: (place, name) => `arn:aws:glue:${place}:job/${name}`,
    configuration: (name, role) => ({ Name: name, Role: role, GlueVersion: '5.0' }),
  },
  'AWS::CodeBuild::Project': {
    id: (name) => name,
    arn: (place, name) => `arn:aws:codebuild:${place}:project/${name}`,
    configuration: (name, role) => ({ name, serviceRole: role }),
  },
  'AWS::StepFunctions::StateMachine': {
    id: (name) => name,
    arn: (place, name) => `arn:aws:states:${place}:stateMachine:${name}`,
    configuration: (name, role) => ({ StateMachineName: name, RoleArn: role, StateMachineType: 'STANDARD' }),
  },
};

const result = (account: Account, role: Role, { type, name }: Workload): string => {
  const { id, arn, configuration } = recorded[type];
  return JSON.stringify({
    accountId: account.id,
    awsRegion: account.region,
    arn: arn(`${account.region}:${account.id}`, name),
    resourceId: id(name),
    resourceName: name,
    resourceType: type,
    configuration: configuration(name, roleArn(account, role), account),
  });
};

const fields = [
  'accountId',
  'awsRegion',
  'arn',
  'resourceId',
  'resourceName',
  'resourceType',
  'configuration',
];

/** `aws configservice select-resource-config --expression "SELECT <fields> WHERE resourceType IN (…)"` */
export const resourceConfig = (account: Account) => ({
  Results: account.roles.flatMap((role) =>
    (role.runs ?? []).map((workload) => result(account, role, workload)),
  ),
  QueryInfo: { SelectFields: fields.map((Name) => ({ Name })) },
});
