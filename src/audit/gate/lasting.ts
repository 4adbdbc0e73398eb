import type { Entitlement } from '../../model/entitlement.ts';
import type { Estate } from '../../model/estate.ts';
import type { Cell } from '../../model/grant.ts';
import type { Identity } from '../../model/identity.ts';
import { type LevelRank, levelRank } from '../../model/level.ts';
import type { Settings } from '../../model/settings.ts';
import { effectiveDuration } from '../../model/standing.ts';
import type { TakeoverGraph } from '../../model/takeover.ts';
import { type Clock, durationOf, isLasting } from './lines.ts';

const day = 86_400_000;

/**
 * The graph on the day after all that the policy lets end has ended. An edge of the graph of today has one reason, the
 * surest, and one that ends may hide one that lasts: so the connector is asked where it can tell.
 */
const lastingEdges = ({ takeover, takeoverAt }: Estate, { now, longestGrantDays }: Clock): TakeoverGraph => {
  const graph = takeoverAt?.(new Date(now + longestGrantDays * day + 1).toISOString()) ?? takeover;
  const passes = graph.techniques.map(({ endsByItself }) => endsByItself === true);
  const ends = graph.reasons.map(
    ({ until }) =>
      until !== undefined &&
      effectiveDuration({ duration: 'time-bound', until }, now, longestGrantDays) !== 'permanent',
  );
  if (!ends.includes(true) && !passes.includes(true)) return graph;
  const kept = [...graph.reason.keys()].filter(
    (edge) => !ends[graph.reason[edge]!] && !passes[graph.technique[edge]!],
  );
  return {
    ...graph,
    from: Uint32Array.from(kept, (edge) => graph.from[edge]!),
    to: Uint32Array.from(kept, (edge) => graph.to[edge]!),
    technique: Uint16Array.from(kept, (edge) => graph.technique[edge]!),
    reason: Uint32Array.from(kept, (edge) => graph.reason[edge]!),
  };
};

/** What lasts of an identity's own lines in one scope and service. */
interface Lasting {
  level: LevelRank;
  /** Whether it lasts for any resource. */
  wide: boolean;
}

/** Of a service of which single resources are left, and nobody knows how many there are. */
const narrow = 0.1;

/** Cells cut down to what lasts of the lines behind them; the lines say no share of a service's resources. */
const lastingCells = (
  cells: readonly Cell[],
  lines: readonly Entitlement[],
  { scopes, services }: Estate,
): readonly Cell[] => {
  const left = new Map<string, Lasting>();
  for (const { scope, service, level, resources, exceptResources } of lines) {
    const key = JSON.stringify([scope, service]);
    const known = left.get(key) ?? { level: 0, wide: false };
    known.level = Math.max(known.level, levelRank[level]) as LevelRank;
    known.wide ||= resources.includes('*') && exceptResources.length === 0;
    left.set(key, known);
  }
  return cells.flatMap((cell): readonly Cell[] => {
    const scope = scopes[cell.scope]!.id;
    const own = [services[cell.service]!.name, '*'].flatMap(
      (service) => left.get(JSON.stringify([scope, service])) ?? [],
    );
    if (own.length === 0) return [];
    return own.map(({ level, wide }) => ({
      ...cell,
      level: Math.min(cell.level, level) as LevelRank,
      breadth: wide ? cell.breadth : Math.min(cell.breadth, narrow),
    }));
  });
};

/**
 * The estate without what expires within the policy, and without levels that the gate lets pass: the reach in it is
 * what may grow for good. `lasting` of a state's identities.
 */
export const lastingEstate = (estate: Estate, settings: Settings): Estate => {
  const clock = {
    now: Date.parse(estate.collectedAt),
    longestGrantDays: settings.thresholds.longestGrantDays,
  };
  const weakest = levelRank[settings.gate.level];
  const profiles: { readonly cells: readonly Cell[] }[] = estate.profiles.map(({ cells }) => ({
    cells: cells.filter(({ level }) => level >= weakest),
  }));
  const identities = estate.identities.map((identity, index): Identity => {
    const lines = estate.entitlements?.(index) ?? [];
    const lasting = lines.filter((line) => isLasting(durationOf(line, clock)));
    if (lasting.length === lines.length) return identity;
    const cells = lastingCells(estate.profiles[identity.profile]!.cells, lasting, estate);
    return {
      ...identity,
      profile: profiles.push({ cells: cells.filter(({ level }) => level >= weakest) }) - 1,
    };
  });
  return {
    ...estate,
    identities,
    profiles,
    takeover: lastingEdges(estate, clock),
  };
};
