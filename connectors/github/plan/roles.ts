import type { Level } from '../../../src/model/level.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import {
  given,
  line,
  type ReaderView,
  type TypeReading,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import type { PlannedResource } from '../../../src/plan/planned-resource.ts';
import type { Text } from '../../../src/plan/text.ts';
import { repositoryName, repositoryPattern, teamName, who } from './names.ts';

/** What the roles on repositories hold. */

/** https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
const repositoryRoles: Readonly<
  Record<string, { readonly level: Level; readonly privileges: readonly string[] }>
> = {
  pull: { level: 'read', privileges: ['pull'] },
  triage: { level: 'read', privileges: ['pull', 'triage'] },
  push: { level: 'write', privileges: ['pull', 'push', 'triage'] },
  maintain: { level: 'write', privileges: ['maintain', 'pull', 'push', 'triage'] },
  admin: { level: 'control', privileges: ['*'] },
};
const synonyms: Readonly<Record<string, string>> = { read: 'pull', write: 'push' };

/** A role of the organisation's own holds what its base role holds, and more: the most it can be is below `admin`. */
export const roleOf = (role: string) =>
  ownMember(repositoryRoles, ownMember(synonyms, role) ?? role) ?? {
    level: 'write' as const,
    privileges: [...repositoryRoles.maintain!.privileges, `role:${role}`].sort(),
  };

export const onRepository = (
  resource: PlannedResource,
  view: ReaderView,
  party: Who,
  repository: unknown,
  role: Text,
): TypeReading =>
  given(view.text(repository), 'on which repository', (name) =>
    given(role.is === 'absent' ? { is: 'known', text: 'push' } : role, 'with which permission', (held) => ({
      facts: [
        {
          who: party,
          line: line({
            scope: party.scope,
            service: 'repository',
            ...roleOf(held),
            resources: [repositoryPattern(resource, repositoryName(name, view), view)],
          }),
        },
      ],
    })),
  );

export const team = (resource: PlannedResource, view: ReaderView, name: string): Who =>
  who(resource, view, 'team', teamName(name, view));
export const user = (resource: PlannedResource, view: ReaderView, name: string): Who =>
  who(resource, view, 'user', name.toLowerCase());
