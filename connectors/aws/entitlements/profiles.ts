import type { Cell, PrivilegeProfile, ServicePrivilege } from '../../../src/model/grant.ts';
import type { LevelRank } from '../../../src/model/level.ts';

/** A policy document as it contributes to privileges: remembered, because many principals share it. */
export interface Contribution {
  /** Numbered from 0. */
  readonly id: number;
  readonly privileges: readonly ServicePrivilege[];
  readonly inForce: readonly ServicePrivilege[];
}

export interface Profiles {
  readonly list: readonly PrivilegeProfile[];
  /** Index of what some documents come to in an account. `until`: when all of it ends, because a limit says so. */
  readonly of: (account: string, until: string | undefined, parts: readonly Contribution[]) => number;
}

/** More than any level's rank. */
const levels = 8;

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

export const createProfiles = (
  scopeOf: (account: string) => number,
  services: number,
  now: number,
): Profiles => {
  const list: PrivilegeProfile[] = [];
  const byText = new Map<string, number>();
  const bySet = new Map<string, Map<number, number>>();
  const sets = createSets();
  /** The most that is held, by service and level; all 0 between two profiles. */
  const most = new Float64Array(services * levels);

  const cellsOf = (scope: number, parts: readonly Contribution[]): Cell[] => {
    const touched: number[] = [];
    for (const { inForce } of parts) {
      for (const { service, level, breadth } of inForce) {
        const place = service * levels + level;
        if (most[place] === 0) touched.push(service);
        if (breadth > most[place]!) most[place] = breadth;
      }
    }
    const cells: Cell[] = [];
    let before = -1;
    for (const service of touched.sort((a, b) => a - b)) {
      if (service === before) continue;
      before = service;
      // What a stronger level gives as broadly says it already.
      let above = 0;
      for (let level = levels - 1; level >= 0; level -= 1) {
        const breadth = most[service * levels + level]!;
        most[service * levels + level] = 0;
        if (breadth <= above) continue;
        above = breadth;
        cells.push({ scope, service, level: level as LevelRank, breadth });
      }
    }
    return cells;
  };

  const made = (scope: number, parts: readonly Contribution[]): number => {
    const cells = cellsOf(scope, parts);
    let text = String(scope);
    for (const { service, level, breadth } of cells) text += ` ${service * levels + level},${breadth}`;
    let index = byText.get(text);
    if (index === undefined) {
      index = list.push({ cells }) - 1;
      byText.set(text, index);
    }
    return index;
  };

  return {
    list,
    of: (account, until, parts) => {
      const ended = until !== undefined && Date.parse(until) <= now;
      const inForce = ended ? [] : parts;
      let known = bySet.get(account);
      if (known === undefined) {
        known = new Map();
        bySet.set(account, known);
      }
      const set = sets.of(inForce);
      let index = known.get(set);
      if (index === undefined) {
        index = made(scopeOf(account), inForce);
        known.set(set, index);
      }
      return index;
    },
  };
};
