import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Project } from '@aws-sdk/client-codebuild';
import type { ConfigurationRecorder } from '@aws-sdk/client-config-service';
import type { Instance, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { DevEndpoint, Job } from '@aws-sdk/client-glue';
import type { GrantListEntry } from '@aws-sdk/client-kms';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { DescribeModelOutput, DescribeNotebookInstanceOutput } from '@aws-sdk/client-sagemaker';
import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { ParameterMetadata } from '@aws-sdk/client-ssm';
import type { AnswerContext } from './aws-answers.ts';
import { NamedError } from './aws-answers.ts';
import type { LoopbackRequest } from './aws-loopback.ts';
import { xmlMap } from './aws-xml.ts';

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
  readonly models?: readonly Partial<DescribeModelOutput>[];
  /** Name → policy, as a text; `undefined`: none. Buckets are listed whatever region is asked. */
  readonly buckets?: Policies;
  readonly keys?: Policies;
  /** Of keys, by id. */
  readonly grants?: Readonly<Record<string, readonly Omit<GrantListEntry, 'KeyId' | 'CreationDate'>[]>>;
  /** Of buckets: the group that its access control list lets read. */
  readonly openAcls?: Readonly<Record<string, 'AllUsers' | 'AuthenticatedUsers'>>;
  /** Of buckets: those that have a setting of their own. */
  readonly blocks?: Readonly<Record<string, Block>>;
  /** Of the whole account. */
  readonly accountBlock?: Block;
  readonly queues?: Policies;
  readonly topics?: Policies;
  readonly repositories?: Policies;
  /** Of functions: only those that have one. */
  readonly functionPolicies?: Policies;
  readonly secrets?: readonly (SecretListEntry & { readonly policy?: string })[];
  readonly parameters?: readonly ParameterMetadata[];
  /** Name → versions, the default one first. */
  readonly templates?: Readonly<Record<string, readonly ResponseLaunchTemplateData[]>>;
  /** Of instances, by id. */
  readonly userData?: Readonly<Record<string, string>>;
}

type Block = Readonly<Record<'IgnorePublicAcls' | 'RestrictPublicBuckets', boolean>>;

type Policies = Readonly<Record<string, string | undefined>>;

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
  where: Where,
) => unknown;

interface Where {
  readonly account: string;
  readonly region: string;
  readonly regions: Readonly<Record<string, LoopbackRegion>>;
}

/** JSON of AWS tells times in seconds. */
const inSeconds = (entry: object): object =>
  Object.fromEntries(
    Object.entries(entry).map(([key, value]) => [
      key,
      value instanceof Date ? value.getTime() / 1000 : value,
    ]),
  );

