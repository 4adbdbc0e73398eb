import { normalScope } from '../rbac/scope.ts';
import type { Arranged } from './arrange.ts';

/**
 * Resources of a type whose names are taken once in the world, by name: normal paths, of whatever the facts tell.
 * @param type `microsoft.keyvault/vaults`
 */
export const byWorldName = (
  { inventory, paths }: Pick<Arranged, 'inventory' | 'paths'>,
  type: string,
): ReadonlyMap<string, string> => {
  const place = `/providers/${type}/`;
  return new Map(
    [
      ...paths.map(([path]) => path),
      ...inventory.of('azure.resource').map(({ data }) => normalScope(data.id)),
    ].flatMap((path) => {
      const from = path.lastIndexOf(place);
      if (from < 0) return [];
      const [name = ''] = path.slice(from + place.length).split('/', 1);
      return name === '' ? [] : [[name, `${path.slice(0, from)}${place}${name}`] as const];
    }),
  );
};
