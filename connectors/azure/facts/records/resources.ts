import { z } from 'zod';
import { flag, guid, guidOrNone, list, path, tags, when, whole, words } from './fields.ts';

/**
 * What Azure Resource Manager tells. Names are those of its REST API without the `properties` around them, as its CLI and SDK
 * have them. https://learn.microsoft.com/rest/api/azure/
 */

/** `GET /subscriptions` 2022-12-01; `az account list`. */
export const subscriptionSchema = z.object({
  id: guid,
  displayName: words,
  state: words,
  tenantId: guidOrNone,
  /** Name of the management group that holds it. */
  managementGroup: words,
  /**
   * Names of management groups whose assignments hold in it, as a list of its own assignments shows, in no order; a record that
   * has them tells nothing else of it.
   */
  inherits: list,
  tags,
  /**
   * Whether Privileged Identity Management told all active assignments in it; `false`: asked in vain, so that nobody knows which
   * end.
   */
  activeRolesRead: flag,
});

/** `GET /providers/Microsoft.Management/managementGroups` 2020-05-01, with what each holds. */
export const managementGroupSchema = z.object({
  /** Its name, which is the end of its path. */
  name: z.string(),
  displayName: words,
  tenantId: guidOrNone,
  /** Name of the one above. Absent: the root, or not told. */
  parent: words,
});

const permission = z.object({
  actions: list,
  notActions: list,
  dataActions: list,
  notDataActions: list,
  /** Only where the service was asked by 2022-05-01-preview or later. */
  condition: words,
});

/** `GET {scope}/providers/Microsoft.Authorization/roleDefinitions` 2022-05-01-preview; `az role definition list`. */
export const roleDefinitionSchema = z.object({
  id: path,
  name: guid,
  roleName: words,
  /** `BuiltInRole`, `CustomRole`. */
  roleType: words,
  permissions: z.array(permission).nullish(),
  assignableScopes: list,
});

/** `GET {scope}/providers/Microsoft.Authorization/roleAssignments` 2022-04-01; `az role assignment list --all`. */
export const roleAssignmentSchema = z.object({
  id: path,
  scope: path,
  roleDefinitionId: path,
  roleDefinitionName: words,
  principalId: guid,
  principalType: words,
  condition: words,
  createdOn: when,
  updatedOn: when,
  createdBy: words,
  description: words,
  delegatedManagedIdentityResourceId: words,
});

/** `GET {scope}/providers/Microsoft.Authorization/role{Assignment,Eligibility}ScheduleInstances` 2020-10-01. */
export const roleInstanceSchema = z.object({
  id: path,
  is: z.enum(['active', 'eligible']),
  scope: path,
  roleDefinitionId: path,
  principalId: guid,
  principalType: words,
  /** `Assigned`, `Activated`; of `active` ones. */
  assignmentType: words,
  memberType: words,
  startDateTime: when,
  endDateTime: when,
  originRoleAssignmentId: words,
  linkedRoleEligibilityScheduleInstanceId: words,
  condition: words,
  status: words,
});

const party = z.object({ id: guid, type: words });

/** `GET {scope}/providers/Microsoft.Authorization/denyAssignments` 2022-04-01. */
export const denyAssignmentSchema = z.object({
  id: path,
  denyAssignmentName: words,
  scope: path,
  permissions: z.array(permission).nullish(),
  principals: z.array(party).nullish(),
  excludePrincipals: z.array(party).nullish(),
  doNotApplyToChildScopes: flag,
  isSystemProtected: flag,
  condition: words,
});

/**
 * `az lock list`. A live scan does not ask for them: it takes a call a subscription, and whoever may take a lock away is named by
 * the same roles. https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 */
export const lockSchema = z.object({
  /** Its scope is what stands before `/providers/Microsoft.Authorization/locks/`. */
  id: path,
  name: words,
  /** `ReadOnly`, `CanNotDelete`. */
  level: words,
});

/** `GET /subscriptions/{id}/providers/Microsoft.Authorization/classicAdministrators` 2015-07-01. */
export const classicAdministratorSchema = z.object({
  id: path,
  emailAddress: words,
  /** `ServiceAdministrator;AccountAdministrator`, `CoAdministrator`. */
  role: words,
});

