import type { Technique } from '../../../../src/model/takeover.ts';
import type { CarrierTechnique, Need } from '../types.ts';
import { aks, data, need, write } from './needs.ts';

/** What a cluster says of groups itself. */
export const clusterAdministrator: Technique = {
  id: 'aks-administrator-group',
  mechanism: write,
  does: 'run a pod on the nodes of the cluster that its group administers',
  source: 'https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id',
};

/** Where the code of a function app lies, outside of it. */
export const replaceStoredCode: Technique = {
  id: 'function-code-storage',
  mechanism: write,
  does: 'replace the code of the function app where it lies',
  source: 'https://learn.microsoft.com/azure/azure-functions/storage-considerations#important-considerations',
};
/** To write a package into a container. */
export const writeBlobs: Need = data(
  'microsoft.storage/storageaccounts/blobservices/containers/blobs/write',
  'microsoft.storage/storageaccounts/blobservices/containers/blobs/add/action',
);

/** Within a cluster: at all of it, or at one of its namespaces. */
export const createPods: CarrierTechnique = {
  id: 'aks-create-pods',
  mechanism: write,
  does: 'run a pod on the nodes of the cluster',
  source: 'https://learn.microsoft.com/azure/aks/manage-azure-rbac',
  on: aks,
  needs: [
    data(
      `${aks}/pods/write`,
      `${aks}/pods/exec/action`,
      `${aks}/replicationcontrollers/write`,
      ...['deployments', 'daemonsets', 'statefulsets', 'replicasets'].map(
        (kind) => `${aks}/apps/${kind}/write`,
      ),
      ...['jobs', 'cronjobs'].map((kind) => `${aks}/batch/${kind}/write`),
    ),
  ],
  assumes: ['the cluster decides by Azure RBAC'],
  decidedBy: 'clusterRoles',
};

