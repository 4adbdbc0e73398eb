import { describe, expect, test } from 'vitest';
import { azRa, azResource, azRole, azSp, carries, type Json } from '../tenants/files.ts';
import { wayIn } from '../tenants/ways.ts';

/**
 * Every kind of resource that carries a managed identity: who has these actions becomes it, and who has the next ones does not.
 * Written from the documentation of the services, one line a kind, before anything was run.
 */
type Line = readonly [type: string, becomes: readonly string[], way: string, not: readonly string[]];
const data = (action: string): string => `data:${action}`;
const surely = 'surely';

const compute = 'Microsoft.Compute/virtualMachines';
const vmss = 'Microsoft.Compute/virtualMachineScaleSets';
const arc = 'Microsoft.HybridCompute/machines';
const site = 'Microsoft.Web/sites';
const account = 'Microsoft.Automation/automationAccounts';
const app = 'Microsoft.App/containerApps';
const job = 'Microsoft.App/jobs';
const group = 'Microsoft.ContainerInstance/containerGroups';
const ml = 'Microsoft.MachineLearningServices/workspaces';
const factory = 'Microsoft.DataFactory/factories';
const batch = 'Microsoft.Batch/batchAccounts';
const api = 'Microsoft.ApiManagement/service';
const registry = 'Microsoft.ContainerRegistry/registries';
const connected = 'Microsoft.Kubernetes/connectedClusters';
const logins = 'the virtual machine takes logins by Entra and can be reached';
const publishing = 'publishing with basic authentication is on';

