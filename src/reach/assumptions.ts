import type { ConditionalControl } from '../model/reach.ts';
import type { EdgeReason } from '../model/takeover.ts';
import type { Graph } from './graph.ts';
import { none } from './rows.ts';
import type { Walker } from './walk.ts';
import { assumptionsIn } from './walk.ts';

/** Control that rests on assumptions, for every identity. */
export interface Conditional {
  /** A number for what each identity controls so; equal numbers are equal results. */
  readonly of: Uint32Array;
  readonly controls: (result: number) => readonly ConditionalControl[];
}

/** Lists of numbers built by appending, each kept once: a list is the number of its last link. 0 is the empty list. */
const appendLists = () => {
  const before: number[] = [0];
  const last: number[] = [0];
  const known = new Map<number, Map<number, number>>();
  return {
    append: (list: number, item: number): number => {
      const byList = known.get(item) ?? new Map<number, number>();
      known.set(item, byList);
      const same = byList.get(list);
      if (same !== undefined) return same;
      last.push(item);
      byList.set(list, before.length);
      return before.push(list) - 1;
    },
    items: (list: number): number[] => {
      const items: number[] = [];
      for (let link = list; link !== 0; link = before[link]!) items.push(last[link]!);
      return items.reverse();
    },
  };
};

/** What a way rests on, as far as it is listed: of a chain of steps each of which assumes something else the nearest. */
const mostTexts = 100;
const furtherTexts = 'and on more that is not listed';

/** Sets of texts in the order in which they were put in front, each kept once. 0 is the empty set. */
const textSets = () => {
  const sets: (readonly string[])[] = [[]];
  const byText = new Map<string, number>([['[]', 0]]);
  const known = new Map<readonly string[], Map<number, number>>();
  return {
    inFront: (texts: readonly string[], set: number): number => {
      const bySet = known.get(texts) ?? new Map<number, number>();
      known.set(texts, bySet);
      const same = bySet.get(set);
      if (same !== undefined) return same;
      const all = [...new Set([...texts, ...sets[set]!])];
      const joined = all.length > mostTexts ? [...all.slice(0, mostTexts - 1), furtherTexts] : all;
      const key = JSON.stringify(joined);
      const number = byText.get(key) ?? sets.push(joined) - 1;
      byText.set(key, number);
      bySet.set(set, number);
      return number;
    },
    texts: (set: number): readonly string[] => sets[set]!,
  };
};

/**
 * For each scope, walks back from its control node and carries along what the way rests on. The way is the one that
 * `pathToControl` shows: fewest steps that assume anything, then fewest steps.
 *
 * One walk for each scope that somebody controls under assumptions, over what leads to control of it: with S such
 * scopes, time is Σ (edges that lead to control of s). That is linear while accounts keep to themselves, and grows to
 * S × edges where everyone has a way to everything.
 * @param scopes indices of those scopes, ascending
 */
export const conditionalControl = (
  graph: Graph,
  walker: Walker,
  reasonOf: (edge: number) => EdgeReason | undefined,
  scopes: readonly number[],
): Conditional => {
  const { identities, firstControl, out } = graph;
  const of = new Uint32Array(identities);
  const restsOn = new Uint32Array(scopes.length === 0 ? 0 : graph.nodes);
  const sets = textSets();
  const lists = appendLists();
  const entries: ConditionalControl[] = [];

  const anywhere = (): boolean => true;
  for (const scope of scopes) {
    const entryOfSet = new Map<number, number>();
    const note = (node: number, cost: number, edge: number): void => {
      const set = restsOn[out.values[edge]!]!;
      const reason = graph.assumed[edge] === 1 ? reasonOf(edge) : undefined;
      restsOn[node] = reason === undefined ? set : sets.inFront(reason.assumes, set);
      if (node >= identities || assumptionsIn(cost) === 0) return;
      let entry = entryOfSet.get(restsOn[node]!);
      if (entry === undefined) {
        entry = entries.push({ scope, assumes: sets.texts(restsOn[node]!) }) - 1;
        entryOfSet.set(restsOn[node]!, entry);
      }
      of[node] = lists.append(of[node]!, entry);
    };
    restsOn[firstControl + scope] = 0;
    walker.back([firstControl + scope], note, anywhere);
  }
  return { of, controls: (result) => lists.items(result).map((entry) => entries[entry]!) };
};

/** The reason of an edge; none for an implied one. */
export const reasonsOf =
  (graph: Graph, takeover: { readonly reason: Uint32Array; readonly reasons: readonly EdgeReason[] }) =>
  (edge: number): EdgeReason | undefined => {
    const given = graph.given[edge]!;
    return given === none ? undefined : takeover.reasons[takeover.reason[given]!];
  };
