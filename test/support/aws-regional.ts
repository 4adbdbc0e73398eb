import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Project } from '@aws-sdk/client-codebuild';
import type { ConfigurationRecorder } from '@aws-sdk/client-config-service';
import type { Instance } from '@aws-sdk/client-ec2';
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { DevEndpoint, Job } from '@aws-sdk/client-glue';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { DescribeNotebookInstanceOutput } from '@aws-sdk/client-sagemaker';
import type { AnswerContext } from './aws-answers.ts';
import { NamedError } from './aws-answers.ts';
import type { LoopbackRequest } from './aws-loopback.ts';

/** What runs in one region of an account, in the SDK's own types. */
export interface LoopbackRegion {
  readonly recorder?: ConfigurationRecorder & { readonly stopped?: boolean };
  /** Configuration items, as AWS Config has them. */
  readonly items?: readonly Readonly<Record<string, unknown>>[];
  readonly functions?: readonly FunctionConfiguration[];
  readonly instances?: readonly Instance[];
  readonly stacks?: readonly Stack[];
  readonly projects?: readonly Project[];
  readonly taskDefinitions?: readonly TaskDefinition[];
  readonly jobs?: readonly Job[];
  readonly endpoints?: readonly DevEndpoint[];
  readonly notebooks?: readonly Partial<DescribeNotebookInstanceOutput>[];
}

const page = <T>(all: readonly T[], token: unknown, size: number) => {
  const start = Number(token ?? 0);
  const next = start + size < all.length ? String(start + size) : undefined;
  return { entries: all.slice(start, start + size), next };
};

type RegionalAnswer = (
  input: LoopbackRequest['input'],
  region: LoopbackRegion,
  size: number,
  names: readonly string[],
) => unknown;

const lower = (name: string): string => name[0]!.toLowerCase() + name.slice(1);

/** EC2 writes lists as `item` elements, and names from a small letter on. */
const ec2Value = (value: unknown): unknown => {
  if (Array.isArray(value)) return { item: value.map(ec2Value) };
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [lower(key), ec2Value(one)]));
};

const answers: Readonly<Record<string, RegionalAnswer>> = {
  'ec2:DescribeRegions': (_, __, ___, names) => ({
    regionInfo: { item: names.map((regionName) => ({ regionName })) },
  }),
  'ec2:DescribeInstances': ({ NextToken }, { instances = [] }, size) => {
    const { entries, next } = page(instances, NextToken, size);
    return {
      reservationSet: {
        item: entries.map((instance) => {
          const { State, ...rest } = instance;
          return {
            instancesSet: { item: [{ ...(ec2Value(rest) as object), instanceState: ec2Value(State) }] },
          };
        }),
      },
      nextToken: next,
    };
  },
  'config:DescribeConfigurationRecorders': (_, { recorder }) => ({
    ConfigurationRecorders: recorder === undefined ? [] : [recorder],
  }),
  'config:DescribeConfigurationRecorderStatus': (_, { recorder }) => ({
    ConfigurationRecordersStatus: [
      { name: recorder?.name, recording: recorder?.stopped !== true, lastStatus: 'SUCCESS' },
    ],
  }),
  'config:SelectResourceConfig': ({ NextToken, Expression }, { items = [] }, size) => {
    const wanted = items.filter(({ resourceType }) => String(Expression).includes(`'${resourceType}'`));
    const { entries, next } = page(wanted, NextToken, size);
    return { Results: entries.map((item) => JSON.stringify(item)), QueryInfo: {}, NextToken: next };
  },
  'lambda:ListFunctions': ({ Marker }, { functions = [] }, size) => {
    const { entries, next } = page(functions, Marker, size);
    return { Functions: entries, NextMarker: next };
  },
  'cloudformation:DescribeStacks': ({ NextToken }, { stacks = [] }, size) => {
    const { entries, next } = page(stacks, NextToken, size);
    return { Stacks: entries, NextToken: next };
  },
  'codebuild:ListProjects': ({ nextToken }, { projects = [] }, size) => {
    const { entries, next } = page(projects, nextToken, size);
    return { projects: entries.map(({ name }) => name), nextToken: next };
  },
  'codebuild:BatchGetProjects': ({ names }, { projects = [] }) => ({
    projects: projects.filter(({ name }) => ((names ?? []) as readonly unknown[]).includes(name)),
  }),
  'ecs:ListTaskDefinitions': ({ nextToken }, { taskDefinitions = [] }, size) => {
    const { entries, next } = page(taskDefinitions, nextToken, size);
    return { taskDefinitionArns: entries.map(({ taskDefinitionArn }) => taskDefinitionArn), nextToken: next };
  },
  'ecs:DescribeTaskDefinition': ({ taskDefinition }, { taskDefinitions = [] }) => ({
    taskDefinition: taskDefinitions.find(({ taskDefinitionArn }) => taskDefinitionArn === taskDefinition),
  }),
  'glue:GetJobs': ({ NextToken }, { jobs = [] }, size) => {
    const { entries, next } = page(jobs, NextToken, size);
    return { Jobs: entries, NextToken: next };
  },
  'glue:GetDevEndpoints': ({ NextToken }, { endpoints = [] }, size) => {
    const { entries, next } = page(endpoints, NextToken, size);
    return { DevEndpoints: entries, NextToken: next };
  },
  'sagemaker:ListNotebookInstances': ({ NextToken }, { notebooks = [] }, size) => {
    const { entries, next } = page(notebooks, NextToken, size);
    return {
      NotebookInstances: entries.map(({ NotebookInstanceName, NotebookInstanceArn }) => ({
        NotebookInstanceName,
        NotebookInstanceArn,
      })),
      NextToken: next,
    };
  },
  'sagemaker:DescribeNotebookInstance': ({ NotebookInstanceName }, { notebooks = [] }) =>
    notebooks.find((notebook) => notebook.NotebookInstanceName === NotebookInstanceName) ?? {},
};

export const answerRegional = (request: LoopbackRequest, context: AnswerContext): unknown => {
  const account = context.accounts.find(({ id }) => id === request.account);
  const answer = answers[request.call];
  if (account === undefined || answer === undefined) throw new NamedError('UnknownOperationException');
  const regions = account.regions ?? {};
  return answer(request.input, regions[request.region] ?? {}, context.pageSize, Object.keys(regions));
};