const lines: readonly Line[] = [
  [compute, [`${compute}/runCommand/action`], surely, [`${compute}/restart/action`]],
  [compute, [`${compute}/runCommands/write`], surely, [`${compute}/runCommands/read`]],
  [compute, [`${compute}/extensions/write`], surely, [`${compute}/extensions/delete`]],
  [compute, [data(`${compute}/loginAsAdmin/action`)], logins, [`${compute}/*/read`]],
  [compute, [data(`${compute}/login/action`)], logins, [data(`${compute}/reset/action`)]],
  [vmss, [`${vmss}/write`], surely, [`${vmss}/restart/action`]],
  [vmss, [`${vmss}/virtualMachines/runCommand/action`], surely, [`${vmss}/virtualMachines/read`]],
  [vmss, [`${vmss}/extensions/write`], surely, [`${vmss}/extensions/read`]],
  [arc, [`${arc}/extensions/write`], surely, [`${arc}/extensions/read`, `${arc}/write`]],
  [arc, [`${arc}/runCommands/write`], surely, [`${arc}/assessPatches/action`]],
  [site, [`${site}/publish/Action`], surely, [`${site}/restart/Action`]],
  [site, [`${site}/config/list/Action`], publishing, [`${site}/config/read`]],
  [site, [`${site}/publishxml/Action`], publishing, [`${site}/newpassword/Action`]],
  [site, [`${site}/sourcecontrols/write`], surely, [`${site}/sourcecontrols/read`]],
  [
    site,
    [`${site}/host/listkeys/action`],
    'the app is a function app whose files can be written',
    [`${site}/functions/listkeys/action`],
  ],
  [
    site,
    [`${site}/slots/write`, `${site}/slotsswap/Action`],
    surely,
    [`${site}/slots/write`, `${site}/slots/read`],
  ],
  [
    site,
    [`${site}/slots/publish/Action`, `${site}/slots/slotsswap/Action`],
    surely,
    [`${site}/slotsswap/Action`],
  ],
  [
    'Microsoft.Logic/workflows',
    ['Microsoft.Logic/workflows/write'],
    surely,
    ['Microsoft.Logic/workflows/triggers/run/action', 'Microsoft.Logic/workflows/disable/action'],
  ],
  [account, [`${account}/runbooks/write`, `${account}/jobs/write`], surely, [`${account}/jobs/write`]],
  [
    account,
    [`${account}/runbooks/draft/write`, `${account}/runbooks/draft/testJob/write`],
    surely,
    [`${account}/runbooks/draft/read`, `${account}/runbooks/draft/testJob/write`],
  ],
  [
    account,
    [`${account}/runbooks/write`, `${account}/webhooks/write`],
    surely,
    [`${account}/webhooks/write`, `${account}/variables/write`],
  ],
  [
    account,
    [`${account}/runtimeEnvironments/packages/write`],
    'a runbook that uses it runs',
    [`${account}/runtimeEnvironments/read`],
  ],
  [app, [`${app}/write`], surely, [`${app}/start/action`, `${app}/listSecrets/action`]],
  [app, [`${app}/exec/action`], surely, [`${app}/logstream/action`]],
  [job, [`${job}/write`], surely, [`${job}/stop/action`]],
  [job, [`${job}/start/action`], surely, [`${job}/read`]],
  [group, [`${group}/write`], surely, [`${group}/restart/action`]],
  [group, [`${group}/containers/exec/action`], surely, [`${group}/containers/logs/read`]],
  [`${ml}/computes`, [`${ml}/jobs/write`], surely, [`${ml}/computes/start/action`]],
  [
    `${ml}/onlineEndpoints`,
    [`${ml}/onlineEndpoints/deployments/write`],
    surely,
    [`${ml}/onlineEndpoints/score/action`],
  ],
  [
    factory,
    [`${factory}/pipelines/write`, `${factory}/pipelines/createRun/action`],
    surely,
    [`${factory}/pipelines/createRun/action`],
  ],
  [`${batch}/pools`, [`${batch}/pools/write`], surely, [`${batch}/pools/read`]],
  [`${batch}/pools`, [data(`${batch}/jobs/write`)], surely, [data(`${batch}/jobs/read`)]],
  [
    'Microsoft.Resources/deploymentScripts',
    ['Microsoft.Resources/deploymentScripts/write'],
    surely,
    ['Microsoft.Resources/deploymentScripts/logs/read', 'Microsoft.Resources/deployments/write'],
  ],
  [api, [`${api}/policies/write`], surely, [`${api}/policies/read`, `${api}/subscriptions/write`]],
  [
    `${registry}/tasks`,
    [`${registry}/tasks/write`],
    surely,
    [`${registry}/tasks/listDetails/action`, `${registry}/push/write`],
  ],
  [
    'Microsoft.VirtualMachineImages/imageTemplates',
    [
      'Microsoft.VirtualMachineImages/imageTemplates/write',
      'Microsoft.VirtualMachineImages/imageTemplates/run/action',
    ],
    surely,
    ['Microsoft.VirtualMachineImages/imageTemplates/run/action'],
  ],
  [
    'Microsoft.AppPlatform/Spring/apps',
    ['Microsoft.AppPlatform/Spring/apps/deployments/write'],
    surely,
    ['Microsoft.AppPlatform/Spring/apps/deployments/restart/action'],
  ],
  [
    'Microsoft.DevTestLab/labs',
    ['Microsoft.DevTestLab/labs/virtualMachines/applyArtifacts/action'],
    surely,
    ['Microsoft.DevTestLab/labs/virtualMachines/start/action'],
  ],
  [
    'Microsoft.Synapse/workspaces',
    ['Microsoft.Synapse/workspaces/administrators/write'],
    'what the workspace holds is open from SQL',
    ['Microsoft.Synapse/workspaces/sqlPools/pause/action'],
  ],
  [
    'Microsoft.LoadTestService/loadTests',
    [
      data('Microsoft.LoadTestService/loadtests/writeTest/action'),
      data('Microsoft.LoadTestService/loadtests/startTest/action'),
    ],
    'the engines of the test run with the identity',
    [data('Microsoft.LoadTestService/loadtests/startTest/action')],
  ],
  [
    'Microsoft.HDInsight/clusters',
    ['Microsoft.HDInsight/clusters/applications/write'],
    surely,
    ['Microsoft.HDInsight/clusters/applications/read'],
  ],
  [
    'Microsoft.HDInsight/clusters',
    ['Microsoft.HDInsight/clusters/getGatewaySettings/action'],
    'the gateway of the cluster can be reached',
    ['Microsoft.HDInsight/clusters/listHosts/action'],
  ],
  [compute, [data(`${compute}/WACloginAsAdmin/action`)], logins, [`${compute}/diagnosticRunCommands/read`]],
  [site, [`${site}/deployWorkflowArtifacts/action`], surely, [`${site}/listWorkflowsConnections/action`]],
  [site, [`${site}/config/web/appsettings/write`], surely, [`${site}/config/appsettings/read`]],
  [
    'Microsoft.HDInsight/clusters',
    ['Microsoft.HDInsight/clusters/executeScriptActions/action'],
    surely,
    ['Microsoft.HDInsight/clusters/read'],
  ],
  [
    'Microsoft.DevTestLab/labs',
    ['Microsoft.DevTestLab/labs/createEnvironment/action'],
    'the lab gives its identity to its machines',
    ['Microsoft.DevTestLab/labs/claimAnyVm/action', 'Microsoft.DevTestLab/labs/formulas/write'],
  ],
  // A job runs what is published.
  [
    account,
    [
      `${account}/runbooks/draft/content/write`,
      `${account}/runbooks/publish/action`,
      `${account}/jobs/write`,
    ],
    surely,
    [`${account}/runbooks/draft/content/write`, `${account}/jobs/write`],
  ],
  [
    account,
    [
      `${account}/sourceControls/write`,
      `${account}/sourceControls/sourceControlSyncJobs/write`,
      `${account}/jobs/write`,
    ],
    surely,
    [`${account}/sourceControls/write`, `${account}/jobs/write`],
  ],
  ...['clusters', 'managedclusters'].map((kind): Line => {
    const cluster = `Microsoft.ServiceFabric/${kind}`;
    return [
      `${cluster}/applications`,
      [`${cluster}/applications/write`, `${cluster}/applicationTypes/versions/write`],
      surely,
      [`${cluster}/applications/write`, `${cluster}/applications/services/write`],
    ];
  }),
  [
    connected,
    [
      'Microsoft.KubernetesConfiguration/fluxConfigurations/write',
      'Microsoft.KubernetesConfiguration/extensions/write',
    ],
    surely,
    ['Microsoft.KubernetesConfiguration/fluxConfigurations/write'],
  ],
  [
    connected,
    [data(`${connected}/apps/deployments/write`)],
    'the cluster decides by Azure RBAC',
    [data(`${connected}/configmaps/write`), `${connected}/listClusterUserCredential/action`],
  ],
  [
    'Microsoft.DevOpsInfrastructure/pools',
    ['Microsoft.DevOpsInfrastructure/pools/write'],
    'it administers an organization of Azure DevOps',
    ['Microsoft.DevOpsInfrastructure/pools/delete', 'Microsoft.DevOpsInfrastructure/*/read'],
  ],
  [
    'Microsoft.RedHatOpenShift/openShiftClusters',
    ['Microsoft.RedHatOpenShift/openShiftClusters/listAdminCredentials/action'],
    'pods of the cluster get the identity',
    ['Microsoft.RedHatOpenShift/openShiftClusters/read'],
  ],
  [
    'Microsoft.DevCenter/projects/environmentTypes',
    ['Microsoft.DevCenter/projects/catalogs/write'],
    'somebody deploys an environment from it',
    [
      'Microsoft.DevCenter/projects/environmentTypes/read',
      'Microsoft.DevCenter/projects/catalogs/sync/action',
    ],
  ],
  [
    `${batch}/pools`,
    [`${batch}/applications/versions/write`, `${batch}/applications/versions/activate/action`],
    'a task of the pool runs the package',
    [`${batch}/applications/versions/write`, `${batch}/applications/read`],
  ],
  [`${ml}/computes`, [`${ml}/experiments/runs/submit/action`], surely, [`${ml}/experiments/runs/read`]],
  [
    api,
    [`${api}/apis/resolvers/policies/write`],
    surely,
    [`${api}/apis/resolvers/write`, `${api}/apis/write`],
  ],
];

