import { type PlanType, record, withOwner } from './reading.ts';

/** Keys and certificates of users, without their secrets. */

export const credentialTypes: Readonly<Record<string, PlanType>> = {
  aws_iam_access_key: {
    gives: 'an access key of a user, without its secret',
    read: (resource, values, view) =>
      withOwner('user', values.user, resource, view, (arn) => {
        const UserName = arn.slice(arn.lastIndexOf('/') + 1);
        const id = typeof values.id === 'string' && values.id !== '' ? values.id : `{${resource.address}}`;
        const Status = typeof values.status === 'string' ? values.status : 'Active';
        const data = {
          UserName,
          AccessKeyId: id,
          Status,
          ...(typeof values.create_date === 'string' ? { CreateDate: values.create_date } : {}),
        };
        return { facts: [record('aws.access-key', resource, id, data, view)], unknown: [] };
      }),
  },
  aws_iam_service_specific_credential: {
    gives: 'a key of a user for one service, without its secret',
    read: (resource, values, view) =>
      withOwner('user', values.user_name, resource, view, (arn) => {
        const UserName = arn.slice(arn.lastIndexOf('/') + 1);
        const id =
          typeof values.service_specific_credential_id === 'string' &&
          values.service_specific_credential_id !== ''
            ? values.service_specific_credential_id
            : `{${resource.address}}`;
        const data = {
          UserName,
          ServiceSpecificCredentialId: id,
          ServiceName: String(values.service_name ?? ''),
          Status: typeof values.status === 'string' ? values.status : 'Active',
        };
        return {
          facts: [record('aws.service-specific-credential', resource, id, data, view)],
          unknown: [],
        };
      }),
  },
  aws_iam_user_ssh_key: {
    gives: 'an SSH public key of a user',
    read: (resource, values, view) =>
      withOwner('user', values.username, resource, view, (arn) => {
        const id =
          typeof values.ssh_public_key_id === 'string' && values.ssh_public_key_id !== ''
            ? values.ssh_public_key_id
            : `{${resource.address}}`;
        const data = {
          UserName: arn.slice(arn.lastIndexOf('/') + 1),
          SSHPublicKeyId: id,
          Status: typeof values.status === 'string' ? values.status : 'Active',
        };
        return { facts: [record('aws.ssh-public-key', resource, id, data, view)], unknown: [] };
      }),
  },
  aws_iam_signing_certificate: {
    gives: 'a signing certificate of a user',
    read: (resource, values, view) =>
      withOwner('user', values.user_name, resource, view, (arn) => {
        const id =
          typeof values.certificate_id === 'string' && values.certificate_id !== ''
            ? values.certificate_id
            : `{${resource.address}}`;
        const data = {
          UserName: arn.slice(arn.lastIndexOf('/') + 1),
          CertificateId: id,
          Status: typeof values.status === 'string' ? values.status : 'Active',
        };
        return { facts: [record('aws.signing-certificate', resource, id, data, view)], unknown: [] };
      }),
  },
};
