import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { sourceOf } from '../facts/inventory.ts';
import type { GcpRecordData } from '../facts/records.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import { bindingCommands } from './commands.ts';

const idOf = (member: string): string =>
  member.includes('://') ? member : member.slice(member.indexOf(':') + 1).toLowerCase();

/** So many permissions are written out in a fix. */
const mostTold = 40;

/** The smaller role of what was used, or what Google proposes instead; then the larger one goes. */
const fixOf = (
  { removedRoles, addedRoles, member }: GcpRecordData<'gcp.recommendation'>,
  on: string,
  permissions: readonly string[],
): string => {
  const [role] = removedRoles as [string];
  const instead = addedRoles ?? [];
  const [, project] = /^projects\/([^/]+)$/.exec(on) ?? [];
  const creates = permissions.length > 0 && permissions.length <= mostTold && project !== undefined;
  return [
    permissions.length > 0
      ? `Give it a role of these permissions, then take ${role} away: ${permissions.slice(0, mostTold).join(', ')}${permissions.length > mostTold ? ` and ${permissions.length - mostTold} more` : ''}.`
      : instead.length > 0
        ? 'Grant the smaller role, then remove this one.'
        : 'Take the role away: nothing that it permits was used.',
    ...(creates
      ? [
          fill({
            template: 'gcloud iam roles create ROLE --project {project} --permissions {permissions}',
            values: { project: project!, permissions: permissions.join(',') },
          }),
        ]
      : []),
    ...bindingCommands(
      'add',
      [...(creates && instead.length === 0 ? [`projects/${project}/roles/ROLE`] : instead)].map((each) => ({
        on,
        name: each,
      })),
      member!,
    ),
    ...bindingCommands(
      'remove',
      removedRoles!.map((each) => ({ on, name: each })),
      member!,
    ),
  ].join('\n');
};

/**
 * What Google proposes after having seen ninety days of use, and nobody has done.
 * https://cloud.google.com/policy-intelligence/docs/role-recommendations-overview
 */
export const recommendedByGoogle = ({
  inventory,
  places,
}: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const open = Map.groupBy(
    inventory
      .of('gcp.recommendation')
      .filter(
        ({ data }) =>
          (data.state == null || data.state === 'ACTIVE') &&
          data.member != null &&
          (data.removedRoles ?? []).length > 0,
      ),
    ({ data }) => idOf(data.member!),
  );
  const used = new Map(
    inventory
      .of('gcp.insight')
      .flatMap((fact) =>
        fact.data.member == null || fact.data.role == null
          ? []
          : [[`${idOf(fact.data.member)} ${fact.data.role}`, fact] as const],
      ),
  );
  return ({ id, name }) =>
    (open.get(id) ?? []).map((fact): Exposure => {
      const { resource, removedRoles, addedRoles, priority } = fact.data;
      const on = places.nameOf(resource ?? '');
      const [role] = removedRoles as [string];
      const insight = used.get(`${id} ${role}`);
      const permissions = [
        ...new Set([
          ...(insight?.data.exercisedPermissions ?? []),
          ...(insight?.data.inferredPermissions ?? []),
        ]),
      ].sort();
      const instead = addedRoles ?? [];
      const total = insight?.data.currentTotalPermissionsCount;
      return {
        kind: 'less-recommended',
        key: `${on} ${[...removedRoles!].sort().join(' ')}`,
        says: `Google proposes to ${instead.length === 0 ? 'take' : 'replace'} ${removedRoles!.join(', ')} of ${name} on ${on}${instead.length === 0 ? ' away' : ` by ${instead.join(', ')}`}`,
        severity: priority === 'P1' || priority === 'P2' ? 'medium' : 'low',
        evidence: [
          { ...sourceOf(fact), says: 'is the proposal' },
          ...(insight === undefined
            ? []
            : [
                {
                  ...sourceOf(insight),
                  says: `${permissions.length}${total == null ? '' : ` of ${total}`} permissions are used or like those used`,
                },
              ]),
        ],
        fix: fixOf(fact.data, on, permissions),
      };
    });
};