/** Services that use their identity themselves, for what they are made for: whoever writes them gets no token of it. */
const confined = [
  'Microsoft.StreamAnalytics/streamingJobs',
  'Microsoft.Purview/accounts',
  'Microsoft.Dashboard/grafana',
  'Microsoft.EventGrid/topics',
  'Microsoft.RecoveryServices/vaults',
  'Microsoft.Sql/servers',
  'Microsoft.Network/applicationGateways',
];

const inFilesOf = (type: string, actions: readonly string[]) => ({
  sp: [azSp('ci')],
  ra: [azRa('ci', 'own')],
  roles: [
    azRole('own', {
      actions: actions.filter((each) => !each.startsWith('data:')),
      dataActions: actions.flatMap((each) => (each.startsWith('data:') ? [each.slice(5)] : [])),
    }),
  ],
  r: [azResource(type, 'one', carries('mi')) as Json],
});

describe('who has the actions becomes what the resource carries, and who has the nearest others does not', () => {
  test.each(lines)('%s by %j: %s, not by %j', (type, becomes, way, not) => {
    expect(wayIn(inFilesOf(type, becomes), 'ci', 'mi')).toBe(way);
    expect(wayIn(inFilesOf(type, not), 'ci', 'mi')).toBe('no way');
  });
});

test.each(confined)('%s keeps its identity to itself', (type) => {
  expect(wayIn(inFilesOf(type, [`${type}/*`]), 'ci', 'mi')).toBe('no way');
});
