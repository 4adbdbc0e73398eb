import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { InputError } from '../../model/input-error.ts';

/** Where snapshots lie. Names are made of what is in them, so nothing is ever changed under a name. */
export interface SnapshotStore {
  /** Puts a file there, whole or not at all. One that is there already stays. */
  readonly put: (object: string, file: string, signal?: AbortSignal) => Promise<void>;
  /**
   * Gives a file with the object's content.
   * @param folder where it may be put
   * @throws InputError where it is not there or not what its name says
   */
  readonly get: (object: string, folder: string) => Promise<string>;
  readonly list: () => AsyncIterable<{ readonly object: string; readonly changedAt: Date }>;
  readonly remove: (object: string) => Promise<void>;
}

const ending = '.ndjson.gz';

/** Name of what has this SHA-256 (hex). */
export const objectName = (sha256: string): string => `${sha256}${ending}`;

export const isObjectName = (name: string): boolean => /^[0-9a-f]{64}\.ndjson\.gz$/.test(name);

/** Names come out of a database that others may write to. @throws InputError where it is none */
export const checkedName = (object: string): string => {
  if (isObjectName(object)) return object;
  throw new InputError(
    'this is not the name of a snapshot of a fleet',
    JSON.stringify(object.slice(0, 100)),
    'Look who may write to the database of the fleet.',
  );
};

/** @param longest bytes that a store takes by one request, which is whole or not at all @throws InputError where a file is longer */
export const checkedSize = async (file: string, object: string, longest: number): Promise<number> => {
  const { size } = await stat(file);
  if (size <= longest) return size;
  throw new InputError('the snapshot is larger than 5 GB', object, 'Split the target.');
};

/** The snapshot that a listed key is of; undefined: it is something else that lies there. */
export const listedObject = (key: string, keyOf: (object: string) => string): string | undefined => {
  const object = key.split('/').at(-1)!;
  return isObjectName(object) && key === keyOf(object) ? object : undefined;
};

/** SHA-256 (hex) of a file, piece by piece. */
export const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
};

export const checkContent = async (path: string, object: string): Promise<void> => {
  if (objectName(await hashOf(path)) === object) return;
  throw new InputError(
    'the snapshot in the store is not what its name says: it was changed, or damaged',
    object,
    'The last good one before it is used. Collect the target again: nhi-audit fleet schedule --all.',
  );
};

export const missingObject = (object: string): InputError =>
  new InputError(
    'the snapshot is not in the store any more',
    object,
    'Look who else removes things there: nhi-audit removes none that it may still need.',
  );

const away = 'StoreAway';

/** The store itself does not answer, or refuses: no snapshot is to blame, and a later try may do. */
export const storeAway = (says: string, cause: unknown): Error =>
  Object.assign(new Error(says.replace(/\s+/g, ' ').slice(0, 1000), { cause }), { name: away });

/** Of the pages of one list, by what leads to the next. @throws Error where a page leads back to one that was read: it would never end */
export const oncePerPage = (): ((next: string) => string) => {
  const seen = new Set<string>();
  return (next) => {
    if (seen.has(next))
      throw storeAway('the list of the store leads back to a page that was read', undefined);
    seen.add(next);
    return next;
  };
};

export const isStoreAway = (error: unknown): error is Error => error instanceof Error && error.name === away;
