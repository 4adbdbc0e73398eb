import { isObject } from '../../../src/exports/checked.ts';
import type { GcpRecordKind } from '../facts/records.ts';
import { at, type Element, listOf, type Made, object, ownName, text } from './element.ts';

/** One element of an export as a record: gcloud and Cloud Asset Inventory write the same objects. */

export const serviceAccount = (data: Element): Made => ({
  kind: 'gcp.service-account',
  id: text(data.email).toLowerCase(),
  data,
});

export const key = (data: Element): Made => {
  const name = ownName(data.name);
  return {
    kind: 'gcp.service-account-key',
    id: name.slice(name.lastIndexOf('/') + 1),
    data: { ...data, name },
  };
};

export const role = (data: Element): Made => {
  const name = ownName(data.name);
  return { kind: 'gcp.role', id: name, data: { ...data, name } };
};

const parentOf = (parent: unknown): string | undefined => {
  if (typeof parent === 'string') return parent;
  return isObject(parent) && text(parent.type) !== ''
    ? `${text(parent.type)}s/${text(parent.id)}`
    : undefined;
};

export const project = (data: Element): Made => ({
  kind: 'gcp.project',
  id: text(data.projectId),
  data: {
    projectId: data.projectId,
    // In version 3 of the interface the name is `projects/<number>`.
    projectNumber: data.projectNumber ?? /^projects\/(\d+)$/.exec(text(data.name))?.[1],
    displayName: data.displayName ?? (text(data.name).startsWith('projects/') ? undefined : data.name),
    parent: parentOf(data.parent),
    state: data.state ?? data.lifecycleState,
    labels: data.labels,
  },
});

export const folder = (data: Element): Made => {
  const name = ownName(data.name);
  return name.startsWith('organizations/')
    ? { kind: 'gcp.organization', id: name, data: { ...data, name } }
    : { kind: 'gcp.folder', id: name, data: { ...data, name, parent: parentOf(data.parent) } };
};

export const provider = (data: Element): Made => {
  const name = ownName(data.name);
  return { kind: 'gcp.pool-provider', id: name, data: { ...data, name } };
};

export const entitlement = (data: Element): Made => {
  const name = ownName(data.name);
  return {
    kind: 'gcp.entitlement',
    id: name,
    data: {
      ...data,
      name,
      approval: data.approvalWorkflow !== undefined && data.approvalWorkflow !== null,
      approvers: at(data, ['approvalWorkflow', 'manualApprovals', 'steps', 'approvers', 'principals']),
    },
  };
};

/** Of a grant it is kept who held what, from when until when, and who let it happen. */
export const grant = (data: Element): Made => ({
  kind: 'gcp.grant',
  id: ownName(data.name),
  data: {
    ...data,
    name: ownName(data.name),
    accessGrantTime: at(data, ['auditTrail', 'accessGrantTime'])[0],
    accessRemoveTime: at(data, ['auditTrail', 'accessRemoveTime'])[0],
    approvedBy: at(data, ['timeline', 'events', 'approved', 'actor']),
    resource: at(data, ['privilegedAccess', 'gcpIamAccess', 'resource'])[0],
    roleBindings: object(object(data.privilegedAccess).gcpIamAccess).roleBindings,
  },
});

const named =
  (kind: GcpRecordKind) =>
  (data: Element): Made => {
    const name = ownName(data.name);
    return { kind, id: name, data: { ...data, name } };
  };

export const pool = named('gcp.pool');
export const oauthClient = named('gcp.oauth-client');
export const boundary = named('gcp.boundary');
export const policyBinding = named('gcp.policy-binding');
export const accessPolicy = named('gcp.access-policy');

export const tagValue = named('gcp.tag-value');
export const tagBinding = named('gcp.tag-binding');

export const reasoningEngine = (data: Element): Made => {
  const name = ownName(data.name);
  const spec = object(data.spec);
  return {
    kind: 'gcp.reasoning-engine',
    id: name,
    data: {
      ...data,
      name,
      identityType: spec.identityType,
      serviceAccount: spec.serviceAccount,
      effectiveIdentity: spec.effectiveIdentity,
      agentFramework: spec.agentFramework,
    },
  };
};

export const denial = (data: Element): Made => ({
  kind: 'gcp.deny-policy',
  id: ownName(data.name),
  data: { ...data, name: ownName(data.name) },
});

export const hmacKey = (data: Element): Made => ({ kind: 'gcp.hmac-key', id: text(data.accessId), data });

export const apiKey = (data: Element): Made => {
  const name = ownName(data.name);
  return { kind: 'gcp.api-key', id: name, data: { ...data, name } };
};

export const policy = (
  resource: string,
  written: unknown,
  assetType: unknown,
  ancestors: readonly unknown[],
): Made => ({
  kind: 'gcp.iam-policy',
  id: resource,
  data: {
    resource,
    assetType,
    ancestors: ancestors.filter((each) => text(each) !== ''),
    bindings: isObject(written) ? written.bindings : undefined,
  },
});

/** `gcloud asset search-all-iam-policies`: what holds the resource stands in three members. */
export const foundPolicy = (data: Element): Made =>
  policy(text(data.resource), data.policy, data.assetType, [
    data.project,
    ...(Array.isArray(data.folders) ? data.folders : []),
    data.organization,
  ]);

/** One constraint as it is set somewhere, in the form of version 2. Of list constraints it is only known that they are set. */
export const orgPolicy = (data: Element): readonly Made[] => {
  const [, resource, own] =
    /^((?:projects|folders|organizations)\/[^/]+)\/policies\/(.+)$/.exec(text(data.name)) ?? [];
  if (resource === undefined || own === undefined) return [];
  // As the first version names it.
  const constraint = `constraints/${own}`;
  const rules = listOf(object(data.spec).rules);
  // A rule with a condition holds somewhere only.
  const enforced = rules.some(
    (rule) => isObject(rule) && rule.enforce === true && rule.condition === undefined,
  );
  return [
    { kind: 'gcp.org-policy', id: `${resource} ${constraint}`, data: { resource, constraint, enforced } },
  ];
};
