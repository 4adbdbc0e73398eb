import { apps } from './carriers/apps.ts';
import { automation } from './carriers/automation.ts';
import { hosted } from './carriers/hosted.ts';
import { machines } from './carriers/machines.ts';
import { automationAccount, need, site, vm, vmss } from './carriers/needs.ts';
import { platforms } from './carriers/platforms.ts';
import { sites, swapSlot } from './carriers/sites.ts';
import type { CarrierTechnique, Need } from './types.ts';

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

/**
 * Code on a resource that carries a managed identity: whoever decides what runs there gets its tokens from the endpoint that
 * the platform keeps for it. Actions: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
export const carrierTechniques: readonly CarrierTechnique[] = [
  ...machines,
  ...apps,
  ...sites,
  swapSlot,
  ...sites.map(onSlot),
  ...automation,
  ...platforms,
  ...hosted,
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
  [
    need(`${automationAccount}/write`),
    need(`${automationAccount}/runbooks/write`),
    need(`${automationAccount}/jobs/write`),
  ],
  [need('microsoft.batch/batchaccounts/pools/write')],
  [need('microsoft.containerregistry/registries/tasks/write')],
  // A new machine runs at its first start what it is given.
  [
    need(`${vm}/write`),
    need('microsoft.compute/disks/write'),
    need('microsoft.network/networkinterfaces/join/action'),
  ],
  [need(`${site}/slots/write`)],
  [need('microsoft.app/sessionpools/write')],
  [need('microsoft.containerinstance/ngroups/write')],
  [need('microsoft.containerregistry/registries/taskruns/write')],
  [
    need('microsoft.datafactory/factories/write'),
    need('microsoft.datafactory/factories/pipelines/write'),
    need('microsoft.datafactory/factories/pipelines/createrun/action'),
  ],
  [
    need('microsoft.machinelearningservices/workspaces/computes/write'),
    need('microsoft.machinelearningservices/workspaces/jobs/write'),
  ],
  [
    need('microsoft.virtualmachineimages/imagetemplates/write'),
    need('microsoft.virtualmachineimages/imagetemplates/run/action'),
  ],
  [need('microsoft.apimanagement/service/write'), need('microsoft.apimanagement/service/policies/write')],
  [
    need('microsoft.authorization/policyassignments/write'),
    need('microsoft.authorization/policydefinitions/write'),
    need('microsoft.policyinsights/remediations/write'),
  ],
  [
    need('microsoft.appplatform/spring/apps/write'),
    need('microsoft.appplatform/spring/apps/deployments/write'),
  ],
  [need('microsoft.hdinsight/clusters/write')],
];
