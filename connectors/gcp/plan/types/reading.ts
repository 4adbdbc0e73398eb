import { type FactReading, type FactType, limit, type Unknown } from '../../../../src/plan/fact-types.ts';
import type { IdentityType } from '../../../../src/plan/identity-reader.ts';
import type { Fact } from '../facts.ts';
import type { View } from '../names.ts';

/** What one resource says. Whom it is about is named as {@link bearers} names them. */
export type Reading = FactReading<Fact>;

/** `identity`: the id of the account, or `group ADDRESS`, `pool NAME`, that it makes. */
export type PlanType = FactType<Fact, View>;

/** A limit that is compared by what it says, where the estate tells whom it holds. */
export const readLimit = (type: IdentityType, facts: PlanType['read']): PlanType => {
  const untold = limit(type);
  const toldByEstate = ({ unknown = [] }: Reading): readonly Unknown[] =>
    unknown.map((each) => ({ ...each, toldByEstate: true }));
  return {
    ...untold,
    read: (...about) => {
      const reading = facts(...about);
      return {
        facts: reading.facts,
        unknown: [...(reading.unknown ?? []), ...toldByEstate(untold.read(...about))],
      };
    },
    ...(untold.absent === undefined
      ? {}
      : { absent: (...about) => ({ facts: [], unknown: toldByEstate(untold.absent!(...about)) }) }),
  };
};
