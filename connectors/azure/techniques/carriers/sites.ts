import type { CarrierTechnique } from '../types.ts';
import { need, site, write } from './needs.ts';

/** Web and function apps; their slots take the same steps by actions of their own. */
export const sites: readonly CarrierTechnique[] = [
  {
    id: 'web-app-settings',
    mechanism: write,
    does: 'change which package the app runs',
    source: 'https://learn.microsoft.com/azure/app-service/deploy-run-package',
    on: site,
    needs: [
      need(
        `${site}/config/write`,
        `${site}/config/appsettings/write`,
        `${site}/config/web/appsettings/write`,
      ),
    ],
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
    id: 'workflow-artifacts',
    mechanism: write,
    does: 'deploy workflows to the app',
    source:
      'https://learn.microsoft.com/azure/logic-apps/set-up-devops-deployment-single-tenant-azure-logic-apps',
    on: site,
    needs: [need(`${site}/deployworkflowartifacts/action`)],
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
    assumes: ['publishing with basic authentication is on'],
  },
  {
    id: 'web-app-restore',
    mechanism: write,
    does: 'restore the app from a backup of its own',
    source: 'https://learn.microsoft.com/rest/api/appservice/web-apps/restore-from-backup-blob',
    on: site,
    needs: [need(`${site}/restorefrombackupblob/action`)],
  },
  {
    id: 'web-app-sidecar',
    mechanism: write,
    does: 'add a container to the app',
    source: 'https://learn.microsoft.com/azure/app-service/configure-sidecar',
    on: site,
    needs: [need(`${site}/sitecontainers/write`)],
    assumes: ['the app runs containers'],
  },
];

/** Identities stay where they are when slots are swapped: what was in the slot runs with that of the app. */
export const swapSlot: CarrierTechnique = {
  id: 'web-app-swap-slot',
  mechanism: write,
  does: 'put code into a slot of the app and swap it in',
  source: 'https://learn.microsoft.com/azure/app-service/deploy-staging-slots',
  on: site,
  needs: [
    need(
      `${site}/slots/write`,
      `${site}/slots/publish/action`,
      `${site}/slots/config/write`,
      `${site}/slots/extensions/write`,
      `${site}/slots/sourcecontrols/write`,
    ),
    need(`${site}/slotsswap/action`, `${site}/slots/slotsswap/action`),
  ],
};
