import { isObject } from '../../../src/exports/checked.ts';
import { normalScope, typeOfResource } from '../rbac/scope.ts';

type Element = Readonly<Record<string, unknown>>;

const object = (value: unknown): Element => (isObject(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Settings that a listing of its own kind shows; a list of all kinds has none of them. */
const toldSettings = [
  'allowSharedKeyAccess',
  'disableLocalAuth',
  'disableLocalAccounts',
  'enableRbacAuthorization',
  'enabledForTemplateDeployment',
  'accessPolicies',
  'aadProfile',
  'oidcIssuerProfile',
  'addonProfiles',
  'servicePrincipalProfile',
  'adminUserEnabled',
  'roleAssignmentMode',
  'functionAppConfig',
  'template',
  'containers',
  'siteConfig',
] as const;

/** Of a vault, who may do what with what it holds: `permissions` stands around the lists. */
export const accessPolicyIn = (policy: Element): Element => ({ ...policy, ...object(policy.permissions) });

const policiesIn = ({ accessPolicies }: Element): Element =>
  Array.isArray(accessPolicies) && accessPolicies.length > 0
    ? { accessPolicies: accessPolicies.filter(isObject).map(accessPolicyIn) }
    : {};

/** Of a Kubernetes cluster: who administers it by its own word, and whether roles of Azure decide. */
const administrationIn = ({ aadProfile }: Element): Element => {
  // The CLI writes the first otherwise than the service.
  const { enableAzureRBAC, enableAzureRbac, adminGroupObjectIDs } = object(aadProfile);
  return {
    clusterRoles: enableAzureRBAC === true || enableAzureRbac === true,
    ...(Array.isArray(adminGroupObjectIDs) && adminGroupObjectIDs.length > 0
      ? { administrators: adminGroupObjectIDs }
      : {}),
  };
};

/**
 * Of a Kubernetes cluster: whom code in it becomes beside the identity of its nodes.
 * https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export const clusterIdentitiesIn = ({
  oidcIssuerProfile,
  addonProfiles,
  servicePrincipalProfile,
}: Element): Element => {
  const { enabled, issuerURL, issuerUrl } = object(oidcIssuerProfile);
  const issuer = enabled === false ? '' : text(issuerURL) || text(issuerUrl);
  const addons = Object.values(object(addonProfiles)).flatMap((each) => {
    const { enabled: isOn, identity } = object(each);
    return isOn === false || text(object(identity).objectId) === '' ? [] : [object(identity)];
  });
  // `msi`: the cluster has an identity, and no application.
  const clientId = text(object(servicePrincipalProfile).clientId);
  return {
    ...(issuer === '' ? {} : { issuer }),
    ...(addons.length === 0 ? {} : { addonIdentities: addons }),
    ...(clientId === '' || clientId === 'msi' ? {} : { nodesClientId: clientId }),
  };
};

const clusterIn = (properties: Element): Element => ({
  ...(Object.hasOwn(properties, 'aadProfile') ? administrationIn(properties) : {}),
  ...clusterIdentitiesIn(properties),
});

/** Of a function app by use alone: where its code lies. */
const codeIn = ({ functionAppConfig }: Element): Element => {
  const { value } = object(object(object(functionAppConfig).deployment).storage);
  return typeof value === 'string' ? { codeAt: value } : {};
};

/**
 * Of a container registry: by what somebody pushes.
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
export const registryIn = ({ adminUserEnabled, roleAssignmentMode }: Element): Element => ({
  ...(typeof adminUserEnabled === 'boolean' ? { adminUser: adminUserEnabled } : {}),
  ...(text(roleAssignmentMode) === '' ? {} : { repositoryRoles: /abac/i.test(text(roleAssignmentMode)) }),
});

/** Images of a container app or job, of a container group, of a web app; of what else stands there nothing is kept. */
const imagesIn = ({ template, containers, siteConfig }: Element): Element => {
  const groups = [containers, object(template).containers, object(template).initContainers].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  );
  const images = [
    ...groups.map((each) => text(each.image) || text(object(each.properties).image)),
    text(object(siteConfig).linuxFxVersion),
  ].filter((image) => image !== '');
  return images.length === 0 ? {} : { images };
};

/** What of its properties says how a resource is opened. */
export const settingsIn = (properties: Element): Element => {
  const { disableLocalAuth } = properties;
  return {
    localKeys:
      properties.allowSharedKeyAccess ??
      (typeof disableLocalAuth === 'boolean' ? !disableLocalAuth : undefined),
    roleBased: properties.enableRbacAuthorization,
    forTemplates: properties.enabledForTemplateDeployment,
    localAccountsDisabled: properties.disableLocalAccounts,
    ...policiesIn(properties),
    ...clusterIn(properties),
    ...codeIn(properties),
    ...imagesIn(properties),
    ...registryIn(properties),
  };
};

/** `properties.identityProfile.kubeletidentity` of a Kubernetes cluster: what its nodes run as. */
export const kubeletIdentityIn = (properties: Element): Element => {
  const kubelet = object(object(properties.identityProfile).kubeletidentity);
  return text(kubelet.objectId) === '' && text(kubelet.resourceId) === '' ? {} : { kubeletIdentity: kubelet };
};

/**
 * An element of a list of the CLI: its properties stand beside the other members, with some commands (`az containerapp list`)
 * in `properties`. Some versions leave out the type, and what is null.
 */
export const listedResource = (element: Element): Element => {
  const { id, name, location, tags, identity } = element;
  const properties = { ...object(element.properties), ...element };
  const tells = toldSettings.some((setting) => Object.hasOwn(properties, setting));
  return {
    id,
    name,
    location,
    tags,
    identity,
    type: text(element.type) || typeOfResource(normalScope(text(id))),
    ...kubeletIdentityIn(properties),
    ...(tells ? { settings: settingsIn(properties) } : {}),
  };
};
