import { ownMember } from '../../../src/model/own-member.ts';
import { standIn as standInOf } from '../../../src/plan/identity-reader.ts';
import {
  isComputed,
  type Origin,
  type Plan,
  type PlannedResource,
  type Side,
  type Values,
} from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text, textOf, textsOf, whyComputed } from '../../../src/plan/text.ts';
import type { Places } from '../identities/places.ts';

/** Who and what is called how in a plan: what Google names is known only after apply, and what stands for it stays the same. */

/** One side of a plan. */
export interface View {
  readonly side: Side;
  readonly plan: Plan;
  readonly valuesOf: (resource: PlannedResource) => Values | undefined;
  readonly text: (value: unknown) => Text;
  readonly texts: (value: unknown) => readonly Text[];
  /** Id of the project that a resource is in: its own, that of its provider, the only one that is known, a stand-in. */
  readonly projectOf: (resource: PlannedResource, values: Values) => string;
  /** Canonical name, with ids of projects where the estate knows them. */
  readonly nameOf: Places['nameOf'];
}

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Without slashes: it becomes a segment of names. */
export const standIn = (address: string): string => standInOf(address).replaceAll('/', '_');

/** Text, or what stands for one that is not known yet. */
export const textOr = (value: unknown, view: View, address: string): string => {
  const found = view.text(value);
  return found.is === 'known' ? found.text : standIn(address);
};

export const known = (value: unknown, view: View): string[] =>
  view.texts(value).flatMap((each) => (each.is === 'known' ? [each.text] : []));

const unnamedProject = 'unnamed-project';

export const accountEmail = (resource: PlannedResource, values: Values, view: View): string =>
  text(values.email)?.toLowerCase() ??
  `${textOr(values.account_id, view, resource.address)}@${view.projectOf(resource, values)}.iam.gserviceaccount.com`.toLowerCase();

/** An address, of an address or a name that ends with it. */
export const emailIn = (written: string): string => written.slice(written.lastIndexOf('/') + 1).toLowerCase();

export const groupAddress = ({ address }: PlannedResource, values: Values): string =>
  (text(blocksOf(values.group_key)[0]?.id) ?? standIn(address)).toLowerCase();

export const roleName = (resource: PlannedResource, values: Values, view: View): string => {
  const id = textOr(values.role_id, view, resource.address);
  return resource.type === 'google_organization_iam_custom_role'
    ? `organizations/${textOr(values.org_id, view, resource.address).replace(/^organizations\//, '')}/roles/${id}`
    : `projects/${view.projectOf(resource, values)}/roles/${id}`;
};

/** `projects/P/locations/global/workloadIdentityPools/POOL`, `locations/global/workforcePools/POOL`. */
export const poolName = (resource: PlannedResource, values: Values, view: View): string => {
  const written = text(values.name)?.replace(/\/providers\/[^/]+$/, '');
  if (written !== undefined && /\/workloadIdentityPools\//.test(written)) return view.nameOf(written);
  const workforce = values.workforce_pool_id !== undefined;
  const id = textOr(
    workforce ? values.workforce_pool_id : values.workload_identity_pool_id,
    view,
    resource.address,
  );
  // A resource may name its pool in full.
  if (id.includes('/')) return view.nameOf(id);
  return workforce
    ? `locations/global/workforcePools/${id}`
    : `projects/${view.projectOf(resource, values)}/locations/global/workloadIdentityPools/${id}`;
};

const attributes: Readonly<
  Record<string, (resource: PlannedResource, values: Values, attribute: string, view: View) => string>
> = {
  google_service_account: (resource, values, attribute, view) => {
    const email = accountEmail(resource, values, view);
    if (attribute === 'member') return `serviceAccount:${email}`;
    return attribute === 'id' || attribute === 'name'
      ? `projects/${view.projectOf(resource, values)}/serviceAccounts/${email}`
      : email;
  },
  google_cloud_identity_group: (resource, values) => groupAddress(resource, values),
  google_project_iam_custom_role: (resource, values, _, view) => roleName(resource, values, view),
  google_organization_iam_custom_role: (resource, values, _, view) => roleName(resource, values, view),
  google_iam_workload_identity_pool: (resource, values, attribute, view) =>
    attribute === 'workload_identity_pool_id'
      ? textOr(values.workload_identity_pool_id, view, resource.address)
      : poolName(resource, values, view),
  google_project: ({ address }, values, _, view) => textOr(values.project_id, view, address),
};

/** @param projects of the estate around the plan */
export const viewOf = (plan: Plan, side: Side, places: Places, projects: readonly string[]): View => {
  const shown = new Set(
    plan.resources.flatMap(({ provider, before, after }) =>
      /^google/.test(provider) ? [before?.project, after?.project].flatMap((id) => text(id) ?? []) : [],
    ),
  );
  const all = projects.length > 0 ? projects : [...shown];
  const bare = (id: string): string => places.naming.projectId(id.replace(/^projects\//, ''));
  const attributeOf = ({ resource, attribute }: Origin): string | undefined => {
    const values = resource[side];
    const value = text(values?.[attribute]);
    if (value !== undefined) return value;
    if (values === undefined || resource.mode !== 'managed') return undefined;
    return (
      ownMember(attributes, resource.type)?.(resource, values, attribute, view) ?? standIn(resource.address)
    );
  };
  const view: View = {
    side,
    plan,
    valuesOf: (resource) => resource[side],
    text: (value) => textOf(value, attributeOf),
    texts: (value) => textsOf(value, attributeOf),
    projectOf: ({ providerKey }, values) => {
      const own = view.text(values.project);
      if (own.is === 'known') return bare(own.text);
      const configured = text(plan.providers?.get(providerKey)?.project);
      if (configured !== undefined) return bare(configured);
      return all.length === 1 ? all[0]! : unnamedProject;
    },
    nameOf: places.nameOf,
  };
  return view;
};

const prefixes: ReadonlyMap<string, string> = new Map([
  ['google_service_account', 'serviceAccount'],
  ['google_cloud_identity_group', 'group'],
]);

/** A member is often written around the attribute of an account: what else stands in such a text a plan does not show. */
export const memberIn = (value: unknown, view: View): Text => {
  const from = isComputed(value) ? new Set(value.from.map(({ resource }) => resource.type)) : undefined;
  const prefix = from?.size === 1 ? prefixes.get([...from][0]!) : undefined;
  if (isComputed(value) && value.from.length > 0 && prefix === undefined)
    return { is: 'computed', why: whyComputed(value.written) };
  const found = view.text(value);
  return found.is === 'known' && prefix !== undefined && !/^\w+:/.test(found.text)
    ? { is: 'known', text: `${prefix}:${found.text}` }
    : found;
};

export const membersIn = (value: unknown, view: View): readonly Text[] =>
  Array.isArray(value)
    ? value.map((item) => memberIn(item, view))
    : isComputed(value)
      ? [memberIn(value, view)]
      : [];
