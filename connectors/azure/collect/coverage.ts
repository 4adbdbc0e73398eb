import { coverageBy } from '../../../src/collection/coverage.ts';
import type { Failure } from '../../../src/collection/failure.ts';
import type { Ledger } from '../../../src/collection/ledger.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { type AzurePart, azureBlindSpots, azureCalls } from './calls.ts';

/** Coverage of one tenant: a line for each call that was made, or should have been. */
export const coverageOf = (scope: string, ledger: Ledger): readonly Coverage[] =>
  coverageBy<AzurePart>(
    {
      connector: 'azure',
      calls: azureCalls,
      leadOf: ({ id }) => azureCalls.find((call) => call.id === id)?.lead,
      leftOut: () => undefined,
      blindSpots: azureBlindSpots,
    },
    scope,
    ledger,
  );

/** No token could be had: a line for each call that would have been made. */
export const closed = (scope: string, { status, reason }: Failure): readonly Coverage[] => {
  const line = { connector: 'azure', scope, cut: true } as const;
  return [
    { ...line, source: 'sign-in', status, detail: reason, gives: ['scanner'] },
    ...azureCalls
      .filter(({ gives }) => gives.length > 0)
      .map(
        ({ id, gives }): Coverage => ({
          ...line,
          source: id,
          status: 'skipped',
          detail: 'not asked: the sign-in failed (see sign-in)',
          gives,
        }),
      ),
  ];
};
