import type { FileKind } from '../../src/model/connector.ts';

/**
 * Outputs of the AWS CLI that are one list: by the list's name, the command, and members that an element must have, so
 * that another service's list of the same name is not taken for it.
 * https://docs.aws.amazon.com/cli/latest/reference/iam/ and …/organizations/list-accounts.html
 */
export const listOutputs = {
  AccessKeyMetadata: { command: 'aws iam list-access-keys', marks: ['AccessKeyId'] },
  Accounts: { command: 'aws organizations list-accounts', marks: ['Id', 'Arn'] },
  Certificates: { command: 'aws iam list-signing-certificates', marks: ['CertificateId', 'UserName'] },
  DelegationRequests: { command: 'aws iam list-delegation-requests', marks: ['DelegationRequestId'] },
  Grants: { command: 'aws kms list-grants', marks: ['GrantId', 'KeyId', 'Operations'] },
  OpenIDConnectProviderList: { command: 'aws iam list-open-id-connect-providers', marks: ['Arn'] },
  Parameters: { command: 'aws ssm describe-parameters', marks: ['Name', 'Type', 'LastModifiedDate'] },
  SAMLProviderList: { command: 'aws iam list-saml-providers', marks: ['Arn'] },
  SSHPublicKeys: { command: 'aws iam list-ssh-public-keys', marks: ['SSHPublicKeyId'] },
  SecretList: { command: 'aws secretsmanager list-secrets', marks: ['ARN', 'Name'] },
  ServiceSpecificCredentials: {
    command: 'aws iam list-service-specific-credentials',
    marks: ['ServiceSpecificCredentialId'],
  },
} as const satisfies Readonly<
  Record<string, { readonly command: string; readonly marks: readonly string[] }>
>;

export const configQuery =
  'aws configservice select-resource-config --expression "SELECT arn, accountId, awsRegion, resourceType, resourceId, resourceName, configuration, supplementaryConfiguration, tags" --output json';

/** Of a CSV file: its first line. */
const columnsOf = (text: string): readonly string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/, 1)[0]!
    .split(',')
    .map((column) => column.replaceAll('"', ''));

/** AWS's own files that can be handed in. */
export const awsFiles: readonly FileKind[] = [
  {
    id: 'aws-account-authorization-details',
    title:
      'users, groups, roles and policies of an AWS account: aws iam get-account-authorization-details --output json',
    // `Policies` alone is also what aws iam list-policies and aws organizations list-policies write.
    recognises: ({ keys, elementKeys }) =>
      ['UserDetailList', 'GroupDetailList', 'RoleDetailList'].some((name) => keys.has(name)) ||
      (keys.has('Policies') && elementKeys.has('PolicyVersionList')),
    marks: [
      {
        of: 'aws iam get-account-authorization-details --output json',
        members: ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
      },
    ],
  },
  {
    id: 'aws-credential-report',
    title:
      'credential report of an AWS account: aws iam get-credential-report, the JSON as it is or its Content decoded to CSV',
    recognises: ({ text, keys }) => {
      if (/^\s*[[{]/.test(text)) {
        // The content comes first and may fill the head: base64 of `user,arn,…`.
        return keys.has('ReportFormat') || /^\s*(?:\[\s*)?\{[^{}]*"Content"\s*:\s*"dXNlcixhcm4s/.test(text);
      }
      const columns = columnsOf(text);
      return ['user', 'arn', 'password_enabled'].every((column) => columns.includes(column));
    },
  },
  {
    id: 'aws-cli-list',
    title: `output (--output json) of ${Object.values(listOutputs)
      .map(({ command }) => command)
      .join(', ')}; name the file <account-id>-….json where it holds no ARN`,
    recognises: ({ keys, elementKeys }) =>
      Object.entries(listOutputs).some(
        ([name, { marks }]) =>
          keys.has(name) && (elementKeys.size === 0 || marks.every((mark) => elementKeys.has(mark))),
      ),
    marks: Object.entries(listOutputs).map(([name, { command, marks }]) => ({
      of: `${command} --output json`,
      members: [name, ...marks],
    })),
  },
  {
    id: 'aws-config-items',
    title: `resources as AWS Config knows them: ${configQuery}, or a Config snapshot file`,
    recognises: ({ text, keys }) =>
      keys.has('configurationItems') ||
      keys.has('baseConfigurationItems') ||
      (keys.has('Results') && (keys.has('QueryInfo') || /"Results"\s*:\s*\[\s*("\{|\])/.test(text))),
  },
  {
    id: 'aws-caller-identity',
    title: 'whom the exports were made as: aws sts get-caller-identity --output json',
    recognises: ({ keys }) => keys.has('UserId') && keys.has('Account') && keys.has('Arn'),
    marks: [{ of: 'aws sts get-caller-identity --output json', members: ['UserId', 'Account', 'Arn'] }],
  },
  {
    id: 'aws-cloudtrail',
    title:
      'CloudTrail events: a file or the folder that a trail delivers (….json.gz), aws cloudtrail lookup-events, one event a line from CloudTrail Lake or Athena, or the CSV of a query of Athena',
    usage: true,
    marks: [
      {
        of: 'an event of CloudTrail',
        members: ['eventTime', 'eventSource', 'eventName', 'userIdentity', 'eventID', 'recipientAccountId'],
      },
    ],
    recognises: ({ text, keys, elementKeys }) => {
      const has = (names: ReadonlySet<string>, ...wanted: readonly string[]): boolean =>
        wanted.every((name) => names.has(name) || names.has(name.toLowerCase()));
      return (
        (keys.has('Records') && has(elementKeys, 'eventSource', 'eventName', 'userIdentity', 'eventID')) ||
        /^\s*\{\s*"Records"\s*:\s*\[\s*\]\s*\}\s*$/.test(text) ||
        (keys.has('Events') && elementKeys.has('CloudTrailEvent')) ||
        has(keys, 'eventTime', 'eventSource', 'eventName', 'userIdentity') ||
        ((has(keys, 'eventJson') || has(keys, 'eventData')) && /"eventSource\\?"/i.test(text)) ||
        (keys.has('awsAccountId') && keys.has('digestStartTime') && keys.has('logFiles')) ||
        (!/^\s*[[{]/.test(text) &&
          has(new Set(columnsOf(text)), 'eventTime', 'eventSource', 'eventName', 'userIdentity'))
      );
    },
  },
];
