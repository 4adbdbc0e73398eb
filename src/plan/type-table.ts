import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { once } from '../model/once.ts';

/**
 * How a resource type is sorted that a provider's reader does not read. `grants`: that it is made gives somebody something.
 * `may`: its arguments decide. `limits`: it keeps others from something, so that it counts when it changes or goes.
 * `cannot`: nobody gains by it. `unknown`: it is in no list, and so newer than the list.
 * `workload`: a reader knows it as something that runs as an identity; as whom counts where nothing shows that one.
 */
export type UnreadSort = 'grants' | 'may' | 'limits' | 'cannot' | 'unknown' | 'workload';

const sorts = ['grants', 'may', 'limits', 'cannot'] as const;

const stored = z.object({
  source: z.string(),
  grants: z.string(),
  may: z.string(),
  limits: z.string(),
  cannot: z.string(),
});

/** All resource types of a provider, as `scripts/make-resource-types.ts` sorted them. */
export interface TypeTable {
  /** Packages that the list is from, and versions of the provider. */
  readonly source: string;
  readonly types: ReadonlyMap<string, UnreadSort>;
}

const typeTable = (text: string): TypeTable => {
  const { source, ...lists } = stored.parse(JSON.parse(text));
  return {
    source,
    types: new Map(
      sorts.flatMap((sort) =>
        lists[sort].split(' ').flatMap((type) => (type === '' ? [] : [[type, sort] as const])),
      ),
    ),
  };
};

/** @param place of a `*-types.generated.json`, which is read when the first type is looked up */
export const typeTableAt = (place: URL): (() => TypeTable) =>
  once(() => typeTable(readFileSync(place, 'utf8')));
