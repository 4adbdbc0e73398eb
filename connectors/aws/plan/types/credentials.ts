import type { Values } from '../../../../src/plan/planned-resource.ts';
import { type Fact, nameIn } from '../facts.ts';
import { none, type PlanType, type ReadType, record, withOwner } from '../reading.ts';

/** Keys, certificates and passwords of users, without their secrets. */

interface UserKey {
  /** Where the user stands. */
  readonly user: string;
  /** Where the id stands. */
  readonly id: string;
  readonly record: string;
  /** What the record calls its id. */
  readonly idName: string;
}

const userKey =
  (
    { user, id: idField, record: kind, idName }: UserKey,
    more: (values: Values) => object = () => ({}),
  ): ReadType =>
  (resource, values, view) =>
    withOwner('user', values[user], resource, view, (arn) => {
      const known = values[idField];
      const id = typeof known === 'string' && known !== '' ? known : `{${resource.address}}`;
      const data = {
        UserName: nameIn(arn),
        [idName]: id,
        Status: typeof values.status === 'string' ? values.status : 'Active',
        ...more(values),
      };
      return { facts: [record(kind, resource, id, data, view)], unknown: [] };
    });

/** Taken away, it leaves a password without a second factor: that is a credential of the other side. */
export const withoutMfa = (arn: string, address: string): Fact => ({
  is: 'credential',
  arn,
  credential: { id: `${nameIn(arn)} without ${address}`, kind: 'sign-in-without-mfa', lifetime: 'static' },
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials.html */
export const credentialTypes: Readonly<Record<string, PlanType>> = {
  aws_iam_access_key: {
    gives: 'an access key of a user, without its secret',
    read: userKey(
      { user: 'user', id: 'id', record: 'aws.access-key', idName: 'AccessKeyId' },
      ({ create_date: CreateDate }) => (typeof CreateDate === 'string' ? { CreateDate } : {}),
    ),
  },
  aws_iam_service_specific_credential: {
    gives: 'a key of a user for one service, without its secret',
    read: userKey(
      {
        user: 'user_name',
        id: 'service_specific_credential_id',
        record: 'aws.service-specific-credential',
        idName: 'ServiceSpecificCredentialId',
      },
      ({ service_name: name }) => ({ ServiceName: String(name ?? '') }),
    ),
  },
  aws_iam_user_ssh_key: {
    gives: 'an SSH public key of a user',
    read: userKey({
      user: 'username',
      id: 'ssh_public_key_id',
      record: 'aws.ssh-public-key',
      idName: 'SSHPublicKeyId',
    }),
  },
  aws_iam_signing_certificate: {
    gives: 'a signing certificate of a user',
    read: userKey({
      user: 'user_name',
      id: 'certificate_id',
      record: 'aws.signing-certificate',
      idName: 'CertificateId',
    }),
  },
  aws_iam_user_login_profile: {
    gives: 'a password of a user for the console',
    read: (resource, values, view) =>
      withOwner('user', values.user, resource, view, (arn) => ({
        facts: [
          {
            is: 'credential',
            arn,
            credential: { id: `${arn}#console-password`, kind: 'console-password', lifetime: 'static' },
          },
        ],
        unknown: [],
      })),
  },
  aws_iam_virtual_mfa_device: {
    gives: 'a second factor of a user: taken away, the password does without',
    // One that nobody has enabled yet holds nothing back.
    read: (resource, values, view) =>
      values.user_name === undefined || values.user_name === null || values.user_name === ''
        ? none
        : withOwner('user', values.user_name, resource, view, (arn) => ({
            facts: [{ is: 'second-factor', arn, device: resource.address }],
            unknown: [],
          })),
  },
};
