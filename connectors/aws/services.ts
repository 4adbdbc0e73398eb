import type { Sensitivity } from '../../src/model/scope.ts';

/**
 * What the loss of a service's resources costs, by IAM service prefix. Everything that is not listed is `rest`.
 * Judgement of ours: `identity` can hand out privileges, `secrets` holds credentials and keys, `data` holds what a
 * company keeps, `compute` runs its code (and lends its roles to whoever controls it).
 */
const sensitive: Readonly<Record<Exclude<Sensitivity, 'rest'>, string>> = {
  identity:
    'account cognito-identity cognito-idp iam identitystore identitystore-auth organizations ram rolesanywhere sso sso-directory sts',
  secrets: 'acm-pca cloudhsm kms payment-cryptography secretsmanager ssm',
  data: 'athena backup cassandra codecommit dax docdb-elastic dynamodb ebs ecr elasticache elasticfilesystem es aoss firehose fsx glacier glue kafka kafka-cluster kinesis lakeformation logs memorydb neptune-db neptune-graph quicksight rds rds-data rds-db redshift redshift-data redshift-serverless s3 s3express s3-object-lambda s3tables sqs storagegateway timestream transfer',
  compute:
    'apprunner autoscaling batch bedrock bedrock-agentcore cloudformation codebuild codedeploy codepipeline ec2 ec2-instance-connect ecs eks elasticbeanstalk elasticmapreduce emr-containers emr-serverless imagebuilder lambda lightsail sagemaker scheduler states',
};

const byService = new Map<string, Sensitivity>(
  (Object.entries(sensitive) as [Sensitivity, string][]).flatMap(([sensitivity, names]) =>
    names.split(' ').map((name) => [name, sensitivity] as const),
  ),
);

export const sensitivityOf = (service: string): Sensitivity => byService.get(service) ?? 'rest';
