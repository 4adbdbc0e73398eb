import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holdsFolder } from '../../src/files/plain-folder.ts';
import { openIfThere, openRegular } from '../../src/files/regular-file.ts';
import { readWholeFile } from '../../src/files/whole-file.ts';
import { temporaryFolder } from '../support/cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
writeFileSync(at('plain'), 'text');
symlinkSync('plain', at('link'));
symlinkSync('circle', at('circle'));
execFileSync('mkfifo', [at('pipe')]);

describe('a file that a user names', () => {
  test('is opened, also behind a link', () => {
    for (const name of ['plain', 'link']) {
      const { descriptor, stat } = openRegular(at(name));
      closeSync(descriptor);
      expect(stat.size).toBe(4);
    }
  });

  test('that is not there is told, or undefined where it need not be', () => {
    expect(openIfThere(at('none'))).toBeUndefined();
    expect(() => openRegular(at('none'))).toThrow('there is no such file');
  });

  test.each([
    ['a folder', folder, 'this is a folder'],
    ['a named pipe, without waiting for its writer', at('pipe'), 'not a regular file'],
    ['a device without an end', '/dev/zero', 'not a regular file'],
    ['a circle of links', at('circle'), 'goes round in circles'],
    ['a name that is too long', at('x'.repeat(5_000)), 'too long'],
  ])('%s is refused', (_, path, says) => expect(() => openRegular(path)).toThrow(says));

  test('a socket is refused', async () => {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(at('socket'), ready));
    expect(() => openRegular(at('socket'))).toThrow('not a regular file');
    await new Promise((closed) => server.close(closed));
  });

  test('a link is none where none is wanted', () => {
    expect(() => openRegular(at('link'), { noLinks: true })).toThrow('symbolic link');
  });

  test('is read up to its bound and no further', () => {
    const options = { what: 'thing', largest: 4 };
    expect(readWholeFile(at('plain'), options)?.bytes.toString()).toBe('text');
    expect(() => readWholeFile(at('plain'), { ...options, largest: 3 })).toThrow('too large to be a thing');
  });
});

describe('a folder in a folder', () => {
  mkdirSync(at('a/b'), { recursive: true });
  mkdirSync(at('outside/b'), { recursive: true });
  mkdirSync(at('linked'));
  symlinkSync('../outside', at('linked/a'));
  mkdirSync(at('half/a'), { recursive: true });
  symlinkSync('../../outside/b', at('half/a/b'));
  mkdirSync(at('file/a'), { recursive: true });
  writeFileSync(at('file/a/b'), '');

  test('is there or not', () => {
    expect(holdsFolder(folder, 'a/b')).toBe(true);
    expect(holdsFolder(folder, 'a/c')).toBe(false);
    expect(holdsFolder(at('none'), 'a/b')).toBe(false);
  });

  test.each([
    ['a link on the way', 'linked', 'symbolic link'],
    ['a link at the end', 'half', 'symbolic link'],
    ['a file in its place', 'file', 'no folder'],
  ])('%s is told', (_, name, says) => expect(() => holdsFolder(at(name), 'a/b')).toThrow(says));
});
