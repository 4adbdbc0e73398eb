import fc from 'fast-check';
import type { AuditResult } from '../../src/model/report.ts';

const shuffled = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length });

/** The same result with everything in another order that has no order of its own. */
export const reordered = (result: AuditResult): fc.Arbitrary<AuditResult> =>
  fc
    .record({
      findings: shuffled(result.findings),
      assessments: shuffled(result.assessments),
      coverage: shuffled(result.coverage),
      identities: fc.tuple(
        ...result.estate.identities.map((identity) =>
          fc
            .record({
              credentials: shuffled(identity.credentials),
              grants: shuffled(identity.grants),
              trusts: shuffled(identity.trusts),
            })
            .map((parts) => ({ ...identity, ...parts })),
        ),
      ),
    })
    .map(({ identities, ...parts }) => ({ ...result, ...parts, estate: { ...result.estate, identities } }));
