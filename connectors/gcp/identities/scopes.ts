import { type Numbered, numberScopes } from '../../../src/identities/numbers.ts';
import { environmentOfScope } from '../../../src/identities/scope-environment.ts';
import { environmentIn } from '../../../src/model/environment-words.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { Scope } from '../../../src/model/scope.ts';
import type { Settings } from '../../../src/model/settings.ts';
import type { GcpInventory } from '../facts/inventory.ts';
import { parentServices, projectServices } from '../facts/services.ts';
import type { Places } from './places.ts';

/** Id of the scope of a node of the tree: of a project its id alone. */
export const scopeIdOf = (node: string): string => node.replace(/^projects\//, '');

/** Where people, groups and pools of a workforce live: whoever controls a project does not become them. */
export const directoryScope = 'cloud-identity';

const kinds: readonly (readonly [prefix: string, kind: string])[] = [
  ['organizations/', 'organization'],
  ['folders/', 'folder'],
  ['projects/', 'project'],
];

/**
 * Scopes of the estate: the tree, and projects of others whose accounts hold something here.
 * @param living projects in which principals live; undefined: in none
 */
export const scopesOf = (
  inventory: GcpInventory,
  places: Places,
  living: readonly (string | undefined)[],
  settings: Settings,
): Numbered<Scope> => {
  const told = new Map<
    string,
    {
      readonly name?: string | null | undefined;
      readonly labels?: Readonly<Record<string, string | null | undefined>> | null | undefined;
    }
  >([
    ...[...inventory.of('gcp.organization'), ...inventory.of('gcp.folder')].map(
      ({ data }) => [data.name, { name: data.displayName }] as const,
    ),
    ...inventory
      .of('gcp.project')
      .map(
        ({ data }) =>
          [`projects/${data.projectId}`, { name: data.displayName, labels: data.labels }] as const,
      ),
  ]);
  const scopes = places.nodes.map((node): Scope => {
    const id = scopeIdOf(node);
    const { name, labels } = told.get(node) ?? {};
    const clues = settings.environments.tagKeys.flatMap((key) => {
      const value = ownMember(labels ?? {}, key);
      return value == null ? [] : [[`label ${key}=${value}`, environmentIn(value, settings)] as const];
    });
    const shown = name ?? id;
    const [, parent] = places.chainOf(node);
    const kind = kinds.find(([prefix]) => node.startsWith(prefix))![1];
    return {
      id,
      provider: 'gcp',
      kind,
      name: shown,
      ...(parent === undefined ? {} : { parent: scopeIdOf(parent) }),
      ...environmentOfScope(id, settings, [
        ...clues,
        // The name of an organisation is the company's domain.
        ...(kind === 'organization'
          ? []
          : ([
              [`name ${shown}`, environmentIn(shown, settings)],
              [`id ${id}`, environmentIn(id, settings)],
            ] as const)),
      ]),
      services: kind === 'project' ? projectServices : parentServices,
    };
  });
  const external = [...new Set(living)]
    .flatMap((id) => (id === undefined || places.isOwnProject(id) ? [] : [id]))
    .map(
      (id): Scope => ({
        id,
        provider: 'gcp',
        kind: 'external-project',
        name: id,
        environment: 'unknown',
        services: [],
      }),
    );
  const directory: readonly Scope[] = living.includes(undefined)
    ? [
        {
          id: directoryScope,
          provider: 'gcp',
          kind: 'directory',
          name: 'Cloud Identity',
          environment: 'unknown',
          services: [],
        },
      ]
    : [];
  return numberScopes([
    ...new Map([...directory, ...external, ...scopes].map((scope) => [scope.id, scope])).values(),
  ]);
};
