import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { placeIn } from '../../src/exports/place.ts';
import { openSourceFile } from '../../src/exports/source-file.ts';
import { unpackedSize } from '../../src/exports/unpacked-size.ts';
import { InputError } from '../../src/model/input-error.ts';

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

describe('a file in another form', () => {
  const text = '{"List":[{"a":"ü𝄞"},{"a":2}]}';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const forms: readonly [string, Uint8Array][] = [
    ['UTF-16, as PowerShell writes it', utf16],
    ['UTF-16, big endian', Buffer.from(utf16).swap16()],
    ['gzip, as AWS Config delivers it', gzipSync(text)],
    ['gzip of UTF-8 with a byte order mark', gzipSync(`\uFEFF${text}`)],
    ['gzip of UTF-16', gzipSync(utf16)],
    [
      'gzip of several members, as cat makes it',
      Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(''), gzipSync(text.slice(9))]),
    ],
  ];
  test.each(forms)('%s is read as its text in UTF-8', (_, content) => {
    const file = openSourceFile(fileOf('form', content));
    expect(file.head).toBe(text);
    expect(file.size).toBe(content.length);
    for (let time = 0; time < 2; time += 1)
      expect(new TextDecoder().decode(Buffer.concat([...file.chunks()]))).toBe(text);
  });

  test.each([
    ['plain', Buffer.from(text), 'byte 9'],
    ['UTF-16', utf16, `byte ${2 + 2 * 9}`],
    ['packed', gzipSync(text), 'byte 9 after unpacking'],
    ['packed UTF-16', gzipSync(utf16), `byte ${2 + 2 * 9} after unpacking`],
  ])('tells places as they are in the file: %s', (_, content, place) => {
    const file = openSourceFile(fileOf('form', content));
    expect(placeIn(file, 9)).toBe(`${file.name}, ${place}`);
  });

  test('tells places after text of all lengths', () => {
    const file = openSourceFile(fileOf('form', utf16));
    const place = Buffer.from(text).indexOf('{"a":2');
    expect(file.where?.(place)).toBe(`byte ${utf16.indexOf(Buffer.from('{"a":2', 'utf16le'))}`);
    expect(file.where?.(Buffer.byteLength(text))).toBe(`byte ${utf16.length}`);
  });

  test('a long beginning is no longer than that of a plain file', () => {
    const long = 'a'.repeat(200_000);
    const plain = openSourceFile(fileOf('long.txt', long)).head;
    expect(openSourceFile(fileOf('long.gz', gzipSync(long))).head).toBe(plain);
    expect(openSourceFile(fileOf('long.16', Buffer.from(`\uFEFF${long}`, 'utf16le'))).head).toBe(plain);
  });

  test.each([
    [
      'half a pair of surrogates',
      Buffer.from('\uFEFF{"a":"\ud834"}', 'utf16le'),
      'the text is not UTF-16',
      'byte 0 or after',
    ],
    ['half a unit', utf16.subarray(0, -1), 'the text ends in the middle: it was cut short', 'byte 61'],
  ])('UTF-16 with %s is refused', (_, content, message, place) => {
    const path = fileOf('bad', content);
    const error = errorOf(() => [...openSourceFile(path).chunks()]);
    expect(error).toMatchObject({ message, where: `${path}, ${place}` });
  });
});

describe('how much a file holds, for the memory to ask for', () => {
  const long = 'a'.repeat(100_000);
  test.each([
    ['plain', () => fileOf('plain', long), 100_000],
    ['packed', () => fileOf('packed', gzipSync(long)), 100_000],
    ['the mark of gzip and no more', () => fileOf('mark', Buffer.from([0x1f, 0x8b])), 2],
    ['one byte', () => fileOf('one', 'a'), 1],
    ['empty', () => fileOf('none', ''), 0],
    ['a folder', () => folder, 0],
    ['missing', () => join(folder, 'missing'), 0],
    ['what no path can be', () => 'a\0b', 0],
  ])('%s', (_, path, bytes) => {
    expect(unpackedSize(path())).toBe(bytes);
  });
});

describe('a file that cannot be used says why and what to do', () => {
  const pipe = join(folder, 'pipe');
  const cases: readonly [string, () => string, RegExp][] = [
    ['missing', () => join(folder, 'none.json'), /no such file/],
    ['a folder', () => folder, /folder/],
    ['a file taken for a folder', () => join(fileOf('plain', 'x'), 'below'), /not a folder/],
    ['empty', () => fileOf('empty.json', ''), /empty/],
    ['UTF-16 without a byte order mark', () => fileOf('a.json', Buffer.from('{}', 'utf16le')), /UTF-16/],
    [
      'the same, big endian and packed',
      () => fileOf('a.json.gz', gzipSync(Buffer.from('{}', 'utf16le').swap16())),
      /UTF-16/,
    ],
    ['UTF-32', () => fileOf('a.json', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0])), /UTF-32/],
    ['UTF-32, big endian', () => fileOf('a.json', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x7b])), /UTF-32/],
    ['a byte order mark and no more', () => fileOf('a.json', Buffer.from([0xff, 0xfe])), /empty/],
    ['nothing, packed', () => fileOf('a.json.gz', gzipSync('')), /empty/],
    ['no more than the beginning of gzip', () => fileOf('a.gz', Buffer.from([0x1f, 0x8b, 8, 0])), /gzip/],
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
        `import { openSourceFile } from ${JSON.stringify(new URL('../../src/exports/source-file.ts', import.meta.url).href)};
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
