import { none } from './rows.ts';

/** A map from two numbers (below 2^32 - 1) to a third, in flat arrays: millions of entries cost no garbage. */
export interface PairMap {
  /** `none` where nothing was set. */
  readonly get: (a: number, b: number) => number;
  /** Only for pairs that `get` did not find. */
  readonly set: (a: number, b: number, value: number) => void;
}

const width = 3;

export const pairMap = (): PairMap => {
  let mask = 1023;
  let count = 0;
  // Open addressing; a slot is a, b, value. At most half full, so that probing stays short.
  let slots = new Uint32Array((mask + 1) * width).fill(none);

  const slotOf = (a: number, b: number): number => {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const place = slot * width;
      if (slots[place + 2] === none || (slots[place] === a && slots[place + 1] === b)) return place;
      slot = (slot + 1) & mask;
    }
  };

  const set = (a: number, b: number, value: number): void => {
    if (++count * 2 > mask) grow();
    const place = slotOf(a, b);
    slots[place] = a;
    slots[place + 1] = b;
    slots[place + 2] = value;
  };

  const grow = (): void => {
    const old = slots;
    mask = mask * 2 + 1;
    slots = new Uint32Array((mask + 1) * width).fill(none);
    for (let place = 0; place < old.length; place += width) {
      if (old[place + 2] === none) continue;
      slots.set(old.subarray(place, place + width), slotOf(old[place]!, old[place + 1]!));
    }
  };

  return { get: (a, b) => slots[slotOf(a, b) + 2]!, set };
};
