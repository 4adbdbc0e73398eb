import { answerFault } from '../../../src/collection/failure.ts';
import { describeEach, inPieces, readAll } from './region-reading.ts';
import type { RawWorkload, Region, RegionReading } from './workload-region.ts';
import { arnIn, listedWorkload } from './workload-region.ts';

/** One type of workload, read without AWS Config. */
export interface WorkloadList {
  /** In the words of AWS Config. */
  readonly resourceType: string;
  /** Reads all of a region: what it gives goes to `put`, how far it came is returned, call by call. */
  readonly read: (
    region: Region,
    put: (workload: RawWorkload | undefined) => void,
  ) => Promise<readonly RegionReading[]>;
}

/** Projects that CodeBuild describes in one call. */
const projectsACall = 100;

/** A task definition's family: `arn:…:task-definition/FAMILY:REVISION`. */
const familyOf = (arn: string): string => arn.slice(0, arn.lastIndexOf(':'));

/** The first of each family, then the rest; within both the order is kept. */
export const firstOfEachFamily = (arns: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  const first: string[] = [];
  const rest: string[] = [];
  for (const arn of arns) {
    const family = familyOf(arn);
    (seen.has(family) ? rest : first).push(arn);
    seen.add(family);
  }
  return [...first, ...rest];
};

/** For lists that give no ARN. */
const ownArn = (
  region: Region,
  service: string,
  kind: string,
  name: string | undefined,
): string | undefined => (name === undefined ? undefined : arnIn(region, service, `${kind}/${name}`));

/** Instances that are gone and stay visible for an hour. */
const gone = 'terminated';