/** `GET …/Microsoft.ManagedIdentity/userAssignedIdentities` 2024-11-30; `az identity list`. */
export const managedIdentitySchema = z.object({
  id: path,
  name: words,
  principalId: guidOrNone,
  clientId: guidOrNone,
  tenantId: guidOrNone,
  tags,
});

/**
 * A secret that a vault keeps, as `az keyvault secret list` tells it: how it is called and marked, never its value.
 * https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets
 */
export const vaultSecretSchema = z.object({
  /** `https://<vault>.vault.azure.net/secrets/<name>`. */
  id: z.string(),
  name: words,
  contentType: words,
  tags,
  attributes: z.object({ enabled: flag, expires: when }).nullish(),
});

const nodeIdentity = z.object({ resourceId: words, objectId: guidOrNone, clientId: guidOrNone });
const identity = z.object({ principalId: guidOrNone, clientId: guidOrNone }).nullish();

/**
 * A resource that carries identities, or whose settings say how it is opened. Resource Graph:
 * `resources | where isnotempty(identity.type) or type in~ (…)`; AzureHound's `AZVM` and its like; `az resource list`.
 */
export const resourceSchema = z.object({
  id: path,
  /** `Microsoft.Compute/virtualMachines`. */
  type: z.string(),
  name: words,
  location: words,
  tags,
  identity: z
    .object({
      /** `SystemAssigned`, `UserAssigned`, `SystemAssigned, UserAssigned`, `None`. */
      type: words,
      principalId: guidOrNone,
      tenantId: guidOrNone,
      /** By path of the identity. */
      userAssignedIdentities: z.record(z.string(), identity).nullish(),
    })
    .nullish(),
  /** Of a Kubernetes cluster: what its nodes run as (`properties.identityProfile.kubeletidentity`). */
  kubeletIdentity: nodeIdentity.nullish(),
  /** Settings that tell how it is opened, where its type has them; never a key. */
  settings: z
    .object({
      /** Storage: `allowSharedKeyAccess`; Cosmos, Service Bus, search, AI: the opposite of `disableLocalAuth`. */
      localKeys: flag,
      keysCreated: z.array(z.object({ name: z.string(), at: when })).nullish(),
      keyPeriodDays: whole,
      /** Vaults: privileges are role assignments; else access policies. */
      roleBased: flag,
      /** Vaults: deployments may take secrets from it (`enabledForTemplateDeployment`). */
      forTemplates: flag,
      accessPolicies: z
        .array(
          z.object({
            objectId: guid,
            applicationId: guidOrNone,
            secrets: list,
            keys: list,
            certificates: list,
            storage: list,
          }),
        )
        .nullish(),
      /** Kubernetes: `disableLocalAccounts`. */
      localAccountsDisabled: flag,
      /** Kubernetes: whether roles of Azure decide within (`aadProfile.enableAzureRBAC`). */
      clusterRoles: flag,
      /** Kubernetes: groups of Entra that administer it (`aadProfile.adminGroupObjectIDs`). */
      administrators: z.array(guid).nullish(),
      /** Kubernetes: who signs the tokens of its pods (`oidcIssuerProfile.issuerURL`). */
      issuer: words,
      /** Kubernetes: identities of add-ons, which its nodes carry (`addonProfiles.*.identity`). */
      addonIdentities: z.array(nodeIdentity).nullish(),
      /** Kubernetes: the application whose secret lies on its nodes (`servicePrincipalProfile.clientId`). */
      nodesClientId: guidOrNone,
      /** Function apps: address of the container that their code lies in (`functionAppConfig.deployment.storage.value`). */
      codeAt: words,
      /** Registries: the account of their administrator is on (`adminUserEnabled`). */
      adminUser: flag,
      /** Registries: roles on repositories decide, and those on the registry push nothing (`roleAssignmentMode`). */
      repositoryRoles: flag,
      /** Images that its containers run, as they are written: `registry.azurecr.io/app:latest`. */
      images: list,
    })
    .nullish(),
});
