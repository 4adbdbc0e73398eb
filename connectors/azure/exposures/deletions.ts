import { fill } from '../../../src/model/command-line.ts';
import type { FactRef } from '../../../src/model/evidence.ts';

/** What takes away what a record gives, by its kind; of others no command is known. */
const deletion: ReadonlyMap<string, string> = new Map([
  ['azure.role-assignment', 'az role assignment delete --ids {id}'],
  [
    'azure.directory-role-assignment',
    'az rest --method DELETE --url https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments/{id}',
  ],
  [
    'azure.app-role-assignment',
    'az rest --method DELETE --url https://graph.microsoft.com/v1.0/servicePrincipals/{holder}/appRoleAssignments/{id}',
  ],
]);

const mostDeletions = 10;

/** Commands that delete assignments of a holder, a few at most. */
export const deletionsOf = (holder: string, sources: readonly FactRef[]): readonly string[] => {
  const commands = [
    ...new Set(
      sources.flatMap((source) => {
        const template = deletion.get(source.record);
        return template === undefined ? [] : [fill({ template, values: { id: source.id, holder } })];
      }),
    ),
  ].sort();
  return commands.length === 0
    ? ['az role assignment delete --ids ASSIGNMENT']
    : commands.slice(0, mostDeletions);
};
