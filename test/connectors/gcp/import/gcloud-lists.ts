/**
 * An element as each command of gcloud writes it, cut to what tells it from others: written by hand after the reference of the
 * interfaces that the commands call (https://cloud.google.com/sdk/gcloud/reference).
 */
const account = 'ci@shop-prod.iam.gserviceaccount.com';
const organization = 'organizations/123';
const pab = `${organization}/locations/global/principalAccessBoundaryPolicies/p`;

export interface ListedElement {
  readonly command: string;
  readonly element: object;
  /** What becomes of it. */
  readonly kind: string;
  readonly id: string;
}

export const gcloudLists: readonly ListedElement[] = [
  {
    command: 'projects get-ancestors-iam-policy',
    element: { id: '123', policy: { bindings: [], etag: 'BwX' }, type: 'organization' },
    kind: 'gcp.iam-policy',
    id: organization,
  },
  {
    command: 'iam workload-identity-pools list',
    element: {
      displayName: 'CI',
      name: 'projects/300/locations/global/workloadIdentityPools/ci',
      state: 'ACTIVE',
    },
    kind: 'gcp.pool',
    id: 'projects/300/locations/global/workloadIdentityPools/ci',
  },
  {
    command: 'iam workforce-pools list',
    element: {
      name: 'locations/global/workforcePools/staff',
      parent: organization,
      sessionDuration: '3600s',
      state: 'ACTIVE',
    },
    kind: 'gcp.pool',
    id: 'locations/global/workforcePools/staff',
  },
  {
    command: 'iam workforce-pools providers list',
    element: {
      attributeMapping: { 'google.subject': 'assertion.sub' },
      name: 'locations/global/workforcePools/staff/providers/entra',
      oidc: { clientId: 'c', issuerUri: 'https://login.microsoftonline.com/t/v2.0' },
      state: 'ACTIVE',
    },
    kind: 'gcp.pool-provider',
    id: 'locations/global/workforcePools/staff/providers/entra',
  },
  {
    command: 'iam oauth-clients list',
    element: {
      allowedGrantTypes: ['AUTHORIZATION_CODE_GRANT'],
      allowedScopes: ['https://www.googleapis.com/auth/cloud-platform'],
      clientId: 'c',
      clientType: 'CONFIDENTIAL_CLIENT',
      name: 'projects/300/locations/global/oauthClients/app',
      state: 'ACTIVE',
    },
    kind: 'gcp.oauth-client',
    id: 'projects/300/locations/global/oauthClients/app',
  },
  {
    command: 'services api-keys list',
    element: {
      createTime: '2025-01-01T00:00:00Z',
      displayName: 'maps',
      etag: 'W',
      name: 'projects/300/locations/global/keys/k',
      restrictions: { apiTargets: [{ service: 'maps.googleapis.com' }] },
      uid: 'k',
      updateTime: '2025-01-01T00:00:00Z',
    },
    kind: 'gcp.api-key',
    id: 'projects/300/locations/global/keys/k',
  },
  {
    command: 'resource-manager tags values list',
    element: {
      name: 'tagValues/2',
      namespacedName: '123/env/prod',
      parent: 'tagKeys/1',
      shortName: 'prod',
    },
    kind: 'gcp.tag-value',
    id: 'tagValues/2',
  },
  {
    command: 'resource-manager tags bindings list',
    element: {
      name: 'tagBindings/%2F%2Fcloudresourcemanager.googleapis.com%2Fprojects%2F300/tagValues/2',
      parent: '//cloudresourcemanager.googleapis.com/projects/300',
      tagValue: 'tagValues/2',
      tagValueNamespacedName: '123/env/prod',
    },
    kind: 'gcp.tag-binding',
    id: 'tagBindings/%2F%2Fcloudresourcemanager.googleapis.com%2Fprojects%2F300/tagValues/2',
  },
  {
    command: 'pam grants list',
    element: {
      createTime: '2026-08-31T23:00:00Z',
      name: 'projects/shop-prod/locations/global/entitlements/e/grants/g',
      privilegedAccess: {
        gcpIamAccess: {
          resource: '//cloudresourcemanager.googleapis.com/projects/shop-prod',
          roleBindings: [{ role: 'roles/owner' }],
        },
      },
      requestedDuration: '7200s',
      requester: 'ann@example.com',
      state: 'ACTIVE',
    },
    kind: 'gcp.grant',
    id: 'projects/shop-prod/locations/global/entitlements/e/grants/g',
  },
  {
    command: 'iam principal-access-boundary-policies list',
    element: {
      details: {
        enforcementVersion: '1',
        rules: [
          {
            effect: 'ALLOW',
            resources: ['//cloudresourcemanager.googleapis.com/projects/shop-prod'],
          },
        ],
      },
      displayName: 'shop only',
      name: pab,
      uid: 'u',
    },
    kind: 'gcp.boundary',
    id: pab,
  },
  {
    command: 'iam access-policies list',
    element: {
      name: `${organization}/locations/global/accessPolicies/a`,
      uid: 'u',
      displayName: 'no keys',
      details: {
        rules: [
          {
            effect: 'DENY',
            principals: ['principalSet://goog/public:all'],
            operation: { permissions: ['eventarc.googleapis.com/messageBuses.publish'] },
          },
        ],
      },
    },
    kind: 'gcp.access-policy',
    id: `${organization}/locations/global/accessPolicies/a`,
  },
  {
    command: 'iam policy-bindings list',
    element: {
      name: `${organization}/locations/global/policyBindings/b`,
      policy: pab,
      policyKind: 'PRINCIPAL_ACCESS_BOUNDARY',
      target: { principalSet: '//cloudresourcemanager.googleapis.com/organizations/123' },
      uid: 'u',
    },
    kind: 'gcp.policy-binding',
    id: `${organization}/locations/global/policyBindings/b`,
  },
  {
    command: 'org-policies list',
    element: {
      name: 'projects/300/policies/iam.disableServiceAccountKeyCreation',
      spec: { etag: 'C', rules: [{ enforce: true }] },
    },
    kind: 'gcp.org-policy',
    id: 'projects/300 constraints/iam.disableServiceAccountKeyCreation',
  },
  {
    command: 'compute instances list',
    element: {
      id: '1',
      machineType: 'https://www.googleapis.com/compute/v1/projects/shop-prod/zones/z/machineTypes/e2-small',
      name: 'vm',
      selfLink: 'https://www.googleapis.com/compute/v1/projects/shop-prod/zones/z/instances/vm',
      serviceAccounts: [{ email: account, scopes: [] }],
      zone: 'https://www.googleapis.com/compute/v1/projects/shop-prod/zones/z',
    },
    kind: 'gcp.resource',
    id: '//compute.googleapis.com/projects/shop-prod/zones/z/instances/vm',
  },
  {
    command: 'functions list',
    element: {
      environment: 'GEN_2',
      name: 'projects/shop-prod/locations/europe-west1/functions/f',
      serviceConfig: { serviceAccountEmail: account },
      state: 'ACTIVE',
    },
    kind: 'gcp.resource',
    id: '//cloudfunctions.googleapis.com/projects/shop-prod/locations/europe-west1/functions/f',
  },
  {
    command: 'run services list',
    element: {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: {
        labels: { 'cloud.googleapis.com/location': 'europe-west1' },
        name: 'web',
        namespace: '300',
      },
      spec: { template: { spec: { serviceAccountName: account } } },
    },
    kind: 'gcp.resource',
    id: '//run.googleapis.com/projects/300/locations/europe-west1/services/web',
  },
  {
    command: 'container clusters list',
    element: {
      location: 'europe-west1',
      name: 'main',
      nodePools: [{ config: { serviceAccount: account }, name: 'p' }],
      selfLink: 'https://container.googleapis.com/v1/projects/shop-prod/locations/europe-west1/clusters/main',
    },
    kind: 'gcp.resource',
    id: '//container.googleapis.com/projects/shop-prod/locations/europe-west1/clusters/main',
  },
];
