import type { Estate } from '../../model/estate.ts';
import type { Identity } from '../../model/identity.ts';
import type { Reach } from '../../model/reach.ts';
import type { Residual } from '../../model/reduce.ts';
import type { Settings } from '../../model/settings.ts';
import { isWithoutEnd, standingOf } from '../../model/standing.ts';

/** An estate as it would be, and what falls in it. */
export interface Simulation {
  readonly estate: Estate;
  readonly reach: Reach;
  /** Indices of the standing identities that a plan is about, sorted. */
  readonly counted: readonly number[];
  readonly indexOf: (id: string) => number | undefined;
}

export interface CountOptions {
  readonly settings: Settings;
  /** Whether people count as well. */
  readonly people: boolean;
  /** Whether nobody has an identity of its kind but those whom it trusts. */
  readonly enteredByTrust: (identity: Identity) => boolean;
}

/** Whether somebody can have it: what has no credential that works and lets nobody in is an empty shell. */
const canBeHad = (identity: Identity, enteredByTrust: boolean): boolean =>
  enteredByTrust
    ? identity.trusts.length > 0 || identity.trustsUnseen === true
    : identity.credentials.length === 0 ||
      identity.credentials.some(({ status }) => status === 'active' || status === 'unknown');

/**
 * Those whose standing privilege counts. What its provider holds for itself nobody can change, and what is kept for
 * emergencies is meant to stand.
 */
const countedOf = (
  { identities, collectedAt }: Estate,
  { settings, people, enteredByTrust }: CountOptions,
): readonly number[] => {
  const now = Date.parse(collectedAt);
  return identities.flatMap((identity, index) => {
    const { providerOwned, breakGlass, nature, grants, credentials } = identity;
    if (providerOwned || breakGlass || (nature.is === 'human' && !people)) return [];
    if (!isWithoutEnd(standingOf(grants, credentials, now, settings.thresholds.longestGrantDays))) return [];
    return canBeHad(identity, enteredByTrust(identity)) ? [index] : [];
  });
};

export const simulationOf = (estate: Estate, reach: Reach, options: CountOptions): Simulation => {
  let indices: ReadonlyMap<string, number> | undefined;
  return {
    estate,
    reach,
    counted: countedOf(estate, options),
    indexOf: (id) => {
      indices ??= new Map(estate.identities.map((identity, index) => [identity.id, index]));
      return indices.get(id);
    },
  };
};

export const controlsAnything = (reach: Reach, identity: number): boolean => {
  const { admin, adminIf } = reach.radius(identity);
  return admin.length > 0 || adminIf.length > 0;
};

/** To two decimals, as blast radii are. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** @param changes made so far */
export const residualOf = ({ reach, counted }: Simulation, changes: number): Residual => {
  const share = reach.shareOf(counted);
  const holding = counted.filter((index) => reach.radius(index).score > 0);
  return {
    changes,
    share: share.score,
    proven: share.proven,
    standing: holding.length,
    controlling: counted.filter((index) => controlsAnything(reach, index)).length,
    sum: rounded(counted.reduce((sum, index) => sum + reach.radius(index).score, 0)),
  };
};
