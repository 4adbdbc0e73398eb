import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  defaultSettings
} from "./chunk-SQD4BC2H.js";
import {
  readBaseline
} from "./chunk-UMAQQ6NR.js";
import "./chunk-CC5JRD2N.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-FGEKAZCG.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/baseline-places.js
import { readFileSync, statSync } from "node:fs";
var largest = 256 * 1048576;
var remedy = "Name a file that `nhi-audit baseline write` made.";
var placesInBaseline = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === void 0)
    throw new InputError("There is no such file", path, remedy);
  if (!stat.isFile() || stat.size > largest) {
    throw new InputError("This is no file that could be a baseline", path, remedy);
  }
  const read = readBaseline(readFileSync(path, "utf8"), defaultSettings);
  if (!read.ok)
    throw new InputError(read.says, path, read.remedy);
  return (identity) => ({ file: path, line: read.lineOf(identity) });
};
export {
  placesInBaseline
};
