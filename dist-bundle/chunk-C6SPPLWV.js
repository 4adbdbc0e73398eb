import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  stableJson
} from "./chunk-OVY5I2TM.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";

// ../../work/wt/exports/dist/src/snapshot/write.js
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { dirname } from "node:path";
var bufferedCharacters = 1024 * 1024;
var writeFailures = {
  ENOENT: ["the folder does not exist", "Make the folder first, or write elsewhere."],
  ENOTDIR: ["a part of the path is not a folder", "Check the path."],
  EACCES: ["the file may not be written", "Write to a folder of your own, or change its permissions."],
  EPERM: ["the file may not be written", "Write to a folder of your own, or change its permissions."],
  EROFS: ["the disk is read-only", "Write elsewhere."],
  ENOSPC: ["the disk is full", "Free some space, or write elsewhere; nothing was written."],
  EDQUOT: ["the disk quota is used up", "Free some space, or write elsewhere; nothing was written."],
  EFBIG: [
    "the file is larger than the disk or the limit allows",
    "Write elsewhere, or raise the limit (ulimit -f)."
  ]
};
var explained = (error, path) => {
  if (!(error instanceof Error) || !("code" in error))
    return error;
  const [what, remedy] = writeFailures[String(error.code)] ?? [
    `the file cannot be written (${String(error.code)})`,
    "Write elsewhere; nothing was written."
  ];
  return new InputError(what, path, remedy);
};
var lineOf = (entry) => {
  if (!("record" in entry))
    return `{"record":"coverage",${stableJson(entry).slice(1)}`;
  const { record, scope, id, data } = entry;
  return `{"record":${JSON.stringify(record)},"scope":${JSON.stringify(scope)},"id":${JSON.stringify(id)},"data":${stableJson(data)}}`;
};
var folderSyncUnsupported = /* @__PURE__ */ new Set(["EINVAL", "ENOTSUP", "EISDIR", "EPERM", "EACCES"]);
var syncFolder = (files, folder) => {
  if (process.platform === "win32")
    return;
  const descriptor = files.openSync(folder, "r");
  try {
    files.fsyncSync(descriptor);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && folderSyncUnsupported.has(String(error.code))))
      throw error;
  } finally {
    files.closeSync(descriptor);
  }
};
var openSnapshotWriter = (path, header, files = fs) => {
  const folder = dirname(path);
  const partial = `${path}.${randomBytes(6).toString("hex")}.partial`;
  const hash = createHash("sha256");
  let descriptor;
  let finished = false;
  let lines = 0;
  let waiting = [];
  let waitingCharacters = 0;
  const close = () => {
    if (descriptor === void 0)
      return;
    const open = descriptor;
    descriptor = void 0;
    files.closeSync(open);
  };
  const discard = () => {
    if (finished)
      return;
    finished = true;
    waiting = [];
    try {
      close();
    } finally {
      files.rmSync(partial, { force: true });
    }
  };
  const orDiscard = (step) => {
    if (finished)
      throw new Error("the snapshot is already sealed or discarded");
    try {
      step();
    } catch (error) {
      discard();
      throw explained(error, path);
    }
  };
  const flush = () => {
    const bytes = Buffer.from(waiting.join(""), "utf8");
    waiting = [];
    waitingCharacters = 0;
    hash.update(bytes);
    for (let written = 0; written < bytes.length; ) {
      written += files.writeSync(descriptor, bytes, written, bytes.length - written);
    }
  };
  const push = (line) => {
    const text = `${line}
`;
    waiting.push(text);
    waitingCharacters += text.length;
    lines += 1;
    if (waitingCharacters >= bufferedCharacters)
      flush();
  };
  orDiscard(() => {
    if (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw new InputError("this is a folder, not a file", path, "Name a file in it.");
    }
    descriptor = files.openSync(partial, "wx", 384);
    const { schema, tool, collectedAt } = header;
    push(JSON.stringify({ record: "header", schema, tool, collectedAt }));
  });
  return {
    add: (entry) => orDiscard(() => push(lineOf(entry))),
    seal: (completedAt) => orDiscard(() => {
      flush();
      push(JSON.stringify({ record: "seal", lines, sha256: hash.copy().digest("hex"), completedAt }));
      flush();
      files.fsyncSync(descriptor);
      close();
      files.renameSync(partial, path);
      finished = true;
      syncFolder(files, folder);
    }),
    discard
  };
};
var compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var compareRecords = (a, b) => compare(a.record, b.record) || compare(a.scope, b.scope) || compare(a.id, b.id) || compare(lineOf(a), lineOf(b));
var compareCoverage = (a, b) => compare(a.connector, b.connector) || compare(a.scope, b.scope) || compare(a.source, b.source) || compare(lineOf(a), lineOf(b));
function* factLines({ records, coverage }) {
  for (const record of [...records].sort(compareRecords))
    yield `${lineOf(record)}
`;
  for (const entry of coverage.toSorted(compareCoverage))
    yield `${lineOf(entry)}
`;
}
function* snapshotText({ schema, tool, collectedAt }, facts, completedAt) {
  const hash = createHash("sha256");
  let lines = 0;
  const counted = (line) => {
    hash.update(line);
    lines++;
    return line;
  };
  yield counted(`${JSON.stringify({ record: "header", schema, tool, collectedAt })}
`);
  for (const line of factLines(facts))
    yield counted(line);
  yield `${JSON.stringify({ record: "seal", lines, sha256: hash.digest("hex"), completedAt })}
`;
}
var writeSnapshot = (path, snapshot, completedAt, files = fs) => {
  const { header, records, coverage } = snapshot;
  const writer = openSnapshotWriter(path, header, files);
  try {
    for (const record of Array.isArray(records) ? records.toSorted(compareRecords) : records)
      writer.add(record);
    for (const entry of coverage.toSorted(compareCoverage))
      writer.add(entry);
    writer.seal(completedAt);
  } finally {
    writer.discard();
  }
};

export {
  openSnapshotWriter,
  factLines,
  snapshotText,
  writeSnapshot
};
