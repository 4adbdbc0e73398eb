import { type Shape, shaped, type Thread } from '../../../src/collection/answers.ts';
import { isObject } from '../../../src/exports/checked.ts';
import { type FieldTable, shapeOf as fieldsOf } from '../../../src/redaction/records.ts';
import { type Shape as RedactedShape, redactTree } from '../../../src/redaction/tree.ts';
import { keyGrantOf } from '../facts/key-grants.ts';
import { delegationRequestSchema, parameterSchema, secretSchema } from '../facts/records.ts';
import { awsIdentifiers, policyDocument, tags } from '../facts/redaction.ts';
import { itemPolicyOf } from '../import/item-policy.ts';
import { foundInSettings } from '../import/setting-literals.ts';
import { tagsIn } from '../import/workload-item.ts';
import { workloadRoles } from '../import/workload-roles.ts';
import { decodeDocument } from '../policy/decode-document.ts';
import { foundName, policyName } from './found.ts';

type Members = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Shape>>;

/** What of an answer goes further, into facts or into a journal: values that could be secrets have no place here. */
interface Kept {
  readonly shape: Shape;
  /** For texts that hold more than a shape can tell. */
  readonly also?: (taken: Members, answer: Members) => Members;
  /** What its answers belong to, beside the pages of a list. */
  readonly thread?: (input: Members, answer: Members | undefined) => string;
  /** The first of its thread: another call's answer follows. */
  readonly leads?: true;
  /** Whether it is the last word. */
  readonly isFinal?: (answer: Members) => boolean;
}

const fields = (...names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, true as const]));

/** Members that ask for a page, and those that tell of the next one. */
const markers = ['ContinuationToken', 'Marker', 'NextToken', 'nextToken'] as const;
const nextMarkers = ['ContinuationToken', 'Marker', 'NextMarker', 'NextToken', 'nextToken'] as const;
const marker = fields(...nextMarkers, 'IsTruncated', 'isTruncated', 'Truncated');
const list = (name: string, of: Shape = true): Kept => ({ shape: { [name]: of, ...marker } });
const one = (name: string, of: Shape = true): Kept => ({ shape: { [name]: of } });

/** The members at the paths; one that another path leads through is kept whole. */
const shapeOf = (paths: readonly string[]): Shape => {
  const byFirst = Map.groupBy(paths, (path) => path.split('.', 1)[0]!);
  return Object.fromEntries(
    [...byFirst].map(([first, own]) => {
      const inner = own.map((path) => path.slice(first.length + 1));
      return [first, inner.includes('') ? true : shapeOf(inner)];
    }),
  );
};

/** What Config knows of a resource may be anything, environment variables among it: what leads to roles is kept. */
const configurations: ReadonlyMap<string, Shape> = new Map(
  Object.entries(workloadRoles).map(([type, { roles, profiles, state, enabled, sessionPolicies }]) => [
    type,
    shapeOf([
      ...(roles ?? []),
      ...(profiles ?? []),
      ...(sessionPolicies?.inline ?? []),
      ...(sessionPolicies?.managed ?? []),
      ...[state, enabled].filter((path) => path !== undefined),
    ]),
  ]),
);

const resource = fields('arn', 'resourceType', 'resourceName', 'resourceId');

/** What was found in the settings of a resource, for its entry; nothing where nothing was. */
const foundOf = (type: string, settings: unknown): Members => {
  const found = foundInSettings(type, settings);
  return Object.keys(found).length === 0 ? {} : { [foundName]: found };
};

/** Adds to entries of a list, wherever it is, what was found in their settings. */
const entriesWithFound = (
  taken: unknown,
  answer: unknown,
  path: readonly string[],
  type: string,
): unknown => {
  const [step, ...rest] = path;
  if (Array.isArray(taken) && Array.isArray(answer))
    return taken.map((entry, place) => entriesWithFound(entry, answer[place], path, type));
  if (typeof taken !== 'object' || taken === null) return taken;
  if (step === undefined) {
    const { Tags, tags: lower } = taken as Members;
    return {
      ...taken,
      ...(Tags === undefined ? {} : { Tags: tagsIn(Tags) }),
      ...(lower === undefined ? {} : { tags: tagsIn(lower) }),
      ...foundOf(type, answer),
    };
  }
  const [own, given] = [(taken as Members)[step], (answer as Members)[step]];
  return own === undefined ? taken : { ...taken, [step]: entriesWithFound(own, given, rest, type) };
};

