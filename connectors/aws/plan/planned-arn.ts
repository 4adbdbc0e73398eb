import type { PlannedResource } from '../../../src/plan/planned-resource.ts';
import type { View } from './view.ts';

/** Where a resource stands in its service: part of the ARN before its name, and the argument that names it. */
interface Place {
  readonly service: string;
  readonly before?: string;
  readonly name?: string;
  /** What `id` of it is: its ARN. */
  readonly idIsArn?: true;
  /** Neither a region nor an account stands in it. */
  readonly global?: true;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const places: ReadonlyMap<string, Place> = new Map(
  Object.entries<Place>({
    aws_s3_bucket: { service: 's3', name: 'bucket', global: true },
    aws_sqs_queue: { service: 'sqs', name: 'name' },
    aws_sns_topic: { service: 'sns', name: 'name', idIsArn: true },
    aws_dynamodb_table: { service: 'dynamodb', before: 'table/', name: 'name' },
    aws_kms_key: { service: 'kms', before: 'key/' },
    aws_lambda_function: { service: 'lambda', before: 'function:', name: 'function_name' },
    aws_secretsmanager_secret: { service: 'secretsmanager', before: 'secret:', name: 'name', idIsArn: true },
    aws_ssm_parameter: { service: 'ssm', before: 'parameter/', name: 'name' },
    aws_ecr_repository: { service: 'ecr', before: 'repository/', name: 'name' },
    aws_cloudwatch_log_group: { service: 'logs', before: 'log-group:', name: 'name' },
    aws_cloudwatch_event_rule: { service: 'events', before: 'rule/', name: 'name' },
    aws_cloudwatch_event_bus: { service: 'events', before: 'event-bus/', name: 'name' },
    aws_sfn_state_machine: { service: 'states', before: 'stateMachine:', name: 'name', idIsArn: true },
    aws_kinesis_stream: { service: 'kinesis', before: 'stream/', name: 'name', idIsArn: true },
    aws_kinesis_firehose_delivery_stream: {
      service: 'firehose',
      before: 'deliverystream/',
      name: 'name',
      idIsArn: true,
    },
    aws_opensearch_domain: { service: 'es', before: 'domain/', name: 'domain_name', idIsArn: true },
    aws_elasticsearch_domain: { service: 'es', before: 'domain/', name: 'domain_name', idIsArn: true },
    aws_backup_vault: { service: 'backup', before: 'backup-vault:', name: 'name' },
    aws_api_gateway_rest_api: { service: 'execute-api', name: 'name' },
    aws_cloudfront_distribution: { service: 'cloudfront', before: 'distribution/' },
    aws_codebuild_project: { service: 'codebuild', before: 'project/', name: 'name', idIsArn: true },
    aws_efs_file_system: { service: 'elasticfilesystem', before: 'file-system/' },
    aws_glue_catalog_database: { service: 'glue', before: 'database/', name: 'name' },
  }),
);

/** The ARN of a resource by its type and name. One that is made gets region and number later: they stand open in it. */
export const arnFor = (type: string, name: string, providerKey: string, view: View): string => {
  const { id, partition } = view.accountOf(providerKey);
  const { service, before = '', global } = places.get(type) ?? { service: type.split('_')[1] ?? type };
  return global === true
    ? `arn:${partition}:${service}:::${before}${name}`
    : `arn:${partition}:${service}:{region}:${id}:${before}${name}`;
};

/** What the ARN of a resource of the plan is, or will be. */
export const plannedArn = (resource: PlannedResource, view: View): string => {
  const values = view.valuesOf(resource) ?? {};
  if (typeof values.arn === 'string' && values.arn !== '') return values.arn;
  const field = places.get(resource.type)?.name;
  const name = field === undefined ? undefined : values[field];
  const own = typeof name === 'string' && name !== '' ? name : `{${resource.address}}`;
  return arnFor(resource.type, own, resource.providerKey, view);
};

/** What an attribute that is known only after apply will be, where it is the ARN. */
export const plannedAttribute = (
  resource: PlannedResource,
  attribute: string,
  view: View,
): string | undefined => {
  if (resource.mode !== 'managed' || resource.provider !== 'aws' || view.valuesOf(resource) === undefined)
    return undefined;
  const place = places.get(resource.type);
  const isArn =
    attribute === 'arn' ||
    (attribute === 'id' && place?.idIsArn === true) ||
    (attribute === 'execution_arn' && resource.type === 'aws_api_gateway_rest_api');
  return isArn && place !== undefined ? plannedArn(resource, view) : undefined;
};
