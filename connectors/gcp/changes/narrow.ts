import type { ChangeWorld, Proposal, RecordEdit } from '../../../src/model/reduce.ts';
import type { GcpRecordData } from '../facts/records.ts';
import { wholeEstate } from '../facts/records.ts';
import { rowOfPermission } from '../facts/services.ts';
import { predefinedRole } from '../iam/predefined-roles.ts';
import { memberIs, type PolicyBinding } from '../policy-commands.ts';

/** What takes the place of all roles of an identity: what Google would give instead, else a role of what was used. */

type Policy = GcpRecordData<'gcp.iam-policy'>;
type Narrowing = Extract<Proposal, { readonly kind: 'narrow-to-used' }>;

const policyRecord = 'gcp.iam-policy';
const roleRecord = 'gcp.role';
const used = 'nhiAuditUsed';

/** https://cloud.google.com/iam/quotas: letters, digits, `_` and `.`, 64 at most. */
const roleId = (identity: string): string =>
  `${used}_${identity
    .replace(/\.iam\.gserviceaccount\.com$/, '')
    .replace(/[^a-zA-Z0-9]+/g, '_')
    .slice(0, 48)}`;

const dataOf = <Data>(world: ChangeWorld, kind: string): readonly Data[] => {
  const found: Data[] = [];
  for (const { record, data } of world.records()) if (record === kind) found.push(data as Data);
  return found;
};

/** What a role permits; undefined: nobody read it. */
const permissionsOf = (name: string, world: ChangeWorld): readonly string[] | undefined =>
  predefinedRole(name)?.permissions() ??
  (world.dataOf(roleRecord, name) as GcpRecordData<'gcp.role'> | undefined)?.includedPermissions ??
  undefined;

/** The project or organisation that a role for this resource is made in. Undefined: nothing tells. */
const homeOf = ({ resource, ancestors }: Policy, world: ChangeWorld): string | undefined => {
  const above = [resource.replace(/^\/\/cloudresourcemanager\.googleapis\.com\//, ''), ...(ancestors ?? [])];
  const project = above.flatMap((each) => /^projects\/([^/]+)/.exec(each)?.[1] ?? [])[0];
  if (project !== undefined) {
    const known = dataOf<GcpRecordData<'gcp.project'>>(world, 'gcp.project').find(
      ({ projectId, projectNumber }) => projectId === project || projectNumber === project,
    );
    const id = known?.projectId ?? project;
    return /^\d+$/.test(id) ? undefined : `projects/${id}`;
  }
  const organization = above.find((each) => /^organizations\/\d+$/.test(each));
  if (organization !== undefined) return organization;
  const known = dataOf<GcpRecordData<'gcp.organization'>>(world, 'gcp.organization');
  return known.length === 1 ? known[0]!.name : undefined;
};

/** Permissions as they are told, and of services of which none is told all that is held. */
const keeps = (told: readonly string[]): ((permission: string) => boolean) => {
  const permissions = new Set(told.filter((each) => !each.endsWith(':*')));
  const detailed = new Set([...permissions].map(rowOfPermission));
  const services = new Set(
    told
      .flatMap((each) => (each.endsWith(':*') ? [each.slice(0, -2)] : []))
      .filter((each) => !detailed.has(each)),
  );
  return (permission) => permissions.has(permission) || services.has(rowOfPermission(permission));
};

/** What Google proposes for a role of somebody on a resource, where it is open. */
const recommendedFor = (
  world: ChangeWorld,
  id: string,
): ((resource: string, role: string) => readonly string[] | undefined) => {
  const open = dataOf<GcpRecordData<'gcp.recommendation'>>(world, 'gcp.recommendation').filter(
    ({ state, member }) => (state == null || state === 'ACTIVE') && member != null && memberIs(member, id),
  );
  const bare = (name: string): string => name.replace(/^\/\/cloudresourcemanager\.googleapis\.com\//, '');
  return (resource, role) =>
    open.find(
      ({ removedRoles, resource: on }) =>
        (removedRoles ?? []).includes(role) && bare(on ?? '') === bare(resource),
    )?.addedRoles ?? undefined;
};

interface Instead {
  readonly role: string;
  readonly permissions?: readonly string[];
  /** Conditions stay as they were. */
  readonly condition?: PolicyBinding['condition'];
}

/** What one policy gives in the place of a binding. Undefined: nobody can tell what that permits. */
const insteadOf = (
  { role, condition }: PolicyBinding,
  policy: Policy,
  parts: {
    readonly kept: (permission: string) => boolean;
    readonly recommended: ReturnType<typeof recommendedFor>;
    readonly home: string;
    readonly id: string;
    readonly world: ChangeWorld;
  },
): readonly Instead[] | undefined => {
  const under = condition == null ? {} : { condition };
  const proposed = parts.recommended(policy.resource, role);
  if (proposed !== undefined) return proposed.map((name) => ({ role: name, ...under }));
  const permissions = permissionsOf(role, parts.world);
  if (permissions === undefined) return undefined;
  const left = permissions.filter(parts.kept);
  if (left.length === 0) return [];
  // It is no more than that already.
  if (left.length === permissions.length) return [{ role, ...under }];
  return [{ role: `${parts.home}/roles/${roleId(parts.id)}`, permissions: left, ...under }];
};

/**
 * Edits after those that take its roles away: roles of what was used, and bindings of them.
 * @returns undefined: of a role nobody knows what it permits, or of a policy where a role for it would be made
 */
export const usedInstead = (
  { identity, used: told }: Narrowing,
  world: ChangeWorld,
): readonly RecordEdit[] | undefined => {
  const id = identity.id.toLowerCase();
  const kept = keeps(told);
  const recommended = recommendedFor(world, id);
  const roles = new Map<string, Set<string>>();
  const edits: RecordEdit[] = [];
  const policies = new Set(
    identity.grants.flatMap(({ source }) => (source.record === policyRecord ? [source.id] : [])),
  );
  for (const policyId of policies) {
    const policy = world.dataOf(policyRecord, policyId) as Policy | undefined;
    const home = policy && homeOf(policy, world);
    if (policy === undefined || home === undefined) return undefined;
    const added: { readonly member: string; readonly instead: Instead }[] = [];
    for (const binding of policy.bindings ?? []) {
      const member = binding.members?.find((each) => memberIs(each, id));
      if (member === undefined) continue;
      const instead = insteadOf(binding, policy, { kept, recommended, home, id, world });
      if (instead === undefined) return undefined;
      for (const each of instead) {
        added.push({ member, instead: each });
        if (each.permissions === undefined) continue;
        const known = roles.get(each.role) ?? new Set();
        for (const permission of each.permissions) known.add(permission);
        roles.set(each.role, known);
      }
    }
    if (added.length === 0) continue;
    edits.push({
      record: policyRecord,
      id: policyId,
      change: (data) => ({
        ...(data as Policy),
        bindings: [
          ...((data as Policy).bindings ?? []),
          ...[
            ...new Map(
              added.map(({ member, instead: { role, condition } }) => {
                const binding = {
                  role,
                  members: [member],
                  ...(condition === undefined ? {} : { condition }),
                };
                return [JSON.stringify(binding), binding] as const;
              }),
            ).values(),
          ],
        ],
      }),
    });
  }
  return [
    ...[...roles].map(
      ([name, permissions]): RecordEdit => ({
        record: roleRecord,
        id: name,
        scope: wholeEstate,
        change: (data) =>
          data ?? {
            name,
            title: `used by ${identity.name}`.slice(0, 100),
            stage: 'GA',
            includedPermissions: [...permissions].sort(),
          },
      }),
    ),
    ...edits,
  ];
};
