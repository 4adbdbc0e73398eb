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
    about: 'grant',
    says: 'Bind the role at the smallest resource with a condition (request.time < timestamp("<end of the task>")), or make it an entitlement of Privileged Access Manager with a longest duration.',
    source: 'https://cloud.google.com/iam/docs/configuring-temporary-access',
  },
];
