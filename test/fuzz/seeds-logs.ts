/** Logs of use and what AWS Config knows: one sound entry of each form that the readers tell apart. */

const session = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:run',
  arn: 'arn:aws:sts::111122223333:assumed-role/deploy/run',
  accountId: '111122223333',
  accessKeyId: 'ASIAEXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      arn: 'arn:aws:iam::111122223333:role/ci/deploy',
      accountId: '111122223333',
    },
    attributes: { mfaAuthenticated: 'false', creationDate: '2026-10-30T10:00:00Z' },
  },
};
const event = {
  eventVersion: '1.11',
  userIdentity: session,
  eventTime: '2026-10-30T10:11:12Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.31.0 md/awscrt',
  requestParameters: { bucketName: 'logs', key: 'a/b', roleArn: 'arn:aws:iam::111122223333:role/x' },
  resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::logs' }],
  eventID: '0c000000-0000-4000-8000-000000000001',
  readOnly: true,
  managementEvent: false,
  recipientAccountId: '111122223333',
  eventCategory: 'Data',
};
const keyed = {
  ...event,
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/ci',
    accountId: '111122223333',
    accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  },
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  errorCode: 'AccessDenied',
  sourceIPAddress: '2001:db8::1',
  readOnly: 'true',
};
const cloudTrail = [
  JSON.stringify({ Records: [event, keyed] }),
  JSON.stringify({
    Events: [{ EventName: 'GetObject', CloudTrailEvent: JSON.stringify(keyed) }],
    NextToken: 'x',
  }),
  `${JSON.stringify(event)}\n${JSON.stringify({ ...keyed, userIdentity: JSON.stringify(session) })}`,
  '{"awsAccountId":"111122223333","digestStartTime":"2026-10-30T10:00:00Z","logFiles":[],"previousDigestSignature":null}',
];

const object = '0b000000-0000-4000-8000-000000000001';
const subscription = '/subscriptions/5aaaaaaa-0000-4000-8000-000000000001';
const activity = {
  authorization: {
    action: 'Microsoft.Compute/virtualMachines/write',
    scope: subscription,
    evidence: { principalId: object },
  },
  caller: object,
  claims: { 'http://schemas.microsoft.com/identity/claims/objectidentifier': object, appid: object },
  correlationId: object,
  eventTimestamp: '2026-10-30T10:11:12.123Z',
  httpRequest: { clientIpAddress: '198.51.100.7', method: 'PUT' },
  operationName: { localizedValue: 'Create', value: 'Microsoft.Compute/virtualMachines/write' },
  resourceId: `${subscription}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web`,
  status: { value: 'Succeeded' },
  subStatus: { value: 'Forbidden' },
  subscriptionId: '5aaaaaaa-0000-4000-8000-000000000001',
  category: { value: 'Administrative' },
};
const vault = {
  time: '2026-10-30T10:11:12.123Z',
  category: 'AuditEvent',
  operationName: 'SecretGet',
  resourceId: `${subscription.toUpperCase()}/RESOURCEGROUPS/A/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V`,
  resultSignature: 'OK',
  callerIpAddress: '10.0.0.1',
  identity: { claim: { oid: object } },
};
const signIn = {
  createdDateTime: '2026-10-30T10:11:12Z',
  appId: object,
  ipAddress: '2001:db8::1',
  servicePrincipalId: object,
  servicePrincipalCredentialKeyId: object,
  resourceServicePrincipalId: object,
  status: { errorCode: 0 },
  userAgent: 'azsdk-python-identity/1',
};
const directoryAudit = {
  activityDateTime: '2026-10-30T10:11:12Z',
  activityDisplayName: 'Add member to role',
  initiatedBy: { app: { servicePrincipalId: object }, user: null },
  result: 'success',
  targetResources: [{ id: object, type: 'User' }],
};
const wrapped = {
  time: '2026-10-30T10:11:12Z',
  category: 'ServicePrincipalSignInLogs',
  operationName: 'Sign-in activity',
  resourceId: `/tenants/${object}/providers/Microsoft.aadiam`,
  tenantId: object,
  properties: signIn,
};
const azureLogs = [
  JSON.stringify([activity]),
  `${JSON.stringify(vault)}\n${JSON.stringify(wrapped)}\n${JSON.stringify({ ...wrapped, category: 'AuditLogs', properties: directoryAudit })}`,
  JSON.stringify({ records: [vault] }),
  JSON.stringify({ '@odata.context': 'x', value: [signIn] }),
  JSON.stringify({ value: [directoryAudit] }),
];

