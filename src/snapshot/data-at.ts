import type { FactRef } from '../model/evidence.ts';

/** Whatever holds records by kind and id. */
type OfKind = (kind: string) => readonly { readonly id: string; readonly data: unknown }[];

/** The data of the record that a place stands in. Kinds are indexed when one of them is first asked for. */
export const dataAt = (of: OfKind): ((place: FactRef) => unknown) => {
  const kinds = new Map<string, ReadonlyMap<string, unknown>>();
  return ({ record, id }) => {
    let known = kinds.get(record);
    if (known === undefined) {
      known = new Map(of(record).map((fact) => [fact.id, fact.data]));
      kinds.set(record, known);
    }
    return known.get(id);
  };
};
