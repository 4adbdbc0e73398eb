import { computed, type Values } from '../../../../src/plan/planned-resource.ts';
import type { AttributeText } from './attribute.ts';
import { isEither } from './either.ts';
import { accountMark } from './open-value.ts';

/** A resource of a template. */
export interface Source {
  readonly logicalId: string;
  readonly properties: Values;
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A name: where a parameter decides it, the first, which is that of the defaults. */
export const nameIn = (value: unknown): string | undefined => text(isEither(value) ? value.either[0] : value);

/** Where a resource's name stands, its ARN with `%` for the name, and what `Ref` gives; absent: the name. */
interface Naming {
  readonly field: string;
  readonly arn: string;
  readonly ref?: 'arn';
}

const regional = (service: string, rest: string): string =>
  `arn:aws:${service}:{AWS::Region}:${accountMark}:${rest}`;

/**
 * "Return values" of each page of https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/, and
 * https://docs.aws.amazon.com/service-authorization/latest/reference/ for the ARNs. Only types without suffixes that the
 * service adds.
 */
const namings: ReadonlyMap<string, Naming> = new Map(
  Object.entries<Naming>({
    'AWS::S3::Bucket': { field: 'BucketName', arn: 'arn:aws:s3:::%' },
    'AWS::DynamoDB::Table': { field: 'TableName', arn: regional('dynamodb', 'table/%') },
    'AWS::DynamoDB::GlobalTable': { field: 'TableName', arn: regional('dynamodb', 'table/%') },
    'AWS::Serverless::SimpleTable': { field: 'TableName', arn: regional('dynamodb', 'table/%') },
    'AWS::SQS::Queue': { field: 'QueueName', arn: regional('sqs', '%') },
    'AWS::SNS::Topic': { field: 'TopicName', arn: regional('sns', '%'), ref: 'arn' },
    'AWS::Lambda::Function': { field: 'FunctionName', arn: regional('lambda', 'function:%') },
    'AWS::Serverless::Function': { field: 'FunctionName', arn: regional('lambda', 'function:%') },
    'AWS::StepFunctions::StateMachine': {
      field: 'StateMachineName',
      arn: regional('states', 'stateMachine:%'),
      ref: 'arn',
    },
    'AWS::Serverless::StateMachine': { field: 'Name', arn: regional('states', 'stateMachine:%'), ref: 'arn' },
    'AWS::Kinesis::Stream': { field: 'Name', arn: regional('kinesis', 'stream/%') },
    'AWS::KinesisFirehose::DeliveryStream': {
      field: 'DeliveryStreamName',
      arn: regional('firehose', 'deliverystream/%'),
    },
    'AWS::ECR::Repository': { field: 'RepositoryName', arn: regional('ecr', 'repository/%') },
    'AWS::Logs::LogGroup': { field: 'LogGroupName', arn: regional('logs', 'log-group:%:*') },
    'AWS::CodeBuild::Project': { field: 'Name', arn: regional('codebuild', 'project/%') },
  }),
);

/** The name that a resource of IAM gets; one that CloudFormation makes up stands as the logical id. */
const iam: ReadonlyMap<string, readonly [name: string, kind: string]> = new Map(
  Object.entries<readonly [string, string]>({
    'AWS::IAM::Role': ['RoleName', 'role'],
    'AWS::IAM::User': ['UserName', 'user'],
    'AWS::IAM::Group': ['GroupName', 'group'],
    'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'policy'],
    'AWS::IAM::InstanceProfile': ['InstanceProfileName', 'instance-profile'],
  }),
);

export const nameOf = (type: string, { logicalId, properties }: Source): string =>
  nameIn(properties[iam.get(type)?.[0] ?? '']) ?? `{${logicalId}}`;

export const arnOf = (type: string, source: Source): string =>
  `arn:aws:iam::${accountMark}:${iam.get(type)?.[1] ?? ''}${nameIn(source.properties.Path) ?? '/'}${nameOf(type, source)}`;

/** What `Ref` and `Fn::GetAtt` of these types give. */
export const attributeText: AttributeText = ({ logicalId, type, properties }, attribute) => {
  const source = { logicalId, properties };
  if (iam.has(type)) {
    const isArn =
      attribute === 'Arn' ||
      attribute === 'PolicyArn' ||
      (attribute === 'Ref' && type === 'AWS::IAM::ManagedPolicy');
    return isArn ? arnOf(type, source) : attribute === 'Ref' ? nameOf(type, source) : undefined;
  }
  const naming = namings.get(type);
  if (naming !== undefined) {
    const own = nameIn(properties[naming.field]) ?? `{${logicalId}}`;
    const arn = naming.arn.replace('%', () => own);
    if (attribute === 'Arn') return arn;
    return attribute === 'Ref' ? (naming.ref === 'arn' ? arn : own) : undefined;
  }
  if (type === 'AWS::IAM::OIDCProvider' && (attribute === 'Ref' || attribute === 'Arn')) {
    const host = (nameIn(properties.Url) ?? `{${logicalId}}`).replace(/^https:\/\//, '');
    return `arn:aws:iam::${accountMark}:oidc-provider/${host}`;
  }
  if (type === 'AWS::IAM::SAMLProvider' && (attribute === 'Ref' || attribute === 'Arn')) {
    return `arn:aws:iam::${accountMark}:saml-provider/${nameIn(properties.Name) ?? `{${logicalId}}`}`;
  }
  // The one text of others that is the author's own.
  if (type === 'AWS::SSM::Parameter' && attribute === 'Value')
    return properties.Value ?? computed([], false, [`${logicalId}.Value`]);
  return undefined;
};
