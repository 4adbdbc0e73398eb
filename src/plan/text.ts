import { isComputed, type Origin, type Values } from './planned-resource.ts';

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

/** A value as text, computed ones from what they are made of. */
export const textOf = (value: unknown, attributeOf: AttributeOf): Text => {
  if (typeof value === 'string') return value === '' ? absent : known(value);
  if (typeof value === 'number' || typeof value === 'boolean') return known(String(value));
  if (!isComputed(value)) return absent;
  const [origin, ...more] = value.from;
  const text = origin === undefined || more.length > 0 || !value.whole ? undefined : attributeOf(origin);
  return text === undefined ? { is: 'computed', why: whyComputed(value.written) } : known(text);
};

/** All texts of a list or set; one that is computed as a whole counts once. */
export const textsOf = (value: unknown, attributeOf: AttributeOf): readonly Text[] => {
  if (Array.isArray(value))
    return value.map((item) => textOf(item, attributeOf)).filter(({ is }) => is !== 'absent');
  if (!isComputed(value)) return [];
  if (!value.whole || value.from.length === 0) return [{ is: 'computed', why: whyComputed(value.written) }];
  return value.from.map((origin): Text => {
    const text = attributeOf(origin);
    return text === undefined ? { is: 'computed', why: whyComputed(value.written) } : known(text);
  });
};

/** Blocks of a list of blocks, those that are computed left out. */
export const blocksOf = (value: unknown): readonly Values[] =>
  Array.isArray(value)
    ? value.filter((item) => typeof item === 'object' && item !== null && !isComputed(item))
    : [];
