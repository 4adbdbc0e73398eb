/** Items of several parts, sorted by id: where each went. */
export interface Places {
  /** By new place: whose, and which of theirs. */
  readonly order: readonly { readonly part: number; readonly index: number }[];
  /** By part and old place: the new place. */
  readonly of: readonly (readonly number[])[];
}

export const placesOf = (parts: readonly (readonly { readonly id: string }[])[]): Places => {
  const order = parts
    .flatMap((items, part) => items.map(({ id }, index) => ({ id, part, index })))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.part - b.part));
  const of = parts.map((items) => items.map(() => 0));
  order.forEach(({ part, index }, place) => {
    of[part]![index] = place;
  });
  return { order, of };
};

export const offsetsOf = (lengths: readonly number[]) => {
  let total = 0;
  const of = lengths.map((length) => {
    const offset = total;
    total += length;
    return offset;
  });
  return { of, total };
};

/** One list of several. */
export interface OneList<Item> {
  readonly list: readonly Item[];
  /** By part and old place: the place in it. */
  readonly of: (part: number) => (place: number) => number;
}

/** One behind the other. */
export const apartOf = <Item>(parts: readonly (readonly Item[])[]): OneList<Item> => {
  const offsets = offsetsOf(parts.map(({ length }) => length));
  return { list: parts.flat(), of: (part) => (place) => place + offsets.of[part]! };
};

/** Equal ones once. */
export const sameOf = <Item extends object>(parts: readonly (readonly Item[])[]): OneList<Item> => {
  const places = new Map<string, number>();
  const list: Item[] = [];
  const of = parts.map((items) =>
    items.map((item) => {
      const key = JSON.stringify(item);
      const known = places.get(key) ?? list.push(item) - 1;
      places.set(key, known);
      return known;
    }),
  );
  return { list, of: (part) => (place) => of[part]![place]! };
};
