import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readWholeFile } from '../files/whole-file.ts';
import { InputError } from '../model/input-error.ts';

const largestKey = 65_536;

const makeKeys =
  'Make a pair: openssl genpkey -algorithm ed25519 -out private.pem && openssl pkey -in private.pem -pubout -out public.pem';

interface KeyFile {
  readonly pem: Buffer;
  /** Whether others than its owner may read it. */
  readonly open: boolean;
}

const readKey = (path: string): KeyFile => {
  const file = readWholeFile(path, { largest: largestKey, what: 'key' });
  if (file === undefined) throw new InputError('there is no such key', path, 'Check the path.');
  // Windows has no such modes.
  return { pem: file.bytes, open: process.platform !== 'win32' && (file.mode & 0o077) !== 0 };
};

const ed25519 = (path: string, kind: 'private' | 'public', make: () => KeyObject): KeyObject => {
  let key: KeyObject;
  try {
    key = make();
  } catch {
    // The library's words differ between versions and may quote the key: only what is wanted is said.
    throw new InputError(
      `This is no ${kind} key in PEM that can be read without a passphrase`,
      path,
      makeKeys,
    );
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new InputError(
    `This is a key of the type ${key.asymmetricKeyType ?? 'unknown'}, and only Ed25519 is used here`,
    path,
    makeKeys,
  );
};

export interface SigningKey {
  /** Base64 of the 64 bytes, and a line end. */
  readonly sign: (bytes: Uint8Array) => string;
  readonly readableByOthers: boolean;
}

/** @throws InputError when the file is no Ed25519 private key in PEM, without a passphrase */
export const openSigningKey = (path: string): SigningKey => {
  const { pem, open } = readKey(path);
  const key = ed25519(path, 'private', () => createPrivateKey(pem));
  return {
    sign: (bytes) => `${sign(null, bytes, key).toString('base64')}\n`,
    readableByOthers: open,
  };
};

const signatureForm = /^[A-Za-z0-9+/]{86}==\n?$/;

/** @throws InputError when the file is no Ed25519 public key in PEM */
export const openPublicKey = (path: string): ((bytes: Uint8Array, signature: string) => boolean) => {
  const { pem } = readKey(path);
  const key = ed25519(path, 'public', () => createPublicKey(pem));
  return (bytes, signature) =>
    signatureForm.test(signature) && verify(null, bytes, key, Buffer.from(signature, 'base64'));
};
