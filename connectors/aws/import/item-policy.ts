import { isObject } from '../../../src/exports/checked.ts';

/**
 * Where a configuration item holds the policy of the resource itself. What a resource has besides its own description
 * stands in `supplementaryConfiguration`.
 * https://docs.aws.amazon.com/config/latest/developerguide/config-item-table.html
 */
const policyPaths: Readonly<Record<string, readonly string[]>> = {
  'AWS::ECR::Repository': ['configuration.RepositoryPolicyText'],
  'AWS::KMS::Key': ['supplementaryConfiguration.Policy'],
  'AWS::Lambda::Function': ['supplementaryConfiguration.Policy', 'configuration.Policy'],
  'AWS::S3::Bucket': ['supplementaryConfiguration.BucketPolicy.policyText'],
  'AWS::SecretsManager::Secret': [
    'supplementaryConfiguration.ResourcePolicy',
    'configuration.ResourcePolicy',
  ],
  'AWS::SNS::Topic': ['configuration.Policy'],
  'AWS::SQS::Queue': ['configuration.Policy'],
};

/** JSON in text in JSON, as deep as it goes. */
const opened = (value: unknown): unknown => {
  let reached = value;
  for (let depth = 0; typeof reached === 'string' && depth < 3; depth += 1) {
    try {
      reached = JSON.parse(reached);
    } catch {
      // Not JSON: there is no policy in it.
      return undefined;
    }
  }
  return reached;
};

/** A member at a path, through JSON written as text. */
export const memberOf = (value: unknown, path: string): unknown => {
  let reached = value;
  for (const step of path.split('.')) {
    reached = opened(reached);
    if (!isObject(reached) || !Object.hasOwn(reached, step)) return undefined;
    reached = reached[step];
  }
  return opened(reached);
};

/** Types of resources whose policies are read. */
export const itemPolicyTypes: readonly string[] = Object.keys(policyPaths);

export const hasItemPolicy = (resourceType: string): boolean => Object.hasOwn(policyPaths, resourceType);

/** The data of a resource policy record; `undefined` where the item shows none. */
export const itemPolicyOf = (item: {
  readonly arn: string;
  readonly resourceType: string;
  readonly configuration: unknown;
  readonly supplementaryConfiguration: unknown;
}): Readonly<Record<string, unknown>> | undefined => {
  const paths = hasItemPolicy(item.resourceType) ? policyPaths[item.resourceType]! : [];
  const policy = paths
    .map((path) => memberOf(item, path))
    .find((found) => isObject(found) && 'Statement' in found);
  return policy === undefined || item.arn === ''
    ? undefined
    : { Arn: item.arn, ResourceType: item.resourceType, PolicyDocument: policy };
};
