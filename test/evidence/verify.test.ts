import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withManifest } from '../../src/evidence/manifest.ts';
import { openPublicKey, openSigningKey } from '../../src/evidence/signature.ts';
import { verifyPack } from '../../src/evidence/verify.ts';
import { InputError } from '../../src/model/input-error.ts';
import { temporaryFolder } from '../support/cli.ts';
import { sketchResult } from '../support/result.ts';

const parent = temporaryFolder();
let made = 0;

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }) as string;

const keyFile = (name: string, text: string, mode = 0o600): string => {
  const path = join(parent, name);
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
  return path;
};

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const privatePath = keyFile('private.pem', pem(privateKey));
const publicPath = keyFile('public.pem', pem(publicKey));
const otherPublicPath = keyFile('other.pem', pem(generateKeyPairSync('ed25519').publicKey));

/** A pack of two small files. */
const newPack = (signed = false): string => {
  const folder = join(parent, `pack-${made++}`);
  mkdirSync(folder);
  const files = [
    { name: 'a.csv', text: ['a,', 'b\r\n'] },
    { name: 'report.json', text: ['{"ä":1}\n'] },
  ];
  const sign = signed ? { sign: openSigningKey(privatePath).sign } : {};
  const facts = { records: [], coverage: [], collectedAt: '2026-01-01T00:00:00Z' };
  const pack = withManifest(files, {
    result: sketchResult({}),
    facts,
    frameworks: [],
    sanitised: new Map(),
    ...sign,
  });
  for (const { name, text } of pack) writeFileSync(join(folder, name), [...text].join(''));
  return folder;
};

const edit = (folder: string, name: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));

const differences = (folder: string): readonly string[] =>
  verifyPack(folder).differences.map(({ kind, name, says }) => `${kind} ${name} ${says}`);

