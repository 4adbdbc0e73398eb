import type { CarrierTechnique } from '../types.ts';
import { data, need, write } from './needs.ts';

const connected = 'microsoft.kubernetes/connectedclusters';
const openShift = 'microsoft.redhatopenshift/openshiftclusters';

const serviceFabric = (cluster: string, id: string): CarrierTechnique => ({
  id,
  mechanism: write,
  does: 'change which package the application runs',
  source:
    'https://learn.microsoft.com/azure/service-fabric/how-to-managed-cluster-application-managed-identity',
  on: `${cluster}/applications`,
  needs: [need(`${cluster}/applications/write`), need(`${cluster}/applicationtypes/versions/write`)],
});

/** Programs on clusters of other kinds, agents of pipelines, environments. */
export const hosted: readonly CarrierTechnique[] = [
  serviceFabric('microsoft.servicefabric/managedclusters', 'service-fabric-managed-application'),
  serviceFabric('microsoft.servicefabric/clusters', 'service-fabric-application'),
  {
    id: 'arc-kubernetes-flux',
    mechanism: write,
    does: 'let the cluster apply a repository of its own',
    source: 'https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2',
    on: connected,
    needs: [
      need('microsoft.kubernetesconfiguration/fluxconfigurations/write'),
      need('microsoft.kubernetesconfiguration/extensions/write'),
    ],
  },
  {
    id: 'arc-kubernetes-pods',
    mechanism: write,
    does: 'read the certificate of the cluster’s agents from within',
    source: 'https://learn.microsoft.com/azure/azure-arc/kubernetes/azure-rbac',
    on: connected,
    needs: [
      data(
        `${connected}/secrets/read`,
        `${connected}/pods/write`,
        `${connected}/pods/exec/action`,
        ...['deployments', 'daemonsets', 'statefulsets', 'replicasets'].map(
          (kind) => `${connected}/apps/${kind}/write`,
        ),
        ...['jobs', 'cronjobs'].map((kind) => `${connected}/batch/${kind}/write`),
      ),
    ],
    assumes: ['the cluster decides by Azure RBAC'],
    indirect: true,
  },
  {
    id: 'pipeline-agents',
    mechanism: write,
    does: 'let the agents of the pool run its own pipelines',
    source: 'https://learn.microsoft.com/azure/devops/managed-devops-pools/configure-identity',
    on: 'microsoft.devopsinfrastructure/pools',
    needs: [need('microsoft.devopsinfrastructure/pools/write')],
    assumes: ['it administers an organization of Azure DevOps'],
    indirect: true,
  },
  {
    id: 'openshift-administrator',
    mechanism: write,
    does: 'get the administrator’s credential of the cluster and run a pod on its nodes',
    source: 'https://learn.microsoft.com/rest/api/openshift/open-shift-clusters/list-admin-credentials',
    on: openShift,
    needs: [need(`${openShift}/listadmincredentials/action`, `${openShift}/listcredentials/action`)],
    assumes: ['pods of the cluster get the identity'],
    indirect: true,
  },
  {
    id: 'devcenter-project-catalog',
    mechanism: write,
    does: 'change the catalog that environments of the project are deployed from',
    source:
      'https://learn.microsoft.com/azure/deployment-environments/how-to-configure-project-environment-types',
    on: 'microsoft.devcenter/projects/environmenttypes',
    needs: [
      need('microsoft.devcenter/projects/catalogs/write', 'microsoft.devcenter/devcenters/catalogs/write'),
    ],
    assumes: ['somebody deploys an environment from it'],
    indirect: true,
  },
];
