import type { Cell, PrivilegeProfile, ServicePrivilege } from '../model/grant.ts';
import type { LevelRank } from '../model/level.ts';

/** Privileges that are held in one scope. */
export interface Held {
  /** Number of the scope. */
  readonly scope: number;
  readonly privileges: readonly ServicePrivilege[];
}

export interface Profiles {
  readonly list: readonly PrivilegeProfile[];
  /** Number of the profile that all of it comes to, in whatever order it is given. */
  readonly of: (held: readonly Held[]) => number;
}

/** More than any level's rank. */
const levels = 8;

/**
 * The profiles of an estate: identities that may do the same in the same places share one.
 * @param services how many there are
 */
export const createProfiles = (services: number): Profiles => {
  const list: PrivilegeProfile[] = [];
  const byText = new Map<string, number>();
  /** The most that is held in one scope, by service and level; all 0 between two scopes. */
  const most = new Float64Array(services * levels);

  const addCells = (scope: number, held: readonly Held[], cells: Cell[]): void => {
    const touched: number[] = [];
    for (const { privileges } of held) {
      for (const { service, level, breadth } of privileges) {
        const place = service * levels + level;
        if (most[place] === 0) touched.push(service);
        if (breadth > most[place]!) most[place] = breadth;
      }
    }
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
  };

  const cellsOf = (held: readonly Held[]): readonly Cell[] => {
    const cells: Cell[] = [];
    const byScope = [...Map.groupBy(held, ({ scope }) => scope)].sort(([a], [b]) => a - b);
    for (const [scope, own] of byScope) addCells(scope, own, cells);
    return cells;
  };

  return {
    list,
    of: (held) => {
      const cells = cellsOf(held);
      let text = '';
      for (const { scope, service, level, breadth } of cells)
        text += `${scope} ${service * levels + level},${breadth} `;
      let index = byText.get(text);
      if (index === undefined) {
        index = list.push({ cells }) - 1;
        byText.set(text, index);
      }
      return index;
    },
  };
};
