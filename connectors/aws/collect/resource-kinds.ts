import { bucketQuestion } from './bucket-question.ts';
import { listLaunchTemplates } from './launch-templates.ts';
import { readAll } from './region-reading.ts';
import { answerOf, type Question, type Resource } from './resource-question.ts';
import { bucketAcl, bucketBlock, keyGrants } from './resource-sharing.ts';
import { arnIn, type PutRecord, type Region, type RegionReading } from './workload-region.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
const bucketPolicyCall = 's3:GetBucketPolicy';

/** One type of resource with a policy of its own, or with settings that no list shows. */
export interface ResourceKind {
  /** In the words of AWS Config. */
  readonly resourceType: string;
  /** Call that lists them. */
  readonly lists: string;
  /** Absent: they are known from the lists of workloads. */
  readonly list?: (
    region: Region,
    take: (resource: Resource) => void,
    put: PutRecord,
  ) => Promise<RegionReading>;
  /** One list for all regions. */
  readonly global?: true;
  /** Call that asks for one; absent: the list is all there is to ask. */
  readonly asks?: Question['asks'];
  readonly open?: Question['open'];
  /** What else is asked of each. */
  readonly more?: readonly Question[];
}

/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
const queueName = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

export const resourceKinds: readonly ResourceKind[] = [
  {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
    resourceType: 'AWS::S3::Bucket',
    lists: 's3:ListBuckets',
    global: true,
    more: [bucketAcl, bucketBlock],
    list: async (region, take) => {
      const sdk = await import('@aws-sdk/client-s3');
      return region.withClient(
        's3',
        (config) => new sdk.S3Client(config),
        (client) =>
          readAll(region, 's3:ListBuckets', {
            // Without a number AWS does not tell the regions.
            ask: (ContinuationToken) =>
              client.send(
                new sdk.ListBucketsCommand({ MaxBuckets: 1000, ContinuationToken }),
                region.request,
              ),
            next: ({ ContinuationToken }) => ContinuationToken,
            take: ({ Buckets = [] }, malformed) => {
              for (const { Name, BucketRegion } of Buckets)
                if (Name === undefined) malformed();
                else take({ arn: `arn:${region.partition}:s3:::${Name}`, name: Name, region: BucketRegion });
            },
          }),
      );
    },
    ...bucketQuestion(bucketPolicyCall, (client, sdk, region, { name: Bucket }) =>
      answerOf(bucketPolicyCall, () =>
        client.send(new sdk.GetBucketPolicyCommand({ Bucket }), region.request),
      ),
    ),
  },
  {
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
    resourceType: 'AWS::KMS::Key',
    lists: 'kms:ListKeys',
    more: [keyGrants],
    list: async (region, take) => {
      const sdk = await import('@aws-sdk/client-kms');
      return region.withClient(
        'kms',
        (config) => new sdk.KMSClient(config),
        (client) =>
          readAll(region, 'kms:ListKeys', {
            ask: (Marker) => client.send(new sdk.ListKeysCommand({ Limit: 1000, Marker }), region.request),
            next: ({ NextMarker }) => NextMarker,
            take: ({ Keys = [] }) => {
              for (const { KeyArn: arn } of Keys) if (arn !== undefined) take({ arn, name: idOf(arn) });
            },
          }),
      );
    },
    asks: 'kms:GetKeyPolicy',
    open: async (region, use) => {
      const sdk = await import('@aws-sdk/client-kms');
      return region.withClient(
        'kms',
        (config) => new sdk.KMSClient(config),
        (client) =>
          use(({ name: KeyId }) =>
            answerOf('kms:GetKeyPolicy', () =>
              client.send(new sdk.GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }), region.request),
            ),
          ),
      );
    },
  },
  {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
    resourceType: 'AWS::SQS::Queue',
    lists: 'sqs:ListQueues',
    list: async (region, take) => {
      const sdk = await import('@aws-sdk/client-sqs');
      return region.withClient(
        'sqs',
        (config) => new sdk.SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
        (client) =>
          readAll(region, 'sqs:ListQueues', {
            ask: (NextToken) =>
              client.send(new sdk.ListQueuesCommand({ MaxResults: 1000, NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: ({ QueueUrls = [] }) => {
              for (const name of QueueUrls) take({ arn: arnIn(region, 'sqs', queueName(name)), name });
            },
          }),
      );
    },
    asks: 'sqs:GetQueueAttributes',
    open: async (region, use) => {
      const sdk = await import('@aws-sdk/client-sqs');
      return region.withClient(
        'sqs',
        // A signed request goes where the SDK knows the service to be, not where a list says.
        (config) => new sdk.SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
        (client) =>
          use(({ name: QueueUrl }) =>
            answerOf('sqs:GetQueueAttributes', () =>
              client.send(
                new sdk.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy', 'QueueArn'] }),
                region.request,
              ),
            ),
          ),
      );
    },
  },
  {
    // https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
    resourceType: 'AWS::SNS::Topic',
    lists: 'sns:ListTopics',
    list: async (region, take) => {
      const sdk = await import('@aws-sdk/client-sns');
      return region.withClient(
        'sns',
        (config) => new sdk.SNSClient(config),
        (client) =>
          readAll(region, 'sns:ListTopics', {
            ask: (NextToken) => client.send(new sdk.ListTopicsCommand({ NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: ({ Topics = [] }, malformed) => {
              for (const { TopicArn: arn } of Topics)
                if (arn === undefined) malformed();
                else take({ arn, name: arn });
            },
          }),
      );
    },
    asks: 'sns:GetTopicAttributes',
    open: async (region, use) => {
      const sdk = await import('@aws-sdk/client-sns');
      return region.withClient(
        'sns',
        (config) => new sdk.SNSClient(config),
        (client) =>
          use(({ name: TopicArn }) =>
            answerOf('sns:GetTopicAttributes', () =>
              client.send(new sdk.GetTopicAttributesCommand({ TopicArn }), region.request),
            ),
          ),
      );
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html
    resourceType: 'AWS::Lambda::Function',
    lists: 'lambda:ListFunctions',
    asks: 'lambda:GetPolicy',
    open: async (region, use) => {
      const sdk = await import('@aws-sdk/client-lambda');
      return region.withClient(
        'lambda',
        (config) => new sdk.LambdaClient(config),
        (client) =>
          use(({ arn: FunctionName }) =>
            answerOf('lambda:GetPolicy', () =>
              client.send(new sdk.GetPolicyCommand({ FunctionName }), region.request),
            ),
          ),
      );
    },
  },
  {
    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html
    resourceType: 'AWS::SecretsManager::Secret',
    lists: 'secretsmanager:ListSecrets',
    list: async (region, take, put) => {
      const sdk = await import('@aws-sdk/client-secrets-manager');
      return region.withClient(
        'secretsmanager',
        (config) => new sdk.SecretsManagerClient(config),
        (client) =>
          readAll(region, 'secretsmanager:ListSecrets', {
            ask: (NextToken) =>
              client.send(new sdk.ListSecretsCommand({ MaxResults: 100, NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: async ({ SecretList = [] }, malformed) => {
              for (const secret of SecretList) {
                if (!(await put('aws.secret', secret))) malformed();
                if (secret.ARN !== undefined) take({ arn: secret.ARN, name: secret.ARN });
              }
            },
          }),
      );
    },
    asks: 'secretsmanager:GetResourcePolicy',
    open: async (region, use) => {
      const sdk = await import('@aws-sdk/client-secrets-manager');
      return region.withClient(
        'secretsmanager',
        (config) => new sdk.SecretsManagerClient(config),
        (client) =>
          use(({ name: SecretId }) =>
            answerOf('secretsmanager:GetResourcePolicy', () =>
              client.send(new sdk.GetResourcePolicyCommand({ SecretId }), region.request),
            ),
          ),
      );
    },
  },
  {
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html
    resourceType: 'AWS::ECR::Repository',
    lists: 'ecr:DescribeRepositories',
    list: async (region, take) => {
      const sdk = await import('@aws-sdk/client-ecr');
      return region.withClient(
        'ecr',
        (config) => new sdk.ECRClient(config),
        (client) =>
          readAll(region, 'ecr:DescribeRepositories', {
            ask: (nextToken) =>
              client.send(
                new sdk.DescribeRepositoriesCommand({ maxResults: 1000, nextToken }),
                region.request,
              ),
            next: ({ nextToken }) => nextToken,
            take: ({ repositories = [] }) => {
              for (const { repositoryArn: arn, repositoryName: name } of repositories)
                if (arn !== undefined && name !== undefined) take({ arn, name });
            },
          }),
      );
    },
    asks: 'ecr:GetRepositoryPolicy',
    open: async (region, use) => {
      const sdk = await import('@aws-sdk/client-ecr');
      return region.withClient(
        'ecr',
        (config) => new sdk.ECRClient(config),
        (client) =>
          use(({ name: repositoryName }) =>
            answerOf('ecr:GetRepositoryPolicy', () =>
              client.send(new sdk.GetRepositoryPolicyCommand({ repositoryName }), region.request),
            ),
          ),
      );
    },
  },
  {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html
    resourceType: 'AWS::EC2::Instance',
    lists: 'ec2:DescribeInstances',
    asks: 'ec2:DescribeInstanceAttribute',
    open: async (region, use) => {
      const sdk = await import('@aws-sdk/client-ec2');
      return region.withClient(
        'ec2',
        (config) => new sdk.EC2Client(config),
        (client) =>
          use(({ arn }) =>
            answerOf('ec2:DescribeInstanceAttribute', () =>
              client.send(
                new sdk.DescribeInstanceAttributeCommand({ InstanceId: idOf(arn), Attribute: 'userData' }),
                region.request,
              ),
            ),
          ),
      );
    },
  },
  {
    resourceType: 'AWS::EC2::LaunchTemplate',
    lists: 'ec2:DescribeLaunchTemplateVersions',
    list: (region, _take, put) => listLaunchTemplates(region, put),
  },
  {
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
    resourceType: 'AWS::SSM::Parameter',
    lists: 'ssm:DescribeParameters',
    list: async (region, _take, put) => {
      const sdk = await import('@aws-sdk/client-ssm');
      return region.withClient(
        'ssm',
        (config) => new sdk.SSMClient(config),
        (client) =>
          readAll(region, 'ssm:DescribeParameters', {
            ask: (NextToken) =>
              client.send(new sdk.DescribeParametersCommand({ MaxResults: 50, NextToken }), region.request),
            next: ({ NextToken }) => NextToken,
            take: async ({ Parameters = [] }, malformed) => {
              for (const parameter of Parameters) if (!(await put('aws.parameter', parameter))) malformed();
            },
          }),
      );
    },
  },
];
