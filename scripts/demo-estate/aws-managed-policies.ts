import { allow, type Statement } from './policy.ts';

/**
 * AWS managed policies that the demo estate attaches: AWS's names and what they are for, in our own short words
 * instead of AWS's long lists. Names: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
interface ManagedPolicy {
  readonly path: '/' | '/service-role/' | '/aws-service-role/' | '/job-function/';
  readonly statements: readonly Statement[];
}

const policy = (...statements: readonly Statement[]): ManagedPolicy => ({ path: '/', statements });
const serviceRole = (...statements: readonly Statement[]): ManagedPolicy => ({
  path: '/service-role/',
  statements,
});
const serviceLinked = (...statements: readonly Statement[]): ManagedPolicy => ({
  path: '/aws-service-role/',
  statements,
});
const jobFunction = (...statements: readonly Statement[]): ManagedPolicy => ({
  path: '/job-function/',
  statements,
});

const logWriting = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const imagePulling = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetAuthorizationToken',
  'ecr:GetDownloadUrlForLayer',
];

export const awsManagedPolicies: Readonly<Record<string, ManagedPolicy>> = {
  // For people and pipelines.
  AdministratorAccess: policy(allow('*')),
  PowerUserAccess: policy(
    { Effect: 'Allow', NotAction: ['account:*', 'iam:*', 'organizations:*'], Resource: '*' },
    allow([
      'account:GetAccountInformation',
      'account:ListRegions',
      'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole',
      'iam:ListRoles',
      'organizations:DescribeOrganization',
    ]),
  ),
  ReadOnlyAccess: policy(
    allow([
      'cloudwatch:Describe*',
      'cloudwatch:Get*',
      'cloudwatch:List*',
      'dynamodb:BatchGetItem',
      'dynamodb:Describe*',
      'dynamodb:GetItem',
      'dynamodb:List*',
      'dynamodb:Query',
      'dynamodb:Scan',
      'ec2:Describe*',
      'ecs:Describe*',
      'ecs:List*',
      'iam:Get*',
      'iam:List*',
      'lambda:Get*',
      'lambda:List*',
      'logs:FilterLogEvents',
      'logs:Get*',
      'rds:Describe*',
      's3:Get*',
      's3:List*',
      'sns:List*',
      'sqs:ListQueues',
    ]),
  ),
  SecurityAudit: policy(
    allow([
      'access-analyzer:List*',
      'cloudtrail:DescribeTrails',
      'config:Describe*',
      'config:SelectResourceConfig',
      'ec2:Describe*',
      'iam:GenerateCredentialReport',
      'iam:GenerateServiceLastAccessedDetails',
      'iam:Get*',
      'iam:List*',
      'lambda:GetPolicy',
      'lambda:ListFunctions',
      'organizations:Describe*',
      'organizations:List*',
      's3:GetBucketPolicy',
      's3:ListAllMyBuckets',
    ]),
  ),
  Billing: jobFunction(
    allow(['aws-portal:ViewBilling', 'ce:Get*', 'ce:List*', 'cur:DescribeReportDefinitions']),
  ),
  AWSSupportAccess: policy(allow('support:*')),
  IAMFullAccess: policy(allow(['iam:*', 'organizations:DescribeAccount', 'organizations:ListPolicies'])),
  IAMUserChangePassword: policy(
    allow('iam:ChangePassword', 'arn:aws:iam::*:user/${aws:username}'),
    allow('iam:GetAccountPasswordPolicy'),
  ),

  // For one service.
  AmazonS3FullAccess: policy(allow(['s3:*', 's3-object-lambda:*'])),
  AmazonS3ReadOnlyAccess: policy(allow(['s3:Get*', 's3:List*', 's3:Describe*'])),
  AmazonDynamoDBReadOnlyAccess: policy(
    allow([
      'dynamodb:BatchGetItem',
      'dynamodb:Describe*',
      'dynamodb:GetItem',
      'dynamodb:List*',
      'dynamodb:Query',
      'dynamodb:Scan',
    ]),
  ),
  AmazonRDSReadOnlyAccess: policy(
    allow(['rds:Describe*', 'rds:ListTagsForResource', 'cloudwatch:GetMetricStatistics']),
  ),
  AmazonSESFullAccess: policy(allow('ses:*')),
  AmazonBedrockLimitedAccess: policy(
    allow([
      'bedrock:CallWithBearerToken',
      'bedrock:Get*',
      'bedrock:InvokeModel',
      'bedrock:InvokeModelWithResponseStream',
      'bedrock:List*',
    ]),
  ),
  AWSCodeCommitReadOnly: policy(
    allow(['codecommit:BatchGet*', 'codecommit:Get*', 'codecommit:GitPull', 'codecommit:List*']),
  ),
  CloudWatchReadOnlyAccess: policy(
    allow(['cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*', 'logs:Get*']),
  ),
  CloudWatchAgentServerPolicy: policy(
    allow(['cloudwatch:PutMetricData', 'ec2:DescribeTags', 'ec2:DescribeVolumes', ...logWriting]),
    allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*'),
  ),
  AmazonSSMManagedInstanceCore: policy(
    allow([
      'ssm:ListAssociations',
      'ssm:PutInventory',
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
      'ec2messages:GetMessages',
      'ec2messages:SendReply',
    ]),
  ),
  AmazonEC2ContainerRegistryReadOnly: policy(
    allow([...imagePulling, 'ecr:DescribeImages', 'ecr:ListImages']),
  ),
  AmazonEKSClusterPolicy: policy(
    allow([
      'autoscaling:DescribeAutoScalingGroups',
      'ec2:CreateSecurityGroup',
      'ec2:CreateTags',
      'ec2:Describe*',
      'elasticloadbalancing:CreateLoadBalancer',
      'elasticloadbalancing:Describe*',
      'kms:DescribeKey',
    ]),
  ),
  AmazonEKSWorkerNodePolicy: policy(
    allow([
      'ec2:DescribeInstances',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeVolumes',
      'eks:DescribeCluster',
      'eks-auth:AssumeRoleForPodIdentity',
    ]),
  ),
  AmazonEKS_CNI_Policy: policy(
    allow([
      'ec2:AssignPrivateIpAddresses',
      'ec2:AttachNetworkInterface',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeInstances',
      'ec2:DescribeNetworkInterfaces',
      'ec2:UnassignPrivateIpAddresses',
    ]),
  ),

  // For AWS services to act with.
  AWSLambdaBasicExecutionRole: serviceRole(allow(logWriting)),
  AWSLambdaVPCAccessExecutionRole: serviceRole(
    allow([
      ...logWriting,
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
    ]),
  ),
  AmazonECSTaskExecutionRolePolicy: serviceRole(
    allow([...imagePulling, 'logs:CreateLogStream', 'logs:PutLogEvents']),
  ),
  AmazonRDSEnhancedMonitoringRole: serviceRole(
    allow(['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], 'arn:aws:logs:*:*:log-group:RDS*'),
    allow(
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      'arn:aws:logs:*:*:log-group:RDS*:log-stream:*',
    ),
  ),
  AWS_ConfigRole: serviceRole(
    allow([
      'config:Put*',
      'dynamodb:Describe*',
      'ec2:Describe*',
      'iam:GetAccountAuthorizationDetails',
      'iam:List*',
      'lambda:GetFunction',
      'lambda:List*',
      's3:GetBucketPolicy',
      's3:ListAllMyBuckets',
    ]),
  ),
  AWSBackupServiceRolePolicyForBackup: serviceRole(
    allow([
      'backup:CopyIntoBackupVault',
      'dynamodb:CreateBackup',
      'dynamodb:DescribeTable',
      'ec2:CreateSnapshot',
      'ec2:Describe*',
      'rds:CreateDBSnapshot',
      'rds:Describe*',
      'tag:GetResources',
    ]),
  ),
  AmazonAPIGatewayPushToCloudWatchLogs: serviceRole(
    allow([...logWriting, 'logs:DescribeLogGroups', 'logs:FilterLogEvents']),
  ),
  AmazonDMSVPCManagementRole: serviceRole(
    allow([
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
    ]),
  ),

  // For service-linked roles, which AWS makes and keeps for itself.
  AutoScalingServiceRolePolicy: serviceLinked(
    allow([
      'ec2:AttachClassicLinkVpc',
      'ec2:CreateFleet',
      'ec2:CreateTags',
      'ec2:Describe*',
      'ec2:RunInstances',
      'ec2:TerminateInstances',
      'elasticloadbalancing:Register*',
    ]),
    allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
  ),
  AmazonECSServiceRolePolicy: serviceLinked(
    allow([
      'ec2:AttachNetworkInterface',
      'ec2:CreateNetworkInterface',
      'ec2:DescribeSubnets',
      'elasticloadbalancing:RegisterTargets',
      'route53:ChangeResourceRecordSets',
    ]),
  ),
  AWSElasticLoadBalancingServiceRolePolicy: serviceLinked(
    allow([
      'ec2:CreateNetworkInterface',
      'ec2:CreateSecurityGroup',
      'ec2:Describe*',
      'ec2:ModifyNetworkInterfaceAttribute',
    ]),
  ),
  AmazonRDSServiceRolePolicy: serviceLinked(
    allow(['cloudwatch:PutMetricData', 'ec2:CreateNetworkInterface', 'ec2:Describe*', 'sns:Publish']),
  ),
  AWSSupportServiceRolePolicy: serviceLinked(
    allow(['ec2:Describe*', 'iam:GetRole', 'iam:ListRoles', 's3:ListAllMyBuckets']),
  ),
  AWSTrustedAdvisorServiceRolePolicy: serviceLinked(
    allow(['ec2:Describe*', 'iam:GetAccountSummary', 'rds:Describe*', 's3:GetBucketAcl']),
  ),
  AWSOrganizationsServiceTrustPolicy: serviceLinked(
    allow('iam:DeleteRole', 'arn:aws:iam::*:role/aws-service-role/organizations.amazonaws.com/*'),
    allow('iam:CreateServiceLinkedRole'),
  ),
  AWSSSOServiceRolePolicy: serviceLinked(
    allow(
      [
        'iam:AttachRolePolicy',
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:PutRolePolicy',
        'iam:UpdateAssumeRolePolicy',
      ],
      'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*',
    ),
    allow(['iam:CreateSAMLProvider', 'iam:GetSAMLProvider'], 'arn:aws:iam::*:saml-provider/AWSSSO_*'),
  ),
  AWSConfigServiceRolePolicy: serviceLinked(
    allow(['config:Put*', 'ec2:Describe*', 'iam:Get*', 'iam:List*', 'lambda:List*', 's3:GetBucket*']),
  ),
  AmazonGuardDutyServiceRolePolicy: serviceLinked(
    allow([
      'ec2:DescribeInstances',
      'ec2:DescribeVpcs',
      'organizations:DescribeAccount',
      's3:GetBucketPolicyStatus',
    ]),
  ),
  CloudTrailServiceRolePolicy: serviceLinked(
    allow(['cloudtrail:*', 'organizations:DescribeOrganization', 'organizations:ListAccounts']),
  ),
  AmazonElasticContainerServiceForKubernetesServiceRolePolicy: serviceLinked(
    allow([
      'ec2:CreateNetworkInterface',
      'ec2:CreateSecurityGroup',
      'ec2:Describe*',
      'route53:AssociateVPCWithHostedZone',
    ]),
  ),
  AWSApplicationAutoscalingECSServicePolicy: serviceLinked(
    allow(['cloudwatch:PutMetricAlarm', 'ecs:DescribeServices', 'ecs:UpdateService']),
  ),
};
