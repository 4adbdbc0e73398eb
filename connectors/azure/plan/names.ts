import { ownMember } from '../../../src/model/own-member.ts';
import { standIn as standInOf } from '../../../src/plan/identity-reader.ts';
import type { Origin, Plan, PlannedResource, Side, Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text, textOf, textsOf } from '../../../src/plan/text.ts';
import { subscriptionOf } from '../rbac/scope.ts';
import { armTypes } from './arm-types.ts';

/** Who and what is called how: ids that Azure gives are known only after apply, and what stands for them stays the same. */

/** One side of a plan. */
export interface View {
  readonly side: Side;
  readonly plan: Plan;
  /** Id of the tenant, or what stands for it. */
  readonly tenant: string;
  readonly valuesOf: (resource: PlannedResource) => Values | undefined;
  readonly text: (value: unknown) => Text;
  readonly texts: (value: unknown) => readonly Text[];
  /** Normal path of what a resource makes. */
  readonly pathOf: (resource: PlannedResource) => string;
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Without slashes: it becomes a segment of paths. */
export const standIn = (address: string): string => standInOf(address).replaceAll('/', '_').toLowerCase();

/** `/applications/<id>` of azuread's third version is the object id with what it is. */
export const objectId = (id: string): string =>
  id.toLowerCase().replace(/^\/(?:applications|serviceprincipals|groups|users)\//, '');

/** The attribute with which an identity is named where it holds something, and others that say the same. */
const objectIds: Readonly<Record<string, readonly string[]>> = {
  azurerm_user_assigned_identity: ['principal_id'],
  azuread_application: ['object_id', 'id'],
  azuread_application_registration: ['object_id', 'id'],
  azuread_service_principal: ['object_id', 'id'],
  azuread_group: ['object_id', 'id'],
  azuread_group_without_members: ['object_id', 'id'],
  azuread_user: ['object_id', 'id'],
};

/** Object id of the principal, application or group that a resource makes. */
export const ownId = ({ type, address }: PlannedResource, values: Values): string => {
  const known = (ownMember(objectIds, type) ?? []).flatMap((name) => text(values[name]) ?? []);
  return known[0] === undefined ? standIn(address) : objectId(known[0]);
};

export const clientId = ({ address }: PlannedResource, values: Values): string =>
  (text(values.client_id) ?? text(values.application_id) ?? standIn(address)).toLowerCase();

/** Of whatever carries an identity of its own. */
export const carriedId = ({ address }: PlannedResource, values: Values): string =>
  (text(blocksOf(values.identity)[0]?.principal_id) ?? `${standIn(address)}`).toLowerCase();

export const roleId = ({ address }: PlannedResource, values: Values): string => {
  const known = text(values.role_definition_id) ?? text(values.role_definition_resource_id);
  return known === undefined ? standIn(address) : known.slice(known.lastIndexOf('/') + 1).toLowerCase();
};

/** Subscription of the configuration of the provider; else the one that is known; else what stands for it. */
const subscriptionFor = (plan: Plan, providerKey: string, known: readonly string[]): string => {
  const configured = text(plan.providers?.get(providerKey)?.subscription_id);
  if (configured !== undefined) return configured.toLowerCase();
  return known.length === 1 ? known[0]! : '{subscription}';
};

const managementGroup = '/providers/Microsoft.Management/managementGroups';

/** @param subscriptions of the estate around the plan */
export const viewOf = (plan: Plan, side: Side, tenant: string, subscriptions: readonly string[]): View => {
  const shown = new Set(
    plan.resources.flatMap(({ before, after }) =>
      [before?.id, after?.id].flatMap((id) => subscriptionOf(text(id)?.toLowerCase() ?? '') ?? []),
    ),
  );
  const known = subscriptions.length > 0 ? subscriptions : [...shown];
  const pathOf = (resource: PlannedResource): string => {
    const { type, address, providerKey } = resource;
    const values = resource[side] ?? resource.after ?? resource.before ?? {};
    const id = text(values.id);
    if (id?.startsWith('/')) return id;
    const subscription = `/subscriptions/${subscriptionFor(plan, providerKey, known)}`;
    const name = text(values.name)?.replaceAll('/', '_') ?? standIn(address);
    if (type === 'azurerm_subscription')
      return `/subscriptions/${text(values.subscription_id) ?? standIn(address)}`;
    if (type === 'azurerm_management_group') return `${managementGroup}/${name}`;
    if (type === 'azurerm_resource_group') return `${subscription}/resourceGroups/${name}`;
    const group = view.text(values.resource_group_name);
    const parent =
      group.is === 'known'
        ? `${subscription}/resourceGroups/${group.text}`
        : `${subscription}/resourceGroups/{group}`;
    return `${parent}/providers/${ownMember(armTypes, type) ?? `Terraform/${type}`}/${name}`;
  };
  const attributeOf = ({ resource, attribute }: Origin): string | undefined => {
    const values = resource[side];
    const value = text(values?.[attribute]);
    if (value !== undefined) return value;
    if (values === undefined || resource.mode !== 'managed') return undefined;
    if (resource.type === 'azuread_directory_role')
      return text(values.template_id) ?? text(values.display_name);
    if (resource.type === 'azurerm_role_definition') return `/${roleId(resource, values)}`;
    if (attribute.startsWith('identity')) return carriedId(resource, values);
    if (resource.provider === 'azurerm' && attribute === 'id') return pathOf(resource);
    if (resource.type === 'azuread_service_principal' && /^(?:client|application)_id$/.test(attribute)) {
      const of = view.text(values.client_id ?? values.application_id);
      return of.is === 'known' ? of.text : standIn(resource.address);
    }
    if (/^(?:client|application)_id$/.test(attribute)) return clientId(resource, values);
    return Object.hasOwn(objectIds, resource.type) ? ownId(resource, values) : standIn(resource.address);
  };
  const view: View = {
    side,
    plan,
    tenant,
    valuesOf: (resource) => resource[side],
    text: (value) => textOf(value, attributeOf),
    texts: (value) => textsOf(value, attributeOf),
    pathOf,
  };
  return view;
};

/** The application that a service principal stands for, by its client id. */
export const principalClient = (resource: PlannedResource, values: Values, view: View): string => {
  const of = view.text(values.client_id ?? values.application_id);
  return (of.is === 'known' ? of.text : standIn(resource.address)).toLowerCase();
};
