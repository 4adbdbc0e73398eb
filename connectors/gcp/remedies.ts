import type { RemedyTable } from '../../src/model/remedy.ts';

const ofAccount = {
  'credential service-account-key':
    'gcloud iam service-accounts keys delete {credential} --iam-account {name}',
  'list service-account-key': 'gcloud iam service-accounts keys list --iam-account {name} --managed-by user',
  'credential hmac-key': 'gcloud storage hmac update {credential} --deactivate',
  quarantine: 'gcloud iam service-accounts disable {name}',
} as const;

/** https://cloud.google.com/sdk/gcloud/reference */
export const gcpRemedies: RemedyTable = {
  commands: { 'service-account': ofAccount, 'default-service-account': ofAccount },
  nameOf: ({ id }) => id,
  credentialId: /^[0-9A-Za-z]{20,64}$/,
};
