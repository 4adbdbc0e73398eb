import type { Provider, Scope, Service } from '../model/scope.ts';

/** Scopes and services have numbers in an estate: their places in its lists. */
export interface Numbered<Item> {
  readonly list: readonly Item[];
  /** By id or name. */
  readonly places: ReadonlyMap<string, number>;
  /** The number of what must be there: else the connector made a mistake. */
  readonly indexOf: (name: string) => number;
}

const numbered = <Item>(list: readonly Item[], nameOf: (item: Item) => string): Numbered<Item> => {
  const places = new Map(list.map((item, index) => [nameOf(item), index]));
  return {
    list,
    places,
    indexOf: (name) => {
      const index = places.get(name);
      if (index === undefined) throw new RangeError(`nothing is called ${name}`);
      return index;
    },
  };
};

/** Sorted by id. */
export const numberScopes = (scopes: readonly Scope[]): Numbered<Scope> =>
  numbered(
    scopes.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    ({ id }) => id,
  );

/** In the order that they are given in. */
export const numberServices = (
  provider: Provider,
  services: readonly Omit<Service, 'provider'>[],
): Numbered<Service> =>
  numbered(
    services.map(({ name, sensitivity }): Service => ({ provider, name, sensitivity })),
    ({ name }) => name,
  );
