import type { RemedyTable } from '../../src/model/remedy.ts';

const ofApplication = {
  'credential client-secret': 'az ad app credential delete --id {name} --key-id {credential}',
  'credential certificate': 'az ad app credential delete --id {name} --key-id {credential} --cert',
  'list client-secret': 'az ad app credential list --id {name}',
  'grant assigned': 'az role assignment delete --assignee {name} --role {policy}',
  'grant group': 'az ad group member remove --group {group} --member-id {name}',
  quarantine: `az rest --method PATCH --url 'https://graph.microsoft.com/v1.0/servicePrincipals/'{name} --body '{"accountEnabled":false}'`,
  owner: 'az ad app owner add --id {name} --owner-object-id OWNER',
  trust:
    'az ad app federated-credential update --id {name} --federated-credential-id CREDENTIAL --parameters trust.json',
} as const;

const ofManagedIdentity = {
  'grant assigned': 'az role assignment delete --assignee {name} --role {policy}',
  'grant group': 'az ad group member remove --group {group} --member-id {name}',
  owner: 'az resource tag --ids RESOURCE --tags {tag}=OWNER --is-incremental',
} as const;

/** https://learn.microsoft.com/cli/azure/reference-index */
export const azureRemedies: RemedyTable = {
  commands: {
    'service-principal': ofApplication,
    application: ofApplication,
    'agent-blueprint': ofApplication,
    'agent-identity': {
      'grant assigned': ofApplication['grant assigned'],
      'grant group': ofApplication['grant group'],
      quarantine: ofApplication.quarantine,
    },
    'managed-identity': ofManagedIdentity,
    user: {
      'grant assigned': ofApplication['grant assigned'],
      'grant group': ofApplication['grant group'],
    },
  },
  nameOf: ({ id }) => id,
  credentialId: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
};
