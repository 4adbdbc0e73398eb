import type { Technique } from '../../../../src/model/takeover.ts';
import type { Need } from '../types.ts';
import { data, need, write } from './needs.ts';

/** How an image is put where others pull it from. */
export interface PushWay {
  readonly technique: Technique;
  /** All of them, on the registry. */
  readonly needs: readonly [Need, ...Need[]];
  /** The setting that opens the way: what it has to be, and what the way rests on where nobody tells it. */
  readonly asks?: {
    readonly setting: 'adminUser' | 'repositoryRoles';
    readonly is: boolean;
    /** Absent: where it is not told it is as it should be. */
    readonly otherwise?: string;
  };
}

const registry = 'microsoft.containerregistry/registries';
const replaceImage: Technique = {
  id: 'push-image-of-workload',
  mechanism: write,
  does: 'replace the image that the workload runs',
  source:
    'https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview',
};
const byAdministrator: Technique = {
  id: 'push-image-as-registry-administrator',
  mechanism: write,
  does: 'read the password of the registry’s administrator and replace the image that the workload runs',
  source: 'https://learn.microsoft.com/azure/container-registry/container-registry-authentication',
};
const showsPassword = need(`${registry}/listcredentials/action`, `${registry}/regeneratecredential/action`);

export const pushWays: readonly PushWay[] = [
  {
    technique: replaceImage,
    needs: [need(`${registry}/push/write`)],
    asks: { setting: 'repositoryRoles', is: false },
  },
  {
    technique: {
      ...replaceImage,
      id: 'push-image-to-repository',
      source:
        'https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions',
    },
    needs: [data(`${registry}/repositories/content/write`)],
    asks: {
      setting: 'repositoryRoles',
      is: true,
      otherwise: 'roles on repositories decide in the registry',
    },
  },
  { technique: replaceImage, needs: [need(`${registry}/importimage/action`)] },
  {
    technique: {
      ...replaceImage,
      id: 'build-image-of-workload',
      does: 'build another image in place of that which the workload runs',
      source: 'https://learn.microsoft.com/azure/container-registry/container-registry-tasks-overview',
    },
    needs: [need(`${registry}/schedulerun/action`)],
    asks: { setting: 'repositoryRoles', is: false },
  },
  {
    technique: byAdministrator,
    needs: [showsPassword],
    asks: {
      setting: 'adminUser',
      is: true,
      otherwise: 'the account of the registry’s administrator is on',
    },
  },
  { technique: byAdministrator, needs: [showsPassword, need(`${registry}/write`)] },
  {
    technique: {
      ...replaceImage,
      id: 'push-image-by-token',
      does: 'make a token of the registry and replace the image that the workload runs',
      source:
        'https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions',
    },
    needs: [need(`${registry}/tokens/write`), need(`${registry}/generatecredentials/action`)],
  },
];
