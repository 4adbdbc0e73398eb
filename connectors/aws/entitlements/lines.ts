import type { Condition } from '../../../src/model/condition.ts';
import type { Entitlement } from '../../../src/model/entitlement.ts';
import type { StatementRef } from '../../../src/model/evidence.ts';
import { type LevelRank, levelName, levelRank } from '../../../src/model/level.ts';
import { addTo } from '../../../src/model/many.ts';
import { actionsOf, hasBit, sharesOf } from '../policy/actions.ts';
import { covers, mayMeet } from '../policy/pattern.ts';
import { conditionKey, means, type Piece, serviceOfResource } from './pieces.ts';

/** One resource pattern with its terms: what a privilege is held on. */
interface Hold {
  readonly resource: string;
  readonly except: readonly string[];
  readonly conditions: readonly Condition[];
  readonly until: string | undefined;
  readonly key: string;
  readonly termsKey: string;
}

const holdsOf = ({ resources, except, conditions, until }: Piece): Hold[] => {
  const sortedConditions = [...conditions].sort((a, b) => (conditionKey(a) < conditionKey(b) ? -1 : 1));
  return resources.flatMap((resource) => {
    if (except.some((pattern) => covers(pattern, resource))) return [];
    const excluded = except.filter((pattern) => mayMeet(pattern, resource)).sort();
    const termsKey = JSON.stringify([excluded, until ?? '', sortedConditions.map(conditionKey)]);
    return {
      resource,
      except: excluded,
      conditions: sortedConditions,
      until,
      key: `${termsKey} ${resource}`,
      termsKey,
    };
  });
};

/** Whether one hold gives nothing that another does not give as well. */
const within = (hold: Hold, other: Hold): boolean =>
  hold.key !== other.key &&
  covers(other.resource, hold.resource) &&
  other.except.every((pattern) => hold.except.includes(pattern)) &&
  other.conditions.every((condition) =>
    hold.conditions.some((own) => conditionKey(own) === conditionKey(condition)),
  ) &&
  (other.until === undefined || (hold.until !== undefined && hold.until <= other.until));

/** Each once, without those within another; sorted by key. Equal sets give one object. */
const createHoldSets = () => {
  const known = new Map<string, readonly Hold[]>();
  return (holds: readonly Hold[]): readonly Hold[] => {
    const distinct = [...new Map(holds.map((hold) => [hold.key, hold])).values()].sort((a, b) =>
      a.key < b.key ? -1 : 1,
    );
    const key = distinct.map((hold) => hold.key).join('\n');
    let found = known.get(key);
    if (found === undefined) {
      found = distinct.filter((hold) => !distinct.some((other) => within(hold, other)));
      const short = found.map((hold) => hold.key).join('\n');
      found = known.get(short) ?? found;
      known.set(short, found);
      known.set(key, found);
    }
    return found;
  };
};

export type Line = Omit<Entitlement, 'scope' | 'sources'> & { readonly by: readonly StatementRef[] };

/** Privileges of one service that are held alike, and the statements that say so. */
interface Part {
  readonly holds: readonly Hold[];
  readonly by: Set<StatementRef>;
  level: LevelRank;
  privileges: string[];
}

/** One line for each set of terms. */
const linesOf = (service: string, { level, privileges, holds, by }: Part): Line[] =>
  [...Map.groupBy(holds, ({ termsKey }) => termsKey).values()].map((alike) => {
    const { except, conditions, until } = alike[0]!;
    return {
      service,
      level: levelName(level),
      privileges,
      // Sorted, as sets of holds are.
      resources: [...new Set(alike.map(({ resource }) => resource))],
      exceptResources: except,
      duration: until === undefined ? 'permanent' : 'time-bound',
      ...(until === undefined ? {} : { until }),
      conditions,
      by: [...by],
    };
  });

type SetOf = ReturnType<typeof createHoldSets>;

