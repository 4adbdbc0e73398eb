import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileStore } from '../../src/fleet/store/file-store.ts';
import { openStore } from '../../src/fleet/store/open.ts';
import { hashOf, objectName } from '../../src/fleet/store/store.ts';
import { newFolder } from './fake.ts';

const written = async (text: string) => {
  const path = join(newFolder(), 'file');
  writeFileSync(path, text);
  return { path, object: objectName(await hashOf(path)) };
};

test('what is put is got, under a name made of what is in it, and is put once', async () => {
  const folder = newFolder();
  const store = fileStore(folder);
  const { path, object } = await written('facts');
  await store.put(object, path);
  await store.put(object, path);
  expect(readFileSync(await store.get(object, newFolder()), 'utf8')).toBe('facts');
  expect(readdirSync(join(folder, object.slice(0, 2)))).toEqual([object]);
  const listed: string[] = [];
  for await (const { object: each } of store.list()) listed.push(each);
  expect(listed).toEqual([object]);
  await store.remove(object);
  await expect(store.get(object, newFolder())).rejects.toThrow('is not in the store any more');
});

test('a list goes on where something is named or removed meanwhile', async () => {
  const folder = newFolder();
  const store = fileStore(folder);
  const place = join(folder, 'aa');
  mkdirSync(place);
  const names = ['1', '2', '3'].map((digit) => `aa${digit.repeat(62)}.ndjson.gz`);
  for (const name of [...names, `${names[0]}.abc.partial`]) writeFileSync(join(place, name), '');
  const listed: string[] = [];
  for await (const { object } of store.list()) {
    listed.push(object);
    for (const name of readdirSync(place)) if (name !== object) rmSync(join(place, name));
  }
  expect(listed.length).toBe(1);
});

test.skipIf(process.getuid?.() === 0)('a store that refuses holds nothing afterwards', async () => {
  const folder = newFolder();
  const { path, object } = await written('facts');
  chmodSync(folder, 0o500);
  await expect(fileStore(folder).put(object, path)).rejects.toThrow('EACCES');
  chmodSync(folder, 0o700);
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that cannot be read to its end leaves nothing under the name', async () => {
  const folder = newFolder();
  const { object } = await written('facts');
  await expect(fileStore(folder).put(object, join(folder, 'missing'))).rejects.toThrow('ENOENT');
  expect(existsSync(join(folder, object.slice(0, 2), object))).toBe(false);
  expect(readdirSync(join(folder, object.slice(0, 2)))).toEqual([]);
});

test('what was changed is refused', async () => {
  const folder = newFolder();
  const { path, object } = await written('facts');
  const store = fileStore(folder);
  await store.put(object, path);
  writeFileSync(join(folder, object.slice(0, 2), object), 'fakes');
  await expect(store.get(object, newFolder())).rejects.toThrow('it was changed, or damaged');
});

test.each(['../../etc/passwd', 'x', `${'a'.repeat(64)}.ndjson.gz/../x`, ''])(
  'a name of another kind leads nowhere: %j',
  async (name) => {
    await expect((async () => fileStore(newFolder()).get(name, newFolder()))()).rejects.toThrow(
      'this is not the name of a snapshot',
    );
  },
);

test.each([
  'ftp://host/x',
  's3://',
  's3://BUCKET',
  's3://key:secret@bucket/x',
  'file://host/x',
  '/var/lib',
  's3://bucket?x=1',
])('%s is no address of a store', async (address) => {
  const refused = await openStore(address).catch((error: unknown) => error);
  expect(refused).toMatchObject({ message: 'this is no address of a store' });
  expect(JSON.stringify(refused)).not.toContain('secret');
});
