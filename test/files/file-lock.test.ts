import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockFile } from '../../src/files/file-lock.ts';
import { temporaryFolder } from '../support/cli.ts';

const holding = `
  const { lockFile } = await import(${JSON.stringify(new URL('../../src/files/file-lock.ts', import.meta.url).href)});
  await lockFile(process.argv[1], 0);
  process.stdout.write('has it');
  setInterval(() => undefined, 1000);
`;

/** A process of its own that has a lock. */
const holder = async (path: string) => {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--experimental-strip-types', '--input-type=module', '-e', holding, path],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  return child;
};

test('one has it at a time; that of a process that is killed is free, whatever number the next one has', async () => {
  const path = join(temporaryFolder(), 'lock');
  const child = await holder(path);
  expect(await lockFile(path, 0)).toBeUndefined();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const release = await lockFile(path, 0);
  expect(release).toBeDefined();
  expect(await lockFile(path, 0)).toBeUndefined();
  // Whoever was refused has not let it go.
  expect(await lockFile(path, 0)).toBeUndefined();
  release!();
  release!();
  const again = await lockFile(path, 0);
  again!();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('it is waited for', async () => {
  const path = join(temporaryFolder(), 'lock');
  const first = await lockFile(path, 0);
  const second = lockFile(path, 60_000);
  first!();
  (await second)!();
});

test.skipIf(process.getuid?.() === 0)('a lock of somebody else is told as that', async () => {
  const path = join(temporaryFolder(), 'lock');
  writeFileSync(path, '', { mode: 0o400 });
  await expect(lockFile(path, 0)).rejects.toMatchObject({ code: 'EACCES' });
});

test('behind a link, or in place of something else, there is none', async () => {
  const folder = temporaryFolder();
  const [other, link] = [join(folder, 'notes.txt'), join(folder, 'link')];
  writeFileSync(other, 'x'.repeat(5000));
  symlinkSync(join(folder, 'nothing'), link);
  await expect(lockFile(link, 0)).rejects.toThrow('symbolic link');
  await expect(lockFile(folder, 0)).rejects.toThrow('a folder');
  await expect(lockFile(other, 0)).rejects.toThrow('no lock');
  expect(readFileSync(other, 'utf8')).toBe('x'.repeat(5000));
});
