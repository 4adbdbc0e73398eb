import { type Computed, isComputed, type Origin, type Values } from './planned-resource.ts';

/** A text of a resource: known, known to be computed, or not set. */
export type Text =
  | { readonly is: 'known'; readonly text: string }
  | { readonly is: 'computed'; readonly why: string }
  | { readonly is: 'absent' };

const absent: Text = { is: 'absent' };
const known = (text: string): Text => ({ is: 'known', text });

export const whyComputed = (written: readonly string[]): string =>
  written.length === 0
    ? 'it is known only after the change is applied'
    : `it is known only after the change is applied (from ${[...written].sort((a, b) => b.length - a.length)[0]})`;

/** What an attribute of another resource of the plan will be; undefined: nobody can tell. */
export type AttributeOf = (origin: Origin) => string | undefined;

/** Which of several origins an expression may mean. */
export type Means = (value: Computed) => readonly Origin[];

const all: Means = ({ from }) => from;

const mostNamed = 3;

const open = ({ written, from, guessed }: Computed): Text => {
  const names = [...new Set(from.map(({ resource }) => resource.address))];
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return {
    is: 'computed',
    why:
      names.length > 1 && guessed !== true
        ? `it is known only after the change is applied (one of ${names.slice(0, mostNamed).join(', ')}${more})`
        : whyComputed(written),
  };
};

/** A value as text, computed ones from what they are made of. */
export const textOf = (value: unknown, attributeOf: AttributeOf, means: Means = all): Text => {
  if (typeof value === 'string') return value === '' ? absent : known(value);
  if (typeof value === 'number' || typeof value === 'boolean') return known(String(value));
  if (!isComputed(value)) return absent;
  const [origin, ...more] = value.whole ? means(value) : [];
  const text = origin === undefined || more.length > 0 ? undefined : attributeOf(origin);
  return text === undefined ? open(value) : known(text);
};

const textsFrom = (value: Computed, attributeOf: AttributeOf, means: Means): readonly Text[] => {
  const origins = value.whole ? means(value) : [];
  if (origins.length === 0) return [open(value)];
  return origins.map((origin): Text => {
    const text = attributeOf(origin);
    return text === undefined ? open(value) : known(text);
  });
};

/** All texts of a list or set; one that is computed as a whole counts once. */
export const textsOf = (value: unknown, attributeOf: AttributeOf, means: Means = all): readonly Text[] => {
  if (isComputed(value)) {
    // By its key one was taken, and a list may hold others.
    return value.selected === true || value.guessed === true
      ? [textOf(value, attributeOf, means)]
      : textsFrom(value, attributeOf, means);
  }
  if (!Array.isArray(value)) return [];
  // Members that are computed share the expression of the list: as many as it is made of are all of them.
  const byExpression = Map.groupBy(value.filter(isComputed), ({ written }) => written.join());
  const shared = new Map(
    [...byExpression].map(([written, same]) => {
      const [first] = same as [Computed];
      const isAll = first.guessed !== true && means(first).length === same.length;
      return [written, isAll ? [...textsFrom(first, attributeOf, means)] : undefined];
    }),
  );
  return value
    .map(
      (item) =>
        (isComputed(item) ? shared.get(item.written.join())?.shift() : undefined) ??
        textOf(item, attributeOf, means),
    )
    .filter(({ is }) => is !== 'absent');
};

/** Blocks of a list of blocks, those that are computed left out. */
export const blocksOf = (value: unknown): readonly Values[] =>
  Array.isArray(value)
    ? value.filter((item) => typeof item === 'object' && item !== null && !isComputed(item))
    : [];