const withFound =
  (type: string, ...path: readonly string[]) =>
  (taken: Members, answer: Members): Members =>
    entriesWithFound(taken, answer, path, type) as Members;

/** Session policies are written there, as a text or as what they say. */
const configurationShape = fieldsOf({
  arn: { identifier: 'an ARN' },
  resourceType: { identifier: 'a type' },
  resourceName: { identifier: 'a name' },
  resourceId: { identifier: 'an id' },
  configuration: { document: { keep: new Set(['Action', 'NotAction', 'Resource', 'NotResource']) } },
});

const policyShape = fieldsOf({
  Arn: { identifier: 'an ARN' },
  ResourceType: { identifier: 'a type' },
  PolicyDocument: policyDocument,
});

const ownPolicy = fieldsOf({ [policyName]: policyDocument });

/** Of the policy of a resource, which comes as a text, what a record of it may hold. */
const policyOf = (text: unknown): Members =>
  text === undefined ? {} : (redactTree({ [policyName]: decodeDocument(text) }, ownPolicy) as Members);

/** An answer that is about one resource's policy, and the members that name it. */
const onePolicy = (member: string, ...names: readonly string[]): Kept => ({
  shape: fields(...names),
  also: (_, answer) => policyOf(answer[member]),
});

/** The same where the policy stands among other attributes. */
const policyAttribute = (...names: readonly string[]): Kept => ({
  shape: { Attributes: fields(...names) },
  also: (_, { Attributes }) => policyOf(isObject(Attributes) ? Attributes.Policy : undefined),
});

const publicAccessBlock = one(
  'PublicAccessBlockConfiguration',
  fields('BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'),
);

/** Of the encryption context of a grant, the names. */
const withContextNames = ({ Grants }: Members, { Grants: given }: Members): Members =>
  !Array.isArray(Grants) || !Array.isArray(given)
    ? {}
    : {
        Grants: Grants.map((grant: Members, place) => {
          const { EncryptionContextKeys: names = [] } = keyGrantOf(given[place]) as {
            readonly EncryptionContextKeys?: readonly string[];
          };
          return names.length === 0
            ? grant
            : {
                ...grant,
                Constraints: { EncryptionContextSubset: Object.fromEntries(names.map((name) => [name, ''])) },
              };
        }),
      };

const keptOfResource = (text: unknown): string => {
  try {
    const item: unknown = JSON.parse(String(text));
    const type = (item as { readonly resourceType?: unknown } | null)?.resourceType;
    const shape = configurations.get(String(type));
    const kept = shaped(shape === undefined ? resource : { ...resource, configuration: shape }, item);
    if (typeof item !== 'object' || item === null || kept === undefined) return JSON.stringify('');
    const { arn, configuration, supplementaryConfiguration, tags: own } = item as Members;
    const policy = itemPolicyOf({
      arn: String(arn ?? ''),
      resourceType: String(type),
      configuration,
      supplementaryConfiguration,
    });
    return JSON.stringify({
      ...(redactTree(kept, configurationShape) as Members),
      tags: tagsIn(own),
      ...(policy === undefined ? {} : { [policyName]: redactTree(policy, policyShape) }),
      ...foundOf(String(type), configuration),
    });
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
};

const policy = fields('Id', 'Arn', 'Name', 'Type');
/** Fields of a record, where a list of the answer holds them. */
const within = (list: string, table: FieldTable): FieldTable =>
  Object.fromEntries(Object.entries(table).map(([path, field]) => [`${list}.${path}`, field]));

/**
 * What is redacted of answers that hold texts of people: a journal keeps no more than a snapshot. Markers are kept as they
 * are, and an answer that is not named here has none.
 */
const redacted: ReadonlyMap<string, RedactedShape> = new Map(
  Object.entries({
    'iam:GetAccountAuthorizationDetails': {
      ...within('UserDetailList', awsIdentifiers['aws.user']),
      ...within('GroupDetailList', awsIdentifiers['aws.group']),
      ...within('RoleDetailList', awsIdentifiers['aws.role']),
      ...within('Policies', awsIdentifiers['aws.policy']),
    },
    'iam:GetOpenIDConnectProvider': awsIdentifiers['aws.oidc-provider'],
    'iam:ListDelegationRequests': within('DelegationRequests', awsIdentifiers['aws.delegation-request']),
    'organizations:ListTagsForResource': { Tags: tags },
    'organizations:DescribePolicy': { 'Policy.Content': policyDocument },
  } satisfies Record<string, FieldTable>).map(([call, table]) => {
    const marks = nextMarkers.map(
      (name): FieldTable => ({ [name]: { identifier: 'it asks for the next page' } }),
    );
    return [call, fieldsOf(Object.assign({}, table, ...marks) as FieldTable)];
  }),
);

const documentMembers = new Set(['AssumeRolePolicyDocument', 'Content', 'Document', 'PolicyDocument']);

/** Policies as what they say: as the text of an address nothing in them could be told. */
const decoded = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      member,
      documentMembers.has(member) ? decodeDocument(inner) : decoded(inner),
    ]),
  );
};

