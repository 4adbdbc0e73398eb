import type { Instead } from '../../src/model/remedy.ts';

/** Task-scoped alternatives to what a change adds. */
export const azureInstead: readonly Instead[] = [
  {
    about: 'credential',
    of: ['client-secret', 'password', 'certificate'],
    says: 'Instead of a secret add a federated identity credential (issuer, subject, audience), or use a managed identity: nothing is stored and nothing has to be replaced.',
    source: 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation',
  },
  {
    about: 'grant',
    says: 'Assign the role at the smallest scope and with an end (roleAssignmentScheduleRequests with expiration afterDateTime); people get it as eligible in Privileged Identity Management.',
    source: 'https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests',
  },
];
