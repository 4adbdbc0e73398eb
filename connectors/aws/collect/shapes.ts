import { z } from 'zod';

/**
 * What an answer must hold to be one of the call: AWS writes an empty list where there is nothing, and leaves none of these
 * members out. The SDK takes an answer without them for one in which there is nothing, and of JSON it gives on whatever stands
 * there: what is read of it is of the documented types, or the answer is none.
 * Members by the API references, for instance
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
 */
interface AnswerShape {
  /** Members that every answer has; of EC2 by their name in XML. */
  readonly members: readonly string[];
  /** Of JSON: a member that is a list, and what is read of each of its entries. */
  readonly list?: { readonly member: string; readonly entry: z.ZodType };
  /** Of XML: lists, wherever they are, with nothing in them but elements of this name; `first`: what each of these begins with. */
  readonly lists?: { readonly names: readonly string[]; readonly item: string; readonly first?: string };
  /** Of XML: what is read of what the SDK made of it, where the SDK would let it pass. */
  readonly parsed?: z.ZodType;
  /** Where there is nothing the answer has no member at all. */
  readonly mayBeEmpty?: true;
  /** Of XML: the root element, where it is not called after the call. */
  readonly root?: string;
  /** Of JSON: a member that is an object, and what is read of it. */
  readonly object?: { readonly member: string; readonly entry: z.ZodType };
  /** Of JSON: what is read of the answer itself. */
  readonly whole?: z.ZodType;
}

const text = z.string();
/** AWS may leave it out. */
const maybe = text.nullish();
/** Names with their values. */
const pairs = z.record(z.string(), text).nullish();
const name = text.min(1);
const tags = z.array(z.looseObject({ Key: name, Value: maybe })).nullish();

const having = (...members: readonly string[]): AnswerShape => ({ members });
/** Of XML: an answer that is a list, and lists within its entries. */
const listingOf =
  (item: string) =>
  (member: string, ...within: readonly string[]): AnswerShape => ({
    members: [member],
    lists: { names: [member, ...within], item },
  });
const listing = listingOf('member');
const items = listingOf('item');
/** Of each of these texts, and of whatever else is read. */
const texts = (names: readonly string[], more: z.ZodRawShape = {}): z.ZodType =>
  z.looseObject({ ...Object.fromEntries(names.map((name) => [name, text])), ...more });
const list = (member: string, entry: z.ZodType): AnswerShape => ({
  members: [member],
  list: { member, entry },
});
const object = (member: string, entry: z.ZodType): AnswerShape => ({
  members: [member],
  object: { member, entry },
});
const answer = (names: readonly string[], more: z.ZodRawShape = {}): AnswerShape => ({
  members: names,
  whole: texts(names, more),
});
const publicAccessBlock: AnswerShape = {
  members: ['RestrictPublicBuckets'],
  root: 'PublicAccessBlockConfiguration',
};
const ofModel = z.looseObject({ Environment: pairs });
/** What is looked for in it is looked for without the SDK, which lets anything through. */
const container = z.looseObject({
  environment: z.array(z.looseObject({ name: maybe, value: maybe })).nullish(),
});
/** https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html */
const types = z.array(text).nullish();
const recordingGroup = z
  .looseObject({
    allSupported: z.boolean().nullish(),
    resourceTypes: types,
    exclusionByResourceTypes: z.looseObject({ resourceTypes: types }).nullish(),
    recordingStrategy: z.looseObject({ useOnly: maybe }).nullish(),
  })
  .nullish();
const recordingMode = z
  .looseObject({
    recordingFrequency: maybe,
    recordingModeOverrides: z
      .array(z.looseObject({ resourceTypes: types, recordingFrequency: maybe }))
      .nullish(),
  })
  .nullish();
const account = texts(['Id'], { Name: maybe, State: maybe, Status: maybe, Paths: z.array(text).nullish() });

