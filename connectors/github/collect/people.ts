import type { z } from 'zod';
import {
  membersAnswerSchema,
  teamMembersAnswerSchema,
  teamRepositoriesAnswerSchema,
  teamsAnswerSchema,
} from './answers.ts';
import type { ApiUse } from './insights.ts';
import { objectOf, understood } from './organization.ts';
import { queries } from './queries.ts';
import { makeStep, type Place, type Step } from './step.ts';

const notUnderstood = 'an answer did not have the shape of the GitHub API: what follows it was not read';

/** Members with their role and whether they have a second factor. */
const readMembers = async (step: Step, login: string, used: ApiUse): Promise<void> => {
  const call = queries.Members.id;
  const follow = step.cursors(call);
  let cursor: string | null = null;
  do {
    const data = await step.query('Members', { login, cursor });
    if (data === undefined) return;
    const answer: z.output<typeof membersAnswerSchema> | undefined = understood(
      membersAnswerSchema,
      data,
      () => step.remark(call, notUnderstood, true),
    );
    if (answer === undefined) return;
    const { edges, pageInfo, totalCount } = answer.organization.membersWithRole;
    for (const { role, hasTwoFactorEnabled, node } of edges) {
      step.put(call, 'github.member', node.databaseId ?? node.login, {
        id: node.databaseId,
        login: node.login,
        role,
        has_two_factor_enabled: hasTwoFactorEnabled,
        created_at: node.createdAt,
        ...used(node.databaseId),
      });
    }
    cursor = follow(pageInfo, { totalCount, came: edges.length });
  } while (cursor !== null);
};

type Team = z.output<typeof teamsAnswerSchema>['organization']['teams']['nodes'][number];

interface Part {
  readonly totalCount: number;
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly unknown[] | null | undefined;
}

const announced = ({ totalCount, nodes, edges }: Part) => ({
  totalCount,
  came: (nodes ?? edges ?? []).length,
});

const restOfMembers = async (step: Step, team: Team): Promise<Team['members']['nodes']> => {
  const all = [...team.members.nodes];
  const follow = step.cursors(queries.Teams.id);
  let cursor = follow(team.members.pageInfo, announced(team.members));
  while (cursor !== null) {
    const data = await step.query('TeamMembers', { id: team.id, cursor }, team.slug);
    const answer = teamMembersAnswerSchema.safeParse(data);
    if (!answer.success) {
      step.remark(queries.Teams.id, `not all members of ${team.slug} could be read`, true);
      break;
    }
    const { members } = answer.data.node;
    all.push(...members.nodes);
    cursor = follow(members.pageInfo, announced(members));
  }
  return all;
};

const restOfRepositories = async (step: Step, team: Team) => {
  const all = [...(team.repositories.edges ?? [])];
  const follow = step.cursors(queries.Teams.id);
  let cursor = follow(team.repositories.pageInfo, announced(team.repositories));
  while (cursor !== null) {
    const data = await step.query('TeamRepositories', { id: team.id, cursor }, team.slug);
    const answer = teamRepositoriesAnswerSchema.safeParse(data);
    if (!answer.success) {
      step.remark(queries.Teams.id, `not all repositories of ${team.slug} could be read`, true);
      break;
    }
    const { repositories } = answer.data.node;
    all.push(...(repositories.edges ?? []));
    cursor = follow(repositories.pageInfo, announced(repositories));
  }
  return all;
};

const readTeams = async (step: Step, login: string): Promise<void> => {
  const call = queries.Teams.id;
  const follow = step.cursors(call);
  let cursor: string | null = null;
  do {
    const data = await step.query('Teams', { login, cursor });
    if (data === undefined) return;
    const answer: z.output<typeof teamsAnswerSchema> | undefined = understood(teamsAnswerSchema, data, () =>
      step.remark(call, notUnderstood, true),
    );
    if (answer === undefined) return;
    const { nodes, pageInfo, totalCount } = answer.organization.teams;
    for (const team of nodes) {
      const members = await restOfMembers(step, team);
      const repositories = await restOfRepositories(step, team);
      step.put(call, 'github.team', team.databaseId ?? team.id, {
        id: team.databaseId,
        slug: team.slug,
        parent: team.parentTeam?.slug,
        members: members.map((member) => ({ id: member.databaseId, login: member.login })),
        repositories: repositories.map(({ permission, node }) => ({
          repository: { id: node.databaseId, full_name: node.nameWithOwner },
          permission,
        })),
      });
    }
    cursor = follow(pageInfo, { totalCount, came: nodes.length });
  } while (cursor !== null);
};

const readOutside = async (step: Step, org: string, used: ApiUse): Promise<void> => {
  const call = 'GET /orgs/{org}/outside_collaborators';
  for (const entry of (await step.list(call, { org })).entries) {
    const user = objectOf(entry);
    const id = Number(user.id);
    step.put(call, 'github.outside-collaborator', id, { ...user, ...used(id) });
  }
};

/** @param used when a user last called the API */
export const readPeople = async (place: Place, used: ApiUse): Promise<void> => {
  const org = place.scope;
  await makeStep(place, 'outside collaborators', (step) => readOutside(step, org, used));
  await makeStep(place, 'members', (step) => readMembers(step, org, used));
  await makeStep(place, 'teams', (step) => readTeams(step, org));
};
