import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isConnectionLost, openFleetDatabase } from '../../src/fleet/database.ts';
import { assertVersion, schema } from '../../src/fleet/tables.ts';
import { newFolder } from '../fleet/fake.ts';

const open = (url: string) => openFleetDatabase({ url, supervise: false, note: () => undefined });

test('a second process of a folder is refused, one that died is not waited for, and what was written stays', async () => {
  const folder = join(newFolder(), 'database');
  // Of a process that was killed.
  writeFileSync(`${folder}.lock`, '');
  const first = await open(`pglite:${folder}`);
  await expect(open(`pglite:${folder}`)).rejects.toThrow('another process uses the database of the fleet');
  await first.rows(`INSERT INTO ${schema}.target (key, source, provider) VALUES ('a', 'a', 'aws')`);
  await first.close();
  const second = await open(`pglite:${folder}`);
  expect(await second.rows(`SELECT key FROM ${schema}.target`)).toEqual([{ key: 'a' }]);
  await second.rows(`UPDATE ${schema}.meta SET version = 99`);
  await expect(assertVersion(second.rows)).rejects.toThrow(
    'the database of the fleet has version 99, and this nhi-audit knows 1',
  );
  await second.close();
});

test.each(['mysql://user:secret@host/db', 'postgres', '/var/lib/x'])(
  '%s is no address, and is not repeated',
  async (url) => {
    const refused = await open(url).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'InputError', message: 'this is no address of a database' });
    expect(JSON.stringify(refused)).not.toContain('secret');
  },
);

test.each([
  [{ code: '57P01' }, true],
  [{ code: '57P03' }, true],
  [{ code: '08006' }, true],
  [{ code: 'ECONNREFUSED' }, true],
  [{ message: 'Connection terminated unexpectedly' }, true],
  [{ code: '23505' }, false],
  [{ code: '42P01' }, false],
  [{ code: 'ENOENT' }, false],
])('%j: whether it may pass: %s', (properties, passes) => {
  expect(isConnectionLost(Object.assign(new Error('x'), properties))).toBe(passes);
});
