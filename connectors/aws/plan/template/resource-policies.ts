import type { Values } from '../../../../src/plan/planned-resource.ts';
import type { Source } from './attribute-text.ts';
import { stable } from './open-value.ts';
import { list, type Part, policyParts } from './policy.ts';

/**
 * Policies of resources in a template, in the words of Terraform's provider.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */

type Parts = (source: Source) => readonly Part[];

/** A resource that is a policy of another, or has one: `field` holds it there, `argument` in Terraform. */
const policy =
  (type: string, field: string, named: Readonly<Record<string, string>>, argument = 'policy'): Parts =>
  ({ properties, logicalId }) =>
    policyParts(
      {
        type,
        part: '',
        values: {
          ...Object.fromEntries(Object.entries(named).map(([ours, theirs]) => [ours, properties[theirs]])),
          name: typeof properties.Name === 'string' ? properties.Name : `{${logicalId}}`,
        },
      },
      argument,
      properties[field],
      {},
    );

/** One policy on several resources. */
const onEach =
  (type: string, field: string, theirs: string, ours: string): Parts =>
  ({ properties }) =>
    list(properties[theirs]).flatMap((each) =>
      policyParts(
        { type, part: '', key: stable(each), values: { [ours]: each } },
        'policy',
        properties[field],
        {},
      ),
    );

const renamed =
  (type: string, names: Readonly<Record<string, string>>, more: Values = {}): Parts =>
  ({ properties }) => [
    {
      type,
      part: '',
      values: {
        ...more,
        ...Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [ours, properties[theirs]])),
      },
    },
  ];

export const resourcePolicies: Readonly<Record<string, Parts>> = {
  'AWS::S3::BucketPolicy': policy('aws_s3_bucket_policy', 'PolicyDocument', { bucket: 'Bucket' }),
  'AWS::SQS::QueuePolicy': onEach('aws_sqs_queue_policy', 'PolicyDocument', 'Queues', 'queue_url'),
  'AWS::SQS::QueueInlinePolicy': policy('aws_sqs_queue_policy', 'PolicyDocument', { queue_url: 'Queue' }),
  'AWS::SNS::TopicPolicy': onEach('aws_sns_topic_policy', 'PolicyDocument', 'Topics', 'arn'),
  'AWS::SNS::TopicInlinePolicy': policy('aws_sns_topic_policy', 'PolicyDocument', { arn: 'TopicArn' }),
  'AWS::KMS::Key': policy('aws_kms_key', 'KeyPolicy', {}),
  'AWS::KMS::ReplicaKey': policy('aws_kms_replica_key', 'KeyPolicy', {}),
  'AWS::Lambda::Permission': renamed('aws_lambda_permission', {
    function_name: 'FunctionName',
    action: 'Action',
    principal: 'Principal',
    source_arn: 'SourceArn',
    source_account: 'SourceAccount',
    principal_org_id: 'PrincipalOrgID',
    function_url_auth_type: 'FunctionUrlAuthType',
    event_source_token: 'EventSourceToken',
  }),
  'AWS::Lambda::Url': renamed('aws_lambda_function_url', {
    function_name: 'TargetFunctionArn',
    authorization_type: 'AuthType',
  }),
  'AWS::Lambda::LayerVersionPermission': renamed('aws_lambda_layer_version_permission', {
    layer_name: 'LayerVersionArn',
    action: 'Action',
    principal: 'Principal',
    organization_id: 'OrganizationId',
  }),
  'AWS::SecretsManager::ResourcePolicy': policy('aws_secretsmanager_secret_policy', 'ResourcePolicy', {
    secret_arn: 'SecretId',
  }),
  'AWS::ECR::Repository': policy('aws_ecr_repository_policy', 'RepositoryPolicyText', {
    repository: 'RepositoryName',
  }),
  'AWS::ECR::PublicRepository': policy('aws_ecrpublic_repository_policy', 'RepositoryPolicyText', {
    repository_name: 'RepositoryName',
  }),
  'AWS::ECR::RegistryPolicy': policy('aws_ecr_registry_policy', 'PolicyText', {}),
  'AWS::OpenSearchService::Domain': policy(
    'aws_opensearch_domain',
    'AccessPolicies',
    { domain_name: 'DomainName' },
    'access_policies',
  ),
  'AWS::Elasticsearch::Domain': policy(
    'aws_elasticsearch_domain',
    'AccessPolicies',
    { domain_name: 'DomainName' },
    'access_policies',
  ),
  'AWS::ApiGateway::RestApi': policy('aws_api_gateway_rest_api', 'Policy', {}),
  'AWS::Events::EventBusPolicy': (source) => {
    const { Statement: statement, EventBusName: name = 'default', ...rest } = source.properties;
    if (statement !== undefined) {
      return policyParts(
        { type: 'aws_cloudwatch_event_bus_policy', part: '', values: { event_bus_name: name } },
        'policy',
        { Version: '2012-10-17', Statement: list(statement) },
        {},
      );
    }
    const condition = rest.Condition as Values | undefined;
    return [
      {
        type: 'aws_cloudwatch_event_permission',
        part: '',
        values: {
          event_bus_name: name,
          principal: rest.Principal,
          action: rest.Action,
          ...(condition === undefined
            ? {}
            : { condition: [{ type: condition.Type, key: condition.Key, value: condition.Value }] }),
        },
      },
    ];
  },
  'AWS::Events::EventBus': policy('aws_cloudwatch_event_bus_policy', 'Policy', { event_bus_name: 'Name' }),
  'AWS::Backup::BackupVault': policy('aws_backup_vault_policy', 'AccessPolicy', {
    backup_vault_name: 'BackupVaultName',
  }),
};
