import type { AwsRecordKind } from './records.ts';

/**
 * Members that say when something happened, by kind of record. The ends of certificates, credentials and requests, and the next
 * rotation of a secret, lie ahead and are left out.
 */
export const happened = {
  'aws.access-key': ['CreateDate', 'LastUsedDate'],
  'aws.credential-report-row': [
    'user_creation_time',
    'password_last_used',
    'password_last_changed',
    'access_key_1_last_rotated',
    'access_key_1_last_used_date',
    'access_key_2_last_rotated',
    'access_key_2_last_used_date',
    'cert_1_last_rotated',
    'cert_2_last_rotated',
  ],
  'aws.delegation-request': ['CreateDate'],
  'aws.group': ['CreateDate'],
  'aws.oidc-provider': ['CreateDate'],
  'aws.parameter': ['LastModifiedDate'],
  // Those of AWS change when AWS changes them, which says as much of the time.
  'aws.policy': ['CreateDate', 'UpdateDate', 'PolicyVersionList.CreateDate'],
  'aws.role': ['CreateDate', 'RoleLastUsed.LastUsedDate'],
  'aws.saml-provider': ['CreateDate'],
  'aws.secret': ['CreatedDate', 'LastChangedDate', 'LastRotatedDate'],
  'aws.service-last-accessed': ['JobCompletionDate', 'ServicesLastAccessed.LastAuthenticated'],
  'aws.service-specific-credential': ['CreateDate'],
  'aws.signing-certificate': ['UploadDate'],
  'aws.ssh-public-key': ['UploadDate'],
  'aws.use-window': ['To'],
  'aws.user': ['CreateDate'],
} as const satisfies Readonly<Partial<Record<AwsRecordKind, readonly string[]>>>;