const account = fields('Id', 'Name', 'State', 'Status', 'Paths');
const jobOf = (id: unknown): string => `job ${String(id)}`;

/** Call to what is kept of its answers. How the scan gets in (`sts`) is asked anew each time. */
const kept: Readonly<Record<string, Kept>> = {
  'iam:GetAccountAuthorizationDetails': {
    shape: { ...fields('UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'), ...marker },
  },
  'iam:GenerateCredentialReport': { ...one('State'), thread: () => 'credential report', leads: true },
  'iam:GetCredentialReport': {
    shape: fields('Content', 'GeneratedTime'),
    thread: () => 'credential report',
  },
  'iam:ListAccessKeys': list('AccessKeyMetadata'),
  'iam:GetAccessKeyLastUsed': one('AccessKeyLastUsed'),
  'iam:ListServiceSpecificCredentials': list(
    'ServiceSpecificCredentials',
    fields(
      'UserName',
      'ServiceSpecificCredentialId',
      'ServiceName',
      'Status',
      'CreateDate',
      'ExpirationDate',
    ),
  ),
  'iam:ListSSHPublicKeys': list('SSHPublicKeys'),
  'iam:ListSigningCertificates': list(
    'Certificates',
    fields('UserName', 'CertificateId', 'Status', 'UploadDate'),
  ),
  'iam:ListOpenIDConnectProviders': one('OpenIDConnectProviderList'),
  'iam:GetOpenIDConnectProvider': { shape: fields('Url', 'ClientIDList', 'CreateDate', 'Tags') },
  'iam:ListSAMLProviders': one('SAMLProviderList'),
  'iam:GetAccountSummary': one('SummaryMap'),
  'iam:GetOutboundWebIdentityFederationInfo': { shape: fields('IssuerIdentifier', 'JwtVendingEnabled') },
  // Without the message of who asked, which may say anything.
  'iam:ListDelegationRequests': list(
    'DelegationRequests',
    fields(...Object.keys(delegationRequestSchema.shape)),
  ),
  'iam:ListAccountAliases': one('AccountAliases'),
  'iam:GenerateServiceLastAccessedDetails': {
    ...one('JobId'),
    thread: (_input, answer) => jobOf(answer?.JobId),
    leads: true,
  },
  'iam:GetServiceLastAccessedDetails': {
    shape: {
      ...marker,
      JobStatus: true,
      JobCompletionDate: true,
      Error: { Code: true },
      ServicesLastAccessed: {
        ...fields('ServiceNamespace', 'LastAuthenticated', 'TotalAuthenticatedEntities'),
        TrackedActionsLastAccessed: fields('ActionName', 'LastAccessedTime'),
      },
    },
    thread: ({ JobId }) => jobOf(JobId),
    isFinal: ({ JobStatus }) => JobStatus === 'COMPLETED' || JobStatus === 'FAILED',
  },
  'organizations:DescribeOrganization': one(
    'Organization',
    fields('Id', 'Arn', 'MasterAccountId', 'FeatureSet'),
  ),
  'organizations:ListRoots': list('Roots', { Id: true, PolicyTypes: fields('Type', 'Status') }),
  'organizations:ListAccounts': list('Accounts', account),
  'organizations:ListOrganizationalUnitsForParent': list('OrganizationalUnits', fields('Id', 'Name')),
  'organizations:ListAccountsForParent': list('Accounts', fields('Id')),
  'organizations:ListTagsForResource': list('Tags'),
  'organizations:ListDelegatedAdministrators': list('DelegatedAdministrators', fields('Id')),
  'organizations:ListDelegatedServicesForAccount': list('DelegatedServices', fields('ServicePrincipal')),
  'organizations:ListPolicies': list('Policies', policy),
  'organizations:DescribePolicy': one('Policy', fields('Content')),
  'organizations:ListTargetsForPolicy': list('Targets', fields('TargetId')),
  'ec2:DescribeRegions': one('Regions', fields('RegionName')),
  'config:DescribeConfigurationRecorders': one(
    'ConfigurationRecorders',
    fields('name', 'recordingGroup', 'recordingMode'),
  ),
  'config:DescribeConfigurationRecorderStatus': one(
    'ConfigurationRecordersStatus',
    fields('name', 'recording', 'lastStatus'),
  ),
  'config:SelectResourceConfig': {
    ...list('Results'),
    also: ({ Results }) => (Array.isArray(Results) ? { Results: Results.map(keptOfResource) } : {}),
  },
  'lambda:ListFunctions': {
    ...list('Functions', fields('FunctionArn', 'FunctionName', 'Role', 'State')),
    also: withFound('AWS::Lambda::Function', 'Functions'),
  },
  'ec2:DescribeInstances': {
    ...list('Reservations', {
      Instances: {
        InstanceId: true,
        State: { Name: true },
        IamInstanceProfile: { Arn: true },
        Tags: fields('Key', 'Value'),
      },
    }),
    also: withFound('AWS::EC2::Instance', 'Reservations', 'Instances'),
  },
  'cloudformation:DescribeStacks': {
    ...list('Stacks', {
      ...fields('StackId', 'StackName', 'RoleARN', 'StackStatus'),
      Tags: fields('Key', 'Value'),
    }),
    also: withFound('AWS::CloudFormation::Stack', 'Stacks'),
  },
  'codebuild:ListProjects': list('projects'),
  'codebuild:BatchGetProjects': {
    ...one('projects', {
      arn: true,
      name: true,
      serviceRole: true,
      buildBatchConfig: { serviceRole: true },
      tags: fields('key', 'value'),
    }),
    also: withFound('AWS::CodeBuild::Project', 'projects'),
  },
  'ecs:ListTaskDefinitions': list('taskDefinitionArns'),
  'ecs:DescribeTaskDefinition': {
    ...one('taskDefinition', fields('taskDefinitionArn', 'family', 'taskRoleArn', 'status')),
    also: withFound('AWS::ECS::TaskDefinition', 'taskDefinition'),
  },
  'glue:GetJobs': {
    ...list('Jobs', fields('Name', 'Role')),
    also: withFound('AWS::Glue::Job', 'Jobs'),
  },
  'glue:GetDevEndpoints': list('DevEndpoints', fields('EndpointName', 'RoleArn', 'Status')),
  'sagemaker:ListNotebookInstances': list('NotebookInstances', fields('NotebookInstanceName')),
  'sagemaker:DescribeNotebookInstance': {
    shape: fields('NotebookInstanceArn', 'RoleArn', 'NotebookInstanceStatus'),
  },
  'sagemaker:ListModels': list('Models', fields('ModelName')),
  'sagemaker:DescribeModel': {
    shape: fields('ModelArn', 'ExecutionRoleArn'),
    also: (taken, answer) => ({ ...taken, ...foundOf('AWS::SageMaker::Model', answer) }),
  },
  'ec2:DescribeInstanceAttribute': {
    ...one('InstanceId'),
    also: (_, { UserData }) =>
      foundOf('AWS::EC2::Instance', { userData: isObject(UserData) ? UserData.Value : undefined }),
  },
  'ec2:DescribeLaunchTemplateVersions': {
    ...list('LaunchTemplateVersions', {
      ...fields('LaunchTemplateId', 'LaunchTemplateName', 'DefaultVersion'),
      LaunchTemplateData: { IamInstanceProfile: fields('Arn', 'Name') },
    }),
    also: withFound('AWS::EC2::LaunchTemplate', 'LaunchTemplateVersions'),
  },
  'lambda:GetPolicy': onePolicy('Policy'),
  's3:ListBuckets': list('Buckets', fields('Name', 'BucketRegion')),
  's3:GetBucketPolicy': onePolicy('Policy'),
  's3:GetBucketAcl': { shape: { Grants: { Grantee: fields('URI'), Permission: true } } },
  's3:GetPublicAccessBlock': publicAccessBlock,
  's3control:GetPublicAccessBlock': publicAccessBlock,
  'kms:ListGrants': {
    ...list(
      'Grants',
      fields(
        'GrantId',
        'KeyId',
        'Name',
        'CreationDate',
        'GranteePrincipal',
        'GranteeServicePrincipal',
        'RetiringPrincipal',
        'IssuingAccount',
        'Operations',
      ),
    ),
    also: withContextNames,
  },
  'kms:ListKeys': list('Keys', fields('KeyArn', 'KeyId')),
  'kms:GetKeyPolicy': onePolicy('Policy'),
  'sqs:ListQueues': list('QueueUrls'),
  'sqs:GetQueueAttributes': policyAttribute('QueueArn'),
  'sns:ListTopics': list('Topics', fields('TopicArn')),
  'sns:GetTopicAttributes': policyAttribute('TopicArn'),
  'secretsmanager:ListSecrets': list('SecretList', fields(...Object.keys(secretSchema.shape))),
  'secretsmanager:GetResourcePolicy': onePolicy('ResourcePolicy', 'ARN'),
  'ecr:DescribeRepositories': list('repositories', fields('repositoryArn', 'repositoryName')),
  'ecr:GetRepositoryPolicy': onePolicy('policyText', 'repositoryName'),
  'ssm:DescribeParameters': list('Parameters', fields(...Object.keys(parameterSchema.shape))),
};

