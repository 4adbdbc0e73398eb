import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  InputError
} from "./chunk-4QLIKP2U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/cli/report-folder.js
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
var failures = {
  ENOSPC: ["The disk is full", "Free some space or write elsewhere."],
  EDQUOT: ["The disk quota is used up", "Free some space or write elsewhere."],
  EACCES: ["The folder may not be written", "Write to a folder of your own or change the permissions."],
  EPERM: ["The folder may not be written", "Write to a folder of your own or change the permissions."],
  EROFS: ["The disk is read-only", "Write elsewhere."],
  ENOENT: ["The folder above it does not exist", "Make it first."],
  ENOTDIR: ["A part of the path is not a folder", "Check the path."],
  EBUSY: ["The folder is in use", "It may be a mount point: write to a folder inside it."]
};
var explained = (error, folder) => {
  if (!(error instanceof Error) || !("code" in error))
    return error;
  const [what, remedy] = failures[String(error.code)] ?? [
    `The reports cannot be written (${String(error.code)})`,
    "Write elsewhere."
  ];
  return new InputError(what, folder, `${remedy} What stood there before is unchanged.`);
};
var sync = (system, path) => {
  const handle = system.openSync(path, "r");
  try {
    system.fsyncSync(handle);
  } finally {
    system.closeSync(handle);
  }
};
var folderSyncUnsupported = /* @__PURE__ */ new Set(["EINVAL", "ENOTSUP", "EISDIR", "EPERM", "EACCES"]);
var syncFolder = (system, path) => {
  if (process.platform === "win32")
    return;
  try {
    sync(system, path);
  } catch (error) {
    if (!folderSyncUnsupported.has(String(error.code)))
      throw error;
  }
};
var writeFile = (system, path, text) => {
  const handle = system.openSync(path, "wx", 384);
  try {
    for (const piece of text) {
      const bytes = Buffer.from(piece, "utf8");
      for (let written = 0; written < bytes.length; ) {
        written += system.writeSync(handle, bytes, written, bytes.length - written);
      }
    }
    system.fsyncSync(handle);
  } finally {
    system.closeSync(handle);
  }
};
var previousSuffix = ".previous";
var marks = ["report.json", "gate.json"];
var checkReplaceable = (folder, names, system) => {
  let entries;
  try {
    entries = system.readdirSync(folder);
  } catch (error) {
    throw error.code === "ENOTDIR" ? new InputError("This is a file, not a folder", folder, "Name a new folder.") : explained(error, folder);
  }
  const foreign = names === void 0 ? [] : entries.filter((entry) => !names.has(entry)).sort();
  const ours = marks.some((name) => entries.includes(name)) || basename(folder).endsWith(previousSuffix);
  if (entries.length === 0 || foreign.length === 0 && ours)
    return;
  throw new InputError(`The folder holds something that is not a report of nhi-audit (${JSON.stringify(foreign[0] ?? entries[0])})`, folder, "Name a new folder, or move what is there: the reports replace the whole folder.");
};
var checkReportFolder = (path) => {
  if (fs.existsSync(path))
    checkReplaceable(path, void 0, fs);
};
var writeReportFolder = (path, files, system = fs) => {
  const folder = resolve(path);
  const parent = dirname(folder);
  const names = new Set(files.map(({ name }) => name));
  const previous = join(parent, `.${basename(folder)}${previousSuffix}`);
  const partial = join(parent, `.${basename(folder)}.${randomBytes(6).toString("hex")}.partial`);
  try {
    if (system.existsSync(previous)) {
      checkReplaceable(previous, names, system);
      if (system.existsSync(folder))
        system.rmSync(previous, { recursive: true });
      else
        system.renameSync(previous, folder);
    }
    const replaces = system.existsSync(folder);
    if (replaces)
      checkReplaceable(folder, names, system);
    system.mkdirSync(parent, { recursive: true });
    try {
      system.mkdirSync(partial, { mode: 448 });
      for (const { name, text } of files)
        writeFile(system, join(partial, name), text);
      syncFolder(system, partial);
      if (replaces)
        system.renameSync(folder, previous);
      try {
        system.renameSync(partial, folder);
      } catch (error) {
        if (replaces)
          system.renameSync(previous, folder);
        throw error;
      }
    } catch (error) {
      system.rmSync(partial, { recursive: true, force: true });
      throw error;
    }
    syncFolder(system, parent);
  } catch (error) {
    throw explained(error, path);
  }
  system.rmSync(previous, { recursive: true, force: true });
};
export {
  checkReportFolder,
  writeReportFolder
};
