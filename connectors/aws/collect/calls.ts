import type { Call } from '../../../src/collection/calls.ts';
import type { AwsRecordKind } from '../facts/records.ts';

/**
 * Every API call that this connector can make, and no other: the guard refuses what is not in this table, the
 * permissions are printed from it, `docs/api-calls/aws.md` is checked against it. Loads no SDK.
 * Names of operations and actions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export interface AwsCall extends Call<AwsPart> {
  readonly service: AwsService;
  readonly operation: string;
  /** IAM actions that the scanning identity needs for it. Empty: needs none. */
  readonly actions: readonly string[];
  readonly records: readonly AwsRecordKind[];
}

export type AwsService =
  | 'cloudformation'
  | 'codebuild'
  | 'config'
  | 'ec2'
  | 'ecr'
  | 'ecs'
  | 'glue'
  | 'iam'
  | 'kms'
  | 'lambda'
  | 'organizations'
  | 's3'
  | 's3control'
  | 'sagemaker'
  | 'secretsmanager'
  | 'sns'
  | 'sqs'
  | 'ssm'
  | 'sts';

/**
 * `session`: how the scan gets in. `account`: in each account. `organization`: once. `usage`: only with `--aws-usage`.
 * `workloads`: only with `--aws-workloads`.
 */
export type AwsPart = 'session' | 'account' | 'organization' | 'usage' | 'workloads';

const iam = (
  part: AwsPart,
  operation: string,
  rest: Pick<AwsCall, 'gives' | 'records' | 'why' | 'when'>,
): AwsCall => ({ service: 'iam', operation, actions: [`iam:${operation}`], part, ...rest });

const organizations = (
  operation: string,
  rest: Pick<AwsCall, 'gives' | 'records' | 'why' | 'when'>,
): AwsCall => ({
  service: 'organizations',
  operation,
  actions: [`organizations:${operation}`],
  part: 'organization',
  ...rest,
});

const workloads = (
  service: AwsService,
  operation: string,
  rest: Pick<AwsCall, 'gives' | 'why' | 'when'> & Partial<Pick<AwsCall, 'actions' | 'records'>>,
): AwsCall => ({
  service,
  operation,
  actions: [`${service}:${operation}`],
  records: ['aws.workload'],
  part: 'workloads',
  ...rest,
});

/** The list of what has policies of its own, and the question for one of them. */
const resources = (
  service: AwsService,
  list: Pick<AwsCall, 'operation' | 'why' | 'when'> & Partial<Pick<AwsCall, 'actions' | 'gives' | 'records'>>,
  policy: Pick<AwsCall, 'operation' | 'why'> & { readonly each: string },
): readonly AwsCall[] => [
  workloads(service, list.operation, { gives: [], records: ['aws.resource-policy'], ...list }),
  workloads(service, policy.operation, {
    gives: [],
    records: ['aws.resource-policy'],
    why: policy.why,
    when: withinBudget(policy.each),
  }),
];

/** What is asked of the same resources beside their policies. */
const sharing = (
  service: AwsService,
  operation: string,
  record: AwsRecordKind,
  rest: Pick<AwsCall, 'why' | 'when'> & Partial<Pick<AwsCall, 'actions'>>,
): AwsCall => workloads(service, operation, { gives: [], records: [record], ...rest });

const withinBudget = (each: string): string =>
  `For ${each}, unless AWS Config showed its policy, within the budget of calls (\`--aws-resource-budget\`).`;

const unlessConfig = (pages: string): string =>
  `${pages} in each region, unless AWS Config answered for the type there.`;

