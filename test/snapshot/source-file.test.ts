import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { openSourceFile } from '../../src/snapshot/source-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'nhi-audit-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const errorOf = (act: () => unknown): InputError => {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('no InputError was thrown');
};

describe('a file that can be read', () => {
  test('has its name, size, time and beginning', () => {
    const path = fileOf('small.json', '{"a":"ü"}');
    const file = openSourceFile(path);
    expect(file).toMatchObject({ name: path, size: 10, head: '{"a":"ü"}' });
    expect(new Date(file.modifiedAt).toISOString()).toBe(file.modifiedAt);
  });

  test('comes in chunks, from the beginning each time', () => {
    const content = Buffer.alloc(9 * 1024 * 1024, 'abcdefghijk');
    const file = openSourceFile(fileOf('large.bin', content));
    expect([...file.chunks()].map(({ length }) => length)).toEqual([4194304, 4194304, 1048576]);
    expect(Buffer.concat([...file.chunks()]).equals(content)).toBe(true);
  });

  test('a file as large as one chunk has one chunk', () => {
    const file = openSourceFile(fileOf('even.bin', Buffer.alloc(4 * 1024 * 1024, 'a')));
    expect([...file.chunks()].map(({ length }) => length)).toEqual([4194304]);
  });

  test('a character cut by the end of the head is left out of it', () => {
    const { head } = openSourceFile(fileOf('cut.txt', `${'a'.repeat(64 * 1024 - 1)}ü`));
    expect(head).toBe('a'.repeat(64 * 1024 - 1));
  });

  test('a byte order mark is no part of the head', () => {
    expect(openSourceFile(fileOf('bom.json', '\uFEFF{}')).head).toBe('{}');
  });
});

describe('a file that cannot be used says why and what to do', () => {
  const pipe = join(folder, 'pipe');
  const cases: readonly [string, () => string, RegExp][] = [
    ['missing', () => join(folder, 'none.json'), /no such file/],
    ['a folder', () => folder, /folder/],
    ['a file taken for a folder', () => join(fileOf('plain', 'x'), 'below'), /not a folder/],
    ['empty', () => fileOf('empty.json', ''), /empty/],
    [
      'UTF-16, as PowerShell writes it',
      () => fileOf('utf16.json', Buffer.from('\uFEFF{}', 'utf16le')),
      /UTF-16/,
    ],
    ['gzip, as AWS Config delivers it', () => fileOf('a.json.gz', Buffer.from([0x1f, 0x8b, 8, 0])), /gzip/],
    ['ZIP', () => fileOf('a.zip', Buffer.from([0x50, 0x4b, 3, 4])), /ZIP/],
  ];
  test.each(cases)('%s', (_, path, what) => {
    const name = path();
    const error = errorOf(() => openSourceFile(name));
    expect(error.message).toMatch(what);
    expect(error.where).toBe(name);
    expect(error.remedy).not.toBe('');
  });

  test.skipIf(process.platform === 'win32')('a pipe, which cannot be read twice', () => {
    execFileSync('mkfifo', [pipe]);
    // Opened for both ends, so that opening it for reading does not wait for a writer.
    const child = execFileSync(
      'sh',
      [
        '-c',
        'exec 3<>"$0"; exec "$1" --input-type=module -e "$2" "$0"',
        pipe,
        process.execPath,
        `import { openSourceFile } from ${JSON.stringify(new URL('../../src/snapshot/source-file.ts', import.meta.url).href)};
       try { openSourceFile(process.argv[1]); } catch (error) { process.stdout.write(error.name + ': ' + error.message); }`,
      ],
      { encoding: 'utf8' },
    );
    expect(child).toBe('InputError: this is not a regular file');
  });

  test.each([
    ['grows', (path: string) => appendFileSync(path, 'more')],
    ['shrinks', (path: string) => truncateSync(path, 1)],
  ])('a file that %s while it is read', (_, change) => {
    const path = fileOf('changing.json', '{"a":1}');
    const file = openSourceFile(path);
    change(path);
    expect(errorOf(() => [...file.chunks()]).message).toMatch(/changed while/);
  });
});