/** Containers, clusters, gateways. */
export const apps: readonly CarrierTechnique[] = [
  {
    id: 'container-app-write',
    mechanism: write,
    does: 'change which image the container app runs',
    source: 'https://learn.microsoft.com/azure/container-apps/managed-identity',
    on: 'microsoft.app/containerapps',
    needs: [need('microsoft.app/containerapps/write')],
  },
  {
    id: 'container-app-exec',
    mechanism: write,
    does: 'run a command in the container app',
    source: 'https://learn.microsoft.com/azure/container-apps/container-console',
    on: 'microsoft.app/containerapps',
    needs: [
      need('microsoft.app/containerapps/exec/action', 'microsoft.app/containerapps/getauthtoken/action'),
    ],
  },
  {
    id: 'container-app-job-write',
    mechanism: write,
    does: 'change which image the job runs and start it',
    source: 'https://learn.microsoft.com/azure/container-apps/jobs',
    on: 'microsoft.app/jobs',
    needs: [need('microsoft.app/jobs/write')],
  },
  {
    id: 'container-group-exec',
    mechanism: write,
    does: 'run a command in a container',
    source: 'https://learn.microsoft.com/azure/container-instances/container-instances-exec',
    on: 'microsoft.containerinstance/containergroups',
    needs: [need('microsoft.containerinstance/containergroups/containers/exec/action')],
  },
  {
    id: 'container-group-write',
    mechanism: write,
    does: 'change which image the container runs',
    source: 'https://learn.microsoft.com/azure/container-instances/container-instances-managed-identity',
    on: 'microsoft.containerinstance/containergroups',
    needs: [need('microsoft.containerinstance/containergroups/write')],
  },
  {
    id: 'aks-admin-credential',
    mechanism: write,
    does: 'get the administrator’s credential of the cluster and run a pod on its nodes',
    source: 'https://learn.microsoft.com/azure/aks/control-kubeconfig-access',
    on: aks,
    needs: [need(`${aks}/listclusteradmincredential/action`, `${aks}/accessprofiles/listcredential/action`)],
    closedBy: 'localAccountsDisabled',
  },
  {
    id: 'aks-run-command',
    mechanism: write,
    does: 'run a command in the cluster as its administrator',
    source: 'https://learn.microsoft.com/azure/aks/access-private-cluster',
    on: aks,
    needs: [need(`${aks}/runcommand/action`), need(`${aks}/commandresults/read`)],
  },
  createPods,
  {
    id: 'api-management-policy',
    mechanism: write,
    does: 'write a policy of the gateway that hands out its token',
    source: 'https://learn.microsoft.com/azure/api-management/authentication-managed-identity-policy',
    on: 'microsoft.apimanagement/service',
    needs: [
      need(
        'microsoft.apimanagement/service/policies/write',
        'microsoft.apimanagement/service/apis/policies/write',
        'microsoft.apimanagement/service/apis/operations/policies/write',
        'microsoft.apimanagement/service/apis/resolvers/policies/write',
        'microsoft.apimanagement/service/products/policies/write',
        'microsoft.apimanagement/service/policyfragments/write',
      ),
    ],
  },
  {
    id: 'registry-task',
    mechanism: write,
    does: 'change what the task of the registry runs, and run it',
    source:
      'https://learn.microsoft.com/azure/container-registry/container-registry-tasks-authentication-managed-identity',
    on: 'microsoft.containerregistry/registries/tasks',
    needs: [need('microsoft.containerregistry/registries/tasks/write')],
  },
  {
    id: 'container-app-debug',
    mechanism: write,
    does: 'open a debugging console in the container app',
    source: 'https://learn.microsoft.com/azure/container-apps/container-debug-console',
    on: 'microsoft.app/containerapps',
    needs: [need('microsoft.app/containerapps/debug/action')],
  },
  {
    id: 'container-app-job-start',
    mechanism: write,
    does: 'start the job with an image of its own',
    source: 'https://learn.microsoft.com/rest/api/resource-manager/containerapps/jobs/start',
    on: 'microsoft.app/jobs',
    needs: [need('microsoft.app/jobs/start/action')],
  },
  {
    id: 'container-app-job-exec',
    mechanism: write,
    does: 'run a command in the job',
    source: 'https://learn.microsoft.com/azure/container-apps/container-console',
    on: 'microsoft.app/jobs',
    needs: [data('microsoft.app/jobs/exec/action')],
  },
  {
    id: 'session-pool-write',
    mechanism: write,
    does: 'change which image the sessions run',
    source: 'https://learn.microsoft.com/azure/container-apps/sessions-custom-container',
    on: 'microsoft.app/sessionpools',
    needs: [need('microsoft.app/sessionpools/write')],
    assumes: ['sessions get the identity of the pool'],
    indirect: true,
  },
  {
    id: 'session-pool-execute',
    mechanism: write,
    does: 'run code in a session of the pool',
    source: 'https://learn.microsoft.com/azure/container-apps/sessions-code-interpreter',
    on: 'microsoft.app/sessionpools',
    needs: [
      data(
        'microsoft.app/sessionpools/interpreters/execute/action',
        'microsoft.app/sessionpools/executions/action',
      ),
    ],
    assumes: ['sessions get the identity of the pool'],
    indirect: true,
  },
  {
    id: 'operations-agent',
    mechanism: write,
    does: 'tell the agent what to do',
    source: 'https://learn.microsoft.com/azure/sre-agent/roles-permissions-overview',
    on: 'microsoft.app/agents',
    needs: [
      data(
        'microsoft.app/agents/threads/write',
        'microsoft.app/agents/extendedagents/write',
        'microsoft.app/agents/scheduledtasks/write',
      ),
    ],
    assumes: ['the agent does it without an approval'],
    indirect: true,
  },
  {
    id: 'operations-agent-write',
    mechanism: write,
    does: 'change what the agent does',
    source: 'https://learn.microsoft.com/azure/sre-agent/roles-permissions-overview',
    on: 'microsoft.app/agents',
    needs: [need('microsoft.app/agents/write')],
    assumes: ['the agent does it without an approval'],
    indirect: true,
  },
  {
    id: 'container-groups-write',
    mechanism: write,
    does: 'change which image the groups of containers run',
    source:
      'https://learn.microsoft.com/azure/container-instances/container-instance-ngroups/container-instances-about-ngroups',
    on: 'microsoft.containerinstance/ngroups',
    needs: [need('microsoft.containerinstance/ngroups/write')],
  },
  {
    id: 'aks-user-credential',
    mechanism: write,
    does: 'get the user’s credential of the cluster and run a pod on its nodes',
    source: 'https://learn.microsoft.com/azure/aks/control-kubeconfig-access',
    on: aks,
    needs: [need(`${aks}/listclusterusercredential/action`)],
    assumes: ['the cluster does not ask for Entra'],
    closedBy: 'localAccountsDisabled',
    indirect: true,
  },
  {
    id: 'aks-administrators',
    mechanism: write,
    does: 'make itself administrator of the cluster',
    source: 'https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id',
    on: aks,
    needs: [need(`${aks}/write`), need(`${aks}/read`)],
  },
  {
    id: 'aks-flux',
    mechanism: write,
    does: 'let the cluster apply a repository of its own',
    source: 'https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2',
    on: aks,
    needs: [
      need('microsoft.kubernetesconfiguration/fluxconfigurations/write'),
      need('microsoft.kubernetesconfiguration/extensions/write'),
    ],
  },
  {
    id: 'registry-task-run',
    mechanism: write,
    does: 'run the task of the registry on sources of its own',
    source: 'https://learn.microsoft.com/rest/api/container-registry/registries/schedule-run',
    on: 'microsoft.containerregistry/registries/tasks',
    needs: [need('microsoft.containerregistry/registries/schedulerun/action')],
    assumes: ['the task has a step that builds from sources'],
    indirect: true,
  },
  {
    id: 'registry-task-run-write',
    mechanism: write,
    does: 'change what the run of the registry does',
    source: 'https://learn.microsoft.com/rest/api/container-registry/task-runs/create',
    on: 'microsoft.containerregistry/registries/taskruns',
    needs: [need('microsoft.containerregistry/registries/taskruns/write')],
  },
  {
    id: 'api-management-direct',
    mechanism: write,
    does: 'read the key of the management interface and write a policy with it',
    source:
      'https://learn.microsoft.com/rest/api/apimanagement/apimanagementrest/azure-api-management-rest-api-authentication',
    on: 'microsoft.apimanagement/service',
    needs: [need('microsoft.apimanagement/service/tenant/listsecrets/action')],
    assumes: ['the management interface is switched on'],
    indirect: true,
  },
  {
    id: 'spring-deployment',
    mechanism: write,
    does: 'deploy code to the app',
    source: 'https://learn.microsoft.com/azure/spring-apps/basic-standard/how-to-use-managed-identities',
    on: 'microsoft.appplatform/spring/apps',
    needs: [need('microsoft.appplatform/spring/apps/deployments/write')],
  },
  {
    id: 'spring-connect',
    mechanism: write,
    does: 'open a console in the app',
    source:
      'https://learn.microsoft.com/azure/spring-apps/basic-standard/how-to-connect-to-app-instance-for-troubleshooting',
    on: 'microsoft.appplatform/spring/apps',
    needs: [
      data(
        'microsoft.appplatform/spring/apps/deployments/connect/action',
        'microsoft.appplatform/spring/apps/deployments/remotedebugging/action',
      ),
    ],
  },
];
