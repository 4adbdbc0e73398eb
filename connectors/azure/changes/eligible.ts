import { fill, jsonText } from '../../../src/model/command-line.ts';
import type { ChangeWorld, RecordEdit } from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';

/**
 * An assignment that becomes an eligibility of Privileged Identity Management: whoever has it activates it for some hours. It needs
 * a licence of Entra ID P2 or Governance, and is for people: no service principal can activate anything.
 * https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-configure
 */

type Row = Readonly<Record<string, unknown>>;

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Another request has another name: the same but for its first digit. */
export const nextGuid = (id: string): string =>
  ((Number.parseInt(id[0]!, 16) + 8) % 16).toString(16) + id.slice(1);

const noEnd = { type: 'NoExpiration' };

/** What is told of the eligibility as facts, in the place of an assignment. Undefined: it cannot become one. */
export const eligibleInstead = (record: string, id: string, world: ChangeWorld): RecordEdit | undefined => {
  const data = world.dataOf(record, id) as Row | undefined;
  if (data === undefined) return undefined;
  const { principalId, roleDefinitionId, condition } = data;
  const own = guid.exec(text(data.id))?.[0];
  if (record === 'azure.role-assignment' && own !== undefined) {
    const scope = text(data.scope);
    const instance = `${scope}/providers/Microsoft.Authorization/roleEligibilityScheduleInstances/${own}`;
    return {
      record: 'azure.role-instance',
      id: instance,
      scope: tenantOf(record, id, world),
      change: () => ({
        id: instance,
        is: 'eligible',
        scope,
        roleDefinitionId,
        principalId,
        principalType: data.principalType,
        memberType: 'Direct',
        ...(condition == null ? {} : { condition }),
      }),
    };
  }
  if (record !== 'azure.directory-role-assignment') return undefined;
  const instance = `eligible ${text(data.id)}`;
  return {
    record: 'azure.directory-role-instance',
    id: instance,
    scope: tenantOf(record, id, world),
    change: () => ({
      id: instance,
      is: 'eligible',
      principalId,
      roleDefinitionId,
      directoryScopeId: data.directoryScopeId ?? '/',
      memberType: 'Direct',
    }),
  };
};

export const tenantOf = (record: string, id: string, world: ChangeWorld): string => {
  for (const each of world.records()) if (each.record === record && each.id === id) return each.scope;
  return '';
};

/** Requests that make an eligibility and end it. Undefined: the record is none. */
export const eligibleRequests = ({
  record,
  data,
}: SnapshotRecord): { readonly make: string; readonly remove: string } | undefined => {
  const row = data as Row;
  if (row.is !== 'eligible') return undefined;
  const { principalId, roleDefinitionId } = row;
  if (record === 'azure.role-instance') {
    const own = guid.exec(text(row.id))?.[0] ?? '';
    const request = (name: string, requestType: string): string =>
      fill({
        template: 'az rest --method PUT --url {url} --body {body}',
        values: {
          // https://learn.microsoft.com/rest/api/authorization/role-eligibility-schedule-requests/create
          url: `https://management.azure.com${text(row.scope)}/providers/Microsoft.Authorization/roleEligibilityScheduleRequests/${name}?api-version=2020-10-01`,
          body: jsonText({
            properties: {
              principalId,
              roleDefinitionId,
              requestType,
              ...(requestType === 'AdminAssign' ? { scheduleInfo: { expiration: noEnd } } : {}),
              ...(row.condition == null ? {} : { condition: row.condition, conditionVersion: '2.0' }),
            },
          }),
        },
      });
    return { make: request(own, 'AdminAssign'), remove: request(nextGuid(own), 'AdminRemove') };
  }
  if (record !== 'azure.directory-role-instance') return undefined;
  const request = (action: string): string =>
    fill({
      template: 'az rest --method POST --url {url} --body {body}',
      values: {
        // https://learn.microsoft.com/graph/api/rbacapplication-post-roleeligibilityschedulerequests
        url: 'https://graph.microsoft.com/v1.0/roleManagement/directory/roleEligibilityScheduleRequests',
        body: jsonText({
          action,
          principalId,
          roleDefinitionId,
          directoryScopeId: row.directoryScopeId,
          justification: 'standing privilege ends',
          ...(action === 'adminAssign' ? { scheduleInfo: { expiration: { type: 'noExpiration' } } } : {}),
        }),
      },
    });
  return { make: request('adminAssign'), remove: request('adminRemove') };
};
