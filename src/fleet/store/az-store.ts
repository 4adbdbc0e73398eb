import { loadOptional } from '../../collection/optional-packages.ts';
import { type Dialect, restStore } from './rest-store.ts';
import type { SnapshotStore } from './store.ts';

const scope = 'https://storage.azure.com/.default';

const between = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];

/** Names that are looked for have no character that XML writes otherwise. */
const blob = /<Blob>[\s\S]*?<\/Blob>/g;

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api */
export const azDialect = (
  account: string,
  container: string,
  endpoint = `https://${account}.blob.core.windows.net`,
): Dialect => {
  const at = (key: string): URL => new URL(`${endpoint}/${container}/${key}`);
  return {
    headers: { 'x-ms-version': '2023-11-03' },
    put: (key, md5) => ({
      method: 'PUT',
      url: at(key),
      headers: {
        'content-md5': md5,
        'content-type': 'application/gzip',
        'if-none-match': '*',
        'x-ms-blob-type': 'BlockBlob',
      },
    }),
    get: (key) => ({ method: 'GET', url: at(key) }),
    remove: (key) => ({ method: 'DELETE', url: at(key) }),
    list: (prefix, next) => {
      const url = new URL(`${endpoint}/${container}?restype=container&comp=list`);
      url.searchParams.set('prefix', prefix);
      if (next !== undefined) url.searchParams.set('marker', next);
      return { method: 'GET', url };
    },
    page: (text) => {
      if (!text.includes('<EnumerationResults')) throw new Error('the answer is no list of a container');
      const next = between(text, 'NextMarker');
      return {
        objects: [...text.matchAll(blob)].map(([each]) => ({
          key: between(each, 'Name') ?? '',
          changedAt: between(each, 'Last-Modified') ?? '',
        })),
        next: next === '' ? undefined : next,
      };
    },
    isObjectGone: (text) => text.includes('BlobNotFound'),
  };
};

/**
 * A container of Azure Blob Storage. The credential is found by the chain of `DefaultAzureCredential`.
 * @throws InputError where the package is missing
 */
export const azStore = async (
  { account, container }: { readonly account: string; readonly container: string },
  prefix: string,
  endpoint?: string,
): Promise<SnapshotStore> => {
  const { DefaultAzureCredential } = await loadOptional(
    'a store in Azure Blob Storage',
    () => import('@azure/identity'),
  );
  const credential = new DefaultAzureCredential();
  return restStore(azDialect(account, container, endpoint), prefix, async () => {
    const { token } = await credential.getToken(scope);
    return token;
  });
};
