import { isObject } from '../../../src/exports/checked.ts';
import { normalScope, typeOfResource } from '../rbac/scope.ts';

type Element = Readonly<Record<string, unknown>>;

const object = (value: unknown): Element => (isObject(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Settings that a listing of its own kind shows; a list of all kinds has none of them. */
const toldSettings = ['allowSharedKeyAccess', 'disableLocalAuth', 'disableLocalAccounts'] as const;

/** What of its properties says how a resource is opened. */
export const settingsIn = (properties: Element): Element => {
  const { disableLocalAuth } = properties;
  return {
    localKeys:
      properties.allowSharedKeyAccess ??
      (typeof disableLocalAuth === 'boolean' ? !disableLocalAuth : undefined),
    roleBased: properties.enableRbacAuthorization,
    localAccountsDisabled: properties.disableLocalAccounts,
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