/** The answer to a call as far as it goes further. */
export const keptOf = (call: string, answer: object): object => {
  const row = kept[call];
  if (row === undefined) return answer;
  const taken = shaped(row.shape, answer) as Members;
  const shape = redacted.get(call);
  const clean = shape === undefined ? taken : (redactTree(decoded(taken), shape) as Members);
  return { ...clean, ...row.also?.(clean, answer as Members) };
};

const without = (input: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));

/** Which list a page is of; `undefined`: it is the first one, or no page. */
export const listOf = (call: string, input: Members): string | undefined =>
  markers.some((name) => input[name] !== undefined)
    ? `${call} ${JSON.stringify(without(input, markers))}`
    : undefined;

export const isKept = (call: string): boolean => kept[call] !== undefined;

/** Whether an answer is the last word. */
export const isFinal = (call: string, answer: object): boolean =>
  kept[call] !== undefined && (kept[call].isFinal?.(answer as Members) ?? true);

/** What an answer is part of: the pages of a list, or a job and its result. */
export const threadOf = (call: string, input: Members, given: object | undefined): Thread | undefined => {
  const row = kept[call];
  const answer = given as Members | undefined;
  const more = answer !== undefined && nextMarkers.some((name) => Boolean(answer[name]));
  const goesOn = more || (row?.leads === true && answer !== undefined);
  const isPage = markers.some((name) => input[name] !== undefined);
  if (row?.thread === undefined && !more && !isPage) return;
  const id = row?.thread?.(input, answer) ?? `${call} ${JSON.stringify(without(input, markers))}`;
  return { id, goesOn };
};
