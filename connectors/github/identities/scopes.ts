import { environmentIn } from '../../../src/model/environment-words.ts';
import type { Scope } from '../../../src/model/scope.ts';
import type { Settings } from '../../../src/model/settings.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import { organizationServices, repositoryServices } from '../facts/services.ts';

const place = (
  id: string,
  name: string,
  settings: Settings,
): Pick<Scope, 'environment' | 'environmentReason'> => {
  const configured = settings.environments.scopes[id];
  if (configured !== undefined) return { environment: configured, environmentReason: 'configuration' };
  const named = environmentIn(name, settings);
  return named === undefined
    ? { environment: 'unknown' }
    : { environment: named, environmentReason: `name ${name}` };
};

/**
 * Enterprise, organisation, repository.
 * @param named ids of organisations and repositories that identities live in, whether or not they could be read
 * https://docs.github.com/en/get-started/learning-about-github/types-of-github-accounts
 */
export const scopesOf = (
  inventory: GitHubInventory,
  settings: Settings,
  named: Iterable<string>,
): readonly Scope[] => {
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
      ...place(login, login, settings),
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
  for (const id of named) if (!id.includes('/')) organization(id, undefined);
  for (const name of [...inventory.repositories.keys(), ...named].filter((id) => id.includes('/'))) {
    const owner = organizationOf(name);
    const known = scopes.has(owner);
    add({
      id: name,
      provider: 'github',
      kind: 'repository',
      name,
      ...(known ? { parent: owner } : {}),
      ...place(name, name.slice(owner.length + 1), settings),
      services: repositoryServices,
    });
  }
  return [...scopes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};
