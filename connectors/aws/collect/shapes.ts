/**
 * What an answer must hold to be one of the call: AWS writes an empty list where there is nothing, and leaves none of these
 * members out. The SDK takes an answer without them for one in which there is nothing.
 * Members by the API references, for instance
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
 */
interface AnswerShape {
  /** Members that every answer has; of EC2 by their name in XML. */
  readonly members: readonly string[];
  /** Of JSON: the list, and what each of its entries is. `entry`: the member that names it; `text`: it is a text. */
  readonly list?: { readonly member: string; readonly entry: string };
  /** Where there is nothing the answer has no member at all. */
  readonly mayBeEmpty?: true;
  /** Of XML: the root element, where it is not called after the call. */
  readonly root?: string;
  /** Of JSON: members that are objects, and what names each. */
  readonly object?: { readonly member: string; readonly entry: string };
}

const having = (...members: readonly string[]): AnswerShape => ({ members });
const list = (member: string, entry: string): AnswerShape => ({ members: [member], list: { member, entry } });
const object = (member: string, entry: string): AnswerShape => ({
  members: [member],
  object: { member, entry },
});
const text = '';
const publicAccessBlock: AnswerShape = {
  members: ['RestrictPublicBuckets'],
  root: 'PublicAccessBlockConfiguration',
};

