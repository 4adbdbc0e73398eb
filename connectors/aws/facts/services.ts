import type { Sensitivity } from '../../../src/model/scope.ts';

/**
 * What the loss of a service's resources costs, by IAM service prefix. Everything that is not listed is `rest`.
 * Judgement of ours: `identity` can hand out privileges, `secrets` holds credentials and keys, `data` holds what a
 * company keeps, `compute` runs its code (and lends its roles to whoever controls it). Few services a kind: a cell's
 * value is spread thin when everything counts.
 */
const sensitive: Readonly<Record<Exclude<Sensitivity, 'rest'>, string>> = {
  identity: 'account iam identitystore organizations rolesanywhere sso sts',
  secrets: 'acm-pca kms secretsmanager ssm',
  data: 'athena backup codecommit dynamodb ebs ecr elasticache elasticfilesystem es glue kinesis lakeformation memorydb neptune-db rds redshift s3 s3tables sqs timestream',
  compute:
    'apprunner autoscaling batch bedrock bedrock-agentcore cloudformation codebuild codedeploy codepipeline ec2 ecs eks elasticbeanstalk elasticmapreduce lambda lightsail sagemaker states',
};

const byService = new Map<string, Sensitivity>(
  (Object.entries(sensitive) as [Sensitivity, string][]).flatMap(([sensitivity, names]) =>
    names.split(' ').map((name) => [name, sensitivity] as const),
  ),
);

export const sensitivityOf = (service: string): Sensitivity => byService.get(service) ?? 'rest';
