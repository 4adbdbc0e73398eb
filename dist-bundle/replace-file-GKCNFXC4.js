import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/replace-file.js
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
var replaceFile = (path, text) => {
  const there = statSync(path, { throwIfNoEntry: false });
  const target = there === void 0 ? path : realpathSync(path);
  const partial = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.partial`);
  try {
    const handle = openSync(partial, "wx", there === void 0 ? 420 : there.mode & 511);
    try {
      const bytes = Buffer.from(text, "utf8");
      for (let written = 0; written < bytes.length; )
        written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new InputError(`The file cannot be written: ${error.message}`, path, "Check the folder and its permissions. What stood there before is unchanged.");
  }
};
export {
  replaceFile
};
