import type { AccountTechnique, Need } from './types.ts';

const permissions = 'https://cloud.google.com/iam/docs/service-account-permissions';
const credentials = 'https://cloud.google.com/iam/docs/create-short-lived-credentials-direct';

const apiKeysOnly: readonly string[] = ['what it is after takes API keys'];

/** https://cloud.google.com/iam/docs/service-account-permissions */
export const accountTechniques: readonly AccountTechnique[] = [
  {
    id: 'service-account-access-token',
    mechanism: 'impersonate',
    does: 'ask for an access token of the service account',
    source: credentials,
    needs: [['iam.serviceAccounts.getAccessToken']],
  },
  {
    id: 'service-account-sign-jwt',
    mechanism: 'impersonate',
    does: 'have a token signed as the service account and exchange it',
    source:
      'https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt',
    needs: [['iam.serviceAccounts.signJwt']],
  },
  {
    id: 'service-account-sign-blob',
    mechanism: 'impersonate',
    does: 'have bytes signed as the service account, a token among them, and exchange it',
    source:
      'https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob',
    needs: [['iam.serviceAccounts.signBlob']],
  },
  {
    id: 'service-account-id-token',
    mechanism: 'impersonate',
    does: 'ask for an ID token of the service account',
    source: credentials,
    needs: [['iam.serviceAccounts.getOpenIdToken']],
    assumes: ['what it is after takes ID tokens: interfaces of Google do not'],
  },
  {
    id: 'service-account-key-create',
    mechanism: 'write-credential',
    does: 'make a key of the service account',
    source: 'https://cloud.google.com/iam/docs/keys-create-delete',
    needs: [['iam.serviceAccountKeys.create']],
    forbiddenBy: 'iam.disableServiceAccountKeyCreation',
  },
  {
    id: 'service-account-key-upload',
    mechanism: 'write-credential',
    does: 'upload a key of its own for the service account',
    source: 'https://cloud.google.com/iam/docs/keys-upload',
    needs: [['iam.serviceAccountKeys.create']],
    forbiddenBy: 'iam.disableServiceAccountKeyUpload',
    otherwise: 'service-account-key-create',
  },
  {
    id: 'service-account-set-iam-policy',
    mechanism: 'write-trust',
    does: 'let itself become the service account, in the policy of that account',
    source: permissions,
    needs: [['iam.serviceAccounts.setIamPolicy']],
  },
  {
    id: 'service-account-api-key',
    mechanism: 'write-credential',
    does: 'make an API key that is bound to the service account',
    source: 'https://cloud.google.com/docs/authentication/api-keys-best-practices',
    needs: [['iam.serviceAccountApiKeyBindings.create'], ['apikeys.keys.create']],
    forbiddenBy: 'iam.disableServiceAccountApiKeyCreation',
    assumes: apiKeysOnly,
  },
];

/** Of an account that is switched off: before anything else. https://cloud.google.com/iam/docs/service-accounts-disable-enable */
export const switchOnNeed: Need = ['iam.serviceAccounts.enable'];

/** The same of a pool. https://cloud.google.com/iam/docs/manage-workload-identity-pools-providers */
export const switchPoolOnNeed: Need = [
  'iam.googleapis.com/workloadIdentityPools.update',
  'iam.googleapis.com/workforcePools.update',
];

/** On the project of a key that is bound to the account. */
export const readApiKey: AccountTechnique = {
  id: 'service-account-api-key-read',
  mechanism: 'write-credential',
  does: 'read an API key that is bound to the service account',
  source: 'https://cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys/getKeyString',
  needs: [['apikeys.keys.getKeyString']],
  assumes: apiKeysOnly,
};

/** A token of one account, asked for in the name of another that may become it. */
export const delegate: AccountTechnique = {
  id: 'service-account-implicit-delegation',
  mechanism: 'impersonate',
  does: 'ask for its access token through a service account that may',
  source: 'https://cloud.google.com/iam/docs/create-short-lived-credentials-delegated',
  needs: [['iam.serviceAccounts.implicitDelegation']],
};
export const accessToken: Need = ['iam.serviceAccounts.getAccessToken'];

/** On the project of the account, whose keys all are. */
export const hmacKey: AccountTechnique = {
  id: 'service-account-hmac-key',
  mechanism: 'write-credential',
  does: 'make an HMAC key of the service account',
  source: 'https://cloud.google.com/storage/docs/authentication/hmackeys',
  needs: [['storage.hmacKeys.create']],
  assumes: ['what it is after is in Cloud Storage: HMAC keys open nothing else'],
};

