import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { ChangeWorld, RecordEdit, WrittenChange } from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import type { GcpRecordData } from '../facts/records.ts';
import { conditionText, type PolicyBinding } from '../policy-commands.ts';

/** What somebody holds by itself and not through a group: one member of one binding. */
export interface HeldBinding {
  /** Id of the record of the policy. */
  readonly id: string;
  /** As the policy names it. */
  readonly resource: string;
  readonly binding: PolicyBinding;
  /** As the binding writes it. */
  readonly member: string;
}

type Policy = GcpRecordData<'gcp.iam-policy'>;
type Entitlement = GcpRecordData<'gcp.entitlement'>;

/** Basic roles take no condition and are in no entitlement. https://cloud.google.com/iam/docs/conditions-overview#limitations */
const basic = /^roles\/(?:owner|editor|viewer)$/;

const tree = /^(?:\/\/cloudresourcemanager\.googleapis\.com\/)?((projects|folders|organizations)\/[^/]+)$/;
/** Resources whose policies take conditions. https://cloud.google.com/iam/docs/resource-types-with-conditional-roles */
const conditional = [tree, /^\/\/secretmanager\.googleapis\.com\/projects\/[^/]+\/secrets\/[^/]+$/];

/** Whether the binding can have an end: a person is meant by it, or an account, and neither the role nor the resource is against it. */
export const canEnd = ({ binding, resource, member }: HeldBinding): boolean =>
  !basic.test(binding.role) &&
  /^(?:serviceAccount|user):/.test(member) &&
  conditional.some((name) => name.test(resource));

const same = (one: PolicyBinding, other: PolicyBinding): boolean =>
  one.role === other.role && conditionText(one.condition) === conditionText(other.condition);

/** The same binding, for it alone, until then. https://cloud.google.com/iam/docs/configuring-temporary-access */
export const endedBinding = ({ id, binding, member }: HeldBinding, until: string): readonly RecordEdit[] => {
  const before = binding.condition?.expression ?? '';
  const end = `request.time < timestamp("${until}")`;
  const condition = {
    title: 'until the end of the task',
    expression: before === '' ? end : `(${before}) && ${end}`,
  };
  const change = (data: unknown): unknown => {
    const policy = data as Policy;
    const has = (each: PolicyBinding): boolean =>
      same(each, binding) && each.members?.includes(member) === true;
    if (policy.bindings?.some(has) !== true) return data;
    return {
      ...policy,
      bindings: [
        ...policy.bindings.map((each) =>
          has(each) ? { ...each, members: each.members!.filter((one) => one !== member) } : each,
        ),
        { role: binding.role, members: [member], condition },
      ],
    };
  };
  return [{ record: 'gcp.iam-policy', id, change }];
};

export const entitlementRecord = 'gcp.entitlement';
/** An hour: whoever needs longer asks again. */
const longest = '3600s';

/**
 * What it may ask for instead, for an hour each time; machines can ask as people do.
 * https://cloud.google.com/iam/docs/pam-create-entitlements
 */
export const entitlementFor = (
  { resource, binding, member, id }: HeldBinding,
  world: ChangeWorld,
): RecordEdit | undefined => {
  const [, place, kind] = tree.exec(resource) ?? [];
  if (place === undefined || kind === undefined || basic.test(binding.role)) return undefined;
  if (!/^(?:serviceAccount|user):/.test(member)) return undefined;
  const word = `${member.slice(member.indexOf(':') + 1).replace(/@.*$/s, '')}-${binding.role.replace(/^.*\//, '')}`;
  // 4 to 63 of a few characters.
  const name = `${place}/locations/global/entitlements/nhi-audit-${word
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/-$/, '')}`;
  if (world.dataOf(entitlementRecord, name) !== undefined) return undefined;
  const resourceName = resource.startsWith('//')
    ? resource
    : `//cloudresourcemanager.googleapis.com/${place}`;
  const expression = binding.condition?.expression;
  const data: Entitlement = {
    name,
    state: 'AVAILABLE',
    eligibleUsers: [{ principals: [member] }],
    maxRequestDuration: longest,
    approval: false,
    privilegedAccess: {
      gcpIamAccess: {
        resource: resourceName,
        roleBindings: [
          { role: binding.role, ...(expression == null ? {} : { conditionExpression: expression }) },
        ],
      },
    },
  };
  let scope = '';
  for (const each of world.records())
    if (each.record === 'gcp.iam-policy' && each.id === id) scope = each.scope;
  return { record: entitlementRecord, id: name, scope, change: () => data };
};

const kinds: Readonly<Record<string, string>> = {
  projects: '--project',
  folders: '--folder',
  organizations: '--organization',
};

/** https://cloud.google.com/sdk/gcloud/reference/pam/entitlements/create */
export const writtenEntitlement = (
  before: SnapshotRecord | undefined,
  after: SnapshotRecord | undefined,
): WrittenChange => {
  const data = (after ?? before)?.data as Entitlement;
  const [, kind = '', place = '', entitlement = ''] =
    /^(projects|folders|organizations)\/([^/]+)\/locations\/global\/entitlements\/([^/]+)$/.exec(data.name) ??
    [];
  const flag = new Map(Object.entries(kinds)).get(kind);
  if (flag === undefined || (before !== undefined && after !== undefined))
    return { first: [], commands: [], documents: [] };
  const of = `--location global ${flag} {place}`;
  if (after === undefined)
    return {
      first: [],
      commands: [
        fill({
          template: `gcloud pam entitlements delete {entitlement} ${of}`,
          values: { entitlement, place },
        }),
      ],
      documents: [],
    };
  const access = data.privilegedAccess?.gcpIamAccess;
  const document = {
    eligibleUsers: data.eligibleUsers,
    maxRequestDuration: data.maxRequestDuration,
    requesterJustificationConfig: { unstructured: {} },
    privilegedAccess: {
      gcpIamAccess: {
        resourceType: `cloudresourcemanager.googleapis.com/${{ projects: 'Project', folders: 'Folder', organizations: 'Organization' }[kind] ?? ''}`,
        resource: access?.resource,
        roleBindings: access?.roleBindings,
      },
    },
  };
  return {
    first: [
      fill({
        template: `gcloud pam entitlements create {entitlement} ${of} --entitlement-file /dev/stdin <<< {document}`,
        values: { entitlement, place, document: jsonText(document) },
      }),
    ],
    commands: [],
    documents: [{ of: `entitlement ${entitlement}`, after: document }],
  };
};
