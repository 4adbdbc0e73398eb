import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };

const launcher = resolve(packageFile.bin['nhi-audit']);
const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-launcher-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (file: string, args: readonly string[], flags: readonly string[] = []) =>
  spawnSync(process.execPath, [...flags, file, ...args], { cwd: folder, encoding: 'utf8' });

/** The launcher alone, in a place that has the given files beside it. */
const placed = (name: string, files: readonly string[]): string => {
  const place = join(folder, name);
  for (const file of files) {
    mkdirSync(join(place, file, '..'), { recursive: true });
    writeFileSync(join(place, file), '');
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  cpSync(launcher, join(place, 'bin/nhi-audit.js'));
  return join(place, 'bin/nhi-audit.js');
};

const onNode20 = [
  '--import',
  "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.1.0'}})",
];

describe('npx nhi-audit', () => {
  test('runs in a clone, from any folder', () => {
    const { status, stdout } = run(launcher, ['--version']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${packageFile.version}\n` });
  });

  test('ends as the command does', () => {
    expect(run(launcher, ['scan', '/nowhere']).status).toBe(2);
  });

  test.each([
    [
      'the package on an old Node says which it needs',
      [],
      /needs Node 22\.18 or newer, and this is 20\.1\.0/,
    ],
    ['so does a clone, and says how to get one', ['src/cli/main.ts'], /Run `npm ci` here/],
    [
      'and how to run this very package, never one of its name from a registry',
      [],
      /npx -p node@24 node "[^"]+\/bin\/nhi-audit\.js" …\n$/,
    ],
  ])('%s', (name, files, says) => {
    const { status, stderr } = run(placed(name, files), ['--version'], onNode20);
    expect(stderr).toMatch(says);
    expect(status).toBe(2);
  });
});
