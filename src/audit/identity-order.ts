import { byText } from '../model/by-text.ts';
import type { Estate } from '../model/estate.ts';
import type { ExposureScore } from '../model/exposure-score.ts';
import type { Identity } from '../model/identity.ts';
import type { Reach } from '../model/reach.ts';
import type { Settings } from '../model/settings.ts';

/** What a place in the list is decided by. */
export interface OrderKey {
  /** As a page says it: `proven share`. */
  readonly name: string;
  /** What larger is, stands first. */
  readonly value: (identity: number) => number;
  /** The value as a page shows it. */
  readonly shown: (identity: number) => string;
}

/** An exposure of which nothing is known stands between 50 and 49: in the middle, not at the end. */
export const unknownExposure = 49.5;

const day = 86_400_000;

/** Whether nobody uses it any more, as far as that was observed. Undefined: not known. */
export const isUnusedIdentity = (
  { lastUsedAt }: Pick<Identity, 'lastUsedAt'>,
  now: number,
  { thresholds }: Pick<Settings, 'thresholds'>,
): boolean | undefined => {
  if (lastUsedAt === undefined) return undefined;
  return lastUsedAt === 'never' || now - Date.parse(lastUsedAt) >= thresholds.unusedIdentityDays * day;
};

const uses: readonly { readonly unused: boolean | undefined; readonly words: string }[] = [
  { unused: false, words: 'used' },
  { unused: undefined, words: 'use unknown' },
  { unused: true, words: 'not used' },
];

/**
 * The one order of every list, key by key: what falls, how much of it is proven, how easily an attacker can compromise it, and then
 * what makes one quicker to abuse, or easier to take away, than another. The id is last, so that no two are equal.
 */
export const orderKeys = (
  estate: Estate,
  reach: Pick<Reach, 'radius'>,
  settings: Settings,
  exposure: (identity: number) => ExposureScore,
): readonly OrderKey[] => {
  const now = Date.parse(estate.collectedAt);
  const useOf = (index: number): number => {
    const found = isUnusedIdentity(estate.identities[index]!, now, settings);
    return uses.findIndex(({ unused }) => unused === found);
  };
  return [
    {
      name: 'blast radius',
      value: (index) => reach.radius(index).score,
      shown: (index) => `${reach.radius(index).score}%`,
    },
    {
      name: 'proven share',
      value: (index) => reach.radius(index).proven,
      shown: (index) => `${reach.radius(index).proven}%`,
    },
    {
      name: 'exposure',
      value: (index) => exposure(index).score ?? unknownExposure,
      shown: (index) => String(exposure(index).score ?? 'unknown'),
    },
    {
      name: 'fewer steps',
      value: (index) => -reach.radius(index).hops,
      shown: (index) => String(reach.radius(index).hops),
    },
    {
      name: 'identities it can become',
      value: (index) => reach.radius(index).identities,
      shown: (index) => String(reach.radius(index).identities),
    },
    {
      name: 'use',
      value: useOf,
      shown: (index) => uses[useOf(index)]!.words,
    },
    {
      name: 'environment',
      value: (index) => settings.weights.environment[estate.identities[index]!.environment] ?? 0,
      shown: (index) => estate.identities[index]!.environment,
    },
  ];
};

/** Why one stands before another. */
export interface Decision {
  readonly name: string;
  readonly ahead: string;
  readonly behind: string;
}

/** Identities (index) in order, and what decided between two of them. */
export interface IdentityOrder {
  readonly order: Uint32Array;
  /** The first key in which the one ahead differs from the one behind; undefined: only their ids do. */
  readonly decision: (ahead: number, behind: number) => Decision | undefined;
}

/** Each key is asked once for each identity. Independent of the order of the estate: ids decide last. */
export const identityOrder = (
  { identities }: Pick<Estate, 'identities'>,
  keys: readonly OrderKey[],
): IdentityOrder => {
  const columns = keys.map(({ value }) => Float64Array.from(identities, (_, index) => value(index)));
  const order = Uint32Array.from(identities, (_, index) => index).sort((a, b) => {
    for (const column of columns) {
      const difference = column[b]! - column[a]!;
      if (difference !== 0) return difference;
    }
    return byText(identities[a]!.id, identities[b]!.id);
  });
  return {
    order,
    decision: (ahead, behind) => {
      const key = keys[columns.findIndex((column) => column[ahead] !== column[behind])];
      return key && { name: key.name, ahead: key.shown(ahead), behind: key.shown(behind) };
    },
  };
};
