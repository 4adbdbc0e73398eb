import { type FieldTable, type Identifier, recordRedaction } from '../../../src/redaction/records.ts';
import { useIdentifiers, windowIdentifiers } from '../../../src/usage/record.ts';
import type { AwsRecordKind } from './records.ts';

const name: Identifier = { identifier: 'what it is called: everything else names it so' };
const arn: Identifier = { identifier: 'an ARN: it names the thing everywhere' };
const id: Identifier = { identifier: "the provider's own id" };
const choice: Identifier = { identifier: "one of the provider's own words, which decides what holds" };
const time: Identifier = { identifier: 'a time' };

/**
 * Of a policy, what says whom and what it is about: another word there, and another thing is allowed. Condition values lose
 * what has the form of a secret, and those of a tag or an encryption context whose name promises one.
 */
export const policyDocument: FieldTable[string] = {
  document: {
    keep: new Set([
      'Action',
      'Effect',
      'NotAction',
      'NotPrincipal',
      'NotResource',
      'Principal',
      'Resource',
      'Version',
    ]),
    exactIn: new Set(['Condition']),
    nameOf: (member) =>
      member.includes(':') ? (/(?:Tag\/|EncryptionContext:)(.+)$/i.exec(member)?.[1] ?? '') : member,
  },
};

/** A tag's value may be compared with one in a policy: both lose the same. */
export const tags: FieldTable[string] = { document: { keep: new Set() } };

const attached: FieldTable = {
  'AttachedManagedPolicies.PolicyName': name,
  'AttachedManagedPolicies.PolicyArn': arn,
};
const boundary: FieldTable = {
  'PermissionsBoundary.PermissionsBoundaryArn': arn,
  'PermissionsBoundary.PermissionsBoundaryType': choice,
};
const inline = (list: string): FieldTable => ({
  [`${list}.PolicyName`]: name,
  [`${list}.PolicyDocument`]: policyDocument,
});
const credential: FieldTable = { UserName: name, Status: choice, CreateDate: time, UploadDate: time };

