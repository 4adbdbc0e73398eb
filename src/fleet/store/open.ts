import { fileURLToPath } from 'node:url';
import { InputError } from '../../model/input-error.ts';
import { fileStore } from './file-store.ts';
import { s3Store } from './s3-store.ts';
import type { SnapshotStore } from './store.ts';

const unknownStore = (address: string): InputError =>
  new InputError(
    'this is no address of a store',
    `store: ${JSON.stringify(address.replace(/\/\/[^/]*@/, '//…@'))}`,
    'Give file:///FOLDER or s3://BUCKET/PREFIX. Credentials are found by the provider’s own chain and have no place in it.',
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** @throws InputError where the address is none, or a package is missing */
export const openStore = async (address: string): Promise<SnapshotStore> => {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw unknownStore(address);
  if (url.protocol === 'file:' && url.host === '') return fileStore(fileURLToPath(url));
  if (url.protocol !== 's3:' || !bucketName.test(url.host)) throw unknownStore(address);
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return s3Store(url.host, prefix === '' ? '' : `${prefix}/`);
};
