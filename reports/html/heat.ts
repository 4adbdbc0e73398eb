import { byText } from '../../src/model/by-text.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { AuditResult } from '../../src/model/report.ts';
import type { Sensitivity } from '../../src/model/scope.ts';
import type { Detail, HeatRow } from './page-data.ts';

/** Rows and scopes of one map, and names that a row tells. */
const most = { scopes: 6, rows: 30, names: 8 } as const;

const sensitivities: readonly Sensitivity[] = ['identity', 'secrets', 'data', 'compute', 'rest'];

/** Shares by level: whoever may do the stronger may do the weaker as far. */
type Shares = [view: number, read: number, write: number, control: number];

/** The widest share at each level that any grant gives, by scope and service. */
const sharesOf = (identity: Identity): ReadonlyMap<string, ReadonlyMap<number, Shares>> => {
  const scopes = new Map<string, Map<number, Shares>>();
  for (const { scope, privileges } of identity.grants) {
    const services = scopes.get(scope) ?? new Map<number, Shares>();
    scopes.set(scope, services);
    for (const { service, level, breadth } of privileges) {
      const shares = services.get(service) ?? [0, 0, 0, 0];
      for (let at = 0; at < level; at++) shares[at] = Math.max(shares[at]!, breadth);
      services.set(service, shares);
    }
  }
  return scopes;
};

/**
 * What an identity's own grants give, service by service. Services with equal rows are one row; what holds identities,
 * secrets and data stands first.
 */
export const heatOf = ({ estate }: AuditResult, identity: Identity): Detail['heat'] => {
  const servicesIn = new Map(estate.scopes.map(({ id, services }) => [id, services.length]));
  const weightOf = (service: number): number =>
    sensitivities.indexOf(estate.services[service]?.sensitivity ?? 'rest');
  return [...sharesOf(identity)]
    .filter(([, services]) => services.size > 0)
    .sort(([a], [b]) => byText(a, b))
    .slice(0, most.scopes)
    .map(([scope, services]) => {
      const rows = [...Map.groupBy(services, ([, shares]) => shares.join())].map(([, same]) => ({
        weight: Math.min(...same.map(([service]) => weightOf(service))),
        shares: same[0]![1],
        names: same
          .toSorted(([a], [b]) => weightOf(a) - weightOf(b) || a - b)
          .map(([service]) => estate.services[service]!.name),
      }));
      rows.sort(
        (a, b) =>
          [3, 2, 1, 0].map((level) => b.shares[level]! - a.shares[level]!).find((less) => less !== 0) ??
          (a.weight - b.weight || byText(a.names[0]!, b.names[0]!)),
      );
      return {
        scope,
        rows: rows.slice(0, most.rows).map(
          ({ names, shares }): HeatRow => ({
            services:
              names.length <= most.names
                ? names
                : [...names.slice(0, most.names), `and ${names.length - most.names} more`],
            all: names.length > 1 && names.length === servicesIn.get(scope),
            share: shares,
          }),
        ),
      };
    });
};
