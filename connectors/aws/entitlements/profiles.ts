import { createProfiles } from '../../../src/identities/profiles.ts';
import type { PrivilegeProfile, ServicePrivilege } from '../../../src/model/grant.ts';

/** A policy document as it contributes to privileges: remembered, because many principals share it. */
export interface Contribution {
  /** Numbered from 0. */
  readonly id: number;
  readonly privileges: readonly ServicePrivilege[];
  readonly inForce: readonly ServicePrivilege[];
}

export interface ProfilesOfSets {
  readonly list: readonly PrivilegeProfile[];
  /** Index of what some documents come to in an account. `until`: when all of it ends, because a limit says so. */
  readonly of: (account: string, until: string | undefined, parts: readonly Contribution[]) => number;
}

/** Sets of contributions as numbers: what a set is when one more joins it. */
const createSets = () => {
  const joined = new Map<number, number>();
  let scratch = new Uint32Array(64);
  let count = 0;
  return {
    /** A number from 1 for a set, in whatever order and how often its members are given. */
    of: (parts: readonly Contribution[]): number => {
      if (parts.length > scratch.length) scratch = new Uint32Array(parts.length * 2);
      for (let k = 0; k < parts.length; k += 1) {
        // Sorted as they come: nearly always two or three.
        const { id } = parts[k]!;
        let place = k;
        for (; place > 0 && scratch[place - 1]! > id; place -= 1) scratch[place] = scratch[place - 1]!;
        scratch[place] = id;
      }
      let set = 0;
      for (let k = 0; k < parts.length; k += 1) {
        if (k > 0 && scratch[k] === scratch[k - 1]) continue;
        const key = set * 2 ** 26 + scratch[k]!;
        let next = joined.get(key);
        if (next === undefined) {
          count += 1;
          next = count;
          joined.set(key, next);
        }
        set = next;
      }
      return set;
    },
  };
};

/** What many principals share is worked out once: the profile of a set of documents in an account. */
export const createProfilesOfSets = (
  scopeOf: (account: string) => number,
  services: number,
  now: number,
): ProfilesOfSets => {
  const profiles = createProfiles(services);
  const byAccount = new Map<string, Map<number, number>>();
  const sets = createSets();
  return {
    list: profiles.list,
    of: (account, until, parts) => {
      const ended = until !== undefined && Date.parse(until) <= now;
      const inForce = ended ? [] : parts;
      let known = byAccount.get(account);
      if (known === undefined) {
        known = new Map();
        byAccount.set(account, known);
      }
      const set = sets.of(inForce);
      let index = known.get(set);
      if (index === undefined) {
        const scope = scopeOf(account);
        index = profiles.of(inForce.map(({ inForce: privileges }) => ({ scope, privileges })));
        known.set(set, index);
      }
      return index;
    },
  };
};
