import { fill, jsonText } from '../../../src/model/command-line.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { ChangeWorld, Proposal, RecordEdit } from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { guid, nextGuid, tenantOf, text } from './eligible.ts';

/**
 * An assignment of a machine with an end. Privileged Identity Management holds it: no service principal can be eligible, and any
 * can have an active assignment that ends.
 * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles
 */

type Row = Readonly<Record<string, unknown>>;

/** Instances by which it tells of an assignment: they go and come with it. */
const instances: Readonly<Record<string, { readonly record: string; readonly origin: string }>> = {
  'azure.role-assignment': { record: 'azure.role-instance', origin: 'originRoleAssignmentId' },
  'azure.directory-role-assignment': {
    record: 'azure.directory-role-instance',
    origin: 'roleAssignmentOriginId',
  },
};

export const instancesOf = (
  record: string,
  id: string,
  world: ChangeWorld,
): readonly Pick<RecordEdit, 'record' | 'id'>[] => {
  const told = ownMember(instances, record);
  const own = (world.dataOf(record, id) as Row | undefined)?.id;
  if (told === undefined || typeof own !== 'string') return [];
  const found: Pick<RecordEdit, 'record' | 'id'>[] = [];
  for (const each of world.records()) {
    if (each.record !== told.record) continue;
    const origin = (each.data as Row)[told.origin];
    if (typeof origin === 'string' && origin.toLowerCase() === own.toLowerCase())
      found.push({ record: each.record, id: each.id });
  }
  return found;
};

/** Of an instance that nobody told of yet. */
const madeHere = 'until ';
export const isMadeHere = (record: SnapshotRecord | undefined): boolean =>
  record?.id.startsWith(madeHere) === true;

/** The end as facts. Undefined: it is not its own assignment, or of a kind that can have none. */
export const withEnd = (
  { identity, grant, until }: Extract<Proposal, { readonly kind: 'make-time-bound' }>,
  world: ChangeWorld,
): readonly RecordEdit[] | undefined => {
  if (grant === undefined) return undefined;
  const { record, id } = grant.source;
  const told = ownMember(instances, record);
  const data = world.dataOf(record, id) as Row | undefined;
  if (told === undefined || data?.principalId !== identity.id) return undefined;
  // Of an application's own place in it nothing is scheduled.
  if (record === 'azure.directory-role-assignment' && data.appScopeId != null) return undefined;
  const known = instancesOf(record, id, world);
  if (known.length > 0)
    return known.map((each) => ({ ...each, change: (row) => ({ ...(row as Row), endDateTime: until }) }));
  const { principalId, roleDefinitionId, principalType, scope, directoryScopeId, condition } = data;
  const made = {
    id: `${madeHere}${text(data.id)}`,
    is: 'active',
    assignmentType: 'Assigned',
    memberType: 'Direct',
    principalId,
    roleDefinitionId,
    endDateTime: until,
    [told.origin]: data.id,
    ...(record === 'azure.role-assignment'
      ? { scope, principalType, ...(condition == null ? {} : { condition }) }
      : { directoryScopeId: directoryScopeId ?? '/' }),
  };
  return [{ record: told.record, id: made.id, scope: tenantOf(record, id, world), change: () => made }];
};

const expiration = (end: unknown, without: string, at: string): Row =>
  end == null ? { type: without } : { type: at, endDateTime: end };

/**
 * The request that sets the end of an assignment, or takes it away. Undefined: the record is no instance of one.
 * @param isWithout the record is as it was before its end was set
 */
export const endRequest = (record: SnapshotRecord | undefined, isWithout = false): string | undefined => {
  const row = record?.data as Row | undefined;
  if (record === undefined || row?.is !== 'active') return undefined;
  const { principalId, roleDefinitionId } = row;
  const end = isWithout ? undefined : row.endDateTime;
  if (record.record === 'azure.role-instance') {
    const own = guid.exec(text(row.originRoleAssignmentId))?.[0];
    if (own === undefined) return undefined;
    const name = end == null ? nextGuid(own) : own;
    return fill({
      template: 'az rest --method PUT --url {url} --body {body}',
      values: {
        // https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests/create
        url: `https://management.azure.com${text(row.scope)}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${name}?api-version=2020-10-01`,
        body: jsonText({
          properties: {
            principalId,
            roleDefinitionId,
            requestType: 'AdminUpdate',
            targetRoleAssignmentScheduleId: own,
            scheduleInfo: { expiration: expiration(end, 'NoExpiration', 'AfterDateTime') },
            ...(row.condition == null ? {} : { condition: row.condition, conditionVersion: '2.0' }),
          },
        }),
      },
    });
  }
  if (record.record !== 'azure.directory-role-instance') return undefined;
  return fill({
    template: 'az rest --method POST --url {url} --body {body}',
    values: {
      // https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignmentschedulerequests
      url: 'https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignmentScheduleRequests',
      body: jsonText({
        action: 'adminUpdate',
        principalId,
        roleDefinitionId,
        directoryScopeId: row.directoryScopeId,
        targetScheduleId: row.roleAssignmentOriginId,
        justification: 'standing privilege ends',
        scheduleInfo: { expiration: expiration(end, 'noExpiration', 'afterDateTime') },
      }),
    },
  });
};
