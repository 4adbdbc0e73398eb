import type { FactRef } from '../../../src/model/evidence.ts';
import { writtenDocument } from '../policy/written.ts';
import type { Inventory } from './inventory.ts';

const keyOf = (record: string, id: string, pointer: string): string => `${record}\n${id}\n${pointer}`;

/** Documents by the place at which they stand. Policies that AWS maintains are left out: nobody can edit them. */
const indexOf = ({ principals }: Inventory): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { arn, policies, trust } of principals) {
    for (const { source, document, elsewhere } of policies)
      if (elsewhere !== true) found.set(keyOf(source.record, source.id, source.pointer ?? ''), document);
    if (trust !== undefined) found.set(keyOf('aws.role', arn, '/AssumeRolePolicyDocument'), trust);
  }
  return found;
};

/** The text of the policy that a place stands in. */
export const documentPlaces = (inventory: Inventory): ((place: FactRef) => unknown) => {
  let index: ReadonlyMap<string, number> | undefined;
  return ({ record, id, pointer = '' }) => {
    index ??= indexOf(inventory);
    const document = index.get(keyOf(record, id, pointer.replace(/\/Statement(?:\/\d+)?$/, '')));
    return document === undefined ? undefined : writtenDocument(inventory.store.documents[document]!);
  };
};
