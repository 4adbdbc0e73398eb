import { z } from 'zod';
import { isoTime } from '../../../src/model/time.ts';
import { usageRecords } from '../../../src/usage/record.ts';

/**
 * What an AWS snapshot may hold, one schema a record kind. Field names are those of the AWS API; unknown fields are
 * dropped here, and no schema has a place for a secret. Dates are ISO 8601, UTC. A policy document is kept as given
 * (an object, or a string that may be URL-encoded): its meaning is read in `policy/document.ts`.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */

/** A time without a zone is UTC, as AWS means it: the same file must read the same on every machine. */
const zoned = (text: string): string => {
  const iso = text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T');
  return /T[\d:.]+$/.test(iso) ? `${iso}Z` : iso;
};

/** AWS CLI and SDK write times in several forms; the snapshot knows one. */
const time = z.union([z.string(), z.date()]).transform((value, context) => {
  const iso = isoTime(value instanceof Date ? value.getTime() : Date.parse(zoned(value)));
  if (iso !== undefined) return iso;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});

const document = z.unknown();
const tags = z.array(z.object({ Key: z.string(), Value: z.string() })).optional();
const attached = z
  .array(z.object({ PolicyName: z.string().optional(), PolicyArn: z.string().min(1) }))
  .optional();
const inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: document })).optional();
const boundary = z
  .object({ PermissionsBoundaryArn: z.string(), PermissionsBoundaryType: z.string().optional() })
  .optional();
const lastUsed = z.object({ LastUsedDate: time.optional(), Region: z.string().optional() }).optional();

export const userSchema = z.object({
  Path: z.string().optional(),
  UserName: z.string(),
  UserId: z.string().optional(),
  Arn: z.string(),
  CreateDate: time.optional(),
  UserPolicyList: inline,
  GroupList: z.array(z.string().min(1)).optional(),
  AttachedManagedPolicies: attached,
  PermissionsBoundary: boundary,
  Tags: tags,
});

export const groupSchema = z.object({
  Path: z.string().optional(),
  GroupName: z.string(),
  GroupId: z.string().optional(),
  Arn: z.string(),
  CreateDate: time.optional(),
  GroupPolicyList: inline,
  AttachedManagedPolicies: attached,
});

export const roleSchema = z.object({
  Path: z.string().optional(),
  RoleName: z.string(),
  RoleId: z.string().optional(),
  Arn: z.string(),
  CreateDate: time.optional(),
  Description: z.string().optional(),
  MaxSessionDuration: z.number().optional(),
  AssumeRolePolicyDocument: document.optional(),
  InstanceProfileList: z
    .array(z.object({ InstanceProfileName: z.string().optional(), Arn: z.string().min(1) }))
    .optional(),
  RolePolicyList: inline,
  AttachedManagedPolicies: attached,
  PermissionsBoundary: boundary,
  Tags: tags,
  RoleLastUsed: lastUsed,
});

export const policySchema = z.object({
  PolicyName: z.string(),
  PolicyId: z.string().optional(),
  Arn: z.string(),
  Path: z.string().optional(),
  DefaultVersionId: z.string().optional(),
  AttachmentCount: z.number().optional(),
  PermissionsBoundaryUsageCount: z.number().optional(),
  CreateDate: time.optional(),
  UpdateDate: time.optional(),
  PolicyVersionList: z
    .array(
      z.object({
        Document: document.optional(),
        VersionId: z.string(),
        IsDefaultVersion: z.boolean().optional(),
        CreateDate: time.optional(),
      }),
    )
    .optional(),
});

/** A row of the credential report, as AWS writes it: `N/A`, `no_information` and `not_supported` are kept. */
export const credentialReportRowSchema = z.object({
  user: z.string(),
  arn: z.string(),
  user_creation_time: z.string(),
  password_enabled: z.string(),
  password_last_used: z.string(),
  password_last_changed: z.string().optional(),
  password_next_rotation: z.string().optional(),
  mfa_active: z.string(),
  access_key_1_active: z.string(),
  access_key_1_last_rotated: z.string(),
  access_key_1_last_used_date: z.string(),
  access_key_1_last_used_region: z.string().optional(),
  access_key_1_last_used_service: z.string().optional(),
  access_key_2_active: z.string(),
  access_key_2_last_rotated: z.string(),
  access_key_2_last_used_date: z.string(),
  access_key_2_last_used_region: z.string().optional(),
  access_key_2_last_used_service: z.string().optional(),
  cert_1_active: z.string(),
  cert_1_last_rotated: z.string(),
  cert_2_active: z.string(),
  cert_2_last_rotated: z.string(),
});

export const accessKeySchema = z.object({
  UserName: z.string(),
  AccessKeyId: z.string(),
  Status: z.string(),
  CreateDate: time.optional(),
  LastUsedDate: time.optional(),
  /** `N/A` as AWS has it: the key was never used since tracking began. */
  ServiceName: z.string().optional(),
  Region: z.string().optional(),
  /** Whether `GetAccessKeyLastUsed` was answered for this key. */
  LastUsedCollected: z.boolean().optional(),
});

