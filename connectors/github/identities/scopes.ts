import { type Numbered, numberScopes } from '../../../src/identities/numbers.ts';
import { environmentOfScope } from '../../../src/identities/scope-environment.ts';
import { environmentIn } from '../../../src/model/environment-words.ts';
import type { Scope } from '../../../src/model/scope.ts';
import type { Settings } from '../../../src/model/settings.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import { organizationServices, repositoryServices } from '../facts/services.ts';

const environmentOf = (id: string, name: string, settings: Settings) =>
  environmentOfScope(id, settings, [[`name ${name}`, environmentIn(name, settings)]]);

/**
 * Enterprise, organisation, repository.
 * @param named ids of organisations and repositories that identities live in, whether or not they could be read
 * https://docs.github.com/en/get-started/learning-about-github/types-of-github-accounts
 */
export const scopesOf = (
  inventory: GitHubInventory,
  settings: Settings,
  named: Iterable<string>,
): Numbered<Scope> => {
  const scopes = new Map<string, Scope>();
  const add = (scope: Scope): void => {
    if (!scopes.has(scope.id)) scopes.set(scope.id, scope);
  };
  const organization = (login: string, enterprise: string | undefined): void => {
    add({
      id: login,
      provider: 'github',
      kind: 'organization',
      name: login,
      ...(enterprise === undefined ? {} : { parent: `enterprises/${enterprise}` }),
      ...environmentOf(login, login, settings),
      services: organizationServices,
    });
  };
  for (const [login, { data }] of inventory.organizations) {
    if (data.enterprise !== undefined)
      add({
        id: `enterprises/${data.enterprise}`,
        provider: 'github',
        kind: 'enterprise',
        name: data.enterprise,
        environment: 'unknown',
        services: [],
      });
    organization(login, data.enterprise);
  }
  const owners = new Map(
    inventory
      .of('github.codeowners')
      .filter(({ data }) => data.owners.length > 0)
      .map(({ data }) => [data.repository.full_name, data.owners.join(' ')]),
  );
  for (const id of named) if (!id.includes('/')) organization(id, undefined);
  for (const name of [...inventory.repositories.keys(), ...named].filter((id) => id.includes('/'))) {
    const owner = organizationOf(name);
    const known = scopes.has(owner);
    const isPublic = inventory.repositories.get(name)?.data.visibility === 'public';
    const answering = owners.get(name);
    add({
      id: name,
      provider: 'github',
      kind: 'repository',
      name,
      ...(known ? { parent: owner } : {}),
      ...environmentOf(name, name.slice(owner.length + 1), settings),
      ...(isPublic ? { public: true } : {}),
      ...(answering === undefined ? {} : { owner: answering }),
      services: repositoryServices,
    });
  }
  return numberScopes([...scopes.values()]);
};
