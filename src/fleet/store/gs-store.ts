import { z } from 'zod';
import { loadOptional } from '../../collection/optional-packages.ts';
import { type Dialect, restStore } from './rest-store.ts';
import type { SnapshotStore } from './store.ts';

const usualEndpoint = 'https://storage.googleapis.com';
const scope = 'https://www.googleapis.com/auth/devstorage.read_write';

const listed = z.object({
  kind: z.literal('storage#objects'),
  items: z.array(z.object({ name: z.string(), updated: z.string() })).default([]),
  nextPageToken: z.string().optional(),
});

/**
 * What is put goes by the XML API, which compares a digest and takes a precondition as headers; everything else by the JSON API.
 * https://cloud.google.com/storage/docs/xml-api/reference-headers, https://cloud.google.com/storage/docs/json_api/v1/objects
 */
export const gsDialect = (bucket: string, endpoint = usualEndpoint): Dialect => {
  const objects = `${endpoint}/storage/v1/b/${bucket}/o`;
  const at = (key: string): URL => new URL(`${objects}/${encodeURIComponent(key)}`);
  return {
    put: (key, md5) => ({
      method: 'PUT',
      url: new URL(`${endpoint}/${bucket}/${key}`),
      headers: {
        'content-type': 'application/gzip',
        'x-goog-hash': `md5=${md5}`,
        'x-goog-if-generation-match': '0',
      },
    }),
    get: (key) => ({ method: 'GET', url: new URL(`${at(key)}?alt=media`) }),
    remove: (key) => ({ method: 'DELETE', url: at(key) }),
    list: (prefix, next) => {
      const url = new URL(objects);
      url.searchParams.set('fields', 'kind,items(name,updated),nextPageToken');
      url.searchParams.set('prefix', prefix);
      if (next !== undefined) url.searchParams.set('pageToken', next);
      return { method: 'GET', url };
    },
    page: (text) => {
      const { items, nextPageToken } = listed.parse(JSON.parse(text));
      return {
        objects: items.map(({ name, updated }) => ({ key: name, changedAt: updated })),
        next: nextPageToken,
      };
    },
    // Of a bucket: The specified bucket does not exist.
    isObjectGone: (text) => text.includes('No such object'),
  };
};

/**
 * A bucket of Google Cloud Storage. The credential is found by Application Default Credentials.
 * @throws InputError where the package is missing
 */
export const gsStore = async (bucket: string, prefix: string, endpoint?: string): Promise<SnapshotStore> => {
  const { GoogleAuth } = await loadOptional(
    'a store in Google Cloud Storage',
    () => import('google-auth-library'),
  );
  const auth = new GoogleAuth({ scopes: [scope] });
  return restStore(gsDialect(bucket, endpoint), prefix, async () => {
    const token = await auth.getAccessToken();
    if (token == null) throw new Error('no access token of Google was given');
    return token;
  });
};
