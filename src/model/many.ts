/** The greatest of numbers, however many there are: as arguments of `Math.max`, some hundred thousand would end the run. */
export const greatest = (values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number => {
  let most = least;
  for (const value of values) if (value > most) most = value;
  return most;
};

export const smallest = (values: Iterable<number>): number => {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < least) least = value;
  return least;
};

/** The same of lists: `push(...more)` has as many arguments as `more` has items. */
export const append = <Item>(list: Item[], more: Iterable<Item>): void => {
  for (const item of more) list.push(item);
};

/** One more of a key. A copy of the list for each would cost the square of what a file may put under one key. */
export const addTo = <Key, Item>(lists: Map<Key, Item[]>, key: Key, ...items: readonly Item[]): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [...items]);
  else append(list, items);
};