export const shapes: ReadonlyMap<string, AnswerShape> = new Map([
  ['sts:GetCallerIdentity', having('Account', 'Arn')],
  ['sts:AssumeRole', having('Credentials', 'AssumedRoleUser')],
  [
    'iam:GetAccountAuthorizationDetails',
    {
      members: ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
      lists: {
        item: 'member',
        names: [
          'UserDetailList',
          'GroupDetailList',
          'RoleDetailList',
          'Policies',
          'UserPolicyList',
          'GroupPolicyList',
          'RolePolicyList',
          'GroupList',
          'AttachedManagedPolicies',
          'InstanceProfileList',
          'PolicyVersionList',
          'Tags',
        ],
      },
    },
  ],
  ['iam:GenerateCredentialReport', having('State')],
  ['iam:GetCredentialReport', having('Content')],
  ['iam:ListAccessKeys', listing('AccessKeyMetadata')],
  ['iam:GetAccessKeyLastUsed', having('AccessKeyLastUsed')],
  ['iam:ListServiceSpecificCredentials', listing('ServiceSpecificCredentials')],
  ['iam:ListSSHPublicKeys', listing('SSHPublicKeys')],
  ['iam:ListSigningCertificates', listing('Certificates')],
  ['iam:ListOpenIDConnectProviders', listing('OpenIDConnectProviderList')],
  [
    'iam:GetOpenIDConnectProvider',
    {
      members: ['Url'],
      lists: { names: ['ClientIDList', 'Tags'], item: 'member' },
      parsed: z.looseObject({ ClientIDList: z.array(name).nullish(), Tags: tags }),
    },
  ],
  ['iam:ListSAMLProviders', listing('SAMLProviderList')],
  [
    'iam:GetAccountSummary',
    {
      members: ['SummaryMap'],
      lists: { names: ['SummaryMap'], item: 'entry', first: 'key' },
      parsed: z.looseObject({ SummaryMap: z.looseObject({ AccountAccessKeysPresent: z.number() }) }),
    },
  ],
  ['iam:GetOutboundWebIdentityFederationInfo', having('IssuerIdentifier')],
  ['iam:ListDelegationRequests', listing('DelegationRequests')],
  [
    'iam:ListAccountAliases',
    { ...listing('AccountAliases'), parsed: z.looseObject({ AccountAliases: z.array(name).nullish() }) },
  ],
  ['iam:GenerateServiceLastAccessedDetails', having('JobId')],
  [
    'iam:GetServiceLastAccessedDetails',
    {
      members: ['JobStatus'],
      lists: { names: ['ServicesLastAccessed', 'TrackedActionsLastAccessed'], item: 'member' },
      parsed: z.looseObject({
        ServicesLastAccessed: z
          .array(
            z.looseObject({
              TrackedActionsLastAccessed: z.array(z.looseObject({ ActionName: text })).nullish(),
            }),
          )
          .nullish(),
      }),
    },
  ],
  [
    'organizations:DescribeOrganization',
    object('Organization', texts(['Id'], { Arn: maybe, MasterAccountId: maybe, FeatureSet: maybe })),
  ],
  [
    'organizations:ListRoots',
    list('Roots', texts(['Id'], { PolicyTypes: z.array(texts(['Type', 'Status'])).nullish() })),
  ],
  ['organizations:ListAccounts', list('Accounts', account)],
  [
    'organizations:ListOrganizationalUnitsForParent',
    list('OrganizationalUnits', texts(['Id'], { Name: maybe })),
  ],
  ['organizations:ListAccountsForParent', list('Accounts', account)],
  ['organizations:ListTagsForResource', list('Tags', texts(['Key'], { Value: maybe }))],
  ['organizations:ListDelegatedAdministrators', list('DelegatedAdministrators', texts(['Id']))],
  ['organizations:ListDelegatedServicesForAccount', list('DelegatedServices', texts(['ServicePrincipal']))],
  ['organizations:ListPolicies', list('Policies', texts(['Id', 'Type'], { Arn: maybe, Name: maybe }))],
  ['organizations:DescribePolicy', object('Policy', texts(['Content']))],
  ['organizations:ListTargetsForPolicy', list('Targets', texts(['TargetId']))],
  ['ec2:DescribeRegions', items('regionInfo')],
  [
    'ec2:DescribeInstances',
    {
      ...items('reservationSet', 'instancesSet', 'tagSet'),
      parsed: z.looseObject({
        Reservations: z
          .array(z.looseObject({ Instances: z.array(z.looseObject({ Tags: tags })).nullish() }))
          .nullish(),
      }),
    },
  ],
  [
    'cloudformation:DescribeStacks',
    {
      ...listing('Stacks', 'Parameters', 'Tags'),
      parsed: z.looseObject({
        Stacks: z
          .array(
            z.looseObject({
              Parameters: z.array(z.looseObject({ ParameterKey: name })).nullish(),
              Tags: tags,
            }),
          )
          .nullish(),
      }),
    },
  ],
  [
    'config:DescribeConfigurationRecorders',
    list(
      'ConfigurationRecorders',
      texts(['name'], { recordingGroup: recordingGroup, recordingMode: recordingMode }),
    ),
  ],
  [
    'config:DescribeConfigurationRecorderStatus',
    list(
      'ConfigurationRecordersStatus',
      texts(['name'], { recording: z.boolean().nullish(), lastStatus: maybe }),
    ),
  ],
  ['config:SelectResourceConfig', list('Results', text)],
  [
    'lambda:ListFunctions',
    list(
      'Functions',
      texts(['FunctionArn', 'Role'], {
        FunctionName: maybe,
        State: maybe,
        Environment: z.looseObject({ Variables: pairs }).nullish(),
      }),
    ),
  ],
  ['codebuild:ListProjects', list('projects', text)],
  [
    'codebuild:BatchGetProjects',
    list(
      'projects',
      texts(['name', 'arn'], {
        serviceRole: maybe,
        buildBatchConfig: z.looseObject({ serviceRole: maybe }).nullish(),
        environment: z
          .looseObject({
            environmentVariables: z.array(texts(['name'], { value: maybe, type: maybe })).nullish(),
          })
          .nullish(),
        tags: z.array(z.looseObject({ key: name, value: maybe })).nullish(),
      }),
    ),
  ],
  ['ecs:ListTaskDefinitions', list('taskDefinitionArns', text)],
  [
    'ecs:DescribeTaskDefinition',
    object(
      'taskDefinition',
      texts(['taskDefinitionArn'], {
        taskRoleArn: maybe,
        executionRoleArn: maybe,
        containerDefinitions: z.array(container).nullish(),
      }),
    ),
  ],
  [
    'glue:GetJobs',
    list('Jobs', texts(['Name'], { Role: maybe, DefaultArguments: pairs, NonOverridableArguments: pairs })),
  ],
  ['glue:GetDevEndpoints', list('DevEndpoints', texts(['EndpointName'], { RoleArn: maybe, Status: maybe }))],
  ['sagemaker:ListNotebookInstances', list('NotebookInstances', texts(['NotebookInstanceName']))],
  [
    'sagemaker:DescribeNotebookInstance',
    answer(['NotebookInstanceArn', 'RoleArn'], { NotebookInstanceStatus: maybe }),
  ],
  ['sagemaker:ListModels', list('Models', texts(['ModelName']))],
  [
    'sagemaker:DescribeModel',
    answer(['ModelArn'], {
      ExecutionRoleArn: maybe,
      PrimaryContainer: ofModel.nullish(),
      Containers: z.array(ofModel).nullish(),
    }),
  ],
  ['ec2:DescribeLaunchTemplateVersions', items('launchTemplateVersionSet')],
  ['ec2:DescribeInstanceAttribute', having('instanceId', 'userData')],
  ['lambda:GetPolicy', answer(['Policy'])],
  [
    's3:ListBuckets',
    {
      members: ['Buckets'],
      lists: { names: ['Buckets'], item: 'Bucket' },
      root: 'ListAllMyBucketsResult',
    },
  ],
  // The answer is the policy itself.
  ['s3:GetBucketPolicy', having('Statement')],
  [
    's3:GetBucketAcl',
    {
      members: ['AccessControlList'],
      lists: { names: ['AccessControlList'], item: 'Grant' },
      root: 'AccessControlPolicy',
    },
  ],
  ['s3:GetPublicAccessBlock', publicAccessBlock],
  ['s3control:GetPublicAccessBlock', publicAccessBlock],
  [
    'kms:ListGrants',
    list(
      'Grants',
      texts(['GrantId'], {
        GranteePrincipal: maybe,
        Operations: z.array(text).nullish(),
        Name: maybe,
        IssuingAccount: maybe,
        Constraints: z
          .looseObject({ EncryptionContextEquals: pairs, EncryptionContextSubset: pairs })
          .nullish(),
      }),
    ),
  ],
  ['kms:ListKeys', list('Keys', texts(['KeyArn']))],
  ['kms:GetKeyPolicy', answer(['Policy'])],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html: no queue, no list.
  ['sqs:ListQueues', { ...list('QueueUrls', text), mayBeEmpty: true }],
  ['sqs:GetQueueAttributes', object('Attributes', texts(['QueueArn'], { Policy: maybe }))],
  ['sns:ListTopics', listing('Topics')],
  [
    'sns:GetTopicAttributes',
    {
      members: ['Attributes'],
      lists: { names: ['Attributes'], item: 'entry', first: 'key' },
      parsed: z.looseObject({ Attributes: texts(['TopicArn'], { Policy: maybe }) }),
    },
  ],
  ['secretsmanager:ListSecrets', list('SecretList', texts(['ARN']))],
  ['secretsmanager:GetResourcePolicy', answer(['ARN'], { ResourcePolicy: maybe })],
  ['ecr:DescribeRepositories', list('repositories', texts(['repositoryArn', 'repositoryName']))],
  ['ecr:GetRepositoryPolicy', answer(['policyText'])],
  ['ssm:DescribeParameters', list('Parameters', texts(['Name']))],
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What leads to the next page, by the names that services have for it. */
const markers: readonly string[] = ['NextToken', 'nextToken', 'NextMarker', 'Marker'];

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
  const marker = markers.find((name) => typeof (answer[name] ?? '') !== 'string');
  if (marker !== undefined) return `an answer in which ${marker} is no text`;
  if (shape.whole?.safeParse(answer).success === false) return 'an answer that has not the documented form';
  if (shape.object?.entry.safeParse(answer[shape.object.member]).success === false)
    return `an answer in which ${shape.object.member} has not the documented form`;
  if (shape.list === undefined) return;
  const { member, entry } = shape.list;
  const entries = answer[member];
  if (!Array.isArray(entries)) return `an answer in which ${member} is no list`;
  return entries.every((each) => entry.safeParse(each).success)
    ? undefined
    : `an answer in which entries of ${member} have not the documented form`;
};

/** The root element of an answer in XML. */
export const rootOf = (call: string): string => shapes.get(call)?.root ?? `${call.split(':')[1]}Response`;

/** The same of XML, as a text: the SDK reads what is in it. */
export const xmlFault = (call: string, bytes: Uint8Array): string | undefined => {
  const answer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { members = [], lists } = shapes.get(call) ?? {};
  const missing = members.find((member) => !hasElement(answer, member));
  if (missing !== undefined) return `an answer without ${missing}`;
  if (lists === undefined) return;
  const broken = lists.names.find((name) => !isFollowed(answer, `<${name}`, lists.item));
  if (broken !== undefined) return `an answer in which ${broken} is no list`;
  const { item, first } = lists;
  return isFollowed(answer, `</${item}`, item) &&
    (first === undefined || isFollowed(answer, `<${item}`, first, false))
    ? undefined
    : 'an answer whose lists have entries that have not the documented form';
};

/** What the SDK made of XML, by the same table; `undefined`: nothing is wrong with it. */
export const parsedFault = (call: string, output: object): string | undefined =>
  shapes.get(call)?.parsed?.safeParse(output).success === false
    ? 'an answer whose entries have not the documented form'
    : undefined;

const spaces = new Set(Buffer.from(' \t\r\n'));
const slash = '/'.charCodeAt(0);
const ends = new Set(Buffer.from(' \t\r\n/>'));

/** Whether after each such tag comes an item or the end of a list: the SDK passes over whatever else stands there. */
const isFollowed = (answer: Buffer, tag: string, item: string, mayEnd = true): boolean => {
  for (let at = answer.indexOf(tag); at >= 0; at = answer.indexOf(tag, at)) {
    at += tag.length;
    // Of another element, whose name begins alike.
    if (!ends.has(answer[at]!)) continue;
    const end = answer.indexOf('>', at);
    if (end < 0) return false;
    at = end + 1;
    if (answer[end - 1] === slash && mayEnd) continue;
    while (spaces.has(answer[at]!)) at += 1;
    const next = `<${item}`;
    if (answer.toString('latin1', at, at + next.length) === next && ends.has(answer[at + next.length]!))
      continue;
    if (!mayEnd || answer.toString('latin1', at, at + 2) !== '</') return false;
  }
  return true;
};

/** An element of the name, with or without content. */
const hasElement = (answer: Buffer, name: string): boolean =>
  ['>', '/>', ' ', '\n'].some((end) => answer.includes(`<${name}${end}`));
