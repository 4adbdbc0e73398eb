import type { Right as NeutralRight } from '../../../src/identities/draft.ts';
import type { LevelRank } from '../../../src/model/level.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import {
  type GitHubService,
  githubServices,
  organizationServices,
  repositoryServices,
} from '../facts/services.ts';

/** Given for an organisation, those on repositories hold in all of them. */
export interface Right extends NeutralRight {
  readonly place: 'organization' | 'repository';
  readonly service: GitHubService;
}

interface Meaning {
  readonly place: Right['place'];
  readonly service: GitHubService;
  readonly read: LevelRank;
  readonly write: LevelRank;
}

const repository = (service: GitHubService, read: LevelRank, write: LevelRank): Meaning => ({
  place: 'repository',
  service,
  read,
  write,
});
const organization = (service: GitHubService, read: LevelRank, write: LevelRank): Meaning => ({
  place: 'organization',
  service,
  read,
  write,
});

/**
 * Permissions of Apps and fine-grained tokens. `control` is: can give itself or others any privilege there.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const meanings: Readonly<Record<string, Meaning>> = {
  actions: repository('actions', 1, 3),
  actions_variables: repository('actions', 1, 3),
  administration: repository('administration', 1, 4),
  agent_secrets: repository('secrets', 1, 3),
  attestations: repository('packages', 1, 3),
  checks: repository('pull-requests', 1, 3),
  codespaces: repository('contents', 1, 3),
  codespaces_secrets: repository('secrets', 1, 3),
  contents: repository('contents', 2, 3),
  dependabot_secrets: repository('secrets', 1, 3),
  deployments: repository('environments', 1, 3),
  discussions: repository('pull-requests', 1, 3),
  environments: repository('environments', 1, 3),
  issues: repository('pull-requests', 1, 3),
  merge_queues: repository('pull-requests', 1, 3),
  metadata: repository('metadata', 1, 1),
  packages: repository('packages', 2, 3),
  pages: repository('contents', 1, 3),
  pull_requests: repository('pull-requests', 1, 3),
  repository_custom_properties: repository('metadata', 1, 3),
  repository_hooks: repository('webhooks', 1, 3),
  repository_projects: repository('pull-requests', 1, 3),
  secret_scanning_alerts: repository('security', 2, 3),
  secrets: repository('secrets', 1, 3),
  security_events: repository('security', 2, 3),
  single_file: repository('contents', 2, 3),
  statuses: repository('pull-requests', 1, 3),
  vulnerability_alerts: repository('security', 2, 3),
  workflows: repository('workflows', 1, 3),
  members: organization('members', 1, 4),
  organization_administration: organization('administration', 1, 4),
  organization_agent_secrets: organization('secrets', 1, 3),
  organization_codespaces_secrets: organization('secrets', 1, 3),
  organization_copilot_agent_settings: organization('copilot', 1, 3),
  organization_custom_org_roles: organization('administration', 1, 4),
  organization_custom_roles: organization('administration', 1, 4),
  organization_dependabot_secrets: organization('secrets', 1, 3),
  organization_hooks: organization('webhooks', 1, 3),
  organization_packages: organization('packages', 2, 3),
  organization_personal_access_token_requests: organization('members', 1, 3),
  organization_personal_access_tokens: organization('members', 1, 3),
  organization_private_registries: organization('secrets', 1, 3),
  organization_secrets: organization('secrets', 1, 3),
  organization_self_hosted_runners: organization('runners', 1, 3),
};

/** Whatever is not in the table is at least seen, and at most written. */
const meaningOf = (permission: string): Meaning =>
  ownMember(meanings, permission) ??
  (permission.startsWith('organization_') ? organization('metadata', 1, 3) : repository('metadata', 1, 3));

/** https://docs.github.com/en/rest/apps/apps: `read`, `write`, and for some permissions `admin`. */
export const rightsOfPermissions = (permissions: Readonly<Record<string, string>>): readonly Right[] =>
  strongest(
    Object.entries(permissions).map(([permission, access]) => {
      const { place, service, read, write } = meaningOf(permission);
      return { place, service, level: access === 'read' ? read : access === 'admin' ? 4 : write };
    }),
  );

const everything = (place: Right['place'], level: LevelRank): readonly Right[] =>
  (place === 'organization' ? organizationServices : repositoryServices).map((index) => ({
    place,
    service: githubServices.list[index]!.name,
    level,
  }));

export const fullControl = (place: Right['place']): readonly Right[] => everything(place, 4);

/** https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
const roles: Readonly<Record<string, readonly Right[]>> = {
  READ: [
    { place: 'repository', service: 'contents', level: 2 },
    // Whoever reads may comment as well, which changes nothing that counts.
    { place: 'repository', service: 'pull-requests', level: 2 },
  ],
  WRITE: [
    { place: 'repository', service: 'actions', level: 3 },
    { place: 'repository', service: 'contents', level: 3 },
    { place: 'repository', service: 'packages', level: 3 },
    { place: 'repository', service: 'pull-requests', level: 3 },
    { place: 'repository', service: 'workflows', level: 3 },
  ],
  ADMIN: fullControl('repository'),
};

/** Weakest first. `TRIAGE` may no more with the code than `READ`. */
export const roleRank = ['NONE', 'READ', 'TRIAGE', 'WRITE', 'MAINTAIN', 'ADMIN'] as const;

export const rankOfRole = (role: string): number =>
  Math.max(
    0,
    roleRank.indexOf(role.toUpperCase().replace('PULL', 'READ').replace('PUSH', 'WRITE') as 'NONE'),
  );

export const rightsOfRole = (rank: number): readonly Right[] =>
  rank >= 5 ? roles.ADMIN! : rank >= 3 ? roles.WRITE! : rank >= 1 ? roles.READ! : [];

/**
 * Scopes of classic tokens and OAuth tokens: all that the user may, in these parts.
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
export const mayPush = (scopes: readonly string[]): boolean =>
  scopes.includes('repo') || scopes.includes('public_repo');
export const mayChangeWorkflows = (scopes: readonly string[]): boolean => scopes.includes('workflow');
export const mayAdministerOrganization = (scopes: readonly string[]): boolean => scopes.includes('admin:org');

/** The strongest of each place and service; sorted. */
export const strongest = (rights: readonly Right[]): readonly Right[] => {
  const best = new Map<string, Right>();
  for (const right of rights) {
    const key = `${right.place} ${right.service}`;
    if ((best.get(key)?.level ?? 0) < right.level) best.set(key, right);
  }
  return [...best].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, right]) => right);
};
