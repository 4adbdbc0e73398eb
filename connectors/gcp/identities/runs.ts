import type { Coverage } from '../../../src/model/coverage.ts';
import type { GcpInventory } from '../facts/inventory.ts';
import type { Places } from './places.ts';

/** What runs code in projects, as far as somebody listed it. */
export interface Runs {
  /** Canonical names of resources of a type in a project: those that are listed, and those that a policy names. */
  readonly ofType: (project: string, type: string) => readonly string[];
  /** Whether resources of the type were listed there, so that one that is not known does not exist. */
  readonly isListed: (project: string, type: string) => boolean;
  /** The project of a resource that a policy names and nobody listed. */
  readonly unlistedHome: (place: string) => string | undefined;
}

/** Sources that tell of all types. */
const ofAllTypes = /^(?:assets: resources|cloudasset\.assets\.list RESOURCE)$/;

export const runsOf = (inventory: GcpInventory, places: Places, coverage: readonly Coverage[]): Runs => {
  const homeOf = (name: string): string =>
    places.chainOf(name).find((each) => /^projects\/[^/]+$/.test(each)) ?? '';
  const listed = inventory
    .of('gcp.resource')
    .map(({ data }) => ({ name: places.nameOf(data.name), type: data.assetType }));
  const known = new Set(listed.map(({ name }) => name));
  const named = inventory.of('gcp.iam-policy').flatMap(({ data }) => {
    const name = places.nameOf(data.resource);
    return data.assetType == null || known.has(name) ? [] : [{ name, type: data.assetType }];
  });
  const keyOf = (project: string, type: string): string => `${project} ${type}`;
  const byType = Map.groupBy([...listed, ...named], ({ name, type }) => keyOf(homeOf(name), type));
  const withListed = new Set(listed.map(({ name, type }) => keyOf(homeOf(name), type)));
  const whole = coverage.filter(
    ({ connector, status, gives }) =>
      connector === 'gcp' &&
      gives.includes('workloads') &&
      (status === 'complete' || status === 'unsupported'),
  );
  const tellsAll = whole.some(({ source, status }) => status === 'complete' && ofAllTypes.test(source));
  const told = (type: string): boolean =>
    tellsAll || whole.some(({ source }) => source.startsWith(`${type.slice(0, type.indexOf('.'))}.`));
  const unlisted = new Map(named.map(({ name, type }) => [name, type]));
  return {
    ofType: (project, type) => (byType.get(keyOf(project, type)) ?? []).map(({ name }) => name),
    isListed: (project, type) => withListed.has(keyOf(project, type)) || told(type),
    unlistedHome: (place) => {
      const type = unlisted.get(place);
      return type === undefined || told(type) ? undefined : homeOf(place);
    },
  };
};
