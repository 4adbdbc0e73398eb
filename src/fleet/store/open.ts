import { fileURLToPath } from 'node:url';
import { InputError } from '../../model/input-error.ts';
import { azStore } from './az-store.ts';
import { fileStore } from './file-store.ts';
import { gsStore } from './gs-store.ts';
import { s3Store } from './s3-store.ts';
import type { SnapshotStore } from './store.ts';

const unknownStore = (): InputError =>
  new InputError(
    'this is no address of a store',
    'store',
    'Give file:///FOLDER, s3://BUCKET/PREFIX (also ?region=REGION), gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX, with ?endpoint=https://HOST where it is not the usual one. Credentials are found by the provider’s own chain and have no place in it.',
  );

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** https://cloud.google.com/storage/docs/buckets#naming */
const gsBucket = /^[a-z0-9][a-z0-9_.-]{1,220}[a-z0-9]$/;
/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
const accountName = /^[a-z0-9]{3,24}$/;
const containerName = /^[a-z0-9](?:-?[a-z0-9]){2,62}$/;
const plainPath = /^(?:(?!\.+(?:\/|$))[\w.-]+(?:\/(?!\.+(?:\/|$))[\w.-]+)*)?$/;

const known = new Set(['endpoint', 'region']);
/** https://docs.aws.amazon.com/general/latest/gr/rande.html; servers of others call theirs as they like. */
const regionName = /^[a-z0-9-]{1,40}$/;
const loopback = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/;

/** Snapshots are no secret of the transport, but the map of an estate: they do not go over a network in the clear. */
const isEndpoint = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
};

/** @throws InputError where the address is none, or a package is missing */
export const openStore = async (address: string): Promise<SnapshotStore> => {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') throw unknownStore();
  if (url.protocol === 'file:' && url.host === '' && url.search === '') return fileStore(fileURLToPath(url));
  const given = [...url.searchParams];
  if (new Set(given.map(([name]) => name)).size < given.length || given.some(([name]) => !known.has(name)))
    throw unknownStore();
  const { endpoint, region } = Object.fromEntries(given) as { endpoint?: string; region?: string };
  if (endpoint !== undefined && !isEndpoint(endpoint)) throw unknownStore();
  if (region !== undefined && (url.protocol !== 's3:' || !regionName.test(region))) throw unknownStore();
  const path = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const prefixOf = (text: string): string => (text === '' ? '' : `${text}/`);
  if (url.protocol === 's3:' && bucketName.test(url.host))
    return s3Store({
      bucket: url.host,
      prefix: prefixOf(path),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(region === undefined ? {} : { region }),
    });
  // What stands in addresses of requests, and in XML, as it is.
  if (!plainPath.test(path)) throw unknownStore();
  const base = endpoint?.replace(/\/+$/, '');
  if (url.protocol === 'gs:' && gsBucket.test(url.host)) return gsStore(url.host, prefixOf(path), base);
  const [container = '', ...rest] = path.split('/');
  if (url.protocol === 'az:' && accountName.test(url.host) && containerName.test(container))
    return azStore({ account: url.host, container }, prefixOf(rest.join('/')), base);
  throw unknownStore();
};
