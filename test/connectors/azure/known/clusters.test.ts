import { describe, expect, test } from 'vitest';
import {
  azIdentity,
  azRa,
  azResource,
  azSp,
  carries,
  clientOf,
  type Files,
  identityPath,
  idOf,
  inGroup,
  inSubscription,
  type Json,
  tenant,
} from '../tenants/files.ts';
import { wayIn } from '../tenants/ways.ts';

/** Whom code in a Kubernetes cluster becomes, and by which role of Azure somebody runs code there. */
const cluster = 'Microsoft.ContainerService/managedClusters';
const path = `${inGroup}/providers/${cluster}/k`;
const issuer = `https://westeurope.oic.prod-aks.azure.com/${tenant}/5c1ab0b1-0000-4000-8000-00000000000a/`;
const other = `https://westeurope.oic.prod-aks.azure.com/${tenant}/5c1ab0b1-0000-4000-8000-00000000000b/`;
const builtIn = {
  'Azure Kubernetes Service RBAC Writer': 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb',
  'Azure Kubernetes Service RBAC Reader': '7f6c6a51-bcf8-42ba-9220-52d62157d7db',
} as const;
const admin = azRa('ci', 'Azure Kubernetes Service Cluster Admin Role', inGroup);
const within = (role: keyof typeof builtIn, scope: string): Json =>
  azRa('ci', role, scope, {
    roleDefinitionId: `${inSubscription}/providers/Microsoft.Authorization/roleDefinitions/${builtIn[role]}`,
  });
const aks = (part: Json): Files => ({
  aks: [
    azResource(cluster, 'k', carries('plane'), {
      disableLocalAccounts: false,
      identityProfile: {
        kubeletidentity: {
          clientId: clientOf('node'),
          objectId: idOf('node'),
          resourceId: identityPath('node'),
        },
      },
      ...part,
    }),
  ],
});
const byAzure = { aadProfile: { enableAzureRbac: true, managed: true, tenantId: tenant } };
const byItself = { aadProfile: { enableAzureRbac: false, managed: true, tenantId: tenant } };
const addon = (enabled: boolean): Json => ({
  addonProfiles: {
    azureKeyvaultSecretsProvider: {
      config: { enableSecretRotation: 'true' },
      enabled,
      identity: { clientId: clientOf('mi'), objectId: idOf('mi'), resourceId: identityPath('mi') },
    },
    omsagent: { config: null, enabled: false, identity: null },
  },
});
const tokens = (issuerUrl: string, enabled = true): Json => ({ oidcIssuerProfile: { enabled, issuerUrl } });
/** `az identity federated-credential list --identity-name mi`. */
const accepts = (subject: string): Files => ({
  ids: [azIdentity('mi')],
  fics: [
    {
      audiences: ['api://AzureADTokenExchange'],
      id: `${identityPath('mi')}/federatedIdentityCredentials/pod`,
      issuer,
      name: 'pod',
      resourceGroup: 'app',
      subject,
      systemData: null,
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    },
  ],
});
const pod = accepts('system:serviceaccount:shop:web');
const sp = (...names: readonly string[]): Files => ({ sp: [azSp('ci'), ...names.map((name) => azSp(name))] });

const ways: readonly (readonly [says: string, files: Files, to: string, way: string])[] = [
  ['an add-on’s identity', { ...sp(), ra: [admin], ...aks(addon(true)) }, 'mi', 'surely'],
  [
    'an add-on that is off',
    { ...sp(), ra: [admin], ...aks(addon(false)), ids: [azIdentity('mi')] },
    'mi',
    'no way',
  ],
  [
    'the application of a cluster without identities',
    { ...sp('robot'), ra: [admin], ...aks({ servicePrincipalProfile: { clientId: clientOf('robot') } }) },
    'robot',
    'surely',
  ],
  [
    'a cluster with an identity has none',
    { ...sp('robot'), ra: [admin], ...aks({ servicePrincipalProfile: { clientId: 'msi' } }) },
    'robot',
    'no way',
  ],
  [
    'an identity that accepts its pods',
    { ...sp(), ra: [admin], ...aks(tokens(issuer)), ...pod },
    'mi',
    'surely',
  ],
  ['pods of another cluster', { ...sp(), ra: [admin], ...aks(tokens(other)), ...pod }, 'mi', 'no way'],
  [
    'a cluster that signs no tokens',
    { ...sp(), ra: [admin], ...aks(tokens(issuer, false)), ...pod },
    'mi',
    'no way',
  ],
  [
    'whoever only reads in it',
    {
      ...sp(),
      ra: [within('Azure Kubernetes Service RBAC Reader', path)],
      ...aks({ ...tokens(issuer), ...byAzure }),
      ...pod,
    },
    'mi',
    'no way',
  ],
  ...(
    [
      ['a namespace of it', 'shop', byAzure, 'node', 'surely'],
      ['a namespace where roles of Azure decide nothing', 'shop', byItself, 'node', 'no way'],
      ['the namespace of the pod that is accepted', 'shop', byAzure, 'mi', 'surely'],
      ['a namespace beside it', 'lab', byAzure, 'mi', 'no way'],
      ['a namespace whose name only begins so', 'sho', byAzure, 'mi', 'no way'],
    ] as const
  ).map(
    ([says, namespace, part, to, way]) =>
      [
        says,
        {
          ...sp(),
          ra: [within('Azure Kubernetes Service RBAC Writer', `${path}/namespaces/${namespace}`)],
          ...aks({ ...tokens(issuer), ...part }),
          ...pod,
        },
        to,
        way,
      ] as const,
  ),
];

describe('code in a cluster', () => {
  test.each(ways)('%s: %s', (_, files, to, way) => {
    expect(wayIn(files, 'ci', to)).toBe(way);
  });
});
