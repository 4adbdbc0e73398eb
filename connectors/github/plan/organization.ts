import type { Level } from '../../../src/model/level.ts';
import {
  given,
  type IdentityFact,
  type IdentityType,
  line,
  none,
  type ReaderView,
  type Who,
} from '../../../src/plan/identity-reader.ts';
import type { PlannedResource } from '../../../src/plan/planned-resource.ts';
import { ownerOf, who } from './names.ts';
import { roleOf, team, user } from './roles.ts';

/** Members and owners of the organisation, and its roles. */

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

/** https://registry.terraform.io/providers/integrations/github/latest/docs */
export const organizationTypes: Readonly<Record<string, IdentityType>> = {
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