export const workloadLists: readonly WorkloadList[] = [
  {
    // https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
    resourceType: 'AWS::Lambda::Function',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-lambda');
      return region.withClient(
        'lambda',
        (config) => new sdk.LambdaClient(config),
        async (client) => [
          await readAll(region, 'lambda:ListFunctions', {
            ask: (Marker) =>
              client.send(new sdk.ListFunctionsCommand({ MaxItems: 50, Marker }), region.request),
            next: ({ NextMarker }) => NextMarker,
            take: ({ Functions = [] }) => {
              for (const settings of Functions) {
                const { FunctionArn: arn, FunctionName: name, Role: role, State: state } = settings;
                put(listedWorkload(region, 'AWS::Lambda::Function', { arn, name, role, state, settings }));
              }
            },
          }),
        ],
      );
    },
  },
  {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
    resourceType: 'AWS::EC2::Instance',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-ec2');
      return region.withClient(
        'ec2',
        (config) => new sdk.EC2Client(config),
        async (client) => [
          await readAll(region, 'ec2:DescribeInstances', {
            ask: (NextToken) =>
              client.send(new sdk.DescribeInstancesCommand({ MaxResults: 1000, NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: ({ Reservations = [] }, malformed) => {
              for (const { Instances = [] } of Reservations) if (Instances.length === 0) malformed();
              for (const instance of Reservations.flatMap(({ Instances = [] }) => Instances)) {
                const { InstanceId: name, State, IamInstanceProfile, Tags: tags = [] } = instance;
                if (State?.Name === gone) continue;
                if (name === undefined) {
                  malformed();
                  continue;
                }
                const arn = ownArn(region, 'ec2', 'instance', name);
                const profile = IamInstanceProfile?.Arn;
                const workload = { arn, name, profile, state: State?.Name, tags, settings: instance };
                put(listedWorkload(region, 'AWS::EC2::Instance', workload));
              }
            },
          }),
        ],
      );
    },
  },
  {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
    resourceType: 'AWS::CloudFormation::Stack',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-cloudformation');
      return region.withClient(
        'cloudformation',
        (config) => new sdk.CloudFormationClient(config),
        async (client) => [
          await readAll(region, 'cloudformation:DescribeStacks', {
            ask: (NextToken) => client.send(new sdk.DescribeStacksCommand({ NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: ({ Stacks = [] }, malformed) => {
              for (const settings of Stacks) {
                const { StackId: arn, StackName: name, RoleARN: role, StackStatus: state, Tags } = settings;
                if (arn === undefined) {
                  malformed();
                  continue;
                }
                const workload = { arn, name, role, state, tags: Tags ?? [], settings };
                put(listedWorkload(region, 'AWS::CloudFormation::Stack', workload));
              }
            },
          }),
        ],
      );
    },
  },
  {
    // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html
    resourceType: 'AWS::CodeBuild::Project',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-codebuild');
      return region.withClient(
        'codebuild',
        (config) => new sdk.CodeBuildClient(config),
        async (client) => {
          const names: string[] = [];
          const listed = await readAll(region, 'codebuild:ListProjects', {
            ask: (nextToken) => client.send(new sdk.ListProjectsCommand({ nextToken }), region.request),
            next: ({ nextToken }) => nextToken,
            take: ({ projects = [] }) => {
              names.push(...projects);
            },
          });
          const ask = async (some: readonly string[]): Promise<void> => {
            const command = new sdk.BatchGetProjectsCommand({ names: [...some] });
            const { projects = [], projectsNotFound = [] } = await client.send(command, region.request);
            if (projects.length + projectsNotFound.length < some.length)
              throw answerFault('not every project that was asked for is in the answer');
            for (const settings of projects) {
              const { arn, name, serviceRole, buildBatchConfig, tags } = settings;
              const role = [serviceRole, buildBatchConfig?.serviceRole];
              put(listedWorkload(region, 'AWS::CodeBuild::Project', { arn, name, role, tags, settings }));
            }
          };
          const source = 'codebuild:BatchGetProjects';
          return [listed, await describeEach(region, source, names, listed, inPieces(projectsACall), ask)];
        },
      );
    },
  },
  {
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
    resourceType: 'AWS::ECS::TaskDefinition',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-ecs');
      return region.withClient(
        'ecs',
        (config) => new sdk.ECSClient(config),
        async (client) => {
          const arns: string[] = [];
          const listed = await readAll(region, 'ecs:ListTaskDefinitions', {
            ask: (nextToken) =>
              client.send(
                new sdk.ListTaskDefinitionsCommand({ status: 'ACTIVE', sort: 'DESC', nextToken }),
                region.request,
              ),
            next: ({ nextToken }) => nextToken,
            take: ({ taskDefinitionArns = [] }) => {
              arns.push(...taskDefinitionArns);
            },
          });
          const ask = async ([taskDefinition = '']: readonly string[]): Promise<void> => {
            const command = new sdk.DescribeTaskDefinitionCommand({ taskDefinition });
            const { taskDefinition: found } = await client.send(command, region.request);
            const { taskDefinitionArn: arn, family: name, taskRoleArn: role, status: state } = found ?? {};
            const workload = { arn, name, role, state, settings: found };
            put(listedWorkload(region, 'AWS::ECS::TaskDefinition', workload));
          };
          const source = 'ecs:DescribeTaskDefinition';
          return [
            listed,
            await describeEach(region, source, firstOfEachFamily(arns), listed, inPieces(1), ask),
          ];
        },
      );
    },
  },
  {
    // https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobs.html
    resourceType: 'AWS::Glue::Job',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-glue');
      return region.withClient(
        'glue',
        (config) => new sdk.GlueClient(config),
        async (client) => [
          await readAll(region, 'glue:GetJobs', {
            ask: (NextToken) =>
              client.send(new sdk.GetJobsCommand({ MaxResults: 200, NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: ({ Jobs = [] }) => {
              for (const settings of Jobs) {
                const { Name: name, Role: role } = settings;
                const arn = ownArn(region, 'glue', 'job', name);
                put(listedWorkload(region, 'AWS::Glue::Job', { arn, name, role, settings }));
              }
            },
          }),
        ],
      );
    },
  },
  {
    // https://docs.aws.amazon.com/glue/latest/webapi/API_GetDevEndpoints.html
    resourceType: 'AWS::Glue::DevEndpoint',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-glue');
      return region.withClient(
        'glue',
        (config) => new sdk.GlueClient(config),
        async (client) => [
          await readAll(region, 'glue:GetDevEndpoints', {
            ask: (NextToken) =>
              client.send(new sdk.GetDevEndpointsCommand({ MaxResults: 200, NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: ({ DevEndpoints = [] }) => {
              for (const { EndpointName: name, RoleArn: role, Status: state } of DevEndpoints) {
                const arn = ownArn(region, 'glue', 'devEndpoint', name);
                put(listedWorkload(region, 'AWS::Glue::DevEndpoint', { arn, name, role, state }));
              }
            },
          }),
        ],
      );
    },
  },
  {
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstance.html
    resourceType: 'AWS::SageMaker::NotebookInstance',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-sagemaker');
      return region.withClient(
        'sagemaker',
        (config) => new sdk.SageMakerClient(config),
        async (client) => {
          const names: string[] = [];
          const listed = await readAll(region, 'sagemaker:ListNotebookInstances', {
            ask: (NextToken) =>
              client.send(
                new sdk.ListNotebookInstancesCommand({ MaxResults: 100, NextToken }),
                region.request,
              ),
            next: ({ NextToken }) => NextToken,
            take: ({ NotebookInstances = [] }) => {
              names.push(
                ...NotebookInstances.flatMap(({ NotebookInstanceName }) => NotebookInstanceName ?? []),
              );
            },
          });
          const ask = async ([NotebookInstanceName]: readonly string[]): Promise<void> => {
            const command = new sdk.DescribeNotebookInstanceCommand({ NotebookInstanceName });
            const found = await client.send(command, region.request);
            const { NotebookInstanceArn: arn, RoleArn: role, NotebookInstanceStatus: state } = found;
            const workload = { arn, name: NotebookInstanceName, role, state };
            put(listedWorkload(region, 'AWS::SageMaker::NotebookInstance', workload));
          };
          const source = 'sagemaker:DescribeNotebookInstance';
          return [listed, await describeEach(region, source, names, listed, inPieces(1), ask)];
        },
      );
    },
  },
  {
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html
    resourceType: 'AWS::SageMaker::Model',
    read: async (region, put) => {
      const sdk = await import('@aws-sdk/client-sagemaker');
      return region.withClient(
        'sagemaker',
        (config) => new sdk.SageMakerClient(config),
        async (client) => {
          const names: string[] = [];
          const listed = await readAll(region, 'sagemaker:ListModels', {
            ask: (NextToken) =>
              client.send(
                new sdk.ListModelsCommand({
                  MaxResults: 100,
                  SortBy: 'CreationTime',
                  SortOrder: 'Descending',
                  NextToken,
                }),
                region.request,
              ),
            next: ({ NextToken }) => NextToken,
            take: ({ Models = [] }) => {
              names.push(...Models.flatMap(({ ModelName }) => ModelName ?? []));
            },
          });
          const ask = async ([ModelName]: readonly string[]): Promise<void> => {
            const settings = await client.send(new sdk.DescribeModelCommand({ ModelName }), region.request);
            const { ModelArn: arn, ExecutionRoleArn: role } = settings;
            put(listedWorkload(region, 'AWS::SageMaker::Model', { arn, name: ModelName, role, settings }));
          };
          const source = 'sagemaker:DescribeModel';
          return [listed, await describeEach(region, source, names, listed, inPieces(1), ask)];
        },
      );
    },
  },
];
