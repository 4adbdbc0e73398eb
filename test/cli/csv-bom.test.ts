import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

test('--csv-bom marks every table, and nothing else, and changes no other byte', async () => {
  const [plain, marked] = [join(folder, 'plain'), join(folder, 'marked')];
  expect((await cli(['scan', '--demo', '--no-config', '--out', plain])).code).toBe(0);
  expect((await cli(['scan', '--demo', '--no-config', '--csv-bom', '--out', marked])).code).toBe(0);
  const tables = readdirSync(plain).filter((name) => name.endsWith('.csv'));
  expect(tables.length).toBeGreaterThan(5);
  for (const name of readdirSync(plain)) {
    const [before, after] = [readFileSync(join(plain, name)), readFileSync(join(marked, name))];
    expect(after.equals(tables.includes(name) ? Buffer.concat([mark, before]) : before), name).toBe(true);
  }
});
