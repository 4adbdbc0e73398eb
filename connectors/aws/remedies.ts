import type { RemedyTable } from '../../src/model/remedy.ts';

const denyAll = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

/** https://docs.aws.amazon.com/cli/latest/reference/iam/ */
export const awsRemedies: RemedyTable = {
  commands: {
    user: {
      'credential access-key':
        'aws iam update-access-key --user-name {name} --access-key-id {credential} --status Inactive',
      'credential console-password': 'aws iam delete-login-profile --user-name {name}',
      'credential service-specific-credential':
        'aws iam update-service-specific-credential --user-name {name} --service-specific-credential-id {credential} --status Inactive',
      'credential ssh-public-key':
        'aws iam update-ssh-public-key --user-name {name} --ssh-public-key-id {credential} --status Inactive',
      'credential signing-certificate':
        'aws iam update-signing-certificate --user-name {name} --certificate-id {credential} --status Inactive',
      'list access-key': 'aws iam list-access-keys --user-name {name}',
      'grant attached': 'aws iam detach-user-policy --user-name {name} --policy-arn {policy}',
      'grant inline': 'aws iam delete-user-policy --user-name {name} --policy-name {policy}',
      'grant group': 'aws iam remove-user-from-group --user-name {name} --group-name {group}',
      quarantine: `aws iam put-user-policy --user-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
      owner: 'aws iam tag-user --user-name {name} --tags Key={tag},Value=OWNER',
    },
    role: {
      'grant attached': 'aws iam detach-role-policy --role-name {name} --policy-arn {policy}',
      'grant inline': 'aws iam delete-role-policy --role-name {name} --policy-name {policy}',
      quarantine: `aws iam put-role-policy --role-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
      owner: 'aws iam tag-role --role-name {name} --tags Key={tag},Value=OWNER',
      trust: 'aws iam update-assume-role-policy --role-name {name} --policy-document file://trust.json',
      session:
        'aws sts assume-role --role-arn {id} --role-session-name TASK --duration-seconds 900 --policy file://task.json',
    },
    root: {
      'list access-key': 'aws iam list-access-keys',
      'credential access-key': 'aws iam delete-access-key --access-key-id {credential}',
    },
  },
  // The last part of an ARN, whatever is displayed.
  nameOf: ({ id }) => id.slice(id.lastIndexOf('/') + 1),
  // Of keys and certificates; anything else is our own word for a credential without an id.
  credentialId: /^[A-Z0-9]{16,128}$/,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
  timeBoundPolicy: (until, services) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: (services.length > 0 ? services : ['SERVICE']).map((service) => `${service}:ACTION`),
          Resource: ['ARN_OF_WHAT_THE_TASK_NEEDS'],
          Condition: { DateLessThan: { 'aws:CurrentTime': until } },
        },
      ],
    }),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
  trustCondition: (issuer) => {
    const equals =
      issuer === undefined
        ? { 'sts:ExternalId': 'AN_ID_AGREED_WITH_THE_THIRD_PARTY' }
        : { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: 'THE_ONE_SUBJECT' };
    return `"Condition": ${JSON.stringify({ StringEquals: equals })}`;
  },
};
