import type { Estate } from '../model/estate.ts';
import type { Level, LevelRank } from '../model/level.ts';
import { levels } from '../model/level.ts';
import { ownMember } from '../model/own-member.ts';
import type { Settings } from '../model/settings.ts';

/**
 * What a blast radius is made of. All weights stand here and in `settings.weights` (`nhi-audit.yaml`), nowhere else.
 *
 *     blastRadius(i) = 100 × Σ value(cell) · strength(level) · breadth ÷ Σ value(cell)
 *     value(cell)    = weight(scope) × weight(sensitivity of the service)
 *
 * | weight | of | default |
 * |---|---|---|
 * | scope | `weights.scopes[id]`, else `weights.environment[environment]` | production 4 · shared 3 · staging, unknown 2 · development, test 1 · sandbox 0.5 |
 * | sensitivity | `weights.sensitivity` | identity 16 · secrets 24 · data 4 · compute 3 · rest 0.1 |
 * | strength | level of the privilege, fixed | view 0.1 · read 0.4 · write 0.7 · control 1 |
 * | breadth | share of the cell's resources, from the connector | 0 to 1 |
 *
 * The cells of the estate are the scopes' own services (`Scope.services`): the same set for every identity, so that
 * scores compare. A privilege outside of them adds nothing. An unknown environment weighs as much as staging: not
 * knowing must not make an account look harmless.
 */
const strengths = { none: 0, view: 0.1, read: 0.4, write: 0.7, control: 1 } as const satisfies Record<
  Level,
  number
>;

const strengthByRank = levels.map((level) => strengths[level]);

export const strengthOf = (rank: LevelRank): number => strengthByRank[rank]!;

/** What the estate is worth, cell by cell. Scopes and services are indices into the estate. */
export interface Values {
  readonly scopeWeight: Float64Array;
  readonly serviceWeight: Float64Array;
  /** Worth of all cells of a scope. */
  readonly scopeValue: Float64Array;
  readonly hasCell: (scope: number, service: number) => boolean;
}

export const valuesOf = (estate: Estate, weights: Settings['weights']): Values => {
  const scopeWeight = Float64Array.from(
    estate.scopes,
    (scope) => ownMember(weights.scopes, scope.id) ?? weights.environment[scope.environment],
  );
  const serviceWeight = Float64Array.from(
    estate.services,
    (service) => weights.sensitivity[service.sensitivity],
  );

  // All scopes of a provider usually share one list of services: look at each list once.
  const seen = new Map<readonly number[], ReadonlySet<number>>();
  const servicesOf = estate.scopes.map(({ services }) => {
    const known = seen.get(services) ?? new Set([...services].sort((a, b) => a - b));
    seen.set(services, known);
    return known;
  });

  // Summed in the order in which holdings are summed: control of a scope is then never less than any other part of it.
  const scopeValue = new Float64Array(estate.scopes.length);
  for (const [scope, services] of servicesOf.entries()) {
    let value = 0;
    for (const service of services) value += scopeWeight[scope]! * serviceWeight[service]!;
    scopeValue[scope] = value;
  }
  return {
    scopeWeight,
    serviceWeight,
    scopeValue,
    hasCell: (scope, service) => servicesOf[scope]!.has(service),
  };
};
