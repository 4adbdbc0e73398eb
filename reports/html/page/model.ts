import { severities } from '../../../src/model/finding.ts';
import { type Coded, type Found, type PageData, unpackedFinding } from '../page-data.ts';

/** The data with what is worked out from it once. */
export interface Model {
  readonly data: PageData;
  readonly rows: number;
  readonly word: (column: Coded, row: number) => string;
  readonly nameOf: (row: number) => string;
  /** Row of an identity; undefined: it is not in the table. */
  readonly rowOf: (id: string) => number | undefined;
  /** What people call an identity, or `full control of` a scope. */
  readonly endName: (end: string) => string;
  readonly scopeName: (id: string) => string;
  readonly scopeNameAt: (place: number) => string;
  readonly providerName: (id: string) => string;
  /** Open findings of a row. */
  readonly openOf: (
    row: number,
  ) => readonly { readonly found: Found; readonly place: number; readonly severity: number }[];
  /** Index into the severities; -1: nothing is open. */
  readonly worstOf: (row: number) => number;
}

const scopePrefix = 'scope:';

export const isScopeEnd = (end: string): boolean => end.startsWith(scopePrefix);
export const scopeIdOf = (end: string): string => end.slice(scopePrefix.length);

export const modelOf = (data: PageData): Model => {
  const { identities, scopes, found, providers } = data;
  let rows: ReadonlyMap<string, number> | undefined;
  let scopesById: ReadonlyMap<string, string> | undefined;
  const providerTitles = new Map(Object.entries(providers));
  const scopeName = (id: string): string => {
    scopesById ??= new Map(scopes.map((scope) => [scope.id, scope.name]));
    return scopesById.get(id) || id;
  };
  const rowOf = (id: string): number | undefined => {
    rows ??= new Map(identities.id.map((each, row) => [each, row]));
    return rows.get(id);
  };
  const nameOf = (row: number): string => identities.name[row] || identities.id[row]!;
  const openOf: Model['openOf'] = (row) =>
    identities.findings[row]!.map(unpackedFinding)
      .filter(({ accepted }) => !accepted)
      .map(({ found: place, severity }) => ({ found: found[place]!, place, severity }));
  return {
    data,
    rows: identities.id.length,
    word: (column, row) => column.values[column.of[row]!]!,
    nameOf,
    rowOf,
    endName: (end) => {
      if (isScopeEnd(end)) return `full control of ${scopeName(scopeIdOf(end))}`;
      const row = rowOf(end);
      return row === undefined ? end : nameOf(row);
    },
    scopeName,
    scopeNameAt: (place) => (place < 0 ? '' : scopes[place]!.name || scopes[place]!.id),
    providerName: (id) => providerTitles.get(id) ?? id,
    openOf,
    worstOf: (row) => openOf(row).reduce((worst, { severity }) => Math.max(worst, severity), -1),
  };
};

export const severityName = (place: number): string => (place < 0 ? '' : severities[place]!);