const gcpEntry = {
  insertId: 'a',
  logName: 'projects/shop/logs/cloudaudit.googleapis.com%2Fdata_access',
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    authenticationInfo: {
      principalEmail: 'ci@shop.iam.gserviceaccount.com',
      serviceAccountKeyName:
        '//iam.googleapis.com/projects/shop/serviceAccounts/ci@shop.iam.gserviceaccount.com/keys/0123456789abcdef',
    },
    authorizationInfo: [
      {
        granted: true,
        permission: 'storage.objects.get',
        permissionType: 'DATA_READ',
        resource: 'projects/_/buckets/logs/objects/a',
      },
    ],
    methodName: 'storage.objects.get',
    requestMetadata: { callerIp: '198.51.100.7', callerSuppliedUserAgent: 'google-cloud-sdk gcloud/500.0' },
    resourceName: 'projects/_/buckets/logs/objects/a',
    serviceName: 'storage.googleapis.com',
    status: { code: 7 },
  },
  timestamp: '2026-10-30T10:11:12.123456789Z',
};
const gcpAuditLog = [
  JSON.stringify([gcpEntry]),
  `${JSON.stringify(gcpEntry)}\n${JSON.stringify({ ...gcpEntry, logName: 'organizations/1/logs/cloudaudit.googleapis.com/activity' })}`,
];

const githubEvent = {
  '@timestamp': 1_793_355_072_000,
  _document_id: 'x',
  action: 'git.clone',
  actor: 'ci[bot]',
  actor_ip: '198.51.100.7',
  org: 'acme',
  repo: 'acme/web',
  user_agent: 'git/2.39',
  operation_type: 'access',
};
const githubAuditLog = [
  JSON.stringify([githubEvent]),
  `${JSON.stringify(githubEvent)}\n${JSON.stringify({ ...githubEvent, action: 'repo.create', org: undefined })}`,
];

const item = {
  accountId: '111122223333',
  arn: 'arn:aws:lambda:eu-central-1:111122223333:function:f',
  awsRegion: 'eu-central-1',
  resourceType: 'AWS::Lambda::Function',
  resourceName: 'f',
  configurationItemCaptureTime: '2026-10-30T10:11:12Z',
  configurationItemStatus: 'OK',
  configuration: {
    role: 'arn:aws:iam::111122223333:role/deploy',
    environment: { variables: { A: 'b' } },
    tags: [{ key: 'owner', value: 'a@b.example' }],
  },
  tags: { owner: 'a@b.example' },
};
const bucket = {
  ...item,
  arn: 'arn:aws:s3:::logs',
  resourceType: 'AWS::S3::Bucket',
  configuration: '{}',
  supplementaryConfiguration: {
    BucketPolicy: {
      policyText:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}]}',
    },
  },
};
const configItems = [
  JSON.stringify({
    Results: [JSON.stringify(item)],
    QueryInfo: { SelectFields: [{ Name: 'arn' }] },
    NextToken: 'x',
  }),
  JSON.stringify({ fileVersion: '1.0', configSnapshotId: 'x', configurationItems: [item, bucket] }),
  JSON.stringify({
    baseConfigurationItems: [{ ...item, configuration: JSON.stringify(item.configuration) }],
  }),
];

export const logSeeds = { cloudTrail, azureLogs, gcpAuditLog, githubAuditLog, configItems } as const;
