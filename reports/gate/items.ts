import type { GateChange } from '../../src/model/gate.ts';

/** What is told as one: a change, and everybody whom it is about. */
export interface GateItem {
  /** Of the one who reaches most. */
  readonly change: GateChange;
  /** All of them, itself first. */
  readonly all: readonly GateChange[];
}

/** Changes that have one cause are one item, in the order of their first members. */
export const itemsOf = (changes: readonly GateChange[]): readonly GateItem[] =>
  [...Map.groupBy(changes.entries(), ([index, { group }]) => group ?? index).values()]
    .map((entries) => entries.map(([, change]) => change))
    .map((all) => ({
      change: all[0]!,
      all,
    }));

const mostNames = 10;

/** Who an item is about, by their ids: all of ten, and how many more there are. */
export const namesOf = ({ all }: GateItem): readonly string[] => {
  const names = all.slice(0, mostNames).map(({ who }) => who);
  return all.length > mostNames ? [...names, `${all.length - mostNames} more`] : names;
};
