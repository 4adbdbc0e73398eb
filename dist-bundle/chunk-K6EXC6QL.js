import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// ../../work/wt/exports/dist/connectors/aws/facts/arn.js
var texts = /* @__PURE__ */ new Map();
var mostTexts = 1e4;
var shared = (text) => {
  const known = texts.get(text);
  if (known !== void 0)
    return known;
  if (texts.size < mostTexts)
    texts.set(text, text);
  return text;
};
var arnParts = (arn) => {
  const [, partition = "aws", , , account = "", ...rest] = arn.split(":");
  return { partition: shared(partition), account: shared(account), resource: rest.join(":") };
};

// ../../work/wt/exports/dist/connectors/aws/facts/managed-policies.js
var allow = (...actions) => ({
  Effect: "Allow",
  Action: actions,
  Resource: "*"
});
var meanings = {
  AdministratorAccess: [allow("*")],
  PowerUserAccess: [
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    allow("account:GetAccountInformation", "account:GetPrimaryEmail", "account:ListRegions", "iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles", "organizations:DescribeEffectivePolicy", "organizations:DescribeOrganization")
  ],
  IAMFullAccess: [
    allow("iam:*", "organizations:DescribeAccount", "organizations:DescribeOrganization", "organizations:DescribeOrganizationalUnit", "organizations:DescribePolicy", "organizations:ListChildren", "organizations:ListParents", "organizations:ListPoliciesForTarget", "organizations:ListPolicies", "organizations:ListRoots", "organizations:ListTargetsForPolicy")
  ],
  IAMReadOnlyAccess: [
    allow("iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails", "iam:Get*", "iam:List*", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy")
  ],
  AmazonEC2FullAccess: [
    allow("ec2:*", "elasticloadbalancing:*", "cloudwatch:*", "autoscaling:*", "iam:CreateServiceLinkedRole")
  ],
  AmazonSSMFullAccess: [
    allow("ssm:*", "ec2messages:*", "logs:*", "cloudwatch:PutMetricData", "ds:CreateComputer", "ds:DescribeDirectories", "ec2:DescribeInstanceStatus")
  ],
  AWSCloudFormationFullAccess: [allow("cloudformation:*")],
  AmazonS3FullAccess: [allow("s3:*", "s3-object-lambda:*")],
  AmazonS3ReadOnlyAccess: [
    allow("s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*")
  ],
  AmazonDynamoDBReadOnlyAccess: [
    allow("dynamodb:BatchGetItem", "dynamodb:Describe*", "dynamodb:List*", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect")
  ],
  AmazonSQSFullAccess: [allow("sqs:*")],
  AmazonSNSFullAccess: [allow("sns:*")],
  SecretsManagerReadWrite: [
    allow("secretsmanager:*", "lambda:CreateFunction", "lambda:ListFunctions", "lambda:UpdateFunctionConfiguration", "serverlessrepo:CreateCloudFormationChangeSet", "cloudformation:CreateChangeSet", "cloudformation:DescribeStacks", "cloudformation:ExecuteChangeSet")
  ],
  CloudWatchLogsFullAccess: [allow("logs:*")],
  CloudWatchLogsReadOnlyAccess: [
    allow("logs:Describe*", "logs:Get*", "logs:List*", "logs:FilterLogEvents", "logs:StartQuery", "logs:StopQuery", "logs:TestMetricFilter")
  ],
  AmazonEC2ReadOnlyAccess: [
    allow("ec2:Describe*", "ec2:GetSecurityGroupsForVpc", "elasticloadbalancing:Describe*", "cloudwatch:ListMetrics", "cloudwatch:GetMetricStatistics", "cloudwatch:Describe*", "autoscaling:Describe*")
  ],
  AmazonEC2ContainerRegistryReadOnly: [
    allow("ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:GetRepositoryPolicy", "ecr:DescribeRepositories", "ecr:ListImages", "ecr:DescribeImages", "ecr:BatchGetImage", "ecr:ListTagsForResource")
  ],
  "service-role/AWSLambdaBasicExecutionRole": [
    allow("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
  ],
  "service-role/AWSLambdaVPCAccessExecutionRole": [
    allow("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses")
  ],
  "service-role/AWSLambdaSQSQueueExecutionRole": [
    allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
  ],
  "service-role/AmazonECSTaskExecutionRolePolicy": [
    allow("ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents")
  ],
  AWSXRayDaemonWriteAccess: [
    allow("xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries")
  ],
  AmazonSSMManagedInstanceCore: [
    allow("ssm:DescribeAssociation", "ssm:GetDeployablePatchSnapshotForInstance", "ssm:GetDocument", "ssm:DescribeDocument", "ssm:GetManifest", "ssm:GetParameter", "ssm:GetParameters", "ssm:ListAssociations", "ssm:ListInstanceAssociations", "ssm:PutInventory", "ssm:PutComplianceItems", "ssm:PutConfigurePackageResult", "ssm:UpdateAssociationStatus", "ssm:UpdateInstanceAssociationStatus", "ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*")
  ],
  CloudWatchAgentServerPolicy: [
    allow("cloudwatch:PutMetricData", "ec2:DescribeVolumes", "ec2:DescribeTags", "logs:PutLogEvents", "logs:PutRetentionPolicy", "logs:DescribeLogStreams", "logs:DescribeLogGroups", "logs:CreateLogStream", "logs:CreateLogGroup", "xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSampling*", "ssm:GetParameter")
  ],
  // Reads almost every service, the values of Secrets Manager and the messages of queues not among them.
  ReadOnlyAccess: [
    allow("*:Describe*", "*:List*", ...[
      "athena",
      "cloudformation",
      "cloudfront",
      "cloudwatch",
      "codebuild",
      "codecommit",
      "codepipeline",
      "cognito-idp",
      "config",
      "ec2",
      "ecr",
      "eks",
      "elasticache",
      "es",
      "events",
      "firehose",
      "glue",
      "iam",
      "kinesis",
      "lambda",
      "logs",
      "rds",
      "redshift",
      "route53",
      "s3",
      "sns",
      "ssm",
      "states",
      "xray"
    ].map((service) => `${service}:Get*`), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "ecr:BatchGet*", "kms:GetKeyPolicy", "logs:FilterLogEvents", "sqs:GetQueueAttributes")
  ],
  SecurityAudit: [
    allow("*:Describe*", "*:List*", "iam:Get*", "iam:Generate*", "s3:GetBucket*", "s3:GetEncryptionConfiguration", "ec2:Get*", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "lambda:GetPolicy", "cloudtrail:Get*", "config:Get*", "guardduty:Get*", "organizations:Describe*")
  ],
  "job-function/ViewOnlyAccess": [allow("*:Describe*", "*:List*")]
};
var awsOwned = /^arn:[^:]+:iam::aws:policy\/(.+)$/;
var isAwsPolicy = (arn) => awsOwned.test(arn);
var meaningOf = (arn) => {
  const name = awsOwned.exec(arn)?.[1];
  const statements = name === void 0 || !Object.hasOwn(meanings, name) ? void 0 : meanings[name];
  return statements === void 0 ? void 0 : { Version: "2012-10-17", Statement: statements };
};

export {
  arnParts,
  isAwsPolicy,
  meaningOf
};
