import { given, type IdentityType, joined, none, type Unknown } from '../../../src/plan/identity-reader.ts';
import { isComputed, type Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../src/plan/text.ts';
import { onRepository, team, user } from './roles.ts';

/** Teams, collaborators, and what they may do with repositories. */

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
export const teamTypes: Readonly<Record<string, IdentityType>> = {
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
};
