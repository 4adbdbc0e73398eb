import type { LoopbackAccount, LoopbackOrganization } from './aws-answers.ts';
import type { LoopbackRegion } from './aws-regional.ts';

/** An IAM document as the API sends it. */
export const encoded = (document: unknown): string => encodeURIComponent(JSON.stringify(document));

export const allow = (action: string | readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});

const trust = (principal: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
});

/** Policy of a resource, as its service sends it. */
const openTo = (principal: unknown, action: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' }],
  });

const when = (day: number): Date => new Date(Date.UTC(2025, 0, day));
const time = (day: number): string => when(day).toISOString().replace('.000Z', '+00:00');

export const reportColumns =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

const noKey = 'false,N/A,N/A,N/A,N/A';

/** A row of the credential report. `keys`: two slots of five columns; `cert`: the first two certificate columns. */
export const reportRow = (arn: string, keys: readonly string[] = [], cert = 'false,N/A'): string => {
  const user = arn.endsWith(':root') ? '<root_account>' : (arn.split('/').at(-1) ?? '');
  const [one = noKey, two = noKey] = keys;
  return `${user},${arn},${time(1)},false,N/A,N/A,N/A,false,${one},${two},${cert},false,N/A`;
};

/** The `n`th access key's slot, active, made on that day. */
export const keySlot = (day: number, lastUsed = 'N/A'): string =>
  `true,${time(day)},${lastUsed},${lastUsed === 'N/A' ? 'N/A,N/A' : 'eu-west-1,s3'}`;

/** What must never reach a snapshot. */
export const plantedSecret = 'planted-secret-value';

/** A region with one workload of each kind, each with the planted secret where such a thing may hold one. */
export const sampleRegion = (id: string, region: string): LoopbackRegion => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${id}:${rest}`;
  const role = `arn:aws:iam::${id}:role/admin`;
  return {
    functions: [
      {
        FunctionName: 'job',
        FunctionArn: arn('lambda', 'function:job'),
        Role: role,
        Environment: { Variables: { TOKEN: plantedSecret } },
      },
      { FunctionName: 'other', FunctionArn: arn('lambda', 'function:other'), Role: `${role}-2` },
    ],
    instances: [
      {
        InstanceId: 'i-1',
        State: { Name: 'running' },
        IamInstanceProfile: { Arn: `arn:aws:iam::${id}:instance-profile/web` },
        Tags: [{ Key: 'password', Value: plantedSecret }],
      },
      { InstanceId: 'i-2', State: { Name: 'stopped' } },
      {
        InstanceId: 'i-3',
        State: { Name: 'terminated' },
        IamInstanceProfile: { Arn: `arn:aws:iam::${id}:instance-profile/web` },
      },
    ],
    stacks: [
      {
        StackId: arn('cloudformation', 'stack/base/1'),
        StackName: 'base',
        CreationTime: new Date(0),
        StackStatus: 'CREATE_COMPLETE',
        RoleARN: role,
        Parameters: [{ ParameterKey: 'Password', ParameterValue: plantedSecret }],
      },
    ],
    projects: [
      {
        name: 'build',
        arn: arn('codebuild', 'project/build'),
        serviceRole: role,
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'i',
          computeType: 'BUILD_GENERAL1_SMALL',
          environmentVariables: [{ name: 'TOKEN', value: plantedSecret }],
        },
      },
    ],
    taskDefinitions: [2, 1].map((revision) => ({
      taskDefinitionArn: arn('ecs', `task-definition/web:${revision}`),
      family: 'web',
      taskRoleArn: role,
      containerDefinitions: [{ environment: [{ name: 'TOKEN', value: plantedSecret }] }],
    })),
    jobs: [{ Name: 'etl', Role: 'admin', DefaultArguments: { '--token': plantedSecret } }],
    endpoints: [
      { EndpointName: 'dev', RoleArn: role, PublicKey: plantedSecret, Arguments: { a: plantedSecret } },
    ],
    notebooks: [
      {
        NotebookInstanceName: 'lab',
        NotebookInstanceArn: arn('sagemaker', 'notebook-instance/lab'),
        RoleArn: role,
        FailureReason: plantedSecret,
      },
    ],
    models: [
      {
        ModelName: 'ranker',
        ModelArn: arn('sagemaker', 'model/ranker'),
        ExecutionRoleArn: role,
        PrimaryContainer: { Environment: { HF_TOKEN: plantedSecret, STAGE: 'blue' } },
      },
    ],
    // Names of buckets are of all accounts together.
    buckets: {
      [`open-${id}-${region}`]: openTo('*', 's3:GetObject'),
      [`plain-${id}-${region}`]: undefined,
    },
    keys: { 'key-1': openTo({ AWS: 'arn:aws:iam::999999999999:root' }, 'kms:Decrypt') },
    grants: {
      'key-1': [
        {
          GrantId: `grant-${id}-${region}`,
          Name: 'backup',
          GranteePrincipal: `arn:aws:iam::${id}:role/admin`,
          IssuingAccount: `arn:aws:iam::${id}:root`,
          Operations: ['Decrypt', 'DescribeKey'],
          Constraints: { EncryptionContextSubset: { purpose: plantedSecret } },
        },
      ],
    },
    openAcls: { [`open-${id}-${region}`]: 'AllUsers' },
    blocks: { [`plain-${id}-${region}`]: { IgnorePublicAcls: true, RestrictPublicBuckets: true } },
    queues: { jobs: openTo('*', 'sqs:SendMessage'), quiet: undefined },
    topics: { news: openTo({ AWS: '999999999999' }, 'sns:Publish') },
    repositories: { base: openTo('*', 'ecr:BatchGetImage'), own: undefined },
    functionPolicies: { job: openTo({ Service: 's3.amazonaws.com' }, 'lambda:InvokeFunction') },
    secrets: [
      {
        ARN: arn('secretsmanager', 'secret:db-AbCdEf'),
        Name: 'db',
        Description: plantedSecret,
        RotationEnabled: false,
        LastChangedDate: when(8),
        Tags: [{ Key: 'password', Value: plantedSecret }],
        policy: openTo({ AWS: 'arn:aws:iam::999999999999:root' }, 'secretsmanager:GetSecretValue'),
      },
      { ARN: arn('secretsmanager', 'secret:own-AbCdEf'), Name: 'own', RotationEnabled: true },
    ],
    parameters: [
      { Name: '/app/db-password', ARN: arn('ssm', 'parameter/app/db-password'), Type: 'String' },
      { Name: '/app/key', Type: 'SecureString', Description: plantedSecret, LastModifiedDate: when(9) },
    ],
    templates: {
      web: [
        {
          IamInstanceProfile: { Arn: `arn:aws:iam::${id}:instance-profile/web` },
          MetadataOptions: { HttpTokens: 'optional' },
          UserData: Buffer.from('echo ready').toString('base64'),
        },
        { UserData: Buffer.from(`TOKEN=${plantedSecret}`).toString('base64') },
      ],
    },
    userData: { 'i-1': `#!/bin/sh\nexport DB_PASSWORD=${plantedSecret}\n` },
  };
};