export const awsCalls: readonly AwsCall[] = [
  {
    service: 'sts',
    operation: 'GetCallerIdentity',
    actions: [],
    gives: ['scanner'],
    records: ['aws.caller'],
    part: 'session',
    why: 'Which account and identity the scan runs as.',
    when: 'Once.',
  },
  {
    service: 'sts',
    operation: 'AssumeRole',
    actions: ['sts:AssumeRole'],
    gives: [],
    records: ['aws.caller'],
    part: 'session',
    why: 'Enters another account, with a session policy that allows nothing but the reads of this table.',
    when: 'Once for each role given and each other account of the organisation; again when a session of one hour ends.',
  },
  iam('account', 'GetAccountAuthorizationDetails', {
    gives: ['inventory', 'grants', 'trusts', 'identity-use', 'owners'],
    records: ['aws.user', 'aws.group', 'aws.role', 'aws.policy'],
    why: 'Users, groups, roles with their last use, policies, boundaries, trust policies, tags.',
    when: 'A page for each 1,000 entities.',
  }),
  iam('account', 'GenerateCredentialReport', {
    gives: [],
    records: [],
    why: 'Has AWS write the credential report, or finds that one of the last four hours exists.',
    when: 'Once.',
  }),
  iam('account', 'GetCredentialReport', {
    gives: ['credentials', 'root-keys', 'credential-use'],
    records: ['aws.credential-report-row'],
    why: 'Passwords, access keys and signing certificates of all users and the root user: ages, states, last uses.',
    when: 'Once; again after 1, 2, 4… seconds while AWS is still writing it.',
  }),
  iam('account', 'ListAccessKeys', {
    gives: ['credentials'],
    records: ['aws.access-key'],
    why: 'The ids of access keys, which the credential report does not hold.',
    when: 'For each user with an active key in the report or not in the report; without a report for every user.',
  }),
  iam('account', 'GetAccessKeyLastUsed', {
    gives: ['credential-use'],
    records: ['aws.access-key'],
    why: 'The last use of a key.',
    when: 'Only for an active key that cannot be told from the other one in the report by its date or state.',
  }),
  iam('account', 'ListServiceSpecificCredentials', {
    gives: ['credentials', 'ai-keys'],
    records: ['aws.service-specific-credential'],
    why: 'Long-term API keys (Amazon Bedrock among them) and CodeCommit and Keyspaces passwords.',
    when: 'Once for all users, a page for each 1,000; for each user where AWS refuses that form.',
  }),
  iam('account', 'ListSSHPublicKeys', {
    gives: ['credentials'],
    records: ['aws.ssh-public-key'],
    why: 'SSH keys. They open CodeCommit and nothing else.',
    when: 'For each user whose policies name an action that can match CodeCommit (`*` included).',
  }),
  iam('account', 'ListSigningCertificates', {
    gives: ['credentials'],
    records: ['aws.signing-certificate'],
    why: 'The ids of X.509 signing certificates.',
    when: 'For each user with an active certificate in the credential report.',
  }),
  iam('account', 'ListOpenIDConnectProviders', {
    gives: ['trusts'],
    records: ['aws.oidc-provider'],
    why: 'OIDC providers.',
    when: 'Once.',
  }),
  iam('account', 'GetOpenIDConnectProvider', {
    gives: ['trusts'],
    records: ['aws.oidc-provider'],
    why: 'Issuer URL, audiences and tags of an OIDC provider.',
    when: 'For each OIDC provider.',
  }),
  iam('account', 'ListSAMLProviders', {
    gives: ['trusts'],
    records: ['aws.saml-provider'],
    why: 'SAML providers and how long their metadata is valid.',
    when: 'Once.',
  }),
  iam('account', 'GetAccountSummary', {
    gives: ['root-keys'],
    records: ['aws.account-summary'],
    why: 'Whether the root user has access keys and MFA, also where the credential report is refused.',
    when: 'Once.',
  }),
  iam('account', 'GetOutboundWebIdentityFederationInfo', {
    gives: [],
    records: ['aws.outbound-federation'],
    why: 'Whether the account issues web identity tokens for use outside of AWS.',
    when: 'Once.',
  }),
  iam('account', 'ListDelegationRequests', {
    gives: ['approvals'],
    records: ['aws.delegation-request'],
    why: 'Temporary, approved access that AWS itself bounds in time: state, expiry, approver.',
    when: 'A page for each 1,000 requests.',
  }),
  iam('account', 'ListAccountAliases', {
    gives: [],
    records: ['aws.account'],
    why: 'The name of the account, where the organisation does not give one.',
    when: 'Once.',
  }),
  iam('usage', 'GenerateServiceLastAccessedDetails', {
    gives: [],
    records: [],
    why: 'Has AWS write down which services an identity last used when.',
    when: 'For each privileged identity, within the call budget.',
  }),
  iam('usage', 'GetServiceLastAccessedDetails', {
    gives: ['service-use'],
    records: ['aws.service-last-accessed'],
    why: 'Reads what AWS wrote down.',
    when: 'As above; again after 1, 2, 4… seconds while the job runs, within the call budget.',
  }),
  organizations('DescribeOrganization', {
    gives: ['organization', 'guardrails'],
    records: ['aws.organization'],
    why: 'Which organisation the account belongs to, and which account manages it.',
    when: 'Once for each account that is not already known to belong to one.',
  }),
  organizations('ListRoots', {
    gives: ['organization', 'guardrails'],
    records: ['aws.organization'],
    why: 'The root of the organisation and the policy types enabled on it.',
    when: 'Once.',
  }),
  organizations('ListAccounts', {
    gives: ['organization'],
    records: ['aws.account'],
    why: 'Accounts, their names and states.',
    when: 'A page for each 20 accounts.',
  }),
  organizations('ListOrganizationalUnitsForParent', {
    gives: ['organization'],
    records: ['aws.organizational-unit'],
    why: 'Organizational units.',
    when: 'For the root and each unit.',
  }),
  organizations('ListAccountsForParent', {
    gives: ['organization'],
    records: ['aws.account'],
    why: 'Which unit an account is in.',
    when: 'For the root and each unit, only where `ListAccounts` gives no paths.',
  }),
  organizations('ListTagsForResource', {
    gives: ['owners'],
    records: ['aws.account'],
    why: 'Tags of an account: environment, owner.',
    when: 'For each active account.',
  }),
  organizations('ListDelegatedAdministrators', {
    gives: ['organization'],
    records: ['aws.delegated-administrator'],
    why: 'Accounts that administer a service for the whole organisation.',
    when: 'A page for each 20 accounts.',
  }),
  organizations('ListDelegatedServicesForAccount', {
    gives: ['organization'],
    records: ['aws.delegated-administrator'],
    why: 'The services that such an account administers.',
    when: 'For each such account.',
  }),
  organizations('ListPolicies', {
    gives: ['guardrails'],
    records: ['aws.organization-policy'],
    why: 'Service and resource control policies.',
    when: 'Once for each of the two types that is enabled.',
  }),
  organizations('DescribePolicy', {
    gives: ['guardrails'],
    records: ['aws.organization-policy'],
    why: 'The text of a policy.',
    when: 'For each policy.',
  }),
  organizations('ListTargetsForPolicy', {
    gives: ['guardrails'],
    records: ['aws.organization-policy'],
    why: 'What a policy is attached to.',
    when: 'For each policy, a page for each 20 targets.',
  }),
  workloads('ec2', 'DescribeRegions', {
    gives: [],
    why: 'The regions that are enabled in the account.',
    when: 'Once.',
  }),
  workloads('config', 'DescribeConfigurationRecorders', {
    gives: [],
    why: 'Which types of resources AWS Config records.',
    when: 'Once in each region.',
  }),
  workloads('config', 'DescribeConfigurationRecorderStatus', {
    gives: [],
    why: 'Whether it is recording.',
    when: 'Once in each region with a recorder.',
  }),
  workloads('config', 'SelectResourceConfig', {
    gives: ['workloads', 'configuration'],
    records: ['aws.resource-policy', 'aws.workload'],
    why: 'Everything that AWS Config knows to run as a role, and policies of buckets, keys, queues, topics, secrets, repositories and functions.',
    when: 'A page for each 100 resources in each region where AWS Config records.',
  }),
  workloads('lambda', 'ListFunctions', {
    gives: ['workloads', 'configuration'],
    why: 'Lambda functions and their roles.',
    when: unlessConfig('A page for each 50 functions'),
  }),
  workloads('ec2', 'DescribeInstances', {
    gives: ['workloads'],
    why: 'EC2 instances and their instance profiles.',
    when: unlessConfig('A page for each 1,000 instances'),
  }),
  workloads('cloudformation', 'DescribeStacks', {
    gives: ['workloads', 'configuration'],
    why: 'CloudFormation stacks and the roles that they act with.',
    when: unlessConfig('A page for each 100 stacks'),
  }),
  workloads('codebuild', 'ListProjects', {
    gives: [],
    why: 'The names of CodeBuild projects.',
    when: unlessConfig('A page for each 100 projects'),
  }),
  workloads('codebuild', 'BatchGetProjects', {
    gives: ['workloads', 'configuration'],
    why: 'The roles of CodeBuild projects.',
    when: 'For each 100 projects that were listed.',
  }),
  workloads('ecs', 'ListTaskDefinitions', {
    gives: [],
    why: 'The ids of ECS task definitions that are active, newest revision first.',
    when: unlessConfig('A page for each 100 revisions'),
  }),
  workloads('ecs', 'DescribeTaskDefinition', {
    gives: ['workloads', 'configuration'],
    why: 'The task role of a task definition, which no list holds.',
    when: 'For each active revision, newest of each family first, at most 100 in each region.',
  }),
  workloads('glue', 'GetJobs', {
    gives: ['workloads', 'configuration'],
    why: 'Glue jobs and their roles.',
    when: unlessConfig('A page for each 200 jobs'),
  }),
  workloads('glue', 'GetDevEndpoints', {
    gives: ['workloads'],
    why: 'Glue development endpoints and their roles.',
    when: 'A page for each 200 endpoints in each region. AWS Config does not record them.',
  }),
  workloads('sagemaker', 'ListNotebookInstances', {
    gives: [],
    why: 'The names of SageMaker notebook instances.',
    when: unlessConfig('A page for each 100 notebooks'),
  }),
  workloads('sagemaker', 'DescribeNotebookInstance', {
    gives: ['workloads'],
    why: 'The role of a notebook instance, which the list does not hold.',
    when: 'For each notebook that was listed, at most 100 in each region.',
  }),
  workloads('sagemaker', 'ListModels', {
    gives: [],
    why: 'The names of SageMaker models, the newest first.',
    when: unlessConfig('A page for each 100 models'),
  }),
  workloads('sagemaker', 'DescribeModel', {
    gives: ['workloads', 'configuration'],
    why: 'The role of a model, and names of environment variables of its containers that hold a secret. No value goes further.',
    when: 'For each model that was listed, the newest first, at most 100 in each region.',
  }),
  workloads('ec2', 'DescribeInstanceAttribute', {
    gives: [],
    why: 'User data of an instance: whether a secret is written out in it, and under which name. The text goes no further.',
    when: 'For each instance, within the budget of calls (`--aws-resource-budget`).',
  }),
  workloads('ec2', 'DescribeLaunchTemplateVersions', {
    gives: [],
    why: 'Launch templates as they are started, by default and in their latest version: instance profile, metadata service, and whether their user data holds a secret.',
    when: 'A page for each 200 versions in each region.',
  }),
  workloads('lambda', 'GetPolicy', {
    gives: [],
    records: ['aws.resource-policy'],
    why: 'The policy of a function: who may invoke or change it.',
    when: withinBudget('each function'),
  }),
  ...resources(
    's3',
    {
      operation: 'ListBuckets',
      actions: ['s3:ListAllMyBuckets'],
      why: 'The names of buckets, and the region of each.',
      when: 'A page for each 1,000 buckets.',
    },
    { operation: 'GetBucketPolicy', why: 'The policy of a bucket.', each: 'each bucket' },
  ),
  sharing('s3control', 'GetPublicAccessBlock', 'aws.public-access-block', {
    actions: ['s3:GetAccountPublicAccessBlock'],
    why: 'Whether the account blocks public access to all its buckets, whatever their policies say.',
    when: 'Once.',
  }),
  sharing('s3', 'GetPublicAccessBlock', 'aws.public-access-block', {
    actions: ['s3:GetBucketPublicAccessBlock'],
    why: 'Whether a bucket blocks public access.',
    when: 'For each bucket, unless the account blocks it for all, within the budget of calls (`--aws-resource-budget`).',
  }),
  sharing('s3', 'GetBucketAcl', 'aws.bucket-acl', {
    why: 'Whether the access control list of a bucket lets everyone in.',
    when: 'For each bucket, unless the account ignores such lists, within the budget of calls (`--aws-resource-budget`).',
  }),
  ...resources(
    'kms',
    { operation: 'ListKeys', why: 'The ids of keys.', when: 'A page for each 1,000 keys in each region.' },
    { operation: 'GetKeyPolicy', why: 'The policy of a key.', each: 'each key' },
  ),
  sharing('kms', 'ListGrants', 'aws.key-grant', {
    why: 'Grants on a key: who may decrypt with it without any policy saying so.',
    when: 'For each key, a page for each 100 grants, within the budget of calls (`--aws-resource-budget`).',
  }),
  ...resources(
    'sqs',
    {
      operation: 'ListQueues',
      why: 'The addresses of queues.',
      when: 'A page for each 1,000 queues in each region.',
    },
    { operation: 'GetQueueAttributes', why: 'The policy of a queue.', each: 'each queue' },
  ),
  ...resources(
    'sns',
    {
      operation: 'ListTopics',
      why: 'The ARNs of topics.',
      when: 'A page for each 100 topics in each region.',
    },
    { operation: 'GetTopicAttributes', why: 'The policy of a topic.', each: 'each topic' },
  ),
  ...resources(
    'secretsmanager',
    {
      operation: 'ListSecrets',
      gives: ['stored-secrets'],
      records: ['aws.resource-policy', 'aws.secret'],
      why: 'Names and rotation of secrets, never their values.',
      when: 'A page for each 100 secrets in each region.',
    },
    { operation: 'GetResourcePolicy', why: 'The policy of a secret.', each: 'each secret' },
  ),
  ...resources(
    'ecr',
    {
      operation: 'DescribeRepositories',
      why: 'The names of image repositories.',
      when: 'A page for each 1,000 repositories in each region.',
    },
    { operation: 'GetRepositoryPolicy', why: 'The policy of a repository.', each: 'each repository' },
  ),
  workloads('ssm', 'DescribeParameters', {
    gives: [],
    records: ['aws.parameter'],
    why: 'Names and types of parameters, never their values: one that promises a secret and is not encrypted.',
    when: 'A page for each 50 parameters in each region.',
  }),
];

/** As coverage and call counts name it: `iam:ListAccessKeys`. */
export const callId = (call: Pick<AwsCall, 'service' | 'operation'>): string =>
  `${call.service}:${call.operation}`;

const byId: ReadonlyMap<string, AwsCall> = new Map(awsCalls.map((call) => [callId(call), call]));

export const awsCall = (id: string): AwsCall | undefined => byId.get(id);