const serviceParts = (service: number, name: string, pieces: readonly Piece[], setOf: SetOf): Part[] => {
  const { first, end, nameOf, levelOf, anyResourceOnly } = actionsOf(service);
  const holding = pieces.map((piece, index) => {
    const holds = holdsOf(piece).filter(({ resource }) => means(name, resource));
    const wide = holds.filter(({ resource }) => resource === '*');
    return { index, bits: piece.bits, by: piece.by, holds, wide };
  });
  const parts = new Map<readonly Hold[], Part>();
  const remembered = new Map<string, readonly Hold[]>();
  let count = 0;
  for (let id = first; id < end; id += 1) {
    const having = holding.filter(({ bits }) => hasBit(bits, id));
    if (having.length === 0) continue;
    const onlyWide = anyResourceOnly(id);
    const held = (each: (typeof having)[number]): readonly Hold[] => (onlyWide ? each.wide : each.holds);
    const memory = `${onlyWide} ${having.map(({ index }) => index).join(',')}`;
    const holds = remembered.get(memory) ?? setOf(having.flatMap(held));
    remembered.set(memory, holds);
    if (holds.length === 0) continue;
    count += 1;
    const part = parts.get(holds) ?? { holds, by: new Set(), level: 0, privileges: [] };
    parts.set(holds, part);
    part.privileges.push(nameOf(id));
    if (levelOf(id) > part.level) part.level = levelOf(id);
    for (const each of having) {
      if (held(each).some(({ key }) => holds.some((hold) => hold.key === key))) part.by.add(each.by);
    }
  }
  const list = [...parts.values()];
  // Actions that only `*` grants are no part of a whole service on single resources.
  const whole = list.length === 1 && count === countOn(service, list[0]!.holds);
  return whole
    ? [{ ...list[0]!, privileges: [`${name}:*`] }]
    : list.flatMap((part) => byLevel(service, part));
};

/** One part for each level: nobody takes looking at metadata for reading, because both are allowed in one breath. */
const byLevel = (service: number, part: Part): Part[] => {
  const { nameOf, levelOf, first, end } = actionsOf(service);
  const named = new Set(part.privileges);
  const levels = new Map<LevelRank, string[]>();
  for (let id = first; id < end; id += 1) {
    if (!named.has(nameOf(id))) continue;
    const known = levels.get(levelOf(id)) ?? [];
    known.push(nameOf(id));
    levels.set(levelOf(id), known);
  }
  return [...levels].map(([level, privileges]) => ({ ...part, level, privileges: privileges.sort() }));
};

/** Actions of a service that can be granted on what is held. */
const countOn = (service: number, holds: readonly Hold[]): number => {
  const { first, end, anyResourceOnly } = actionsOf(service);
  if (holds.some(({ resource }) => resource === '*')) return end - first;
  let count = 0;
  for (let id = first; id < end; id += 1) count += anyResourceOnly(id) ? 0 : 1;
  return count;
};

/** All services alike: one part. */
const everywhere = (
  parts: readonly (Part & { readonly name: string })[],
  services: number,
): Part | undefined => {
  const [first] = parts;
  const alike =
    first !== undefined &&
    parts.length === services &&
    parts.every(({ privileges, holds }) => privileges[0]!.endsWith(':*') && holds === first.holds);
  if (!alike) return undefined;
  const at = first.holds.map(({ resource }) => serviceOfResource(resource));
  const strongest = parts
    .filter(({ name }) => at.includes(undefined) || at.includes(name))
    .reduce<LevelRank>((level, part) => Math.max(level, part.level) as LevelRank, 0);
  return { ...first, privileges: ['*'], level: strongest };
};

export const linesOfPieces = (pieces: readonly Piece[], names: readonly string[]): Line[] => {
  const setOf = createHoldSets();
  const byService = new Map<number, Piece[]>();
  for (const piece of pieces) {
    for (const { service } of sharesOf(piece.bits)) {
      const list = byService.get(service);
      if (list === undefined) byService.set(service, [piece]);
      else list.push(piece);
    }
  }
  const parts = [...byService].flatMap(([service, list]) => {
    const name = names[service]!;
    return serviceParts(service, name, list, setOf).map((part) => ({ ...part, name }));
  });
  const all = everywhere(parts, names.length);
  const lines = all === undefined ? parts.flatMap((part) => linesOf(part.name, part)) : linesOf('*', all);
  const unknown = new Map<string, Piece[]>();
  for (const piece of pieces) {
    for (const pattern of piece.unknown) addTo(unknown, pattern, piece);
  }
  for (const [pattern, list] of unknown) {
    const service = pattern.includes(':') ? pattern.slice(0, pattern.indexOf(':')) : '*';
    const told = all?.holds ?? [];
    const holds = setOf(list.flatMap(holdsOf)).filter(
      (hold) => !told.some((other) => other.key === hold.key || within(hold, other)),
    );
    // Of an action that the table does not know, nobody can say how strong it is.
    const by = new Set(list.map((piece) => piece.by));
    lines.push(...linesOf(service, { holds, by, level: levelRank.write, privileges: [pattern] }));
  }
  return lines;
};
