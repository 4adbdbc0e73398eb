import type { AzureCall } from './calls.ts';
import type { Cloud } from './environment.ts';

/** What a row of the table is asked with. */
export interface Parameters {
  /** Of `{scope}`: a path of ARM. */
  readonly scope?: string;
  /** Of `{id}`, or of what stands in braces in the row's filter. */
  readonly id?: string;
  /** In place of the row's own. */
  readonly filter?: string;
  /** Of Resource Graph: where it is asked. Absent: all that can be seen. */
  readonly within?: {
    readonly subscriptions?: readonly string[];
    readonly managementGroups?: readonly string[];
  };
}

/** Names of query options are sent as documented, with their dollar. */
const queryOf = (options: Readonly<Record<string, string>>): string => {
  const parts = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
};

/** A quote in OData is doubled. */
const inQuotes = (id: string): string => id.replaceAll("'", "''");

/** Path and query of Graph, without the version. */
export const graphPathOf = (call: AzureCall, { id = '', filter }: Parameters): string => {
  const [, path = ''] = call.path.split(' ');
  const filled = path.slice(`/${call.version}`.length).replace('{id}', encodeURIComponent(id));
  const own = filter ?? call.filter?.replace(/\{\w+\}/, inQuotes(id));
  return `${filled}${queryOf({ ...(own === undefined ? {} : { $filter: own }), ...call.query })}`;
};

export const graphUrlOf = (cloud: Cloud, call: AzureCall, parameters: Parameters): string =>
  `${cloud.graph}/${call.version}${graphPathOf(call, parameters)}`;

export const armUrlOf = (cloud: Cloud, call: AzureCall): string =>
  `${cloud.arm}${call.path.split(' ')[1]}?api-version=${call.version}`;

/** The filters by which things are asked for by id, as many as Graph takes in one. */
export const filtersOf = (ids: readonly string[]): readonly string[] => {
  const most = 15;
  const sorted = [...ids].sort();
  return Array.from(
    { length: Math.ceil(sorted.length / most) },
    (_, at) =>
      `id in (${sorted
        .slice(at * most, (at + 1) * most)
        .map((id) => `'${inQuotes(id)}'`)
        .join(',')})`,
  );
};
