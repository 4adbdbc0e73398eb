import { jsonText } from '../../../src/model/command-line.ts';
import type { RemedyTable } from '../../../src/model/remedy.ts';
import type { AttachedPolicy } from '../facts/document-places.ts';
import { awsCuts } from './cuts.ts';
import { narrowed } from './narrowed.ts';
import { placesOfStep } from './same-actions.ts';
import { taskPolicy } from './task-policy.ts';
import { changedTrust, usesPatterns } from './trust-documents.ts';

const denyAll = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

/** Under a document that no narrower one can take the place of yet. */
const widerThanOne = {
  template:
    '# A subject with * is all that is known: the jobs that use the role run for any branch, tag or environment. Limit them to one, then name that subject.',
  values: {},
} as const;

/** https://docs.aws.amazon.com/cli/latest/reference/iam/ */
export const awsRemedies: RemedyTable = {
  commands: {
    user: {
      'issue access-key': 'aws iam create-access-key --user-name {name}',
      // Of API keys alone an age can be asked for.
      'issue service-specific-credential bedrock.amazonaws.com':
        'aws iam create-service-specific-credential --user-name {name} --service-name {service} --credential-age-days 30',
      'issue service-specific-credential':
        'aws iam create-service-specific-credential --user-name {name} --service-name {service}',
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
      'list service-specific-credential': 'aws iam list-service-specific-credentials --user-name {name}',
      'list ssh-public-key': 'aws iam list-ssh-public-keys --user-name {name}',
      'list signing-certificate': 'aws iam list-signing-certificates --user-name {name}',
      replace:
        'aws iam put-user-policy --user-name {name} --policy-name nhi-audit-task --policy-document {policy}',
      'grant attached': 'aws iam detach-user-policy --user-name {name} --policy-arn {policy}',
      'grant inline': 'aws iam delete-user-policy --user-name {name} --policy-name {policy}',
      'grant group': 'aws iam remove-user-from-group --user-name {name} --group-name {group}',
      split: 'aws iam create-user --user-name NEW_NAME',
      quarantine: `aws iam put-user-policy --user-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
      owner: 'aws iam tag-user --user-name {name} --tags Key={tag},Value=OWNER',
    },
    role: {
      replace:
        'aws iam put-role-policy --role-name {name} --policy-name nhi-audit-task --policy-document {policy}',
      'grant attached': 'aws iam detach-role-policy --role-name {name} --policy-arn {policy}',
      'grant inline': 'aws iam delete-role-policy --role-name {name} --policy-name {policy}',
      split: 'aws iam create-role --role-name NEW_NAME --assume-role-policy-document file://trust.json',
      quarantine: `aws iam put-role-policy --role-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
      owner: 'aws iam tag-role --role-name {name} --tags Key={tag},Value=OWNER',
      trust: 'aws iam update-assume-role-policy --role-name {name} --policy-document file://trust.json',
      session:
        'aws sts assume-role --role-arn {id} --role-session-name TASK --duration-seconds 900 --policy file://task.json',
    },
    root: {
      'list access-key': 'aws iam list-access-keys',
      'credential access-key': 'aws iam delete-access-key --access-key-id {credential}',
      'credential signing-certificate': 'aws iam delete-signing-certificate --certificate-id {credential}',
    },
  },
  // The last part of an ARN, whatever is displayed.
  nameOf: ({ id }) => id.slice(id.lastIndexOf('/') + 1),
  // Of keys and certificates; anything else is our own word for a credential without an id.
  credentialId: /^[A-Z0-9]{16,128}$/,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  most: { 'access-key': 2 },
  attachedId: ({ source }, { documentAt }) =>
    source.record === 'aws.policy'
      ? source.id
      : (documentAt(source) as AttachedPolicy | undefined)?.PolicyArn,
  narrow: narrowed,
  taskPolicy: (identity) => jsonText(taskPolicy(identity)),
  changeTrust: (identity, trusts, change, world) => {
    const document = changedTrust(identity, trusts, change, world);
    return (
      document && [
        {
          template: 'aws iam update-assume-role-policy --role-name {name} --policy-document {document}',
          values: { document: jsonText(document) },
        },
        ...(change === 'to-subjects' && usesPatterns(identity, trusts, world) ? [widerThanOne] : []),
      ]
    );
  },
  placesOfStep,
  cuts: awsCuts,
};
