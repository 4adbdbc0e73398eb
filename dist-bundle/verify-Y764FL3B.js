import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  manifestName,
  manifestSchema,
  signatureName
} from "./chunk-N2C4UMVB.js";
import "./chunk-C6SPPLWV.js";
import "./chunk-OVY5I2TM.js";
import "./chunk-FGEKAZCG.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import {
  external_exports
} from "./chunk-76DL45RX.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/evidence/verify.js
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
var fileName = external_exports.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, "is not the plain name of a file in the folder").refine((name) => name !== manifestName && name !== signatureName, "is the manifest itself");
var schema = external_exports.object({
  schema: external_exports.literal(manifestSchema),
  files: external_exports.array(external_exports.object({
    name: fileName,
    bytes: external_exports.number().int().nonnegative(),
    sha256: external_exports.string().regex(/^[0-9a-f]{64}$/)
  })).max(1e3).refine((files) => new Set(files.map(({ name }) => name)).size === files.length, "names a file twice")
});
var largestManifest = 64 * 1024 * 1024;
var remedy = "Name the folder that `nhi-audit evidence --out` wrote, with its manifest.json.";
var statOf = (path) => lstatSync(path, { throwIfNoEntry: false });
var kindOf = (stat) => {
  if (stat.isSymbolicLink())
    return "a link";
  return stat.isDirectory() ? "a folder" : "neither a file nor a folder";
};
var read = (path, onBytes) => {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (!fstatSync(descriptor).isFile())
      throw new InputError("This is no file", path, remedy);
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    let total = 0;
    for (; ; ) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0)
        return total;
      total += length;
      onBytes(buffer.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
};
var readSmall = (folder, name) => {
  const path = join(folder, name);
  const stat = statOf(path);
  if (stat === void 0)
    throw new InputError(`There is no ${name}`, folder, remedy);
  if (!stat.isFile())
    throw new InputError(`${name} is ${kindOf(stat)}`, path, remedy);
  if (stat.size > largestManifest)
    throw new InputError(`${name} is too large to be one`, path, remedy);
  const pieces = [];
  read(path, (bytes) => pieces.push(Uint8Array.from(bytes)));
  return Buffer.concat(pieces);
};
var parseManifest = (bytes, path) => {
  let value;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new InputError("The manifest is not JSON", path, remedy);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success)
    return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InputError(`The manifest cannot be used: ${issue.path.join(".")} ${issue.message}`, path, remedy);
};
var differenceOf = (folder, { name, bytes, sha256 }) => {
  const path = join(folder, name);
  const stat = statOf(path);
  if (stat === void 0)
    return { kind: "missing", name, says: "is not there" };
  if (!stat.isFile())
    return { kind: "changed", name, says: `is ${kindOf(stat)}` };
  if (stat.size !== bytes)
    return { kind: "changed", name, says: `has ${stat.size} bytes, not ${bytes}` };
  const hash = createHash("sha256");
  read(path, (piece) => hash.update(piece));
  return hash.digest("hex") === sha256 ? void 0 : { kind: "changed", name, says: "has another SHA-256" };
};
var verifyPack = (folder, isSigned) => {
  if (statOf(join(folder, "."))?.isDirectory() !== true) {
    throw new InputError("There is no such folder", folder, remedy);
  }
  const manifest = readSmall(folder, manifestName);
  const { files } = parseManifest(manifest, join(folder, manifestName));
  const entries = readdirSync(folder);
  const hasSignature = entries.includes(signatureName);
  const signature = () => {
    if (isSigned === void 0)
      return hasSignature ? "unchecked" : "none";
    if (!hasSignature)
      return "missing";
    return isSigned(manifest, readSmall(folder, signatureName).toString("utf8")) ? "good" : "bad";
  };
  const known = /* @__PURE__ */ new Set([...files.map(({ name }) => name), manifestName, signatureName]);
  const found = files.flatMap((file) => differenceOf(folder, file) ?? []);
  const differences = [
    ...found,
    ...entries.filter((name) => !known.has(name)).map((name) => ({ kind: "additional", name, says: "is not in the manifest" }))
  ];
  return {
    same: files.length - found.length,
    differences: differences.toSorted((a, b) => a.name < b.name ? -1 : 1),
    signature: signature()
  };
};
export {
  verifyPack
};
