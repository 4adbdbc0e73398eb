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
    about: 'trust',
    usedBy: 'pipeline',
    says: 'Trust one subject: a federated credential with the repository and a protected environment (repo:<owner>/<name>:environment:<name>), without a wildcard.',
    source: 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust',
  },
  {
    about: 'grant',
    usedBy: 'workload',
    says: 'The platform gives the identity to the workload, so narrow the role: assign it on the one resource that the workload uses, with the role for data of that service instead of a general one, and with a condition where the service takes one.',
    source: 'https://learn.microsoft.com/azure/role-based-access-control/best-practices',
  },
  {
    about: 'grant',
    usedBy: 'pipeline',
    says: 'Assign the role on the resource group or resource that this pipeline deploys to, and let one federated subject with its environment sign in.',
    source: 'https://learn.microsoft.com/azure/role-based-access-control/best-practices',
  },
  {
    about: 'grant',
    usedBy: 'person',
    says: 'Make it an eligible assignment of Privileged Identity Management, to be activated for hours with a reason and approval, at the smallest scope.',
    source: 'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure',
  },
  {
    about: 'grant',
    says: 'Assign the role at the smallest scope and with an end (roleAssignmentScheduleRequests with expiration afterDateTime); people get it as eligible in Privileged Identity Management.',
    source: 'https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests',
  },
];
