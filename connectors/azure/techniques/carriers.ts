import type { CarrierTechnique, Need } from './types.ts';

/**
 * Code on a resource that carries a managed identity: whoever decides what runs there gets its tokens from the endpoint that
 * the platform keeps for it. Actions: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
const need = (...action: readonly [string, ...string[]]): Need => ({ action });
const data = (...action: readonly [string, ...string[]]): Need => ({ action, plane: 'data' });

const vm = 'microsoft.compute/virtualmachines';
const vmss = 'microsoft.compute/virtualmachinescalesets';
const site = 'microsoft.web/sites';
const automation = 'microsoft.automation/automationaccounts';
const aks = 'microsoft.containerservice/managedclusters';
const basicAuthentication = ['publishing with basic authentication is on'];

const write = 'write-code' as const;

const onWholeResources: readonly CarrierTechnique[] = [
  {
    id: 'vm-run-command',
    mechanism: write,
    does: 'run a command on the virtual machine',
    source: 'https://learn.microsoft.com/azure/virtual-machines/run-command-overview',
    on: vm,
    needs: [need(`${vm}/runcommand/action`)],
  },
  {
    id: 'vm-managed-run-command',
    mechanism: write,
    does: 'create a run command on the virtual machine',
    source: 'https://learn.microsoft.com/azure/virtual-machines/windows/run-command-managed',
    on: vm,
    needs: [need(`${vm}/runcommands/write`)],
  },
  {
    id: 'vm-extension',
    mechanism: write,
    does: 'put an extension with a script of its own on the virtual machine',
    source: 'https://learn.microsoft.com/azure/virtual-machines/extensions/custom-script-linux',
    on: vm,
    needs: [need(`${vm}/extensions/write`)],
  },
  {
    id: 'vm-login',
    mechanism: write,
    does: 'sign in to the virtual machine',
    source: 'https://learn.microsoft.com/entra/identity/devices/howto-vm-sign-in-azure-ad-linux',
    on: vm,
    needs: [data(`${vm}/loginasadmin/action`, `${vm}/login/action`)],
    assumes: ['the virtual machine takes logins by Entra and can be reached'],
  },
  {
    id: 'vmss-run-command',
    mechanism: write,
    does: 'run a command on an instance of the scale set',
    source: 'https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-faq',
    on: vmss,
    needs: [need(`${vmss}/virtualmachines/runcommand/action`, `${vmss}/virtualmachines/runcommands/write`)],
  },
  {
    id: 'vmss-extension',
    mechanism: write,
    does: 'put an extension with a script of its own on the scale set',
    source: 'https://learn.microsoft.com/azure/virtual-machine-scale-sets/tutorial-install-apps-cli',
    on: vmss,
    needs: [need(`${vmss}/extensions/write`, `${vmss}/virtualmachines/extensions/write`)],
  },
  {
    id: 'web-app-settings',
    mechanism: write,
    does: 'change which package the app runs',
    source: 'https://learn.microsoft.com/azure/app-service/deploy-run-package',
    on: site,
    needs: [need(`${site}/config/write`)],
  },
  {
    id: 'web-app-write',
    mechanism: write,
    does: 'change the app and what it runs',
    source: 'https://learn.microsoft.com/rest/api/appservice/web-apps/create-or-update',
    on: site,
    needs: [need(`${site}/write`)],
  },
  {
    id: 'web-app-publish',
    mechanism: write,
    does: 'deploy code to the app',
    source: 'https://learn.microsoft.com/azure/app-service/deploy-zip',
    on: site,
    needs: [need(`${site}/publish/action`)],
  },
  {
    id: 'web-app-deploy-extension',
    mechanism: write,
    does: 'deploy a package to the app',
    source: 'https://learn.microsoft.com/rest/api/appservice/web-apps/create-ms-deploy-operation',
    on: site,
    needs: [need(`${site}/extensions/write`)],
  },
  {
    id: 'web-app-source-control',
    mechanism: write,
    does: 'connect the app to a repository of its own',
    source: 'https://learn.microsoft.com/azure/app-service/deploy-continuous-deployment',
    on: site,
    needs: [need(`${site}/sourcecontrols/write`)],
  },
  {
    id: 'function-write',
    mechanism: write,
    does: 'write a function of the app',
    source: 'https://learn.microsoft.com/rest/api/appservice/web-apps/create-function',
    on: site,
    needs: [need(`${site}/functions/write`)],
  },
  {
    id: 'function-master-key',
    mechanism: write,
    does: 'read the master key of the functions and write their code with it',
    source: 'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
    on: site,
    needs: [need(`${site}/host/listkeys/action`)],
    assumes: ['the app is a function app whose files can be written'],
  },
  {
    id: 'web-app-publishing-credentials',
    mechanism: write,
    does: 'read the publishing credentials of the app and deploy with them',
    source: 'https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable',
    on: site,
    needs: [need(`${site}/publishxml/action`, `${site}/config/list/action`)],
    assumes: basicAuthentication,
  },
  {
    id: 'logic-app-write',
    mechanism: write,
    does: 'change the steps of the workflow',
    source: 'https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity',
    on: 'microsoft.logic/workflows',
    needs: [need('microsoft.logic/workflows/write')],
  },
  {
    id: 'automation-runbook',
    mechanism: write,
    does: 'write a runbook and start it',
    source: 'https://learn.microsoft.com/azure/automation/automation-role-based-access-control',
    on: automation,
    needs: [
      need(`${automation}/runbooks/write`, `${automation}/runbooks/draft/content/write`),
      need(`${automation}/jobs/write`),
    ],
  },
  {
    id: 'automation-test-job',
    mechanism: write,
    does: 'write the draft of a runbook and test it',
    source: 'https://learn.microsoft.com/rest/api/automation/test-job/create',
    on: automation,
    needs: [
      need(`${automation}/runbooks/draft/content/write`, `${automation}/runbooks/draft/write`),
      need(`${automation}/runbooks/draft/testjob/write`),
    ],
  },
  {
    id: 'automation-webhook',
    mechanism: write,
    does: 'write a runbook and start it by a webhook',
    source: 'https://learn.microsoft.com/azure/automation/automation-webhooks',
    on: automation,
    needs: [need(`${automation}/runbooks/write`), need(`${automation}/webhooks/write`)],
  },
  {
    id: 'automation-schedule',
    mechanism: write,
    does: 'write a runbook and put it on a schedule',
    source: 'https://learn.microsoft.com/azure/automation/shared-resources/schedules',
    on: automation,
    needs: [need(`${automation}/runbooks/write`), need(`${automation}/jobschedules/write`)],
  },
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
  {
    id: 'aks-create-pods',
    mechanism: write,
    does: 'run a pod on the nodes of the cluster',
    source: 'https://learn.microsoft.com/azure/aks/manage-azure-rbac',
    on: aks,
    needs: [data(`${aks}/pods/write`)],
    assumes: ['the cluster decides by Azure RBAC'],
  },
  {
    id: 'machine-learning-job',
    mechanism: write,
    does: 'run a job on the workspace’s compute',
    source: 'https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication',
    on: 'microsoft.machinelearningservices/workspaces/computes',
    needs: [need('microsoft.machinelearningservices/workspaces/jobs/write')],
  },
  {
    id: 'machine-learning-endpoint',
    mechanism: write,
    does: 'change which code the endpoint runs',
    source:
      'https://learn.microsoft.com/azure/machine-learning/how-to-access-resources-from-endpoints-managed-identities',
    on: 'microsoft.machinelearningservices/workspaces/onlineendpoints',
    needs: [need('microsoft.machinelearningservices/workspaces/onlineendpoints/deployments/write')],
  },
  {
    id: 'machine-learning-terminal',
    mechanism: write,
    does: 'open a terminal on the workspace’s compute',
    source: 'https://learn.microsoft.com/azure/machine-learning/how-to-access-terminal',
    on: 'microsoft.machinelearningservices/workspaces/computes',
    needs: [need('microsoft.machinelearningservices/workspaces/computes/applicationaccess/action')],
    assumes: ['the compute instance is assigned to it'],
  },
  {
    id: 'foundry-agent',
    mechanism: write,
    does: 'write an agent of the project that acts with the project’s identity',
    source: 'https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry',
    on: 'microsoft.cognitiveservices/accounts/projects',
    needs: [data('microsoft.cognitiveservices/accounts/aiservices/agents/write')],
    assumes: ['a tool of the agent reaches what the project’s identity may'],
  },
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
      ),
    ],
  },
  {
    id: 'policy-remediation',
    mechanism: write,
    does: 'change what the policy deploys, and remediate with it',
    source: 'https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources',
    on: 'microsoft.authorization/policyassignments',
    needs: [
      need('microsoft.authorization/policydefinitions/write'),
      need('microsoft.policyinsights/remediations/write'),
    ],
  },
  {
    id: 'hdinsight-script-action',
    mechanism: write,
    does: 'run a script on the nodes of the cluster',
    source: 'https://learn.microsoft.com/azure/hdinsight/hdinsight-hadoop-customize-cluster-linux',
    on: 'microsoft.hdinsight/clusters',
    needs: [need('microsoft.hdinsight/clusters/executescriptactions/action')],
  },
  {
    id: 'data-factory-pipeline',
    mechanism: write,
    does: 'write a pipeline and run it',
    source: 'https://learn.microsoft.com/azure/data-factory/data-factory-service-identity',
    on: 'microsoft.datafactory/factories',
    needs: [
      need('microsoft.datafactory/factories/pipelines/write'),
      need('microsoft.datafactory/factories/pipelines/createrun/action'),
    ],
  },
  {
    id: 'batch-pool',
    mechanism: write,
    does: 'change what the nodes of the pool run',
    source: 'https://learn.microsoft.com/azure/batch/managed-identity-pools',
    on: 'microsoft.batch/batchaccounts/pools',
    needs: [need('microsoft.batch/batchaccounts/pools/write')],
  },
  {
    id: 'batch-keys',
    mechanism: write,
    does: 'read the keys of the Batch account and run a task with them',
    source: 'https://learn.microsoft.com/azure/batch/security-best-practices',
    on: 'microsoft.batch/batchaccounts/pools',
    needs: [need('microsoft.batch/batchaccounts/listkeys/action')],
    assumes: ['the account takes its keys'],
  },
  {
    id: 'devtest-artifact',
    mechanism: write,
    does: 'apply an artifact to a machine of the lab',
    source: 'https://learn.microsoft.com/azure/devtest-labs/devtest-lab-artifact-author',
    on: 'microsoft.devtestlab/labs',
    needs: [need('microsoft.devtestlab/labs/virtualmachines/applyartifacts/action')],
  },
  {
    id: 'arc-extension',
    mechanism: write,
    does: 'put an extension with a script of its own on the machine',
    source: 'https://learn.microsoft.com/azure/azure-arc/servers/manage-vm-extensions',
    on: 'microsoft.hybridcompute/machines',
    needs: [need('microsoft.hybridcompute/machines/extensions/write')],
  },
  {
    id: 'arc-run-command',
    mechanism: write,
    does: 'run a command on the machine',
    source: 'https://learn.microsoft.com/azure/azure-arc/servers/run-command',
    on: 'microsoft.hybridcompute/machines',
    needs: [need('microsoft.hybridcompute/machines/runcommands/write')],
  },
  {
    id: 'deployment-script',
    mechanism: write,
    does: 'change what the deployment script runs',
    source: 'https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-script-template',
    on: 'microsoft.resources/deploymentscripts',
    needs: [need('microsoft.resources/deploymentscripts/write')],
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
    id: 'image-template',
    mechanism: write,
    does: 'change what the image template runs, and build it',
    source: 'https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-permissions-cli',
    on: 'microsoft.virtualmachineimages/imagetemplates',
    needs: [
      need('microsoft.virtualmachineimages/imagetemplates/write'),
      need('microsoft.virtualmachineimages/imagetemplates/run/action'),
    ],
  },
];

/** Slots of an app take the same steps by actions of their own. */
const slot = `${site}/slots`;
const onSlot = (technique: CarrierTechnique): CarrierTechnique => ({
  ...technique,
  on: slot,
  needs: technique.needs.map((need) => ({
    ...need,
    action: need.action.map((action) => action.replace(`${site}/`, `${slot}/`)) as unknown as Need['action'],
  })),
});

export const carrierTechniques: readonly CarrierTechnique[] = [
  ...onWholeResources,
  ...onWholeResources.filter(({ on }) => on === site).map(onSlot),
];

/** Ways to run code on a resource that is given an identity for it: all actions of one of them, at one place. */
export const hosts: readonly (readonly [Need, ...Need[]])[] = [
  [need(`${vm}/write`), need(`${vm}/runcommand/action`, `${vm}/runcommands/write`, `${vm}/extensions/write`)],
  [need(`${vmss}/write`)],
  [need(`${site}/write`)],
  [need('microsoft.app/containerapps/write')],
  [need('microsoft.app/jobs/write')],
  [need('microsoft.containerinstance/containergroups/write')],
  [need('microsoft.logic/workflows/write')],
  [need(`${automation}/write`), need(`${automation}/runbooks/write`), need(`${automation}/jobs/write`)],
  [need('microsoft.batch/batchaccounts/pools/write')],
  [need('microsoft.containerregistry/registries/tasks/write')],
];