const arnIn = ({ account, region }: Where, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

const last = (text: unknown, mark: string): string => String(text).split(mark).at(-1)!;

/** What is not there, and what has no policy. */
const policyOf = (policies: Policies = {}, name: string, none: string, gone = none): string => {
  if (!Object.hasOwn(policies, name)) throw new NamedError(gone, 404);
  const policy = policies[name];
  if (policy === undefined) throw new NamedError(none, 404);
  return policy;
};

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
          const { State, Tags, ...rest } = instance;
          const tags = Tags === undefined ? {} : { tagSet: ec2Value(Tags) };
          return {
            instancesSet: {
              item: [{ ...(ec2Value(rest) as object), ...tags, instanceState: ec2Value(State) }],
            },
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
  'sagemaker:ListModels': ({ NextToken }, { models = [] }, size) => {
    const { entries, next } = page(models, NextToken, size);
    return {
      Models: entries.map(({ ModelName, ModelArn }) => ({
        ModelName,
        ModelArn,
        CreationTime: 1_700_000_000,
      })),
      NextToken: next,
    };
  },
  'sagemaker:DescribeModel': ({ ModelName }, { models = [] }) =>
    models.find((model) => model.ModelName === ModelName) ?? {},
  'ec2:DescribeInstanceAttribute': ({ InstanceId }, { userData = {} }) => {
    const text = userData[String(InstanceId)];
    return {
      instanceId: InstanceId,
      userData: text === undefined ? {} : { value: Buffer.from(text).toString('base64') },
    };
  },
  'ec2:DescribeLaunchTemplateVersions': ({ NextToken }, { templates = {} }, size) => {
    const all = Object.entries(templates).flatMap(([name, versions]) =>
      versions.map((LaunchTemplateData, at) => ({
        LaunchTemplateId: `lt-${name}`,
        LaunchTemplateName: name,
        DefaultVersion: at === 0,
        LaunchTemplateData,
      })),
    );
    const { entries, next } = page(all, NextToken, size);
    return { launchTemplateVersionSet: ec2Value(entries), nextToken: next };
  },
  'lambda:GetPolicy': ({ path }, { functionPolicies }) => ({
    Policy: policyOf(
      functionPolicies,
      last(last(String(path).replace(/\/policy$/, ''), '/'), ':'),
      'ResourceNotFoundException',
    ),
  }),
  's3:ListBuckets': (input, _, size, __, { regions }) => {
    const all = Object.entries(regions).flatMap(([BucketRegion, { buckets = {} }]) =>
      Object.keys(buckets).map((Name) => ({ Name, BucketRegion })),
    );
    const { entries, next } = page(all, input['continuation-token'], size);
    return { Buckets: { Bucket: entries }, ContinuationToken: next };
  },
  's3:GetBucketPolicy': ({ path }, { buckets }) =>
    policyOf(buckets, last(String(path).replace(/\/$/, ''), '/'), 'NoSuchBucketPolicy', 'NoSuchBucket'),
  's3:GetBucketAcl': ({ path }, { buckets = {}, openAcls = {} }) => {
    const name = bucketOf(path);
    if (!Object.hasOwn(buckets, name)) throw new NamedError('NoSuchBucket', 404);
    const owner = { ID: '0123456789abcdef', DisplayName: 'planted-secret-value' };
    const grantee = (type: string, members: object) => ({
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:type': type,
      ...members,
    });
    const group = openAcls[name];
    const everyone =
      group === undefined
        ? []
        : [
            {
              Grantee: grantee('Group', { URI: `http://acs.amazonaws.com/groups/global/${group}` }),
              Permission: 'READ',
            },
          ];
    const Grant = [{ Grantee: grantee('CanonicalUser', owner), Permission: 'FULL_CONTROL' }, ...everyone];
    return { Owner: owner, AccessControlList: { Grant } };
  },
  's3:GetPublicAccessBlock': ({ path }, { buckets = {}, blocks = {} }) => {
    const name = bucketOf(path);
    if (!Object.hasOwn(buckets, name)) throw new NamedError('NoSuchBucket', 404);
    return blockOf(blocks[name]);
  },
  's3control:GetPublicAccessBlock': (_, { accountBlock }) => blockOf(accountBlock),
  'kms:ListGrants': ({ KeyId, Marker }, { keys = {}, grants = {} }, size, _, where) => {
    if (!Object.hasOwn(keys, String(KeyId))) throw new NamedError('NotFoundException');
    const { entries, next } = page(grants[String(KeyId)] ?? [], Marker, size);
    const own = { KeyId: arnIn(where, 'kms', `key/${KeyId}`), CreationDate: 1_700_000_000 };
    return {
      Grants: entries.map((entry) => ({ ...own, ...entry })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
  'kms:ListKeys': ({ Marker }, { keys = {} }, size, _, where) => {
    const { entries, next } = page(Object.keys(keys), Marker, size);
    return {
      Keys: entries.map((KeyId) => ({ KeyId, KeyArn: arnIn(where, 'kms', `key/${KeyId}`) })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
  'kms:GetKeyPolicy': ({ KeyId }, { keys }) => ({
    Policy: policyOf(keys, String(KeyId), 'NotFoundException'),
    PolicyName: 'default',
  }),
  'sqs:ListQueues': ({ NextToken }, { queues = {} }, size, _, { account, region }) => {
    const { entries, next } = page(Object.keys(queues), NextToken, size);
    if (entries.length === 0) return {};
    return {
      QueueUrls: entries.map((name) => `https://sqs.${region}.amazonaws.com/${account}/${name}`),
      NextToken: next,
    };
  },
  'sqs:GetQueueAttributes': ({ QueueUrl }, { queues = {} }, _, __, where) => {
    const name = last(QueueUrl, '/');
    if (!Object.hasOwn(queues, name)) throw new NamedError('QueueDoesNotExist');
    const given = { QueueArn: arnIn(where, 'sqs', name), Policy: queues[name] };
    return { Attributes: given };
  },
  'sns:ListTopics': ({ NextToken }, { topics = {} }, size, _, where) => {
    const { entries, next } = page(Object.keys(topics), NextToken, size);
    return { Topics: entries.map((name) => ({ TopicArn: arnIn(where, 'sns', name) })), NextToken: next };
  },
  'sns:GetTopicAttributes': ({ TopicArn }, { topics = {} }) => {
    const name = last(TopicArn, ':');
    if (!Object.hasOwn(topics, name)) throw new NamedError('NotFound', 404);
    const Policy = topics[name];
    const given = { TopicArn, ...(Policy === undefined ? {} : { Policy }) };
    return { Attributes: xmlMap(given) };
  },
  'secretsmanager:ListSecrets': ({ NextToken }, { secrets = [] }, size) => {
    const { entries, next } = page(secrets, NextToken, size);
    return {
      SecretList: entries.map(({ policy: _, ...entry }) => inSeconds(entry)),
      NextToken: next,
    };
  },
  'secretsmanager:GetResourcePolicy': ({ SecretId }, { secrets = [] }) => {
    const secret = secrets.find(({ ARN }) => ARN === SecretId);
    if (secret === undefined) throw new NamedError('ResourceNotFoundException');
    return { ARN: secret.ARN, Name: secret.Name, ResourcePolicy: secret.policy };
  },
  'ecr:DescribeRepositories': ({ nextToken }, { repositories = {} }, size, _, where) => {
    const { entries, next } = page(Object.keys(repositories), nextToken, size);
    return {
      repositories: entries.map((repositoryName) => ({
        repositoryName,
        repositoryArn: arnIn(where, 'ecr', `repository/${repositoryName}`),
      })),
      nextToken: next,
    };
  },
  'ecr:GetRepositoryPolicy': ({ repositoryName }, { repositories }) => ({
    repositoryName,
    policyText: policyOf(
      repositories,
      String(repositoryName),
      'RepositoryPolicyNotFoundException',
      'RepositoryNotFoundException',
    ),
  }),
  'ssm:DescribeParameters': ({ NextToken }, { parameters = [] }, size) => {
    const { entries, next } = page(parameters, NextToken, size);
    return { Parameters: entries.map(inSeconds), NextToken: next };
  },
};

const bucketOf = (path: unknown): string => last(String(path).replace(/\/$/, ''), '/');

const blockOf = (block: Block | undefined): object => {
  if (block === undefined) throw new NamedError('NoSuchPublicAccessBlockConfiguration', 404);
  return { BlockPublicAcls: false, BlockPublicPolicy: false, ...block };
};

export const answerRegional = (request: LoopbackRequest, context: AnswerContext): unknown => {
  const account = context.accounts.find(({ id }) => id === request.account);
  const answer = answers[request.call];
  if (account === undefined || answer === undefined) throw new NamedError('UnknownOperationException');
  const regions = account.regions ?? {};
  const where = { account: account.id, region: request.region, regions };
  return answer(request.input, regions[request.region] ?? {}, context.pageSize, Object.keys(regions), where);
};
