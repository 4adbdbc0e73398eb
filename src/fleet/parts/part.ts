import type { Clock } from '../../model/clock.ts';
import { type Coverage, noIdentityFound } from '../../model/coverage.ts';
import type { AuditResult } from '../../model/report.ts';
import type { Settings } from '../../model/settings.ts';
import type { SnapshotRecord } from '../../model/snapshot.ts';
import { interpretSources, judge } from '../../pipeline/audit.ts';
import { type Border, borderOf } from '../../pipeline/border.ts';
import type { Source } from '../../pipeline/facts.ts';
import type { Keeper } from '../../pipeline/keepers.ts';
import { totalOf, type Whole } from '../../reach/holdings.ts';
import { valuesOf } from '../../reach/weights.ts';
import { estateOfTargets, type TargetFacts } from '../estate.ts';

/** One part of the estate, and what bears on all of them. */
export interface Part {
  readonly targets: readonly TargetFacts[];
  readonly toAll: readonly SnapshotRecord[];
  /** Coverage of scopes of other parts, which its rules look at, and which is none of its own. */
  readonly elsewhere: readonly Coverage[];
  /** Which providers keep credentials of others, where the whole is of several. */
  readonly keepers?: readonly Keeper[] | undefined;
  /** Of the whole. */
  readonly clock: Clock;
  readonly settings: Settings;
}

/** A scope, and what all in it is worth. */
export type WeighedScope = readonly [id: string, value: number];

const sourcesOf = ({ targets, toAll, elsewhere, clock }: Part): readonly Source[] => [
  ...estateOfTargets({ targets, collectedAt: clock.time }).sources,
  // The clock of the whole is the newest of all.
  { collectedAt: clock.time, clock, entries: () => [...toAll, ...elsewhere] },
];

/** What there is in a part, and what may join it to others. */
export interface Weighed {
  readonly scopes: readonly WeighedScope[];
  readonly border: Border;
}

/** What there is in a part: blast radii are shares of all that there is. */
export const weigh = async (part: Part): Promise<Weighed> => {
  const { estate, joined = [] } = await interpretSources(sourcesOf(part), part.settings, {
    keepers: part.keepers,
  });
  const { scopeValue } = valuesOf(estate, part.settings.weights);
  return {
    scopes: estate.scopes.map(({ id }, scope): WeighedScope => [id, scopeValue[scope]!]),
    border: borderOf(
      joined,
      // What is told of scopes without anybody in them comes when all is joined.
      estate.coverage.filter(({ source }) => source !== noIdentityFound),
    ),
  };
};

/** Pairs of parts (index) that have a scope in common. */
export const sharedScopes = (parts: readonly Weighed[]): readonly (readonly [number, number])[] => {
  const owners = new Map<string, number>();
  return parts.flatMap(({ scopes }, part) =>
    scopes.flatMap(([id]): readonly (readonly [number, number])[] => {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, part);
      return owner === undefined || owner === part ? [] : [[owner, part]];
    }),
  );
};

/** Scopes of all parts. @throws Error where one is in two of them: they are no parts then */
export const allScopes = (parts: readonly (readonly WeighedScope[])[]): readonly WeighedScope[] => {
  const scopes = parts.flat().sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const twice = scopes.find(([id], place) => id === scopes[place + 1]?.[0]);
  if (twice !== undefined) throw new Error(`scope ${twice[0]} is in two parts of the estate`);
  return scopes;
};

const wholeFor = (own: readonly string[], scopes: readonly WeighedScope[]): Whole => {
  const places = new Map(scopes.map(([id], place) => [id, place]));
  return {
    scopes: scopes.length,
    places: own.map((id) => {
      const place = places.get(id);
      if (place === undefined) throw new Error(`scope ${id} was not there when the parts were weighed`);
      return place;
    }),
    total: totalOf(scopes.map(([, value]) => value)),
  };
};

/** The part as it is judged within the whole. @param scopes of all parts */
export const judgePart = async (part: Part, scopes: readonly WeighedScope[]): Promise<AuditResult> => {
  const interpreted = await interpretSources(sourcesOf(part), part.settings, { keepers: part.keepers });
  const own = interpreted.estate.scopes.map(({ id }) => id);
  const result = judge(interpreted, part.settings, undefined, wholeFor(own, scopes));
  const others = new Set(part.elsewhere.map(({ scope }) => scope));
  return { ...result, coverage: result.coverage.filter(({ scope }) => !others.has(scope)) };
};