export const serviceSpecificCredentialSchema = z.object({
  UserName: z.string(),
  ServiceSpecificCredentialId: z.string(),
  ServiceName: z.string(),
  Status: z.string(),
  CreateDate: time.optional(),
  ExpirationDate: time.optional(),
});

export const sshPublicKeySchema = z.object({
  UserName: z.string(),
  SSHPublicKeyId: z.string(),
  Status: z.string(),
  UploadDate: time.optional(),
});

export const signingCertificateSchema = z.object({
  UserName: z.string(),
  CertificateId: z.string(),
  Status: z.string(),
  UploadDate: time.optional(),
});

export const oidcProviderSchema = z.object({
  Arn: z.string(),
  Url: z.string().optional(),
  ClientIDList: z.array(z.string()).optional(),
  CreateDate: time.optional(),
  Tags: tags,
});

export const samlProviderSchema = z.object({
  Arn: z.string(),
  ValidUntil: time.optional(),
  CreateDate: time.optional(),
});

export const accountSummarySchema = z.object({ SummaryMap: z.record(z.string(), z.number()) });

export const outboundFederationSchema = z.object({
  IssuerIdentifier: z.string().optional(),
  JwtVendingEnabled: z.boolean().optional(),
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DelegationRequest.html */
export const delegationRequestSchema = z.object({
  DelegationRequestId: z.string(),
  OwnerAccountId: z.string().optional(),
  Description: z.string().optional(),
  State: z.string().optional(),
  RequestorId: z.string().optional(),
  RequestorName: z.string().optional(),
  OwnerId: z.string().optional(),
  ApproverId: z.string().optional(),
  SessionDuration: z.number().optional(),
  RolePermissionRestrictionArns: z.array(z.string()).optional(),
  CreateDate: time.optional(),
  ExpirationTime: time.optional(),
});

export const organizationSchema = z.object({
  Id: z.string(),
  Arn: z.string().optional(),
  MasterAccountId: z.string().optional(),
  FeatureSet: z.string().optional(),
  /** Ids of the roots, and which policy types are enabled on each. */
  Roots: z.array(z.object({ Id: z.string(), EnabledPolicyTypes: z.array(z.string()) })).optional(),
});

/** An account that may do for some services what the management account does. `Services`: their service principals. */
export const delegatedAdministratorSchema = z.object({ Id: z.string(), Services: z.array(z.string()) });

/** `ParentId`: of an organizational unit or of the root. */
export const accountSchema = z.object({
  Id: z.string(),
  Name: z.string().optional(),
  Alias: z.string().optional(),
  Status: z.string().optional(),
  ParentId: z.string().optional(),
  OrganizationId: z.string().optional(),
  Tags: tags,
});

export const organizationalUnitSchema = z.object({
  Id: z.string(),
  Name: z.string().optional(),
  ParentId: z.string(),
});

export const organizationPolicySchema = z.object({
  Id: z.string(),
  Arn: z.string().optional(),
  Name: z.string().optional(),
  Type: z.enum(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']),
  Content: document,
  /** Ids of the root, units and accounts that it is attached to. */
  Targets: z.array(z.string()),
});

export const serviceLastAccessedSchema = z.object({
  Arn: z.string(),
  JobCompletionDate: time.optional(),
  ServicesLastAccessed: z.array(
    z.object({
      ServiceNamespace: z.string(),
      LastAuthenticated: time.optional(),
      TotalAuthenticatedEntities: z.number().optional(),
      TrackedActionsLastAccessed: z
        .array(z.object({ ActionName: z.string(), LastAccessedTime: time.optional() }))
        .optional(),
    }),
  ),
});

/** Whom the scan ran as: `sts:GetCallerIdentity`. */
export const callerSchema = z.object({ Account: z.string(), Arn: z.string() });

/** What runs with a role. `ResourceType` in the words of AWS Config: `AWS::Lambda::Function`. */
export const workloadSchema = z.object({
  Arn: z.string(),
  ResourceType: z.string(),
  Name: z.string().optional(),
  Region: z.string().optional(),
  /** Roles that code in the workload can act as; an instance profile is resolved to its role where possible. */
  RoleArns: z.array(z.string()),
  InstanceProfileArn: z.string().optional(),
  State: z.string().optional(),
  Tags: tags,
  /** Settings with a secret written out: the kind of setting and its name, never the value. */
  Literals: z.array(z.object({ Place: z.string(), Name: z.string() })).optional(),
  /** Of an instance: whether its metadata service asks for a session token (`required`), or not (`optional`). */
  MetadataTokens: z.string().optional(),
  /** What limits its sessions beyond the role: policies written there, and managed ones. */
  SessionPolicies: z.array(document).optional(),
  SessionPolicyArns: z.array(z.string()).optional(),
});

/** A resource policy of a resource that other identities can be taken over through. */
export const resourcePolicySchema = z.object({
  Arn: z.string(),
  ResourceType: z.string().optional(),
  PolicyDocument: document,
});

const blocks = z.boolean().optional();

/** Block Public Access of S3, of a bucket or of a whole account; the stricter of the two holds. */
export const publicAccessBlockSchema = z.object({
  /** ARN of the bucket, or id of the account. */
  Id: z.string(),
  BlockPublicAcls: blocks,
  IgnorePublicAcls: blocks,
  BlockPublicPolicy: blocks,
  RestrictPublicBuckets: blocks,
});

/** What the access control list of a bucket gives to everyone, or to whoever has any AWS account. */
export const bucketAclSchema = z.object({
  Arn: z.string(),
  PublicGrants: z.array(
    z.object({ Grantee: z.enum(['AllUsers', 'AuthenticatedUsers']), Permission: z.string() }),
  ),
});

/** A grant on a key of KMS: it holds until somebody retires or revokes it. */
export const keyGrantSchema = z.object({
  GrantId: z.string(),
  KeyArn: z.string(),
  Name: z.string().optional(),
  CreationDate: time.optional(),
  GranteePrincipal: z.string(),
  RetiringPrincipal: z.string().optional(),
  IssuingAccount: z.string().optional(),
  /** `Decrypt` */
  Operations: z.array(z.string()),
  /** Names in the encryption context that a request must carry, never their values. */
  EncryptionContextKeys: z.array(z.string()).optional(),
});

/** A secret of Secrets Manager, as `ListSecrets` tells it: never its value. */
export const secretSchema = z.object({
  ARN: z.string(),
  Name: z.string(),
  RotationEnabled: z.boolean().optional(),
  RotationRules: z.object({ AutomaticallyAfterDays: z.number().optional() }).optional(),
  LastRotatedDate: time.optional(),
  LastChangedDate: time.optional(),
  NextRotationDate: time.optional(),
  CreatedDate: time.optional(),
  DeletedDate: time.optional(),
  /** The service that manages it; absent: the account itself. */
  OwningService: z.string().optional(),
});

/** A parameter of Systems Manager, as `DescribeParameters` tells it: never its value. */
export const parameterSchema = z.object({
  Name: z.string(),
  ARN: z.string().optional(),
  /** `String`, `StringList`, `SecureString`. */
  Type: z.string(),
  LastModifiedDate: time.optional(),
});

/** Record kind → schema of its `data` and the field that is its id. */
export const awsRecords = {
  'aws.account': { schema: accountSchema, id: 'Id' },
  'aws.account-summary': { schema: accountSummarySchema, id: undefined },
  'aws.access-key': { schema: accessKeySchema, id: 'AccessKeyId' },
  'aws.bucket-acl': { schema: bucketAclSchema, id: 'Arn' },
  'aws.caller': { schema: callerSchema, id: 'Arn' },
  'aws.credential-report-row': { schema: credentialReportRowSchema, id: 'arn' },
  'aws.delegated-administrator': { schema: delegatedAdministratorSchema, id: 'Id' },
  'aws.delegation-request': { schema: delegationRequestSchema, id: 'DelegationRequestId' },
  'aws.group': { schema: groupSchema, id: 'Arn' },
  'aws.key-grant': { schema: keyGrantSchema, id: 'GrantId' },
  'aws.oidc-provider': { schema: oidcProviderSchema, id: 'Arn' },
  'aws.organization': { schema: organizationSchema, id: 'Id' },
  'aws.organization-policy': { schema: organizationPolicySchema, id: 'Id' },
  'aws.organizational-unit': { schema: organizationalUnitSchema, id: 'Id' },
  'aws.outbound-federation': { schema: outboundFederationSchema, id: undefined },
  'aws.parameter': { schema: parameterSchema, id: 'Name' },
  'aws.policy': { schema: policySchema, id: 'Arn' },
  'aws.public-access-block': { schema: publicAccessBlockSchema, id: 'Id' },
  'aws.resource-policy': { schema: resourcePolicySchema, id: 'Arn' },
  'aws.role': { schema: roleSchema, id: 'Arn' },
  'aws.saml-provider': { schema: samlProviderSchema, id: 'Arn' },
  'aws.secret': { schema: secretSchema, id: 'ARN' },
  'aws.service-last-accessed': { schema: serviceLastAccessedSchema, id: 'Arn' },
  'aws.service-specific-credential': {
    schema: serviceSpecificCredentialSchema,
    id: 'ServiceSpecificCredentialId',
  },
  'aws.signing-certificate': { schema: signingCertificateSchema, id: 'CertificateId' },
  'aws.ssh-public-key': { schema: sshPublicKeySchema, id: 'SSHPublicKeyId' },
  'aws.use': usageRecords.use,
  'aws.use-window': usageRecords.window,
  'aws.user': { schema: userSchema, id: 'Arn' },
  'aws.workload': { schema: workloadSchema, id: 'Arn' },
} as const;

export type AwsRecordKind = keyof typeof awsRecords;

export type AwsUser = z.output<typeof userSchema>;
export type AwsGroup = z.output<typeof groupSchema>;
export type AwsRole = z.output<typeof roleSchema>;
export type AwsPolicy = z.output<typeof policySchema>;
export type AwsCredentialReportRow = z.output<typeof credentialReportRowSchema>;
export type AwsRecordData<Kind extends AwsRecordKind> = z.output<(typeof awsRecords)[Kind]['schema']>;
