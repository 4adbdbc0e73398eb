import pLimit from 'p-limit';

/** Runs no more than so many at once; the others wait, in order. */
export type Bound = <Result>(run: () => Promise<Result>) => Promise<Result>;

export const atMost = (count: number): Bound => pLimit(count);

/** Does something with each of many things, so many at once. Results are in the order of the things. */
export const eachAtMost = <Thing, Result>(
  count: number,
  things: readonly Thing[],
  run: (thing: Thing) => Promise<Result>,
): Promise<Result[]> => {
  const bound = atMost(count);
  return Promise.all(things.map((thing) => bound(() => run(thing))));
};
