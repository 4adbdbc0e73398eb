import { ownMember } from '../../../src/model/own-member.ts';
import { type ReaderView, standIn, type Who } from '../../../src/plan/identity-reader.ts';
import {
  isComputed,
  type Plan,
  type PlannedResource,
  type Values,
} from '../../../src/plan/planned-resource.ts';

/** Who is called what: identities of Azure go by several ids. */

/** Attributes by which other resources name an identity; all stand for one. */
export const identityAttributes: Readonly<Record<string, readonly string[]>> = {
  azurerm_user_assigned_identity: ['principal_id', 'id', 'client_id'],
  azuread_application: ['client_id', 'application_id', 'object_id', 'id'],
  azuread_application_registration: ['client_id', 'id', 'object_id'],
  azuread_service_principal: ['object_id', 'id'],
  azuread_group: ['object_id', 'id'],
  azuread_user: ['object_id', 'id'],
};

const cache = new WeakMap<Plan, ReadonlyMap<string, string>>();
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;

/** A service principal is its application's: both are one identity. */
export const canonical = ({
  resource,
  values,
}: {
  readonly resource: PlannedResource;
  readonly values: Values;
}): string => {
  if (resource.type !== 'azuread_service_principal')
    return text(values[identityAttributes[resource.type]![0]!]) ?? standIn(resource.address);
  const of = values.client_id ?? values.application_id;
  const known = text(of);
  if (known !== undefined) return known;
  const [origin] = isComputed(of) ? of.from : [];
  return origin === undefined ? standIn(resource.address) : standIn(origin.resource.address);
};

/** Every id of an identity of the plan → the one that stands for it. */
const idsOf = (plan: Plan): ReadonlyMap<string, string> => {
  const known = cache.get(plan);
  if (known !== undefined) return known;
  const ids = new Map<string, string>();
  for (const resource of plan.resources) {
    const attributes = ownMember(identityAttributes, resource.type);
    if (attributes === undefined) continue;
    for (const values of [resource.before, resource.after]) {
      if (values === undefined) continue;
      for (const attribute of attributes) {
        const id = text(values[attribute]);
        if (id !== undefined) ids.set(id, canonical({ resource, values }));
      }
    }
  }
  cache.set(plan, ids);
  return ids;
};

const kinds: Readonly<Record<string, { readonly kind: string; readonly nature?: Who['nature'] }>> = {
  azurerm_user_assigned_identity: { kind: 'managed-identity', nature: 'machine' },
  azuread_application: { kind: 'application', nature: 'machine' },
  azuread_application_registration: { kind: 'application', nature: 'machine' },
  azuread_service_principal: { kind: 'application', nature: 'machine' },
  azuread_group: { kind: 'group' },
  azuread_user: { kind: 'user', nature: 'human' },
};
export const principalTypes: Readonly<
  Record<string, { readonly kind: string; readonly nature?: Who['nature'] }>
> = {
  serviceprincipal: { kind: 'service-principal', nature: 'machine' },
  user: { kind: 'user', nature: 'human' },
  group: { kind: 'group' },
};

export const party = (
  id: string,
  view: ReaderView,
  of: { readonly kind: string; readonly nature?: Who['nature'] } = { kind: 'principal' },
): Who => {
  const lower = id.toLowerCase().replace(/^\/applications\//, '');
  const name = idsOf(view.plan).get(lower) ?? lower;
  return {
    id: `azure:${name}`,
    kind: of.kind,
    scope: 'entra',
    name,
    ...(of.nature === undefined ? {} : { nature: of.nature }),
  };
};

export const own = (resource: PlannedResource, values: Values): Who => {
  const { kind, nature } = kinds[resource.type]!;
  const name = canonical({ resource, values });
  return { id: `azure:${name}`, kind, scope: 'entra', name, ...(nature === undefined ? {} : { nature }) };
};
