import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  openSnapshotWriter,
  writeSnapshot
} from "./chunk-C6SPPLWV.js";
import {
  tool
} from "./chunk-UF4G2IW4.js";
import {
  openSourceFile
} from "./chunk-TFABWQEL.js";
import "./chunk-OVY5I2TM.js";
import {
  isCoverage,
  recognisesSnapshot
} from "./chunk-PTZIOVO7.js";
import {
  snapshotSchema
} from "./chunk-WZ2VQUSS.js";
import "./chunk-IWTHPBDI.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/snapshot-target.js
import { statSync } from "node:fs";
var checkSnapshotTarget = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === void 0 || stat.isFile() && stat.size === 0)
    return;
  if (stat.isFile() && recognisesSnapshot(openSourceFile(path).head))
    return;
  throw new InputError("there is something there already that is not a snapshot", path, "Name a new file: only a snapshot is replaced by a snapshot.");
};
var keepSnapshot = (path, facts, context) => {
  const { collectedAt, records, coverage } = facts;
  const header = { record: "header", schema: snapshotSchema, tool, collectedAt };
  writeSnapshot(path, { header, records, coverage }, context.now().toISOString());
  context.note(`nhi-audit: snapshot written to ${path}`);
};
var openSnapshotTarget = (path, collectedAt) => {
  const writer = openSnapshotWriter(path, { record: "header", schema: snapshotSchema, tool, collectedAt });
  const gaps = [];
  return {
    ...writer,
    add: (entry) => {
      writer.add(entry);
      if (isCoverage(entry) && entry.status !== "complete") {
        gaps.push(`${entry.status}: ${entry.source} in ${entry.scope}: ${entry.detail}`);
      }
    },
    gaps: () => gaps
  };
};
export {
  checkSnapshotTarget,
  keepSnapshot,
  openSnapshotTarget
};
