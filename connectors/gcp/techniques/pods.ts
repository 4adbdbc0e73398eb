import type { AccountTechnique, Need } from './types.ts';

/** What decides which pods a cluster runs. https://cloud.google.com/kubernetes-engine/docs/how-to/iam */
export const runsPods: Need = [
  'container.pods.create',
  'container.pods.exec',
  'container.pods.attach',
  'container.pods.update',
  'container.deployments.create',
  'container.deployments.update',
  'container.daemonSets.create',
  'container.daemonSets.update',
  'container.statefulSets.create',
  'container.statefulSets.update',
  'container.replicaSets.create',
  'container.replicaSets.update',
  'container.replicationControllers.create',
  'container.replicationControllers.update',
  'container.jobs.create',
  'container.cronJobs.create',
  'container.cronJobs.update',
  'container.nodes.proxy',
  'container.clusters.impersonate',
];

/** What decides the same of every cluster of a fleet. https://cloud.google.com/kubernetes-engine/fleet-management/docs/team-management */
export const configuresFleet: Need = [
  'gkehub.features.update',
  'gkehub.features.create',
  'gkehub.features.setIamPolicy',
  'gkehub.membershipfeatures.create',
  'gkehub.membershipfeatures.update',
  'gkehub.rbacrolebindings.create',
  'gkehub.rbacrolebindings.update',
];
export const ofFleet: readonly string[] = ['the cluster is of a fleet of the project'];

/** On the project of the cluster. https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity */
export const podIdentity: AccountTechnique = {
  id: 'gke-workload-identity',
  mechanism: 'write-code',
  does: 'run a pod as a service account of Kubernetes',
  source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity',
  needs: [[...runsPods, 'container.serviceAccounts.createToken']],
};

/** Takes every right in the cluster first. https://cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control#permission_to_create_or_modify */
export const clusterRights: readonly (readonly [Need, ...Need[]])[] = [
  [
    ['container.clusterRoleBindings.create', 'container.clusterRoleBindings.update'],
    ['container.clusterRoles.bind'],
  ],
  [['container.clusterRoles.update'], ['container.clusterRoles.escalate']],
  // In one namespace, where pods run as well.
  [
    ['container.roleBindings.create', 'container.roleBindings.update'],
    ['container.roles.bind', 'container.clusterRoles.bind'],
  ],
];
