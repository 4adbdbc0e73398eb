import { copyOf, numbers } from './numbers.ts';

/**
 * A list of numbers for each node, in two flat arrays: row `n` is `values[offsets[n]] … values[offsets[n + 1] - 1]`.
 * (Known as compressed sparse rows.)
 */
export interface Rows {
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
}

/** "No such number", in arrays of indices. */
export const none = 0xffffffff;

export const rowCount = ({ offsets }: Rows): number => offsets.length - 1;

/**
 * Row `k` holds the places `p` with `keys[p] = k`, in the order of `places` (default: ascending). A stable counting
 * sort: sorting by a second column, then by a first, orders by both.
 */
export const placesByKey = (count: number, keys: Uint32Array, places?: Uint32Array): Rows => {
  const offsets = numbers(count + 1);
  for (let p = 0; p < keys.length; p++) offsets[keys[p]! + 1]! += 1;
  for (let k = 0; k < count; k++) offsets[k + 1]! += offsets[k]!;
  const next = copyOf(offsets.subarray(0, count));
  const values = numbers(keys.length);
  for (let n = 0; n < keys.length; n++) {
    const place = places === undefined ? n : places[n]!;
    const key = keys[place]!;
    values[next[key]!] = place;
    next[key]! += 1;
  }
  return { offsets, values };
};

/** The edges `from[p] → to[p]` as rows by `from`: sorted, each once. */
export const rowsOfEdges = (count: number, from: Uint32Array, to: Uint32Array): Rows => {
  const places = placesByKey(count, from, placesByKey(count, to).values);
  const offsets = numbers(count + 1);
  const values = places.values;
  let length = 0;
  for (let row = 0; row < count; row++) {
    const start = length;
    // Writing never overtakes reading: rows only get shorter.
    for (let p = places.offsets[row]!; p < places.offsets[row + 1]!; p++) {
      const value = to[values[p]!]!;
      if (length === start || values[length - 1] !== value) values[length++] = value;
    }
    offsets[row + 1] = length;
  }
  return { offsets, values: values.subarray(0, length) };
};

/** Row `v` of the result holds every row of `rows` that holds `v`, ascending. */
export const transpose = (rows: Rows): Rows => {
  const count = rowCount(rows);
  const offsets = numbers(count + 1);
  for (const value of rows.values) offsets[value + 1]! += 1;
  for (let n = 0; n < count; n++) offsets[n + 1]! += offsets[n]!;
  const next = copyOf(offsets.subarray(0, count));
  const values = numbers(rows.values.length);
  for (let row = 0; row < count; row++) {
    for (let p = rows.offsets[row]!; p < rows.offsets[row + 1]!; p++) {
      const value = rows.values[p]!;
      values[next[value]!] = row;
      next[value]! += 1;
    }
  }
  return { offsets, values };
};

/** Rows with equal content share a class. */
export interface Classes {
  readonly classOf: Uint32Array;
  /** The first row of each class. Classes are numbered by it. */
  readonly first: Uint32Array;
}

/** Finds equal rows by hashing each once. */
export const classesOfRows = ({ offsets, values }: Rows): Classes => {
  const count = offsets.length - 1;
  const classOf = numbers(count);
  const first = numbers(count);
  let classes = 0;

  // Open addressing: a slot holds a class number + 1. At most half full, so that probing stays short.
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
  const slots = numbers(mask + 1);
  for (let row = 0; row < count; row++) {
    const start = offsets[row]!;
    const length = offsets[row + 1]! - start;
    let hash = 0x811c9dc5 ^ length;
    for (let p = start; p < start + length; p++) {
      hash = Math.imul(hash ^ values[p]!, 0x01000193);
      hash ^= hash >>> 15;
    }
    let slot = Math.imul(hash, 0x9e3779b1) >>> 0;
    slot = (slot ^ (slot >>> 16)) & mask;
    while (slots[slot] !== 0) {
      const other = offsets[first[slots[slot]! - 1]!]!;
      let same = offsets[first[slots[slot]! - 1]! + 1]! - other === length;
      for (let p = 0; same && p < length; p++) same = values[start + p] === values[other + p];
      if (same) break;
      slot = (slot + 1) & mask;
    }
    if (slots[slot] === 0) {
      first[classes] = row;
      slots[slot] = ++classes;
    }
    classOf[row] = slots[slot]! - 1;
  }
  return { classOf, first: first.slice(0, classes) };
};
