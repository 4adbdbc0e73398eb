import { isObject } from './shapes.ts';

/** Reading of answers of which only the outline was looked at. */
export type Value = Readonly<Record<string, unknown>>;

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const lower = (value: unknown): string => text(value).toLowerCase();
export const objectOf = (value: unknown): Value => (isObject(value) ? value : {});
export const objectsOf = (value: unknown): readonly Value[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** `user` of `#microsoft.graph.user`. */
export const typeOf = (value: Value): string =>
  text(value['@odata.type']).replace(/^#microsoft\.graph\./, '');

/** Somebody who is named: object id, and the type where it is told, as Graph calls it. */
export interface Named {
  readonly id: string;
  /** `user`, `servicePrincipal`, `group`; empty: not told. */
  readonly type: string;
}

export const namedOf = (value: Value): Named => ({ id: lower(value.id), type: typeOf(value) });

/** `user` of `User`, as principals of assignments are typed. */
export const principalOf = (id: unknown, type: unknown): Named => {
  const written = text(type);
  return { id: lower(id), type: written.charAt(0).toLowerCase() + written.slice(1) };
};
