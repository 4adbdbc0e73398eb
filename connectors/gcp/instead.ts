import type { Instead } from '../../src/model/remedy.ts';

/** Task-scoped alternatives to what a change adds. */
export const gcpInstead: readonly Instead[] = [
  {
    about: 'credential',
    of: ['service-account-key', 'user-managed-key', 'access-key', 'hmac-key'],
    says: 'Instead of a key use workload identity federation, or attach the service account to the workload: tokens end after an hour by themselves.',
    source: 'https://cloud.google.com/iam/docs/workload-identity-federation',
  },
  {
    about: 'trust',
    usedBy: 'pipeline',
    says: 'Name one principal of the pool (principal://…/subject/repo:<owner>/<name>:environment:<name>) instead of a set, and ask for it in the attribute condition of the provider too.',
    source: 'https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines',
  },
  {
    about: 'grant',
    usedBy: 'workload',
    says: 'The platform gives the service account to the workload, so narrow the role: bind the role for what the workload calls on the one bucket, dataset or secret, not on the project, and give each workload an account of its own.',
    source: 'https://cloud.google.com/iam/docs/best-practices-service-accounts',
  },
  {
    about: 'grant',
    usedBy: 'pipeline',
    says: 'Bind the role on the resources that this pipeline deploys, and let one principal of the pool, with its environment, be the account.',
    source: 'https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines',
  },
  {
    about: 'grant',
    usedBy: 'person',
    says: 'Make it an entitlement of Privileged Access Manager: people ask for it for hours, with approval, and it expires.',
    source: 'https://cloud.google.com/iam/docs/pam-overview',
  },
  {
    about: 'grant',
    says: 'Bind the role at the smallest resource with a condition (request.time < timestamp("<end of the task>")), or make it an entitlement of Privileged Access Manager with a longest duration.',
    source: 'https://cloud.google.com/iam/docs/configuring-temporary-access',
  },
];
