import type { FactRef } from '../../../src/model/evidence.ts';
import { writtenDocument } from '../policy/written.ts';
import type { Inventory } from './inventory.ts';

const keyOf = (record: string, id: string, pointer: string): string => `${record}\n${id}\n${pointer}`;

/** What stands at the attachment of a policy whose text is not in the snapshot. */
export interface AttachedPolicy {
  readonly PolicyArn: string;
}

/** Documents by the place at which they stand, and attachments of those that are not there. */
const indexOf = ({ principals }: Inventory): ReadonlyMap<string, number | AttachedPolicy> => {
  const found = new Map<string, number | AttachedPolicy>();
  for (const { arn, policies, trust } of principals) {
    for (const { source, document, elsewhere, arn: policy } of policies) {
      const key = keyOf(source.record, source.id, source.pointer ?? '');
      if (elsewhere !== true) found.set(key, document);
      else if (policy !== undefined) found.set(key, { PolicyArn: policy });
    }
    if (trust !== undefined) found.set(keyOf('aws.role', arn, '/AssumeRolePolicyDocument'), trust);
  }
  return found;
};

/** The text of the policy that a place stands in; of an attachment alone the ARN of the policy. */
export const documentPlaces = (inventory: Inventory): ((place: FactRef) => unknown) => {
  let index: ReturnType<typeof indexOf> | undefined;
  return ({ record, id, pointer = '' }) => {
    index ??= indexOf(inventory);
    const found = index.get(keyOf(record, id, pointer.replace(/\/Statement(?:\/\d+)?$/, '')));
    return typeof found === 'number' ? writtenDocument(inventory.store.documents[found]!) : found;
  };
};