export const shapes: ReadonlyMap<string, AnswerShape> = new Map([
  ['sts:GetCallerIdentity', having('Account', 'Arn')],
  ['sts:AssumeRole', having('Credentials', 'AssumedRoleUser')],
  [
    'iam:GetAccountAuthorizationDetails',
    having('UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'),
  ],
  ['iam:GenerateCredentialReport', having('State')],
  ['iam:GetCredentialReport', having('Content')],
  ['iam:ListAccessKeys', having('AccessKeyMetadata')],
  ['iam:GetAccessKeyLastUsed', having('AccessKeyLastUsed')],
  ['iam:ListServiceSpecificCredentials', having('ServiceSpecificCredentials')],
  ['iam:ListSSHPublicKeys', having('SSHPublicKeys')],
  ['iam:ListSigningCertificates', having('Certificates')],
  ['iam:ListOpenIDConnectProviders', having('OpenIDConnectProviderList')],
  ['iam:GetOpenIDConnectProvider', having('Url')],
  ['iam:ListSAMLProviders', having('SAMLProviderList')],
  ['iam:GetAccountSummary', having('SummaryMap')],
  ['iam:GetOutboundWebIdentityFederationInfo', having('IssuerIdentifier')],
  ['iam:ListDelegationRequests', having('DelegationRequests')],
  ['iam:ListAccountAliases', having('AccountAliases')],
  ['iam:GenerateServiceLastAccessedDetails', having('JobId')],
  ['iam:GetServiceLastAccessedDetails', having('JobStatus')],
  ['organizations:DescribeOrganization', object('Organization', 'Id')],
  ['organizations:ListRoots', list('Roots', 'Id')],
  ['organizations:ListAccounts', list('Accounts', 'Id')],
  ['organizations:ListOrganizationalUnitsForParent', list('OrganizationalUnits', 'Id')],
  ['organizations:ListAccountsForParent', list('Accounts', 'Id')],
  ['organizations:ListTagsForResource', list('Tags', 'Key')],
  ['organizations:ListDelegatedAdministrators', list('DelegatedAdministrators', 'Id')],
  ['organizations:ListDelegatedServicesForAccount', list('DelegatedServices', 'ServicePrincipal')],
  ['organizations:ListPolicies', list('Policies', 'Id')],
  ['organizations:DescribePolicy', object('Policy', 'Content')],
  ['organizations:ListTargetsForPolicy', list('Targets', 'TargetId')],
  ['ec2:DescribeRegions', having('regionInfo')],
  ['ec2:DescribeInstances', having('reservationSet')],
  ['cloudformation:DescribeStacks', having('Stacks')],
  ['config:DescribeConfigurationRecorders', list('ConfigurationRecorders', 'name')],
  ['config:DescribeConfigurationRecorderStatus', list('ConfigurationRecordersStatus', 'name')],
  ['config:SelectResourceConfig', list('Results', text)],
  ['lambda:ListFunctions', list('Functions', 'FunctionArn')],
  ['codebuild:ListProjects', list('projects', text)],
  ['codebuild:BatchGetProjects', list('projects', 'name')],
  ['ecs:ListTaskDefinitions', list('taskDefinitionArns', text)],
  ['ecs:DescribeTaskDefinition', object('taskDefinition', 'taskDefinitionArn')],
  ['glue:GetJobs', list('Jobs', 'Name')],
  ['glue:GetDevEndpoints', list('DevEndpoints', 'EndpointName')],
  ['sagemaker:ListNotebookInstances', list('NotebookInstances', 'NotebookInstanceName')],
  ['sagemaker:DescribeNotebookInstance', having('NotebookInstanceArn')],
  ['sagemaker:ListModels', list('Models', 'ModelName')],
  ['sagemaker:DescribeModel', having('ModelArn')],
  ['ec2:DescribeLaunchTemplateVersions', having('launchTemplateVersionSet')],
  ['ec2:DescribeInstanceAttribute', having('instanceId')],
  ['lambda:GetPolicy', having('Policy')],
  ['s3:ListBuckets', { members: ['Buckets'], root: 'ListAllMyBucketsResult' }],
  // The answer is the policy itself.
  ['s3:GetBucketPolicy', having('Statement')],
  ['s3:GetBucketAcl', { members: ['AccessControlList'], root: 'AccessControlPolicy' }],
  ['s3:GetPublicAccessBlock', publicAccessBlock],
  ['s3control:GetPublicAccessBlock', publicAccessBlock],
  ['kms:ListGrants', list('Grants', 'GrantId')],
  ['kms:ListKeys', list('Keys', 'KeyArn')],
  ['kms:GetKeyPolicy', having('Policy')],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html: no queue, no list.
  ['sqs:ListQueues', { ...list('QueueUrls', text), mayBeEmpty: true }],
  ['sqs:GetQueueAttributes', object('Attributes', 'QueueArn')],
  ['sns:ListTopics', having('Topics')],
  ['sns:GetTopicAttributes', having('Attributes')],
  ['secretsmanager:ListSecrets', list('SecretList', 'ARN')],
  ['secretsmanager:GetResourcePolicy', having('ARN')],
  ['ecr:DescribeRepositories', list('repositories', 'repositoryArn')],
  ['ecr:GetRepositoryPolicy', having('policyText')],
  ['ssm:DescribeParameters', list('Parameters', 'Name')],
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown, entry: string): boolean =>
  entry === text ? typeof value === 'string' : isObject(value) && typeof value[entry] === 'string';

/** What is wrong with JSON as an answer to the call; `undefined`: nothing. */
export const jsonFault = (call: string, bytes: Uint8Array): string | undefined => {
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return 'JSON that is cut off or broken';
  }
  const shape = shapes.get(call);
  if (!isObject(answer)) return 'not a JSON answer';
  if (shape === undefined || (shape.mayBeEmpty === true && Object.keys(answer).length === 0)) return;
  const missing = shape.members.find((member) => !Object.hasOwn(answer, member) || answer[member] === null);
  if (missing !== undefined) return `an answer without ${missing}`;
  if (shape.object !== undefined && !isEntry(answer[shape.object.member], shape.object.entry))
    return `an answer in which ${shape.object.member} has not the documented form`;
  if (shape.list === undefined) return;
  const { member, entry } = shape.list;
  const entries = answer[member];
  if (!Array.isArray(entries)) return `an answer in which ${member} is no list`;
  return entries.every((each) => isEntry(each, entry))
    ? undefined
    : `an answer in which entries of ${member} have not the documented form`;
};

/** The root element of an answer in XML. */
export const rootOf = (call: string): string => shapes.get(call)?.root ?? `${call.split(':')[1]}Response`;

/** The same of XML, as a text: the SDK reads what is in it. */
export const xmlFault = (call: string, bytes: Uint8Array): string | undefined => {
  const answer = Buffer.from(bytes);
  const missing = shapes.get(call)?.members.find((member) => !hasElement(answer, member));
  return missing === undefined ? undefined : `an answer without ${missing}`;
};

/** An element of the name, with or without content. */
const hasElement = (answer: Buffer, name: string): boolean =>
  ['>', '/>', ' ', '\n'].some((end) => answer.includes(`<${name}${end}`));
