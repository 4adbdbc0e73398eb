import type { Identity } from '../../../src/model/identity.ts';
import { collaboratorId, userId } from '../facts/identity-keys.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import { rankOfRole } from './rights.ts';

/** A user account of an organisation: a member or an outside collaborator. */
export interface Person {
  readonly id: string;
  readonly organization: string;
  readonly login: string;
  readonly outside: boolean;
  /** Owner of the organisation. */
  readonly owner: boolean;
  readonly nature: Identity['nature'];
  /** Of the account. */
  readonly createdAt?: string;
  /** Last call of the API, where API insights told. */
  readonly lastUsedAt?: string;
  readonly source: { readonly record: string; readonly id: string };
  /** Rank of the base permission on all repositories of the organisation: {@link rankOfRole}. */
  readonly base: number;
  /** Rank on single repositories, where it is more than the base; by full name, sorted. */
  readonly roles: ReadonlyMap<string, number>;
}

/** Whether the person can push to the repository. */
export const mayWrite = ({ owner, base, roles }: Person, repository: string): boolean =>
  owner || Math.max(base, roles.get(repository) ?? 0) >= rankOfRole('WRITE');

const botLike =
  /(^|[-_.])(bot|ci|cd|svc|service|deploy(er)?|automation|machine|robot|jenkins|build|release|sync)([-_.\d]|$)/i;

const natureOf = (
  login: string,
  type: string | null | undefined,
  secondFactor?: boolean | null,
): Identity['nature'] => {
  if (type === 'Bot') return { is: 'machine', reason: 'GitHub says that it is a bot' };
  if (botLike.test(login)) return { is: 'machine', reason: `the login ${login} is that of a machine user` };
  if (secondFactor === true) return { is: 'human', reason: 'signs in with a second factor' };
  return { is: 'unknown', reason: 'GitHub does not tell machine users from people' };
};

/**
 * Who may do what by membership, teams and single grants.
 * https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories
 */
export const peopleOf = (inventory: GitHubInventory): readonly Person[] => {
  const roles = new Map<string, Map<string, number>>();
  const give = (organization: string, login: string, repository: string, rank: number): void => {
    const key = `${organization} ${login}`;
    let own = roles.get(key);
    if (own === undefined) {
      own = new Map();
      roles.set(key, own);
    }
    own.set(repository, Math.max(own.get(repository) ?? 0, rank));
  };
  for (const { data } of inventory.of('github.repository-access')) {
    const name = data.repository.full_name;
    give(organizationOf(name), data.login, name, rankOfRole(data.permission));
  }
  for (const { scope, data } of inventory.of('github.team')) {
    for (const { repository, permission } of data.repositories) {
      for (const { login } of data.members) give(scope, login, repository.full_name, rankOfRole(permission));
    }
  }
  const rolesOf = (organization: string, login: string, base: number): ReadonlyMap<string, number> =>
    new Map(
      [...(roles.get(`${organization} ${login}`) ?? [])]
        .filter(([, rank]) => rank > base)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );

  const members = inventory.of('github.member').map(({ id, scope, data }): Person => {
    const owner = data.role === 'ADMIN';
    const base = rankOfRole(inventory.organizations.get(scope)?.data.default_repository_permission ?? 'NONE');
    return {
      id: userId(scope, data.login),
      organization: scope,
      login: data.login,
      outside: false,
      owner,
      nature: natureOf(data.login, undefined, data.has_two_factor_enabled),
      ...(data.created_at == null ? {} : { createdAt: data.created_at }),
      ...(data.last_request_at == null ? {} : { lastUsedAt: data.last_request_at }),
      source: { record: 'github.member', id },
      base,
      roles: rolesOf(scope, data.login, base),
    };
  });
  const outside = inventory.of('github.outside-collaborator').map(
    ({ id, scope, data }): Person => ({
      id: collaboratorId(scope, data.login),
      organization: scope,
      login: data.login,
      outside: true,
      owner: false,
      nature: natureOf(data.login, data.type),
      ...(data.last_request_at == null ? {} : { lastUsedAt: data.last_request_at }),
      source: { record: 'github.outside-collaborator', id },
      base: 0,
      roles: rolesOf(scope, data.login, 0),
    }),
  );
  return [...members, ...outside];
};
