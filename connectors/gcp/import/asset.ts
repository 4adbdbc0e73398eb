import { isObject } from '../../../src/exports/checked.ts';
import { carrier, carrierTypes } from './carriers.ts';
import { type Element, listOf, type Made, object, ownName, text } from './element.ts';
import {
  accessPolicy,
  apiKey,
  boundary,
  denial,
  entitlement,
  folder,
  grant,
  key,
  oauthClient,
  orgPolicy,
  policy,
  policyBinding,
  pool,
  project,
  provider,
  reasoningEngine,
  role,
  serviceAccount,
  tagBinding,
  tagValue,
} from './elements.ts';

/**
 * Assets as Cloud Asset Inventory writes them: `gcloud asset list` in camelCase, exports in snake_case, one a line.
 * https://cloud.google.com/asset-inventory/docs/reference/rest/v1/TopLevel/exportAssets
 */
export const member = (element: Element, name: string): unknown =>
  element[name] ?? element[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];

const inMapping =
  (make: (data: Element) => Made) =>
  (name: string, data: Element): readonly Made[] => [
    make({ ...data, name: text(data.name) === '' ? name : data.name }),
  ];

/** Resources that say who is there, by type. */
const resources: ReadonlyMap<string, (name: string, data: Element) => readonly Made[]> = new Map([
  ['cloudresourcemanager.googleapis.com/Organization', inMapping(folder)],
  ['cloudresourcemanager.googleapis.com/Folder', inMapping(folder)],
  ['cloudresourcemanager.googleapis.com/Project', inMapping(project)],
  ['cloudresourcemanager.googleapis.com/TagValue', inMapping(tagValue)],
  ['cloudresourcemanager.googleapis.com/TagBinding', inMapping(tagBinding)],
  ['iam.googleapis.com/ServiceAccount', (_, data) => [serviceAccount(data)]],
  ['iam.googleapis.com/ServiceAccountKey', inMapping(key)],
  ['iam.googleapis.com/Role', inMapping(role)],
  ['iam.googleapis.com/WorkloadIdentityPool', inMapping(pool)],
  ['iam.googleapis.com/WorkloadIdentityPoolProvider', inMapping(provider)],
  ['iam.googleapis.com/WorkforcePool', inMapping(pool)],
  ['iam.googleapis.com/WorkforcePoolProvider', inMapping(provider)],
  ['iam.googleapis.com/OauthClient', inMapping(oauthClient)],
  ['iam.googleapis.com/PrincipalAccessBoundaryPolicy', inMapping(boundary)],
  ['iam.googleapis.com/PolicyBinding', inMapping(policyBinding)],
  ['iam.googleapis.com/AccessPolicy', inMapping(accessPolicy)],
  ['iam.googleapis.com/PolicyV2', inMapping(denial)],
  ['apikeys.googleapis.com/Key', inMapping(apiKey)],
  ['privilegedaccessmanager.googleapis.com/Entitlement', inMapping(entitlement)],
  ['privilegedaccessmanager.googleapis.com/Grant', inMapping(grant)],
  ['aiplatform.googleapis.com/ReasoningEngine', inMapping(reasoningEngine)],
  ['orgpolicy.googleapis.com/Policy', (_, data) => orgPolicy(data)],
]);

const orgPolicies = (name: string, written: unknown): readonly Made[] =>
  listOf(written).flatMap((each): readonly Made[] => {
    const { constraint, ...rest } = object(each);
    const settings = member(rest, 'booleanPolicy');
    if (typeof constraint !== 'string' || !isObject(settings)) return [];
    const resource = ownName(name);
    return [
      {
        kind: 'gcp.org-policy',
        id: `${resource} ${constraint}`,
        data: { resource, constraint, enforced: settings.enforced === true },
      },
    ];
  });

/** What an asset tells: a resource, an allow policy, policies of the organisation. */
export const recordsOfAsset = (value: Element): readonly Made[] => {
  const name = text(value.name);
  const assetType = text(member(value, 'assetType'));
  const ancestors = listOf(value.ancestors).map(text);
  const data = object(object(value.resource).data);
  return [
    ...(Object.keys(data).length === 0
      ? []
      : [...(resources.get(assetType)?.(name, data) ?? []), ...carrier(name, assetType, data, ancestors)]),
    ...(isObject(member(value, 'iamPolicy'))
      ? [policy(name, member(value, 'iamPolicy'), assetType, ancestors)]
      : []),
    ...orgPolicies(name, member(value, 'orgPolicy')),
  ];
};

/** Types of which anything is kept: what is asked of the inventory. */
export const assetTypes: readonly string[] = [...new Set([...resources.keys(), ...carrierTypes])].sort();