const configItem = (id: string, type: string, service: string, rest: string, configuration: object) => ({
  arn: `arn:aws:${service}:eu-west-1:${id}:${rest}`,
  accountId: id,
  awsRegion: 'eu-west-1',
  resourceType: type,
  resourceName: rest.split(/[:/]/).at(-1),
  configuration: { ...configuration, environment: { variables: { TOKEN: plantedSecret } } },
});

/** The same region where AWS Config records functions, instances, projects and App Runner services. */
export const recordedRegion = (id: string): LoopbackRegion => ({
  ...sampleRegion(id, 'eu-west-1'),
  recorder: { name: 'default', recordingGroup: { allSupported: true } },
  items: [
    configItem(id, 'AWS::Lambda::Function', 'lambda', 'function:job', {
      role: `arn:aws:iam::${id}:role/admin`,
    }),
    configItem(id, 'AWS::Lambda::Function', 'lambda', 'function:other', {
      role: `arn:aws:iam::${id}:role/admin-2`,
    }),
    configItem(id, 'AWS::EC2::Instance', 'ec2', 'instance/i-1', {
      iamInstanceProfile: { arn: `arn:aws:iam::${id}:instance-profile/web` },
    }),
    configItem(id, 'AWS::CodeBuild::Project', 'codebuild', 'project/build', { serviceRole: 'admin' }),
    configItem(id, 'AWS::AppRunner::Service', 'apprunner', 'service/web/1', {
      InstanceConfiguration: { InstanceRoleArn: `arn:aws:iam::${id}:role/admin` },
    }),
  ],
});