/** On the pool, which its project or organisation holds. */
export const changeProvider: AccountTechnique = {
  id: 'workload-identity-provider',
  mechanism: 'write-trust',
  does: 'have the pool take tokens of its own issuer',
  source: 'https://cloud.google.com/iam/docs/manage-workload-identity-pools-providers',
  needs: [
    [
      'iam.googleapis.com/workloadIdentityPoolProviders.create',
      'iam.googleapis.com/workloadIdentityPoolProviders.update',
      'iam.googleapis.com/workloadIdentityPools.setIamPolicy',
    ],
  ],
};

/** The same of a pool of a workforce, on its organisation. */
export const changeWorkforce: AccountTechnique = {
  id: 'workforce-identity-provider',
  mechanism: 'write-trust',
  does: 'have the pool of the workforce take people of its own issuer',
  source: 'https://cloud.google.com/iam/docs/manage-workforce-identity-pools-providers',
  needs: [
    [
      'iam.googleapis.com/workforcePoolProviders.create',
      'iam.googleapis.com/workforcePoolProviders.update',
      'iam.googleapis.com/workforcePools.setIamPolicy',
    ],
  ],
};

/** Of a pool whose members are workloads that attestation names: on the pool. */
export const changeAttestation: AccountTechnique = {
  id: 'workload-identity-attestation',
  mechanism: 'write-trust',
  does: 'have a workload of its own attested as a managed identity of the pool',
  source: 'https://cloud.google.com/iam/docs/create-managed-workload-identities',
  needs: [
    [
      'iam.googleapis.com/workloadIdentityPoolManagedIdentities.setAttestationRules',
      'iam.googleapis.com/workloadIdentityPools.setAttestationRules',
    ],
  ],
  assumes: ['members of the pool are managed identities'],
};

/** Agents that deploy what they are told, with whatever their project gives them. */
export const agentTechniques: readonly (AccountTechnique & { readonly agent: RegExp })[] = [
  {
    id: 'cloud-build-default-account',
    mechanism: 'pass-to-service',
    does: 'run a build as the account that Cloud Build has of old',
    source: 'https://cloud.google.com/build/docs/cloud-build-service-account',
    needs: [['cloudbuild.builds.create']],
    agent: /^\d+@cloudbuild\.gserviceaccount\.com$/,
    assumes: ['builds of the project run as this account where they name none'],
  },
  {
    id: 'vertex-custom-code-agent',
    mechanism: 'pass-to-service',
    does: 'run a job without an account, which Vertex AI runs as its agent for custom code',
    source: 'https://cloud.google.com/vertex-ai/docs/general/custom-service-account#default-access',
    needs: [
      [
        'aiplatform.customJobs.create',
        'aiplatform.hyperparameterTuningJobs.create',
        'aiplatform.trainingPipelines.create',
      ],
    ],
    agent: /^service-\d+@gcp-sa-aiplatform-cc\.iam\.gserviceaccount\.com$/,
  },
  {
    id: 'vertex-agent-engine-agent',
    mechanism: 'pass-to-service',
    does: 'run an agent without an account, which Vertex AI runs as its own',
    source: 'https://cloud.google.com/vertex-ai/generative-ai/docs/agent-engine/set-up#service-agent',
    needs: [['aiplatform.reasoningEngines.create', 'aiplatform.reasoningEngines.update']],
    agent: /^service-\d+@gcp-sa-aiplatform-re\.iam\.gserviceaccount\.com$/,
  },
  {
    id: 'colab-runtime-agent',
    mechanism: 'pass-to-service',
    does: 'run a notebook on a machine of Colab Enterprise, which has tokens of the agent for notebooks',
    source: 'https://cloud.google.com/iam/docs/service-agents#vertex-ai-notebook-service-account',
    needs: [['aiplatform.notebookRuntimes.assign'], ['aiplatform.notebookRuntimeTemplates.apply']],
    agent: /^service-\d+@gcp-sa-aiplatform-vm\.iam\.gserviceaccount\.com$/,
  },
  {
    id: 'deployment-manager',
    mechanism: 'pass-to-service',
    does: 'deploy what it likes as the agent of Google’s interfaces',
    source: 'https://cloud.google.com/deployment-manager/docs/access-control',
    needs: [
      [
        'deploymentmanager.deployments.create',
        'deploymentmanager.deployments.update',
        'deploymentmanager.deployments.setIamPolicy',
      ],
    ],
    agent: /^\d+@cloudservices\.gserviceaccount\.com$/,
    assumes: ['Deployment Manager, which Google is ending, still serves the project'],
  },
];
