import type { SnapshotRecord } from '../model/snapshot.ts';
import { redactTree, type Shape } from './tree.ts';

/** Why a field is kept as it is: for the reader of the table. */
export interface Identifier {
  readonly identifier: string;
}

/**
 * Fields of a kind of record that are no texts of a person, by their path: `Tags.Key`; lists have no part of their own in
 * it. Every other field is redacted.
 */
export type FieldTable = Readonly<
  Record<string, Identifier | Extract<Shape, { readonly document: unknown }>>
>;

interface Branch {
  readonly members: Map<string, Shape>;
}

/** Where each field of the table stands. */
export const shapeOf = (fields: FieldTable): Shape => {
  const root: Branch = { members: new Map() };
  for (const [path, field] of Object.entries(fields)) {
    const parts = path.split('.');
    let at = root;
    for (const part of parts.slice(0, -1)) {
      const known = at.members.get(part) as Branch | undefined;
      const next = known ?? { members: new Map() };
      at.members.set(part, next);
      at = next;
    }
    at.members.set(parts.at(-1)!, 'identifier' in field ? 'identifier' : field);
  }
  return root;
};

const withoutTable = shapeOf({});

/**
 * The one redaction of a provider's records: all that reaches a snapshot, a report or a journal goes through it. Ids and
 * scopes are identifiers.
 * @param tables by kind of record
 */
export const recordRedaction = (
  tables: Readonly<Record<string, FieldTable>>,
): ((record: SnapshotRecord) => SnapshotRecord) => {
  const shapes = new Map(Object.entries(tables).map(([kind, fields]) => [kind, shapeOf(fields)]));
  return (record) => {
    const data = redactTree(record.data, shapes.get(record.record) ?? withoutTable);
    return data === record.data ? record : { ...record, data };
  };
};
