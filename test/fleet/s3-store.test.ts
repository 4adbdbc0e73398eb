import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { s3Store } from '../../src/fleet/store/s3-store.ts';
import { hashOf, isStoreAway, objectName, type SnapshotStore } from '../../src/fleet/store/store.ts';
import { newFolder } from './fake.ts';

/** Answers in the place of the bucket; `undefined`: the bucket answers. */
type Interject = (request: IncomingMessage, response: ServerResponse) => boolean;

let close: () => Promise<void>;
let objects: Map<string, Buffer>;
let requests: string[];
let interject: Interject | undefined;
let store: SnapshotStore;
let endpoint: string;

const refuse = (response: ServerResponse, status: number, code: string): true => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}, it says</Message></Error>`);
  return true;
};

/** As much of S3 as a store asks for. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const key = decodeURIComponent(new URL(request.url!, 'http://s3').pathname.slice('/bucket/'.length));
  const held = objects.get(key);
  if (request.method === 'PUT') {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    if (request.headers['if-none-match'] === '*' && held !== undefined)
      return void refuse(response, 412, 'PreconditionFailed');
    if (createHash('sha256').update(body).digest('base64') !== request.headers['x-amz-checksum-sha256'])
      return void refuse(response, 400, 'BadDigest');
    objects.set(key, body);
    response.end();
  } else if (held === undefined) refuse(response, 404, 'NoSuchKey');
  else response.writeHead(200, { 'content-length': held.length }).end(request.method === 'GET' ? held : '');
};

beforeEach(async () => {
  objects = new Map();
  requests = [];
  interject = undefined;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'loopback-secret',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.headers.authorization?.split('/')[2]}`);
    if (interject?.(request, response) !== true) void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  store = await s3Store(
    { bucket: 'bucket', prefix: 'fleet/', endpoint, region: 'eu-test-1' },
    { attempts: 2, idle: 300 },
  );
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
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
  return error as Error;
};

describe('a store in S3', () => {
  test('puts once, under a name made of what is in it, and gets what it put, in the region that is said', async () => {
    const { path, object } = await written('facts');
    await store.put(object, path);
    await store.put(object, path);
    expect([...objects.keys()]).toEqual([`fleet/${object.slice(0, 2)}/${object}`]);
    expect(readFileSync(await store.get(object, newFolder()), 'utf8')).toBe('facts');
    expect(new Set(requests.map((each) => each.split(' ')[1]))).toEqual(new Set(['eu-test-1']));
  });

  test('an object that is gone, or was changed, is told as that and not as a store that is away', async () => {
    const { path, object } = await written('facts');
    await expect(store.get(object, newFolder())).rejects.toThrow('is not in the store any more');
    await store.put(object, path);
    for (const key of objects.keys()) objects.set(key, Buffer.from('fakes'));
    const folder = newFolder();
    await expect(store.get(object, folder)).rejects.toThrow('it was changed, or damaged');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what was damaged on its way is not kept', async () => {
    const { path } = await written('facts');
    const { object } = await written('other facts');
    expect((await failing(() => store.put(object, path))).message).toContain('BadDigest');
    expect(objects.size).toBe(0);
  });

  test.each([
    ['denied', 403, 'AccessDenied'],
    ['no such bucket', 404, 'NoSuchBucket'],
    ['full', 507, 'XMinioStorageFull'],
    ['too fast', 503, 'SlowDown'],
    ['another puts it, and fails', 409, 'ConditionalRequestConflict'],
  ])('%s: nothing is there, and the reason is told', async (_, status, code) => {
    const { path, object } = await written('facts');
    interject = (request, response) => request.method === 'PUT' && refuse(response, status, code);
    const { message } = await failing(() => store.put(object, path));
    if (status !== 409) expect(message).toContain(code);
    expect(message).not.toContain('loopback-secret');
    expect(objects.size).toBe(0);
    interject = undefined;
    await store.put(object, path);
    expect(objects.size).toBe(1);
  });

  test('an answer that breaks off is asked for again, and is never taken for the whole', async () => {
    const { path, object } = await written('facts '.repeat(1000));
    await store.put(object, path);
    let cut = 1;
    interject = (request, response) => {
      if (request.method !== 'GET' || cut === 0) return false;
      cut -= 1;
      response.writeHead(200, { 'content-length': 6000 });
      response.write('facts ', () => response.destroy());
      return true;
    };
    expect(readFileSync(await store.get(object, newFolder()), 'utf8')).toHaveLength(6000);
    cut = 9;
    const folder = newFolder();
    await failing(() => store.get(object, folder));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a bucket that is gone is not a snapshot that is gone', async () => {
    const { object } = await written('facts');
    interject = (_, response) => refuse(response, 404, 'NoSuchBucket');
    expect((await failing(() => store.get(object, newFolder()))).message).toContain('NoSuchBucket');
  });

  test('a server that falls silent is not waited for for ever', async () => {
    const { path, object } = await written('facts');
    await store.put(object, path);
    interject = (request, response) => {
      if (request.method !== 'GET') return false;
      response.writeHead(200, { 'content-length': 5 });
      response.write('fa');
      return true;
    };
    const folder = newFolder();
    await failing(() => store.get(object, folder));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['leads back to a page that was read', '<NextContinuationToken>x</NextContinuationToken>'],
    ['goes on, and does not say where', ''],
  ])('a list that %s is told, and neither read for ever nor taken for whole', async (says, next) => {
    let asked = 0;
    interject = (_, response) => {
      asked += 1;
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(
          `<?xml version="1.0"?><ListBucketResult><Name>bucket</Name><IsTruncated>true</IsTruncated>${next}</ListBucketResult>`,
        );
      return true;
    };
    const error = await failing(async () => {
      for await (const each of store.list()) expect(each).toBeUndefined();
    });
    expect(error.message).toContain(says);
    expect(asked).toBeLessThan(4);
  });

  test('what is no list is no empty one', async () => {
    interject = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>sign in</html>');
      return true;
    };
    await failing(async () => {
      for await (const each of store.list()) expect(each).toBeUndefined();
    });
  });
});
