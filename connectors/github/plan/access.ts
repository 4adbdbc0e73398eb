import type { Level } from '../../../src/model/level.ts';
import {
  given,
  type IdentityFact,
  type IdentityType,
  joined,
  line,
  none,
  type ReaderView,
  type TypeReading,
  type Unknown,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import type { PlannedResource, Values } from '../../../src/plan/planned-resource.ts';
import { isComputed } from '../../../src/plan/planned-resource.ts';
import { blocksOf, type Text } from '../../../src/plan/text.ts';
import { ownerOf, repositoryName, repositoryPattern, teamName, who } from './names.ts';

/** Who may read and change repositories: keys, apps, teams, people. */

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
const roleOf = (role: string) =>
  repositoryRoles[synonyms[role] ?? role] ?? {
    level: 'write' as const,
    privileges: [...repositoryRoles.maintain!.privileges, `role:${role}`].sort(),
  };

const onRepository = (
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

const team = (resource: PlannedResource, view: ReaderView, name: string): Who =>
  who(resource, view, 'team', teamName(name, view));
const user = (resource: PlannedResource, view: ReaderView, name: string): Who =>
  who(resource, view, 'user', name.toLowerCase());

const staticKey = (party: Who, kind: string, id: string): IdentityFact => ({
  who: party,
  credential: { id, kind, lifetime: 'static' },
});

const deployKeyOf = (resource: PlannedResource, values: Values, view: ReaderView): Who | undefined => {
  const repository = view.text(values.repository);
  const title = view.text(values.title);
  return repository.is === 'known' && title.is === 'known'
    ? who(resource, view, 'deploy-key', `${repositoryName(repository.text, view)}/${title.text}`, 'machine')
    : undefined;
};

/** Roles of the organisation that are not of its own making. https://docs.github.com/organizations/managing-peoples-access-to-your-organization-with-roles/using-organization-roles */
const organisationLine = (
  resource: PlannedResource,
  view: ReaderView,
  party: Who,
  level: Level,
  privileges: readonly string[],
): IdentityFact => ({
  who: party,
  line: line({
    scope: party.scope,
    service: 'organization',
    level,
    privileges,
    resources: [ownerOf(resource, view), `${ownerOf(resource, view)}/*`],
  }),
});

const organisationRole =
  (kind: 'team' | 'user', field: string): IdentityType['read'] =>
  (resource, values, view) =>
    given(view.text(values[field]), `which ${kind} holds the role`, (name) =>
      given(view.text(values.role_id), 'which role it is', (role) => {
        const party = kind === 'team' ? team(resource, view, name) : user(resource, view, name);
        // What a role holds stands in a resource or page of its own: known by number only.
        return { facts: [organisationLine(resource, view, party, 'write', [`role:${role}`])] };
      }),
    );

const memberTrust =
  (
    name: (values: Values) => readonly { readonly text: unknown; readonly group?: boolean }[],
  ): IdentityType['read'] =>
  (resource, values, view) =>
    given(view.text(values.team_id ?? values.team_slug), 'which team it is', (id) =>
      joined(
        name(values).map(({ text: member, group = false }) =>
          given(view.text(member), 'who enters the team', (principal) => ({
            facts: [
              {
                who: team(resource, view, id),
                trust: {
                  mechanism: 'assume',
                  party: group ? 'federated' : 'identity',
                  principal: principal.toLowerCase(),
                  external: 'unknown',
                  conditions: [],
                },
              },
            ],
          })),
        ),
      ),
    );

const unknownSet = (value: unknown, what: string): readonly Unknown[] =>
  isComputed(value) ? [{ what, why: 'it is known only after the change is applied', privileged: true }] : [];

/** https://registry.terraform.io/providers/integrations/github/latest/docs */
export const accessTypes: Readonly<Record<string, IdentityType>> = {
  github_repository_deploy_key: {
    gives: 'a deploy key: a key without an end that reads, or writes, one repository',
    identity: deployKeyOf,
    read: (resource, values, view) => {
      const key = deployKeyOf(resource, values, view);
      if (key === undefined)
        return {
          facts: [],
          unknown: [
            {
              what: 'on which repository',
              why: 'it is known only after the change is applied',
              privileged: true,
            },
          ],
        };
      const role: Text = { is: 'known', text: values.read_only === true ? 'pull' : 'push' };
      return joined([
        { facts: [staticKey(key, 'deploy-key', 'deploy-key')] },
        onRepository(resource, view, key, values.repository, role),
      ]);
    },
  },
  github_user_ssh_key: {
    gives: 'an SSH key without an end for all that its user may do',
    read: (resource, values, view) => {
      const party = who(resource, view, 'user', `{user of ${resource.providerKey}}`);
      const title = view.text(values.title);
      return {
        facts: [
          staticKey(party, 'ssh-key', title.is === 'known' ? title.text : resource.address),
          {
            who: party,
            line: line({ scope: party.scope, service: 'account', level: 'write', privileges: ['*'] }),
          },
        ],
      };
    },
  },
  github_app_installation_repository: {
    gives: 'one more repository for an installed app',
    read: (resource, values, view) =>
      installed(resource, values.installation_id, [view.text(values.repository)], view),
  },
  github_app_installation_repositories: {
    gives: 'the repositories of an installed app',
    read: (resource, values, view) =>
      installed(resource, values.installation_id, view.texts(values.selected_repositories), view),
  },
  github_team: {
    gives: 'a team; who is whose parent',
    identity: (resource, values, view) => {
      const name = view.text(values.name);
      return name.is === 'known' ? team(resource, view, name.text) : undefined;
    },
    // A team inside another holds all that the outer one holds.
    read: (resource, values, view) => {
      const parent = view.text(values.parent_team_id);
      const name = view.text(values.name);
      if (parent.is !== 'known' || name.is !== 'known') return none;
      const inner = team(resource, view, name.text);
      return {
        facts: [
          {
            who: team(resource, view, parent.text),
            trust: {
              mechanism: 'assume',
              party: 'identity',
              principal: inner.id,
              external: 'no',
              conditions: [],
            },
          },
        ],
      };
    },
  },
  github_team_repository: {
    gives: 'what a team may do with a repository',
    read: (resource, values, view) =>
      given(view.text(values.team_id), 'which team it is', (id) =>
        onRepository(
          resource,
          view,
          team(resource, view, id),
          values.repository,
          view.text(values.permission),
        ),
      ),
  },
  github_repository_collaborator: {
    gives: 'what a collaborator may do with a repository',
    read: (resource, values, view) =>
      given(view.text(values.username), 'who it is', (name) =>
        onRepository(
          resource,
          view,
          user(resource, view, name),
          values.repository,
          view.text(values.permission),
        ),
      ),
  },
  github_repository_collaborators: {
    gives: 'all collaborators and teams of a repository',
    read: (resource, values, view) =>
      joined([
        {
          facts: [],
          unknown: [
            ...unknownSet(values.user, 'who collaborates'),
            ...unknownSet(values.team, 'which teams collaborate'),
          ],
        },
        ...blocksOf(values.user).map(({ username, permission }) =>
          given(view.text(username), 'who it is', (name) =>
            onRepository(
              resource,
              view,
              user(resource, view, name),
              values.repository,
              view.text(permission),
            ),
          ),
        ),
        ...blocksOf(values.team).map(({ team_id: id, permission }) =>
          given(view.text(id), 'which team it is', (name) =>
            onRepository(
              resource,
              view,
              team(resource, view, name),
              values.repository,
              view.text(permission),
            ),
          ),
        ),
      ]),
  },
  github_team_membership: {
    gives: 'who enters a team',
    read: memberTrust(({ username }) => [{ text: username }]),
  },
  github_team_members: {
    gives: 'all members of a team',
    read: (resource, values, view) =>
      joined([
        { facts: [], unknown: unknownSet(values.members, 'who is in the team') },
        memberTrust(({ members: all }) => blocksOf(all).map(({ username }) => ({ text: username })))(
          resource,
          values,
          view,
        ),
      ]),
  },
  github_team_sync_group_mapping: {
    gives: 'groups of the identity provider whose people enter a team',
    read: memberTrust(({ group }) => blocksOf(group).map(({ group_id: id }) => ({ text: id, group: true }))),
  },
  github_emu_group_mapping: {
    gives: 'a group of the identity provider whose people enter a team',
    read: memberTrust(({ group_id: id }) => [{ text: id, group: true }]),
  },
  github_membership: {
    gives: 'members and owners of the organisation',
    read: (resource, values, view) =>
      given(view.text(values.username), 'who it is', (name) =>
        values.role === 'admin'
          ? { facts: [organisationLine(resource, view, user(resource, view, name), 'control', ['*'])] }
          : { facts: [organisationLine(resource, view, user(resource, view, name), 'view', ['member'])] },
      ),
  },
  github_organization_settings: {
    gives: 'what every member may do with every repository',
    read: (resource, values, view) => {
      const base = view.text(values.default_repository_permission);
      if (base.is === 'absent' || (base.is === 'known' && base.text === 'none')) return none;
      return given(base, 'what every member may do', (held) => {
        const party = who(resource, view, 'members', 'all members');
        return {
          facts: [
            {
              who: party,
              line: line({
                scope: party.scope,
                service: 'repository',
                ...roleOf(held),
                resources: [`${ownerOf(resource, view)}/*`],
              }),
            },
          ],
        };
      });
    },
  },
  github_organization_role_team: {
    gives: 'a role of the organisation for a team',
    read: organisationRole('team', 'team_slug'),
  },
  github_organization_role_team_assignment: {
    gives: 'a role of the organisation for a team',
    read: organisationRole('team', 'team_slug'),
  },
  github_organization_role_user: {
    gives: 'a role of the organisation for a user',
    read: organisationRole('user', 'login'),
  },
  github_organization_security_manager: {
    gives: 'a team that reads every repository and manages its alerts',
    read: (resource, values, view) =>
      given(view.text(values.team_slug), 'which team it is', (name) => ({
        facts: [organisationLine(resource, view, team(resource, view, name), 'write', ['security-manager'])],
      })),
  },
  ...Object.fromEntries(
    [
      'github_organization_role',
      'github_organization_custom_role',
      'github_organization_repository_role',
    ].map((type): [string, IdentityType] => [
      type,
      {
        gives: 'what a role of the organisation holds',
        read: (resource, values, view) =>
          given(view.text(values.name), 'which role it is', (name) => {
            const permissions = view.texts(values.permissions);
            const base = view.text(values.base_role);
            const party = who(resource, view, 'role', name);
            const known = permissions.flatMap((each) => (each.is === 'known' ? [each.text] : []));
            return {
              facts: [
                {
                  who: party,
                  line: line({
                    scope: party.scope,
                    service: 'repository',
                    level:
                      known.some((each) =>
                        /^(write|delete|edit|manage|bypass|create|admin|set|toggle|run)/.test(each),
                      ) ||
                      (base.is === 'known' && roleOf(base.text).level !== 'read')
                        ? 'write'
                        : 'read',
                    privileges: [
                      ...new Set([...(base.is === 'known' ? roleOf(base.text).privileges : []), ...known]),
                    ].sort(),
                  }),
                },
              ],
              unknown: permissions.some(({ is }) => is === 'computed')
                ? [
                    {
                      who: party,
                      what: 'what the role holds',
                      why: 'it is known only after the change is applied',
                      privileged: true,
                    },
                  ]
                : [],
            };
          }),
      },
    ]),
  ),
};

/** An app's permissions are its own: a plan shows only where they hold. */
const installed = (
  resource: PlannedResource,
  installation: unknown,
  repositories: readonly Text[],
  view: ReaderView,
): TypeReading =>
  given(view.text(installation), 'which app it is', (id) => {
    const app = who(resource, view, 'app-installation', id, 'machine');
    return joined(
      repositories.map((repository) =>
        given(repository, 'on which repository', (name) => ({
          facts: [
            {
              who: app,
              line: line({
                scope: app.scope,
                service: 'repository',
                level: 'write',
                privileges: ["the app's permissions"],
                resources: [repositoryPattern(resource, repositoryName(name, view), view)],
              }),
            },
          ],
        })),
      ),
    );
  });