/** Of each kind of record, what is no text of a person. All other texts are redacted. */
export const awsIdentifiers: Readonly<Record<AwsRecordKind, FieldTable>> = {
  'aws.account': {
    Id: id,
    Name: name,
    Alias: name,
    Status: choice,
    ParentId: id,
    OrganizationId: id,
    Tags: tags,
  },
  'aws.account-summary': {},
  'aws.access-key': {
    ...credential,
    AccessKeyId: { identifier: 'the id of a key: it opens nothing by itself, and tells which one to end' },
    LastUsedDate: time,
    ServiceName: choice,
    Region: choice,
  },
  'aws.bucket-acl': { Arn: arn, 'PublicGrants.Grantee': choice, 'PublicGrants.Permission': choice },
  'aws.caller': { Account: id, Arn: arn },
  'aws.credential-report-row': {
    user: name,
    arn,
    access_key_1_last_used_region: choice,
    access_key_1_last_used_service: choice,
    access_key_2_last_used_region: choice,
    access_key_2_last_used_service: choice,
  },
  'aws.delegated-administrator': { Id: id, Services: choice },
  'aws.delegation-request': {
    DelegationRequestId: id,
    OwnerAccountId: id,
    State: choice,
    RequestorId: id,
    RequestorName: name,
    OwnerId: id,
    ApproverId: id,
    RolePermissionRestrictionArns: arn,
    CreateDate: time,
    ExpirationTime: time,
  },
  'aws.group': {
    Path: name,
    GroupName: name,
    GroupId: id,
    Arn: arn,
    CreateDate: time,
    ...inline('GroupPolicyList'),
    ...attached,
  },
  'aws.key-grant': {
    GrantId: id,
    KeyArn: arn,
    Name: name,
    CreationDate: time,
    GranteePrincipal: arn,
    RetiringPrincipal: arn,
    IssuingAccount: arn,
    Operations: choice,
    EncryptionContextKeys: { identifier: 'names in the encryption context: their values are nowhere' },
  },
  'aws.oidc-provider': {
    Arn: arn,
    Url: { identifier: 'the issuer: tokens are compared with it' },
    ClientIDList: { identifier: 'audiences: tokens are compared with them' },
    CreateDate: time,
    Tags: tags,
  },
  'aws.organization': {
    Id: id,
    Arn: arn,
    MasterAccountId: id,
    FeatureSet: choice,
    'Roots.Id': id,
    'Roots.EnabledPolicyTypes': choice,
  },
  'aws.organization-policy': {
    Id: id,
    Arn: arn,
    Name: name,
    Type: choice,
    Content: policyDocument,
    Targets: id,
  },
  'aws.organizational-unit': { Id: id, Name: name, ParentId: id },
  'aws.outbound-federation': {
    IssuerIdentifier: { identifier: 'the issuer: others trust it by this address' },
  },
  'aws.parameter': { Name: name, ARN: arn, Type: choice, LastModifiedDate: time },
  'aws.policy': {
    PolicyName: name,
    PolicyId: id,
    Arn: arn,
    Path: name,
    DefaultVersionId: id,
    CreateDate: time,
    UpdateDate: time,
    'PolicyVersionList.Document': policyDocument,
    'PolicyVersionList.VersionId': id,
    'PolicyVersionList.CreateDate': time,
  },
  'aws.public-access-block': { Id: arn },
  'aws.resource-policy': { Arn: arn, ResourceType: choice, PolicyDocument: policyDocument },
  'aws.role': {
    Path: name,
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: time,
    AssumeRolePolicyDocument: policyDocument,
    'InstanceProfileList.InstanceProfileName': name,
    'InstanceProfileList.Arn': arn,
    ...inline('RolePolicyList'),
    ...attached,
    ...boundary,
    Tags: tags,
    'RoleLastUsed.LastUsedDate': time,
    'RoleLastUsed.Region': choice,
  },
  'aws.saml-provider': { Arn: arn, ValidUntil: time, CreateDate: time },
  'aws.secret': {
    ARN: arn,
    Name: name,
    LastRotatedDate: time,
    LastChangedDate: time,
    NextRotationDate: time,
    CreatedDate: time,
    DeletedDate: time,
    OwningService: choice,
  },
  'aws.service-last-accessed': {
    Arn: arn,
    JobCompletionDate: time,
    'ServicesLastAccessed.ServiceNamespace': choice,
    'ServicesLastAccessed.LastAuthenticated': time,
    'ServicesLastAccessed.TrackedActionsLastAccessed.ActionName': choice,
    'ServicesLastAccessed.TrackedActionsLastAccessed.LastAccessedTime': time,
  },
  'aws.service-specific-credential': {
    ...credential,
    ServiceSpecificCredentialId: id,
    ServiceName: choice,
    ExpirationDate: time,
  },
  'aws.signing-certificate': { ...credential, CertificateId: id },
  'aws.ssh-public-key': { ...credential, SSHPublicKeyId: id },
  'aws.use': useIdentifiers,
  'aws.use-window': windowIdentifiers,
  'aws.user': {
    Path: name,
    UserName: name,
    UserId: id,
    Arn: arn,
    CreateDate: time,
    ...inline('UserPolicyList'),
    GroupList: name,
    ...attached,
    ...boundary,
    Tags: tags,
  },
  'aws.workload': {
    Arn: arn,
    ResourceType: choice,
    Name: name,
    Region: choice,
    RoleArns: arn,
    InstanceProfileArn: arn,
    State: choice,
    Tags: tags,
    'Literals.Place': choice,
    'Literals.Name': { identifier: 'the name of a setting: its value is nowhere' },
    MetadataTokens: choice,
    SessionPolicies: policyDocument,
    SessionPolicyArns: arn,
  },
};

/** A record as a snapshot may hold it. The same again changes nothing. */
export const redactAws = recordRedaction(awsIdentifiers);