describe('verifying a pack', () => {
  test('one that nobody touched is the same', () => {
    expect(verifyPack(newPack())).toEqual({ same: 2, differences: [], signature: 'none' });
  });

  test.each<[string, (folder: string) => void, string]>([
    [
      'a byte more',
      (folder) => edit(folder, 'a.csv', (text) => `${text} `),
      'changed a.csv has 6 bytes, not 5',
    ],
    [
      'another byte',
      (folder) => edit(folder, 'a.csv', (text) => text.replace('b', 'c')),
      'changed a.csv has another SHA-256',
    ],
    ['a file that is gone', (folder) => rmSync(join(folder, 'a.csv')), 'missing a.csv is not there'],
    [
      'a file more',
      (folder) => writeFileSync(join(folder, 'notes.txt'), ''),
      'additional notes.txt is not in the manifest',
    ],
    [
      'a hidden file more',
      (folder) => writeFileSync(join(folder, '.x'), ''),
      'additional .x is not in the manifest',
    ],
    ['a folder more', (folder) => mkdirSync(join(folder, 'more')), 'additional more is not in the manifest'],
    [
      'a link to the same bytes',
      (folder) => {
        cpSync(join(folder, 'a.csv'), join(parent, 'elsewhere.csv'));
        rmSync(join(folder, 'a.csv'));
        symlinkSync(join(parent, 'elsewhere.csv'), join(folder, 'a.csv'));
      },
      'changed a.csv is a link',
    ],
    [
      'a folder in place of a file',
      (folder) => {
        rmSync(join(folder, 'a.csv'));
        mkdirSync(join(folder, 'a.csv'));
      },
      'changed a.csv is a folder',
    ],
  ])('%s is told', (_, change, says) => {
    const folder = newPack();
    change(folder);
    expect(differences(folder)).toEqual([says]);
  });

  test('all that differs is told, by name', () => {
    const folder = newPack();
    edit(folder, 'report.json', () => '');
    rmSync(join(folder, 'a.csv'));
    writeFileSync(join(folder, 'b'), '');
    expect(verifyPack(folder).differences.map(({ kind }) => kind)).toEqual([
      'missing',
      'additional',
      'changed',
    ]);
    expect(verifyPack(folder).same).toBe(0);
  });

  test.each<[string, (folder: string) => void, RegExp]>([
    ['no manifest', (folder) => rmSync(join(folder, 'manifest.json')), /There is no manifest\.json/],
    ['no JSON', (folder) => writeFileSync(join(folder, 'manifest.json'), '{'), /not JSON/],
    [
      'another schema',
      (folder) => edit(folder, 'manifest.json', (text) => text.replace('evidence/v1', 'evidence/v2')),
      /cannot be used: schema/,
    ],
    [
      'a link as manifest',
      (folder) => {
        cpSync(join(folder, 'manifest.json'), join(parent, 'manifest-elsewhere.json'));
        rmSync(join(folder, 'manifest.json'));
        symlinkSync(join(parent, 'manifest-elsewhere.json'), join(folder, 'manifest.json'));
      },
      /is a link/,
    ],
    ...[
      '../a.csv',
      '/etc/passwd',
      'x/a.csv',
      '..',
      '.',
      '',
      'a\\\\b',
      'C:a',
      'manifest.json',
      'a\\u0000',
    ].map((name): [string, (folder: string) => void, RegExp] => [
      `the name ${JSON.stringify(name)} in the manifest`,
      (folder) => edit(folder, 'manifest.json', (text) => text.replace('"a.csv"', `"${name}"`)),
      /cannot be used: files\.0\.name/,
    ]),
    [
      'a name twice',
      (folder) => edit(folder, 'manifest.json', (text) => text.replace('"report.json"', '"a.csv"')),
      /names a file twice/,
    ],
    [
      'a sum that is none',
      (folder) =>
        edit(folder, 'manifest.json', (text) => text.replace(/(?<="bytes":5,"sha256":")[0-9a-f]+/, 'x')),
      /cannot be used/,
    ],
  ])('%s is refused', (_, change, says) => {
    const folder = newPack();
    change(folder);
    expect(() => verifyPack(folder)).toThrow(InputError);
    expect(() => verifyPack(folder)).toThrow(says);
  });

  test('a folder that is not there, or is a file, is refused', () => {
    expect(() => verifyPack(join(parent, 'nowhere'))).toThrow('There is no such folder');
    expect(() => verifyPack(publicPath)).toThrow(InputError);
  });
});

describe('the signature', () => {
  const signatureOf = (folder: string, path = publicPath) =>
    verifyPack(folder, openPublicKey(path)).signature;

  test('is good with the key of who signed, and bad with another', () => {
    const folder = newPack(true);
    expect(verifyPack(folder).signature).toBe('unchecked');
    expect(signatureOf(folder)).toBe('good');
    expect(signatureOf(folder, otherPublicPath)).toBe('bad');
    expect(signatureOf(newPack())).toBe('missing');
  });

  test('is bad after any change of the manifest, or of itself', () => {
    const changed = newPack(true);
    // The statement is of the manifest as it was.
    edit(changed, 'manifest.json', (text) => text.replace('"open":0', '"open":1'));
    expect(verifyPack(changed).differences).toEqual([
      { kind: 'changed', name: 'statement.intoto.json', says: 'is not about this manifest' },
    ]);
    expect(signatureOf(changed)).toBe('bad');
    const bent = newPack(true);
    edit(bent, 'manifest.json.sig', (text) =>
      text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`,
    );
    expect(signatureOf(bent)).toBe('bad');
    for (const text of ['', 'x', ' '.repeat(100), `${'A'.repeat(86)}==\n\n`]) {
      edit(bent, 'manifest.json.sig', () => text);
      expect(signatureOf(bent)).toBe('bad');
    }
  });

  test('is the same each time: Ed25519 has no chance in it', () => {
    const sign = openSigningKey(privatePath).sign;
    expect(sign(Buffer.from('x'))).toBe(sign(Buffer.from('x')));
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encrypted = privateKey.export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  });
  test.each([
    ['an RSA key', pem(rsa.privateKey), 'a key of the type rsa'],
    ['an EC key', pem(ec.privateKey), 'a key of the type ec'],
    ['an X25519 key', pem(generateKeyPairSync('x25519').privateKey), 'a key of the type x25519'],
    ['an Ed448 key', pem(generateKeyPairSync('ed448').privateKey), 'a key of the type ed448'],
    ['a public key', pem(publicKey), 'no private key'],
    ['a key with a passphrase', encrypted as string, 'without a passphrase'],
    ['a text', 'hello', 'no private key'],
    ['nothing', '', 'no private key'],
  ])('%s does not sign', (_, text, says) => {
    const path = keyFile('wrong.pem', text);
    expect(() => openSigningKey(path)).toThrow(InputError);
    expect(() => openSigningKey(path)).toThrow(says);
  });

  test.each([
    ['an RSA key', pem(rsa.publicKey), 'a key of the type rsa'],
    ['a text', 'hello', 'no public key'],
  ])('%s does not verify', (_, text, says) => {
    const path = keyFile('wrong-public.pem', text);
    expect(() => openPublicKey(path)).toThrow(says);
  });

  test('a key that is not there, a folder, or far too long is refused', () => {
    expect(() => openSigningKey(join(parent, 'none.pem'))).toThrow('there is no such key');
    expect(() => openSigningKey(parent)).toThrow(InputError);
    expect(() => openSigningKey(keyFile('long.pem', 'x'.repeat(70_000)))).toThrow(
      'too large to be a key: more than 64 KiB',
    );
  });

  test.each([
    [0o600, false],
    [0o400, false],
    [0o640, true],
    [0o604, true],
  ])('a private key of mode %o is told to be open: %s', (mode, open) => {
    expect(openSigningKey(keyFile(`mode-${mode}.pem`, pem(privateKey), mode)).readableByOthers).toBe(open);
  });
});

describe('the statement', () => {
  test('may be missing, as in packs of earlier versions, and may not be of another pack', () => {
    const without = newPack(false);
    unlinkSync(join(without, 'statement.intoto.json'));
    expect(verifyPack(without).differences).toEqual([]);
    for (const text of ['{}', 'not JSON', readFileSync(join(newPack(false), 'manifest.json'), 'utf8')]) {
      const folder = newPack(false);
      writeFileSync(join(folder, 'statement.intoto.json'), text);
      expect(verifyPack(folder).differences.map(({ name, kind }) => [name, kind])).toEqual([
        ['statement.intoto.json', 'changed'],
      ]);
    }
  });

  test('may not name one file twice in the place of another', () => {
    const folder = newPack(false);
    const path = join(folder, 'statement.intoto.json');
    const statement = JSON.parse(readFileSync(path, 'utf8'));
    expect(statement.subject.length).toBeGreaterThan(1);
    statement.subject[0] = statement.subject[1];
    writeFileSync(path, JSON.stringify(statement));
    expect(verifyPack(folder).differences.map(({ name }) => name)).toEqual(['statement.intoto.json']);
  });
});
