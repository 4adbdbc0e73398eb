import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/evidence/signature.js
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
var largestKey = 65536;
var makeKeys = "Make a pair: openssl genpkey -algorithm ed25519 -out private.pem && openssl pkey -in private.pem -pubout -out public.pem";
var readKey = (path) => {
  let descriptor;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new InputError(`The key cannot be read: ${error.message}`, path, "Check the path and its permissions.");
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > largestKey)
      throw new InputError("This is no key", path, makeKeys);
    return { pem: readFileSync(descriptor), open: process.platform !== "win32" && (stat.mode & 63) !== 0 };
  } finally {
    closeSync(descriptor);
  }
};
var ed25519 = (path, kind, make) => {
  let key;
  try {
    key = make();
  } catch {
    throw new InputError(`This is no ${kind} key in PEM that can be read without a passphrase`, path, makeKeys);
  }
  if (key.asymmetricKeyType === "ed25519")
    return key;
  throw new InputError(`This is a key of the type ${key.asymmetricKeyType ?? "unknown"}, and only Ed25519 is used here`, path, makeKeys);
};
var openSigningKey = (path) => {
  const { pem, open } = readKey(path);
  const key = ed25519(path, "private", () => createPrivateKey(pem));
  return {
    sign: (bytes) => `${sign(null, bytes, key).toString("base64")}
`,
    readableByOthers: open
  };
};
var signatureForm = /^[A-Za-z0-9+/]{86}==\n?$/;
var openPublicKey = (path) => {
  const { pem } = readKey(path);
  const key = ed25519(path, "public", () => createPublicKey(pem));
  return (bytes, signature) => signatureForm.test(signature) && verify(null, bytes, key, Buffer.from(signature, "base64"));
};
export {
  openPublicKey,
  openSigningKey
};
