import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { azDialect } from '../../src/fleet/store/az-store.ts';
import { gsDialect } from '../../src/fleet/store/gs-store.ts';
import { openStore } from '../../src/fleet/store/open.ts';
import { type Dialect, restStore } from '../../src/fleet/store/rest-store.ts';
import { hashOf, isStoreAway, objectName, type SnapshotStore } from '../../src/fleet/store/store.ts';
import { newFolder } from './fake.ts';

/** Answers in the place of the store; not true: the store answers. */
type Interject = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Kind {
  readonly dialect: (endpoint: string) => Dialect;
  readonly refuse: (response: ServerResponse, status: number, code: string) => true;
  /** Key of a request, and what it wants. */
  readonly keyOf: (url: URL) => string | 'list';
  readonly digestOf: (request: IncomingMessage) => string | undefined;
  /** The request takes nothing that is there already. */
  readonly isCareful: (request: IncomingMessage) => boolean;
  readonly gone: string;
  readonly holderGone: string;
  readonly page: (keys: readonly string[], next: string | undefined) => string;
  readonly nextOf: (url: URL) => string | null;
}

const changedAt = '2026-06-01T00:00:00.000Z';
const xml = (response: ServerResponse, status: number, code: string): true => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}, it says</Message></Error>`);
  return true;
};

/** As much of each as a store asks for: its dialect names the pages. */
const kinds: Readonly<Record<string, Kind>> = {
  'Google Cloud Storage': {
    dialect: (endpoint) => gsDialect('bucket', endpoint),
    refuse: xml,
    keyOf: ({ pathname }) =>
      pathname === '/storage/v1/b/bucket/o'
        ? 'list'
        : decodeURIComponent(pathname.replace(/^\/storage\/v1\/b\/bucket\/o\/|^\/bucket\//, '')),
    digestOf: ({ headers }) => String(headers['x-goog-hash']).replace('md5=', ''),
    isCareful: ({ headers }) => headers['x-goog-if-generation-match'] === '0',
    gone: 'No such object: bucket/x',
    holderGone: 'The specified bucket does not exist.',
    page: (keys, next) =>
      JSON.stringify({
        kind: 'storage#objects',
        ...(next === undefined ? {} : { nextPageToken: next }),
        ...(keys.length === 0 ? {} : { items: keys.map((name) => ({ name, updated: changedAt })) }),
      }),
    nextOf: ({ searchParams }) => searchParams.get('pageToken'),
  },
  'Azure Blob Storage': {
    dialect: (endpoint) => azDialect('account', 'container', endpoint),
    refuse: xml,
    keyOf: ({ pathname, searchParams }) =>
      searchParams.get('comp') === 'list' ? 'list' : decodeURIComponent(pathname.slice('/container/'.length)),
    digestOf: ({ headers }) => headers['content-md5'] as string | undefined,
    isCareful: ({ headers }) =>
      headers['if-none-match'] === '*' &&
      headers['x-ms-blob-type'] === 'BlockBlob' &&
      headers['x-ms-version'] !== undefined,
    gone: 'BlobNotFound',
    holderGone: 'ContainerNotFound',
    page: (keys, next) =>
      `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="container"><Blobs>${keys
        .map(
          (key) =>
            `<Blob><Name>${key}</Name><Properties><Last-Modified>${new Date(changedAt).toUTCString()}</Last-Modified></Properties></Blob>`,
        )
        .join('')}</Blobs><NextMarker>${next ?? ''}</NextMarker></EnumerationResults>`,
    nextOf: ({ searchParams }) => searchParams.get('marker'),
  },
};

let close: () => Promise<void>;
let objects: Map<string, Buffer>;
let interject: Interject | undefined;
/** @param idle how long a silence may last, in milliseconds */
let listen: (kind: Kind, idle?: number) => Promise<SnapshotStore>;
/** For a silence that is waited for; long enough for an answer of a busy machine. */
const shortly = 700;
let requests: number;

const answer = async (kind: Kind, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url!, 'http://store');
  const key = kind.keyOf(url);
  const held = objects.get(key);
  if (request.headers.authorization !== 'Bearer a-secret-token')
    kind.refuse(response, 401, 'Unauthenticated');
  else if (request.method === 'PUT') {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    if (!kind.isCareful(request) || request.headers['content-length'] !== String(body.length))
      kind.refuse(response, 400, 'NotAsExpected');
    else if (held !== undefined) kind.refuse(response, 412, 'PreconditionFailed');
    else if (createHash('md5').update(body).digest('base64') !== kind.digestOf(request))
      kind.refuse(response, 400, 'BadDigest');
    else {
      objects.set(key, body);
      response.writeHead(201).end();
    }
  } else if (key === 'list') {
    const keys = [...objects.keys()].toSorted();
    const from = Number(kind.nextOf(url) ?? 0);
    const next = from + 1 < keys.length ? String(from + 1) : undefined;
    response.end(kind.page(keys.slice(from, from + 1), next));
  } else if (held === undefined) kind.refuse(response, 404, kind.gone);
  else if (request.method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
  } else response.writeHead(200, { 'content-length': held.length }).end(held);
};

beforeEach(() => {
  objects = new Map();
  requests = 0;
  interject = undefined;
  listen = async (kind, idle = 30_000) => {
    const server = createServer((request, response) => {
      requests += 1;
      if (interject?.(request, response) !== true) void answer(kind, request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return restStore(kind.dialect(endpoint), 'fleet/', async () => 'a-secret-token', {
      attempts: 2,
      idle,
      pause: 1,
    });
  };
});
afterEach(() => close());

const written = async (text: string) => {
  const path = join(newFolder(), 'file');
  writeFileSync(path, text);
  return { path, object: objectName(await hashOf(path)) };
};

const failing = async (run: () => Promise<unknown>): Promise<Error> => {
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(isStoreAway(error)).toBe(true);
  expect((error as Error).message).not.toContain('a-secret-token');
  return error as Error;
};

const listOf = async (store: SnapshotStore) => {
  const found: string[] = [];
  for await (const { object, changedAt: at } of store.list()) {
    expect(at).toEqual(new Date(changedAt));
    found.push(object);
  }
  return found.toSorted();
};

describe.each(Object.entries(kinds))('a store in %s', (_, kind) => {
  test('puts once, under a name made of what is in it, gets, lists page by page, and removes', async () => {
    const store = await listen(kind);
    const [one, other] = [await written('facts'), await written('other facts')];
    for (const { object, path } of [one, one, other]) await store.put(object, path);
    objects.set('fleet/of-somebody-else', Buffer.from('x'));
    expect([...objects.keys()]).toContain(`fleet/${one.object.slice(0, 2)}/${one.object}`);
    expect(readFileSync(await store.get(one.object, newFolder()), 'utf8')).toBe('facts');
    expect(await listOf(store)).toEqual([one.object, other.object].toSorted());
    await store.remove(one.object);
    await store.remove(one.object);
    expect(await listOf(store)).toEqual([other.object]);
    await expect(store.get('../../etc/passwd', newFolder())).rejects.toThrow('not the name of a snapshot');
  });

  test('an object that is gone, or was changed, is told as that and not as a store that is away', async () => {
    const store = await listen(kind);
    const { path, object } = await written('facts');
    await expect(store.get(object, newFolder())).rejects.toThrow('is not in the store any more');
    await store.put(object, path);
    for (const key of objects.keys()) objects.set(key, Buffer.from('fakes'));
    const folder = newFolder();
    await expect(store.get(object, folder)).rejects.toThrow('it was changed, or damaged');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['denied', 403, 'AuthorizationFailure'],
    ['full', 507, 'InsufficientStorage'],
    ['too fast', 503, 'ServerBusy'],
    ['another puts it, and fails', 409, 'Conflict'],
    ['elsewhere', 307, 'Redirected'],
  ])('%s: nothing is there, and the reason is told', async (says, status, code) => {
    const store = await listen(kind);
    const { path, object } = await written('facts');
    interject = (request, response) => {
      if (request.method !== 'PUT') return false;
      response.setHeader('location', 'http://127.0.0.1:9/elsewhere');
      return kind.refuse(response, status, code);
    };
    const { message } = await failing(() => store.put(object, path));
    if (status !== 409 && status !== 307) expect(message).toContain(code);
    expect(requests).toBe(says === 'denied' ? 1 : 2);
    expect(objects.size).toBe(0);
    interject = undefined;
    await store.put(object, path);
    expect(objects.size).toBe(1);
  });

  test('an answer that breaks off, or falls silent, is asked for again, and is never taken for the whole', async () => {
    const store = await listen(kind, shortly);
    const { path, object } = await written('facts '.repeat(1000));
    await store.put(object, path);
    for (const end of [(response: ServerResponse) => void response.destroy(), () => undefined]) {
      let cut = 1;
      interject = (request, response) => {
        if (request.method !== 'GET' || cut === 0) return false;
        cut -= 1;
        response.writeHead(200, { 'content-length': 6000 });
        response.write('facts ', () => end(response));
        return true;
      };
      expect(readFileSync(await store.get(object, newFolder()), 'utf8')).toHaveLength(6000);
      cut = 9;
      const folder = newFolder();
      await failing(() => store.get(object, folder));
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test('what holds all is gone: that is not a snapshot that is gone; a store that never answers is away', async () => {
    const store = await listen(kind, shortly);
    const { path, object } = await written('facts');
    interject = (__, response) => kind.refuse(response, 404, kind.holderGone);
    expect((await failing(() => store.get(object, newFolder()))).message).toContain(kind.holderGone);
    await failing(() => store.remove(object));
    await failing(() => listOf(store));
    interject = () => true;
    await failing(() => store.put(object, path));
  });

  test('what is no list is no empty one', async () => {
    const store = await listen(kind);
    interject = (__, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>sign in</html>');
      return true;
    };
    await failing(() => listOf(store));
  });

  test('a list that leads back to a page that was read is told, and not read for ever', async () => {
    const store = await listen(kind);
    for (const next of ['x', '']) {
      let asked = 0;
      interject = (__, response) => {
        asked += 1;
        response.end(kind.page([], next === '' ? (asked % 2 === 0 ? 'a' : 'b') : next));
        return true;
      };
      expect((await failing(() => listOf(store))).message).toContain('leads back');
      expect(asked).toBeLessThan(5);
    }
  });

  test('what was damaged on its way is not kept', async () => {
    const store = await listen(kind);
    const { path } = await written('facts');
    const { object } = await written('other facts');
    interject = (request) => {
      request.headers['content-md5'] = 'AAAA';
      request.headers['x-goog-hash'] = 'md5=AAAA';
      return false;
    };
    expect((await failing(() => store.put(object, path))).message).toContain('BadDigest');
    expect(objects.size).toBe(0);
  });
});

test.each([
  'gs://bucket/..%2fother',
  'gs://bucket/a b',
  'gs://b',
  'gs://bucket/x?region=eu',
  'gs://token@bucket/x',
  'gs://bucket/x?endpoint=http://example.com',
  'az://account',
  'az://account/c',
  'az://acc_ount/container',
  'az://account/container/..%2fx',
])('no address of a store: %s', async (address) => {
  close = async () => undefined;
  await expect(openStore(address)).rejects.toThrow('this is no address of a store');
});

test.each(['gs://bucket', 'gs://bucket/fleet/eu', 'az://account/container', 'az://account/container/fleet'])(
  'an address of a store: %s',
  async (address) => {
    close = async () => undefined;
    expect(await openStore(address)).toHaveProperty('put');
  },
);
