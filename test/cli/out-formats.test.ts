import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const scan = (...args: string[]) => cli(['scan', '--demo', '--no-config', ...args], { cwd: folder });

test('--out-formats writes these files, byte for byte those of all reports, and then others in their place', async () => {
  expect((await scan('--out', 'all')).code).toBe(0);
  expect((await scan('--out', 'some', '--out-formats', 'junit,sarif', '--out-formats', 'junit')).code).toBe(
    0,
  );
  expect(readdirSync(join(folder, 'some')).sort()).toEqual(['.nhi-audit', 'junit.xml', 'report.sarif']);
  for (const name of ['junit.xml', 'report.sarif'])
    expect(
      readFileSync(join(folder, 'some', name)).equals(readFileSync(join(folder, 'all', name))),
      name,
    ).toBe(true);
  expect((await scan('--out', 'some', '--out-formats', 'json')).code).toBe(0);
  expect(readdirSync(join(folder, 'some'))).toEqual(['report.json']);
});

test.each([
  [
    'a format that there is not',
    ['--out', 'x', '--out-formats', 'json,pdf'],
    /"pdf"[\s\S]*terminal, json, csv/,
  ],
  ['no format', ['--out', 'x', '--out-formats', ''], /""/],
  ['without a folder', ['--out-formats', 'json'], /Add --out/],
])('%s is refused before anything is read', async (_, args, message) => {
  const { code, stdout, stderr } = await scan(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
