import type { Estate } from '../../model/estate.ts';
import type { Cell } from '../../model/grant.ts';
import type { Identity } from '../../model/identity.ts';
import { levelRank } from '../../model/level.ts';
import type { Settings } from '../../model/settings.ts';
import { effectiveDuration } from '../../model/standing.ts';
import type { TakeoverGraph } from '../../model/takeover.ts';

/** Edges whose reason ends by itself, within the policy. */
const lastingEdges = (graph: TakeoverGraph, now: number, longestGrantDays: number): TakeoverGraph => {
  const ends = graph.reasons.map(
    ({ until }) =>
      until !== undefined &&
      effectiveDuration({ duration: 'time-bound', until }, now, longestGrantDays) !== 'permanent',
  );
  if (!ends.includes(true)) return graph;
  const kept = [...graph.reason.keys()].filter((edge) => !ends[graph.reason[edge]!]);
  return {
    ...graph,
    from: Uint32Array.from(kept, (edge) => graph.from[edge]!),
    to: Uint32Array.from(kept, (edge) => graph.to[edge]!),
    technique: Uint16Array.from(kept, (edge) => graph.technique[edge]!),
    reason: Uint32Array.from(kept, (edge) => graph.reason[edge]!),
  };
};

/**
 * The estate without what ends by itself within the policy, and without levels that the gate lets pass: the reach in it is
 * what may grow for good. `lasting` of a state's identities.
 */
export const lastingEstate = (estate: Estate, settings: Settings): Estate => {
  const now = Date.parse(estate.collectedAt);
  const { longestGrantDays } = settings.thresholds;
  const weakest = levelRank[settings.gate.level];
  const scopes = new Map(estate.scopes.map(({ id }, index) => [id, index]));
  const profiles: { readonly cells: readonly Cell[] }[] = estate.profiles.map(({ cells }) => ({
    cells: cells.filter(({ level }) => level >= weakest),
  }));
  const lasts = (grant: Identity['grants'][number]): boolean => {
    const duration = effectiveDuration(grant, now, longestGrantDays);
    return duration === 'permanent' || duration === 'unknown';
  };
  const identities = estate.identities.map((identity): Identity => {
    if (identity.grants.every(lasts)) return identity;
    const cells = identity.grants
      .filter(lasts)
      .flatMap(({ scope, privileges }) =>
        privileges.map(({ service, level, breadth }) => ({
          scope: scopes.get(scope)!,
          service,
          level,
          breadth,
        })),
      )
      .filter(({ level }) => level >= weakest);
    return { ...identity, profile: profiles.push({ cells }) - 1 };
  });
  return {
    ...estate,
    identities,
    profiles,
    takeover: lastingEdges(estate.takeover, now, longestGrantDays),
  };
};
