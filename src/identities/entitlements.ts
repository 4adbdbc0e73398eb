import type { Entitlement } from '../model/entitlement.ts';
import { levelName } from '../model/level.ts';
import type { Draft, DraftGrant, Right } from './draft.ts';

/** Line by line what was given, for the gate and the evidence; sorted. */
export const entitlementsOf = <OwnRight extends Right>(
  { grants }: Pick<Draft<OwnRight>, 'grants'>,
  /** What the provider calls the right, and what it is about. */
  wordsOf: (right: OwnRight, grant: DraftGrant<OwnRight>) => Pick<Entitlement, 'privileges' | 'resources'>,
): readonly Entitlement[] =>
  grants
    .flatMap((grant) =>
      grant.rights.map((right): Entitlement => {
        const { privileges, resources } = wordsOf(right, grant);
        const { scope, duration, until, conditions = [], source } = grant;
        return {
          scope,
          service: right.service,
          level: levelName(right.level),
          privileges,
          resources,
          exceptResources: [],
          duration,
          ...(until === undefined ? {} : { until }),
          conditions,
          sources: [source],
        };
      }),
    )
    .map((entry) => [JSON.stringify({ ...entry, sources: [] }), entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => entry);
