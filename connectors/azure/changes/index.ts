import { fill, jsonText } from '../../../src/model/command-line.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { ChangeTable, ChangeWorld, RecordEdit, WrittenChange } from '../../../src/model/reduce.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { eligibleInstead, eligibleRequests } from './eligible.ts';
import { endRequest, instancesOf, isMadeHere, withEnd } from './time-bound.ts';

const graph = 'https://graph.microsoft.com/v1.0';

type Row = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, string>>;

/** A record that gives something and can be taken away and made again. */
interface Assignment {
  readonly remove: string;
  readonly make: string;
  /** Undefined: not enough is known of it. */
  readonly values: (data: Row) => Values | undefined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const known = (values: Values): Values | undefined =>
  Object.values(values).every((value) => value !== '') ? values : undefined;

const assignments: Readonly<Record<string, Assignment>> = {
  // https://learn.microsoft.com/cli/azure/role/assignment
  'azure.role-assignment': {
    remove: 'az role assignment delete --ids {assignment}',
    make: 'az role assignment create --assignee-object-id {principal} --role {role} --scope {scope}',
    values: ({ id, principalId, roleDefinitionId, scope }) =>
      known({
        assignment: text(id),
        principal: text(principalId),
        role: text(roleDefinitionId),
        scope: text(scope),
      }),
  },
  // https://learn.microsoft.com/graph/api/rbacapplication-post-roleassignments, …/unifiedroleassignment-delete
  'azure.directory-role-assignment': {
    remove: `az rest --method DELETE --url ${graph}/roleManagement/directory/roleAssignments/{assignment}`,
    make: `az rest --method POST --url ${graph}/roleManagement/directory/roleAssignments --body {body}`,
    values: ({ id, principalId, roleDefinitionId, directoryScopeId }) =>
      known({
        assignment: text(id),
        body: jsonText({ principalId, roleDefinitionId, directoryScopeId: directoryScopeId ?? '/' }),
      }),
  },
  // https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments
  'azure.app-role-assignment': {
    remove: `az rest --method DELETE --url ${graph}/servicePrincipals/{principal}/appRoleAssignments/{assignment}`,
    make: `az rest --method POST --url ${graph}/servicePrincipals/{principal}/appRoleAssignments --body {body}`,
    values: ({ id, principalId, resourceId, appRoleId }) =>
      known({
        assignment: text(id),
        principal: text(principalId),
        body: jsonText({ principalId, resourceId, appRoleId }),
      }),
  },
  // https://learn.microsoft.com/cli/azure/ad/group/member
  'azure.membership': {
    remove: 'az ad group member remove --group {group} --member-id {member}',
    make: 'az ad group member add --group {group} --member-id {member}',
    values: ({ group, member }) => known({ group: text(group), member: text(member) }),
  },
};

const gone = (record: string, id: string, world: ChangeWorld): readonly RecordEdit[] | undefined => {
  if (ownMember(assignments, record) === undefined) return undefined;
  return [
    { record, id, change: () => undefined },
    ...instancesOf(record, id, world).map((told) => ({ ...told, change: () => undefined })),
  ];
};

/** A principal that nobody can sign in with. */
const disabled = (id: string): RecordEdit => ({
  record: 'azure.service-principal',
  id,
  change: (data) => ({ ...(data as Row), accountEnabled: false }),
});

const edits: ChangeTable['edits'] = (proposal, world) => {
  if (proposal.kind === 'make-time-bound') return withEnd(proposal, world);
  if (proposal.kind === 'withdraw-grant' || proposal.kind === 'make-eligible') {
    const { record, id } = proposal.grant.source;
    const withdrawn = gone(record, id, world);
    if (withdrawn === undefined || proposal.kind === 'withdraw-grant') return withdrawn;
    // No machine can activate anything.
    if (proposal.identity.nature.is !== 'human') return undefined;
    const made = eligibleInstead(record, id, world);
    return made && [...withdrawn, made];
  }
  if (proposal.kind === 'end-identity') {
    const { record, id } = proposal.identity.source;
    return record === 'azure.service-principal' ? [disabled(id)] : undefined;
  }
  if (proposal.kind !== 'cut-step') return undefined;
  const made = world.cut(proposal.ways)?.made.map(({ at: { place } }) => gone(place.record, place.id, world));
  return made?.every((each) => each !== undefined) === true ? made.flat() : undefined;
};

const nothing: WrittenChange = { first: [], commands: [], documents: [] };

const command = (template: string, values: Values | undefined): readonly string[] =>
  values === undefined ? [] : [fill({ template, values })];

const switched = ({ id, data }: SnapshotRecord): readonly string[] => [
  fill({
    template: `az rest --method PATCH --url ${graph}/servicePrincipals/{name} --body {body}`,
    values: { name: id, body: jsonText({ accountEnabled: (data as Row).accountEnabled !== false }) },
  }),
];

const written: ChangeTable['written'] = (before, after) => {
  if (before !== undefined && after !== undefined)
    return after.record === 'azure.service-principal'
      ? { ...nothing, commands: switched(after) }
      : { ...nothing, commands: [endRequest(after) ?? []].flat() };
  const record = before ?? after;
  const eligible = record && eligibleRequests(record);
  if (eligible !== undefined)
    // Whoever has it goes on being able to: it comes before the assignment goes.
    return before === undefined
      ? { ...nothing, first: [eligible.make] }
      : { ...nothing, commands: [eligible.remove] };
  const end = before === undefined && isMadeHere(after) ? endRequest(after) : undefined;
  const noEnd = after === undefined && isMadeHere(before) ? endRequest(before, true) : undefined;
  if (end !== undefined || noEnd !== undefined) return { ...nothing, commands: [(end ?? noEnd)!] };
  const assignment = record && ownMember(assignments, record.record);
  if (record === undefined || assignment === undefined) return nothing;
  const template = before === undefined ? assignment.make : assignment.remove;
  return { ...nothing, commands: command(template, assignment.values(record.data as Row)) };
};

/** How changes of Azure and Entra look, as facts and as commands. */
export const azureChanges: ChangeTable = { edits, written };
