import type { Coverage } from '../model/coverage.ts';
import type { Estate } from '../model/estate.ts';
import type { Provider } from '../model/scope.ts';

/** A provider that keeps credentials of others. */
export interface Keeper {
  readonly connector: Provider;
  /** What it keeps was read in full. */
  readonly whole: boolean;
}

const providerOfEstate = ({ scopes }: Estate): Provider | undefined => scopes[0]?.provider;

export const isConfigurationRead = ({ gives, status }: Coverage): boolean =>
  !gives.includes('configuration') || status === 'complete';

export const keepersOf = (estates: readonly Estate[]): readonly Keeper[] =>
  estates.flatMap((estate): readonly Keeper[] => {
    const connector = providerOfEstate(estate);
    if (estate.storedKeys === undefined || connector === undefined) return [];
    return [{ connector, whole: estate.coverage.every(isConfigurationRead) }];
  });

/** For scopes of the others: whether the credentials that one of the providers keeps were read. */
export const storedKeysCoverage = (
  estates: readonly Estate[],
  keepers: readonly Keeper[],
): readonly Coverage[] =>
  keepers.flatMap(({ connector, whole }) =>
    estates
      .filter((estate) => providerOfEstate(estate) !== connector)
      .flatMap(({ scopes }) => {
        const ids = new Set(scopes.map(({ id }) => id));
        return scopes.filter(({ parent }) => parent === undefined || !ids.has(parent));
      })
      .map(
        ({ id }): Coverage => ({
          connector,
          scope: id,
          source: 'stored credentials',
          status: whole ? 'complete' : 'partial',
          detail: whole ? '' : `the secrets that ${connector} stores were not read in full`,
          gives: ['stored-keys'],
        }),
      ),
  );