/** A small account with one of everything that the collection can meet. */
export const sampleAccount = (id = '111111111111'): LoopbackAccount => {
  const user = (name: string) => `arn:aws:iam::${id}:user/${name}`;
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  return {
    id,
    alias: `alias-${id}`,
    users: [
      {
        UserName: 'ci',
        Arn: user('ci'),
        Path: '/',
        UserId: 'AIDACI',
        CreateDate: when(1),
        GroupList: ['builders'],
        Tags: [{ Key: 'owner', Value: 'team-build' }],
        UserPolicyList: [{ PolicyName: 'upload', PolicyDocument: encoded(allow('s3:PutObject')) }],
      },
      {
        UserName: 'git',
        Arn: user('git'),
        UserPolicyList: [{ PolicyName: 'git', PolicyDocument: encoded(allow('codecommit:GitPush')) }],
      },
      {
        UserName: 'idle',
        Arn: user('idle'),
        AttachedManagedPolicies: [{ PolicyName: 'Own', PolicyArn: `arn:aws:iam::${id}:policy/Own` }],
      },
    ],
    groups: [
      {
        GroupName: 'builders',
        Arn: `arn:aws:iam::${id}:group/builders`,
        GroupPolicyList: [{ PolicyName: 'read', PolicyDocument: encoded(allow('s3:Get*')) }],
      },
    ],
    roles: [
      {
        RoleName: 'admin',
        Arn: `arn:aws:iam::${id}:role/admin`,
        CreateDate: when(2),
        AssumeRolePolicyDocument: encoded(trust({ AWS: `arn:aws:iam::${id}:root` })),
        AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: admin }],
        RoleLastUsed: { LastUsedDate: when(300), Region: 'eu-west-1' },
      },
      { RoleName: 'odd', Arn: `arn:aws:iam::${id}:role/odd`, AssumeRolePolicyDocument: '%7Bnot json' },
    ],
    policies: [
      {
        PolicyName: 'AdministratorAccess',
        Arn: admin,
        DefaultVersionId: 'v1',
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: encoded(allow('*')) }],
      },
      {
        PolicyName: 'Own',
        Arn: `arn:aws:iam::${id}:policy/Own`,
        DefaultVersionId: 'v2',
        PolicyVersionList: [
          { VersionId: 'v1', IsDefaultVersion: false, Document: encoded(allow('*')) },
          { VersionId: 'v2', IsDefaultVersion: true, Document: encoded(allow('sqs:*')) },
        ],
      },
    ],
    report: [
      reportColumns,
      reportRow(`arn:aws:iam::${id}:root`),
      reportRow(user('ci'), [keySlot(1, time(200)), keySlot(1)]),
      reportRow(user('git'), [], `true,${time(3)}`),
      reportRow(user('idle')),
    ].join('\n'),
    accessKeys: {
      ci: [
        { UserName: 'ci', AccessKeyId: 'AKIACIFIRST', Status: 'Active', CreateDate: when(1) },
        { UserName: 'ci', AccessKeyId: 'AKIACISECOND', Status: 'Active', CreateDate: when(1) },
      ],
    },
    serviceCredentials: [
      {
        UserName: 'idle',
        ServiceSpecificCredentialId: 'ACCABEDROCK',
        ServiceName: 'bedrock.amazonaws.com',
        ServiceUserName: 'service-user-name',
        ServiceCredentialAlias: 'service-credential-alias',
        Status: 'Active',
        CreateDate: when(4),
      },
    ],
    sshKeys: { git: [{ UserName: 'git', SSHPublicKeyId: 'APKAGIT', Status: 'Active', UploadDate: when(5) }] },
    certificates: {
      git: [
        {
          UserName: 'git',
          CertificateId: 'CERTGIT',
          CertificateBody: 'certificate-body',
          Status: 'Active',
          UploadDate: when(3),
        },
      ],
    },
    oidcProviders: {
      [`arn:aws:iam::${id}:oidc-provider/token.actions.githubusercontent.com`]: {
        Url: 'token.actions.githubusercontent.com',
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: ['0000'],
        CreateDate: when(6),
      },
    },
    samlProviders: [
      { Arn: `arn:aws:iam::${id}:saml-provider/idp`, ValidUntil: when(365), CreateDate: when(7) },
    ],
    delegations: [
      {
        DelegationRequestId: 'dr-1',
        OwnerAccountId: id,
        State: 'ACCEPTED',
        RequestMessage: 'request-message',
        ApproverId: `arn:aws:iam::${id}:role/admin`,
        ExpirationTime: when(20),
        SessionDuration: 3600,
      },
    ],
    issuer: 'https://issuer.example.com',
    regions: { 'eu-west-1': recordedRegion(id), 'us-east-1': sampleRegion(id, 'us-east-1') },
    lastAccessed: {
      [`arn:aws:iam::${id}:role/admin`]: [
        {
          ServiceName: 'S3',
          ServiceNamespace: 's3',
          LastAuthenticated: when(300),
          TotalAuthenticatedEntities: 1,
        },
        { ServiceName: 'EC2', ServiceNamespace: 'ec2', TotalAuthenticatedEntities: 0 },
      ],
    },
  };
};

/** Management account, an account in a unit of a unit, and a closed one. */
export const sampleOrganization: LoopbackOrganization = {
  delegated: { '222222222222': ['sso.amazonaws.com', 'guardduty.amazonaws.com'] },
  id: 'o-example',
  management: '111111111111',
  accounts: [
    { Id: '111111111111', Name: 'management', State: 'ACTIVE', Email: 'root@example.com', parent: 'r-root' },
    { Id: '222222222222', Name: 'shop', State: 'ACTIVE', parent: 'ou-root-prod' },
    { Id: '333333333333', Name: 'old', State: 'CLOSED', parent: 'r-root' },
  ],
  units: [
    { Id: 'ou-root-work', Name: 'Workloads', parent: 'r-root' },
    { Id: 'ou-root-prod', Name: 'Production', parent: 'ou-root-work' },
  ],
  enabled: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'],
  policies: [
    {
      id: 'p-FullAWSAccess',
      type: 'SERVICE_CONTROL_POLICY',
      content: JSON.stringify(allow('*')),
      targets: ['r-root', 'ou-root-prod'],
    },
    {
      id: 'p-RCPFullAWSAccess',
      type: 'RESOURCE_CONTROL_POLICY',
      content: JSON.stringify(allow('*')),
      targets: ['r-root'],
    },
  ],
  tags: { '222222222222': [{ Key: 'environment', Value: 'production' }] },
};
